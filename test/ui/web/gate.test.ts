/** The checker in a browser alone: the same verdicts as in Node, for everything that lessons bring, and for hostile programs. MNIST and weights there. */
import assert from 'node:assert/strict';
import { applyMistake } from '../../../src/checker/knownMistakes';
import { pictureFile } from '../../../src/checker/lessonFiles';
import { verdict } from '../../../src/checker/outcome';
import type { CheckReport } from '../../../src/protocol/report';
import type { SourceSet } from '../../../src/protocol/sources';
import { DATA_SETS } from '../../../src/training/data/sets';
import { course, lessons, loadAlternatives, loadMistakes } from '../../support/course';
import { ofToday } from '../../support/ofToday';
import { verdictOn } from '../../support/verdicts';
import { LANGUAGE } from '../../../src/host/web/language';
import { learnerFile } from '../../unit/training/support';
import { ATTEMPTS, tryAll } from '../../unit/host/attempts';
import { GIVEN } from '../../unit/host/given';
import { builtins } from '../../unit/checker/hostile/builtins';
import { TIME_MS, WAIT_MS, endless, recursive } from '../../unit/checker/hostile/endless';
import { exits } from '../../unit/checker/hostile/exits';
import { harmless } from '../../unit/checker/hostile/harmless';
import { type Program, learnersFile } from '../../unit/checker/hostile/program';
import { texts } from '../../unit/checker/hostile/texts';
import { throws } from '../../unit/checker/hostile/throws';
import type { WebCase, WebData, WebGiven, WebVerdict } from '../../web/cases';
import { newest, oldest } from '../support/scripts';
import { openMirrors } from '../support/web-mirrors';
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

