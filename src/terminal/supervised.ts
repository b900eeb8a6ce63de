/** Checks inside a command: the children end with it, or with the signal that ends it. */
import path from 'node:path';
import { CheckService } from '../checker/service';
import { Supervisor, type SupervisorOptions } from '../checker/supervisor';
import type { Course } from '../course/course';

/**
 * @param dist the folder of `check-child.js`
 * @throws the signal's reason when it is aborted
 */
export async function supervised<T>(
  course: Course,
  dist: string,
  signal: AbortSignal,
  use: (service: CheckService) => Promise<T>,
  limits: Omit<SupervisorOptions, 'script' | 'signal'> = {},
): Promise<T> {
  signal.throwIfAborted();
  const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js'), signal, ...limits });
  const cancel = (): void => supervisor.dispose();
  signal.addEventListener('abort', cancel);
  try {
    return await use(new CheckService(course, supervisor));
  } catch (error) {
    // A check that was cancelled so.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    supervisor.dispose();
  }
}
