/** The two charts: the loss, and the accuracy where an experiment has one. */
import { h, setHidden, setText } from '../shared/dom';
import { checkbox } from '../shared/controls';
import { t } from '../shared/l10n';
import type { Theme } from '../shared/theme';
import type { RunSnapshot } from '../../src/training/history';
import { type Curve, CurveChart, type CurveStyle } from './curve';
import { accuracySummary, hasClasses, lossSummary } from './describe';
import { EpochTable } from './epochTable';
import { legend } from './legend';
import { count, figure, fixed, percent, percentTick } from './numbers';
import { type Point, axisEnd, movingAverage } from './series';

const EACH_STEP: CurveStyle = {
  label: t('each step'),
  color: 'first',
  width: 1,
  dash: [],
  opacity: 0.45,
  dots: false,
  fill: false,
};
const LOSS: CurveStyle = { label: t('loss'), color: 'first', width: 2, dash: [], opacity: 1, dots: false, fill: false };
const MEAN: CurveStyle = { ...LOSS, label: t('running mean') };
const TEST: CurveStyle = {
  label: t('test data, each epoch'),
  color: 'second',
  width: 2,
  dash: [6, 4],
  opacity: 1,
  dots: true,
  fill: false,
};
const ACCURACY: CurveStyle = {
  label: t('test data, each epoch'),
  color: 'second',
  width: 2,
  dash: [6, 4],
  opacity: 1,
  dots: true,
  fill: false,
};

/** The running mean reaches back over this share of a run's steps. */
const MEAN_SPAN = 0.01;

/** A chart needs at least so many steps in width, or the first few look like a plateau. */
const LEAST_STEPS = 8;

export interface Figure {
  element: HTMLElement;
  update(run: RunSnapshot, logarithmic: boolean): void;
  setTheme(theme: Theme): void;
}

export function lossFigure(theme: Theme, onScale: (logarithmic: boolean) => void, logarithmic: boolean): Figure {
  let stepsPerEpoch = 1;
  const chart = new CurveChart(
    {
      label: t('Chart of the loss over the epochs. The text below says what it shows.'),
      formatY: figure,
      formatTick: figure,
      formatX: (x) => placeText(x, stepsPerEpoch),
    },
    theme,
  );
  const table = new EpochTable(t('Loss of each epoch'), [
    { title: t('Mean of the steps'), text: (epoch) => figure(epoch.trainLoss) },
    { title: t('Test data'), text: (epoch) => (epoch.testLoss === null ? '–' : figure(epoch.testLoss)) },
  ]);
  const scale = checkbox({ label: t('Logarithmic'), checked: logarithmic, onChange: onScale });
  const keys = h('div');
  const summary = h('p', { class: 'summary' });
  let keyed = '';
  return {
    element: h(
      'figure',
      { class: 'figure' },
      h('div', { class: 'figure-head' }, h('h3', {}, t('Loss')), scale.element),
      keys,
      chart.element,
      h('figcaption', {}, summary),
      table.element,
    ),
    update: (run, isLogarithmic) => {
      stepsPerEpoch = run.info?.stepsPerEpoch ?? 1;
      const curves = lossCurves(run, stepsPerEpoch);
      const key = curves.map((curve) => curve.style.label).join();
      if (key !== keyed) {
        keyed = key;
        keys.replaceChildren(legend(curves.map((curve) => curve.style)));
      }
      setText(summary, lossSummary(run));
      table.update(run.epochs);
      chart.draw({ curves, xMax: xMaxOf(run), yMin: 0, yMax: undefined, logarithmic: isLogarithmic });
    },
    setTheme: (next) => chart.setTheme(next),
  };
}

export function accuracyFigure(theme: Theme): Figure {
  const chart = new CurveChart(
    {
      label: t('Chart of the accuracy on test data over the epochs. The text below says what it shows.'),
      formatY: percent,
      formatTick: percentTick,
      formatX: (x) => t('epoch {0}', count(x)),
    },
    theme,
  );
  const table = new EpochTable(t('Accuracy of each epoch'), [
    { title: t('Test accuracy'), text: (epoch) => (epoch.testAccuracy === null ? '–' : percent(epoch.testAccuracy)) },
    { title: t('Seconds'), text: (epoch) => fixed(epoch.seconds, epoch.seconds < 10 ? 2 : 0) },
    { title: t('Examples/s'), text: (epoch) => count(epoch.samplesPerSecond) },
  ]);
  const summary = h('p', { class: 'summary' });
  const element = h(
    'figure',
    { class: 'figure' },
    h('div', { class: 'figure-head' }, h('h3', {}, t('Accuracy'))),
    legend([ACCURACY]),
    chart.element,
    h('figcaption', {}, summary),
    table.element,
  );
  return {
    element,
    update: (run) => {
      setHidden(element, !hasClasses(run));
      if (!hasClasses(run)) return;
      const points = run.epochs.flatMap(({ epoch, testAccuracy }) =>
        testAccuracy === null ? [] : [{ x: epoch, y: testAccuracy }],
      );
      setText(summary, accuracySummary(run));
      table.update(run.epochs);
      const lowest = points.reduce((low, point) => Math.min(low, point.y), 1);
      chart.draw({
        curves: [{ style: ACCURACY, points }],
        xMax: xMaxOf(run),
        yMin: Math.max(0, Math.floor((lowest - 0.02) * 20) / 20),
        yMax: 1,
        logarithmic: false,
      });
    },
    setTheme: (next) => chart.setTheme(next),
  };
}

/**
 * A step's loss is measured before its update, so step s stands where s − 1 steps are done; an epoch's test loss is measured
 * after its last step. So both lie at the same place when they speak of the same weights.
 */
function lossCurves(run: RunSnapshot, stepsPerEpoch: number): Curve[] {
  const steps: Point[] = run.steps.map(({ step, loss }) => ({ x: (step - 1) / stepsPerEpoch, y: loss }));
  const tested = run.epochs.flatMap(({ epoch, testLoss }) => (testLoss === null ? [] : [{ x: epoch, y: testLoss }]));
  const test: Curve[] = !hasClasses(run) ? [] : [{ style: TEST, points: tested }];
  if (stepsPerEpoch === 1) return [{ style: LOSS, points: steps }, ...test];
  const span = Math.max(5, (run.info?.totalSteps ?? 0) * MEAN_SPAN);
  return [{ style: EACH_STEP, points: steps }, { style: MEAN, points: movingAverage(steps, span) }, ...test];
}

function xMaxOf(run: RunSnapshot): number {
  const stepsPerEpoch = run.info?.stepsPerEpoch ?? 1;
  const reached = (run.lastStep?.step ?? 0) / stepsPerEpoch;
  return axisEnd(run.config.epochs, reached, Math.min(run.config.epochs, LEAST_STEPS / stepsPerEpoch));
}

function placeText(x: number, stepsPerEpoch: number): string {
  const step = Math.round(x * stepsPerEpoch) + 1;
  return stepsPerEpoch === 1
    ? t('epoch {0}', count(step))
    : t('step {0} · epoch {1}', count(step), count(Math.floor(x) + 1));
}
