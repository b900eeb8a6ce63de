/**
 * The mathematics of layers in float64 and plain arrays: the oracle for lessons whose own numbers are float32.
 * A batch is an array of rows, one example each; `weights[i][j]` leads from input `i` to output `j`.
 */
import type { Draw } from './draw';
import type { Random } from './random';

const { abs, exp, fround, log, max, round } = Math;

/** A dense layer's parameters, or their gradients. */
export interface DenseParameters {
  /** inputs × outputs */
  weights: number[][];
  /** outputs */
  bias: number[];
}

/**
 * `rows` × `cols` multiples of 1/8 from −`largest` to `largest`. Float32 holds them exactly, and their products, and sums
 * of thousands of these: whatever the order of adding, a right program gets the very same numbers.
 */
export function eighths(random: Random, rows: number, cols: number, largest = 2): number[][] {
  return rounded(random.rows(rows, cols, -largest, largest), 8);
}

/**
 * As `eighths`, drawn for a contract, by default in steps that are less round: 1/256. Float32 holds the products of two, and
 * sums of hundreds of them, exactly or nearly so. Where all are tiny, so are the steps: what is left out below some small number shows.
 */
export function fine(draw: Draw, rows: number, cols: number, largest = 2, parts = FINE): number[][] {
  const drawn = draw.rows(rows, cols, -largest, largest);
  const isTiny = parts === FINE && drawn.every((row) => row.every((value) => abs(value) < TINY));
  return rounded(drawn, isTiny ? FINE * FINE * FINE : parts);
}

/** How often a layer has been asked before, without a word of it where it is new. */
export function forwardsBefore(draw: Draw): { forwardsBefore?: number } {
  const before = draw.repeats(2, 0);
  return before > 0 ? { forwardsBefore: before } : {};
}

const FINE = 256;
const TINY = 0.02;

/** Rounds in place. */
function rounded(rows: number[][], parts: number): number[][] {
  for (const row of rows) for (let i = 0; i < row.length; i++) row[i] = round(row[i] * parts) / parts;
  return rows;
}

/** Rows of any float32 numbers, for what is passed on as it is. */
export function single(draw: Draw, rows: number, cols: number): number[][] {
  return draw.rows(rows, cols).map((row) => row.map(fround));
}

/** Rows as `close` compares them with a `Matrix`: by rows, columns and numbers, whatever the class. */
export function toMatrix(rows: readonly number[][]): { rows: number; cols: number; data: number[] } {
  const data: number[] = [];
  // Many times as fast as `flat`.
  for (const row of rows) for (const value of row) data.push(value);
  return { rows: rows.length, cols: rows[0]?.length ?? 0, data };
}

/** Cuts a list into rows of `cols` numbers. */
export function toRows(numbers: readonly number[], cols: number): number[][] {
  return Array.from({ length: numbers.length / cols }, (_, row) => numbers.slice(row * cols, (row + 1) * cols));
}

// What a contract computes for large batches runs once, before the engine has compiled it: there a loop is several times as fast as
// a callback for each number.

/** n × k times k × m gives n × m. */
export function product(a: readonly number[][], b: readonly number[][]): number[][] {
  // Row by row of `b`: as many products in the same order, and several times as fast as one column after the other.
  return a.map((row) => {
    const sums = filled(b[0].length, 0);
    for (let i = 0; i < row.length; i++) {
      const value = row[i];
      const other = b[i];
      for (let col = 0; col < sums.length; col++) sums[col] += value * other[col];
    }
    return sums;
  });
}

/** n × m becomes m × n. */
export function transposed(a: readonly number[][]): number[][] {
  return a[0].map((_, col) => {
    const column: number[] = [];
    for (const row of a) column.push(row[col]);
    return column;
  });
}

/** The same rows, with one number everywhere. */
export function filledLike(rows: readonly number[][], value: number): number[][] {
  return rows.map((row) => filled(row.length, value));
}

/** `count` times the same number. */
function filled(count: number, value: number): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < count; i++) numbers.push(value);
  return numbers;
}

/** The sum down each column: n × m gives m numbers. */
export function columnSums(a: readonly number[][]): number[] {
  const sums = filled(a[0].length, 0);
  for (const row of a) for (let col = 0; col < sums.length; col++) sums[col] += row[col];
  return sums;
}

/**
 * Every entry of `a` times the entry of `b` at the same place, all added up. With a layer's output as `a` and its
 * upstream gradient as `b`, this is a loss that has exactly that upstream gradient.
 */
export function weightedSum(a: readonly number[][], b: readonly number[][]): number {
  return a.reduce((sum, row, i) => row.reduce((rowSum, value, j) => rowSum + value * b[i][j], sum), 0);
}

/** x · weights + bias: batch × inputs gives batch × outputs. */
export function denseForward(x: readonly number[][], { weights, bias }: DenseParameters): number[][] {
  const output = product(x, weights);
  for (const row of output) for (let j = 0; j < row.length; j++) row[j] += bias[j];
  return output;
}

/** Gradients of a dense layer, from its input (batch × inputs) and the gradient of its output (batch × outputs). */
export function denseBackward(
  x: readonly number[][],
  weights: readonly number[][],
  upstream: readonly number[][],
): DenseParameters & { input: number[][] } {
  return {
    weights: product(transposed(x), upstream),
    bias: columnSums(upstream),
    input: product(upstream, transposed(weights)),
  };
}

/** max(0, x), entry by entry. */
export function reluForward(x: readonly number[][]): number[][] {
  return x.map((row) => row.map((value) => max(0, value)));
}

/** The gradient of ReLU's input; the slope at exactly 0 is 0. */
export function reluBackward(x: readonly number[][], upstream: readonly number[][]): number[][] {
  return upstream.map((row, i) => row.map((value, j) => (x[i][j] > 0 ? value : 0)));
}

/**
 * Softmax and cross-entropy of a batch × classes, by log-sum-exp: the mean loss, and its gradient with respect to the
 * logits (batch × classes).
 */
export function softmaxCrossEntropy(
  logits: readonly number[][],
  labels: ArrayLike<number>,
): { loss: number; gradient: number[][] } {
  let loss = 0;
  const gradient = logits.map((row, i) => {
    const largest = max(...row);
    const powers = row.map((value) => exp(value - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    loss += (largest - row[labels[i]] + log(sum)) / logits.length;
    return powers.map((power, j) => (power / sum - (j === labels[i] ? 1 : 0)) / logits.length);
  });
  return { loss, gradient };
}

/** The input of every dense layer of a network (ReLU between the layers, none after the last), then the output. */
export function networkForward(x: number[][], layers: readonly DenseParameters[]): number[][][] {
  const values = [x];
  layers.forEach((layer, i) => {
    const output = denseForward(values[i], layer);
    values.push(i < layers.length - 1 ? reluForward(output) : output);
  });
  return values;
}

/** Gradients of such a network: of every dense layer, and of the input. `upstream` is that of the output. */
export function networkBackward(
  x: number[][],
  layers: readonly DenseParameters[],
  upstream: number[][],
): { layers: DenseParameters[]; input: number[][] } {
  const values = networkForward(x, layers);
  const gradients: DenseParameters[] = [];
  let gradient = upstream;
  for (let i = layers.length - 1; i >= 0; i--) {
    const { weights, bias, input } = denseBackward(values[i], layers[i].weights, gradient);
    gradients.unshift({ weights, bias });
    gradient = i > 0 ? reluBackward(values[i], input) : input;
  }
  return { layers: gradients, input: gradient };
}
