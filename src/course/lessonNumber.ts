/** Set by the build from the folders of `lessons/` (scripts/lessonNumbers.mjs): children and pages read no course. */
declare const LESSON_NUMBERS: Record<string, string>;

/** The number of a lesson, for messages: `3.7`. @throws Error where there is no such lesson */
export function lessonNumber(id: string): string {
  const number = LESSON_NUMBERS[id];
  if (number === undefined) throw new Error(`There is no lesson ${id}.`);
  return number;
}
