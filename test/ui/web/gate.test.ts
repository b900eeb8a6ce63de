/** The verdicts of the checker in a browser alone: the same as in Node, for everything that lessons bring, and for hostile programs. */
import assert from 'node:assert/strict';
import { applyMistake } from '../../../src/checker/knownMistakes';
import { verdict } from '../../../src/checker/outcome';
import type { CheckReport } from '../../../src/protocol/report';
import { course, judgeText, lessons, loadAlternatives, loadMistakes } from '../../support/course';
import { builtins } from '../../unit/checker/hostile/builtins';
import { TIME_MS, WAIT_MS, endless, recursive } from '../../unit/checker/hostile/endless';
import { exits } from '../../unit/checker/hostile/exits';
import { harmless } from '../../unit/checker/hostile/harmless';
import { type Program, learnersFile } from '../../unit/checker/hostile/program';
import { texts } from '../../unit/checker/hostile/texts';
import { throws } from '../../unit/checker/hostile/throws';
import type { WebCase, WebVerdict } from '../../web/cases';
import { newest, oldest } from '../support/scripts';
import { openWebVsCode } from '../support/web-window';

const PATIENT = { timeoutMs: 60_000, waitMs: 600_000 };
const HOSTILE: readonly Program[] = [endless, recursive, exits, builtins, throws, texts, harmless].flat();

const lessonCase = (what: string, lesson: string, text: string): WebCase => ({
  ...{ what, lesson, text, seed: 1, limits: PATIENT },
});

function casesOfSources(): WebCase[] {
  return lessons.flatMap(({ number, id, source: { stub, solution } }) => [
    lessonCase(`${number} stub`, id, stub),
    lessonCase(`${number} solution`, id, solution),
  ]);
}

async function casesOfOtherTexts(): Promise<WebCase[]> {
  const all = await Promise.all(
    lessons.map(async (lesson) => {
      const { solution } = lesson.source;
      const mistakes = await loadMistakes(lesson);
      const alternatives = await loadAlternatives(lesson);
      return [
        ...mistakes.map((each) =>
          lessonCase(`${lesson.number} mistake ${each.id}`, lesson.id, applyMistake(solution, each)),
        ),
        ...alternatives.map(({ name, text }) => lessonCase(`${lesson.number} alternative ${name}`, lesson.id, text)),
      ];
    }),
  );
  return all.flat();
}

function casesOfPrograms(): WebCase[] {
  const { solution } = course.lessons.find(({ id }) => id === 'loss')?.source ?? assert.fail();
  return HOSTILE.map((program) => ({
    what: program.what,
    lesson: 'loss',
    text: learnersFile(program, solution),
    seed: 1,
    limits: program.waits
      ? { timeoutMs: PATIENT.timeoutMs, waitMs: WAIT_MS }
      : program.outcome === 'timed out'
        ? { timeoutMs: TIME_MS, waitMs: PATIENT.waitMs }
        : PATIENT,
  }));
}

/** What a learner is told of a check. What is left by rounding alone, beside numbers near 1, may be another such rest elsewhere. */
const told = ({ name, outcome, message, mistake, location }: CheckReport) => ({
  ...{ name, outcome, mistake, location },
  message: message.replace(/[-−]?\d(?:\.\d+)?e-1[6-9]\b/g, '(a rest of rounding)'),
});

/** What Node says of a text: asked once, however many browsers are compared with it. */
const inNode = new Map<WebCase['what'], Promise<ReturnType<typeof told>[]>>();
function toldInNode({ what, lesson: id, text }: WebCase) {
  const lesson = lessons.find((each) => each.id === id) ?? assert.fail(id);
  const known = inNode.get(what) ?? judgeText(lesson, text).then((checks) => checks.map(told));
  inNode.set(what, known);
  return known;
}

describe('the checker in a browser alone', function () {
  this.timeout(1_800_000);

  // The checker's workers are the browser's, whatever the version: the older one need not judge every mistake again.
  for (const { version, apart, otherTexts } of [
    { version: newest, apart: true, otherTexts: true },
    { version: oldest, apart: false, otherTexts: false },
  ])
    describe(`VS Code ${version}, ${apart ? 'each part with an origin of its own' : 'one origin'}`, () => {
      let cases: WebCase[];
      let verdicts: WebVerdict[];
      const programs = casesOfPrograms();

      before(async () => {
        cases = [...casesOfSources(), ...(otherTexts ? await casesOfOtherTexts() : []), ...programs];
        let end!: (result: { name: string; body: string }) => void;
        const result = new Promise<{ name: string; body: string }>((resolve) => (end = resolve));
        const vscode = await openWebVsCode({
          version,
          apart,
          tests: 'out/test/web/program.js',
          answer: (name, body) => {
            if (name === 'cases') return JSON.stringify(cases);
            if (name === 'begin') {
              if (process.env.NNFS_TALK) console.log(new Date().toISOString().slice(14, 19), body);
            } else end({ name, body });
            return '';
          },
        });
        const { name, body } = await result;
        await vscode.close();
        assert.equal(name, 'verdicts', body);
        verdicts = JSON.parse(body) as WebVerdict[];
        assert.equal(verdicts.length, cases.length);
      });

      it(`says the same as in Node of every stub and solution${otherTexts ? ', mistake and alternative' : ''}`, async () => {
        const ofLessons = cases.slice(0, -programs.length);
        const different: string[] = [];
        for (const [i, each] of ofLessons.entries()) {
          const expected = await toldInNode(each);
          try {
            assert.deepEqual(verdicts[i].report.checks.map(told), expected);
          } catch (error) {
            different.push(`${each.what}: ${(error as Error).message}`);
          }
        }
        assert.deepEqual(different, []);
        if (this.ctx.test) this.ctx.test.title += ` (${ofLessons.length})`;
      });

      for (const [i, program] of HOSTILE.entries())
        it(`${program.what}: one honest verdict`, () => {
          const { report } = verdicts[verdicts.length - programs.length + i];
          const honest = [program.outcome].flat();
          assert.ok(honest.includes(report.outcome), `${report.outcome}: ${verdict(report)}`);
          assert.match(verdict(report), program.says);
        });
    });
});
