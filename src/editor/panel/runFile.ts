/** Runs as files: what the panel stores, exports and loads again. Nothing of a file is taken on trust. */
import { t } from '../../course/l10n';
import { parseJson } from '../../host/text';
import { RUN_FILE_VERSION, RunFile, RunSnapshot } from '../../protocol/runFile';
import { parse, parseOrFault } from '../../protocol/schema';
import { UserError } from '../../training/errors';
import { validate } from '../../training/validate';

/** Most runs in a file that is loaded; loaded runs are pinned. */
export const MAX_IN_FILE = 20;

/** @returns the text of a file that `readRuns` reads */
export function writeRuns(runs: readonly RunSnapshot[]): string {
  return `${JSON.stringify({ format: RunFile.entries.format.literal, version: RUN_FILE_VERSION, runs })}\n`;
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
    value = parseJson(text);
  } catch {
    throw new UserError(
      t('{0} holds no runs: it is not JSON. Choose a file that was exported here with Export as JSON.', name),
    );
  }
  const file = parse(RunFile, value);
  if (file === null)
    throw new UserError(
      t('{0} is JSON, but it holds no runs. Choose a file that was exported here with Export as JSON.', name),
    );
  if (file.version !== RUN_FILE_VERSION)
    throw new UserError(
      t(
        '{0} was written by another version of this extension (format {1}; this one reads {2}). Update the extension, then load it again.',
        name,
        typeof file.version === 'number' ? file.version : '?',
        RUN_FILE_VERSION,
      ),
    );
  const { runs } = file;
  if (runs.length === 0) throw new UserError(t('{0} holds no runs: its list is empty.', name));
  if (runs.length > MAX_IN_FILE)
    throw new UserError(t('{0} holds {1} runs; at most {2} can be loaded at once.', name, runs.length, MAX_IN_FILE));
  return runs.map((one, i) => {
    const run = readRun(one);
    if (typeof run !== 'string') return run;
    throw new UserError(
      t('Run {0} in {1} is damaged: {2}. Nothing was loaded. Export the runs again.', i + 1, name, run),
    );
  });
}

/** One run of a file. @returns the name of a field that is damaged, or holds what no run can have */
export function readRun(value: unknown): RunSnapshot | string {
  const run = parseOrFault(RunSnapshot, value);
  if ('fault' in run) return String(run.fault[0] ?? 'run');
  return validate(run.value.config).length > 0 ? 'config' : run.value;
}

const COLUMNS = [
  'run',
  'record',
  'epoch',
  'step',
  'loss',
  'validation_loss',
  'validation_accuracy',
  'test_loss',
  'test_accuracy',
  'seconds',
  'samples_per_second',
  'learning_rate',
  'layer',
  'gradient_norm',
  'update_ratio',
  'setting',
  'value_before',
  'value',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/**
 * Runs as a table for a spreadsheet (RFC 4180). `record` says what a row is about: a `step` (loss of its mini-batch), an `epoch`
 * (mean loss of its steps, and what it was measured on), a `sample` of the validation images during an epoch, the `test` at the end,
 * a `layer` in one step, or a `change` of a setting while it ran.
 */
export function writeCsv(runs: readonly RunSnapshot[]): string {
  const rows = runs.flatMap((run) => rowsOf(run).map((row): Row => ({ run: run.name, ...row })));
  const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}

function rowsOf({ steps, epochs, interim, test, samples, changes }: RunSnapshot): Row[] {
  return [
    ...steps.map(({ step, epoch, loss }): Row => ({ record: 'step', epoch, step, loss })),
    ...epochs.map((epoch): Row => ({
      record: 'epoch',
      epoch: epoch.epoch,
      loss: epoch.trainLoss,
      validation_loss: epoch.validationLoss,
      validation_accuracy: epoch.validationAccuracy,
      test_loss: epoch.testLoss,
      test_accuracy: epoch.testAccuracy,
      seconds: epoch.seconds,
      samples_per_second: epoch.samplesPerSecond,
    })),
    ...interim.map(({ step, epoch, loss, accuracy }): Row => ({
      record: 'sample',
      epoch,
      step,
      validation_loss: loss,
      validation_accuracy: accuracy,
    })),
    ...(test ? [{ record: 'test', test_loss: test.loss, test_accuracy: test.accuracy }] : []),
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
    ...changes.map(({ field, step, before, value }): Row => ({
      record: 'change',
      step,
      setting: field,
      value_before: before,
      value,
    })),
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
