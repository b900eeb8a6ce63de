/** The gate over every lesson: what a lesson must have, and what its checks must do. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mistake } from '../../src/checker/kit';
import { applyMistake } from '../../src/checker/judge';
import { lessonFiles } from '../../src/checker/lessonFiles';
import { ModuleLoader, type Namespace } from '../../src/checker/load';
import { OUTCOMES, outcomeOf } from '../../src/checker/outcome';
import * as kit from '../../src/checker/kit';
import { compare } from '../../src/checker/kit/compare';
import { type Lesson, referenceSources } from '../../src/course/course';
import { glossaryLinks, parseGlossary } from '../../src/course/glossary';
import { course, judgeText, lessons, lessonsRoot, readLessonFile } from '../support/course';

const SEEDS = 20;
const glossary = new Set(
  parseGlossary('glossary.md', readFileSync(path.join(lessonsRoot, 'glossary.md'), 'utf8')).map((term) => term.id),
);

describe('every lesson', function () {
  this.timeout(60_000);

  it('is there: the course has lessons', () => assert.ok(course.lessons.length > 0 && lessons.length > 0));

  for (const lesson of lessons) {
    describe(`${lesson.number} ${lesson.id}`, () => {
      it('stub: every check says “not started”', async () => {
        const reports = await judgeText(lesson, lesson.source.stub);
        assert.ok(reports.length >= 5, `only ${reports.length} checks`);
        for (const report of reports) assert.equal(report.outcome, 'not started', `${report.name}: ${report.message}`);
      });

      it(`solution: passes with ${SEEDS} seeds`, async () => {
        for (let seed = 1; seed <= SEEDS; seed++) {
          for (const report of await judgeText(lesson, lesson.source.solution, seed))
            assert.equal(report.outcome, 'passed', `seed ${seed}, ${report.name}: ${report.message}`);
        }
      });

      it('mistakes: at least five, each rejected and named', async () => {
        const mistakes = await loadMistakes(lesson);
        assert.ok(mistakes.length >= 5, `only ${mistakes.length} mistakes`);
        assert.equal(new Set(mistakes.map(({ id }) => id)).size, mistakes.length, 'two mistakes have the same id');
        for (const mistake of mistakes) {
          for (const seed of [1, 2, 3]) {
            const reports = await judgeText(lesson, applyMistake(lesson.source.solution, mistake), seed);
            assert.notEqual(outcomeOf(reports), 'passed', `seed ${seed}: "${mistake.id}" is not rejected`);
            assertNamed(mistake, mistakes, reports);
          }
        }
      });

      it('every function is judged by a check', async () => {
        const reports = await judgeText(lesson, lesson.source.stub);
        assert.deepEqual([...new Set(reports.map((report) => report.of))].sort(), [...lesson.source.functions].sort());
      });

      it('guide: links, hints, quiz, figure, voice', () => {
        const text = readLessonFile(lesson, 'lesson.md');
        for (const id of glossaryLinks(text)) assert.ok(glossary.has(id), `no term "${id}" in the glossary`);
        for (const [, picture] of text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g))
          assert.ok(existsSync(path.join(lesson.directory, picture)), `no picture ${picture}`);
        const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
        const banned = /\b(simply|just|obviously|clearly|easy|easily|we will now)\b/i.exec(prose);
        assert.equal(banned?.[0], undefined, 'a word that LESSON-STYLE does without');
        assert.doesNotMatch(prose.replace(/!\[/g, ''), /!(\s|$)/m, 'no exclamation marks');
        assert.match(text, /## Quiz[\s\S]*### Predict, then run/, 'one question of the quiz is “Predict, then run: …”');
      });

      it('guide: the numbers of its examples are right', async () => {
        const text = readLessonFile(lesson, 'lesson.md');
        const examples = [...text.matchAll(/^```ts run\n([\s\S]*?)^```/gm)].map((match) => match[1]);
        assert.ok(
          examples.length >= 1,
          'the worked example ends with a block "```ts run", lines "expression; // → value"',
        );
        for (const example of examples) await runExample(lesson, example);
      });

      it('figure: has a title and a description, and takes its colours from the theme', () => {
        const file = path.join(lesson.directory, 'figure.svg');
        if (!existsSync(file)) return;
        const svg = readFileSync(file, 'utf8');
        assert.match(svg, /<title[ >]/);
        assert.match(svg, /<desc[ >]/);
        for (const [, value] of svg.matchAll(/(?:fill|stroke)="(#[^"]+|[a-z]+)"/g))
          assert.ok(['none', 'currentColor'].includes(value), `a fixed colour: ${value}`);
      });

      it('stub: nothing of the solution is in it', () => {
        const { stub, solution } = lesson.source;
        assert.doesNotMatch(stub, /(BEGIN|END) SOLUTION/);
        const kept = new Set(stub.split('\n').map((line) => line.trim()));
        const secret = solution
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line.length > 12 && !kept.has(line));
        assert.ok(secret.length > 0);
        for (const line of secret) assert.ok(!stub.includes(line), `in the stub: ${line}`);
        const throws = stub.match(/throw new Error\('TODO: /g) ?? [];
        assert.ok(throws.length >= lesson.source.functions.length);
      });
    });
  }
});

function assertNamed(
  mistake: Mistake,
  mistakes: Mistake[],
  reports: { name: string; mistake: string | null; outcome: string; message: string }[],
): void {
  const family = (id: string | null): string | undefined => {
    const found = mistakes.find((other) => other.id === id);
    return found && (found.family ?? found.id);
  };
  const failed = reports.filter((report) => report.outcome !== 'passed');
  const named = failed.map((report) => report.mistake);
  const told = failed.map((report) => `${report.name}: ${report.outcome}, ${report.mistake ?? 'not named'}`).join('\n');
  assert.ok(failed.every((report) => (OUTCOMES as readonly string[]).includes(report.outcome)));
  assert.ok(
    named.some((id) => family(id) === (mistake.family ?? mistake.id)),
    `"${mistake.id}" is not named:\n${told}`,
  );
  for (const id of named)
    assert.ok(
      id === null || family(id) === (mistake.family ?? mistake.id),
      `"${mistake.id}" is called "${id}":\n${told}`,
    );
}

async function loadMistakes(lesson: Lesson): Promise<Mistake[]> {
  const { mistakes } = lessonFiles(lesson);
  const { files, folder } = referenceSources(course, lesson, '/course');
  const loader = new ModuleLoader(folder, [...files, mistakes], { builtins: { kit: { ...kit } } });
  return (await loader.load(mistakes.path)).default as Mistake[];
}

/** Each line `expression; // → value` must hold; other lines run as they are. `≈` means: to the digits that are written. */
async function runExample(lesson: Lesson, example: string): Promise<void> {
  const sources = referenceSources(course, lesson, '/course');
  const upTo = course.lessons.slice(0, course.lessons.indexOf(lesson) + 1);
  const loader = new ModuleLoader(sources.folder, sources.files);
  const scope: Namespace = {};
  for (const file of [
    ...sources.files.filter(({ origin }) => origin === 'given').map((given) => given.path),
    ...upTo.map((each) => each.path),
  ])
    Object.assign(scope, await loader.load(file));
  const results: { got: unknown; line: string }[] = [];
  const code = example
    .split('\n')
    .map((line) => {
      const match = /^(.*?);?\s*\/\/ (→|≈) (.*)$/.exec(line);
      return match ? `results.push({ got: (${match[1]}), line: ${JSON.stringify(line)} });` : line;
    })
    .join('\n');
  const names = Object.keys(scope);
  new Function(...names, 'results', code)(...names.map((name) => scope[name]), results);
  assert.ok(results.length > 0, 'an example without "// → value"');
  for (const { got, line } of results) {
    const [, sign, text] = /\/\/ (→|≈) (.*)$/.exec(line) as RegExpExecArray;
    const expected: unknown = new Function(`return (${text.replace(/−/g, '-')});`)();
    const digits = Math.max(...[...text.matchAll(/\.(\d+)/g)].map((match) => match[1].length), 0);
    if (sign === '→')
      assert.equal(compare(got, expected, { tolerance: 1e-6 }), null, `${line} gives ${JSON.stringify(got)}`);
    else assertRounded(got, expected, digits, line);
  }
}

function assertRounded(got: unknown, expected: unknown, digits: number, line: string): void {
  if (typeof expected === 'number')
    assert.ok(Math.abs((got as number) - expected) <= 0.5000001 * 10 ** -digits, `${line} gives ${String(got)}`);
  else if (expected !== null && typeof expected === 'object')
    for (const key of Object.keys(expected))
      assertRounded((got as Namespace)[key], (expected as Namespace)[key], digits, line);
  else assert.equal(got, expected, line);
}
