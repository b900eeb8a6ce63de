/**
 * Built-in digits: 28×28 images that look like handwriting, drawn from strokes. They need no download.
 *
 * Each digit has a few ways of writing it, as pen strokes through a handful of points. A drawing moves those points
 * (wobble), bends, slants, turns and stretches the whole, and draws it on a large sheet with a pen whose width changes along
 * the way. It is then placed as MNIST's digits were, and as a drawing of the learner is (placement.ts).
 */
import { type Dataset, type Examples, toPixels } from './dataset';
import { type Random, gaussian, seededRandom } from './random';
import { GLYPHS, type Glyph } from './glyphs';
import { SIDE, placeDrawing } from './placement';
import { type Pen, type Point, rasterize } from './raster';

const DIGITS_NAME = 'built-in digits';
/** Pixels of the sheet for each pixel of the image. */
const FINENESS = 3;
const SHEET_SIDE = SIDE * FINENESS;
/** About how long the longer side of the ink is on the sheet. The rest is room for a pen that presses hard. */
const INK_SIDE = 20 * FINENESS;
/** Points that a stroke is drawn with, for each point that it is written down with. */
const SUBDIVISIONS = 7;

/** How many digits to draw. */
interface DigitsRequest {
  train: number;
  /** Left out: none. */
  validation?: number;
  test: number;
  /** Which digits; all ten when left out. They come in random order, equally often. */
  classes?: readonly number[];
  /** The data set is a fixed one, as MNIST is: another seed is another data set. */
  seed?: number;
}

/** Draws a data set. The same request gives the same images. */
export function drawDigits({
  train,
  validation = 0,
  test,
  classes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  seed = 2024,
}: DigitsRequest): Dataset {
  return {
    name: DIGITS_NAME,
    rows: SIDE,
    cols: SIDE,
    // A source for each, so that fewer training digits are the first of the same ones, and the others stay.
    train: drawExamples(train, classes, seededRandom(seed)),
    validation: validation > 0 ? drawExamples(validation, classes, seededRandom(seed + 2)) : null,
    test: drawExamples(test, classes, seededRandom(seed + 1)),
  };
}

function drawExamples(count: number, classes: readonly number[], random: Random): Examples {
  const bytes = new Uint8Array(count * SIDE * SIDE);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const label = classes[Math.floor(random() * classes.length)];
    labels[i] = label;
    bytes.set(drawDigit(label, random), i * SIDE * SIDE);
  }
  return { images: toPixels(bytes), labels, count };
}

/** Thousands of digits are drawn at the start of a run, one after the other: on the same sheet. */
const sheet = new Uint8Array(SHEET_SIDE * SHEET_SIDE);

/**
 * Draws one digit.
 *
 * @param label 0 … 9
 * @returns 28 × 28 bytes: 0 is paper, 255 is ink
 */
function drawDigit(label: number, random: Random): Uint8Array {
  const glyph = pickByWeight(GLYPHS[label], random);
  const strokes = onSheet(deform(glyph, random), random);
  const pixels = placeDrawing({ side: SHEET_SIDE, ink: rasterize(strokes, SHEET_SIDE, sheet) });
  if (!pixels) throw new Error(`A ${label} without ink.`);
  return inked(pixels, random);
}

/** Ink is a little grainy, and not always black. */
function inked(pixels: readonly number[], random: Random): Uint8Array {
  const strength = 0.88 + 0.12 * random();
  const bytes = new Uint8Array(pixels.length);
  for (let i = 0; i < bytes.length; i++) {
    // Rounded up: a faint edge stays ink, so that the ink keeps its 20 pixels.
    if (pixels[i] > 0) bytes[i] = Math.ceil(255 * pixels[i] * strength * (1 - 0.18 * random() * random()));
  }
  return bytes;
}

function pickByWeight(glyphs: readonly Glyph[], random: Random): Glyph {
  const total = glyphs.reduce((sum, glyph) => sum + glyph.weight, 0);
  let rest = random() * total;
  return glyphs.find((glyph) => (rest -= glyph.weight) < 0) ?? glyphs[0];
}

/** One writer's hand: wobble of the points, then smooth bends, slant, turn and stretch of the whole. */
function deform(glyph: Glyph, random: Random): Point[][] {
  const wobble = 0.018 + 0.03 * random();
  const slant = 0.05 + 0.22 * gaussian(random);
  const turn = 0.1 * gaussian(random);
  const width = Math.exp(0.17 * gaussian(random));
  const bend = makeBend(random);
  const sin = Math.sin(turn);
  const cos = Math.cos(turn);
  return glyph.strokes.map((stroke) => {
    const points = stroke.map(([x, y]): Point => [x + wobble * gaussian(random), y + wobble * gaussian(random)]);
    return smooth(points).map((point): Point => {
      const [bentX, bentY] = bend(point);
      const x = (bentX - 0.5 - slant * (bentY - 0.5)) * width;
      const y = bentY - 0.5;
      return [cos * x - sin * y, sin * x + cos * y];
    });
  });
}

/** A smooth displacement of the plane: one slow wave for each coordinate. */
function makeBend(random: Random): (point: Point) => Point {
  const wave = (): ((point: Point) => number) => {
    const height = 0.035 * gaussian(random);
    const alongX = 5 * (random() - 0.5);
    const alongY = 5 * (random() - 0.5);
    const phase = 2 * Math.PI * random();
    return ([x, y]) => height * Math.sin(alongX * x + alongY * y + phase);
  };
  const dx = wave();
  const dy = wave();
  return (point) => [point[0] + dx(point), point[1] + dy(point)];
}

/** A curve through the points (centripetal enough for handwriting: a Catmull–Rom spline). */
function smooth(points: Point[]): Point[] {
  const at = (i: number): Point => points[Math.min(Math.max(i, 0), points.length - 1)];
  const curve: Point[] = [at(0)];
  for (let i = 0; i + 1 < points.length; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let k = 1; k <= SUBDIVISIONS; k++) {
      const t = k / SUBDIVISIONS;
      curve.push([spline(p0[0], p1[0], p2[0], p3[0], t), spline(p0[1], p1[1], p2[1], p3[1], t)]);
    }
  }
  return curve;
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return 0.5 * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * b - a - 3 * c + d))));
}

/** Scales the strokes to the sheet, puts them into its middle, and chooses the pen. */
function onSheet(strokes: Point[][], random: Random): Pen[][] {
  const pressure = FINENESS * Math.min(2.1, Math.max(0.75, 1.3 + 0.32 * gaussian(random)));
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const stroke of strokes)
    for (const point of stroke) {
      left = Math.min(left, point[0]);
      right = Math.max(right, point[0]);
      top = Math.min(top, point[1]);
      bottom = Math.max(bottom, point[1]);
    }
  const scale = (INK_SIDE - 2 * pressure) / Math.max(right - left, bottom - top, 1e-6);
  const middle = SHEET_SIDE / 2;
  return strokes.map((stroke) => {
    const change = 0.22 * gaussian(random);
    const phase = 2 * Math.PI * random();
    return stroke.map(([x, y], i): Pen => ({
      x: middle + (x - (left + right) / 2) * scale,
      y: middle + (y - (top + bottom) / 2) * scale,
      radius: pressure * Math.max(0.55, 1 + change * Math.sin(phase + (4 * i) / stroke.length)),
    }));
  });
}
