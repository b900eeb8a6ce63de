/** `plan.json`: what all networks of a comparison train. Python reads it, too (`media/python/compare.py`). */
import * as v from 'valibot';
import { type Infer, finite, finites, index, ordinal } from './schema';

/** What is trained. The type is the one by which the terminal names an experiment's network. */
export const PlannedNetwork = v.variant('type', [
  /** Dense layers with ReLU between them: inputs, hidden layers, outputs. */
  v.object({ type: v.literal('mlp'), sizes: finites }),
  /** Convolutions, each with ReLU and a pool of 2 × 2 behind it, and then one dense layer. */
  v.object({
    type: v.literal('conv'),
    image: v.object({ channels: ordinal, height: ordinal, width: ordinal }),
    /** How many each convolution has. */
    filters: finites,
    /** Rows and columns of a filter. */
    window: ordinal,
    classes: ordinal,
  }),
]);
export type PlannedNetwork = Infer<typeof PlannedNetwork>;

export const Plan = v.object({
  network: PlannedNetwork,
  /** Step s trains on the examples order[batchStarts[s]] to order[batchStarts[s + 1] − 1]. */
  batchStarts: finites,
  /** One for each step. */
  learningRates: finites,
  /** v ← momentum · v + g, w ← w − learning rate · v. */
  momentum: finite,
  /** λ: adds λ · w to the gradients of the weights, not of the biases. */
  l2: finite,
  /** After these steps the weights are compared. In ascending order; the last one is the number of steps. */
  snapshots: finites,
  pixels: v.picklist(['u8', 'f32']),
  trainCount: index,
  testCount: index,
});
export type Plan = Infer<typeof Plan>;
