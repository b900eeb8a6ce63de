/** The host's side of the baseline: whose code runs, and one child that measures it. Without `vscode`. */
import { firstFailure, verdict } from '../../checker/outcome';
import { type CheckService, MissingFileError } from '../../checker/service';
import { findLesson } from '../../course/course';
import { type Baseline, BaselineChildToHost, type StartBaseline } from '../../protocol/baseline';
import type { SourceSet } from '../../protocol/sources';
import { UserError } from '../errors';
import { TaskError, runTask } from '../task';

/** The lesson whose code it is. */
export const BASELINE_LESSON = 'pixels';

const MEMORY_MB = 2048;
/** The longest that it may take, in milliseconds. It takes a second or two. */
const SILENCE_MS = 60_000;

/**
 * The learner's code of lesson 1.1.
 *
 * @throws TaskError with the verdict where it does not pass its checks; UserError where there is no file
 */
export async function ownBaseline(service: CheckService, folder: string, signal?: AbortSignal): Promise<SourceSet> {
  const lesson = findLesson(service.course, BASELINE_LESSON);
  if (!lesson) throw new Error(`There is no lesson ${BASELINE_LESSON}.`);
  try {
    const report = await service.check(lesson, folder, { signal });
    if (report.outcome !== 'passed') {
      const location = firstFailure(report)?.location ?? null;
      throw new TaskError(verdict(report), { location });
    }
  } catch (error) {
    throw error instanceof MissingFileError ? new UserError(error.message) : error;
  }
  return (await service.sources(lesson, folder)).sources;
}

interface BaselineRequest extends StartBaseline {
  /** The place of `baseline-child.js`. */
  program: string;
  silenceMs?: number;
}

/** @throws TaskError when it cannot be measured; the signal's reason when it is aborted */
export function baseline(
  { program, silenceMs = SILENCE_MS, ...start }: BaselineRequest,
  signal?: AbortSignal,
): Promise<Baseline> {
  return runTask<BaselineChildToHost, Baseline>(
    {
      ...{ program, silenceMs, start },
      memoryMb: MEMORY_MB,
      answers: BaselineChildToHost,
      receive: (message, end) => end(message.baseline),
      words: {
        name: 'The measurement',
        endless: 'Do `meanImage` and `isThree` end for thousands of images?',
        greedy: 'Do `meanImage` and `isThree` keep what they make?',
      },
    },
    signal,
  );
}
