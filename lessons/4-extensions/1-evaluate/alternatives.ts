/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'functional style, arrow functions, plain arrays',
    text: `import type { Matrix } from '../3-complete-network/matrix.ts';
import type { Layer } from '../3-complete-network/layer.ts';

const placeOfLargest = (row: number[]): number => row.indexOf(Math.max(...row));

export const predictLabels = (network: Layer, images: Matrix): number[] =>
  network.forward(images).toArray().map(placeOfLargest);

export const accuracy = (predicted: ArrayLike<number>, labels: ArrayLike<number>): number =>
  Array.from(labels).filter((label, i) => label === predicted[i]).length / labels.length;

export const confusionMatrix = (predicted: ArrayLike<number>, labels: ArrayLike<number>, classes = 10): number[][] =>
  Array.from({ length: classes }, (_, truth) =>
    Array.from({ length: classes }, (_, answer) =>
      Array.from(labels).reduce((count, label, i) => count + Number(label === truth && predicted[i] === answer), 0),
    ),
  );
`,
  },
  {
    name: 'one image at a time on the raw data, typed arrays for the table, accuracy from its diagonal',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';

export function predictLabels(network, images) {
  const answers = new Uint8Array(images.rows);
  for (let i = images.rows - 1; i >= 0; i--) {
    const image = new Matrix(1, images.cols, images.data.slice(i * images.cols, (i + 1) * images.cols));
    const { data } = network.forward(image);
    let best = data.length - 1;
    for (let col = best - 1; col >= 0; col--) if (data[col] >= data[best]) best = col;
    answers[i] = best;
  }
  return answers;
}

export function accuracy(predicted, labels) {
  let share = 0;
  for (let i = 0; i < predicted.length; i++) share += predicted[i] === labels[i] ? 1 / labels.length : 0;
  return share;
}

export function confusionMatrix(predicted, labels, classes = 10) {
  const counts = new Int32Array(classes * classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i] * classes + predicted[i]] += 1;
  const rows = [];
  for (let row = 0; row < classes; row++) rows.push(counts.subarray(row * classes, (row + 1) * classes));
  return rows;
}
`,
  },
  {
    name: 'batches of four images',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import { type Layer } from '../3-complete-network/layer.ts';

const BATCH = 4;

function* argmaxOfRows(m: Matrix): Generator<number> {
  for (let row = 0; row < m.rows; row++) {
    let [best, value] = [0, -Infinity];
    m.data.subarray(row * m.cols, (row + 1) * m.cols).forEach((logit, col) => {
      if (logit > value) [best, value] = [col, logit];
    });
    yield best;
  }
}

export function predictLabels(network: Layer, images: Matrix): Uint8Array {
  const all: number[] = [];
  for (let start = 0; start < images.rows; start += BATCH) {
    const rows = Math.min(BATCH, images.rows - start);
    const data = images.data.subarray(start * images.cols, (start + rows) * images.cols);
    all.push(...argmaxOfRows(network.forward(new Matrix(rows, images.cols, data))));
  }
  return Uint8Array.from(all);
}

export function accuracy(predicted: Uint8Array, labels: Uint8Array): number {
  let wrong = 0;
  let i = 0;
  while (i < labels.length) if (predicted[i] !== labels[i++]) wrong++;
  return 1 - wrong / i;
}

export function confusionMatrix(predicted: Uint8Array, labels: Uint8Array, classes: number = 10): number[][] {
  const table = [...Array(classes)].map(() => Array(classes).fill(0));
  labels.forEach((label, i) => (table[label][predicted[i]] += 1));
  return table;
}
`,
  },
];
