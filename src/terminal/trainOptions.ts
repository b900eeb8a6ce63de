/** The options of `train`: from the command line to a checked run. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  type DataChoice,
  type ExperimentId,
  EXPERIMENTS,
  type NetworkChoice,
  NETWORKS,
  type RunConfig,
  type Schedule,
  SCHEDULES,
} from '../protocol/config';
import type { ControlId } from '../protocol/panel';
import { SCHEDULE_TEXTS, controlsFor, defaultsFor, experimentTexts, validate } from '../training/validate';
import { requireWeightsEnding } from '../frameworks/weights/file';
import { UsageError } from './io';

/** A run that the command line asks for. */
export interface TrainRequest extends RunRequest {
  /** False where the sizes of the hidden layers come from the file of weights, if there is one. */
  hiddenGiven: boolean;
  /** The file to start from; null for none. */
  weights: string | null;
  /** The file to write afterwards; null for none. */
  saveWeights: string | null;
  json: boolean;
}

/** What is trained, on what. */
export interface RunRequest {
  config: RunConfig;
  /** False where the command line did not say which data: then MNIST if it is at hand, else the built-in digits. */
  dataGiven: boolean;
  /** The learner's folder, absolute. */
  folder: string;
}

/** The options that say what a run is. */
export const RUN_OPTIONS = {
  experiment: { type: 'string' },
  network: { type: 'string' },
  dir: { type: 'string' },
  data: { type: 'string' },
  hidden: { type: 'string' },
  epochs: { type: 'string' },
  'batch-size': { type: 'string' },
  'learning-rate': { type: 'string' },
  momentum: { type: 'string' },
  l2: { type: 'string' },
  dropout: { type: 'string' },
  schedule: { type: 'string' },
  seed: { type: 'string' },
  limit: { type: 'string' },
} as const;

const OPTIONS = {
  ...RUN_OPTIONS,
  weights: { type: 'string' },
  'save-weights': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Option → the field of a run that it sets. */
const FIELDS = {
  network: 'network',
  data: 'data',
  hidden: 'hidden',
  epochs: 'epochs',
  'batch-size': 'batchSize',
  'learning-rate': 'learningRate',
  momentum: 'momentum',
  l2: 'l2',
  dropout: 'dropout',
  schedule: 'schedule',
  seed: 'seed',
  limit: 'limit',
} as const satisfies Record<string, ControlId>;

type OptionName = keyof typeof FIELDS;

/** What stands on the command line. */
export type RunValues = { [name in keyof typeof RUN_OPTIONS]?: string };

/**
 * Reads the command line.
 *
 * @returns the run, or null when help was asked for
 * @throws UsageError for a value that a run cannot have; node:util's parse errors for unknown options
 */
export function parseTrainOptions(argv: string[]): TrainRequest | null {
  const { values } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: false });
  if (values.help) {
    return null;
  }
  const evaluates = isEvaluation(values);
  // Only here may a run have no epoch: there is a network already, to be looked at.
  const run = runOf(evaluates ? { ...values, epochs: '1' } : values);
  const fileOf = (name: 'weights' | 'save-weights'): string | null => {
    const file = values[name];
    if (file === undefined) return null;
    if (run.config.experiment !== 'mnist') throw new UsageError(`--${name} is for the experiment mnist.`);
    requireWeightsEnding(file);
    return path.resolve(file);
  };
  return {
    ...run,
    config: evaluates ? { ...run.config, epochs: 0 } : run.config,
    json: values.json ?? false,
    hiddenGiven: values.hidden !== undefined,
    weights: fileOf('weights'),
    saveWeights: fileOf('save-weights'),
  };
}

function isEvaluation({ weights, epochs }: RunValues & { weights?: string }): boolean {
  return weights !== undefined && epochs !== undefined && epochs.trim() !== '' && Number(epochs) === 0;
}

/**
 * Reads the options of a run.
 *
 * @throws UsageError for a value that a run cannot have
 */
