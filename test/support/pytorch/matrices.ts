/** What Parts 3 and 4 work with, as CURRICULUM has it, and how a fixture holds it. */

export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float32Array;
}

export interface Parameter {
  value: Matrix;
  gradient: Matrix;
}

export interface Layer {
  forward(x: Matrix): Matrix;
  backward(upstream: Matrix): Matrix;
  parameters(): Parameter[];
}

export interface MatrixExports {
  Matrix: { from(rows: number[][]): Matrix };
}

export interface NetworkExports extends MatrixExports {
  Dense: new (weights: Matrix, bias: Matrix) => Layer;
  ReLU: new () => Layer;
  Network: new (layers: Layer[]) => Layer;
  softmaxCrossEntropy(logits: Matrix, labels: ArrayLike<number>): { loss: number; gradient: Matrix };
}

export interface DenseValues {
  weights: number[][];
  bias: number[];
}

export interface Pass {
  x: number[][];
  upstream: number[][];
}

/** @returns one array for each row, of as many numbers as the matrix says that it has columns */
export function rowsOf(matrix: Matrix): number[][] {
  return Array.from({ length: matrix.rows }, (_, row) =>
    Array.from({ length: matrix.cols }, (__, col) => matrix.data[row * matrix.cols + col]),
  );
}

export function dense({ Matrix, Dense }: NetworkExports, { weights, bias }: DenseValues): Layer {
  return new Dense(Matrix.from(weights), Matrix.from([bias]));
}

/** Dense layers with a ReLU between each two of them, none after the last. */
export function network(exports: NetworkExports, layers: DenseValues[]): Layer {
  return new exports.Network(
    layers.flatMap((values, i) => [...(i > 0 ? [new exports.ReLU()] : []), dense(exports, values)]),
  );
}

/** Sends each pass through a layer and back. Keeps what comes out at both ends, and all gradients after that pass. */
export function throughAndBack({ Matrix }: MatrixExports, layer: Layer, passes: Pass[]): unknown[] {
  const parameters = layer.parameters();
  return passes.map(({ x, upstream }) => {
    const output = rowsOf(layer.forward(Matrix.from(x)));
    const input = rowsOf(layer.backward(Matrix.from(upstream)));
    return { output, input, gradients: parameters.map(({ gradient }) => rowsOf(gradient)) };
  });
}

export function valuesOf(parameters: Parameter[]): number[][][] {
  return parameters.map(({ value }) => rowsOf(value));
}
