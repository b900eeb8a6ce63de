// Lesson 3.6 · Initialization: where learning starts.

import { Matrix } from '../matrix.ts';

/**
 * A random number from the normal distribution with mean 0 and standard deviation 1 (Box–Muller).
 *
 * @param random gives numbers from 0 (possible) to 1 (never reached), all equally likely
 * @returns √(−2 · ln u) · cos(2π · v) with two draws u and v; a finite number also when `random` gives 0
 */
export function gaussian(random: () => number): number {
  // BEGIN SOLUTION: draw two numbers. One becomes a distance, the other one a direction. What is ln 0, and how do you avoid it?
  const u = 1 - random();
  const v = random();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  // END SOLUTION
}

/**
 * Random weights for a dense layer, after He et al. (2015).
 *
 * @param inputs how many numbers go into each neuron
 * @param outputs how many neurons the layer has
 * @returns inputs × outputs; each weight is normal, with mean 0 and standard deviation √(2 / inputs)
 */
export function heWeights(inputs: number, outputs: number, random: () => number): Matrix {
  // BEGIN SOLUTION: fill a new matrix. Every entry is a new gaussian number, times the standard deviation.
  const weights = Matrix.zeros(inputs, outputs);
  const deviation = Math.sqrt(2 / inputs);
  for (let i = 0; i < weights.data.length; i++) {
    weights.data[i] = gaussian(random) * deviation;
  }
  return weights;
  // END SOLUTION
}
