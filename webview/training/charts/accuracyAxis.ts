/** Where the axis of the accuracy begins. Pure: no DOM. */
import { measuredOn } from '../../../src/training/measuredOn';
import { type ViewRun, stepsPerEpoch } from '../run/viewRun';

/** The steep beginning may lie below the axis, or all the rest would be flat: this share of what there is so far. */
const BEGINNING = 0.1;

/** In steps of a twentieth, and a little below what is lowest. */
export function accuracyFrom(runs: readonly ViewRun[]): number {
  const lowest = runs.flatMap(heights).reduce((low, one) => Math.min(low, one), 1);
  return Math.max(0, Math.floor((lowest - 0.02) * 20) / 20);
}

/** What the axis must hold. */
function heights(run: ViewRun): number[] {
  const beginning = (run.lastStep?.step ?? 0) * BEGINNING;
  const sample = run.interim.filter(({ step }, i) => step > beginning || i === run.interim.length - 1);
  const epochs = run.epochs.filter(({ epoch }) => epoch * stepsPerEpoch(run) > beginning);
  return [...sample.map(({ accuracy }) => accuracy), ...epochs.map((epoch) => measuredOn(epoch).accuracy ?? 1)];
}
