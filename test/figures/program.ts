/** Experiments that no command makes: a program calls the solutions of the lessons. */
import type { Dataset } from '../../src/training/data/dataset';

export const SEEDS = [1, 2, 3];

/** Quantity → one value for each run. */
export type Values = Record<string, number[]>;

export interface Program {
  id: string;
  /** What is done, in words, for the output of `npm run figures`. */
  about: string;
  /** Behind the decimal point. */
  quantities: Record<string, { digits: number }>;
  run(mnist: Dataset): Values;
}

export const percent = (part: number, whole: number): number => (100 * part) / whole;
