/** Runs the experiments of the guides on real MNIST: the commands with the built terminal. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { confusionMatrix, predictLabels } from '../../lessons/4-extensions/1-evaluate/solution';
import type { Figure, Figures } from '../../src/course/figures';
import { type LayerWeights } from '../../src/frameworks/weights/weights';
import { loadDigitWeights } from '../../src/frameworks/weights/node/file';
import { type Dataset } from '../../src/training/data/dataset';
import { readMnist } from '../../src/training/data/node/mnistFolder';
import { REFERENCE_LIBRARY } from '../../src/training/network/library';
import { Matrix } from '../../src/training/network/matrix';
import { repository } from '../support/course';
import { mnistFolder } from '../support/mnist';
import type { Command, Experiment, Look, TrainingRun } from './experiments';
import { SEEDS, type Values } from './program';

export interface Measured {
  experiment: Experiment;
  values: Values;
}

/** @throws Error where there is no MNIST */
export async function measure(
  experiments: readonly Experiment[],
  onMeasured: (measured: Measured) => void,
): Promise<void> {
  if (mnistFolder === null)
    throw new Error('These figures are those of MNIST. Set NNFS_MNIST_DIR to the folder that holds it.');
  const mnist = await readMnist(mnistFolder);
  for (const experiment of experiments) {
    const values = 'run' in experiment ? experiment.run(mnist) : await valuesOf(experiment, mnist);
    onMeasured({ experiment, values });
  }
}

async function valuesOf(command: Command, mnist: Dataset): Promise<Values> {
  const runs: TrainingRun[] = [];
  for (const seed of SEEDS) runs.push(await train(command, seed, mnist));
  return Object.fromEntries(Object.entries(command.quantities).map(([name, { of }]) => [name, runs.map(of)]));
}

async function train({ options, data }: Command, seed: number, mnist: Dataset): Promise<TrainingRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-figures-'));
  try {
    const weights = path.join(folder, 'weights.npz');
    const readsDigits = !options.includes('--experiment');
    const args = [
      ...[path.join(repository, 'dist', 'cli.js'), 'train', ...options, '--seed', String(seed), '--json'],
      ...(data === null ? [] : ['--data', data ?? String(mnistFolder)]),
      ...(readsDigits ? ['--save-weights', weights] : []),
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
    const layers = readsDigits ? await loadDigitWeights(weights) : null;
    let look: Look | null = null;
    return {
      ...(JSON.parse(stdout) as Omit<TrainingRun, 'look'>),
      look: () => (look ??= lookOf(layers ?? assert.fail('has no network that reads digits'), mnist)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lookOf(layers: readonly LayerWeights[], { test }: Dataset): Look {
  const { Dense, Network, ReLU } = REFERENCE_LIBRARY;
  const images = new Matrix(test.count, test.images.length / test.count, test.images);
  const dense = layers.map(
    ({ weights, bias }) =>
      new Dense(new Matrix(weights.rows, weights.cols, weights.data), new Matrix(1, weights.cols, bias)),
  );
  const network = new Network(dense.flatMap((layer, i) => (i === 0 ? [layer] : [new ReLU(), layer])));
  const hidden = dense[0].forward(images);
  const open = new Array<number>(hidden.cols).fill(0);
  hidden.data.forEach((value, i) => (open[i % hidden.cols] += value > 0 ? 1 : 0));
  return { confusion: confusionMatrix(predictLabels(network as never, images), test.labels), open };
}

export function figuresOf(all: readonly Measured[]): Figures {
  return Object.fromEntries(
    all.map(({ experiment, values }) => [
      experiment.id,
      Object.fromEntries(
        Object.entries(experiment.quantities).map(([name, { digits }]) => [name, figureOf(values[name], digits)]),
      ),
    ]),
  );
}

function figureOf(values: readonly number[], digits: number): Figure {
  const text = (value: number): string =>
    value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean: text(mean), least: text(Math.min(...values)), most: text(Math.max(...values)) };
}
