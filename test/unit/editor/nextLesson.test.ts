import assert from 'node:assert/strict';
import type { Lesson } from '../../../src/course/course';
import { nextPage } from '../../../src/editor/nextLesson';
import { course } from '../../support/course';

const [one, two, three] = course.lessons;
const [part, secondPart] = course.parts;
const last = part.lessons[part.lessons.length - 1];
const none = (): boolean => false;
const passed =
  (...lessons: Lesson[]) =>
  (lesson: Lesson): boolean =>
    lessons.includes(lesson);

describe('the next lesson', () => {
  it('at the start is the first', () => assert.deepEqual(nextPage(course, null, none, none), { lesson: one }));
  it('is the one after this', () => assert.deepEqual(nextPage(course, one, none, none), { lesson: two }));
  it('leaves out what has passed', () => assert.deepEqual(nextPage(course, one, passed(two), none), { lesson: three }));
  it('does not wait for this one to pass', () =>
    assert.deepEqual(nextPage(course, two, none, none), { lesson: three }));
  it('after the last of a part is the page that closes it', () =>
    assert.deepEqual(nextPage(course, last, none, none), { endOf: part }));
  it('after that page is the next part', () => {
    const expected = { lesson: secondPart.lessons[0] };
    assert.deepEqual(nextPage(course, { endOf: part }, none, none), expected);
    assert.deepEqual(
      nextPage(course, last, none, (each) => each === part),
      expected,
    );
  });
  it('at the end goes back to what was left out', () => {
    const end = course.lessons[course.lessons.length - 1];
    const all = passed(...course.lessons.filter((lesson) => lesson !== two));
    assert.deepEqual(
      nextPage(course, end, all, () => true),
      { lesson: two },
    );
  });
  it('is nothing when all have passed', () =>
    assert.equal(
      nextPage(
        course,
        one,
        () => true,
        () => true,
      ),
      null,
    ));
});
