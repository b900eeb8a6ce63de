/** What every candidate of the bench gets: the same images, the same weights to start from, the same order. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { denseShape } from '../../../src/training/inspection/networkView';
import { CONV_NET, parameterShapes } from '../../../src/training/network/convNet';
import { Matrix } from '../../../src/training/network/matrix';
import type { TrainingData } from '../../../src/training/network/train';

export const PIXELS = 784;
export const CLASSES = 10;
export const LEARNING_RATE = 0.1;

/** What a run of a candidate is about. */
export interface Shape {
  /** Neurons of the hidden layer; 0 for the convolutional network. */
  hidden: number;
  batch: number;
  /** How many of the training images, from the first one on. */
  examples: number;
}

export interface Setup extends Shape {
  train: TrainingData;
  /** Weights and bias of each layer, fresh copies. */
  initial: Matrix[];
}

/** Trains batch after batch, each of `batch` examples, and begins again after the last one. */
export interface Trainer {
  step(): void;
  /** The most likely digit of each image. */
  predict(images: Matrix): ArrayLike<number>;
  dispose?(): Promise<void>;
}

export type MakeTrainer = (setup: Setup) => Trainer | Promise<Trainer>;

function floats(folder: string, name: string): Float32Array<ArrayBuffer> {
  const bytes = readFileSync(path.join(folder, name));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export function readImages(folder: string, part: 'train' | 'test'): TrainingData {
  const pixels = floats(folder, `${part}.f32`);
  const labels = new Uint8Array(readFileSync(path.join(folder, `${part}.u8`)));
  return { images: new Matrix(labels.length, PIXELS, pixels), labels };
}

/** @param folder where `train.bench.ts` wrote the files */
export function setUp(folder: string, all: TrainingData, shape: Shape): Setup {
  const { examples, hidden } = shape;
  const weights = floats(folder, `weights-${hidden}.f32`);
  let next = 0;
  const shapes = hidden === 0 ? parameterShapes(CONV_NET) : denseShape([PIXELS, hidden, CLASSES]).parameters;
  const initial = shapes.map(({ rows, cols }) => new Matrix(rows, cols, weights.slice(next, (next += rows * cols))));
  const train = {
    images: new Matrix(examples, PIXELS, all.images.data.subarray(0, examples * PIXELS)),
    labels: all.labels.subarray(0, examples),
  };
  return { ...shape, train, initial };
}

/** The place of the largest number in each row. */
export function largest(values: ArrayLike<number>, rows: number, cols: number): Uint8Array {
  return Uint8Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let col = 1; col < cols; col++) if (values[row * cols + col] > values[row * cols + best]) best = col;
    return best;
  });
}

/** Where each batch begins: 0, batch, 2 · batch …, and from the start again. A batch that would be cut is left out. */
export function batches({ batch, examples }: Shape): () => number {
  let start = -batch;
  return () => {
    start += batch;
    if (start + batch > examples) start = 0;
    return start;
  };
}
