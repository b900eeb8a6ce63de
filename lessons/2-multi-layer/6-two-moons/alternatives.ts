/** Right solutions that are built differently. The checks must accept every one of them. */
export default [
  {
    name: 'all gradients first, then their mean; the loss from log-sum-exp',
    text: `import { type Layer, type Network, forward } from './3-two-layer-network.ts';
import { type NetworkGradient, backward } from './4-backpropagation.ts';
import { softmaxCrossEntropyGradient } from './5-softmax.ts';

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const logSumExp = (logits: number[]): number => {
  const shift = Math.max(...logits);
  return shift + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - shift), 0));
};

const meanLayer = (layers: Layer[]): Layer => ({
  weights: layers[0].weights.map((row, i) => Array.from(row, (_, j) => mean(layers.map(({ weights }) => weights[i][j])))),
  bias: Array.from(layers[0].bias, (_, j) => mean(layers.map(({ bias }) => bias[j]))),
});

export const batchGradient = (xs: number[][], labels: number[], network: Network): NetworkGradient => {
  const gradients = xs.map((x, k) => {
    const pass = forward(x, network);
    return backward(x, pass, softmaxCrossEntropyGradient(pass.output, labels[k]), network);
  });
  return {
    hidden: meanLayer(gradients.map(({ hidden }) => hidden)),
    output: meanLayer(gradients.map(({ output }) => output)),
  };
};

const moved = (layer: Layer, slopes: Layer, rate: number): Layer => ({
  weights: layer.weights.map((row, i) => row.map((weight, j) => weight - rate * slopes.weights[i][j])),
  bias: layer.bias.map((value, j) => value - rate * slopes.bias[j]),
});

export const trainTwoLayer = function* (xs: number[][], labels: number[], network: Network, options: { learningRate: number; epochs: number; batchSize: number }) {
  const batchesPerEpoch = Math.ceil(xs.length / options.batchSize);
  for (let step = 1; step <= options.epochs * batchesPerEpoch; step++) {
    const start = ((step - 1) % batchesPerEpoch) * options.batchSize;
    const batch = xs.slice(start, start + options.batchSize);
    const truth = labels.slice(start, start + options.batchSize);
    const loss = mean(batch.map((x, k) => logSumExp(forward(x, network).output) - forward(x, network).output[truth[k]]));
    const gradient = batchGradient(batch, truth, network);
    network = {
      hidden: moved(network.hidden, gradient.hidden, options.learningRate),
      output: moved(network.output, gradient.output, options.learningRate),
    };
    yield { step, epoch: Math.ceil(step / batchesPerEpoch), loss, network };
  }
};
`,
  },
  {
    name: 'one deep copy of the network, changed in place and copied for each report',
    text: `import { type Network, forward } from './3-two-layer-network.ts';
import { backward } from './4-backpropagation.ts';
import { crossEntropy, softmax, softmaxCrossEntropyGradient } from './5-softmax.ts';

/** target += factor · source, everywhere. */
function add(target: Network, source: Network, factor: number): void {
  for (const name of ['output', 'hidden'] as const) {
    target[name].weights.forEach((row, i) => row.forEach((_, j) => (row[j] += factor * source[name].weights[i][j])));
    target[name].bias.forEach((_, j) => (target[name].bias[j] += factor * source[name].bias[j]));
  }
}

export function batchGradient(xs: number[][], labels: number[], network: Network): Network {
  const total = structuredClone(network);
  add(total, structuredClone(total), -1);
  for (const [k, x] of xs.entries()) {
    const pass = forward(x, network);
    add(total, backward(x, pass, softmaxCrossEntropyGradient(pass.output, labels[k]), network), 1 / xs.length);
  }
  return total;
}

export function* trainTwoLayer(
  xs: number[][],
  labels: number[],
  network: Network,
  { learningRate, epochs, batchSize }: { learningRate: number; epochs: number; batchSize: number },
) {
  const own = structuredClone(network);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let start = 0;
    while (start < xs.length) {
      const end = Math.min(start + batchSize, xs.length);
      let loss = 0;
      for (let k = start; k < end; k++) {
        loss += crossEntropy(softmax(forward(xs[k], own).output), labels[k]) / (end - start);
      }
      add(own, batchGradient(xs.slice(start, end), labels.slice(start, end), own), -learningRate);
      start = end;
      step += 1;
      yield { epoch, step, loss, network: structuredClone(own), examples: end };
    }
  }
}
`,
  },
  {
    name: 'Float32Array, everything in one function',
    text: `interface Layer {
  weights: ArrayLike<number>[];
  bias: ArrayLike<number>;
}

interface Network {
  hidden: Layer;
  output: Layer;
}

const zeros = (layer: Layer) => ({
  weights: layer.weights.map((row) => new Float32Array(row.length)),
  bias: new Float32Array(layer.bias.length),
});

function study(xs: number[][], labels: number[], { hidden, output }: Network) {
  const gradient = { hidden: zeros(hidden), output: zeros(output) };
  let loss = 0;
  xs.forEach((x, k) => {
    const h = Float64Array.from(hidden.bias, (bias, j) => Math.max(0, x.reduce((sum, v, i) => sum + v * hidden.weights[i][j], bias)));
    const logits = Float64Array.from(output.bias, (bias, j) => h.reduce((sum, v, i) => sum + v * output.weights[i][j], bias));
    const largest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - largest));
    const total = powers.reduce((a, b) => a + b);
    loss += Math.log(total) + largest - logits[labels[k]];
    const slopes = powers.map((power, j) => (power / total - (j === labels[k] ? 1 : 0)) / xs.length);
    slopes.forEach((slope, j) => {
      gradient.output.bias[j] += slope;
      h.forEach((value, i) => (gradient.output.weights[i][j] += value * slope));
    });
    h.forEach((value, i) => {
      if (value <= 0) return;
      const slope = slopes.reduce((sum, s, j) => sum + s * output.weights[i][j], 0);
      gradient.hidden.bias[i] += slope;
      x.forEach((v, m) => (gradient.hidden.weights[m][i] += v * slope));
    });
  });
  return { gradient, loss: loss / xs.length };
}

export function batchGradient(xs: number[][], labels: number[], network: Network) {
  return study(xs, labels, network).gradient;
}

export function* trainTwoLayer(
  xs: number[][],
  labels: number[],
  network: Network,
  { learningRate, epochs, batchSize }: { learningRate: number; epochs: number; batchSize: number },
) {
  let step = 0;
  let now = network;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let start = 0; start < xs.length; start += batchSize) {
      const { gradient, loss } = study(xs.slice(start, start + batchSize), labels.slice(start, start + batchSize), now);
      const move = (layer: Layer, slopes: ReturnType<typeof zeros>): Layer => ({
        weights: layer.weights.map((row, i) => Float64Array.from(row, (weight, j) => weight - learningRate * slopes.weights[i][j])),
        bias: Float64Array.from(layer.bias, (value, j) => value - learningRate * slopes.bias[j]),
      });
      now = { hidden: move(now.hidden, gradient.hidden), output: move(now.output, gradient.output) };
      yield { epoch, step: ++step, loss, network: now };
    }
  }
}
`,
  },
];
