/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'one column after the other, the sizes of the message in brackets',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import type { ImageShape } from './image.ts';

function positions(shape: ImageShape, size: number) {
  if (size > shape.height || size > shape.width)
    throw new Error('window [' + size + ', ' + size + '], image [' + shape.height + ', ' + shape.width + ']');
  return { down: shape.height - size + 1, across: shape.width - size + 1 };
}

/** Each number of the windows with its pixel, both as places in data. */
function* pairs(count: number, shape: ImageShape, size: number): Generator<[number, number]> {
  const { channels, height, width } = shape;
  const { down, across } = positions(shape, size);
  const cols = channels * size ** 2;
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++)
        for (let image = 0; image < count; image++)
          for (let p = 0; p < down * across; p++) {
            const [top, left] = [Math.floor(p / across), p % across];
            const row = image * down * across + p;
            yield [
              row * cols + (c * size + y) * size + x,
              image * channels * height * width + c * height * width + (top + y) * width + (left + x),
            ];
          }
}

export function im2col(images: Matrix, shape: ImageShape, size: number): Matrix {
  const { down, across } = positions(shape, size);
  const result = new Matrix(images.rows * down * across, shape.channels * size ** 2);
  for (const [to, from] of pairs(images.rows, shape, size)) result.data[to] = images.data[from];
  return result;
}

export function col2im(columns: Matrix, count: number, shape: ImageShape, size: number): Matrix {
  const sums = new Float64Array(count * shape.channels * shape.height * shape.width);
  for (const [from, to] of pairs(count, shape, size)) sums[to] += columns.data[from];
  return new Matrix(count, sums.length / count, Float32Array.from(sums));
}
`,
  },
  {
    name: 'pieces of rows with subarray, and each pixel collects what belongs to it',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import type { ImageShape } from './image.ts';

const tooLarge = (size: number, { height, width }: ImageShape) =>
  new Error(\`A window of \${size} by \${size} pixels has no place in \${height} by \${width} pixels.\`);

export const im2col = (images: Matrix, shape: ImageShape, size: number): Matrix => {
  const { channels, height, width } = shape;
  if (Math.min(height, width) < size) throw tooLarge(size, shape);
  const rows: Float32Array[] = [];
  for (let image = 0; image < images.rows; image++) {
    const numbers = images.data.subarray(image * images.cols, (image + 1) * images.cols);
    for (let top = 0; top <= height - size; top++)
      for (let left = 0; left <= width - size; left++) {
        const row = new Float32Array(channels * size * size);
        for (let line = 0; line < channels * size; line++) {
          const channel = Math.trunc(line / size);
          const start = channel * height * width + (top + (line % size)) * width + left;
          row.set(numbers.subarray(start, start + size), line * size);
        }
        rows.push(row);
      }
  }
  const result = Matrix.zeros(rows.length, channels * size * size);
  rows.forEach((row, i) => result.data.set(row, i * row.length));
  return result;
};

export const col2im = (columns: Matrix, count: number, shape: ImageShape, size: number): Matrix => {
  const { channels, height, width } = shape;
  const [down, across] = [height + 1 - size, width + 1 - size];
  if (down <= 0 || across <= 0) throw tooLarge(size, shape);
  const images = Matrix.zeros(count, channels * height * width);
  for (let image = 0; image < count; image++)
    for (let c = 0; c < channels; c++)
      for (let v = 0; v < height; v++)
        for (let u = 0; u < width; u++) {
          let sum = 0;
          for (let y = Math.max(0, v - down + 1); y < size && y <= v; y++)
            for (let x = Math.max(0, u - across + 1); x < size && x <= u; x++)
              sum += columns.get((image * down + v - y) * across + u - x, (c * size + y) * size + x);
          images.set(image, (c * height + v) * width + u, sum);
        }
  return images;
};
`,
  },
  {
    name: 'a table of places for each shape, kept under its sizes',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import type { ImageShape } from './image.ts';

const tables = new Map<string, Int32Array[]>();

/** For each position, the places of its numbers in the row of an image. */
function table({ channels, height, width }: ImageShape, size: number): Int32Array[] {
  if (size > height) throw new Error(\`size \${size} > height \${height} (width \${width})\`);
  if (size > width) throw new Error(\`size \${size} > width \${width} (height \${height})\`);
  const key = [channels, height, width, size].join();
  const known = tables.get(key);
  if (known) return known;
  const made = Array.from({ length: (height - size + 1) * (width - size + 1) }, (_, position) => {
    const top = Math.floor(position / (width - size + 1));
    const left = position % (width - size + 1);
    return Int32Array.from({ length: channels * size * size }, (__, i) => {
      const [channel, y, x] = [Math.floor(i / size / size), Math.floor(i / size) % size, i % size];
      return channel * height * width + (top + y) * width + left + x;
    });
  });
  tables.set(key, made);
  return made;
}

export function im2col(images: Matrix, shape: ImageShape, size: number): Matrix {
  const all = table(shape, size);
  const cols = shape.channels * size * size;
  const result = Matrix.zeros(images.rows * all.length, cols);
  for (let row = 0; row < result.rows; row++) {
    const image = Math.floor(row / all.length);
    all[row % all.length].forEach((place, col) => result.set(row, col, images.get(image, place)));
  }
  return result;
}

export function col2im(columns: Matrix, count: number, shape: ImageShape, size: number): Matrix {
  const all = table(shape, size);
  const result = Matrix.zeros(count, shape.channels * shape.height * shape.width);
  for (let row = 0; row < columns.rows; row++) {
    const image = Math.floor(row / all.length);
    all[row % all.length].forEach((place, col) =>
      result.set(image, place, result.get(image, place) + columns.get(row, col)),
    );
  }
  return result;
}
`,
  },
];
