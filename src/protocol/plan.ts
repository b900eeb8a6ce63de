/** `plan.json`: what all networks of a comparison train. Python reads it, too (`media/python/compare.py`). */
import * as v from 'valibot';
import { type Infer, finite, finites, index } from './schema';

export const Plan = v.object({
  /** Inputs, hidden layers, outputs. */
  sizes: finites,
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
