// Lesson 1.3 · Loss: one number that says how wrong the model is.

/**
 * The mean squared error: the mean of (prediction − target)².
 *
 * @param predictions what the model says, one number for each example
 * @param targets what is right, one number for each example
 * @returns 0 when every prediction is right, larger when they are further off
 */
export function meanSquaredError(predictions: number[], targets: number[]): number {
  // BEGIN SOLUTION: square the error of each example and return the mean of the squares.
  let sum = 0;
  for (let i = 0; i < predictions.length; i++) {
    sum += (predictions[i] - targets[i]) ** 2;
  }
  return sum / predictions.length;
  // END SOLUTION
}

/**
 * The sigmoid: squeezes any number into the range from 0 to 1.
 *
 * @param z any finite number
 * @returns 1 / (1 + e^(−z)); always a finite number, also for z = ±1000
 */
export function sigmoid(z: number): number {
  // BEGIN SOLUTION: write the formula. Then try z = −1000 and z = 1000 in your head: what does each part become?
  return 1 / (1 + Math.exp(-z));
  // END SOLUTION
}

/**
 * The loss of fast.ai's first digit classifier: how far each probability is from the right answer, on average.
 *
 * @param probabilities for each image, how sure the model is that it is a 3 (0 to 1)
 * @param targets for each image, 1 when it is a 3 and 0 when it is a 7
 * @returns the mean of 1 − p where the target is 1, and of p where it is 0
 */
export function mnistLoss(probabilities: number[], targets: number[]): number {
  // BEGIN SOLUTION: for each image, find the distance from its right answer. Return the mean.
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    sum += targets[i] === 1 ? 1 - probabilities[i] : probabilities[i];
  }
  return sum / probabilities.length;
  // END SOLUTION
}
