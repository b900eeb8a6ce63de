import assert from 'node:assert/strict';
import type { Course, Lesson } from '../../../src/course/course';
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

  describe('with a part that is optional', () => {
    const whole = withOptionalPart();
    const [required, optional] = whole.parts;
    const first = optional.lessons[0];
    const lastOne = required.lessons.at(-1) as Lesson;
    const all = passed(...required.lessons);
    const seen = (): boolean => true;
    it('is a required one as long as there is one', () => {
      const left = required.lessons[1];
      const others = (lesson: Lesson): boolean => lesson !== left && all(lesson);
      for (const from of [lastOne, { endOf: required }])
        assert.deepEqual(nextPage(whole, from, others, seen), { lesson: left });
    });
    it('completes the course where only optional ones are left, and says so once', () => {
      for (const from of [lastOne, { endOf: required }])
        assert.deepEqual(nextPage(whole, from, all, seen), { lesson: first, completes: true });
      assert.deepEqual(nextPage(whole, null, all, seen), { lesson: first });
      assert.deepEqual(nextPage(whole, first, all, seen), { lesson: optional.lessons[1] });
    });
    it('does not complete the course while this one is open', () => {
      const others = (lesson: Lesson): boolean => lesson !== lastOne && all(lesson);
      assert.deepEqual(nextPage(whole, lastOne, others, seen), { lesson: first });
    });
    it('stays in the optional part for who is there', () =>
      assert.deepEqual(nextPage(whole, first, none, seen), { lesson: optional.lessons[1] }));
  });
});

/** Two parts, and the course is complete with the first. */
function withOptionalPart(): Course {
  const parts = course.parts.slice(0, 2).map((each, i) => ({ ...each, isOptional: i === 1 }));
  for (const each of parts) each.lessons = each.lessons.map((lesson) => ({ ...lesson, part: each }));
  return { ...course, parts, lessons: parts.flatMap((each) => each.lessons) };
}
