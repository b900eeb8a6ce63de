/**
 * The experiments whose figures the guides quote: each is a command that a learner can give, with three seeds, or a program where no
 * command does it.
 */
import type { EpochMetric } from '../../src/protocol/metrics';
import type { Program } from './program';
import { CONV_NET } from './programs/convNet';
import { MOONS } from './programs/moons';
import { PIXELS } from './programs/pixels';
import { READERS } from './programs/readers';
import { TWO_LAYER_NETWORKS } from './programs/twoLayers';

/** What `train --json` prints, and a closer look at a network that has learned MNIST. */
export interface TrainingRun {
  epochs: EpochMetric[];
  final: { testAccuracy: number | null; testLoss: number | null };
  look(): Look;
}

/** At what a network makes of the test images. */
export interface Look {
  /** As in lesson 4.1. */
  confusion: number[][];
  /** For each hidden neuron, how many of the images open its door (lesson 3.4). */
  open: number[];
}

interface Quantity {
  /** Behind the decimal point. */
  digits: number;
  of(run: TrainingRun): number;
}

export interface Command {
  id: string;
  /** Of `train`, without the seed and the data. */
  options: string[];
  /** MNIST where it is not said; null where no images are needed. */
  data?: 'digits' | null;
  quantities: Record<string, Quantity>;
}

export type Experiment = Command | Program;

const FAST = ['--network', 'fast'];
const REFERENCE = ['--network', 'reference'];
/** As published figures are: all images are trained on. */
const ALL = ['--validation', '0'];
const FEW = ['--limit', '1000', '--epochs', '30'];
const MOMENTUM = ['--momentum', '0.9'];

const last = ({ epochs }: TrainingRun): EpochMetric => epochs[epochs.length - 1];
const percent = (share: number | null): number => 100 * (share ?? NaN);
/** The epoch with the lowest validation loss. */
const best = ({ epochs }: TrainingRun): EpochMetric =>
  epochs.reduce((found, each) => ((each.validationLoss ?? NaN) < (found.validationLoss ?? NaN) ? each : found));

/** Of 100 validation images, right after the last epoch. */
const right: Quantity = { digits: 1, of: (run) => percent(last(run).validationAccuracy) };
const training: Quantity = { digits: 2, of: (run) => last(run).trainLoss };
const loss: Quantity = { digits: 2, of: (run) => last(run).validationLoss ?? NaN };

const overfitting: Command['quantities'] = {
  right,
  training: { ...training, digits: 3 },
  loss,
  lowest: { digits: 2, of: (run) => best(run).validationLoss ?? NaN },
  after: { digits: 0, of: (run) => best(run).epoch },
};

/** On the test images, at the end. */
const testLoss: Quantity = { digits: 2, of: ({ final }) => final.testLoss ?? NaN };
const of100: Quantity = { digits: 0, of: ({ final }) => percent(final.testAccuracy) };
const of10000: Quantity = { digits: 0, of: ({ final }) => 100 * percent(final.testAccuracy) };
const wrong: Quantity = { digits: 0, of: ({ final }) => 1e4 - 100 * percent(final.testAccuracy) };

/** 3 or 7 holds no images back: its test images are measured after each epoch. */
const testRight = (epoch: EpochMetric): number => percent(epoch.testAccuracy);
const THREE_OR_SEVEN = ['--experiment', '3-or-7', ...REFERENCE];
const threeOrSeven: Command['quantities'] = {
  first: { digits: 0, of: ({ epochs }) => testRight(epochs[0]) },
  end: { digits: 0, of: (run) => testRight(last(run)) },
  right: { digits: 1, of: (run) => testRight(last(run)) },
  share: { digits: 3, of: (run) => testRight(last(run)) / 100 },
};
const ONE_BATCH = ['--batch-size', '12396'];
/** Of the last part's table. */
const afterAll: Command['quantities'] = { of10000, wrong, loss: testLoss };

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** How many of each digit are read wrong. */
const missedDigits: Command['quantities'] = Object.fromEntries(
  DIGITS.map((digit): [string, Quantity] => [
    `digit-${digit}`,
    { digits: 0, of: (run) => sum(run.look().confusion[digit]) - run.look().confusion[digit][digit] },
  ]),
);
const mixUp = (digit: number, called: number): Quantity => ({
  digits: 0,
  of: (run) => run.look().confusion[digit][called],
});
const doors: Record<string, Quantity> = {
  /** On average over the images. */
  open: { digits: 0, of: (run) => sum(run.look().open) / 10_000 },
  /** Never opened by any image. */
  shut: { digits: 0, of: (run) => run.look().open.filter((images) => images === 0).length },
};

/** Options that every row of a table has, and those of each row. */
function table(
  prefix: string,
  common: string[],
  quantities: Command['quantities'],
  rows: Record<string, string[]>,
): Command[] {
  return Object.entries(rows).map(([id, options]) => ({
    id: `${prefix}-${id}`,
    options: [...common, ...options],
    quantities,
  }));
}

