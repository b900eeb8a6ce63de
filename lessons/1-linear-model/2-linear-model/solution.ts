// Lesson 1.2 · The linear model: one weight for each input, and a bias.

/**
 * The output of a linear model for one example: the weighted sum of its inputs, plus the bias.
 *
 * @param x the inputs of one example
 * @param weights one weight for each input
 * @returns x[0] · weights[0] + x[1] · weights[1] + … + bias
 * @throws Error when `x` and `weights` have different lengths; the message names both lengths
 */
export function predict(x: number[], weights: number[], bias: number): number {
  // BEGIN SOLUTION: first compare the two lengths. Then add up x[i] · weights[i], and add the bias once.
  if (x.length !== weights.length) {
    throw new Error(`predict: ${x.length} inputs, but ${weights.length} weights`);
  }
  let sum = bias;
  for (let i = 0; i < x.length; i++) {
    sum += x[i] * weights[i];
  }
  return sum;
  // END SOLUTION
}

/**
 * The outputs of a linear model for many examples.
 *
 * @param xs the examples, each with its inputs
 * @returns one prediction for each example, in the same order
 * @throws Error, as `predict` does, when an example does not have one input for each weight
 */
export function predictAll(xs: number[][], weights: number[], bias: number): number[] {
  // BEGIN SOLUTION: call predict for each example.
  return xs.map((x) => predict(x, weights, bias));
  // END SOLUTION
}
