/** The way of one example through a network and back, layer by layer, by the code that trains it. */
import { UserError } from '../errors';
import type { Layer, Parameter } from '../network/layer';
import type { Library } from '../network/library';
import type { Matrix } from '../network/matrix';
import type { LayerValues } from './networkView';

/** Gradients are of the loss of this example. */
interface PassLayer {
  /** Weighted sum and bias. */
  z: ArrayLike<number>;
  /** Behind the ReLU; of the output, z. */
  a: ArrayLike<number>;
  /** With respect to a. */
  aGradient: ArrayLike<number>;
  /** With respect to z. */
  zGradient: ArrayLike<number>;
  /** Inputs × outputs, row by row. */
  weightGradient: ArrayLike<number>;
  biasGradient: ArrayLike<number>;
}

export interface Pass {
  layers: PassLayer[];
  loss: number;
}

/**
 * By the layers and the loss of a library, with copies of the weights, so that training is not touched. Without dropout.
 *
 * @throws what a learner's code throws; UserError where a result has another shape than it must have
 */
export function passThrough(
  library: Library,
  layers: readonly LayerValues[],
  input: Float32Array,
  label: number,
): Pass {
  const parts = layers.map(({ weights: { rows, cols, data }, bias }, i) => ({
    dense: new library.Dense(new library.Matrix(rows, cols, data.slice()), new library.Matrix(1, cols, bias.slice())),
    relu: i + 1 < layers.length ? new library.ReLU() : null,
    inputs: rows,
    outputs: cols,
  }));
  let x: Matrix = new library.Matrix(1, input.length, input.slice());
  const forward = parts.map(({ dense, relu, outputs }) => {
    x = dense.forward(x);
    const z = row(x, outputs, 'Dense', 'forward');
    x = relu ? relu.forward(x) : x;
    return { z, a: row(x, outputs, 'ReLU', 'forward') };
  });
  const { loss, gradient } = library.softmaxCrossEntropy(x, Uint8Array.of(label));
  let upstream = gradient;
  const backward = parts.map(() => null as Omit<PassLayer, 'z' | 'a'> | null);
  for (let i = parts.length - 1; i >= 0; i--) {
    const { dense, relu, inputs, outputs } = parts[i];
    const aGradient = row(upstream, outputs, i + 1 < parts.length ? 'Dense' : 'softmaxCrossEntropy', 'backward');
    upstream = relu ? relu.backward(upstream) : upstream;
    const zGradient = row(upstream, outputs, 'ReLU', 'backward');
    upstream = dense.backward(upstream);
    backward[i] = { aGradient, zGradient, ...gradientsIn(dense, inputs, outputs) };
  }
  return { layers: forward.map((one, i) => ({ ...one, ...(backward[i] as Omit<PassLayer, 'z' | 'a'>) })), loss };
}

/** A copy of the one row: a learner's layer may use its result again. */
function row(matrix: Matrix | undefined, count: number, by: string, method: string): Float32Array {
  if (matrix?.rows !== 1 || matrix.cols !== count || matrix.data?.length !== count)
    throw new UserError(
      `One example went through your \`${by}\`, and ${method} returned ${matrix?.rows}×${matrix?.cols}, expected 1×${count}. ` +
        'Check My Solution in its lesson says more.',
    );
  return matrix.data.slice();
}

function gradientsIn(
  dense: Layer,
  inputs: number,
  outputs: number,
): Pick<PassLayer, 'weightGradient' | 'biasGradient'> {
  const [weights, bias] = dense.parameters() as (Parameter | undefined)[];
  const weightGradient = weights?.gradient?.data;
  const biasGradient = bias?.gradient?.data;
  if (weightGradient?.length !== inputs * outputs || biasGradient?.length !== outputs)
    throw new UserError(
      `After backward, the parameters of your \`Dense\` must have gradients of ${inputs}×${outputs} and 1×${outputs} numbers. ` +
        'Check My Solution in its lesson says more.',
    );
  return { weightGradient: weightGradient.slice(), biasGradient: biasGradient.slice() };
}
