/** The gate over every lesson: what a lesson must have, and what its checks must do. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Mistake } from '../../src/checker/kit';
import { applyMistake } from '../../src/checker/knownMistakes';
import { outcomeOf } from '../../src/checker/outcome';
import { Outcome } from '../../src/protocol/outcome';
import type { Lesson } from '../../src/course/course';
import type { CheckReport } from '../../src/protocol/report';
import {
  course,
  drawText,
  judgeText,
  lessons,
  loadAlternatives,
  loadMistakes,
  readLessonFile,
} from '../support/course';
import { handedTwice } from '../support/handed';
import { ofToday } from '../support/ofToday';
import { unnoticedMemories } from '../support/remembering';
import { verdictOn } from '../support/verdicts';
import { assertLinkedAtFirstUse, assertLinks, assertVoice, examplesOf, runExample } from '../support/guides';

/** Its picture takes data, and has a button. */
const NO_PICTURE = '1.1';
const SEEDS = 20;
const SEEDS_OF_ALTERNATIVES = 3;

/** A colour that the theme decides, with one for viewers that have no theme. */
const THEME_COLOR = /^(none|currentColor|url\(#[\w-]+\)|(var\(--vscode-[\w-]+(, *)?)+(#[\da-f]{3,8})?\)+)$/i;

/** What a learner may add to a file without being asked. */
const ADDED = `
function helperOfMyOwn(value: number): number {
  return value + 1;
}
export const extraExport = helperOfMyOwn(41);
export default helperOfMyOwn;
`;

describe('every lesson', function () {
  this.timeout(600_000);

  it('is there: the course has lessons', () => assert.ok(course.lessons.length > 0 && lessons.length > 0));

  for (const lesson of lessons) {
    describe(`${lesson.number} ${lesson.id}`, () => {
      it('stub: every check says “not started”', async () => {
        const { reports } = await verdictOn(lesson, lesson.source.stub);
        assert.ok(reports.length >= 5, `only ${reports.length} checks; a lesson has at least 5`);
        for (const report of reports) assert.equal(report.outcome, 'not started', `${report.name}: ${report.message}`);
        for (const { name } of reports) assertVoice(name);
      });

      it(`solution: passes with ${SEEDS} seeds`, async () => {
        for (let seed = 1; seed <= SEEDS; seed++) await assertPasses(lesson, lesson.source.solution, 'solution', seed);
      });

      it(`alternatives: at least two other right solutions, each passes with ${SEEDS_OF_ALTERNATIVES} seeds`, async () => {
        const alternatives = await loadAlternatives(lesson);
        assert.ok(alternatives.length >= 2, `only ${alternatives.length} alternatives; a lesson has at least 2`);
        const texts = new Set([lesson.source.solution, ...alternatives.map(({ text }) => text)]);
        assert.equal(
          texts.size,
          alternatives.length + 1,
          'an alternative is the same as another one, or as the solution',
        );
        for (const { name, text } of alternatives)
          for (let seed = 1; seed <= SEEDS_OF_ALTERNATIVES; seed++) await assertPasses(lesson, text, name, seed);
      });

      it('solution: passes with the line ends of Windows', async () => {
        await assertPasses(lesson, lesson.source.solution.replaceAll('\n', '\r\n'), 'CRLF');
      });

      it('solution: passes with a helper and with exports that nobody asked for', async () => {
        await assertPasses(lesson, `${lesson.source.solution}${ADDED}`, 'a helper and two more exports');
      });

      it('mistakes: at least five, each rejected and named', async () => {
        const mistakes = await loadMistakes(lesson);
        assert.ok(mistakes.length >= 5, `only ${mistakes.length} mistakes; a lesson has at least 5`);
        assert.equal(new Set(mistakes.map(({ id }) => id)).size, mistakes.length, 'two mistakes have the same id');
        const today = ofToday(mistakes);
        for (const mistake of mistakes) {
          for (const seed of today.includes(mistake) ? [1, 2] : [1]) {
            const text = applyMistake(lesson.source.solution, mistake);
            const reports = await judgedWith(seed, lesson, text);
            assert.notEqual(outcomeOf(reports), 'passed', `seed ${seed}: "${mistake.id}" is not rejected`);
            assertNamed(mistake, mistakes, reports);
          }
        }
      });

      it('checks: none asks for the reference, which a notebook does not have', () => {
        const [found] = /\{[^{}]*\breference\b[^{}]*\}\) =>/.exec(readLessonFile(lesson, 'checks.ts')) ?? [];
        assert.equal(found, undefined, `compute what is right in the check itself: ${found}`);
      });

      it('checks: what they hand to the learner’s code is made anew in each', async () => {
        assert.deepEqual(await handedTwice(lesson), []);
      });

      it('checks: an answer that is remembered by one of the arguments is found', async () => {
        assert.deepEqual(await unnoticedMemories(lesson), []);
      });

      it('every function is judged by a check', async () => {
        const { reports } = await verdictOn(lesson, lesson.source.stub);
        assert.deepEqual([...new Set(reports.map((report) => report.of))].sort(), [...lesson.source.functions].sort());
      });

      it('guide: links, hints, quiz, figure, voice', () => {
        const text = readLessonFile(lesson, 'lesson.md');
        assertLinks(text);
        assertVoice(text);
        assertLinkedAtFirstUse(text);
        for (const [, picture] of text.matchAll(/!\[[^\]]*\]\((?!live:)([^)]+)\)/g))
          assert.ok(existsSync(path.join(lesson.directory, picture)), `no picture ${picture}`);
        assert.match(text, /## Quiz[\s\S]*### Predict, then run/, 'one question of the quiz is “Predict, then run: …”');
      });

      it('guide: the numbers of its examples are right', async () => {
        const examples = examplesOf(readLessonFile(lesson, 'lesson.md'));
        assert.ok(
          examples.length >= 1,
          'the worked example ends with a block "```ts run", lines "expression; // → value"',
        );
        for (const example of examples) await runExample(lesson, example);
      });

      it('figures: each is shown, has a title and a description, and takes its colours from the theme', () => {
        const text = readLessonFile(lesson, 'lesson.md');
        for (const file of readdirSync(lesson.directory).filter((name) => name.endsWith('.svg'))) {
          const svg = readLessonFile(lesson, file);
          assert.ok(text.includes(`](${file})`), `${file} is not shown in the guide`);
          assert.match(svg, /<title[ >]/, file);
          assert.match(svg, /<desc[ >]/, file);
          // VS Code's own “orange” is a translucent highlight in newer light and dark themes, and blue in one with high contrast.
          assert.doesNotMatch(svg, /--vscode-charts-orange/, file);
          for (const [, value] of svg.matchAll(/\b(?:fill|stroke|color|stop-color)\s*(?:=\s*"|:\s*)([^;"}]+)/g))
            assert.match(value.trim(), THEME_COLOR, `${file}: a fixed colour`);
        }
      });

      it('picture: the learner’s own functions draw it', async function () {
        if (!existsSync(path.join(lesson.directory, 'picture.ts'))) {
          assert.equal(lesson.number, NO_PICTURE, 'no picture.ts: nothing shows at its end what it made possible');
          return this.skip();
        }
        const picture = await drawText(lesson, lesson.source.solution);
        assert.match(picture?.title ?? '', /^[A-Z\d].{20,}\.$/);
        assertVoice(picture?.title ?? '');
        assert.equal(await drawText(lesson, lesson.source.stub), null, 'a picture without the learner’s functions');
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
  assert.ok(failed.every((report) => (Outcome.options as readonly string[]).includes(report.outcome)));
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

/** Other tests of the run ask the same with seed 1. */
async function judgedWith(seed: number, lesson: Lesson, text: string): Promise<CheckReport[]> {
  return seed === 1 ? (await verdictOn(lesson, text)).reports : judgeText(lesson, text, seed);
}

/** Right solutions that are built in other ways: complete learner files, with the learner's import paths. */
async function assertPasses(lesson: Lesson, text: string, name: string, seed = 1): Promise<void> {
  const reports = await judgedWith(seed, lesson, text);
  assert.ok(reports.length > 0, `${name}, seed ${seed}: no check ran`);
  for (const report of reports)
    assert.equal(report.outcome, 'passed', `${name}, seed ${seed}, “${report.name}”: ${report.message}`);
}
