/** Finds the code of a run: the learner's, or the reference's. */
import path from 'node:path';
import { loadCourse } from '../course/course';
import { openLessons } from '../course/lessonsFile';
import { isLearners } from '../training/engine';
import { type RunSources, sourcesFor } from '../training/sources';
import { requireCourse } from './courseFolder';
import { supervised } from './supervised';
import type { TrainRequest } from './trainOptions';

/**
 * The learner's code or the reference. The lessons are checked on the way, in children that end with this.
 *
 * @param dist the folder of `check-child.js`, in that of the extension
 * @throws UsageError when the folder holds no course; the signal's reason when it is aborted
 */
export async function findCode(
  { config, folder }: Pick<TrainRequest, 'config' | 'folder'>,
  dist: string,
  signal: AbortSignal,
): Promise<RunSources> {
  if (isLearners(config.network))
    requireCourse(folder, 'Name your folder with --dir <folder>, or train the reference: --network reference');
  const course = loadCourse(openLessons(path.dirname(dist)));
  return supervised(course, dist, signal, (service) => sourcesFor(config, folder, service));
}
