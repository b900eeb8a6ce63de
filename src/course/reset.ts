/** Takes lessons back to the first day: the stub in the file, nothing in the progress. The learner's version is kept. */
import type { Lesson } from './course';
import { type Replaced, putBack, replaceKeeping } from './keep';
import { FolderError, rememberLaidOut } from './learnerFolder';
import { type Progress, forgetLessons, restoreLessons } from './progress';

export interface Reset {
  replaced: Replaced;
  /** What the progress knew of these lessons. */
  progress: Progress['lessons'];
}

/**
 * Resets lessons of a learner's folder.
 *
 * @throws FolderError when the folder cannot be written; then nothing is changed
 */
export async function resetLessons(folder: string, lessons: readonly Lesson[], now = new Date()): Promise<Reset> {
  const stubs = lessons.map((lesson) => ({ path: lesson.path, text: lesson.source.stub }));
  const replaced = await replaceKeeping(folder, stubs, now);
  try {
    const progress = await forgetLessons(
      folder,
      lessons.map((lesson) => lesson.id),
    );
    await rememberLaidOut(folder, stubs);
    return { replaced, progress };
  } catch (error) {
    await putBack(replaced);
    throw new FolderError(`Your progress cannot be written: ${(error as Error).message}. Nothing was changed.`);
  }
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
