/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'held-back images and a linear model in the place of neighbours, loops in the place of methods',
    text: `import type { Layer } from '../3-complete-network/layer.ts';
import { Matrix } from '../3-complete-network/matrix.ts';
import { Dense } from '../3-complete-network/3-dense-layer.ts';
import { ReLU } from '../3-complete-network/4-relu-layer.ts';
import { softmaxCrossEntropy } from '../3-complete-network/5-batch-loss.ts';
import { type TrainingData, takeBatch } from '../3-complete-network/8-training-loop.ts';
import { evaluateOn } from './1-learning-curves.ts';
import type { Fault, Patient } from './patients.ts';

export function layersOf(dense: { weights: Matrix; bias: Matrix }[]): Layer[] {
  const layers: Layer[] = [];
  for (const { weights, bias } of dense) {
    if (layers.length > 0) layers.push(new ReLU());
    layers.push(new Dense(weights, bias));
  }
  return layers;
}

export function learnsByHeart(network: Layer, batch: TrainingData, learningRate: number, steps: number): number[] {
  if (steps === 0) return [];
  const { loss, gradient } = softmaxCrossEntropy(network.forward(batch.images), batch.labels);
  network.backward(gradient);
  for (const parameter of network.parameters())
    parameter.value.data.set(parameter.value.data.map((each, i) => each - learningRate * parameter.gradient.data[i]));
  return [loss, ...learnsByHeart(network, batch, learningRate, steps - 1)];
}

export function sleepers(layers: Layer[], images: Matrix): number[] {
  const awake: Set<number>[] = [];
  let neurons: number[] = [];
  const shares = (): number[] => awake.map((some, i) => (neurons[i] - some.size) / neurons[i]);
  // Image by image.
  for (let row = 0; row < images.rows; row++) {
    let output = new Matrix(1, images.cols, images.data.slice(row * images.cols, (row + 1) * images.cols));
    let relu = 0;
    for (const layer of layers) {
      output = layer.forward(output);
      if (!(layer instanceof ReLU)) continue;
      awake[relu] ??= new Set();
      neurons[relu] = output.cols;
      output.data.forEach((value, neuron) => value !== 0 && awake[relu].add(neuron));
      relu++;
    }
  }
  return shares();
}

function hasEqualColumns(weights: Matrix): boolean {
  const columns = new Set<string>();
  for (let col = 0; col < weights.cols; col++) {
    const column: number[] = [];
    for (let row = 0; row < weights.rows; row++) column.push(weights.get(row, col));
    columns.add(column.join());
  }
  return columns.size === 1 && Math.hypot(...weights.data) > 0;
}

function share(data: TrainingData): number {
  const fifth = Math.floor(data.labels.length / 5);
  const places = Uint32Array.from(data.labels, (_, i) => i);
  const [held, rest] = [takeBatch(data, places.subarray(0, fifth)), takeBatch(data, places.subarray(fifth))];
  const linear = new Dense(Matrix.zeros(data.images.cols, 10), Matrix.zeros(1, 10));
  learnsByHeart(linear, rest, 0.5, 60);
  return evaluateOn(linear, held).accuracy;
}

export function diagnose({ layers, data, learningRate }: Patient): Fault {
  let largest = 0;
  for (const pixel of data.images.data) largest = Math.max(largest, pixel);
  if (largest > 1) return 'inputs-not-scaled';
  const dense = layers.flatMap((layer) => (layer.parameters().length > 0 ? [layer.parameters()[0].value] : []));
  dense.pop();
  if (!dense.some((weights) => !hasEqualColumns(weights))) return 'all-neurons-equal';
  for (const sleeping of sleepers(layers, data.images)) if (sleeping >= 0.9) return 'neurons-asleep';
  if (share(data) < 0.45) return 'labels-do-not-fit';
  const parameters = layers.flatMap((layer) => layer.parameters());
  const before = parameters.map(({ value }) => Array.from(value.data));
  const network: Layer = {
    forward: (x) => layers.reduce((output, layer) => layer.forward(output), x),
    backward: (upstream) => layers.reduceRight((gradient, layer) => layer.backward(gradient), upstream),
    parameters: () => parameters,
  };
  const [first, ...losses] = learnsByHeart(network, data, learningRate, 6);
  before.forEach((numbers, i) => parameters[i].value.data.set(numbers));
  return Math.max(...losses) <= first ? 'healthy' : 'steps-too-large';
}
`,
  },
  {
    name: 'a copy of the patient is trained, tests in a list',
    text: `import type { Layer } from '../3-complete-network/layer.ts';
import { Matrix } from '../3-complete-network/matrix.ts';
import { Dense } from '../3-complete-network/3-dense-layer.ts';
import { ReLU } from '../3-complete-network/4-relu-layer.ts';
import { softmaxCrossEntropy } from '../3-complete-network/5-batch-loss.ts';
import { Network } from '../3-complete-network/7-network.ts';
import { type TrainingData, train } from '../3-complete-network/8-training-loop.ts';
import { type Fault, type Patient, nearest } from './patients.ts';

export const layersOf = (dense: { weights: Matrix; bias: Matrix }[]): Layer[] =>
  dense.flatMap(({ weights, bias }, i) => (i === 0 ? [] : [new ReLU() as Layer]).concat(new Dense(weights, bias)));

export const learnsByHeart = (network: Layer, batch: TrainingData, learningRate: number, steps: number) => {
  const losses = new Float64Array(steps);
  const options = { learningRate, epochs: steps, batchSize: batch.labels.length, random: () => 0.5 };
  for (const { step, loss } of train(network as Network, batch, options)) losses[step - 1] = loss;
  return losses as unknown as number[];
};

export const sleepers = (layers: Layer[], images: Matrix) => {
  let x = images;
  return layers.flatMap((layer) => {
    x = layer.forward(x);
    if (!(layer instanceof ReLU)) return [];
    const { cols, data } = x;
    const most = new Float32Array(cols);
    data.forEach((value, i) => (most[i % cols] = Math.max(most[i % cols], value)));
    return [most.filter((value) => value === 0).length / cols];
  });
};

const copyOf = ({ rows, cols, data }: Matrix) => new Matrix(rows, cols, data.slice());

const TESTS: [Fault, (patient: Patient) => boolean][] = [
  ['inputs-not-scaled', ({ data }) => Array.from(data.images.data).find((pixel) => pixel > 1) !== undefined],
  [
    'all-neurons-equal',
    ({ layers }) =>
      layers.every((layer, i) => {
        if (layer instanceof ReLU || i === layers.length - 1) return true;
        const rows = layer.parameters()[0].value.toArray();
        return rows.every((row) => Math.min(...row) === Math.max(...row)) && rows.flat().some((weight) => weight);
      }),
  ],
  ['neurons-asleep', ({ layers, data }) => Math.max(...sleepers(layers, data.images)) >= 9 / 10],
  [
    'labels-do-not-fit',
    ({ data: { images, labels } }) =>
      Array.from(labels.subarray(0, 100)).filter((label, i) => label === labels[nearest(images, i)]).length < 40,
  ],
  [
    'steps-too-large',
    ({ layers, data, learningRate }) => {
      const dense = layers.filter((layer) => layer instanceof Dense).map((layer) => layer.parameters());
      const copy = layersOf(dense.map(([weights, bias]) => ({ weights: copyOf(weights.value), bias: copyOf(bias.value) })));
      const images = new Matrix(40, data.images.cols, data.images.data.slice(0, 40 * data.images.cols));
      const losses = learnsByHeart(new Network(copy), { images, labels: data.labels.slice(0, 40) }, learningRate, 10);
      return !losses.every((loss) => loss <= losses[0]);
    },
  ],
];

export function diagnose(patient: Patient): Fault {
  for (const [fault, test] of TESTS) if (test(patient)) return fault;
  return 'healthy';
}
`,
  },
];
