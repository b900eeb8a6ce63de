/** Which page comes after a lesson. Nothing moves on by itself: this answers the learner's *Next Lesson*. */
import { type Course, type Lesson, type Part, requiredLessons } from '../course/course';

/** `completes`: with what has passed, the course is complete, and the lesson is the first of those that one may do besides. */
type NextPage = { lesson: Lesson; completes?: true } | { endOf: Part } | null;

/**
 * After the last lesson of a part comes the page that closes it, then the next lesson that has not passed. When all after it
 * have passed, the first that was left out; an optional one, when the course is complete. Null when nothing is left.
 *
 * @param from the lesson or the part's end that the learner is at; null at the very start
 * @param hasSeenEnd whether the page that closes a part was shown already
 */
export function nextPage(
  course: Course,
  from: Lesson | { endOf: Part } | null,
  hasPassed: (lesson: Lesson) => boolean,
  hasSeenEnd: (part: Part) => boolean,
): NextPage {
  if (from && 'part' in from && from.part.end && from === from.part.lessons.at(-1) && !hasSeenEnd(from.part))
    return { endOf: from.part };
  const part = from && ('part' in from ? from.part : from.endOf);
  const last = from && ('part' in from ? from : from.endOf.lessons.at(-1));
  const after = last ? course.lessons.slice(course.lessons.indexOf(last) + 1) : course.lessons;
  const isOpen = (lesson: Lesson): boolean => lesson !== from && !hasPassed(lesson);
  const required = requiredLessons(course);
  const alike = after.filter((lesson) => lesson.part.isOptional === (part?.isOptional ?? false));
  const lesson = alike.find(isOpen) ?? required.find(isOpen) ?? course.lessons.find(isOpen);
  if (!lesson) return null;
  const completes = part !== null && !part.isOptional && lesson.part.isOptional && required.every(hasPassed);
  return completes ? { lesson, completes } : { lesson };
}
