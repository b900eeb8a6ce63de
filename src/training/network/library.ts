/**
 * The parts of a neural-network library, by their names in the course. The reference has them all; a learner has those
 * that they wrote. What trains a network takes a `Library`, and so works with either.
 */
import type { Random } from '../data/random';
import type { ImageShape } from './image';
import { Adam } from './adam';
import { Dense } from './dense';
import { Dropout } from './dropout';
import { heWeights } from './initialisation';
import type { Layer, Parameter } from './layer';
import { softmaxCrossEntropy } from './loss';
import { Matrix } from './matrix';
import { Momentum } from './momentum';
import { Network, createNetwork } from './network';
import { addL2Gradient } from './regularization';
import { ReLU } from './relu';
import { cosine, oneCycle, stepDecay } from './schedules';
import { shuffle } from './shuffle';
import { type TrainingData, type TrainOptions, type TrainReport, train } from './train';

/** What training needs of a network. */
export interface TrainableNetwork {
  forward(x: Matrix): Matrix;
  backward(upstream: Matrix): unknown;
  /** Where there is one: as `backward`, without the gradient of the input. */
  backwardParameters?(upstream: Matrix): void;
  parameters(): Parameter[];
}

/** Part 3, and what Parts 4 and 5 add. The members of those are null until their lessons are written. */
export interface Library {
  Matrix: new (rows: number, cols: number, data?: Float32Array) => Matrix;
  Dense: new (weights: Matrix, bias: Matrix) => Layer;
  ReLU: new () => Layer;
  Network: new (layers: Layer[]) => TrainableNetwork;
  heWeights(inputs: number, outputs: number, random: Random): Matrix;
  createNetwork(sizes: number[], random: Random): TrainableNetwork;
  softmaxCrossEntropy(logits: Matrix, labels: ArrayLike<number>): { loss: number; gradient: Matrix };
  shuffle(count: number, random: Random): ArrayLike<number>;
  train(network: never, data: TrainingData, options: TrainOptions): Iterator<TrainReport>;
  Dropout: (new (rate: number, random: Random) => Layer & { training: boolean }) | null;
  Momentum:
    | (new (
        parameters: Parameter[],
        options: { learningRate: number; momentum: number },
      ) => { learningRate: number; step(): void })
    | null;
  Adam:
    | (new (
        parameters: Parameter[],
        options: { learningRate: number; weightDecay: number },
      ) => { learningRate: number; step(): void })
    | null;
  addL2Gradient: ((parameters: Parameter[], lambda: number) => void) | null;
  schedules: {
    stepDecay: typeof stepDecay;
    cosine: typeof cosine;
    oneCycle: typeof oneCycle;
  } | null;
  /** Of lesson 5.7; left out where the network has no convolutions. */
  convolution?: {
    Conv: new (weights: Matrix, bias: Matrix, shape: ImageShape, size: number) => Layer;
    MaxPool: new (shape: ImageShape) => Layer;
  };
}

/** The library that the course itself comes with. */
export const REFERENCE_LIBRARY: Library = {
  Matrix,
  Dense,
  ReLU,
  Network,
  heWeights,
  createNetwork,
  softmaxCrossEntropy,
  shuffle,
  train,
  Dropout,
  Momentum,
  Adam,
  addL2Gradient,
  schedules: { stepDecay, cosine, oneCycle },
};