export function runOf(values: RunValues): RunRequest {
  const experiment = (values.experiment ?? 'mnist') as ExperimentId;
  if (!EXPERIMENTS.includes(experiment)) {
    throw new UsageError(`--experiment takes ${EXPERIMENTS.join(', ')}, not “${experiment}”.`);
  }
  const config = defaultsFor(experiment);
  const used = new Set(controlsFor(experiment).map(({ id }) => id));
  for (const name of Object.keys(FIELDS) as OptionName[]) {
    const text = values[name];
    if (text === undefined) {
      continue;
    }
    if (!used.has(FIELDS[name])) {
      throw new UsageError(`--${name} changes nothing in the experiment ${experiment}. Leave it out.`);
    }
    Object.assign(config, { [FIELDS[name]]: valueOf(name, text) });
  }
  const problems = validate(config);
  if (problems.length > 0) {
    throw new UsageError(problems.map(({ message }) => message).join('\n'));
  }
  return {
    config,
    dataGiven: values.data !== undefined || !used.has('data'),
    folder: path.resolve(values.dir ?? '.'),
  };
}

function valueOf(name: OptionName, text: string): RunConfig[ControlId] {
  switch (name) {
    case 'network':
      return text as NetworkChoice;
    case 'schedule':
      return text as Schedule;
    case 'data':
      return dataOf(text);
    case 'hidden':
      return text
        .split(',')
        .filter((size) => size.trim() !== '')
        .map((size) => numberOf(name, size));
    default:
      return numberOf(name, text);
  }
}

function dataOf(text: string): DataChoice {
  return text === 'mnist' || text === 'digits' ? { kind: text } : { kind: 'folder', folder: path.resolve(text) };
}

/** @throws UsageError when it is none */
export function numberOf(name: string, text: string): number {
  // Number('') is 0, and that is not what an empty text says.
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) {
    throw new UsageError(`--${name} takes a number, not “${text}”.`);
  }
  return value;
}

/** The text of `train --help`. */
export function trainHelp(): string {
  const explanations = new Map(
    EXPERIMENTS.flatMap((id) => controlsFor(id)).map((control) => [control.id, control.explanation]),
  );
  const option = (name: OptionName, value: string): string =>
    `  --${name} ${value}\n      ${explanations.get(FIELDS[name])}\n`;
  const experiments = EXPERIMENTS.map((id) => `      ${id.padEnd(10)} ${experimentTexts()[id].description}\n`);
  const schedules = SCHEDULES.map((id) => `      ${id.padEnd(10)} ${SCHEDULE_TEXTS[id]}\n`);
  const defaults = EXPERIMENTS.map((id) => {
    const { epochs, learningRate, batchSize, hidden } = defaultsFor(id);
    const more = id === 'line' ? '' : `, batch size ${batchSize}`;
    return `      ${id.padEnd(10)} ${epochs} epochs, learning rate ${learningRate}${more}${hidden.length ? `, hidden ${hidden}` : ''}\n`;
  });
  return [
    'train: trains a network, and prints what comes of each epoch.\n\n',
    '  --experiment line|3-or-7|two-moons|mnist (default: mnist)\n',
    ...experiments,
    option('network', `${NETWORKS.join('|')} (default: mine)`),
    '  --dir <folder> (default: this folder)\n      The folder with your code, for --network mine and mine-fast.\n',
    option('data', 'mnist|digits|<folder>'),
    '      Without this option: MNIST if it is at hand, else the built-in digits.\n',
    '      mnist looks into the folder of NNFS_MNIST_DIR, then into the cache, then downloads it\n' +
      '      (from the addresses in NNFS_MNIST_MIRRORS, if there are any). A folder may also hold Fashion-MNIST.\n',
    option('hidden', '128'),
    option('epochs', 'N'),
    option('batch-size', 'N'),
    option('learning-rate', 'X'),
    option('momentum', 'X'),
    option('l2', 'X'),
    option('dropout', 'X'),
    option('schedule', SCHEDULES.join('|')),
    ...schedules,
    option('seed', 'N'),
    option('limit', 'N'),
    '  --weights <file>\n      Start from these weights (.npz or .json) instead of random ones; mnist only.\n' +
      '      With --epochs 0 they are not trained: it prints how many test images they read right.\n',
    '  --save-weights <file>\n      Write the trained weights: .npz for NumPy and PyTorch, or .json.\n',
    '  --json\n      Print one JSON document instead of lines.\n',
    '\nWithout options for them:\n',
    ...defaults,
    '\nCtrl-C ends a run. Exit status: 0 done, 1 training failed, 2 wrong usage or missing files, 3 cut.\n',
  ].join('');
}
