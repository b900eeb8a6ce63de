/** A training loop that takes its pieces as arguments: lesson 3.8's loop with everything that Part 4 adds. */
import type { Random } from '../data/random';
import { UserError } from '../errors';
import type { Schedule } from '../../protocol/config';
import type { Layer, Parameter } from './layer';
import type { Library, TrainableNetwork } from './library';
import type { Matrix } from './matrix';
import { Momentum } from './momentum';
import { type TrainingData, type TrainReport, takeBatch } from './train';

/** The pieces of a loop. */
export interface Pieces {
  network: TrainableNetwork;
  loss(logits: Matrix, labels: ArrayLike<number>): { loss: number; gradient: Matrix };
  shuffle(count: number, random: Random): ArrayLike<number>;
  /** Moves the parameters of the network, at the learning rate that it holds. */
  optimizer: { learningRate: number; step(): void };
  /** Adds a penalty's gradient to the gradients, between `backward` and `step`; null for none. */
  addPenaltyGradient: ((parameters: Parameter[]) => void) | null;
  /** The learning rate of a step; `step` counts from 0. */
  learningRateAt(step: number, totalSteps: number): number;
}

/**
 * Trains as `train` does, with the given pieces. The reported loss is that of the data, without a penalty, so that it
 * can be compared with the loss on the test data.
 */
export function* compose(
  pieces: Pieces,
  data: TrainingData,
  {
    epochs,
    batchSize,
    random,
    stepsBefore = 0,
  }: { epochs: number; batchSize: number; random: Random; /** Of a run that goes on. */ stepsBefore?: number },
): Generator<TrainReport> {
  const { network, optimizer } = pieces;
  const count = data.labels.length;
  const totalSteps = stepsBefore + epochs * Math.ceil(count / batchSize);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = Uint32Array.from(pieces.shuffle(count, random));
    for (let start = 0; start < count; start += batchSize) {
      const batch = takeBatch(data, order.subarray(start, start + batchSize));
      const { loss, gradient } = pieces.loss(network.forward(batch.images), batch.labels);
      if (network.backwardParameters) {
        network.backwardParameters(gradient);
      } else {
        network.backward(gradient);
      }
      pieces.addPenaltyGradient?.(network.parameters());
      optimizer.learningRate = pieces.learningRateAt(stepsBefore + step, totalSteps);
      optimizer.step();
      step++;
      yield { epoch, step, loss };
    }
  }
}

/** A network and the layers in it that behave differently while training. */
export interface BuiltNetwork {
  network: TrainableNetwork;
  setTraining(training: boolean): void;
}

/**
 * A network of the given sizes, with dropout after each hidden layer where the rate is above 0.
 *
 * @throws UserError when dropout is asked for and the library has none
 */
export function buildNetwork(library: Library, sizes: number[], dropout: number, random: Random): BuiltNetwork {
  if (dropout === 0) {
    return { network: library.createNetwork(sizes, random), setTraining: () => undefined };
  }
  const Dropout = required(library.Dropout, 'Dropout', '4.3');
  const layers: Layer[] = [];
  const dropouts: { training: boolean }[] = [];
  for (let i = 0; i + 1 < sizes.length; i++) {
    if (i > 0) {
      const layer = new Dropout(dropout, random);
      dropouts.push(layer);
      layers.push(new library.ReLU(), layer);
    }
    const weights = library.heWeights(sizes[i], sizes[i + 1], random);
    layers.push(new library.Dense(weights, new library.Matrix(1, sizes[i + 1])));
  }
  return {
    network: new library.Network(layers),
    setTraining: (training) => dropouts.forEach((layer) => (layer.training = training)),
  };
}

/** The options that Part 4 adds to a run. */
export interface Extensions {
  learningRate: number;
  momentum: number;
  l2: number;
  schedule: Schedule;
}

/** What a run of a network is made with. */
export interface NetworkRun extends Extensions {
  sizes: number[];
  dropout: number;
  epochs: number;
  batchSize: number;
  random: Random;
  /** Of a run that goes on: `epochs` are those that are left. */
  stepsBefore?: number;
}

/** Whether lesson 3.8's `train` alone can do it. */
export function isPlain({ momentum, l2, schedule }: Extensions): boolean {
  return momentum === 0 && l2 === 0 && schedule === 'constant';
}

/**
 * The pieces for a network, from a library.
 *
 * @throws UserError when an option is asked for that the library has no code for
 */
export function piecesFor(library: Library, network: TrainableNetwork, options: Extensions): Pieces {
  const { learningRate, momentum, l2 } = options;
  const addL2Gradient = l2 === 0 ? null : required(library.addL2Gradient, 'The L2 penalty', '4.2');
  return {
    network,
    loss: library.softmaxCrossEntropy,
    shuffle: library.shuffle,
    optimizer: optimizerFor(library, network.parameters(), { learningRate, momentum }),
    addPenaltyGradient: addL2Gradient && ((parameters) => addL2Gradient(parameters, l2)),
    learningRateAt: learningRates(library, options.schedule, learningRate),
  };
}

/** Without momentum, our own `Momentum` at 0 is lesson 3.8's plain step, and asks for no lesson of Part 4. */
function optimizerFor(
  library: Library,
  parameters: Parameter[],
  options: { learningRate: number; momentum: number },
): Pieces['optimizer'] {
  const Optimizer = options.momentum === 0 ? Momentum : required(library.Momentum, 'Momentum', '4.4');
  return new Optimizer(parameters, options);
}

/**
 * The learning rate of each step under a schedule.
 *
 * @throws UserError when the library has no schedules
 */
export function learningRates(library: Library, schedule: Schedule, learningRate: number): Pieces['learningRateAt'] {
  if (schedule === 'constant') {
    return () => learningRate;
  }
  const { stepDecay, cosine, oneCycle } = required(library.schedules, 'A learning-rate schedule', '4.5');
  switch (schedule) {
    case 'step':
      return (step, totalSteps) => stepDecay(step, totalSteps, { learningRate, every: Math.ceil(totalSteps / 3) });
    case 'cosine':
      return (step, totalSteps) => cosine(step, totalSteps, { learningRate });
    case 'one-cycle':
      return (step, totalSteps) => oneCycle(step, totalSteps, { learningRate });
  }
}

function required<T>(piece: T | null, name: string, lesson: string): T {
  if (piece === null) {
    throw new UserError(
      `${name} needs lesson ${lesson}, which your folder does not have yet. Write it, or turn it off.`,
    );
  }
  return piece;
}
