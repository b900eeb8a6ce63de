/**
 * The hyper-parameters: a row for each field of `RunConfig`. The panel's form, the options and the help of the terminal, the rules,
 * the comparison and the line of a run walk over the rows; the order is that of the panel.
 */
import { t } from '../course/l10n';
import { NETWORKS, type NetworkChoice, OPTIMIZERS, PATIENTS, type RunConfig, SCHEDULES } from '../protocol/config';
import type { Control, ControlId } from '../protocol/panel';
import type { ExperimentRow } from './experiments/experiment';
import { NETWORK_ROWS } from './networks';
import { knownOptimizer, momentumFits, optimizerNames, rateFits } from './optimizerRules';
import { scheduleLines, scheduleNames } from './scheduleNames';
import { numberBetween, oneOf, shown, wholeNumber } from './rules';

export interface Hyperparameter<V> {
  label(): string;
  /** What it does, in a sentence. */
  help(): string;
  /** The terminal's sentence, where that has more to tell than the panel; English, as all of the terminal. */
  terminalHelp?: string;
  /** More lines of the terminal's help. */
  notes?: readonly string[];
  /** The terminal's option, and what its value looks like. */
  flag: string;
  usage: string;
  kind: Control['kind'];
  /** The heading under which the panel shows it; left out: shown at once. */
  group?(): string;
  /** What a message may suggest; left out: the value that stands there at first. */
  example?: string;
  /** What a choice offers. */
  options?(): Record<string, string>;
  /** Whether an experiment offers an option. Left out: all of them. */
  offers?(option: string, experiment: ExperimentRow): boolean;
  /** How it reads in the line of a run, with `{0}` for the value; left out: it is not told. */
  line?(): string;
  /** Values, as texts, that read in another way; an empty text is not told. */
  lines?(): Record<string, string>;
  /** What stands there at first, unless an experiment has another value. */
  initial: V;
  /** What is wrong with a value, and what to enter; null when it is good. */
  rule(value: unknown, experiment: ExperimentRow, config: RunConfig): string | null;
  /** The lesson whose code another value than the initial one needs; `option` begins a sentence. Null: none in this run. */
  needs?(config: RunConfig): { lesson: string; option: string } | null;
  /** Why a run with another value than the initial one cannot be compared; null where it can. */
  notCompared?(config: RunConfig): string | null;
}

/** Only networks of the course's own have kernels. */
const multiplies = (network: string): boolean => network === 'mine-fast' || network === 'fast';
const stepGroup = (): string => t('How a step is made');
const overfittingGroup = (): string => t('Against overfitting');
const examplesGroup = (): string => t('Examples and chance');

const networkNames = (): Record<string, string> =>
  Object.fromEntries(NETWORKS.map((id) => [id, NETWORK_ROWS[id].choice()]));
const patientNames = (): Record<string, string> => Object.fromEntries(PATIENTS.map((id) => [id, t('Patient {0}', id)]));
const knownNetwork = oneOf(NETWORKS, () => t('Who trains'));
const momentumRange = numberBetween({ from: 0, below: 1 }, () => ({
  name: t('Momentum'),
  advice: t('0 is off, 0.9 is common.'),
}));
const rateRange = numberBetween({ above: 0, to: 100 }, () => ({
  name: t('The learning rate'),
  advice: t('Common values lie between 0.001 and 1.'),
}));
const layerSize = wholeNumber(1, 4096, () => ({ name: t('The size of a hidden layer'), advice: t('Try 128.') }));
const someExamples = wholeNumber(10, 60_000, () => ({
  name: t('The number of training examples'),
  advice: t('Without a number, all of them are used.'),
}));

const someEpochs = wholeNumber(1, 10_000, () => ({
  name: t('The number of epochs to wait'),
  advice: t('3 is common; without a number, all epochs are trained.'),
}));
const patienceFits = (validation: number): string | null =>
  validation > 0
    ? null
    : t(
        'To stop early, a run needs validation images: their loss tells the best epoch. Hold some back, for example 1,000.',
      );