function casesOfPrograms(programs: readonly Program[]): WebCase[] {
  const { solution } = course.lessons.find(({ id }) => id === 'loss')?.source ?? assert.fail();
  return programs.map((program) => ({
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

/** Tries all that is tried in Node. */
const TRIES = tryAll([...LANGUAGE, ...GIVEN], '/etc/hostname');

function waysOut(): WebCase {
  const { solution } = course.lessons.find(({ id }) => id === 'gradient-descent')?.source ?? assert.fail();
  return lessonCase('ways out', 'gradient-descent', `${TRIES}\n${solution}`);
}

const waysOutOfRun = (): SourceSet =>
  learnerFile('1-linear-model/6-gradient-descent.ts', `${TRIES}\nexport function* fitLine(): any {}`);

/**
 * What a learner is told of a check. What is left by rounding alone, beside numbers near 1, may be another such rest elsewhere. Of
 * the lines of a function that calls itself without end, the one in which the stack is full depends on how large the stack is.
 */
const told = ({ name, outcome, message, mistake, location }: CheckReport) => {
  const isFull = message.includes('until the stack was full');
  return {
    ...{ name, outcome, mistake },
    location: isFull && location ? location.file : location,
    message: message
      .replace(/[-−]?\d(?:\.\d+)?e-1[6-9]\b/g, '(a rest of rounding)')
      .replace(isFull ? /at line \d+/ : /(?!)/, 'at a line'),
  };
};

/** The same where the numbers are others each time, in Node, too: speeds, and what a text draws by chance of its own. */
const toldWithoutNumbers = ({ message, ...others }: ReturnType<typeof told>): ReturnType<typeof told> => ({
  ...others,
  message: message.replace(/\d[\d.]*/g, '#'),
});

const varies = ({ lesson, text }: WebCase): boolean => lesson === 'fast-matmul' || text.includes('Math.random()');

/** What Node says of a text. */
async function toldInNode({ lesson: id, text }: WebCase): Promise<ReturnType<typeof told>[]> {
  const lesson = lessons.find((each) => each.id === id) ?? assert.fail(id);
  return (await verdictOn(lesson, text)).reports.map(told);
}

describe('the checker in a browser alone', function () {
  this.timeout(1_800_000);

  // The checker's workers are the browser's, whatever the version: the older one need not judge every mistake again, nor try what
  // stays inside a worker.
  for (const { version, apart, otherTexts, tried } of [
    { version: newest, apart: true, otherTexts: true, tried: HOSTILE },
    { version: oldest, apart: false, otherTexts: false, tried: [...exits, ...builtins] },
  ])
    describe(`VS Code ${version}, ${apart ? 'each part with an origin of its own' : 'one origin'}`, () => {
      let cases: WebCase[];
      let verdicts: WebVerdict[];
      let data: WebData;
      const programs = casesOfPrograms(tried);

      before(async () => {
        cases = [
          ...casesOfSources(),
          ...(otherTexts ? ofToday(await casesOfOtherTexts()) : []),
          waysOut(),
          ...programs,
        ];
        let end!: (result: { name: string; body: string }) => void;
        const result = new Promise<{ name: string; body: string }>((resolve) => (end = resolve));
        const mirrors = await openMirrors();
        const vscode = await openWebVsCode({
          version,
          apart,
          tests: 'out/test/web/program.js',
          answer: (name, body) => {
            if (name === 'cases') return JSON.stringify(cases);
            if (name === 'given')
              return JSON.stringify({
                ...mirrors,
                waysOut: waysOutOfRun(),
                measures: Boolean(process.env.NNFS_TALK),
              } satisfies WebGiven);
            if (name === 'data') data = JSON.parse(body) as WebData;
            else if (name === 'times') console.log(body);
            else if (name === 'begin') {
              if (process.env.NNFS_TALK) console.log(new Date().toISOString().slice(14, 19), body);
            } else end({ name, body });
            return '';
          },
        });
        const { name, body } = await result;
        await vscode.close();
        mirrors.close();
        assert.equal(name, 'verdicts', body);
        verdicts = JSON.parse(body) as WebVerdict[];
        assert.equal(verdicts.length, cases.length);
      });

      it(`says the same as in Node of every stub and solution${otherTexts ? ', of today’s mistakes and alternatives' : ''}`, async () => {
        const ofLessons = cases.slice(0, -programs.length - 1);
        const different: string[] = [];
        for (const [i, each] of ofLessons.entries()) {
          const [expected, found] = [await toldInNode(each), verdicts[i].report.checks.map(told)].map((all) =>
            varies(each) ? all.map(toldWithoutNumbers) : all,
          );
          try {
            assert.deepEqual(found, expected);
          } catch (error) {
            different.push(`${each.what}: ${(error as Error).message}`);
          }
        }
        assert.deepEqual(different, []);
        if (this.ctx.test) this.ctx.test.title += ` (${ofLessons.length})`;
      });

      it('draws the pictures at the ends of lessons, as Node does', () => {
        for (const lesson of lessons.filter((each) => pictureFile(each) !== null)) {
          const i = cases.findIndex(({ what }) => what === `${lesson.number} solution`);
          assert.match(verdicts[i].report.picture?.title ?? '', /\.$/, lesson.id);
        }
      });

      it('downloads MNIST where a server lets web pages read its files, and says where it does not', () => {
        assert.match(
          data.refused,
          /^train-images-idx3-ubyte could not be downloaded\. .*\nlocalhost:\d+ answers, but does not let web pages read its files/,
        );
        assert.match(data.unreachable, /^No network: .*\nlocalhost:\d+ cannot be reached\./);
        assert.match(data.damaged, /sent a file that is not the published one, although its size is right/);
        assert.equal(data.done, 'done');
        assert.deepEqual(data.kept, DATA_SETS.mnist.files.map(({ name }) => `${name}.gz`).sort());
      });

      it('finds it there, checks it by SHA-256, and trains on it in a worker', () => {
        assert.equal(data.found[0], 'missing');
        assert.match(
          data.found[1],
          /in this browser has changed since it was downloaded: train-images-idx3-ubyte says that/,
        );
        assert.deepEqual(data.counts, { train: 500, test: 300 });
        assert.deepEqual(data.run, ['mnist (folder): 500 training images, 300 test images', 'finished']);
      });

      it('reads weights that NumPy packs, and writes them as .npz', () => assert.equal(data.weights, '6,10 true'));

      it('no attempt to get out reaches anything, in a check and in training', () => {
        const { report } = verdicts[verdicts.length - programs.length - 1];
        for (const said of [verdict(report), data.waysOut]) {
          const [, count, reached] = /Reached of (\d+): \[([\d,]*)\]/.exec(said) ?? assert.fail(said);
          assert.equal(Number(count), ATTEMPTS.length, 'all were tried');
          // Two numbers that belong to no object of the language, and that no page can take away.
          const inherits = ATTEMPTS.findIndex(([what]) => what === 'what the object of globals inherits');
          assert.equal(reached, String(inherits), said);
          assert.match(said, /\] TEMPORARY,PERSISTENT[ ,.]/);
        }
      });

      for (const [i, program] of tried.entries())
        it(`${program.what}: one honest verdict`, () => {
          const { report } = verdicts[verdicts.length - programs.length + i];
          const honest = [program.outcome].flat();
          assert.ok(honest.includes(report.outcome), `${report.outcome}: ${verdict(report)}`);
          assert.match(verdict(report), program.says);
        });
    });
});
