/** Where images come from, and what was found there. */

/** Where images come from outside a run. */
export interface DataPlaces {
  /** A folder from the setting or from `NNFS_MNIST_DIR`. */
  configured?: string | null;
  /** Where downloads are kept. */
  cache: string;
}

export type FoundData =
  /** The choice needs no files. */
  | { kind: 'none' }
  | { kind: 'folder'; folder: string }
  /** MNIST is asked for, no folder is configured, and the cache is not complete: a download helps. */
  | { kind: 'missing' }
  /** The same with a file in the cache that is not what was downloaded; `problem` is a sentence. */
  | { kind: 'damaged'; problem: string };
