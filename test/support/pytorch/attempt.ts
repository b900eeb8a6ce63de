/** How a lesson is tried on the inputs of a fixture. */
import type { Namespace } from '../../../src/checker/modules';
import type { Measure } from '../float';

/** Gives the inputs to the functions of a lesson, and returns the results in the form in which they were recorded. */
export type Attempt = (exports: Namespace, given: unknown) => unknown;

export interface Oracle {
  /** The largest error that is allowed. */
  tolerance: number;
  measure: Measure;
  /** By the name that a case has in `function`. */
  attempts: Record<string, Attempt>;
}

/**
 * @param Exports the functions that it needs, as CURRICULUM has them; those of earlier lessons are there, too
 * @param Given the inputs as `record.py` wrote them
 */
export function attempt<Exports, Given>(run: (exports: Exports, given: Given) => unknown): Attempt {
  return (exports, given) => run(exports as Exports, given as Given);
}

/** A `random` that gives recorded numbers. */
export function replay(draws: number[]): () => number {
  let next = 0;
  return () => {
    if (next >= draws.length) throw new Error(`more than the ${draws.length} recorded random numbers were drawn`);
    return draws[next++];
  };
}
