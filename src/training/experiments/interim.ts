/** A sample of the validation images, the same in every run on the same data: measured during an epoch, and some of it shown. */
import type { WatchedDigits } from '../../protocol/metrics';
import type { Dataset, Examples } from '../data/dataset';
import { softmaxRows } from '../inspection/classifier';
import type { NetworkView } from '../inspection/networkView';
import { requireFinite, short } from '../inspection/numbers';
import type { Interim } from './experiment';
import { CLASSES, evaluate } from './mnistInside';

/** Measured to within about 2 % of all of them. */
const SAMPLE = 500;

/** @returns null where no images are held back */
export function interimOf({ rows, cols, validation }: Dataset, view: NetworkView): Interim | null {
  if (validation === null || validation.count === 0) return null;
  const pixels = rows * cols;
  const sample = evenly(validation, SAMPLE, pixels);
  const shown = oneOfEach(sample, pixels);
  return {
    examples: sample.count,
    digits: digitsOf(shown, rows, cols),
    measure: () => evaluate(view, sample, pixels),
    read: () => readingOf(view, shown),
  };
}

/** So many of them, from all over: neighbours in a file may be alike. */
function evenly(from: Examples, most: number, pixels: number): Examples {
  const count = Math.min(most, from.count);
  return chosen(
    from,
    Array.from({ length: count }, (_, i) => Math.floor((i * from.count) / count)),
    pixels,
  );
}

/** The first of each class, in the order of the classes. */
function oneOfEach(from: Examples, pixels: number): Examples {
  const first = Array.from({ length: CLASSES }, (_, label) => from.labels.indexOf(label));
  return chosen(
    from,
    first.filter((place) => place >= 0),
    pixels,
  );
}

function chosen({ images, labels }: Examples, places: number[], pixels: number): Examples {
  const some = { images: new Float32Array(places.length * pixels), labels: new Uint8Array(places.length) };
  places.forEach((place, i) => {
    some.images.set(images.subarray(place * pixels, (place + 1) * pixels), i * pixels);
    some.labels[i] = labels[place];
  });
  return { ...some, count: places.length };
}

function digitsOf({ images, labels, count }: Examples, rows: number, cols: number): WatchedDigits {
  const pixels = rows * cols;
  const image = (i: number): number[] =>
    Array.from(images.subarray(i * pixels, (i + 1) * pixels), (value) => Math.round(value * 255));
  return { rows, cols, labels: [...labels], images: Array.from({ length: count }, (_, i) => image(i)) };
}

function readingOf(view: NetworkView, { images, labels, count }: Examples): ReturnType<Interim['read']> {
  const probabilities = requireFinite(
    softmaxRows(view.logits(images.slice(), count), CLASSES),
    'network’s outputs',
    count * CLASSES,
  );
  const of = (i: number): Float64Array => probabilities.subarray(i * CLASSES, (i + 1) * CLASSES);
  return {
    read: Array.from(labels, (_, i) => of(i).indexOf(Math.max(...of(i)))),
    sure: Array.from(labels, (label, i) => short(of(i)[label], 3)),
  };
}
