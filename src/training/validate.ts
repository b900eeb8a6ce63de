/** Which values a run may have, what stands there at first, and one sentence on each for the learner. */
import type { ExperimentId, NetworkChoice, RunConfig, Schedule } from './protocol';

/** A field of `RunConfig` that a learner sets. */
export type ControlId = Exclude<keyof RunConfig, 'experiment'>;

/** One control of the training panel, one option of `train` in the terminal. */
export interface Control {
  id: ControlId;
  label: string;
  /** What it does, in a sentence. */
  explanation: string;
}

/** A value that a run cannot have. */
export interface Problem {
  field: keyof RunConfig;
  /** What is wrong and what to enter, in words. */
  message: string;
}

export const EXPERIMENTS: readonly ExperimentId[] = ['line', '3-or-7', 'two-moons', 'mnist'];
export const NETWORKS: readonly NetworkChoice[] = ['mine', 'reference', 'fast'];
export const SCHEDULES: readonly Schedule[] = ['constant', 'step', 'cosine', 'one-cycle'];

/** What an experiment is called, and what happens in it. */
export const EXPERIMENT_TEXTS: Readonly<Record<ExperimentId, { title: string; description: string }>> = {
  line: { title: 'Fit a line', description: 'A linear model finds the line through a cloud of points (lesson 1.6).' },
  '3-or-7': { title: '3 or 7', description: 'A linear model learns to tell a 3 from a 7 (lesson 1.7).' },
  'two-moons': {
    title: 'Two moons',
    description: 'A network with one hidden layer bends its boundary around two moons (lesson 2.6).',
  },
  mnist: { title: 'MNIST', description: 'The complete network learns to read all ten digits (lesson 3.8).' },
};

const CONTROLS: Readonly<Record<ControlId, Control>> = {
  network: {
    id: 'network',
    label: 'Who trains',
    explanation: 'Your own code (mine) or the reference solution of the course; the fast kernels are not built yet.',
  },
  data: {
    id: 'data',
    label: 'Data',
    explanation:
      'MNIST holds 70,000 real handwritten digits; the built-in digits are drawn by this course and need no download.',
  },
  hidden: {
    id: 'hidden',
    label: 'Hidden layers',
    explanation:
      'How many neurons each hidden layer has, with commas between layers: more can learn more, and take longer.',
  },
  epochs: {
    id: 'epochs',
    label: 'Epochs',
    explanation: 'How often training goes over all the training data.',
  },
  batchSize: {
    id: 'batchSize',
    label: 'Batch size',
    explanation:
      'How many examples go into one step: small batches make many noisy steps, large ones few smooth steps.',
  },
  learningRate: {
    id: 'learningRate',
    label: 'Learning rate',
    explanation:
      'How far each step goes against the gradient: too small is slow, too large overshoots and the loss grows.',
  },
  momentum: {
    id: 'momentum',
    label: 'Momentum',
    explanation: 'How much of the last step is kept in the next one: 0 is plain gradient descent, 0.9 is common.',
  },
  l2: {
    id: 'l2',
    label: 'L2 penalty (λ)',
    explanation:
      'Pulls large weights towards 0 so that the network depends less on single pixels: 0 is off, 0.0001 is common.',
  },
  dropout: {
    id: 'dropout',
    label: 'Dropout',
    explanation:
      'The share of hidden neurons that is switched off at random in each training step: 0 is off, 0.2 is common.',
  },
  schedule: {
    id: 'schedule',
    label: 'Schedule',
    explanation:
      'How the learning rate changes during the run: constant, smaller in three steps, a falling cosine, or one cycle up and down.',
  },
  seed: {
    id: 'seed',
    label: 'Seed',
    explanation: 'Where the random numbers start: the same seed gives the same run again.',
  },
  limit: {
    id: 'limit',
    label: 'Training examples',
    explanation: 'Use at most so many training examples, for a shorter run; leave it empty for all of them.',
  },
};

const CONTROLS_OF: Readonly<Record<ExperimentId, readonly ControlId[]>> = {
  line: ['network', 'learningRate', 'epochs', 'seed'],
  '3-or-7': ['network', 'data', 'learningRate', 'batchSize', 'epochs', 'seed', 'limit'],
  'two-moons': ['network', 'hidden', 'learningRate', 'batchSize', 'epochs', 'seed'],
  mnist: [
    'network',
    'data',
    'hidden',
    'learningRate',
    'batchSize',
    'epochs',
    'momentum',
    'l2',
    'dropout',
    'schedule',
    'seed',
    'limit',
  ],
};

/** The controls that change something in an experiment, in the order in which to show them. */
export function controlsFor(experiment: ExperimentId): Control[] {
  return CONTROLS_OF[experiment].map((id) => CONTROLS[id]);
}

/** The configuration that an experiment starts with. */
export function defaultsFor(experiment: ExperimentId): RunConfig {
  const common: RunConfig = {
    experiment,
    network: 'mine',
    data: { kind: 'mnist' },
    hidden: [],
    epochs: 5,
    batchSize: 64,
    learningRate: 0.1,
    momentum: 0,
    l2: 0,
    dropout: 0,
    schedule: 'constant',
    seed: 1,
    limit: null,
  };
  switch (experiment) {
    case 'line':
      return { ...common, data: { kind: 'digits' }, epochs: 50 };
    case '3-or-7':
      return { ...common, learningRate: 1, batchSize: 256, epochs: 20 };
    case 'two-moons':
      return { ...common, data: { kind: 'digits' }, hidden: [16], learningRate: 0.5, batchSize: 20, epochs: 100 };
    case 'mnist':
      return { ...common, hidden: [128] };
  }
}

