/** The names of checks as the Test Explorer lists them before any has run, against the checks themselves. */
import assert from 'node:assert/strict';
import { REFERENCE_FOLDER } from '../../../src/checker/referenceFolder';
import { lessonFiles } from '../../../src/checker/lessonFiles';
import { prepareLesson } from '../../../src/checker/prepare';
import { referenceSources } from '../../../src/course/course';
import { course } from '../../support/course';

describe('the names of checks, read without running them', () => {
  for (const lesson of course.lessons) {
    it(`${lesson.number} ${lesson.id}`, async () => {
      const { definitions } = await prepareLesson({
        lesson: lesson.id,
        reference: referenceSources(course, lesson, REFERENCE_FOLDER),
        ...lessonFiles(lesson),
      });
      assert.deepEqual(
        lesson.checks,
        definitions.map(({ name, of }) => ({ of, name })),
      );
    });
  }
});
