/** Finds each of the sizes in a message, however they are written: `2×3`, `2x3`, `[2, 3]`, `2 rows and 3 columns`. */
export function sizes(...all: number[]): RegExp[] {
  return all.map((size) => new RegExp(`(?<!\\d)${size}(?!\\d)`));
}
