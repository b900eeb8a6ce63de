/** Which values a run may have, what stands there at first, and one sentence on each for the learner. */
import { t } from '../course/l10n';
import {
  EXPERIMENTS,
  type ExperimentId,
  NETWORKS,
  type NetworkChoice,
  type RunConfig,
  SCHEDULES,
  type Schedule,
} from '../protocol/config';
import type { Control, ControlId, Problem } from '../protocol/panel';

/** Only the complete network multiplies matrices. */
const PLAIN_NETWORKS: readonly NetworkChoice[] = ['mine', 'reference'];

/** Whether a learner's code runs. */
export const isLearners = (network: NetworkChoice): boolean => network === 'mine' || network === 'mine-fast';

/** Who can train in an experiment. */
export const networksFor = (experiment: ExperimentId): readonly NetworkChoice[] =>
  experiment === 'mnist' ? NETWORKS : PLAIN_NETWORKS;

/** What an experiment is called, and what happens in it; the latter is for the terminal, and stays English. */
export const experimentTexts = (): Readonly<Record<ExperimentId, { title: string; description: string }>> => ({
  line: {
    title: t('Fit a line'),
    description: 'A linear model finds the line through a cloud of points (lesson 1.6).',
  },
  '3-or-7': { title: t('3 or 7'), description: 'A linear model learns to tell a 3 from a 7 (lesson 1.7).' },
  'two-moons': {
    title: t('Two moons'),
    description: 'A network with one hidden layer bends its boundary around two moons (lesson 2.6).',
  },
  mnist: { title: 'MNIST', description: 'The complete network learns to read all ten digits (lesson 3.8).' },
});

/** The panel has sentences of its own on the network and on the data; those here are the terminal's. */
const controls = (): Readonly<Record<ControlId, Control>> => ({
  network: {
    id: 'network',
    label: t('Who trains'),
    explanation:
      'Your own code (mine), your own code with a fast product in place of your matmul (mine-fast), the reference ' +
      'solution of the course, or the fast kernels (fast). The two fast ones train mnist only.',
  },
  data: {
    id: 'data',
    label: t('Data'),
    explanation:
      'MNIST holds 70,000 real handwritten digits; the built-in digits are drawn by this course and need no download.',
  },
  hidden: {
    id: 'hidden',
    label: t('Hidden layers'),
    explanation: t(
      'How many neurons each hidden layer has, with commas between layers: more can learn more, and take longer.',
    ),
  },
  epochs: {
    id: 'epochs',
    label: t('Epochs'),
    explanation: t('How often training goes over all the training data.'),
  },
  batchSize: {
    id: 'batchSize',
    label: t('Batch size'),
    explanation: t(
      'How many examples go into one step: small batches make many noisy steps, large ones few smooth steps.',
    ),
  },
  learningRate: {
    id: 'learningRate',
    label: t('Learning rate'),
    explanation: t(
      'How far each step goes against the gradient: too small is slow, too large overshoots and the loss grows.',
    ),
  },
  momentum: {
    id: 'momentum',
    label: t('Momentum'),
    explanation: t('How much of the last step is kept in the next one: 0 is plain gradient descent, 0.9 is common.'),
  },
  l2: {
    id: 'l2',
    label: t('L2 penalty (λ)'),
    explanation: t(
      'Pulls large weights towards 0 so that the network depends less on single pixels: 0 is off, 0.0001 is common.',
    ),
  },
  dropout: {
    id: 'dropout',
    label: t('Dropout'),
    explanation: t(
      'The share of hidden neurons that is switched off at random in each training step: 0 is off, 0.2 is common.',
    ),
  },
  schedule: {
    id: 'schedule',
    label: t('Schedule'),
    explanation: t(
      'How the learning rate changes during the run: constant, smaller in three steps, a falling cosine, or one cycle up and down.',
    ),
  },
  seed: {
    id: 'seed',
    label: t('Seed'),
    explanation: t('Where the random numbers start: the same seed gives the same run again.'),
  },
  limit: {
    id: 'limit',
    label: t('Training examples'),
    explanation: t('Use at most so many training examples, for a shorter run; leave it empty for all of them.'),
  },
});

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
  const all = controls();
  return CONTROLS_OF[experiment].map((id) => all[id]);
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

/** Says what is wrong with a value, or null. */
type Rule = (value: unknown, config: RunConfig) => string | null;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const shown = (value: unknown): string =>
  typeof value === 'number'
    ? String(value)
    : value === undefined || value === ''
      ? t('nothing')
      : JSON.stringify(value);

/** The name of a control where a sentence begins with it, and what to try. In the reader's language. */
interface Named {
  name: string;
  advice: string;
}

