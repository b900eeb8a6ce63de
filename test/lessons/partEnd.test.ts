/** The pages after the parts. */
import assert from 'node:assert/strict';
import type { Lesson } from '../../src/course/course';
import { course } from '../support/course';
import { assertLinks, assertVoice, examplesOf, runExample } from '../support/guides';

describe('the page after each part', () => {
  for (const { number, end, lessons } of course.parts) {
    it(`part ${number}: links, voice, and the numbers of its examples`, async () => {
      if (!end) return; // an author has not written it yet
      assertLinks(end.text);
      assertVoice(end.text);
      const last = lessons.at(-1);
      for (const example of last ? examplesOf(end.text) : []) await runExample(last as Lesson, example);
    });
  }

  it('part 1: counts the lines that the solutions really have', () => {
    const [part] = course.parts;
    const rows = [...(part.end?.text ?? '').matchAll(/^\| `(\S+)` \| (\d+) \| (\d+) \|$/gm)].map((row) => row.slice(1));
    const written = part.lessons.map((lesson) => [
      lesson.path.split('/')[1],
      String(lesson.source.functions.length),
      String(linesWritten(lesson.source)),
    ]);
    assert.deepEqual(rows, written);
    const total = part.lessons.reduce((sum, lesson) => sum + linesWritten(lesson.source), 0);
    assert.ok(part.end?.text.includes(`${total} lines`), `all of them are ${total} lines`);
  });
});

/** How many lines of a solution, without empty ones, stand where the stub has its TODOs. */
function linesWritten({ stub, solution }: { stub: string; solution: string }): number {
  const lines = (text: string): number => text.split('\n').filter((line) => line.trim() !== '').length;
  const todo = stub.split('\n').filter((line, i, all) => isTodo(line) || isTodoContinued(all, i)).length;
  return lines(solution) - (lines(stub) - todo);
}

const isTodo = (line: string): boolean => /^\s*(\/\/ TODO:|throw new Error\('TODO: )/.test(line);

/** A comment line between "// TODO:" and its throw. */
function isTodoContinued(lines: string[], i: number): boolean {
  if (!/^\s*\/\/ /.test(lines[i]) || isTodo(lines[i])) return false;
  const before = lines.slice(0, i).findLastIndex((line) => !/^\s*\/\/ /.test(line) || /^\s*\/\/ TODO:/.test(line));
  return before >= 0 && /^\s*\/\/ TODO:/.test(lines[before]);
}
