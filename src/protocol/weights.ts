/** Weights as JSON. Whether the layers are those of a network is judged by its reader. */
import * as v from 'valibot';
import type { Infer } from './schema';

const numbers = v.custom<number[]>((value) => Array.isArray(value) && value.every((one) => typeof one === 'number'));

export const WeightsHead = v.object({ format: v.literal('nn-from-scratch weights'), version: v.literal(1) });

/** weights[i][j] leads from input i to output j. */
export const WeightsFile = v.object({
  ...WeightsHead.entries,
  layers: v.array(v.object({ weights: v.pipe(v.array(numbers), v.nonEmpty()), bias: numbers })),
});
export type WeightsFile = Infer<typeof WeightsFile>;
