/** The same network in float64 and in the plainest form: what the kernels are compared with. */

export interface Layer64 {
  /** inputs × outputs, row by row. */
  weights: Float64Array;
  bias: Float64Array;
  inputs: number;
  outputs: number;
}

/** `outputs[i]` is what layer i returns: after the ReLU, for all but the last one. */
export function forward64(layers: Layer64[], x: ArrayLike<number>, rows: number): Float64Array[] {
  const outputs: Float64Array[] = [];
  let input: ArrayLike<number> = x;
  layers.forEach(({ weights, bias, inputs, outputs: width }, i) => {
    const out = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) {
      out.set(bias, row * width);
      for (let k = 0; k < inputs; k++) {
        const x = input[row * inputs + k];
        if (x === 0) continue;
        for (let j = 0; j < width; j++) out[row * width + j] += x * weights[k * width + j];
      }
    }
    if (i < layers.length - 1) for (let j = 0; j < out.length; j++) out[j] = Math.max(0, out[j]);
    outputs.push(out);
    input = out;
  });
  return outputs;
}

/** Gradients of weights and bias of each layer, from the gradient with respect to the logits. */
export function backward64(
  layers: Layer64[],
  x: ArrayLike<number>,
  rows: number,
  outputs: Float64Array[],
  upstream: ArrayLike<number>,
): { weights: Float64Array; bias: Float64Array }[] {
  const gradients = layers.map(({ weights, bias }) => ({
    weights: new Float64Array(weights.length),
    bias: new Float64Array(bias.length),
  }));
  let dy = Float64Array.from(upstream);
  for (let i = layers.length - 1; i >= 0; i--) {
    const { weights, inputs, outputs: width } = layers[i];
    const input: ArrayLike<number> = i === 0 ? x : outputs[i - 1];
    const dx = new Float64Array(rows * inputs);
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < width; j++) gradients[i].bias[j] += dy[row * width + j];
      for (let k = 0; k < inputs; k++) {
        const x = input[row * inputs + k];
        if (x === 0) continue;
        let sum = 0;
        for (let j = 0; j < width; j++) {
          const slope = dy[row * width + j];
          gradients[i].weights[k * width + j] += x * slope;
          sum += slope * weights[k * width + j];
        }
        // Where it was above 0; a gradient of the images is not needed.
        dx[row * inputs + k] = sum;
      }
    }
    dy = dx;
  }
  return gradients;
}

/** Mean cross-entropy, and its gradient with respect to the logits. */
export function loss64(
  logits: Float64Array,
  rows: number,
  classes: number,
  labels: ArrayLike<number>,
): { loss: number; gradient: Float64Array } {
  const gradient = new Float64Array(logits.length);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const z = logits.subarray(row * classes, (row + 1) * classes);
    const largest = Math.max(...z);
    const sum = z.reduce((total, value) => total + Math.exp(value - largest), 0);
    loss += Math.log(sum) - (z[labels[row]] - largest);
    z.forEach((value, j) => {
      gradient[row * classes + j] = (Math.exp(value - largest) / sum - (j === labels[row] ? 1 : 0)) / rows;
    });
  }
  return { loss: loss / rows, gradient };
}