/** The learning rate that comes out when a run uses a schedule, in words; for the help. */
export const SCHEDULE_TEXTS: Readonly<Record<Schedule, string>> = {
  constant: 'the same learning rate in every step',
  step: 'a tenth of it after each third of the run',
  cosine: 'from the learning rate down to 0 along half a cosine',
  'one-cycle': 'up from a 25th of it in the first 30 % of the run, then down to nearly 0',
};

type Rule = (value: unknown, config: RunConfig) => string | null;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const shown = (value: unknown): string =>
  typeof value === 'number' ? String(value) : value === undefined || value === '' ? 'nothing' : JSON.stringify(value);

function numberBetween(
  name: string,
  range: { above?: number; from?: number; to?: number; below?: number },
  advice: string,
): Rule {
  return (value) => {
    if (!isNumber(value)) {
      return `${name} must be a number, not ${shown(value)}. ${advice}`;
    }
    if (range.above !== undefined && value <= range.above) {
      return `${name} must be above ${range.above}, not ${value}. ${advice}`;
    }
    if (range.from !== undefined && value < range.from) {
      return `${name} must be at least ${range.from}, not ${value}. ${advice}`;
    }
    if (range.to !== undefined && value > range.to) {
      return `${name} must be at most ${range.to}, not ${value}. ${advice}`;
    }
    if (range.below !== undefined && value >= range.below) {
      return `${name} must be below ${range.below}, not ${value}. ${advice}`;
    }
    return null;
  };
}

function wholeNumber(name: string, from: number, to: number, advice: string): Rule {
  return (value) => {
    if (!isNumber(value) || !Number.isInteger(value)) {
      return `${name} must be a whole number, not ${shown(value)}. ${advice}`;
    }
    if (value < from || value > to) {
      return `${name} must be between ${from.toLocaleString('en-US')} and ${to.toLocaleString('en-US')}, not ${value}. ${advice}`;
    }
    return null;
  };
}

function oneOf(name: string, choices: readonly string[]): Rule {
  return (value) =>
    typeof value === 'string' && choices.includes(value)
      ? null
      : `${name} must be one of ${choices.join(', ')}, not ${shown(value)}.`;
}

function networkRule(value: unknown): string | null {
  const unknown = oneOf('Who trains', NETWORKS)(value, undefined as never);
  if (unknown !== null) {
    return unknown;
  }
  return value === 'fast'
    ? 'The fast kernels are not built yet. Choose your own code (mine) or the reference solution (reference).'
    : null;
}

function experimentRule(value: unknown): string | null {
  return oneOf('The experiment', EXPERIMENTS)(value, undefined as never);
}

function dataRule(value: unknown): string | null {
  const data = value as Partial<{ kind: unknown; folder: unknown }> | null | undefined;
  if (data?.kind === 'mnist' || data?.kind === 'digits') {
    return null;
  }
  if (data?.kind === 'folder') {
    return typeof data.folder === 'string' && data.folder.trim() !== ''
      ? null
      : 'The data folder is empty. Choose the folder that holds the four MNIST files.';
  }
  return `The data must be mnist, digits or a folder, not ${shown(value)}.`;
}

function hiddenRule(value: unknown, config: RunConfig): string | null {
  if (config.experiment !== 'mnist' && config.experiment !== 'two-moons') {
    return null;
  }
  if (config.experiment === 'two-moons' && (!Array.isArray(value) || value.length !== 1)) {
    return 'Two moons has one hidden layer. Give one size, for example 16.';
  }
  if (!Array.isArray(value)) {
    return `Hidden layers must be a list of sizes, not ${shown(value)}. Try 128, or 128, 64 for two layers.`;
  }
  if (value.length > 8) {
    return `There may be at most 8 hidden layers, not ${value.length}. Start with one.`;
  }
  for (const size of value) {
    const problem = wholeNumber('The size of a hidden layer', 1, 4096, 'Try 128.')(size, config);
    if (problem !== null) {
      return problem;
    }
  }
  return null;
}

const RULES: Readonly<Record<keyof RunConfig, Rule>> = {
  experiment: experimentRule,
  network: networkRule,
  data: dataRule,
  hidden: hiddenRule,
  epochs: wholeNumber('Epochs', 1, 10_000, 'Start with a few, and look at the loss.'),
  batchSize: wholeNumber('The batch size', 1, 60_000, 'Common sizes are 32, 64 and 256.'),
  learningRate: numberBetween('The learning rate', { above: 0, to: 100 }, 'Common values lie between 0.001 and 1.'),
  momentum: numberBetween('Momentum', { from: 0, below: 1 }, '0 is off, 0.9 is common.'),
  l2: numberBetween('The L2 penalty', { from: 0, to: 10 }, '0 is off, 0.0001 is common.'),
  dropout: numberBetween('Dropout', { from: 0, below: 1 }, '0 is off, 0.2 is common.'),
  schedule: oneOf('The schedule', SCHEDULES),
  seed: wholeNumber('The seed', 0, 4_294_967_295, 'Any number in this range will do, for example 1.'),
  limit: (value, config) =>
    value === null
      ? null
      : wholeNumber('The number of training examples', 10, 60_000, 'Leave it empty for all of them.')(value, config),
};

/**
 * Looks for values that a run cannot have.
 *
 * Only fields that the experiment uses are judged, so that a leftover value of a hidden control stops nobody.
 *
 * @returns one problem for each bad field, none when the run can start
 */
export function validate(config: RunConfig): Problem[] {
  const experimentProblem = RULES.experiment(config.experiment, config);
  if (experimentProblem !== null) {
    return [{ field: 'experiment', message: experimentProblem }];
  }
  const problems: Problem[] = [];
  for (const id of CONTROLS_OF[config.experiment]) {
    const message = RULES[id](config[id], config);
    if (message !== null) {
      problems.push({ field: id, message });
    }
  }
  return problems;
}
