/** Where everything of a network lies in the kernels' memory. Plain data, so that another thread can have it, too. */
import type { Arena } from './arena';
import type { Kernels } from './module';
import { padded } from './layout';

/** One dense layer; all but the last one end in a ReLU. Sizes with `padded` count the columns that the kernels see. */
export interface LayerMemory {
  inputs: number;
  outputs: number;
  paddedInputs: number;
  paddedOutputs: number;
  /** In panels, for sparse inputs (`assembly/sparse.ts`), or row by row. */
  panels: boolean;
  weights: number;
  bias: number;
  /** Velocities, or 0 where no momentum is used; of Adam the means. */
  weightVelocity: number;
  biasVelocity: number;
  /** Of Adam the mean squares, else 0. */
  weightSquare: number;
  biasSquare: number;
  weightGradient: number;
  biasGradient: number;
  /** rows × paddedOutputs: what the layer returns, after ReLU and dropout. */
  output: number;
  /** The gradient of the loss with respect to it, and then with respect to what went into the ReLU. */
  outputGradient: number;
  /** Factors of dropout, or 0. */
  mask: number;
}

export interface MemoryPlan {
  layers: LayerMemory[];
  /** Rows of the matrices above. */
  capacity: number;
  /** Numbers 0 … capacity − 1: the ids of a batch that is not chosen from a data set. */
  identity: number;
  /** For sparse inputs: the turned lists. */
  heads: number;
  cursors: number;
  entries: number;
  /** For dense inputs: the batch, capacity × paddedInputs of the first layer. */
  batch: number;
  /** Scratch memory, one for each thread. */
  rooms: number[];
  /** One sum of losses (f64) for each thread. */
  losses: number;
}

interface MemoryOptions {
  sizes: readonly number[];
  /** Rows of the largest batch. */
  capacity: number;
  sparse: boolean;
  /** The most entries that the lists of a batch can have. */
  batchEntries: number;
  momentum: boolean;
  adam: boolean;
  dropout: boolean;
  threads: number;
}

export function planMemory(arena: Arena, kernels: Pick<Kernels, 'productRoom'>, options: MemoryOptions): MemoryPlan {
  const { sizes, capacity, sparse, batchEntries, momentum, adam, dropout, threads } = options;
  const floats = (count: number): number => arena.take(count * 4);
  const layers = sizes.slice(1).map((outputs, i): LayerMemory => {
    const inputs = sizes[i];
    const panels = i === 0 && sparse;
    const paddedInputs = panels ? inputs : padded(inputs);
    const paddedOutputs = padded(outputs);
    const weights = paddedInputs * paddedOutputs;
    const isLast = i === sizes.length - 2;
    return {
      inputs,
      outputs,
      paddedInputs,
      paddedOutputs,
      panels,
      weights: floats(weights),
      bias: floats(paddedOutputs),
      weightVelocity: momentum || adam ? floats(weights) : 0,
      biasVelocity: momentum || adam ? floats(paddedOutputs) : 0,
      weightSquare: adam ? floats(weights) : 0,
      biasSquare: adam ? floats(paddedOutputs) : 0,
      weightGradient: floats(weights),
      biasGradient: floats(paddedOutputs),
      output: floats(capacity * paddedOutputs),
      outputGradient: floats(capacity * paddedOutputs),
      mask: dropout && !isLast ? floats(capacity * paddedOutputs) : 0,
    };
  });
  const identity = arena.take(capacity * 4);
  arena.words(identity, capacity).forEach((_, i, words) => (words[i] = i));
  const room = Math.max(
    // A panel of dY, and B of each product: X · W, dY · Wᵀ, Xᵀ · dY.
    capacity * 32 * 4,
    ...layers.map(({ inputs, outputs, paddedInputs, paddedOutputs }) =>
      Math.max(
        kernels.productRoom(inputs, paddedOutputs),
        kernels.productRoom(outputs, paddedInputs),
        kernels.productRoom(capacity, paddedOutputs),
      ),
    ),
  );
  return {
    layers,
    capacity,
    identity,
    heads: sparse ? arena.take((sizes[0] + 1) * 4) : 0,
    cursors: sparse ? arena.take(sizes[0] * 4) : 0,
    entries: sparse ? arena.take(batchEntries * 8) : 0,
    batch: sparse ? 0 : floats(capacity * padded(sizes[0])),
    rooms: Array.from({ length: threads }, () => arena.take(room)),
    losses: arena.take(threads * 8),
  };
}
