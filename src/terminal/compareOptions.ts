/** The options of `compare`: those of `train`, and who is compared for how long. */
import { defaultSteps, refusal } from '../frameworks/comparable';
import { BY_NETWORK_TYPE, COMPLETE } from '../training/experiments/table';
import { HYPERPARAMETERS } from '../training/hyperparameters';
import { defaultsFor } from '../training/validate';
import { requireWeightsEnding } from '../frameworks/weights/content';
import { FRAMEWORKS } from '../frameworks/frameworks';
import { Framework } from '../protocol/comparison';
import { UsageError } from './exit';
import { listOf, optionsOf, wholeNumber } from './options';
import { fileNamed } from './target';
import { RUN_OPTIONS, type RunRequest, type RunValues, runOf } from './trainOptions';

export interface CompareRequest extends RunRequest {
  json: boolean;
  frameworks: Framework[];
  /** At most so many steps; null for all steps of the run. */
  steps: number | null;
  threads: number;
  /** The file of weights whose logits are compared, absolute; null for none. */
  weights: string | null;
  /** False where the sizes of the hidden layers come from that file, if there is one. */
  hiddenGiven: boolean;
  /** The Python that the command line names; null for none. */
  python: string | null;
}

const OPTIONS = {
  ...RUN_OPTIONS,
  frameworks: { type: 'string' },
  steps: { type: 'string' },
  threads: { type: 'string' },
  weights: { type: 'string' },
  python: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/**
 * Reads the command line.
 *
 * @throws UsageError for a value that a comparison cannot have; node:util's parse errors for unknown options
 */
export function parseCompareOptions(argv: string[]): CompareRequest {
  const { values } = optionsOf({ args: argv, options: OPTIONS, allowPositionals: false });
  const given: RunValues = values;
  const run = runOf(given);
  const refused = refusal(run.config);
  if (refused !== null) throw new UsageError(refused);
  const steps = values.steps === undefined ? null : wholeNumber('steps', values.steps, 1_000_000);
  return {
    ...run,
    frameworks: frameworksOf(values.frameworks),
    steps: steps ?? (given.epochs === undefined ? defaultSteps(run.config) : null),
    threads: values.threads === undefined ? 1 : wholeNumber('threads', values.threads, 256),
    weights: values.weights === undefined ? null : weightsFile(values.weights),
    hiddenGiven: given.hidden !== undefined,
    python: values.python ?? null,
    json: values.json ?? false,
  };
}

function weightsFile(file: string): string {
  requireWeightsEnding(file);
  return fileNamed(file, 'weights');
}

function frameworksOf(text: string | undefined): Framework[] {
  if (text === undefined) return [...Framework.options];
  const names = listOf(text);
  const isKnown = (name: string): name is Framework => (Framework.options as readonly string[]).includes(name);
  if (!names?.every(isKnown)) {
    const unknown = names?.find((name) => !isKnown(name)) ?? text;
    throw new UsageError(
      `--frameworks takes ${Framework.options.join(', ')}, with commas between them, not “${unknown}”.`,
    );
  }
  return [...new Set(names)];
}

/** What `compare --help` says of its options. */
export function compareHelp(): string {
  const compared = Object.values(HYPERPARAMETERS).flatMap((row) =>
    row.notCompared?.(defaultsFor(COMPLETE)) ? [] : [row.flag],
  );
  compared.splice(1, 0, 'dir');
  const steps = [...BY_NETWORK_TYPE].map(([type, id]) => `${defaultSteps(defaultsFor(id))} (${type})`).join(' or ');
  return `Trains the same network in this course's loop, in TensorFlow.js and in PyTorch, and compares them.

All of them start from the same weights and get the same batches in the same order.

  --experiment ${[...BY_NETWORK_TYPE.values()].join('|')} (default: ${COMPLETE}), or --network-type ${[...BY_NETWORK_TYPE.keys()].join('|')}
      Which network: of dense layers, or the convolutional one.
  --frameworks ${Framework.options.join(',')} (default: all)
      ${Framework.options.flatMap((id) => (FRAMEWORKS[id].help ? [`${id} is ${FRAMEWORKS[id].help}`] : [])).join(', ')}.
  --steps N (default: ${steps}, or all steps of --epochs)
      Train at most so many steps.
  --weights <file>
      Compare the logits of these weights (.npz or .json, as train --save-weights writes them). Without it: of the weights
      after the last step. All of them train from random weights, with it and without it.
  --python <program>
      The Python that has PyTorch. Without it: NNFS_PYTHON, then the first python3 or python on the path that has PyTorch.
  --threads N (default: 1)
      Threads for PyTorch. The others use one.
  ${compared.map((flag) => `--${flag}`).join(', ')}
      As for train (train --help). Dropout is random in each framework, so it cannot be compared; nor can Adam.
  --json
      Print one JSON document instead of a table.

Nothing is sent anywhere. Ctrl-C ends a comparison, and all that it started.
`;
}