function numberBetween(
  range: { above?: number; from?: number; to?: number; below?: number },
  about: () => Named,
): Rule {
  return (value) => {
    const { name, advice } = about();
    if (!isNumber(value)) return t('{0} must be a number, not {1}. {2}', name, shown(value), advice);
    if (range.above !== undefined && value <= range.above)
      return t('{0} must be above {1}, not {2}. {3}', name, range.above, value, advice);
    if (range.from !== undefined && value < range.from)
      return t('{0} must be at least {1}, not {2}. {3}', name, range.from, value, advice);
    if (range.to !== undefined && value > range.to)
      return t('{0} must be at most {1}, not {2}. {3}', name, range.to, value, advice);
    if (range.below !== undefined && value >= range.below)
      return t('{0} must be below {1}, not {2}. {3}', name, range.below, value, advice);
    return null;
  };
}

function wholeNumber(from: number, to: number, about: () => Named): Rule {
  return (value) => {
    const { name, advice } = about();
    if (!isNumber(value) || !Number.isInteger(value))
      return t('{0} must be a whole number, not {1}. {2}', name, shown(value), advice);
    if (value < from || value > to)
      return t(
        '{0} must be between {1} and {2}, not {3}. {4}',
        name,
        from.toLocaleString('en-US'),
        to.toLocaleString('en-US'),
        value,
        advice,
      );
    return null;
  };
}

function oneOf(choices: readonly string[], name: () => string): Rule {
  return (value) =>
    typeof value === 'string' && choices.includes(value)
      ? null
      : t('{0} must be one of {1}, not {2}.', name(), choices.join(', '), shown(value));
}

const knownNetwork = oneOf(NETWORKS, () => t('Who trains'));

const networkRule: Rule = (value, config) => {
  const unknown = knownNetwork(value, config);
  if (unknown !== null) return unknown;
  return networksFor(config.experiment).includes(value as NetworkChoice)
    ? null
    : t(
        'The fast kernels train the complete network (MNIST) only. Choose your own code (mine) or the reference solution (reference) here.',
      );
};

const dataRule: Rule = (value) => {
  const data = value as Partial<{ kind: unknown; folder: unknown }> | null | undefined;
  if (data?.kind === 'mnist' || data?.kind === 'digits') return null;
  if (data?.kind === 'folder')
    return typeof data.folder === 'string' && data.folder.trim() !== ''
      ? null
      : t('The data folder is empty. Choose the folder that holds the four MNIST files.');
  return t('The data must be mnist, digits or a folder, not {0}.', shown(value));
};

const layerSize = wholeNumber(1, 4096, () => ({ name: t('The size of a hidden layer'), advice: t('Try 128.') }));

const hiddenRule: Rule = (value, config) => {
  if (config.experiment !== 'mnist' && config.experiment !== 'two-moons') return null;
  if (config.experiment === 'two-moons' && (!Array.isArray(value) || value.length !== 1))
    return t('Two moons has one hidden layer. Give one size, for example 16.');
  if (!Array.isArray(value))
    return t('Hidden layers must be a list of sizes, not {0}. Try 128, or 128, 64 for two layers.', shown(value));
  if (value.length > 8) return t('There may be at most 8 hidden layers, not {0}. Start with one.', value.length);
  for (const size of value) {
    const problem = layerSize(size, config);
    if (problem !== null) return problem;
  }
  return null;
};

const limitRule = wholeNumber(10, 60_000, () => ({
  name: t('The number of training examples'),
  advice: t('Leave it empty for all of them.'),
}));

const RULES: Readonly<Record<keyof RunConfig, Rule>> = {
  experiment: oneOf(EXPERIMENTS, () => t('The experiment')),
  network: networkRule,
  data: dataRule,
  hidden: hiddenRule,
  epochs: wholeNumber(1, 10_000, () => ({
    name: t('Epochs'),
    advice: t('Start with a few, and look at the loss.'),
  })),
  batchSize: wholeNumber(1, 60_000, () => ({
    name: t('The batch size'),
    advice: t('Common sizes are 32, 64 and 256.'),
  })),
  learningRate: numberBetween({ above: 0, to: 100 }, () => ({
    name: t('The learning rate'),
    advice: t('Common values lie between 0.001 and 1.'),
  })),
  momentum: numberBetween({ from: 0, below: 1 }, () => ({
    name: t('Momentum'),
    advice: t('0 is off, 0.9 is common.'),
  })),
  l2: numberBetween({ from: 0, to: 10 }, () => ({
    name: t('The L2 penalty'),
    advice: t('0 is off, 0.0001 is common.'),
  })),
  dropout: numberBetween({ from: 0, below: 1 }, () => ({
    name: t('Dropout'),
    advice: t('0 is off, 0.2 is common.'),
  })),
  schedule: oneOf(SCHEDULES, () => t('The schedule')),
  seed: wholeNumber(0, 4_294_967_295, () => ({
    name: t('The seed'),
    advice: t('Any number in this range will do, for example 1.'),
  })),
  limit: (value, config) => (value === null ? null : limitRule(value, config)),
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
