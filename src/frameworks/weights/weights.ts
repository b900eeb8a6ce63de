/** The weights of a network, as they are written to files and read from them. */
import { UserError } from '../../training/errors';
import type { LayerParameters } from '../../protocol/inspection';

/** A dense layer: x · weights + bias. */
export type LayerWeights = LayerParameters;

/** More than any network that this course trains. */
export const MAX_NUMBERS = 100_000_000;

/** Inputs, hidden layers, outputs. */
export function sizesOf(layers: readonly LayerWeights[]): number[] {
  return [layers[0].weights.rows, ...layers.map(({ weights }) => weights.cols)];
}

/**
 * Looks whether these are the weights of a network: layers that fit together, of finite numbers.
 *
 * @param file for the message
 * @throws UserError naming the layer and what is wrong with it
 */
export function requireNetwork(layers: readonly LayerWeights[], file: string): void {
  if (layers.length === 0) throw new UserError(`${file} holds no layer.`);
  layers.forEach(({ weights, bias }, i) => {
    const { rows, cols, data } = weights;
    const layer = `layer ${i + 1}`;
    if (data.length !== rows * cols || bias.length !== cols) {
      throw new UserError(
        `${file}: ${layer} has ${rows}×${cols} weights and ${bias.length} biases. There must be one bias for each of its ${cols} outputs.`,
      );
    }
    const before = layers[i - 1]?.weights.cols;
    if (before !== undefined && before !== rows) {
      throw new UserError(`${file}: ${layer} has ${rows} inputs, but layer ${i} has ${before} outputs.`);
    }
    const bad = data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      const place = `row ${Math.floor(bad / cols)}, column ${bad % cols}`;
      throw new UserError(
        `${file}: the weights of ${layer} hold ${data[bad]} in ${place}, which is not a finite number.`,
      );
    }
    const badBias = bias.findIndex((value) => !Number.isFinite(value));
    if (badBias >= 0) {
      throw new UserError(`${file}: bias ${badBias} of ${layer} is ${bias[badBias]}, which is not a finite number.`);
    }
  });
}
