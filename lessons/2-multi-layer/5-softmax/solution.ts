// Lesson 2.5 · Softmax and cross-entropy: from scores to probabilities, and a loss for more than two classes.

/**
 * Softmax: turns logits into probabilities. They add up to 1, and a larger logit gives a larger probability.
 *
 * @param logits one number for each class
 * @returns for each class, e^logit divided by the sum of all e^logit; no overflow for logits of ±1000
 */
export function softmax(logits: number[]): number[] {
  // BEGIN SOLUTION: subtract the largest logit from all of them. Raise e to each. Divide each by their sum.
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
  // END SOLUTION
}

/**
 * The cross-entropy loss of one example: minus the natural logarithm of the probability of the right class.
 *
 * @param probabilities one for each class
 * @param label the index of the right class
 * @returns 0 when the right class has probability 1, larger when it has less; at probability 0 finite and at least 20
 */
export function crossEntropy(probabilities: number[], label: number): number {
  // BEGIN SOLUTION: write the formula. Then make sure that a probability of 0 gives a large number, and not Infinity.
  return -Math.log(Math.max(probabilities[label], 1e-12));
  // END SOLUTION
}

/**
 * The gradient of `crossEntropy(softmax(logits), label)` with respect to the logits.
 *
 * @param logits one number for each class
 * @param label the index of the right class
 * @returns for each class its probability, minus 1 for the right class
 */
export function softmaxCrossEntropyGradient(logits: number[], label: number): number[] {
  // BEGIN SOLUTION: start from the probabilities. What changes for the right class?
  return softmax(logits).map((probability, i) => (i === label ? probability - 1 : probability));
  // END SOLUTION
}
