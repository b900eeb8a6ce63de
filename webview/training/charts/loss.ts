/** The loss: of each step, its running mean, and after each epoch on examples that were not trained on. */
import { t } from '../../shared/l10n';
import { measuredOn } from '../../../src/training/measuredOn';
import { lossSummary, measuredOnText } from '../run/describe';
import { figure } from '../numbers';
import { RunningMean, windowOf } from '../run/stepSeries';
import { type ShownRun, type ViewRun, hasClasses, stepsPerEpoch } from '../run/viewRun';
import type { Curve, CurveStyle } from './figure/curve';
import { epochTable, epochPoints, interimPoints, stepLabel } from './epochs';
import { LOSS_MEAN } from './smoothings';
import { type ChartSpec, named } from './spec';
import { ALONE, duringEpochs, eachEpoch, slotDots, slotStyle } from './styles';

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
    restMs: 0,
    frontOnly: false,
    formatY: figure,
    formatTick: figure,
    formatX: stepLabel,
    has: () => true,
    parts: (run) => [run.steps, run.epochs, run.interim, run.info],
    curves: (runs, smoothing) => {
      for (const id of means.keys()) if (!runs.some(({ run }) => run.id === id)) means.delete(id);
      return runs.flatMap((shown) => lossCurves(shown, runs.length > 1, smoothing, meanOf(shown.run)));
    },
    legend: (runs, smoothing) =>
      runs.length > 1
        ? runs.map(({ run, slot }) =>
            hasClasses(run) ? { ...slotDots(slot, run.name), width: 2 } : slotStyle(slot, run.name),
          )
        : lossStyles(runs[0], false, smoothing),
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

/** Where an epoch is one step, the losses are few and smooth. */
const hasMean = (run: ViewRun, smoothing: number): boolean => smoothing > 0 && stepsPerEpoch(run) > 1;

function lossStyles({ run, slot }: ShownRun, compared: boolean, smoothing: number): CurveStyle[] {
  if (compared) {
    const training = slotStyle(slot, run.name);
    return hasClasses(run) ? [training, slotDots(slot, t('{0}, {1}', run.name, measuredOnText([run])))] : [training];
  }
  const training = hasMean(run, smoothing) ? [ALONE.eachStep, ALONE.mean] : [ALONE.loss];
  const sample = run.interim.length > 0 ? [duringEpochs(run)] : [];
  return hasClasses(run) ? [...training, ...sample, eachEpoch(run)] : training;
}

/**
 * A step's loss is measured before its update, so step s stands where s − 1 steps are done; that of an epoch is measured
 * after its last step. So both lie at the same place when they speak of the same weights.
 */
function lossCurves(shown: ShownRun, compared: boolean, smoothing: number, mean: RunningMean): Curve[] {
  const { run } = shown;
  const { steps } = run;
  const each = stepsPerEpoch(run);
  const xOf = (i: number): number => (steps.step(i) - 1) / each;
  const isMean = hasMean(run, smoothing);
  const span = Math.max(5, (run.info?.totalSteps ?? 0) * LOSS_MEAN * smoothing);
  const smooth = (): Float64Array => (isMean ? mean.of(steps.losses, span) : steps.losses);
  const curve =
    (values: () => Float64Array): Curve['points'] =>
    (window) =>
      windowOf(steps.length, xOf, values(), window);
  const trained = compared || !isMean ? [curve(smooth)] : [curve(() => steps.losses), curve(smooth)];
  const measured = epochPoints(run, (epoch) => measuredOn(epoch).loss);
  const sample = compared || run.interim.length === 0 ? [] : [interimPoints(run, ({ loss }) => loss)];
  const points = hasClasses(run) ? [...trained, ...sample, measured] : trained;
  return lossStyles(shown, compared, smoothing).map((style, i) => ({ style, points: points[i] }));
}
