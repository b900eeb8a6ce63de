/** The files of a learner's folder: which are there, and which do not belong there. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { BACKUP_FOLDER } from '../../../src/course/backup';
import type { Course } from '../../../src/course/course';
import { LAYOUT_FILE, courseFiles } from '../../../src/course/learnerFolder';
import { PROGRESS_FILE } from '../../../src/course/progress';
import { onDisk } from './texts';

/** Paths in the folder, with forward slashes. */
export function filesIn(folder: string, under = ''): string[] {
  try {
    return readdirSync(path.join(folder, under), { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * @param isAtRest whether the last program has ended well: what a killed one leaves, the next one takes
 * @returns a sentence for each file that does not belong there, and for each of the course's own that has changed
 */
export function foreignFiles(course: Course, folder: string, isAtRest: boolean): string[] {
  const laidOut = new Map(courseFiles(course).map(({ path: file, text }) => [file, text]));
  const lessons = new Set(course.lessons.map((lesson) => lesson.path));
  // A copy that a killed program left half written stays in the folder of its time, into which nothing else is written.
  const isKept = (file: string): boolean => {
    const [, lesson = ''] = /^[^/]+\/(.*?)(\.[\w-]+\.tmp)?$/.exec(file.slice(BACKUP_FOLDER.length + 1)) ?? [];
    return file.startsWith(`${BACKUP_FOLDER}/`) && lessons.has(lesson);
  };
  const isLeft = (file: string): boolean => /(^|\/)progress-[\w-]+\.json$|\.tmp$/.test(file);
  const foreign = filesIn(folder).filter(
    (file) =>
      !laidOut.has(file) &&
      file !== LAYOUT_FILE &&
      file !== PROGRESS_FILE &&
      !isKept(file) &&
      !(isLeft(file) && !isAtRest),
  );
  const changed = [...laidOut].filter(([file, text]) => !lessons.has(file) && onDisk(path.join(folder, file)) !== text);
  return [
    ...foreign.map((file) => `${file} does not belong in the folder.`),
    ...changed.map(([file]) => `${file} is not as it was laid out.`),
  ];
}
