import { type Random, gaussian } from '../data/random';
import { Matrix } from './matrix';

/**
 * Weights for a dense layer in front of a ReLU: normal, mean 0, standard deviation √(2 / inputs).
 * He, Zhang, Ren, Sun: Delving Deep into Rectifiers (2015).
 *
 * @returns inputs × outputs
 */
export function heWeights(inputs: number, outputs: number, random: Random): Matrix {
  const weights = Matrix.zeros(inputs, outputs);
  const deviation = Math.sqrt(2 / inputs);
  for (let i = 0; i < weights.data.length; i++) {
    weights.data[i] = gaussian(random) * deviation;
  }
  return weights;
}
