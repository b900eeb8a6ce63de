/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'arrow functions, cuts in a loop, sine squared instead of the cosine',
    text: `type Rates = { learningRate: number };

export const stepDecay = (step: number, _totalSteps: number, { learningRate, every, factor = 0.1 }: Rates & { every: number; factor?: number }) => {
  let rate = learningRate;
  for (let cut = every; cut <= step; cut += every) rate *= factor;
  return rate;
};

/** (1 − cos πx) / 2 = sin²(πx / 2) */
const rise = (share: number): number => Math.sin((Math.PI * share) / 2) ** 2;

export const cosine = (step: number, totalSteps: number, { learningRate, minimum = 0 }: Rates & { minimum?: number }) =>
  learningRate + (minimum - learningRate) * rise(step / totalSteps);

export const oneCycle = (
  step: number,
  totalSteps: number,
  { learningRate: top, warmup = 0.3, startDivisor = 25, endDivisor = 10_000 }: Rates & { warmup?: number; startDivisor?: number; endDivisor?: number },
) => {
  const low = top / startDivisor;
  const up = Math.max(0, warmup * totalSteps - 1);
  const down = totalSteps - 1 - up || 1;
  return step < up ? low + (top - low) * rise(step / up) : top + (low / endDivisor - top) * rise((step - up) / down);
};
`,
  },
  {
    name: 'options read with ??, powers by exp and log, cosine called from oneCycle',
    text: `export function stepDecay(step, totalSteps, options) {
  const cuts = (step - (step % options.every)) / options.every;
  return options.learningRate * Math.exp(cuts * Math.log(options.factor ?? 0.1));
}

export function cosine(step, totalSteps, options) {
  const low = options.minimum ?? 0;
  const middle = (options.learningRate + low) / 2;
  const swing = (options.learningRate - low) / 2;
  return middle + swing * Math.cos(Math.PI * (step / totalSteps));
}

export function oneCycle(step, totalSteps, options) {
  const start = options.learningRate / (options.startDivisor ?? 25);
  const upward = Math.max((options.warmup ?? 0.3) * totalSteps - 1, 0);
  if (upward === step) return options.learningRate;
  if (step > upward) {
    const minimum = start / (options.endDivisor ?? 10000);
    return cosine(step - upward, totalSteps - 1 - upward, { learningRate: options.learningRate, minimum });
  }
  // The way up is the way down, run backwards.
  return cosine(upward - step, upward, { learningRate: options.learningRate, minimum: start });
}
`,
  },
];
