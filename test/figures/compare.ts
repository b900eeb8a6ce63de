/** What is stored beside what is measured. */
import type { Figures } from '../../src/course/figures';
import { type Measured, figuresOf } from './measure';

/** Other processors and engines round otherwise, and training makes more of it. */
const SHARE = 0.01;

export interface Comparison {
  what: string;
  stored: string;
  measured: string;
  /** The difference is one of rounding. */
  holds: boolean;
}

export function compared(stored: Figures, all: readonly Measured[]): Comparison[] {
  const figures = figuresOf(all);
  return all.flatMap(({ experiment: { id, quantities } }) =>
    Object.entries(quantities).flatMap(([name, { digits }]) =>
      (['mean', 'least', 'most'] as const).map((which) => {
        const [before, now] = [stored, figures].map((each) => each[id]?.[name]?.[which] ?? '');
        return { what: `${id}.${name}, ${which}`, stored: before, measured: now, holds: holds(before, now, digits) };
      }),
    ),
  );
}

function holds(before: string, now: string, digits: number): boolean {
  const [stored, measured] = [before, now].map((text) => Number(text.replaceAll(',', '')));
  return Math.abs(measured - stored) <= Math.max(10 ** -digits, SHARE * Math.abs(stored)) + 1e-9;
}
