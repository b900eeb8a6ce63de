/** Runs the experiments of the guides with the built terminal, on real MNIST. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Figure, Figures } from '../../src/course/figures';
import { repository } from '../support/course';
import { mnistFolder } from '../support/mnist';
import { type Experiment, SEEDS, type TrainingRun } from './experiments';

export interface Measured {
  experiment: Experiment;
  /** Quantity → one value for each seed. */
  values: Record<string, number[]>;
}

/** @throws Error where there is no MNIST */
export async function measure(
  experiments: readonly Experiment[],
  onMeasured: (measured: Measured) => void,
): Promise<void> {
  if (mnistFolder === null)
    throw new Error('These figures are those of MNIST. Set NNFS_MNIST_DIR to the folder that holds it.');
  for (const experiment of experiments) {
    const runs: TrainingRun[] = [];
    for (const seed of SEEDS) runs.push(await train(experiment.options, seed, experiment.data ?? mnistFolder));
    const values = Object.entries(experiment.quantities).map(([name, { of }]): [string, number[]] => [
      name,
      runs.map(of),
    ]);
    onMeasured({ experiment, values: Object.fromEntries(values) });
  }
}

async function train(options: readonly string[], seed: number, data: string): Promise<TrainingRun> {
  const cli = path.join(repository, 'dist', 'cli.js');
  const args = [cli, 'train', ...options, '--seed', String(seed), '--data', data, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
  return JSON.parse(stdout) as TrainingRun;
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
