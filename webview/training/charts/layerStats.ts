/** Curves and rows of what is measured on the layers a few times a second. */
import type { LayerStats } from '../../../src/protocol/metrics';
import { type ViewRun, stepsPerEpoch } from '../run/viewRun';
import { RunningMean, windowOf } from '../run/stepSeries';
import type { Curve } from './figure/curve';
import { MAX_ROWS } from './figure/dataTable';

/** Their charts are redrawn so often while training goes on, in ms: often enough to be seen moving. */
export const LAYERS_REST_MS = 250;

/** At first a running mean of them reaches back over this share of a run: from step to step they jump about. */
const MEAN_SHARE = 0.05;

/** They describe the weights before their step, as the step's loss does. */
export function statsPoints(run: ViewRun, value: (stats: LayerStats) => number, smoothing = 0): Curve['points'] {
  const layerStats = run.samples;
  const each = stepsPerEpoch(run);
  const values = Float64Array.from(layerStats, value);
  const shown = smoothing > 0 ? new RunningMean().of(values, values.length * MEAN_SHARE * smoothing) : values;
  return (window) => windowOf(layerStats.length, (i) => (layerStats[i].step - 1) / each, shown, window);
}

/** The last ones of each of the newest epochs, by epoch. */
export function lastOfEpochs(run: ViewRun): Map<number, LayerStats> {
  const found: [number, LayerStats][] = [];
  for (let i = run.samples.length - 1; i >= 0 && found.length < MAX_ROWS; i--) {
    const stats = run.samples[i];
    if (found.at(-1)?.[0] !== stats.epoch) found.push([stats.epoch, stats]);
  }
  return new Map(found.reverse());
}
