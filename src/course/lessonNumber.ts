/** Set by the build from the folders of `lessons/` (scripts/lessonFiles.mjs): children and pages read no course. */
declare const LESSON_FILES: Record<string, string>;

/** The number of a lesson, for messages: `3.7`. @throws Error where there is no such lesson */
export function lessonNumber(id: string): string {
  return lessonFile(id).replace(/^(\d+)-[^/]*\/(\d+)-.*$/, '$1.$2');
}

/** Where the course puts a lesson's file: `3-complete-network/7-network.ts`. @throws Error where there is no such lesson */
export function lessonFile(id: string): string {
  const file = LESSON_FILES[id];
  if (file === undefined) throw new Error(`There is no lesson ${id}.`);
  return file;
}
