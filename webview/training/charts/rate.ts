/** The learning rate that each step was made with. */
import { t } from '../../shared/l10n';
import { sentences } from '../run/describe';
import { figure } from '../numbers';
import { type ShownRun, type ViewRun, changesRate } from '../run/viewRun';
import type { CurveStyle } from './figure/curve';
import { stepLabel, tableOf } from './epochs';
import { LAYERS_REST_MS, lastOfEpochs, statsPoints } from './layerStats';
import { type ChartSpec, named } from './spec';
import { ALONE, slotStyle } from './styles';

export function rateChart(): ChartSpec {
  return {
    id: 'rate',
    title: t('Learning rate'),
    note: t('How far a step goes against the gradient. A schedule changes it while training goes on, and so can you.'),
    label: t('Chart of the learning rate over the epochs. The text below says what it shows.'),
    hasScale: true,
    restMs: LAYERS_REST_MS,
    frontOnly: false,
    formatY: figure,
    formatTick: figure,
    formatX: stepLabel,
    // Otherwise the line is flat.
    has: (run) => run.samples.length > 0 && changesRate(run),
    parts: (run) => [run.samples, run.info],
    curves: (runs) =>
      styles(runs).map((style, i) => ({ style, points: statsPoints(runs[i].run, (stats) => stats.learningRate) })),
    legend: styles,
    bounds: () => ({ yMin: 0 }),
    summary: (runs) => named(runs, rateSummary),
    table: (runs) =>
      tableOf(
        t('Learning rate at the end of each epoch'),
        runs.map(({ run }) => ({ run, rows: lastOfEpochs(run) })),
        [t('Learning rate')],
        (stats) => [figure(stats.learningRate)],
      ),
  };
}

function styles(runs: readonly ShownRun[]): CurveStyle[] {
  return runs.length > 1
    ? runs.map(({ run, slot }) => slotStyle(slot, run.name))
    : [{ ...ALONE.value, label: t('learning rate') }];
}

function rateSummary(run: ViewRun): string {
  const rates = run.samples.map((stats) => stats.learningRate);
  const last = rates.at(-1);
  if (last === undefined) return t('No step yet.');
  const low = rates.reduce((a, b) => Math.min(a, b));
  const high = rates.reduce((a, b) => Math.max(a, b));
  if (low === high) return t('The learning rate stays at {0}.', figure(last));
  return sentences(
    t('The learning rate is {0} now.', figure(last)),
    t('So far it was between {0} and {1}.', figure(low), figure(high)),
  );
}
