import assert from 'node:assert/strict';
import { type Examples, firstExamples } from '../../../../src/training/data/dataset';
import { drawDigits } from '../../../../src/training/data/digits';
import { readMnist } from '../../../../src/training/data/node/mnistFolder';
import { GLYPHS } from '../../../../src/training/data/glyphs';
import { type Random, gaussian, seededRandom } from '../../../../src/training/data/random';
import { Matrix } from '../../../../src/training/network/matrix';
import { type Network, createNetwork } from '../../../../src/training/network/network';
import { train } from '../../../../src/training/network/train';
import { Ink, PEN, type Pen } from '../../../../webview/training/draw/ink';
import { SIDE, type Sheet, placeDrawing } from '../../../../webview/training/draw/placement';
import { imagesAtHand, mnistFolder } from '../../../support/mnist';

const PIXELS = SIDE * SIDE;
const SHEET_SIDE = 280;

/** The image as squares of `size` × `size` on a large sheet, its corner at (left, top); in-between sizes are allowed. */
function onSheet(image: ArrayLike<number>, size: number, left: number, top: number): Sheet {
  const ink = new Uint8Array(SHEET_SIDE * SHEET_SIDE);
  for (let row = 0; row < SHEET_SIDE; row++) {
    for (let col = 0; col < SHEET_SIDE; col++) {
      const y = Math.floor((row + 0.5 - top) / size);
      const x = Math.floor((col + 0.5 - left) / size);
      if (x >= 0 && y >= 0 && x < SIDE && y < SIDE) ink[row * SHEET_SIDE + col] = Math.round(255 * image[y * SIDE + x]);
    }
  }
  return { side: SHEET_SIDE, ink };
}

/** Somewhere on the sheet, in some size; the ink always fits. */
function drawnSomewhere(image: ArrayLike<number>, random: Random): Sheet {
  const size = 4.5 + 6 * random();
  const free = SHEET_SIDE - SIDE * size;
  return onSheet(image, size, free * random(), free * random());
}

/** One way of writing a digit, drawn with the pen. */
function written(strokes: readonly (readonly (readonly [number, number])[])[], height: number, random: Random): Ink {
  const ink = new Ink();
  const slant = 0.15 * gaussian(random);
  const width = height * (0.6 + 0.2 * random());
  const pen = ([x, y]: readonly [number, number]): Pen => ({
    x: 140 + (x - 0.5 - slant * (y - 0.5)) * width,
    y: 140 + (y - 0.5) * height,
    radius: PEN,
  });
  for (const stroke of strokes)
    for (let i = 0; i + 1 < stroke.length; i++) ink.draw(pen(stroke[i]), pen(stroke[i + 1]));
  return ink;
}

const images = ({ images: all, count }: Examples): Float32Array[] =>
  Array.from({ length: count }, (_, i) => all.subarray(i * PIXELS, (i + 1) * PIXELS));

const meanDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;

function placed(sheet: Sheet): number[] {
  return placeDrawing(sheet) ?? assert.fail('there is ink');
}

function accuracy(network: Network, pixels: ArrayLike<number>[], labels: ArrayLike<number>): number {
  const batch = Matrix.zeros(pixels.length, PIXELS);
  pixels.forEach((image, i) => batch.data.set(image, i * PIXELS));
  const logits = network.forward(batch);
  const right = pixels.filter((_, i) => {
    const row = Array.from(logits.data.subarray(i * 10, (i + 1) * 10));
    return row.indexOf(Math.max(...row)) === labels[i];
  });
  return right.length / pixels.length;
}

