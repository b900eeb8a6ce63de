/** The loss: of each step, its running mean, and after each epoch on examples that were not trained on. */
import { t } from '../../shared/l10n';
import { measuredOn } from '../../../src/training/measuredOn';
import { lossSummary, measuredOnText } from '../run/describe';
import { figure } from '../numbers';
import { RunningMean, windowOf } from '../run/stepSeries';
import { type ShownRun, type ViewRun, hasClasses, stepsPerEpoch } from '../run/viewRun';
import type { Curve, CurveStyle } from './figure/curve';
import { epochTable, epochPoints, stepLabel } from './epochs';
import { type ChartSpec, named } from './spec';
import { ALONE, eachEpoch, slotDots, slotStyle } from './styles';

/** The running mean reaches back over this share of a run's steps. */
const MEAN_SPAN = 0.01;

export function lossChart(): ChartSpec {
  const means = new Map<string, RunningMean>();
  const meanOf = (run: ViewRun): RunningMean => {
    const mean = means.get(run.id) ?? new RunningMean();
    means.set(run.id, mean);
    return mean;
  };
  return {
    id: 'loss',
    title: t('Loss'),
    note: null,
    label: t('Chart of the loss over the epochs. The text below says what it shows.'),
    hasScale: true,
    frontOnly: false,
    formatY: figure,
    formatTick: figure,
    formatX: stepLabel,
    has: () => true,
    parts: (run) => [run.steps, run.epochs, run.info],
    curves: (runs) => {
      for (const id of means.keys()) if (!runs.some(({ run }) => run.id === id)) means.delete(id);
      return runs.flatMap((shown) => lossCurves(shown, runs.length > 1, meanOf(shown.run)));
    },
    legend: (runs) =>
      runs.length > 1
        ? runs.map(({ run, slot }) =>
            hasClasses(run) ? { ...slotDots(slot, run.name), width: 2 } : slotStyle(slot, run.name),
          )
        : lossStyles(runs[0], false),
    bounds: () => ({ yMin: 0 }),
    summary: (runs) => named(runs, lossSummary),
    table: (runs) =>
      epochTable(t('Loss of each epoch'), runs, [
        { title: t('Mean of the steps'), text: (epoch) => figure(epoch.trainLoss) },
        {
          title: t('Loss, {0}', measuredOnText(runs.map(({ run }) => run))),
          text: (epoch) => {
            const { loss } = measuredOn(epoch);
            return loss === null ? '–' : figure(loss);
          },
        },
      ]),
  };
}

function lossStyles({ run, slot }: ShownRun, compared: boolean): CurveStyle[] {
  const isMean = stepsPerEpoch(run) > 1;
  if (compared) {
    const training = slotStyle(slot, run.name);
    return hasClasses(run) ? [training, slotDots(slot, t('{0}, {1}', run.name, measuredOnText([run])))] : [training];
  }
  const training = isMean ? [ALONE.eachStep, ALONE.mean] : [ALONE.loss];
  return hasClasses(run) ? [...training, eachEpoch(run)] : training;
}

/**
 * A step's loss is measured before its update, so step s stands where s − 1 steps are done; that of an epoch is measured
 * after its last step. So both lie at the same place when they speak of the same weights.
 */
function lossCurves(shown: ShownRun, compared: boolean, mean: RunningMean): Curve[] {
  const { run } = shown;
  const { steps } = run;
  const each = stepsPerEpoch(run);
  const xOf = (i: number): number => (steps.step(i) - 1) / each;
  const span = each > 1 ? Math.max(5, (run.info?.totalSteps ?? 0) * MEAN_SPAN) : 1;
  const smooth = (): Float64Array => (each > 1 ? mean.of(steps.losses, span) : steps.losses);
  const curve =
    (values: () => Float64Array): Curve['points'] =>
    (window) =>
      windowOf(steps.length, xOf, values(), window);
  const trained = compared || each === 1 ? [curve(smooth)] : [curve(() => steps.losses), curve(smooth)];
  const measured = epochPoints(run, (epoch) => measuredOn(epoch).loss);
  const points = hasClasses(run) ? [...trained, measured] : trained;
  return lossStyles(shown, compared).map((style, i) => ({ style, points: points[i] }));
}
