/** What several charts need: labels of the x axis, points and rows of epochs. */
import { t } from '../../shared/l10n';
import type { EpochMetric, InterimMetric } from '../../../src/protocol/metrics';
import { count } from '../numbers';
import { type ShownRun, type ViewRun, stepsPerEpoch } from '../run/viewRun';
import { windowOf } from '../run/stepSeries';
import type { Curve } from './figure/curve';
import { MAX_ROWS, type Table } from './figure/dataTable';

/** Where a step stands: by number in one run; runs that are compared have steps of different sizes. */
export function stepLabel(x: number, runs: readonly ShownRun[]): string {
  const each = stepsPerEpoch(runs[0].run);
  if (runs.length > 1) return epochLabel(x);
  const step = Math.round(x * each) + 1;
  return each === 1 ? t('epoch {0}', count(step)) : t('step {0} · epoch {1}', count(step), count(Math.floor(x) + 1));
}

export function epochLabel(x: number): string {
  return t('epoch {0}', Number(x.toFixed(2)));
}

/** A curve with one point an epoch, after its last step. */
export function epochPoints(run: ViewRun, value: (epoch: EpochMetric) => number | null): Curve['points'] {
  const epochs = run.epochs.filter((epoch) => value(epoch) !== null);
  const values = epochs.map((epoch) => value(epoch) ?? Number.NaN);
  return (window) => windowOf(epochs.length, (i) => epochs[i].epoch, values, window);
}

/** The same during the epochs, on the sample of the validation images. */
export function interimPoints({ interim, info }: ViewRun, value: (sample: InterimMetric) => number): Curve['points'] {
  const each = info?.stepsPerEpoch ?? 1;
  const values = interim.map(value);
  return (window) => windowOf(interim.length, (i) => interim[i].step / each, values, window);
}

interface Column {
  title: string;
  text: (epoch: EpochMetric) => string;
}

/** A row for each epoch, and for each run the columns. */
export function epochTable(caption: string, runs: readonly ShownRun[], columns: readonly Column[]): Table {
  return tableOf(
    caption,
    runs.map(({ run }) => ({ run, rows: new Map(run.epochs.slice(-MAX_ROWS).map((epoch) => [epoch.epoch, epoch])) })),
    columns.map((column) => column.title),
    (epoch) => columns.map((column) => column.text(epoch)),
  );
}

/** A row for each epoch that any of the runs has; a dash where a run has none. */
export function tableOf<T>(
  caption: string,
  runs: readonly { run: ViewRun; rows: ReadonlyMap<number, T> }[],
  titles: readonly string[],
  cells: (row: T) => string[],
): Table {
  const epochs = [...new Set(runs.flatMap(({ rows }) => [...rows.keys()]))].sort((a, b) => a - b);
  const heads = runs.flatMap(({ run }) => titles.map((title) => (runs.length > 1 ? `${run.name}: ${title}` : title)));
  return {
    caption,
    heads: [t('Epoch'), ...heads],
    rows: epochs.map((epoch) => [
      count(epoch),
      ...runs.flatMap(({ rows }) => {
        const row = rows.get(epoch);
        return row === undefined ? titles.map(() => '–') : cells(row);
      }),
    ]),
  };
}
