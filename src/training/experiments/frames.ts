/** What is seen at one moment of a run, made small for its replay. */
import type { Picture } from '../../protocol/metrics';
import type { Frame } from '../../protocol/replay';
import type { LayerValues } from '../inspection/networkView';

/** Most units of the first layer, so that a moment has 50 kB at most. */
const MAX_UNITS = 64;
const FULL = 127;

export function frameOf(picture: Picture): Frame {
  switch (picture.kind) {
    case 'line':
      return { kind: 'line', weight: picture.weight, bias: picture.bias };
    case 'sweep':
      throw new Error('A sweep has no replay.');
    case 'weights': {
      const { rows, cols, values } = picture;
      return { kind: 'weights', rows, cols, ...inParts(values) };
    }
    case 'moons': {
      const { rows, cols, probabilities } = picture;
      return { kind: 'moons', rows, cols, parts: Int8Array.from(probabilities, (p) => Math.round((2 * p - 1) * FULL)) };
    }
  }
}

/** The same, undone. @param like of the same run: its points */
export function pictureOf(frame: Exclude<Frame, { kind: 'filters' }>, like: Picture | null): Picture | null {
  switch (frame.kind) {
    case 'line':
      return like?.kind === 'line' ? { ...like, weight: frame.weight, bias: frame.bias } : null;
    case 'weights': {
      const { rows, cols, reach, parts } = frame;
      return { kind: 'weights', rows, cols, values: sizes(parts, reach) };
    }
    case 'moons': {
      if (like?.kind !== 'moons') return null;
      const { rows, cols, parts } = frame;
      return { ...like, rows, cols, probabilities: Array.from(parts, (part) => (part / FULL + 1) / 2) };
    }
  }
}

/** First-layer weights, of units from all over the layer where there are many. */
export function filtersFrame({ rows: pixels, cols: of, data }: LayerValues['weights'], rows: number): Frame {
  const count = Math.min(MAX_UNITS, of);
  const units = Array.from({ length: count }, (_, i) => Math.floor((i * of) / count));
  const values = new Float32Array(count * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let i = 0; i < count; i++) values[i * pixels + pixel] = data[pixel * of + units[i]];
  }
  return { kind: 'filters', rows, cols: pixels / rows, units, of, ...inParts(values) };
}

/** The images of a frame with their sizes. @param places which of its units, in this order */
export function filtersIn(
  { rows, cols, reach, parts }: Extract<Frame, { kind: 'filters' }>,
  places: readonly number[],
): number[][] {
  const pixels = rows * cols;
  return places.map((place) => sizes(parts.subarray(place * pixels, (place + 1) * pixels), reach));
}

/** Places of the units of a frame, by the mean size of their weights. */
export function strongest({ rows, cols, units, parts }: Extract<Frame, { kind: 'filters' }>): number[] {
  const pixels = rows * cols;
  const strength = units.map((_, place) =>
    parts.subarray(place * pixels, (place + 1) * pixels).reduce((sum, part) => sum + Math.abs(part), 0),
  );
  return [...units.keys()].sort((a, b) => strength[b] - strength[a]);
}

const sizes = (parts: Int8Array, reach: number): number[] =>
  Array.from(parts, (part) => Number(((part / FULL) * reach).toPrecision(4)));

/** What is not a number is drawn as 0. Plain loops: it is done in the middle of a run, and must take no time. */
function inParts(values: ArrayLike<number>): { reach: number; parts: Int8Array } {
  const { length } = values;
  let reach = 0;
  for (let i = 0; i < length; i++) {
    const size = Math.abs(values[i]);
    if (size > reach && size < Infinity) reach = size;
  }
  const parts = new Int8Array(length);
  const scale = reach > 0 ? FULL / reach : 0;
  for (let i = 0; i < length; i++) parts[i] = Math.round(values[i] * scale);
  return { reach, parts };
}
