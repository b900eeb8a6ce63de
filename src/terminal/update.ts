/** Lays out what is new in this version of the course, before a command works on a folder. */
import type { Course } from '../course/course';
import { FolderError, isNewerThan, isOlderThan, layOut } from '../course/learnerFolder';
import type { Io } from './io';

/** @param folder absolute; holds a course. Where it cannot be written, or is of a newer version, that is said, and the command goes on. */
export async function bringUpToDate(course: Course, folder: string, io: Io): Promise<void> {
  if (!isOlderThan(course.version, folder) && !isNewerThan(course.version, folder)) return;
  try {
    const { created, updated } = await layOut(course, folder);
    io.err(
      `The course has been updated: ${created.length} files added, ${updated.length} renewed. What you wrote is as it was.\n`,
    );
  } catch (error) {
    if (!(error instanceof FolderError)) throw error;
    io.err(`${error.message}\n`);
  }
}
