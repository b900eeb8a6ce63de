/** The share of test images that is read correctly. */
import { t } from '../../shared/l10n';
import { accuracySummary } from '../run/describe';
import { count, fixed, percent, percentTick } from '../numbers';
import { type ShownRun, hasClasses } from '../run/viewRun';
import type { CurveStyle } from './figure/curve';
import { epochLabel, epochPoints, epochTable } from './epochs';
import { type ChartSpec, named } from './spec';
import { ALONE, slotDots } from './styles';

export function accuracyChart(): ChartSpec {
  return {
    id: 'accuracy',
    title: t('Accuracy'),
    note: null,
    label: t('Chart of the accuracy on test data over the epochs. The text below says what it shows.'),
    hasScale: false,
    frontOnly: false,
    formatY: percent,
    formatTick: percentTick,
    formatX: (x) => epochLabel(x),
    has: hasClasses,
    parts: (run) => [run.epochs],
    curves: (runs) =>
      styles(runs).map((style, i) => ({ style, points: epochPoints(runs[i].run, (epoch) => epoch.testAccuracy) })),
    legend: styles,
    bounds: (runs) => {
      const all = runs.flatMap(({ run }) => run.epochs.map((epoch) => epoch.testAccuracy ?? 1));
      const lowest = all.reduce((low, one) => Math.min(low, one), 1);
      return { yMin: Math.max(0, Math.floor((lowest - 0.02) * 20) / 20), yMax: 1 };
    },
    summary: (runs) => named(runs, accuracySummary),
    table: (runs) =>
      epochTable(t('Accuracy of each epoch'), runs, [
        {
          title: t('Test accuracy'),
          text: (epoch) => (epoch.testAccuracy === null ? '–' : percent(epoch.testAccuracy)),
        },
        { title: t('Seconds'), text: (epoch) => fixed(epoch.seconds, epoch.seconds < 10 ? 2 : 0) },
        { title: t('Examples/s'), text: (epoch) => count(epoch.samplesPerSecond) },
      ]),
  };
}

function styles(runs: readonly ShownRun[]): CurveStyle[] {
  return runs.length > 1 ? runs.map(({ run, slot }) => ({ ...slotDots(slot, run.name), width: 2 })) : [ALONE.test];
}