export const EXPERIMENTS: Experiment[] = [
  // Part 1, and the page after it
  ...READERS,
  // 1.6
  {
    id: 'line',
    data: null,
    options: ['--experiment', 'line', ...REFERENCE],
    quantities: { loss: training },
  },
  // 1.7
  { id: 'three-or-seven', options: THREE_OR_SEVEN, quantities: threeOrSeven },
  { id: 'one-batch', options: [...THREE_OR_SEVEN, ...ONE_BATCH], quantities: { right: threeOrSeven.right } },
  { id: 'three-or-seven-digits', data: 'digits', options: THREE_OR_SEVEN, quantities: { right: threeOrSeven.right } },
  {
    id: 'one-batch-digits',
    data: 'digits',
    options: [...THREE_OR_SEVEN, ...ONE_BATCH],
    quantities: { right: threeOrSeven.right },
  },
  {
    id: 'single-images',
    options: [...THREE_OR_SEVEN, '--batch-size', '1', '--epochs', '1'],
    quantities: { right: threeOrSeven.end },
  },
  {
    id: 'single-images-small-steps',
    options: [...THREE_OR_SEVEN, '--batch-size', '1', '--epochs', '1', '--learning-rate', '0.1'],
    quantities: { right: threeOrSeven.end },
  },
  // 2.6, and the pages after the Parts 1 and 2
  ...MOONS,
  ...TWO_LAYER_NETWORKS,
  // 3.4, 3.8, and the page after Part 3
  PIXELS,
  {
    id: 'plain',
    options: FAST,
    quantities: {
      first: { digits: 0, of: ({ epochs }) => percent(epochs[0].validationAccuracy) },
      right,
      end: { ...right, digits: 0 },
      training,
      loss,
    },
  },
  {
    id: 'ten-steps',
    options: [...FAST, '--epochs', '1', '--limit', '640'],
    quantities: { right: { ...right, digits: 0 } },
  },
  {
    id: 'twenty-images',
    options: [...FAST, '--limit', '20', '--batch-size', '20', '--epochs', '50'],
    quantities: {
      first: { digits: 2, of: ({ epochs }) => epochs[0].trainLoss },
      training,
      right: { ...right, digits: 0 },
    },
  },
  ...table(
    'part-3',
    [...REFERENCE, ...ALL],
    { of100, loss: testLoss, ...doors },
    {
      // One step, and so small that nothing is learned.
      untrained: ['--epochs', '1', '--limit', '64', '--learning-rate', '1e-9'],
      trained: [],
    },
  ),
  ...table(
    'part-3',
    [...REFERENCE, ...ALL],
    { of100, loss: testLoss },
    { 'one-epoch': ['--epochs', '1'], 'no-hidden-layer': ['--hidden', 'none'] },
  ),
  // 4.2
  ...table('overfitting', [...FAST, '--limit', '1000', '--epochs', '200'], overfitting, {
    plain: [],
    l2: ['--l2', '0.01'],
  }),
  // 4.3
  { id: 'dropout-few', options: [...FAST, ...FEW, '--dropout', '0.5'], quantities: { right } },
  { id: 'dropout-all', options: [...FAST, '--dropout', '0.5'], quantities: { right, training, loss } },
  { id: 'no-dropout-few', options: [...FAST, ...FEW], quantities: { right } },
  // 4.4
  ...table(
    'momentum',
    [...FAST, '--epochs', '1'],
    { right },
    {
      'none-short': ['--momentum', '0', '--learning-rate', '0.1'],
      short: [...MOMENTUM, '--learning-rate', '0.01'],
      'none-long': ['--momentum', '0', '--learning-rate', '1'],
      long: [...MOMENTUM, '--learning-rate', '0.1'],
    },
  ),
  // 4.5
  ...['constant', 'cosine', 'one-cycle'].flatMap((schedule) =>
    table(
      schedule,
      [...FAST, '--limit', '10000', ...MOMENTUM, '--schedule', schedule],
      { right },
      {
        small: ['--learning-rate', '0.1'],
        large: ['--learning-rate', '0.3'],
      },
    ),
  ),
  // 4.1, and the page after Part 4
  ...table(
    'part-4',
    [...FAST, ...ALL],
    { ...afterAll, ...missedDigits, 'four-as-nine': mixUp(4, 9), 'eight-as-three': mixUp(8, 3) },
    {
      plain: [],
      best: ['--hidden', '256', '--epochs', '10', ...MOMENTUM, '--schedule', 'cosine', '--l2', '0.0001'],
    },
  ),
  ...table('part-4', [...FAST, ...ALL], afterAll, {
    momentum: MOMENTUM,
    cosine: [...MOMENTUM, '--schedule', 'cosine'],
    'one-cycle': [...MOMENTUM, '--schedule', 'one-cycle'],
  }),
  // 5.7
  CONV_NET,
];
