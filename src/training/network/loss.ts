import { Matrix } from './matrix';

/**
 * Softmax and cross-entropy of a batch, in one.
 *
 * loss = mean over the examples of log Σ exp(z) − z[label], with the largest logit taken out of the sum (log-sum-exp),
 * so that nothing overflows and nothing is clamped. gradient = (softmax(z) − one-hot(label)) / batch.
 *
 * @param logits batch × classes
 * @param labels one class an example, from 0
 * @returns the mean loss in nats, and its gradient with respect to the logits (batch × classes)
 * @throws Error when there is not one label for each row, or a label is not a class
 */
export function softmaxCrossEntropy(logits: Matrix, labels: ArrayLike<number>): { loss: number; gradient: Matrix } {
  const { rows, cols } = logits;
  if (labels.length !== rows) {
    throw new Error(`softmaxCrossEntropy: logits are ${rows}×${cols}, but there are ${labels.length} labels`);
  }
  const gradient = Matrix.zeros(rows, cols);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const label = labels[row];
    if (!(Number.isInteger(label) && label >= 0 && label < cols)) {
      throw new Error(`softmaxCrossEntropy: label ${row} is ${label}, but there are ${cols} classes`);
    }
    const start = row * cols;
    let largest = -Infinity;
    for (let col = 0; col < cols; col++) {
      largest = Math.max(largest, logits.data[start + col]);
    }
    let sum = 0;
    for (let col = 0; col < cols; col++) {
      sum += Math.exp(logits.data[start + col] - largest);
    }
    loss += Math.log(sum) - (logits.data[start + label] - largest);
    for (let col = 0; col < cols; col++) {
      const probability = Math.exp(logits.data[start + col] - largest) / sum;
      gradient.data[start + col] = (probability - (col === label ? 1 : 0)) / rows;
    }
  }
  return { loss: loss / rows, gradient };
}
