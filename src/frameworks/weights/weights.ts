/**
 * The weights of a network, as they are written to files and read from them: of dense layers, each with the outputs of the one before as
 * its inputs, or of the convolutional network, which is known by the shapes of its weights.
 */
import { t } from '../../course/l10n';
import { UserError } from '../../training/errors';
import { CONV_NET, parameterShapes } from '../../training/network/convNet';
import type { LayerParameters } from '../../protocol/inspection';

/** A dense layer: x · weights + bias. Of a convolution, x is a window: channels · rows · columns × filters. */
export type LayerWeights = LayerParameters;

/** The largest network that can be chosen, with 8 hidden layers of 4096, has 121 million and 9 layers. */
export const MAX_NUMBERS = 125_000_000;
export const MAX_LAYERS = 20;

/** What a file says of a layer, before its numbers are read. */
interface LayerShape {
  rows: number;
  cols: number;
  biases: number;
}

const CONV_SHAPES = parameterShapes(CONV_NET).filter((_, i) => i % 2 === 0);

/** Whether they are those of the convolutional network of the course. */
export const areConvolutional = (layers: readonly LayerWeights[]): boolean => fitConvNet(layers.map(shapeOf));

const fitConvNet = (shapes: readonly LayerShape[]): boolean =>
  shapes.length === CONV_SHAPES.length &&
  CONV_SHAPES.every(({ rows, cols }, i) => shapes[i].rows === rows && shapes[i].cols === cols);

/** Of dense layers: inputs, hidden layers, outputs. */
export function sizesOf(layers: readonly LayerWeights[]): number[] {
  return [layers[0].weights.rows, ...layers.map(({ weights }) => weights.cols)];
}

/** Of every network that reads digits: a pixel each, a digit each. */
const INPUTS = 28 * 28;
const OUTPUTS = 10;

/** @throws UserError where it is no network that reads images of 28×28 pixels as one of ten digits */
export function requireDigits(layers: readonly LayerWeights[], file: string): void {
  if (areConvolutional(layers)) return;
  const sizes = sizesOf(layers);
  const [inputs, outputs] = [sizes[0], sizes[sizes.length - 1]];
  if (outputs !== OUTPUTS)
    throw new UserError(
      t(
        '{0} holds a network with {1} outputs. A network that reads digits has {2}, one for each digit.',
        file,
        outputs,
        OUTPUTS,
      ),
    );
  if (inputs !== INPUTS)
    throw new UserError(
      t(
        '{0} holds a network with {1} inputs. A network that reads digits has {2}, one for each pixel of 28×28.',
        file,
        inputs,
        INPUTS,
      ),
    );
}

/**
 * Looks whether these are the weights of a network: layers that fit together, of finite numbers.
 *
 * @param file for the message
 * @throws UserError naming the layer and what is wrong with it
 */
export function requireNetwork(layers: readonly LayerWeights[], file: string): void {
  requireShapes(layers.map(shapeOf), file);
  requireFinite(layers, file);
}

/**
 * The layers of a file as this course has them, inputs × outputs. PyTorch keeps them as outputs × inputs; which of the two a file has
 * is told by its biases.
 *
 * @throws UserError as `requireNetwork`
 */
export function toNetwork(layers: LayerWeights[], file: string): LayerWeights[] {
  const shapes = layers.map(shapeOf);
  const network = areTurned(shapes)
    ? layers.map(({ weights, bias }) => ({ weights: transposed(weights), bias }))
    : layers;
  requireNetwork(network, file);
  return network;
}

const shapeOf = ({ weights: { rows, cols }, bias }: LayerWeights): LayerShape => ({ rows, cols, biases: bias.length });

/** Whether layers fit together only when each is outputs × inputs. */
function areTurned(shapes: readonly LayerShape[]): boolean {
  return misfit(shapes) !== null && misfit(shapes.map(turned)) === null;
}

const turned = ({ rows, cols, biases }: LayerShape): LayerShape => ({ rows: cols, cols: rows, biases });

/** Column by column → row by row, and back. */
export function transposed({ rows, cols, data }: LayerWeights['weights']): LayerWeights['weights'] {
  const other = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) other[col * rows + row] = data[row * cols + col];
  return { rows: cols, cols: rows, data: other };
}

/**
 * Judges a network by what is said of it, so that numbers which are none of a network are never taken into memory. Layers may all be
 * outputs × inputs.
 *
 * @throws UserError naming the layer that does not fit
 */
export function requireShapes(shapes: readonly LayerShape[], file: string): void {
  if (shapes.length === 0) throw new UserError(`${file} holds no layer.`);
  const numbers = shapes.reduce((sum, { rows, cols, biases }) => sum + rows * cols + biases, 0);
  if (shapes.length > MAX_LAYERS || numbers > MAX_NUMBERS)
    throw new UserError(
      `${file} says that it holds ${shapes.length} layers with ${numbers.toLocaleString('en-US')} numbers, more than any network of this course.`,
    );
  const wrong = misfit(shapes);
  if (wrong !== null && !areTurned(shapes)) throw new UserError(`${file}: ${wrong}`);
}

/** The first layer that does not fit, and why; null when all do. */
function misfit(shapes: readonly LayerShape[]): string | null {
  const isDense = !fitConvNet(shapes);
  for (const [i, { rows, cols, biases }] of shapes.entries()) {
    const layer = `layer ${i + 1}`;
    if (rows < 1 || cols < 1) return `${layer} has ${rows}×${cols} weights, and no layer is without inputs or outputs.`;
    if (biases !== cols)
      return `${layer} has ${rows}×${cols} weights and ${biases} biases. There must be one bias for each of its ${cols} outputs.`;
    const before = shapes[i - 1]?.cols;
    if (isDense && before !== undefined && before !== rows)
      return `${layer} has ${rows} inputs, but layer ${i} has ${before} outputs.`;
  }
  return null;
}

function requireFinite(layers: readonly LayerWeights[], file: string): void {
  layers.forEach(({ weights: { cols, data }, bias }, i) => {
    const layer = `layer ${i + 1}`;
    const bad = notFinite(data);
    if (bad >= 0) {
      const place = `row ${Math.floor(bad / cols)}, column ${bad % cols}`;
      throw new UserError(
        `${file}: the weights of ${layer} hold ${data[bad]} in ${place}, which is not a finite number.`,
      );
    }
    const badBias = notFinite(bias);
    if (badBias >= 0) {
      throw new UserError(`${file}: bias ${badBias} of ${layer} is ${bias[badBias]}, which is not a finite number.`);
    }
  });
}

/** A loop: there may be a hundred million of them. */
function notFinite(numbers: Float32Array): number {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return i;
  return -1;
}
