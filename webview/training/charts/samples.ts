/** Curves and rows of what is measured a few times a second. */
import type { LayerSample } from '../../../src/protocol/metrics';
import { type ViewRun, stepsPerEpoch } from '../run/viewRun';
import { windowOf } from '../run/stepSeries';
import type { Curve } from './figure/curve';
import { MOST_ROWS } from './figure/dataTable';

/** A sample speaks of the weights before its step, as the step's loss does. */
export function samplePoints(run: ViewRun, value: (sample: LayerSample) => number): Curve['points'] {
  const { samples } = run;
  const each = stepsPerEpoch(run);
  return (window) => windowOf(samples.length, (i) => (samples[i].step - 1) / each, samples.map(value), window);
}

/** The last sample of each of the newest epochs, by epoch. */
export function lastOfEpochs(run: ViewRun): Map<number, LayerSample> {
  const found: [number, LayerSample][] = [];
  for (let i = run.samples.length - 1; i >= 0 && found.length < MOST_ROWS; i--) {
    const sample = run.samples[i];
    if (found.at(-1)?.[0] !== sample.epoch) found.push([sample.epoch, sample]);
  }
  return new Map(found.reverse());
}
