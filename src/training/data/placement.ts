/**
 * From a drawing to an image of MNIST's kind. Pure, because the panel's page runs it, too.
 *
 * MNIST was made so (http://yann.lecun.com/exdb/mnist/, LeCun, Cortes, Burges): the digit is scaled with antialiasing to fit
 * into 20×20 pixels, keeping its proportions, and then moved by whole pixels until its centre of mass lies in the middle of
 * 28×28. Measured on the 10,000 test images: the longer side of the ink is 20 (in 9,997 of them), and the centre of
 * mass, counted in rows and columns from 0, lies in 13.5 … 14.5 in all of them; so the middle is pixel 14.
 */

/** Rows and columns of an image. */
export const SIDE = 28;
/** Longer side of the ink. */
const BOX = 20;
const MIDDLE = 14;

/** Ink on a square sheet: side × side bytes, row by row; 0 is paper, 255 is ink. */
export interface Sheet {
  side: number;
  ink: Uint8Array;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Centres and scales a drawing as MNIST's digits were.
 *
 * @returns 28 × 28 pixels, 0 … 1; null when there is no ink
 */
export function placeDrawing(sheet: Sheet): number[] | null {
  const box = boxOfInk(sheet);
  if (!box) return null;
  const scale = BOX / Math.max(box.width, box.height);
  const cols = Math.max(1, Math.round(box.width * scale));
  const rows = Math.max(1, Math.round(box.height * scale));
  const small = scaled(sheet, box, rows, cols);
  return centred(small, rows, cols);
}

/** The smallest rectangle that holds all of the ink. */
function boxOfInk({ side, ink }: Sheet): Box | null {
  const first = ink.findIndex((value) => value > 0);
  if (first < 0) return null;
  const top = Math.floor(first / side);
  let [left, right, bottom] = [side, -1, top];
  for (let row = top; row < side; row++) {
    const start = row * side;
    // Only what lies outside of the box so far can make it larger.
    let col = 0;
    while (col < left && ink[start + col] === 0) col++;
    if (col < left) left = col;
    col = side - 1;
    while (col > right && ink[start + col] === 0) col--;
    if (col > right) right = col;
    if (right >= left && hasInk(ink, start + left, start + right)) bottom = row;
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function hasInk(ink: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if (ink[i] > 0) return true;
  return false;
}

/** Antialiased: each pixel is the mean of the ink below it. First across, then down. */
function scaled({ side, ink }: Sheet, box: Box, rows: number, cols: number): Float64Array {
  const across = new Float64Array(box.height * cols);
  for (let col = 0; col < cols; col++) {
    const { first, weights } = partsBelow(col, box.width / cols, box.width);
    for (let row = 0; row < box.height; row++) {
      const start = (box.top + row) * side + box.left + first;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * ink[start + k];
      across[row * cols + col] = sum / 255;
    }
  }
  const image = new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    const { first, weights } = partsBelow(row, box.height / rows, box.height);
    for (let k = 0; k < weights.length; k++)
      for (let col = 0; col < cols; col++) image[row * cols + col] += weights[k] * across[(first + k) * cols + col];
  }
  return image;
}

/** Which of the `count` source pixels lie below target pixel `i`: the first of them, and the share of each. The shares add up to 1. */
function partsBelow(i: number, size: number, count: number): { first: number; weights: number[] } {
  const from = i * size;
  const to = from + size;
  const first = Math.floor(from);
  const weights: number[] = [];
  for (let at = first; at < Math.min(count, Math.ceil(to)); at++)
    weights.push(Math.max(0, Math.min(to, at + 1) - Math.max(from, at)) / size);
  return { first, weights };
}

function centred(image: Float64Array, rows: number, cols: number): number[] {
  let [mass, massRow, massCol] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const value = image[row * cols + col];
      mass += value;
      massRow += value * row;
      massCol += value * col;
    }
  }
  const top = within(Math.round(MIDDLE - massRow / mass), SIDE - rows);
  const left = within(Math.round(MIDDLE - massCol / mass), SIDE - cols);
  const pixels = new Array<number>(SIDE * SIDE).fill(0);
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) pixels[(top + row) * SIDE + left + col] = Math.min(1, image[row * cols + col]);
  return pixels;
}

/** A drawing that is heavy at one end stays inside of the image all the same. */
function within(place: number, most: number): number {
  return Math.max(0, Math.min(most, place));
}
