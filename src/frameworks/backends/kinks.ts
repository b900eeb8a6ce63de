/**
 * Where two networks may part: a hidden unit whose input is so near to 0 that rounding decides its sign. ReLU then passes
 * the gradient on in one of them and stops it in the other, and from this step on they differ by more than rounding.
 */
import type { TrainingData } from '../../training/network/train';

/** Nearer to 0 than this, sums of hundreds of float32 products, added in another order, may have the other sign. */
export const ROUNDING = 5e-7;

/**
 * The smallest distance to 0 of any hidden unit's input that is not 0 itself, computed in float64.
 *
 * @param parameters weights (inputs × outputs) and bias in turns
 * @param batch one example a row
 */
export function closestToKink(
  parameters: readonly Float32Array[],
  sizes: readonly number[],
  batch: TrainingData,
): number {
  const hidden = sizes.slice(1, -1);
  let closest = Infinity;
  for (let row = 0; row < batch.labels.length; row++) {
    const pixels = sizes[0];
    let x: ArrayLike<number> = batch.images.data.subarray(row * pixels, (row + 1) * pixels);
    hidden.forEach((outputs, layer) => {
      const z = Float64Array.from(parameters[2 * layer + 1]);
      const weights = parameters[2 * layer];
      for (let i = 0; i < x.length; i++) {
        const value = x[i];
        if (value === 0) continue; // Most pixels are.
        for (let j = 0, k = i * outputs; j < outputs; j++, k++) z[j] += value * weights[k];
      }
      for (let j = 0; j < outputs; j++) {
        const distance = Math.abs(z[j]);
        if (distance < closest && distance > 0) closest = distance;
        z[j] = Math.max(0, z[j]);
      }
      x = z;
    });
  }
  return closest;
}
