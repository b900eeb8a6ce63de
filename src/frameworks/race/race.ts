/** The host's side of a race: whose `matmul` runs, one child, the best laps. Without `vscode`. */
import type { CheckService } from '../../checker/service';
import { findLesson } from '../../course/course';
import type { SourceSet } from '../../protocol/sources';
import { host } from '../../host';
import { after } from '../../host/after';
import { type Ending, isHeapFull } from '../../host/child';
import { UserError } from '../../training/errors';
import type { SourceLocation } from '../../protocol/location';
import { parse } from '../../protocol/schema';
import { MEMORY_MB } from '../node/backendProcess';
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

/** A race that did not come to its end, and the learner's line that it is about. */
export class RaceError extends UserError {
  override name = 'RaceError';
  readonly location: SourceLocation | null;
  /** Whether a limit ended it: of memory, or of time. */
  readonly isCut: boolean;

  constructor(
    message: string,
    { location = null, isCut = false }: Partial<Pick<RaceError, 'location' | 'isCut'>> = {},
  ) {
    super(message);
    this.location = location;
    this.isCut = isCut;
  }
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
 * @throws RaceError when the race cannot come to its end; the signal's reason when it is aborted
 */
export function race(
  { dist, sources, silenceMs = SILENCE_MS, memoryMb = MEMORY_MB, rounds = ROUNDS }: RaceOptions,
  onLap: (lap: Lap) => void = () => undefined,
  signal?: AbortSignal,
): Promise<RaceResult[]> {
  signal?.throwIfAborted();
  const child = host.start(host.placeIn(dist, 'race-child.js'), { memoryMb });
  const laps: Lap[] = [];
  return new Promise<RaceResult[]>((resolve, reject) => {
    let timer: ReturnType<typeof after>;
    let over = false;
    const end = (how: () => void): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      child.kill();
      how();
    };
    const fail = (error: RaceError): void => end(() => reject(error));
    const onAbort = (): void => end(() => reject(signal?.reason as Error));
    const restart = (): void => {
      clearTimeout(timer);
      timer = after(silenceMs, () =>
        fail(
          new RaceError(
            `The race stood still for ${silenceMs / 1000} seconds, and was ended. Does your \`matmul\` end?`,
            { isCut: true },
          ),
        ),
      );
    };
    restart();
    signal?.addEventListener('abort', onAbort);
    void child.ended.then((ending) => fail(errorOf(ending)));
    child.onMessage((value) => {
      const message = parse(RaceChildToHost, value);
      if (message === null || over) return;
      restart();
      switch (message.type) {
        case 'lap':
          laps.push(message.lap);
          return onLap(message.lap);
        case 'failed':
          return fail(new RaceError(message.message, message));
        case 'done':
          return end(() => resolve(bestOf(laps)));
      }
    });
    child.send({ sources, dist, rounds } satisfies StartRace);
  });
}

function errorOf({ error, lastWords, stderr, fromOutside }: Ending): RaceError {
  if (error !== null) return new RaceError(`The race cannot be started: ${error}`);
  if (lastWords?.type === 'out-of-memory' || isHeapFull(stderr)) {
    const message = 'The race used too much memory, and was ended. Does your `matmul` keep what it makes?';
    return new RaceError(message, { isCut: true });
  }
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return new RaceError(`The race ended by itself before it was over. ${last}`.trim(), { isCut: fromOutside });
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
