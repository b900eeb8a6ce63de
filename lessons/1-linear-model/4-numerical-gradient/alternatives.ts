/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'arrow functions, copies made by a helper',
    text: `const nudged = (params: number[], which: number, by: number): number[] =>
  params.map((value, i) => (i === which ? value + by : value));

export const numericalGradient = (f: (params: number[]) => number, params: number[], epsilon = 1e-5): number[] =>
  [...params.keys()].map((i) => (f(nudged(params, i, epsilon)) - f(nudged(params, i, -epsilon))) / epsilon / 2);
`,
  },
  {
    name: 'one copy for all, the old value put back, the last parameter first, a Float32Array of slopes',
    text: `export function numericalGradient(f: (params: number[]) => number, params: number[], epsilon = 1e-5): Float32Array {
  const slopes = new Float32Array(params.length);
  const work = Array.from(params);
  for (let i = params.length - 1; i >= 0; i--) {
    const before = work[i];
    work[i] = before - epsilon;
    const low = f(work);
    work[i] = before + epsilon;
    const high = f(work);
    work[i] = before;
    slopes[i] = (high - low) / (2 * epsilon);
  }
  return slopes;
}
`,
  },
  {
    name: 'the argument itself is nudged and put back exactly, and the distance is measured after rounding',
    text: `const DEFAULT_EPSILON = 0.00001;

function slopeOf(f, params, i, epsilon) {
  const old = params[i];
  const [up, down] = [old + epsilon, old - epsilon];
  params[i] = up;
  const above = f(params);
  params[i] = down;
  const below = f(params);
  params[i] = old;
  return (above - below) / (up - down);
}

export function numericalGradient(f, params, epsilon) {
  const gradient = [];
  for (let i = 0; i < params.length; i++) gradient.push(slopeOf(f, params, i, epsilon ?? DEFAULT_EPSILON));
  return gradient;
}
`,
  },
];
