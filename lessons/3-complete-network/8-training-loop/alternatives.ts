/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'shuffles from the front, copies rows by hand, one loop over all steps',
    text: `import { Matrix } from './matrix.ts';
import { softmaxCrossEntropy } from './5-batch-loss.ts';
import type { Network } from './7-network.ts';

interface Data {
  images: Matrix;
  labels: Uint8Array;
}

export function shuffle(count: number, random: () => number): Uint32Array {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let place = 0; place < count - 1; place++) {
    const other = place + Math.floor(random() * (count - place));
    [order[place], order[other]] = [order[other], order[place]];
  }
  return Uint32Array.from(order);
}

export function* train(
  network: Network,
  { images, labels }: Data,
  options: { learningRate: number; epochs: number; batchSize: number; random: () => number },
) {
  const perEpoch = Math.ceil(labels.length / options.batchSize);
  const parameters = network.parameters();
  let order: Uint32Array | undefined;
  for (let step = 1; step <= perEpoch * options.epochs; step++) {
    const batch = (step - 1) % perEpoch;
    if (batch === 0 || !order) order = shuffle(labels.length, options.random);
    const chosen = Array.from(order.slice(batch * options.batchSize, (batch + 1) * options.batchSize));
    const all = images.toArray();
    const x = Matrix.from(chosen.map((i) => all[i]));
    const { loss, gradient } = softmaxCrossEntropy(network.forward(x), chosen.map((i) => labels[i]));
    network.backward(gradient);
    parameters.forEach(({ value, gradient: { data } }) => {
      data.forEach((slope, i) => (value.data[i] -= options.learningRate * slope));
    });
    yield { loss, step, epoch: 1 + Math.floor((step - 1) / perEpoch) };
  }
}
`,
  },
  {
    name: 'a random key for each number; steps in a generator of their own',
    text: `import { Matrix } from './matrix.ts';
import { softmaxCrossEntropy } from './5-batch-loss.ts';
import type { Layer, Parameter } from './layer.ts';

export const shuffle = (count: number, random: () => number): Uint32Array =>
  Uint32Array.from(
    Array.from({ length: count }, (_, number) => ({ number, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ number }) => number),
  );

function move(parameter: Parameter, learningRate: number): void {
  const { value, gradient } = parameter;
  for (let row = 0; row < value.rows; row++) {
    for (let col = 0; col < value.cols; col++) {
      value.set(row, col, value.get(row, col) - learningRate * gradient.get(row, col));
    }
  }
}

function rows(m: Matrix, chosen: Uint32Array): Matrix {
  const picked = new Matrix(chosen.length, m.cols);
  chosen.forEach((from, to) => {
    for (let col = 0; col < m.cols; col++) picked.set(to, col, m.get(from, col));
  });
  return picked;
}

function* batchesOf(order: Uint32Array, size: number): Generator<Uint32Array> {
  for (let rest = order; rest.length > 0; rest = rest.subarray(size)) yield rest.subarray(0, size);
}

export function* train(
  network: Layer,
  data: { images: Matrix; labels: Uint8Array },
  { learningRate, epochs, batchSize, random }: { learningRate: number; epochs: number; batchSize: number; random: () => number },
): Generator<{ epoch: number; step: number; loss: number }> {
  let step = 0;
  let epoch = 0;
  while (epoch < epochs) {
    epoch++;
    for (const chosen of batchesOf(shuffle(data.labels.length, random), batchSize)) {
      const labels = Array.from(chosen, (i) => data.labels[i]);
      const { loss, gradient } = softmaxCrossEntropy(network.forward(rows(data.images, chosen)), labels);
      network.backward(gradient);
      for (const parameter of network.parameters()) move(parameter, learningRate);
      yield { epoch, step: ++step, loss };
    }
  }
}
`,
  },
  {
    name: 'draws one number after the other out of a hat',
    text: `import { Matrix } from './matrix.ts';
import { softmaxCrossEntropy } from './5-batch-loss.ts';
import type { Network } from './7-network.ts';

export function shuffle(count: number, random: () => number): Uint32Array {
  const hat = [...Array(count).keys()];
  const order: number[] = [];
  while (hat.length > 0) order.push(...hat.splice(Math.floor(random() * hat.length), 1));
  return new Uint32Array(order);
}

class Trainer {
  network: Network;
  learningRate: number;

  constructor(network: Network, learningRate: number) {
    this.network = network;
    this.learningRate = learningRate;
  }

  step(images: Matrix, labels: number[]): number {
    const { loss, gradient } = softmaxCrossEntropy(this.network.forward(images), labels);
    this.network.backward(gradient);
    for (const parameter of this.network.parameters()) {
      parameter.value.data.set(parameter.value.data.map((old, i) => old - this.learningRate * parameter.gradient.data[i]));
    }
    return loss;
  }
}

export function* train(network: Network, data: any, { learningRate, epochs, batchSize, random }: any): Generator<any> {
  const trainer = new Trainer(network, learningRate);
  const { images, labels } = data;
  let done = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = Array.from(shuffle(images.rows, random));
    while (order.length > 0) {
      const chosen = order.splice(0, batchSize);
      const pixels = chosen.flatMap((i) => Array.from(images.data.subarray(i * images.cols, (i + 1) * images.cols) as Float32Array));
      const loss = trainer.step(new Matrix(chosen.length, images.cols, Float32Array.from(pixels)), chosen.map((i) => labels[i]));
      done += 1;
      yield { epoch, step: done, loss };
    }
  }
}
`,
  },
];
