/** The share of validation images, or of test images, that is read correctly. */
import { t } from '../../shared/l10n';
import { measuredOn } from '../../../src/training/measuredOn';
import { accuracySummary, measuredOnText } from '../run/describe';
import { count, fixed, percent, percentTick } from '../numbers';
import { type ShownRun, hasClasses } from '../run/viewRun';
import type { CurveStyle } from './figure/curve';
import { epochLabel, epochPoints, epochTable } from './epochs';
import { type ChartSpec, named } from './spec';
import { eachEpoch, slotDots } from './styles';

export function accuracyChart(): ChartSpec {
  return {
    id: 'accuracy',
    title: t('Accuracy'),
    note: null,
    label: t('Chart of the accuracy over the epochs. The text below says what it shows.'),
    hasScale: false,
    frontOnly: false,
    formatY: percent,
    formatTick: percentTick,
    formatX: (x) => epochLabel(x),
    has: hasClasses,
    parts: (run) => [run.epochs, run.test, run.info],
    curves: (runs) =>
      styles(runs).map((style, i) => ({
        style,
        points: epochPoints(runs[i].run, (epoch) => measuredOn(epoch).accuracy),
      })),
    legend: styles,
    bounds: (runs) => {
      const all = runs.flatMap(({ run }) => run.epochs.map((epoch) => measuredOn(epoch).accuracy ?? 1));
      const lowest = all.reduce((low, one) => Math.min(low, one), 1);
      return { yMin: Math.max(0, Math.floor((lowest - 0.02) * 20) / 20), yMax: 1 };
    },
    summary: (runs) => named(runs, accuracySummary),
    table: (runs) =>
      epochTable(t('Accuracy of each epoch'), runs, [
        {
          title: t('Accuracy, {0}', measuredOnText(runs.map(({ run }) => run))),
          text: (epoch) => {
            const { accuracy } = measuredOn(epoch);
            return accuracy === null ? '–' : percent(accuracy);
          },
        },
        { title: t('Seconds'), text: (epoch) => fixed(epoch.seconds, epoch.seconds < 10 ? 2 : 0) },
        { title: t('Examples/s'), text: (epoch) => count(epoch.samplesPerSecond) },
      ]),
  };
}

function styles(runs: readonly ShownRun[]): CurveStyle[] {
  return runs.length > 1
    ? runs.map(({ run, slot }) => ({ ...slotDots(slot, run.name), width: 2 }))
    : [eachEpoch(runs[0].run)];
}