export const HYPERPARAMETERS: { readonly [id in ControlId]: Hyperparameter<RunConfig[id]> } = {
  network: {
    label: () => t('Who trains'),
    help: () =>
      t(
        'Your own code, or the reference solution of the course. For “Ten digits”, the sweep and “ConvNet”, also the fast kernels, alone or in place of your `matmul`.',
      ),
    terminalHelp:
      'Your own code (mine), your own code with a fast product in place of your matmul (mine-fast), the reference ' +
      'solution of the course, or the fast kernels (fast). The two fast ones train mnist, sweep and convnet only.',
    flag: 'network',
    usage: `${NETWORKS.join('|')} (default: mine)`,
    kind: 'choice',
    options: networkNames,
    offers: (network, { hasKernels }) => hasKernels || !multiplies(network),
    line: () => '{0}',
    lines: networkNames,
    initial: 'mine',
    rule: (value, { hasKernels }) =>
      knownNetwork(value) ??
      (hasKernels || !multiplies(value as NetworkChoice)
        ? null
        : t(
            'The fast kernels train “Ten digits”, the sweep and “ConvNet” only. Choose your own code (mine) or the reference solution (reference) here.',
          )),
  },
  data: {
    label: () => t('Data'),
    help: () => t('The images to learn from.'),
    terminalHelp:
      'MNIST holds 70,000 real handwritten digits; the built-in digits are drawn by this course and need no download.',
    notes: [
      'Without this option: MNIST if it is at hand, else the built-in digits.',
      'mnist looks into the folder of NNFS_MNIST_DIR, then into the cache, then downloads it',
      '(from the addresses in NNFS_MNIST_MIRRORS, if there are any). A folder may also hold Fashion-MNIST.',
    ],
    flag: 'data',
    usage: 'mnist|digits|<folder>',
    kind: 'data',
    initial: { kind: 'mnist' },
    rule: (value) => {
      const data = value as Partial<{ kind: unknown; folder: unknown }> | null | undefined;
      if (data?.kind === 'mnist' || data?.kind === 'digits') return null;
      if (data?.kind !== 'folder') return t('The data must be mnist, digits or a folder, not {0}.', shown(value));
      return typeof data.folder === 'string' && data.folder.trim() !== ''
        ? null
        : t('The data folder is empty. Choose the folder that holds the four MNIST files.');
    },
  },
  patient: {
    label: () => t('Patient'),
    help: () => t('A network with one fault, or with none. Another seed gives the six patients another order.'),
    flag: 'patient',
    usage: PATIENTS.join('|'),
    kind: 'choice',
    options: patientNames,
    line: () => '{0}',
    lines: patientNames,
    initial: '1',
    rule: oneOf(PATIENTS, () => t('The patient')),
  },
  hidden: {
    label: () => t('Hidden layers'),
    help: () =>
      t('How many neurons each hidden layer has, with commas between layers: more can learn more, and take longer.'),
    flag: 'hidden',
    usage: '128|128,64|none',
    kind: 'numbers',
    example: '128',
    line: () => t('hidden layers {0}', '{0}'),
    lines: () => ({ '': t('no hidden layer') }),
    initial: [],
    rule: (value, { isComplete, title }) => {
      if (!isComplete && (!Array.isArray(value) || value.length !== 1))
        return t('{0} has one hidden layer. Give one size, for example 16.', title());
      if (!Array.isArray(value))
        return t('Hidden layers must be a list of sizes, not {0}. Try 128, or 128, 64 for two layers.', shown(value));
      if (value.length > 8) return t('There may be at most 8 hidden layers, not {0}. Start with one.', value.length);
      return value.map(layerSize).find((problem) => problem !== null) ?? null;
    },
  },
  blocks: {
    label: () => t('Blocks'),
    help: () =>
      t(
        'How many blocks of two layers the residual network has. The plain network has as many layers, without blocks.',
      ),
    flag: 'blocks',
    usage: 'N',
    kind: 'number',
    line: () => t('blocks {0}', '{0}'),
    initial: 15,
    rule: wholeNumber(0, 50, () => ({
      name: t('The number of blocks'),
      advice: t('With 15 the networks are 32 layers deep.'),
    })),
  },
  learningRate: {
    label: () => t('Learning rate'),
    help: () =>
      t('How far each step goes against the gradient: too small is slow, too large overshoots and the loss grows.'),
    flag: 'learning-rate',
    usage: 'X',
    kind: 'number',
    line: () => t('learning rate {0}', '{0}'),
    initial: 0.1,
    rule: (value, experiment, { optimizer }) => rateRange(value) ?? rateFits(value as number, experiment, optimizer),
  },
  batchSize: {
    label: () => t('Batch size'),
    help: () =>
      t('How many examples go into one step: small batches make many noisy steps, large ones few smooth steps.'),
    flag: 'batch-size',
    usage: 'N',
    kind: 'number',
    line: () => t('batch size {0}', '{0}'),
    initial: 64,
    rule: wholeNumber(1, 60_000, () => ({
      name: t('The batch size'),
      advice: t('Common sizes are 32, 64 and 256.'),
    })),
  },
  epochs: {
    label: () => t('Epochs'),
    help: () => t('How often training goes over all the training data.'),
    flag: 'epochs',
    usage: 'N',
    kind: 'number',
    initial: 5,
    rule: wholeNumber(1, 10_000, () => ({
      name: t('Epochs'),
      advice: t('Start with a few, and look at the loss.'),
    })),
  },
  optimizer: {
    label: () => t('Optimizer'),
    help: () =>
      t(
        'How the gradients become steps: SGD goes against them, with momentum it also keeps a part of the last step, and Adam gives each number a step of its own size.',
      ),
    notes: [
      'sgd        plain gradient descent: momentum is 0',
      'momentum   SGD with momentum: 0.9, or what --momentum says',
      'adam       Adam, the optimizer of lesson 5.5; the learning rate is 0.001 then, or what --learning-rate says',
      'Without this option, --momentum says whether it is sgd or momentum.',
    ],
    flag: 'optimizer',
    usage: OPTIMIZERS.join('|'),
    kind: 'choice',
    group: stepGroup,
    options: optimizerNames,
    line: () => '{0}',
    lines: () => ({ sgd: '', momentum: '', adam: t('Adam') }),
    initial: 'sgd',
    rule: knownOptimizer,
    needs: ({ optimizer }) => (optimizer === 'adam' ? { lesson: 'adam', option: 'Adam' } : null),
    notCompared: ({ optimizer }) =>
      optimizer === 'adam'
        ? 'Adam cannot be compared: it makes a whole step also where a gradient is hardly more than a rounding error, and each ' +
          'framework rounds differently. Choose sgd or momentum.'
        : null,
  },
  momentum: {
    label: () => t('Momentum'),
    help: () => t('How much of the last step is kept in the next one: 0 is plain gradient descent, 0.9 is common.'),
    flag: 'momentum',
    usage: 'X',
    kind: 'number',
    group: stepGroup,
    line: () => t('momentum {0}', '{0}'),
    lines: () => ({ '0': '' }),
    initial: 0,
    rule: (value, experiment, { optimizer }) =>
      momentumRange(value) ?? momentumFits(value as number, experiment, optimizer),
    needs: () => ({ lesson: 'momentum', option: 'Momentum' }),
  },
  schedule: {
    label: () => t('Schedule'),
    help: () =>
      t(
        'How the learning rate changes during the run: constant, smaller in three steps, a falling cosine, or one cycle up and down.',
      ),
    notes: [
      'constant   the same learning rate in every step',
      'step       a tenth of it after each third of the run',
      'cosine     from the learning rate down to 0 along half a cosine',
      'one-cycle  up from a 25th of it in the first 30% of the run, then down to nearly 0',
    ],
    flag: 'schedule',
    usage: SCHEDULES.join('|'),
    kind: 'choice',
    group: stepGroup,
    options: scheduleNames,
    line: () => '{0}',
    lines: scheduleLines,
    initial: 'constant',
    rule: oneOf(SCHEDULES, () => t('The schedule')),
    needs: () => ({ lesson: 'learning-rate-schedules', option: 'A schedule' }),
  },
  l2: {
    label: () => t('L2 penalty (λ)'),
    help: () =>
      t(
        'Pulls large weights towards 0 so that the network depends less on single pixels: 0 is off, 0.0001 is common. With Adam it is decoupled weight decay, as in AdamW.',
      ),
    flag: 'l2',
    usage: 'X',
    kind: 'number',
    group: overfittingGroup,
    // Of the penalty, and with Adam of weight decay.
    line: () => t('λ {0}', '{0}'),
    lines: () => ({ '0': '' }),
    initial: 0,
    rule: numberBetween({ from: 0, to: 10 }, () => ({
      name: t('The L2 penalty'),
      advice: t('0 is off, 0.0001 is common.'),
    })),
    needs: ({ optimizer }) => (optimizer === 'adam' ? null : { lesson: 'regularization', option: 'The L2 penalty' }),
  },
  dropout: {
    label: () => t('Dropout'),
    help: () =>
      t('The share of hidden neurons that is switched off at random in each training step: 0 is off, 0.2 is common.'),
    flag: 'dropout',
    usage: 'X',
    kind: 'number',
    group: overfittingGroup,
    line: () => t('dropout {0}', '{0}'),
    lines: () => ({ '0': '' }),
    initial: 0,
    rule: numberBetween({ from: 0, below: 1 }, () => ({
      name: t('Dropout'),
      advice: t('0 is off, 0.2 is common.'),
    })),
    needs: () => ({ lesson: 'dropout', option: 'Dropout' }),
    notCompared: () =>
      'Dropout cannot be compared: which entries are dropped is random, and each framework draws its own random numbers. ' +
      'Leave dropout at 0.',
  },
  patience: {
    label: () => t('Stop early'),
    help: () =>
      t(
        'Stops after so many epochs without a new best validation loss, and puts the weights of the best epoch back; without a number, all epochs are trained.',
      ),
    flag: 'patience',
    usage: 'N',
    kind: 'optional number',
    group: overfittingGroup,
    example: '3',
    line: () => t('patience {0}', '{0}'),
    lines: () => ({ '': '' }),
    initial: null,
    rule: (value, _, { validation }) => (value === null ? null : (someEpochs(value) ?? patienceFits(validation))),
    notCompared: () => 'A comparison does the same steps everywhere, so it cannot stop early. Leave --patience out.',
  },
  limit: {
    label: () => t('Training examples'),
    help: () => t('Use at most so many training examples, for a shorter run; without a number, all of them are used.'),
    flag: 'limit',
    usage: 'N',
    kind: 'optional number',
    group: examplesGroup,
    example: '1000',
    initial: null,
    rule: (value) => (value === null ? null : someExamples(value)),
  },
  validation: {
    label: () => t('Validation images'),
    help: () =>
      t(
        'How many training images are held back. They are measured after each epoch, and the test images only once, at the end. With 0 all of them train, and the test images are measured after each epoch.',
      ),
    notes: [
      'At most a sixth of the training images; of the built-in digits, at most 2,000, which are drawn in addition.',
    ],
    flag: 'validation',
    usage: 'N',
    kind: 'number',
    group: examplesGroup,
    initial: 0,
    rule: wholeNumber(0, 10_000, () => ({
      name: t('The number of validation images'),
      advice: t('5,000 are common for MNIST; 0 holds none back.'),
    })),
  },
  seed: {
    label: () => t('Seed'),
    help: () => t('Where the random numbers start: the same seed gives the same run again.'),
    flag: 'seed',
    usage: 'N',
    kind: 'number',
    group: examplesGroup,
    line: () => t('seed {0}', '{0}'),
    initial: 1,
    rule: wholeNumber(0, 4_294_967_295, () => ({
      name: t('The seed'),
      advice: t('Any number in this range will do, for example 1.'),
    })),
  },
};

/** All of them, in their order. */
export const HYPERPARAMETER_IDS = Object.keys(HYPERPARAMETERS) as ControlId[];
