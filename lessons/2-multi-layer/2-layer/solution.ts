// Lesson 2.2 · A layer: many linear models side by side, all looking at the same inputs.

/** What `layerGradient` returns: the slope of the loss for everything that went into a layer. */
export interface LayerGradient {
  /** inputs × outputs, like the layer's weights. */
  weights: number[][];
  /** One for each output. */
  bias: number[];
  /** One for each input. */
  input: number[];
}

/**
 * The outputs of a layer for one example. Output j is x[0] · weights[0][j] + x[1] · weights[1][j] + … + bias[j].
 *
 * @param x the inputs of one example, at least one
 * @param weights inputs × outputs: weights[i][j] leads from input i to output j
 * @param bias one number for each output
 * @returns one number for each output, with no activation function
 * @throws Error when `x` and the rows of `weights`, or `bias` and its columns, do not fit; the message names both sizes
 */
export function layer(x: number[], weights: number[][], bias: number[]): number[] {
  // BEGIN SOLUTION: first compare the sizes. Then, for each output j, add up x[i] · weights[i][j] over all inputs i, and add bias[j] once.
  if (x.length !== weights.length) {
    throw new Error(`layer: ${x.length} inputs, but ${weights.length} rows of weights`);
  }
  if (bias.length !== weights[0].length) {
    throw new Error(`layer: ${bias.length} biases, but ${weights[0].length} columns of weights`);
  }
  const output: number[] = [];
  for (let j = 0; j < bias.length; j++) {
    let sum = bias[j];
    for (let i = 0; i < x.length; i++) {
      sum += x[i] * weights[i][j];
    }
    output.push(sum);
  }
  return output;
  // END SOLUTION
}

/**
 * Sends a gradient back through a layer.
 *
 * @param x the inputs that the layer was given
 * @param weights inputs × outputs, those that the layer used
 * @param upstream for each output of the layer, the slope of the loss
 * @returns the slope of the loss for each weight (x[i] · upstream[j]), for each bias (upstream[j]),
 *   and for each input (the sum over all outputs j of weights[i][j] · upstream[j])
 * @throws Error when `x` and the rows of `weights`, or `upstream` and its columns, do not fit; the message names both sizes
 */
export function layerGradient(x: number[], weights: number[][], upstream: number[]): LayerGradient {
  // BEGIN SOLUTION: first compare the sizes. Then take every pair of an input i and an output j once: what does it say about weights[i][j], and what about input i?
  if (x.length !== weights.length) {
    throw new Error(`layerGradient: ${x.length} inputs, but ${weights.length} rows of weights`);
  }
  if (upstream.length !== weights[0].length) {
    throw new Error(`layerGradient: ${upstream.length} upstream slopes, but ${weights[0].length} columns of weights`);
  }
  const gradient: LayerGradient = { weights: [], bias: upstream.slice(), input: [] };
  for (let i = 0; i < x.length; i++) {
    const row: number[] = [];
    let sum = 0;
    for (let j = 0; j < upstream.length; j++) {
      row.push(x[i] * upstream[j]);
      sum += weights[i][j] * upstream[j];
    }
    gradient.weights.push(row);
    gradient.input.push(sum);
  }
  return gradient;
  // END SOLUTION
}
