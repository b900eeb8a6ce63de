/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'functional style, mini-batches cut before the first epoch, no sigmoid in accuracy',
    text: `import { predictAll } from './2-linear-model.ts';
import { mnistLoss, sigmoid } from './3-loss.ts';
import { mnistLossGradient } from './5-gradients.ts';
import { type Parameters, step as descend } from './6-gradient-descent.ts';

export const accuracy = (images: number[][], targets: number[], { weights, bias }: Parameters): number =>
  predictAll(images, weights, bias).filter((output, i) => output > 0 === Boolean(targets[i])).length / images.length;

export function* trainClassifier(images: number[][], targets: number[], { initial, learningRate, epochs, batchSize }) {
  const batches: { xs: number[][]; ys: number[] }[] = [];
  for (let from = 0; from < images.length; from += batchSize) {
    const to = Math.min(from + batchSize, images.length);
    batches.push({ xs: images.slice(from, to), ys: targets.slice(from, to) });
  }
  let parameters: Parameters = initial;
  for (let step = 1; step <= epochs * batches.length; step++) {
    const { xs, ys } = batches[(step - 1) % batches.length];
    const { weights, bias } = parameters;
    const loss = mnistLoss(predictAll(xs, weights, bias).map(sigmoid), ys);
    parameters = descend(parameters, mnistLossGradient(xs, ys, weights, bias), learningRate);
    yield { parameters, loss, step, epoch: Math.ceil(step / batches.length) };
  }
}
`,
  },
  {
    name: 'typed arrays with 32 bits, one pass for loss and gradient, no help from earlier lessons',
    text: `function probability(image: ArrayLike<number>, weights: ArrayLike<number>, bias: number): number {
  let z = 0;
  for (let i = image.length - 1; i >= 0; i--) z += image[i] * weights[i];
  z += bias;
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

export function accuracy(images, targets, { weights, bias }) {
  let wrong = 0;
  images.forEach((image, i) => {
    const answer = probability(image, weights, bias) > 0.5 ? 1 : 0;
    if (answer !== targets[i]) wrong += 1;
  });
  return 1 - wrong / images.length;
}

function* trainClassifier(images, targets, { initial, learningRate, epochs, batchSize }) {
  let weights = Float32Array.from(initial.weights);
  let bias = initial.bias;
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let at = 0;
    while (at < images.length) {
      const end = Math.min(at + batchSize, images.length);
      const size = end - at;
      const slopes = new Float64Array(weights.length);
      let loss = 0;
      let biasSlope = 0;
      for (; at < end; at++) {
        const p = probability(images[at], weights, bias);
        loss += Math.abs(targets[at] - p);
        const slope = p * (1 - p) * (1 - 2 * targets[at]);
        for (let i = 0; i < slopes.length; i++) slopes[i] += slope * images[at][i];
        biasSlope += slope;
      }
      weights = weights.map((weight, i) => weight - (learningRate * slopes[i]) / size);
      bias -= (learningRate * biasSlope) / size;
      yield { epoch, step: ++step, loss: loss / size, parameters: { weights, bias } };
    }
  }
}

export { trainClassifier };
`,
  },
];
