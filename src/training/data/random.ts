/** A source of random numbers in [0, 1). */
export type Random = () => number;

/**
 * A random number generator that gives the same numbers for the same seed, on every machine.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand); its state is filled by splitmix32 from the seed.
 *
 * @param seed any finite number; it is taken modulo 2³²
 */
export function seededRandom(seed: number): Random {
  return resumableRandom(seed).next;
}

/** The same, with its state: numbers that go on from there are the same again. */
export interface ResumableRandom {
  next: Random;
  state(): number[];
  restore(state: readonly number[]): void;
}

export function resumableRandom(seed: number): ResumableRandom {
  let mixed = seed >>> 0;
  const nextState = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let t = mixed ^ (mixed >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return t ^ (t >>> 15);
  };
  let a = nextState();
  let b = nextState();
  let c = nextState();
  let counter = 1;
  const random = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  // The author's advice: throw the first numbers away, so that near seeds do not give near starts.
  for (let i = 0; i < 12; i++) {
    random();
  }
  return {
    next: random,
    state: () => [a, b, c, counter],
    restore: (state) => {
      [a, b, c, counter] = state;
    },
  };
}

/**
 * A number from the standard normal distribution (mean 0, standard deviation 1).
 *
 * Box–Muller. `random()` may give 0, whose logarithm is not finite, hence 1 − random().
 */
export function gaussian(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
