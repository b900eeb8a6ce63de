// Lesson 4.5 · Learning rate schedules: large steps first, small steps at the end.
//
// In all three, `step` counts from 0 to totalSteps − 1: it says which step of the run comes next.

/** How `stepDecay` falls. */
export interface StepDecayOptions {
  /** The learning rate at the start. */
  learningRate: number;
  /** After how many steps the learning rate is cut again. */
  every: number;
  /** What the learning rate is multiplied by at each cut. 0.1 when it is left out. */
  factor?: number;
}

/**
 * A staircase: the learning rate is cut every so many steps.
 *
 * @returns learningRate · factor to the power of the number of cuts so far
 */
export function stepDecay(step: number, totalSteps: number, options: StepDecayOptions): number {
  // BEGIN SOLUTION: how many cuts were there before this step? The caller may leave the factor out.
  const { learningRate, every, factor = 0.1 } = options;
  return learningRate * factor ** Math.floor(step / every);
  // END SOLUTION
}

/** How `cosine` falls. */
export interface CosineOptions {
  /** The learning rate at the start. */
  learningRate: number;
  /** The learning rate that would be reached one step after the last one. 0 when it is left out. */
  minimum?: number;
}

/**
 * A slide: half a wave of the cosine, from `learningRate` at step 0 down to `minimum` at step totalSteps.
 *
 * @returns minimum + (learningRate − minimum) · (1 + cos(π · step / totalSteps)) / 2
 */
export function cosine(step: number, totalSteps: number, options: CosineOptions): number {
  // BEGIN SOLUTION: what share of the way down is left at this step? Scale it to the range from minimum to learningRate.
  const { learningRate, minimum = 0 } = options;
  const left = (1 + Math.cos((Math.PI * step) / totalSteps)) / 2;
  return minimum + (learningRate - minimum) * left;
  // END SOLUTION
}

/** How `oneCycle` rises and falls. */
export interface OneCycleOptions {
  /** The highest learning rate. */
  learningRate: number;
  /** Which share of the run is the way up. 0.3 when it is left out. */
  warmup?: number;
  /** The run begins at learningRate / startDivisor. 25 when it is left out. */
  startDivisor?: number;
  /** The run ends at the learning rate of its beginning, divided by endDivisor. 10,000 when it is left out. */
  endDivisor?: number;
}

/**
 * Up and down: half a cosine up to `learningRate` at step warmup · totalSteps − 1 (which need not be a whole number),
 * then half a cosine down to the end at step totalSteps − 1. Where warmup · totalSteps is 1 or less, step 0 is the top.
 *
 * @returns the learning rate of this step
 */
export function oneCycle(step: number, totalSteps: number, options: OneCycleOptions): number {
  // BEGIN SOLUTION: find the three heights (start, top, end) and the place of the top. Is this step on the way up or on the way down, and which share of that way has it gone?
  const { learningRate, warmup = 0.3, startDivisor = 25, endDivisor = 1e4 } = options;
  const start = learningRate / startDivisor;
  const end = start / endDivisor;
  const top = Math.max(0, warmup * totalSteps - 1);
  if (step === top) return learningRate;
  if (step < top) {
    return between(start, learningRate, step / top);
  }
  return between(learningRate, end, (step - top) / (totalSteps - 1 - top));
  // END SOLUTION
}

/** Half a cosine from one height to another. This function is given. `share` goes from 0 (at `from`) to 1 (at `to`). */
function between(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
