/** Resets lessons: the stub in the file, nothing in the progress. The learner's version is backed up. */
import { host } from '../host';
import type { Lesson } from './course';
import { BACKUP_FOLDER, EditedMeanwhile, type Replaced, putBack, replaceWithBackup, takeBack } from './backup';
import { FolderError, recordLaidOut } from './learnerFolder';
import { ProgressError, clearLessons, restoreLessons } from './progress';
import type { Progress } from '../protocol/progress';

interface Reset {
  replaced: Replaced;
  /** The records of these lessons. */
  progress: Progress['lessons'];
}

/**
 * Resets lessons of a learner's folder.
 *
 * @param lessons as they lie in this folder (`courseIn`)
 * @throws FolderError when the folder cannot be written; then nothing is changed
 */
export async function resetLessons(folder: string, lessons: readonly Lesson[], now = new Date()): Promise<Reset> {
  const stubs = lessons.map((lesson) => ({ path: lesson.path, text: lesson.source.stub }));
  const replaced = await replaceWithBackup(folder, stubs, now);
  const takeBackAfter = async (what: string, error: unknown): Promise<never> => {
    const fault = error instanceof ProgressError ? error.message : host.refusalOf(folder, error).fault;
    const why = `${what} cannot be written: ${fault}.`;
    await takeBack(replaced).catch((edited: unknown) => {
      if (!(edited instanceof EditedMeanwhile)) throw edited;
      throw new FolderError(`${why} ${edited.message} Your version from before is kept in ${BACKUP_FOLDER}.`);
    });
    throw new FolderError(`${why} Nothing was changed.`);
  };
  // Before the progress: a record of stubs that are not there changes nothing, lost progress does.
  await recordLaidOut(folder, stubs).catch((error: unknown) => takeBackAfter(folder, error));
  const ids = lessons.map((lesson) => lesson.id);
  const progress = await clearLessons(folder, ids).catch((error: unknown) => takeBackAfter('Your progress', error));
  return { replaced, progress };
}

/**
 * Brings files and progress back.
 *
 * @throws EditedMeanwhile when a file was edited after the reset; then nothing is changed
 * @throws FolderError when the folder cannot be written, or only the files are back and not the progress
 */
export async function undoReset({ replaced, progress }: Reset): Promise<void> {
  await putBack(replaced);
  try {
    await restoreLessons(replaced.folder, progress);
  } catch (error) {
    throw new FolderError(
      `Your files are back, but your progress cannot be written: ${(error as Error).message}. Check the lessons again to get it back.`,
    );
  }
}
