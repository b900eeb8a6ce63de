/** Runs as files: what the panel stores, exports and loads again. Nothing of a file is taken on trust. */
import { t } from '../../course/l10n';
import { UserError } from '../../training/errors';
import { isList, isObject, isString } from '../../training/fields';
import { MAX_NAME, type RunSnapshot } from '../../training/history';
import {
  isEpochMetric,
  isLayerSample,
  isLocation,
  isPicture,
  isRunInfo,
  isRunState,
  isStepMetric,
} from '../../training/messages';
import type { CodeLocation } from '../../training/protocol';
import { parseConfig } from './protocol';

const FORMAT = 'nn-from-scratch-runs';
const VERSION = 1;

/** Most runs in a file that is loaded; loaded runs are pinned. */
export const MAX_IN_FILE = 20;

/** What a run's id looks like: the time of its start, and a number. It becomes part of a file's name. */
const ID = /^[0-9a-z]{1,12}-[0-9]{1,6}$/;

/** @returns the text of a file that `readRuns` reads */
export function writeRuns(runs: readonly RunSnapshot[]): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, runs })}\n`;
}

/**
 * Reads exported runs.
 *
 * @param name of the file, for messages
 * @throws UserError that says what is wrong with the file; then nothing of it may be used
 */
export function readRuns(text: string, name: string): RunSnapshot[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(
      t('{0} holds no runs: it is not JSON. Choose a file that was exported here with Export as JSON.', name),
    );
  }
  if (!isObject(value) || value.format !== FORMAT || !Array.isArray(value.runs))
    throw new UserError(
      t('{0} is JSON, but it holds no runs. Choose a file that was exported here with Export as JSON.', name),
    );
  if (value.version !== VERSION)
    throw new UserError(
      t(
        '{0} was written by another version of this extension (format {1}; this one reads {2}). Update the extension, then load it again.',
        name,
        String(value.version),
        VERSION,
      ),
    );
  const { runs } = value;
  if (runs.length === 0) throw new UserError(t('{0} holds no runs: its list is empty.', name));
  if (runs.length > MAX_IN_FILE)
    throw new UserError(t('{0} holds {1} runs; at most {2} can be loaded at once.', name, runs.length, MAX_IN_FILE));
  return runs.map((one, i) => {
    const run = parseRun(one);
    if (typeof run === 'string')
      throw new UserError(
        t('Run {0} in {1} is damaged: {2}. Nothing was loaded. Export the runs again.', i + 1, name, run),
      );
    return run;
  });
}

/** @returns the run, or what is wrong with it: the name of a field */
export function parseRun(value: unknown): RunSnapshot | string {
  if (!isObject(value)) return 'run';
  const { id, name, state, info, steps, epochs, samples, lastStep, picture, error, pinned } = value;
  const config = parseConfig(value.config);
  if (!isString(id) || !ID.test(id)) return 'id';
  if (!isString(name) || name.trim() === '' || name.length > MAX_NAME) return 'name';
  if (!config) return 'config';
  if (!isRunState(state)) return 'state';
  if (info !== null && !isRunInfo(info)) return 'info';
  if (!isList(steps, isStepMetric)) return 'steps';
  if (!isList(epochs, isEpochMetric)) return 'epochs';
  if (!isList(samples, isLayerSample)) return 'samples';
  if (lastStep !== null && !isStepMetric(lastStep)) return 'lastStep';
  if (picture !== null && !isPicture(picture)) return 'picture';
  if (error !== null && !isFailure(error)) return 'error';
  if (typeof pinned !== 'boolean') return 'pinned';
  return { id, name, config, state, info, steps, epochs, samples, lastStep, picture, error, pinned };
}

const isFailure = (value: unknown): value is { message: string; location: CodeLocation | null } =>
  isObject(value) && isString(value.message) && (value.location === null || isLocation(value.location));

const COLUMNS = [
  'run',
  'record',
  'epoch',
  'step',
  'loss',
  'test_loss',
  'test_accuracy',
  'seconds',
  'samples_per_second',
  'learning_rate',
  'layer',
  'gradient_norm',
  'update_ratio',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/**
 * Runs as a table for a spreadsheet (RFC 4180). `record` says what a row is about: a `step` (loss of its mini-batch), an `epoch`
 * (mean loss of its steps, and the test data), or a `layer` in one step.
 */
export function writeCsv(runs: readonly RunSnapshot[]): string {
  const rows = runs.flatMap((run) => rowsOf(run).map((row): Row => ({ run: run.name, ...row })));
  const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}

function rowsOf({ steps, epochs, samples }: RunSnapshot): Row[] {
  return [
    ...steps.map(({ step, epoch, loss }): Row => ({ record: 'step', epoch, step, loss })),
    ...epochs.map((epoch): Row => ({
      record: 'epoch',
      epoch: epoch.epoch,
      loss: epoch.trainLoss,
      test_loss: epoch.testLoss,
      test_accuracy: epoch.testAccuracy,
      seconds: epoch.seconds,
      samples_per_second: epoch.samplesPerSecond,
    })),
    ...samples.flatMap(({ step, epoch, learningRate, layers }) =>
      layers.map(({ name, gradientNorm, updateRatio }): Row => ({
        record: 'layer',
        epoch,
        step,
        learning_rate: learningRate,
        layer: name,
        gradient_norm: gradientNorm,
        update_ratio: updateRatio,
      })),
    ),
  ];
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** For sorting: the run that began last comes first. */
export function byStart(a: Pick<RunSnapshot, 'id'>, b: Pick<RunSnapshot, 'id'>): number {
  const [timeA, countA] = started(a.id);
  const [timeB, countB] = started(b.id);
  return timeB - timeA || countB - countA;
}

function started(id: string): [time: number, count: number] {
  const [time, count] = id.split('-');
  return [parseInt(time, 36), Number(count)];
}
