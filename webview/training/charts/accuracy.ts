/** The share of validation images, or of test images, that is read correctly. */
import { t } from '../../shared/l10n';
import { measuredOn } from '../../../src/training/measuredOn';
import { accuracySummary, measuredOnText } from '../run/describe';
import { count, fixed, percent, percentShort } from '../numbers';
import { type ShownRun, hasClasses } from '../run/viewRun';
import { accuracyFrom } from './accuracyAxis';
import type { Curve, CurveStyle } from './figure/curve';
import { epochLabel, epochPoints, epochTable, interimPoints } from './epochs';
import { type ChartSpec, named } from './spec';
import { duringEpochs, eachEpoch, slotDots, slotSample } from './styles';

export function accuracyChart(): ChartSpec {
  return {
    id: 'accuracy',
    title: t('Accuracy'),
    note: null,
    label: t('Chart of the accuracy over the epochs. The text below says what it shows.'),
    hasScale: false,
    restMs: 0,
    frontOnly: false,
    formatY: percent,
    formatTick: percentShort,
    formatX: (x) => epochLabel(x),
    has: hasClasses,
    parts: (run) => [run.epochs, run.interim, run.test, run.info],
    curves: (runs) => runs.flatMap((shown) => curvesOf(shown, runs.length > 1)),
    legend: (runs) =>
      runs.length > 1
        ? runs.map(({ run, slot }) => epochStyle({ run, slot }, true))
        : curvesOf(runs[0], false).map(({ style }) => style),
    bounds: (runs) => ({ yMin: accuracyFrom(runs.map(({ run }) => run)), yMax: 1 }),
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

function curvesOf({ run, slot }: ShownRun, compared: boolean): Curve[] {
  const epochs: Curve = {
    style: epochStyle({ run, slot }, compared),
    points: epochPoints(run, (epoch) => measuredOn(epoch).accuracy),
  };
  if (run.interim.length === 0) return [epochs];
  const style = compared ? slotSample(slot, run) : duringEpochs(run);
  return [{ style, points: interimPoints(run, ({ accuracy }) => accuracy) }, epochs];
}

function epochStyle({ run, slot }: ShownRun, compared: boolean): CurveStyle {
  return compared ? { ...slotDots(slot, run.name), width: 2 } : eachEpoch(run);
}