describe('draw a digit: the drawing becomes an image of MNIST’s kind', function () {
  this.timeout(60_000);

  it('has nothing to say about an empty sheet', () => {
    assert.equal(placeDrawing({ side: 280, ink: new Uint8Array(280 * 280) }), null);
  });

  it('fits the ink into 20 × 20 and keeps its proportions', () => {
    const sheet: Sheet = { side: 280, ink: new Uint8Array(280 * 280) };
    for (let row = 50; row < 250; row++) for (let col = 10; col < 60; col++) sheet.ink[row * 280 + col] = 255;
    const pixels = placed(sheet);
    const rows = Array.from({ length: SIDE }, (_, row) => pixels.slice(row * SIDE, (row + 1) * SIDE));
    const filled = rows.flatMap((row, i) => (row.some((value) => value > 0) ? [i] : []));
    assert.equal(filled.length, 20);
    assert.deepEqual(
      rows[10].flatMap((value, i) => (value > 0 ? [i] : [])),
      [12, 13, 14, 15, 16],
      '5 columns',
    );
    assert.ok(
      pixels.every((value) => value === 0 || Math.abs(value - 1) < 1e-9),
      'ink that lies on the grid stays sharp',
    );
  });

  it('antialiases: a pixel is as dark as the share of it that is covered', () => {
    const sheet: Sheet = { side: 60, ink: new Uint8Array(60 * 60) };
    // 60 pixels become 20: three to one. Two dark columns of three.
    for (let row = 0; row < 60; row++) for (const col of [0, 1, 59]) sheet.ink[row * 60 + col] = 255;
    const pixels = placed(sheet).slice(10 * SIDE, 11 * SIDE);
    const ink = pixels.filter((value) => value > 0);
    assert.equal(ink.length, 2);
    assert.ok(Math.abs(ink[0] - 2 / 3) < 1e-9 && Math.abs(ink[1] - 1 / 3) < 1e-9, ink.join());
  });

  it('puts the centre of mass, not the middle of the box, into the middle', () => {
    const sheet: Sheet = { side: 280, ink: new Uint8Array(280 * 280) };
    for (let row = 0; row < 200; row++)
      for (let col = 0; col < 200; col++) if (row < 60 || (col < 60 && row < 120)) sheet.ink[row * 280 + col] = 255;
    const pixels = placed(sheet);
    const mass = pixels.reduce((sum, value) => sum + value, 0);
    const row = pixels.reduce((sum, value, i) => sum + value * Math.floor(i / SIDE), 0) / mass;
    const col = pixels.reduce((sum, value, i) => sum + value * (i % SIDE), 0) / mass;
    assert.ok(Math.abs(row - 14) <= 0.5 && Math.abs(col - 14) <= 0.5, `row ${row}, column ${col}`);
  });

  it('keeps all of the ink in the image when it is heavy at one end', () => {
    const sheet: Sheet = { side: 280, ink: new Uint8Array(280 * 280) };
    for (let row = 0; row < 280; row++)
      for (let col = 0; col < 280; col++) if (col < 28 || row === 140) sheet.ink[row * 280 + col] = 255;
    const pixels = placed(sheet);
    assert.equal(pixels.length, PIXELS);
    const mass = pixels.reduce((sum, value) => sum + value, 0);
    assert.ok(Math.abs(mass - (2 * 20 + 18 / 14)) < 1e-6, `ink of ${mass} pixels`);
  });

  it('a dot, a line and a full sheet are images, too', () => {
    for (const [rows, cols] of [
      [1, 1],
      [280, 1],
      [1, 280],
      [280, 280],
    ]) {
      const sheet: Sheet = { side: 280, ink: new Uint8Array(280 * 280) };
      for (let row = 0; row < rows; row++) sheet.ink.fill(255, row * 280, row * 280 + cols);
      const pixels = placed(sheet);
      assert.ok(
        pixels.every((value) => Number.isFinite(value) && value >= 0 && value <= 1),
        `${rows} × ${cols}`,
      );
      assert.ok(pixels.some((value) => value > 0));
    }
  });

  describe(`digits (${imagesAtHand})`, () => {
    let test: Examples;
    let network: Network;

    before(async () => {
      const data = mnistFolder ? await readMnist(mnistFolder) : drawDigits({ train: 6000, test: 500 });
      test = firstExamples(data.test, 500);
      const part = firstExamples(data.train, 6000);
      network = createNetwork([PIXELS, 32, 10], seededRandom(1));
      const loop = { learningRate: 0.1, epochs: 2, batchSize: 32, random: seededRandom(2) };
      const rows = { images: new Matrix(part.count, PIXELS, part.images.slice()), labels: part.labels };
      for (const report of train(network, rows, loop)) assert.ok(Number.isFinite(report.loss));
    });

    it('drawn large, anywhere and in any size, come back as they were', () => {
      const random = seededRandom(3);
      const differences = images(test).map((image) => meanDifference(placed(drawnSomewhere(image, random)), image));
      const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
      assert.ok(mean < 0.01, `mean absolute difference ${mean} of 1`);
    });

    it('are still read by a network that was trained on the originals', () => {
      const random = seededRandom(4);
      const original = accuracy(network, images(test), test.labels);
      const drawn = images(test).map((image) => placed(drawnSomewhere(image, random)));
      const again = accuracy(network, drawn, test.labels);
      assert.ok(original > 0.85, `${original} of the originals`);
      assert.ok(again >= original - 0.01, `${again} of the drawings, ${original} of the originals`);
    });

    for (const height of [120, 200])
      it(`strokes of the pen are read when the digit is ${height} pixels high`, () => {
        const random = seededRandom(5);
        const all = GLYPHS.flatMap((glyphs, label) =>
          glyphs.flatMap(({ strokes }) =>
            Array.from({ length: 5 }, () => ({ label, pixels: placed(written(strokes, height, random)) })),
          ),
        );
        const right = accuracy(
          network,
          all.map(({ pixels }) => pixels),
          all.map(({ label }) => label),
        );
        assert.ok(right > 0.8, `${right} of ${all.length} drawings`);
      });
  });
});
