/** The options of `train`: from the command line to a checked run. */
import { counted, joinNames } from '../course/count';
import { lessonNumber } from '../course/lessonNumber';
import type { DataChoice, RunConfig } from '../protocol/config';
import type { ControlId } from '../protocol/panel';
import {
  BY_NETWORK_TYPE,
  COMPLETE,
  EXPERIMENTS,
  type ExperimentId,
  experimentRow,
  isExperiment,
} from '../training/experiments/table';
import { HYPERPARAMETERS, HYPERPARAMETER_IDS } from '../training/hyperparameters';
import { following } from '../training/optimizers';
import { configTexts, defaultsFor, fieldsOf, readsImages, validate } from '../training/validate';
import { requireWeightsEnding } from '../frameworks/weights/content';
import { UsageError } from './exit';
import { isNumber, listOf, numberOf, optionsOf } from './options';
import { fileNamed, folderNamed } from './target';

/** Those whose weights can be in a file. */
const WITH_WEIGHTS: readonly string[] = [...BY_NETWORK_TYPE.values()];

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
export const RUN_OPTIONS = Object.fromEntries(
  ['experiment', 'network-type', 'dir', ...Object.values(HYPERPARAMETERS).map(({ flag }) => flag)].map((flag) => [
    flag,
    { type: 'string' as const },
  ]),
);

/** In the place of sizes: no hidden layer. */
const NO_LAYER = 'none';

/** What stands on the command line, by option. */
export type RunValues = Record<string, string | boolean | undefined>;

const OPTIONS = {
  ...RUN_OPTIONS,
  weights: { type: 'string' },
  'save-weights': { type: 'string' },
  json: { type: 'boolean' },
} as const;

/**
 * Reads the command line.
 *
 * @throws UsageError for a value that a run cannot have; node:util's parse errors for unknown options
 */
export function parseTrainOptions(argv: string[]): TrainRequest {
  const { values } = optionsOf({ args: argv, options: OPTIONS, allowPositionals: false });
  const given: RunValues = values;
  const evaluates = isEvaluation(given);
  // Only here may a run have no epoch: there is a network already, to be looked at.
  const run = runOf(evaluates ? { ...given, epochs: '1' } : given);
  const fileOf = (name: 'weights' | 'save-weights'): string | null => {
    const file = values[name];
    if (file === undefined) return null;
    if (!WITH_WEIGHTS.includes(run.config.experiment))
      throw new UsageError(`--${name} is for the experiments ${joinNames(WITH_WEIGHTS)}.`);
    requireWeightsEnding(file);
    return fileNamed(file, name);
  };
  return {
    ...run,
    config: evaluates ? { ...run.config, epochs: 0 } : run.config,
    json: values.json ?? false,
    hiddenGiven: given.hidden !== undefined,
    weights: fileOf('weights'),
    saveWeights: fileOf('save-weights'),
  };
}

function isEvaluation({ weights, epochs }: RunValues): boolean {
  return weights !== undefined && typeof epochs === 'string' && epochs.trim() !== '' && Number(epochs) === 0;
}

/**
 * Reads the options of a run.
 *
 * @throws UsageError for a value that a run cannot have
 */
export function runOf(values: RunValues): RunRequest {
  const text = (flag: string): string | undefined => values[flag] as string | undefined;
  const experiment = experimentNamed(text('experiment'), text('network-type'));
  const config = defaultsFor(experiment);
  const used = fieldsOf(experiment);
  for (const id of HYPERPARAMETER_IDS) {
    const { flag } = HYPERPARAMETERS[id];
    const given = text(flag);
    if (given === undefined) continue;
    if (!used.includes(id)) {
      throw new UsageError(`--${flag} changes nothing in the experiment ${experiment}. Leave it out.`);
    }
    Object.assign(config, { [id]: valueOf(id, given) });
  }
  for (const field of ['momentum', 'optimizer'] as const) {
    if (text(field) === undefined) continue;
    const follow = Object.entries(following(field, config, defaultsFor(experiment)));
    Object.assign(
      config,
      Object.fromEntries(follow.filter(([id]) => text(HYPERPARAMETERS[id as ControlId].flag) === undefined)),
    );
  }
  const problems = validate(config);
  if (problems.length > 0) {
    throw new UsageError(problems.map(({ message }) => message).join('\n'));
  }
  return {
    config,
    dataGiven: values.data !== undefined || !readsImages(experiment),
    folder: folderNamed(text('dir')),
  };
}

