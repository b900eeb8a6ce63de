/** Finds the code of a run: the learner's, or the reference's. */
import path from 'node:path';
import { CheckService } from '../checker/service';
import { Supervisor } from '../checker/supervisor';
import { loadCourse } from '../course/course';
import { isLearnerFolder } from '../course/learnerFolder';
import { type RunSources, sourcesFor } from '../training/sources';
import { isLearners } from '../training/engine';
import { UsageError } from './io';
import type { TrainRequest } from './trainOptions';

/**
 * The learner's code or the reference. The lessons are checked on the way, in children that end with this.
 *
 * @param dist the folder of `check-child.js`; `lessons` lies beside it
 * @throws UsageError when the folder holds no course
 */
export async function findCode(
  { config, folder }: Pick<TrainRequest, 'config' | 'folder'>,
  dist: string,
  signal: AbortSignal,
): Promise<RunSources> {
  if (isLearners(config.network) && !isLearnerFolder(folder)) {
    throw new UsageError(
      `${folder} holds no course. Name your folder with --dir <folder>, or train the reference: --network reference`,
    );
  }
  const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
  const cancel = (): void => supervisor.dispose();
  signal.addEventListener('abort', cancel);
  try {
    const service = new CheckService(loadCourse(path.join(dist, '..', 'lessons')), supervisor);
    return await sourcesFor(config, folder, service);
  } finally {
    signal.removeEventListener('abort', cancel);
    supervisor.dispose();
  }
}
