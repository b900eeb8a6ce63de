/** A seeded source of random numbers with the few distributions that checks need. */
export interface Random {
  /** Uniform in [0, 1). */
  (): number;
  /** Uniform between `min` and `max`. */
  between(min: number, max: number): number;
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
  /** `count` numbers, uniform between `min` and `max` (−1 and 1 by default). */
  numbers(count: number, min?: number, max?: number): number[];
  /** `rows` × `cols` numbers, uniform between `min` and `max` (−1 and 1 by default). */
  rows(rows: number, cols: number, min?: number, max?: number): number[][];
}

const { floor, sqrt, log, cos, PI, imul } = Math;

/** Deterministic: the same seed gives the same numbers (the mulberry32 generator of Tommy Ettinger). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = imul(t ^ (t >>> 15), t | 1);
    t ^= t + imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (min: number, max: number): number => min + (max - min) * uniform();
  // A loop: the numbers of a check are many, and `Array.from` calls back for each.
  const numbers = (count: number, min = -1, max = 1): number[] => {
    const drawn: number[] = [];
    for (let i = 0; i < count; i++) drawn.push(between(min, max));
    return drawn;
  };
  const random = Object.assign(uniform, {
    between,
    integer: (min: number, max: number) => min + floor(uniform() * (max - min + 1)),
    normal: () => sqrt(-2 * log(1 - uniform())) * cos(2 * PI * uniform()),
    numbers,
    rows: (rows: number, cols: number, min = -1, max = 1) =>
      Array.from({ length: rows }, () => numbers(cols, min, max)),
  });
  // The learner's code is handed this very object, and the checks go on using it.
  return Object.freeze(random);
}

/** A seed for one check: every check has its own numbers, whichever others run before it. */
export function seedFor(seed: number, name: string): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) hash = imul(hash ^ name.charCodeAt(i), 16777619) >>> 0;
  return hash;
}