/** @throws UsageError where the two options do not name one */
function experimentNamed(experiment: string | undefined, type: string | undefined): ExperimentId {
  if (experiment !== undefined && !isExperiment(experiment)) {
    throw new UsageError(`--experiment takes ${EXPERIMENTS.join(', ')}, not “${experiment}”.`);
  }
  if (type === undefined) return experiment ?? COMPLETE;
  const ofType = BY_NETWORK_TYPE.get(type);
  if (ofType === undefined) {
    throw new UsageError(`--network-type takes ${[...BY_NETWORK_TYPE.keys()].join(' or ')}, not “${type}”.`);
  }
  if (experiment !== undefined && experiment !== ofType) {
    throw new UsageError(
      `--network-type ${type} is the network of the experiment ${ofType}, and --experiment names ${experiment}. ` +
        'Leave one of the two out.',
    );
  }
  return ofType;
}

/** What `--data` names. */
export function dataChoice(text: string): DataChoice {
  return text === 'mnist' || text === 'digits' ? { kind: text } : { kind: 'folder', folder: folderNamed(text) };
}

function valueOf(id: ControlId, text: string): unknown {
  const { kind, flag } = HYPERPARAMETERS[id];
  switch (kind) {
    case 'choice':
      return text;
    case 'data':
      return dataChoice(text);
    case 'numbers':
      return sizesOf(flag, text);
    case 'number':
    case 'optional number':
      return numberOf(flag, text);
  }
}

function sizesOf(flag: string, text: string): number[] {
  if (text === NO_LAYER) return [];
  const sizes = listOf(text);
  if (!sizes?.every(isNumber))
    throw new UsageError(
      `--${flag} takes sizes with commas between them, such as 128,64, or ${NO_LAYER}, not “${text}”.`,
    );
  return sizes.map(Number);
}

/** What `train --help` says of its options. */
export function trainHelp(): string {
  const indented = (line: string): string => `      ${line}\n`;
  const row = (id: ExperimentId, text: string): string => indented(`${id.padEnd(10)} ${text}`);
  const dir =
    '  --dir <folder> (default: this folder)\n      The folder with your code, for --network mine and mine-fast.\n';
  const options = HYPERPARAMETER_IDS.flatMap((id) => {
    const { flag, usage, help, terminalHelp = help(), notes = [] } = HYPERPARAMETERS[id];
    return [`  --${flag} ${usage}\n`, ...[terminalHelp, ...notes].map(indented), ...(id === 'network' ? [dir] : [])];
  });
  return [
    'Prints what comes of each epoch.\n\n',
    `  --experiment ${EXPERIMENTS.join('|')} (default: ${COMPLETE})\n`,
    ...EXPERIMENTS.map((id) => {
      const { description, lesson } = experimentRow(id);
      return row(id, `${description} (lesson ${lessonNumber(lesson)}).`);
    }),
    `  --network-type ${[...BY_NETWORK_TYPE.keys()].join('|')}\n`,
    ...[...BY_NETWORK_TYPE].map(([type, id]) => indented(`${type.padEnd(10)} the same as --experiment ${id}`)),
    ...options,
    '  --weights <file>\n      Start from these weights (.npz or .json) instead of random ones; mnist and convnet only.\n' +
      '      With --epochs 0 they are not trained: it prints how many test images they read right.\n',
    '  --save-weights <file>\n      Write the trained weights: .npz for NumPy and PyTorch, or .json.\n',
    '  --json\n      Print one JSON document instead of lines.\n',
    '\nWithout options for them:\n',
    ...EXPERIMENTS.map((id) =>
      row(id, [counted(defaultsFor(id).epochs, 'epoch'), ...configTexts(defaultsFor(id))].join(', ')),
    ),
    '\nCtrl-C ends a run.\n',
  ].join('');
}
