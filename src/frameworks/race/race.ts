/** The host's side of a race: whose `matmul` runs, one child, the best laps. Without `vscode`. */
import type { CheckService } from '../../checker/service';
import { findLesson } from '../../course/course';
import type { SourceSet } from '../../protocol/sources';
import { host } from '../../host';
import { runTask } from '../../training/task';
import { MEMORY_MB } from '../limits';
import { type Lap, RaceChildToHost, type Runner, RUNNERS, SIZES, type StartRace } from '../../protocol/race';
import { MATMUL_LESSONS } from './names';

/** The learner's `matmul`: of lesson 4.6 where that passes, else of 3.1. */
export interface OwnMatmul {
  sources: SourceSet;
  /** `4.6` or `3.1`. */
  lesson: string;
}

/** The best lap of each runner at each size: whatever else a machine does can only make a lap slower. */
export interface RaceResult {
  runner: Runner;
  /** One for each of `SIZES`. */
  gflops: (number | null)[];
}

const ROUNDS = 5;
/** The longest silence of a child, in milliseconds. */
const SILENCE_MS = 60_000;

/** @returns null when neither lesson passes */
export async function ownMatmul(service: CheckService, folder: string): Promise<OwnMatmul | null> {
  for (const id of MATMUL_LESSONS) {
    const lesson = findLesson(service.course, id);
    if (!lesson) continue;
    const { sources, usedReference } = await service.sources(lesson, folder);
    if (!usedReference.includes(id)) return { sources, lesson: lesson.number };
  }
  return null;
}

interface RaceOptions {
  /** The folder of `race-child.js`. */
  dist: string;
  /** The learner's code; null races without it. */
  sources: SourceSet | null;
  silenceMs?: number;
  memoryMb?: number;
  rounds?: number;
}

/**
 * Runs the race.
 *
 * @param onLap called with each lap as it comes
 * @throws TaskError when the race cannot come to its end; the signal's reason when it is aborted
 */
export function race(
  { dist, sources, silenceMs = SILENCE_MS, memoryMb = MEMORY_MB, rounds = ROUNDS }: RaceOptions,
  onLap: (lap: Lap) => void = () => undefined,
  signal?: AbortSignal,
): Promise<RaceResult[]> {
  const laps: Lap[] = [];
  return runTask<RaceChildToHost, RaceResult[]>(
    {
      program: host.placeIn(dist, 'race-child.js'),
      memoryMb,
      silenceMs,
      start: { sources, dist, rounds } satisfies StartRace,
      answers: RaceChildToHost,
      receive: (message, end) => {
        if (message.type === 'lap') {
          laps.push(message.lap);
          onLap(message.lap);
        } else end(bestOf(laps));
      },
      words: {
        name: 'The race',
        endless: 'Does your `matmul` end?',
        greedy: 'Does your `matmul` keep what it makes?',
      },
    },
    signal,
  );
}

export function bestOf(laps: readonly Lap[]): RaceResult[] {
  return RUNNERS.filter((runner) => laps.some((lap) => lap.runner === runner)).map((runner) => ({
    runner,
    gflops: SIZES.map((_, size) => {
      const values = laps.filter((lap) => lap.runner === runner && lap.size === size).map(({ gflops }) => gflops);
      return values.length === 0 ? null : Math.max(...values);
    }),
  }));
}
