/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'nothing imported but the loss and types: loops, plain arrays, a counter of waiting',
    text: `import type { Layer } from '../3-complete-network/layer.ts';
import { Matrix } from '../3-complete-network/matrix.ts';
import { softmaxCrossEntropy } from '../3-complete-network/5-batch-loss.ts';

interface Data {
  images: Matrix;
  labels: Uint8Array;
}

function orderOf(count: number, random: () => number): number[] {
  const left = Array.from({ length: count }, (_, i) => i);
  const order: number[] = [];
  while (left.length > 0) order.push(left.splice(Math.floor(random() * left.length), 1)[0]);
  return order;
}

function chosen({ images, labels }: Data, order: number[]): Data {
  const rows = order.map((i) => Array.from(images.data.slice(i * images.cols, (i + 1) * images.cols)));
  return { images: Matrix.from(rows), labels: Uint8Array.from(order, (i) => labels[i]) };
}

export function split(count: number, validationShare: number, random: () => number) {
  const order = orderOf(count, random);
  const training = count - Math.floor(count * validationShare);
  return { training: order.slice(0, training), validation: order.slice(training) };
}

export function evaluateOn(network: Layer, { images, labels }: Data) {
  // In pieces of 100: a large set needs no large matrices in between.
  let [loss, right] = [0, 0];
  for (let start = 0; start < labels.length; start += 100) {
    const places = Array.from({ length: Math.min(100, labels.length - start) }, (_, i) => start + i);
    const part = chosen({ images, labels }, places);
    const logits = network.forward(part.images);
    loss += softmaxCrossEntropy(logits, part.labels).loss * places.length;
    for (let row = 0; row < logits.rows; row++) {
      const numbers = logits.data.subarray(row * logits.cols, (row + 1) * logits.cols);
      let best = 0;
      numbers.forEach((number, i) => {
        if (number > numbers[best]) best = i;
      });
      if (best === part.labels[row]) right += 1;
    }
  }
  return { loss: loss / labels.length, accuracy: right / labels.length };
}

export function* trainWithPatience(network: Layer, training: Data, validation: Data, options: any) {
  const { learningRate, epochs, batchSize, patience, random } = options;
  const count = training.labels.length;
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let waited = 0;
  let kept: number[][] | null = null;
  for (let epoch = 1; epoch <= epochs && waited < patience; epoch++) {
    const order = orderOf(count, random);
    let sum = 0;
    for (let start = 0; start < count; start += batchSize) {
      const batch = chosen(training, order.slice(start, start + batchSize));
      const { loss, gradient } = softmaxCrossEntropy(network.forward(batch.images), batch.labels);
      sum += loss * batch.labels.length;
      network.backward(gradient);
      for (const { value, gradient: slope } of network.parameters())
        for (let i = 0; i < value.data.length; i++) value.data[i] -= learningRate * slope.data[i];
    }
    const { loss: validationLoss } = evaluateOn(network, validation);
    waited++;
    if (validationLoss < lowest) {
      [best, lowest, waited] = [epoch, validationLoss, 0];
      kept = network.parameters().map(({ value }) => Array.from(value.data));
    }
    yield { epoch, trainingLoss: sum / count, validationLoss, best };
  }
  if (kept !== null) for (const [i, numbers] of kept.entries()) network.parameters()[i].value.data.set(numbers);
}
`,
  },
  {
    name: 'one run of train for all epochs, its steps counted; two lists of numbers in turn',
    text: `import type { Layer } from '../3-complete-network/layer.ts';
import { Matrix } from '../3-complete-network/matrix.ts';
import { softmaxCrossEntropy } from '../3-complete-network/5-batch-loss.ts';
import type { Network } from '../3-complete-network/7-network.ts';
import { type TrainOptions, type TrainingData, shuffle, train } from '../3-complete-network/8-training-loop.ts';
import { accuracy, predictLabels } from '../4-extensions/1-evaluate.ts';

export const split = (count: number, validationShare: number, random: () => number) => {
  const order = Array.from(shuffle(count, random));
  const validation = order.splice(0, Math.trunc(validationShare * count));
  return { validation: Uint32Array.from(validation), training: Uint32Array.from(order) };
};

export const evaluateOn = (network: Layer, { images, labels }: TrainingData) => {
  const logits = network.forward(images);
  const known: Layer = { forward: () => logits, backward: (upstream) => upstream, parameters: () => [] };
  return { accuracy: accuracy(predictLabels(known, images), labels), loss: softmaxCrossEntropy(logits, labels).loss };
};

export function* trainWithPatience(
  network: Network,
  training: TrainingData,
  validation: TrainingData,
  { patience, ...options }: TrainOptions & { patience: number },
) {
  const count = training.labels.length;
  const stepsInEpoch = Math.ceil(count / options.batchSize);
  const values = network.parameters().map(({ value }) => value);
  const copyOf = (matrix: Matrix): Matrix => new Matrix(matrix.rows, matrix.cols, Float32Array.from(matrix.data));
  let champion = { epoch: 0, loss: Infinity, numbers: values.map(copyOf) };
  const losses: number[] = [];
  try {
    for (const { epoch, step, loss } of train(network, training, options)) {
      losses.push(loss);
      if (step % stepsInEpoch !== 0) continue;
      const short = count - (stepsInEpoch - 1) * options.batchSize;
      const last = losses.pop() ?? 0;
      const trainingLoss = (options.batchSize * losses.reduce((sum, each) => sum + each, 0) + short * last) / count;
      losses.length = 0;
      const validationLoss = evaluateOn(network, validation).loss;
      if (champion.loss > validationLoss) champion = { epoch, loss: validationLoss, numbers: values.map(copyOf) };
      yield { epoch, trainingLoss, validationLoss, best: champion.epoch };
      if (epoch === champion.epoch + patience) return;
    }
  } finally {
    values.forEach(({ data }, i) => {
      for (let place = 0; place < data.length; place++) data[place] = champion.numbers[i].data[place];
    });
  }
}
`,
  },
];
