/** How long a run of a learner's code will take: a few of its steps are rehearsed, on a network that is thrown away. */
import type { Estimate } from '../../protocol/run';

/** At most so many steps, and no further one after so many milliseconds. */
export const REHEARSED_STEPS = 21;
const MS = 800;
/** Larger batches are rehearsed on a part of them. */
export const REHEARSED_EXAMPLES = 256;

/** A run that takes longer than this gets an offer of something shorter. Seconds. */
const LONG_S = 120;
/** How many training examples may be offered in place of all. */
const FEWER = [40_000, 30_000, 20_000, 10_000, 5000, 2000, 1000];

/** What a network does in a rehearsal. */
export interface Rehearsed {
  /** One step of training, on `examples` examples. */
  step(): void;
  /** One forward pass on as many. */
  forward(): void;
  examples: number;
}

/** What one step and one example of a forward pass took, in milliseconds. */
export interface Pacing {
  steps: number;
  stepMs: number;
  forwardMs: number;
}

/** How large a run is. */
export interface RunSize {
  trainingExamples: number;
  validationExamples: number;
  testExamples: number;
  epochs: number;
  batchSize: number;
}

/** @param now milliseconds, from any start, never going back */
export function rehearse({ step, forward, examples }: Rehearsed, batchSize: number, now: () => number): Pacing {
  const started = now();
  const steps: number[] = [];
  const time = (work: () => void): number => {
    const began = now();
    work();
    return now() - began;
  };
  // The first one is slow: the code was never run before.
  time(step);
  do steps.push(time(step));
  while (steps.length + 1 < REHEARSED_STEPS && now() - started < MS);
  const forwards = [time(forward), time(forward), time(forward)];
  return {
    steps: steps.length,
    stepMs: (median(steps) * batchSize) / examples,
    forwardMs: median(forwards) / examples,
  };
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/**
 * What there is to tell of a run before it begins.
 *
 * @param fast of the same run with the fast matmul; null where it is not known
 */
export function estimateOf(size: RunSize, pacing: Pacing, fast: Pacing | null): Estimate {
  const { steps, stepMs } = pacing;
  const fewer = isLong(size, pacing) ? fewerExamples(size, pacing) : null;
  return {
    steps,
    stepMs,
    seconds: secondsFor(size, pacing),
    ...(fewer && { fewer }),
    ...(fast && { fastSeconds: secondsFor(size, fast) }),
  };
}

/** Whether there should be something shorter to choose. */
export const isLong = (size: RunSize, pacing: Pacing): boolean => secondsFor(size, pacing) > LONG_S;

/** Training, the measuring after each epoch, and the test images in the end. */
function secondsFor(size: RunSize, { stepMs, forwardMs }: Pacing): number {
  const { trainingExamples, validationExamples, testExamples, epochs, batchSize } = size;
  const steps = epochs * Math.ceil(trainingExamples / batchSize);
  // Without validation images, the test images are measured after each epoch.
  const measured = validationExamples > 0 ? epochs * validationExamples + testExamples : epochs * testExamples;
  return (steps * stepMs + measured * forwardMs) / 1000;
}

/** The most examples with which it is not long; the fewest where it is long with any. */
function fewerExamples(size: RunSize, pacing: Pacing): Estimate['fewer'] | null {
  const offers = FEWER.filter((limit) => limit < size.trainingExamples).map((limit) => ({
    limit,
    seconds: secondsFor({ ...size, trainingExamples: limit }, pacing),
  }));
  return offers.find(({ seconds }) => seconds <= LONG_S) ?? offers.at(-1) ?? null;
}
