/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'functional style, sigmoid in two branches, the distance as an absolute value',
    text: `const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

export const meanSquaredError = (predictions: number[], targets: number[]): number =>
  mean(predictions.map((prediction, i) => Math.pow(targets[i] - prediction, 2)));

export const sigmoid = (z: number): number => {
  const e = Math.exp(-Math.abs(z));
  return (z < 0 ? e : 1) / (1 + e);
};

export const mnistLoss = (probabilities: number[], targets: number[]): number =>
  mean(probabilities.map((p, i) => Math.abs(targets[i] - p)));
`,
  },
  {
    name: 'division inside the loop, sigmoid with tanh, the loss without a branch, extra exports',
    text: `export function squaredError(prediction: number, target: number): number {
  return prediction * prediction - 2 * prediction * target + target * target;
}

export function meanSquaredError(predictions: ArrayLike<number>, targets: ArrayLike<number>): number {
  let loss = 0;
  for (let i = predictions.length - 1; i >= 0; i--) loss += squaredError(predictions[i], targets[i]) / predictions.length;
  return loss;
}

export function sigmoid(z: number): number {
  return (1 + Math.tanh(z / 2)) / 2;
}

export function mnistLoss(probabilities: ArrayLike<number>, targets: ArrayLike<number>): number {
  let loss = 0;
  for (let i = 0; i < probabilities.length; i++) {
    loss += (targets[i] * (1 - probabilities[i]) + (1 - targets[i]) * probabilities[i]) / probabilities.length;
  }
  return loss;
}

export default { meanSquaredError, sigmoid, mnistLoss };
`,
  },
  {
    name: 'sigmoid with a power of Math.E and a cut-off, threes and sevens counted apart, a running mean',
    text: `export function meanSquaredError(predictions, targets) {
  let mean = 0;
  predictions.forEach((prediction, i) => {
    const square = (prediction - targets[i]) ** 2;
    mean += (square - mean) / (i + 1);
  });
  return mean;
}

export function sigmoid(z) {
  if (z > 700) return 1;
  if (z < -700) return 0;
  return Math.E ** z / (Math.E ** z + 1);
}

export function mnistLoss(probabilities, targets) {
  const threes = probabilities.filter((_, i) => targets[i] === 1);
  const sevens = probabilities.filter((_, i) => targets[i] === 0);
  const sum = (values) => values.reduce((a, b) => a + b, 0);
  return (threes.length - sum(threes) + sum(sevens)) / (threes.length + sevens.length);
}
`,
  },
];
