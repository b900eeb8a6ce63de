/** Finds each of the sizes in a message, however they are written: `2×3`, `2x3`, `[2, 3]`, `2 rows and 3 columns`. */
export function sizes(...all: number[]): RegExp[] {
  return all.map((size) => new RegExp(`(?<!\\d)${size}(?!\\d)`));
}

const LARGEST = 3;

/**
 * All choices of `count` sizes from 1 to 3 that do not fit. Code that refuses most of them may let a 1 through, or a square, or
 * what holds as many numbers.
 */
export function misfits(count: number, fit: (sizes: number[]) => boolean): number[][] {
  let all: number[][] = [[]];
  for (let i = 0; i < count; i++)
    all = all.flatMap((sizes) => Array.from({ length: LARGEST }, (_, size) => [...sizes, size + 1]));
  return all.filter((sizes) => !fit(sizes));
}
