/** How the layers learn: the size of their gradients, and how far a step moves their weights. */
import { t } from '../../shared/l10n';
import type { LayerStat } from '../../../src/protocol/metrics';
import { sentences } from '../run/describe';
import { layerName } from '../inside/layerName';
import { count, figure } from '../numbers';
import { type ShownRun, type ViewRun, isPatient } from '../run/viewRun';
import type { Curve, CurveStyle } from './figure/curve';
import { stepLabel, tableOf } from './epochs';
import { LAYERS_REST_MS, lastOfEpochs, statsPoints } from './layerStats';
import type { ChartSpec } from './spec';
import { guideStyle, slotStyle } from './styles';

/** What the updates of a healthy run are about, as a share of the weights (Karpathy, CS231n notes, "Neural networks 3"). */
const USUAL_UPDATE = 1e-3;

/** A gradient that is so many times smaller than another hardly teaches its layer anything. */
const VANISHING = 1000;

export function gradientChart(): ChartSpec {
  return {
    ...layerChart(
      (layer) => layer.gradientNorm,
      t('Gradient norm of each layer at the end of each epoch'),
      gradientWarning,
    ),
    id: 'gradients',
    title: t('Gradient norm'),
    note: t('How strongly the loss pulls at the weights of each layer. A layer far below the others hardly learns.'),
    label: t('Chart of the gradient norm of each layer over the epochs. The text below says what it shows.'),
  };
}

export function updateChart(): ChartSpec {
  const spec = layerChart(
    (layer) => layer.updateRatio,
    t('Update ratio of each layer at the end of each epoch'),
    updateWarning,
  );
  return {
    ...spec,
    id: 'updates',
    title: t('Update-to-weight ratio'),
    note: t(
      'How far one step moves the weights, compared with their size. The dotted line is 0.001, a usual size: far above it the weights jump about, far below it they hardly move.',
    ),
    label: t('Chart of the update-to-weight ratio of each layer over the epochs. The text below says what it shows.'),
    curves: (runs, smoothing) => [guide(), ...spec.curves(runs, smoothing)],
    legend: (runs, smoothing) => [...spec.legend(runs, smoothing), guide().style],
  };
}

type Common = Omit<ChartSpec, 'id' | 'title' | 'note' | 'label'>;

/** @param warning what is wrong with the layers as they are now; empty: nothing */
function layerChart(
  value: (layer: LayerStat) => number,
  caption: string,
  warning: (layers: readonly LayerStat[]) => string,
): Common {
  return {
    hasScale: true,
    restMs: LAYERS_REST_MS,
    frontOnly: true,
    formatY: figure,
    formatTick: figure,
    formatX: stepLabel,
    has: (run) => namesOf(run).length > 0,
    parts: (run) => [run.samples, run.info],
    curves: ([{ run }], smoothing) =>
      styles(run).map((style, index) => ({
        style,
        points: statsPoints(run, ({ layers }) => (layers.at(index) ? value(layers[index]) : Number.NaN), smoothing),
      })),
    legend: ([{ run }]) => styles(run),
    bounds: () => ({ yMin: 0 }),
    summary: ([{ run }]) => {
      const last = run.samples.at(-1);
      if (!last) return [t('No step yet.')];
      const now = last.layers.map((layer) => t('{0}: {1}', layerName(layer.name), figure(value(layer))));
      // Of a patient, its fault is asked: a warning would tell it, or a wrong one.
      const said = isPatient(run) ? '' : warning(last.layers);
      return [sentences(t('At step {0} – {1}.', count(last.step), now.join(t(', '))), said)];
    },
    table: ([{ run }]) =>
      tableOf(caption, [{ run, rows: lastOfEpochs(run) }], namesOf(run), ({ layers }) =>
        layers.map((layer) => figure(value(layer))),
      ),
  };
}

function namesOf(run: ViewRun): string[] {
  return run.samples.at(-1)?.layers.map((layer) => layerName(layer.name)) ?? [];
}

function styles(run: ViewRun): CurveStyle[] {
  // From step to step they jump about: thin lines can still be told apart.
  return namesOf(run).map((name, index) => ({ ...slotStyle(index, name), width: 1.25 }));
}

function guide(): Curve {
  const points: Curve['points'] = ({ from, to }) => [from, to].map((x) => ({ x, y: USUAL_UPDATE }));
  return { style: guideStyle(t('usual size, 0.001')), points };
}

function gradientWarning(layers: readonly LayerStat[]): string {
  const sorted = [...layers].sort((a, b) => a.gradientNorm - b.gradientNorm);
  const smallest = sorted.at(0);
  const largest = sorted.at(-1);
  if (!smallest || !largest || largest.gradientNorm < VANISHING * smallest.gradientNorm) return '';
  if (largest.gradientNorm === 0) return '';
  return t(
    '“{0}” has a gradient more than 1,000 times smaller than “{1}”: it hardly learns (a vanishing gradient).',
    layerName(smallest.name),
    layerName(largest.name),
  );
}

function updateWarning(layers: readonly LayerStat[]): string {
  const ratios = layers.map((layer) => layer.updateRatio);
  if (ratios.some((ratio) => ratio > USUAL_UPDATE * 30))
    return t('That is far above 0.001: a smaller learning rate would make steadier steps.');
  if (ratios.every((ratio) => ratio < USUAL_UPDATE / 30))
    return t('That is far below 0.001: the weights hardly move any more.');
  return '';
}

/** Said where several runs are compared. */
export function frontNote(runs: readonly ShownRun[]): string {
  return t('Of the run in front: {0}.', runs[0].run.name);
}
