/** A training loop that takes its pieces as arguments: lesson 3.8's loop with everything that Part 4 adds. */
import type { Random } from '../data/random';
import { lessonNumber } from '../../course/lessonNumber';
import { UserError } from '../errors';
import type { Optimizer, Schedule } from '../../protocol/config';
import type { Layer, Parameter } from './layer';
import type { Library, TrainableNetwork } from './library';
import type { Matrix } from './matrix';
import { LiveOptimizer } from './liveOptimizer';
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
  const Dropout = required(library.Dropout, 'Dropout', lessonNumber('dropout'));
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

/** The options that Parts 4 and 5 add to a run; all but optimizer and schedule may change between steps. */
export interface Extensions {
  /** Whether it is Adam; otherwise `momentum` says what it is. */
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly momentum: number;
  readonly l2: number;
  readonly schedule: Schedule;
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
export function isPlain({ optimizer, momentum, l2, schedule }: Extensions): boolean {
  return optimizer !== 'adam' && momentum === 0 && l2 === 0 && schedule === 'constant';
}

/**
 * The pieces for a network, from a library.
 *
 * @param options read anew in each step
 * @throws UserError when an option is asked for that the library has no code for
 */
export function piecesFor(library: Library, network: TrainableNetwork, options: Extensions): Pieces {
  const parameters = network.parameters();
  const pieces = {
    network,
    loss: library.softmaxCrossEntropy,
    shuffle: library.shuffle,
    learningRateAt: learningRates(library, options),
  };
  if (options.optimizer === 'adam')
    return { ...pieces, optimizer: adamFor(library, parameters, options), addPenaltyGradient: null };
  const addL2Gradient =
    options.l2 === 0
      ? library.addL2Gradient
      : required(library.addL2Gradient, 'The L2 penalty', lessonNumber('regularization'));
  return {
    ...pieces,
    optimizer: new LiveOptimizer(options, (momentum) =>
      optimizerFor(library, parameters, { learningRate: options.learningRate, momentum }),
    ),
    addPenaltyGradient:
      addL2Gradient &&
      ((current) => {
        if (options.l2 !== 0) addL2Gradient(current, options.l2);
      }),
  };
}

/** The penalty is weight decay then, which belongs to Adam. The reference's reads it anew in each step, a learner's once. */
function adamFor(library: Library, parameters: Parameter[], options: Extensions): Pieces['optimizer'] {
  const Optimizer = required(library.Adam, 'Adam', lessonNumber('adam'));
  return new Optimizer(parameters, {
    learningRate: options.learningRate,
    get weightDecay() {
      return options.l2;
    },
  });
}

/** Without momentum, our own `Momentum` at 0 is lesson 3.8's plain step, and asks for no lesson of Part 4. */
function optimizerFor(
  library: Library,
  parameters: Parameter[],
  options: { learningRate: number; momentum: number },
): Pieces['optimizer'] {
  const Optimizer =
    options.momentum === 0 ? Momentum : required(library.Momentum, 'Momentum', lessonNumber('momentum'));
  return new Optimizer(parameters, options);
}

/**
 * The learning rate of each step under a schedule.
 *
 * @param options its learning rate is read anew in each step
 * @throws UserError when the library has no schedules
 */
export function learningRates(
  library: Library,
  options: Pick<Extensions, 'schedule' | 'learningRate'>,
): Pieces['learningRateAt'] {
  if (options.schedule === 'constant') {
    return () => options.learningRate;
  }
  const { stepDecay, cosine, oneCycle } = required(
    library.schedules,
    'A learning-rate schedule',
    lessonNumber('learning-rate-schedules'),
  );
  const rate = (): { learningRate: number } => ({ learningRate: options.learningRate });
  switch (options.schedule) {
    case 'step':
      return (step, totalSteps) => stepDecay(step, totalSteps, { ...rate(), every: Math.ceil(totalSteps / 3) });
    case 'cosine':
      return (step, totalSteps) => cosine(step, totalSteps, rate());
    case 'one-cycle':
      return (step, totalSteps) => oneCycle(step, totalSteps, rate());
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
