/** The experiments: a row each. What a row runs is its own file, named in `index.ts`. */
import { t } from '../../course/l10n';
import type { ExperimentId, RunConfig } from '../../protocol/config';
import type { ControlId } from '../../protocol/panel';

export interface ExperimentRow {
  title(): string;
  /** What happens, for the terminal; stays English. */
  description: string;
  /** What happens, for the panel. */
  summary(): string;
  /** What will be seen, as a sentence goes on after `Press Start: `. */
  outlook(): string;
  /** The id of the lesson whose code it runs. */
  lesson: string;
  /** The hyper-parameters that change something in it. */
  fields: readonly ControlId[] | 'all';
  /** What stands in the fields at first, where it is not what the table of hyper-parameters has. */
  initial: Partial<RunConfig>;
  /** What it sorts its examples into; empty where there are no classes. */
  classes: readonly string[];
  /** The built-in digits that are drawn for it; null where it makes its own data. */
  digits: { train: number; test: number; classes?: readonly number[] } | null;
  /**
   * It trains the network of Part 3: with any hidden layers, also by the fast kernels and without a lesson's code, from weights
   * of a file, and compared with frameworks.
   */
  isComplete: boolean;
  /** The steps are so fast that they are slowed down to about this time, so that an eye can follow. Milliseconds. */
  slowedToMs?: number;
}

export const EXPERIMENT_ROWS: Readonly<Record<ExperimentId, ExperimentRow>> = {
  line: {
    title: () => t('Fit a line'),
    description: 'A linear model finds the line through a cloud of points',
    summary: () => t('A line finds its way through noisy points: one step on all the points in each epoch.'),
    outlook: () => t('a line turns and shifts until it runs through the points, and the loss falls with it.'),
    lesson: 'gradient-descent',
    fields: ['network', 'learningRate', 'epochs', 'seed'],
    initial: { data: { kind: 'digits' }, epochs: 50 },
    classes: [],
    digits: null,
    isComplete: false,
    slowedToMs: 4000,
  },
  '3-or-7': {
    title: () => t('3 or 7'),
    description: 'A linear model learns to tell a 3 from a 7',
    summary: () => t('A linear model learns to tell a handwritten 3 from a 7. Its weights are shown as an image.'),
    outlook: () => t('the loss falls, the accuracy climbs, and every weight is shown as a pixel of an image.'),
    lesson: 'three-or-seven',
    fields: ['network', 'data', 'learningRate', 'batchSize', 'epochs', 'seed', 'limit'],
    initial: { learningRate: 1, batchSize: 256, epochs: 20 },
    classes: ['7', '3'],
    // Two of the ten are used, so only those are drawn.
    digits: { train: 4_000, test: 1_000, classes: [3, 7] },
    isComplete: false,
  },
  'two-moons': {
    title: () => t('Two moons'),
    description: 'A network with one hidden layer bends its boundary around two moons',
    summary: () => t('A network with one hidden layer bends its boundary around two moons.'),
    outlook: () => t('the boundary bends around the two moons while the loss falls.'),
    lesson: 'two-moons',
    fields: ['network', 'hidden', 'learningRate', 'batchSize', 'epochs', 'seed'],
    initial: { data: { kind: 'digits' }, hidden: [16], learningRate: 0.5, batchSize: 20, epochs: 100 },
    classes: ['0', '1'],
    digits: null,
    isComplete: false,
  },
  mnist: {
    title: () => 'MNIST',
    description: 'The complete network learns to read all ten digits',
    summary: () => t('The complete network learns to read all ten handwritten digits.'),
    outlook: () => t('the network learns to read ten digits. The curves appear here after a moment of loading.'),
    lesson: 'training-loop',
    fields: 'all',
    initial: { hidden: [128] },
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    digits: { train: 12_000, test: 2_000 },
    isComplete: true,
  },
};

/** The one whose row `isComplete`. */
export const COMPLETE: ExperimentId = 'mnist';
