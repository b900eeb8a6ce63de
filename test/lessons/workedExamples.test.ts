/** The numbers of a worked example tell wrong code from right code: every known mistake runs the guide's own blocks. */
import assert from 'node:assert/strict';
import { applyMistake } from '../../src/checker/knownMistakes';
import type { Lesson } from '../../src/course/course';
import { lessons, loadMistakes, readLessonFile } from '../support/course';
import { examplesOf, runExample } from '../support/guides';
import { UNSEEN } from './workedExamples/unseen';

describe('worked examples', function () {
  this.timeout(180_000);

  for (const lesson of lessons)
    it(`${lesson.number} ${lesson.id}: no known mistake gives the numbers of the guide, but those listed with a reason`, async () => {
      const examples = examplesOf(readLessonFile(lesson, 'lesson.md'));
      for (const example of examples) await runExample(lesson, example);
      const agreeing: string[] = [];
      for (const mistake of await loadMistakes(lesson)) {
        const text = applyMistake(lesson.source.solution, mistake);
        if (await agrees(lesson, examples, text)) agreeing.push(mistake.id);
      }
      assert.deepEqual(agreeing.sort(), Object.keys(UNSEEN[lesson.id] ?? {}).sort());
    });
});

async function agrees(lesson: Lesson, examples: string[], text: string): Promise<boolean> {
  try {
    for (const example of examples) await runExample(lesson, example, text);
    return true;
  } catch {
    return false;
  }
}
