import type { Shape } from './setup';

/** What the bench says to a candidate, a line of JSON each; every one is answered by one line. */
export type Command =
  | { type: 'hello' }
  /** Makes a new network and what it needs. */
  | ({ type: 'shape' } & Shape)
  /** Trains so many batches. */
  | { type: 'steps'; count: number }
  /** The share of the test images that it reads correctly. */
  | { type: 'accuracy' };
