/** Part 2: a two-layer network on one example at a time. */
import { type Attempt, type Oracle, attempt } from './attempt';

interface Layer {
  weights: number[][];
  bias: number[];
}

interface Network {
  hidden: Layer;
  output: Layer;
}

interface Forward {
  hiddenInput: number[];
  hiddenOutput: number[];
  output: number[];
}

interface TrainOptions {
  learningRate: number;
  epochs: number;
  batchSize: number;
}

interface TrainReport {
  epoch: number;
  step: number;
  loss: number;
  network: Network;
}

interface Exports {
  relu(z: number[]): number[];
  reluGradient(z: number[], upstream: number[]): number[];
  sigmoidGradient(z: number[], upstream: number[]): number[];
  layer(x: number[], weights: number[][], bias: number[]): number[];
  layerGradient(x: number[], weights: number[][], upstream: number[]): Layer & { input: number[] };
  forward(x: number[], network: Network): Forward;
  backward(x: number[], forward: Forward, outputGradient: number[], network: Network): Network;
  softmax(logits: number[]): number[];
  crossEntropy(probabilities: number[], label: number): number;
  softmaxCrossEntropyGradient(logits: number[], label: number): number[];
  batchGradient(xs: number[][], labels: number[], network: Network): Network;
  trainTwoLayer(xs: number[][], labels: number[], network: Network, options: TrainOptions): Iterable<TrainReport>;
}

interface Batch {
  xs: number[][];
  labels: number[];
  network: Network;
}

type Activation = { z: number[]; upstream: number[] };
type Example = { x: number[]; network: Network };
type Logits = { logits: number[]; label: number };

export const activations = float64({
  relu: attempt((lesson: Exports, { z }: Activation) => lesson.relu(z)),
  reluGradient: attempt((lesson: Exports, { z, upstream }: Activation) => lesson.reluGradient(z, upstream)),
  sigmoidGradient: attempt((lesson: Exports, { z, upstream }: Activation) => lesson.sigmoidGradient(z, upstream)),
});

export const layer = float64({
  layer: attempt((lesson: Exports, { x, weights, bias }: Layer & { x: number[] }) => lesson.layer(x, weights, bias)),
  layerGradient: attempt(
    (lesson: Exports, { x, weights, upstream }: { x: number[]; weights: number[][]; upstream: number[] }) =>
      lesson.layerGradient(x, weights, upstream),
  ),
});

export const twoLayerNetwork = float64({
  forward: attempt((lesson: Exports, { x, network }: Example) => lesson.forward(x, network)),
});

export const backpropagation = float64({
  backward: attempt((lesson: Exports, given: Example & { forward: Forward; outputGradient: number[] }) =>
    lesson.backward(given.x, given.forward, given.outputGradient, given.network),
  ),
});

export const softmax = float64({
  softmax: attempt((lesson: Exports, { logits }: Logits) => lesson.softmax(logits)),
  crossEntropy: attempt((lesson: Exports, { probabilities, label }: { probabilities: number[]; label: number }) =>
    lesson.crossEntropy(probabilities, label),
  ),
  softmaxCrossEntropyGradient: attempt((lesson: Exports, { logits, label }: Logits) =>
    lesson.softmaxCrossEntropyGradient(logits, label),
  ),
});

export const twoMoons = float64({
  batchGradient: attempt((lesson: Exports, { xs, labels, network }: Batch) =>
    lesson.batchGradient(xs, labels, network),
  ),
  trainTwoLayer: attempt((lesson: Exports, given: Batch & { options: TrainOptions; steps: number[] }) => {
    const reports = [...lesson.trainTwoLayer(given.xs, given.labels, given.network, given.options)];
    return {
      epochs: reports.map(({ epoch }) => epoch),
      losses: reports.map(({ loss }) => loss),
      networks: given.steps.map((wanted) => reports.find(({ step }) => step === wanted)?.network),
    };
  }),
});

function float64(attempts: Record<string, Attempt>): Oracle {
  return { tolerance: 1e-9, measure: 'matrix', attempts };
}
