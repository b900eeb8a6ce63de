/**
 * Learning rates over a run: `step` counts from 0 to totalSteps − 1. They equal PyTorch's `StepLR`,
 * `CosineAnnealingLR` (closed form) and `OneCycleLR` (cosine, two phases).
 */

/** learningRate · factor^⌊step / every⌋ */
export function stepDecay(
  step: number,
  _totalSteps: number,
  { learningRate, every, factor = 0.1 }: { learningRate: number; every: number; factor?: number },
): number {
  return learningRate * factor ** Math.floor(step / every);
}

/** From learningRate to minimum along half a cosine. */
export function cosine(
  step: number,
  totalSteps: number,
  { learningRate, minimum = 0 }: { learningRate: number; minimum?: number },
): number {
  return minimum + ((learningRate - minimum) * (1 + Math.cos((Math.PI * step) / totalSteps))) / 2;
}

interface OneCycleOptions {
  /** The highest learning rate. */
  learningRate: number;
  /** The share of the run that goes up. */
  warmup?: number;
  /** The run starts at learningRate / startDivisor. */
  startDivisor?: number;
  /** The run ends at learningRate / startDivisor / endDivisor. */
  endDivisor?: number;
}

/**
 * Up along half a cosine until step warmup · totalSteps − 1, then down along half a cosine. Smith, Topin (2017).
 * Where warmup · totalSteps is 1 or less, step 0 is the peak.
 */
export function oneCycle(
  step: number,
  totalSteps: number,
  { learningRate, warmup = 0.3, startDivisor = 25, endDivisor = 1e4 }: OneCycleOptions,
): number {
  const start = learningRate / startDivisor;
  const end = start / endDivisor;
  const peak = Math.max(0, warmup * totalSteps - 1);
  if (step === peak) return learningRate;
  return step < peak
    ? between(start, learningRate, step / peak)
    : between(learningRate, end, (step - peak) / (totalSteps - 1 - peak));
}

/** From one value to another along half a cosine; `share` goes from 0 to 1. */
function between(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
