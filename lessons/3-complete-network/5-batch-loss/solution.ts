// Lesson 3.5 · The loss of a batch: softmax and cross-entropy in one.

import { Matrix } from '../matrix.ts';

/**
 * Softmax and cross-entropy of a whole batch.
 *
 * @param logits batch × classes, any finite numbers
 * @param labels the right class of each example, counted from 0
 * @returns `loss`: the mean over the examples of log(Σ e^z) − z[label];
 *   `gradient`: batch × classes, the gradient of that loss with respect to the logits
 * @throws Error when there is not one label for each row of `logits`; the message names both numbers
 */
export function softmaxCrossEntropy(logits: Matrix, labels: ArrayLike<number>): { loss: number; gradient: Matrix } {
  // BEGIN SOLUTION: first compare the number of labels with the number of rows. Then, for each row: find the largest logit, add up the powers of e of (logit − largest), and from that sum get this row's part of the loss and of the gradient. Both are means over the rows.
  const { rows, cols } = logits;
  if (labels.length !== rows) {
    throw new Error(`softmaxCrossEntropy: logits are ${rows}×${cols}, but there are ${labels.length} labels`);
  }
  const gradient = Matrix.zeros(rows, cols);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    let largest = -Infinity;
    for (let col = 0; col < cols; col++) {
      largest = Math.max(largest, logits.get(row, col));
    }
    let sum = 0;
    for (let col = 0; col < cols; col++) {
      sum += Math.exp(logits.get(row, col) - largest);
    }
    loss += largest + Math.log(sum) - logits.get(row, labels[row]);
    for (let col = 0; col < cols; col++) {
      const probability = Math.exp(logits.get(row, col) - largest) / sum;
      const target = col === labels[row] ? 1 : 0;
      gradient.set(row, col, (probability - target) / rows);
    }
  }
  return { loss: loss / rows, gradient };
  // END SOLUTION
}
