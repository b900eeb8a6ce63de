import { mistakes } from 'kit';

const MSE_SLOPE = 'const slope = (2 * (predictions[example] - ys[example])) / xs.length;';
const MNIST_SLOPE = 'const slope = (lossSlope * p * (1 - p)) / xs.length;';

/** The rest of the loop stands in both functions; together with the line before it, it stands once. */
const LOOP = `
    for (let i = 0; i < weights.length; i++) {
      gradient.weights[i] += slope * xs[example][i];
    }
    gradient.bias += slope;`;

/** One edit of the loop behind `slope`, with what to find in it and what to put there. */
function inLoop(slope: string, ...changes: [string, string][]): { find: string; replace: string }[] {
  const changed = changes.reduce((text, [find, replace]) => text.replace(find, replace), LOOP);
  return [{ find: slope + LOOP, replace: slope + changed }];
}

export default mistakes([
  {
    id: 'mse-two-forgotten',
    believed: 'The slope of a squared error is the error.',
    edits: [{ find: MSE_SLOPE, replace: 'const slope = (predictions[example] - ys[example]) / xs.length;' }],
    says: 'Every slope is half of what it should be. When an error of 3 grows by 0.01, its square grows from 9 to about 9.06, by 0.06 and not by 0.03.',
  },
  {
    id: 'mse-divided-twice',
    believed: 'Each example gets its share, and the sum is divided again to make a mean.',
    edits: [
      { find: MSE_SLOPE, replace: 'const slope = (2 * (predictions[example] - ys[example])) / xs.length / xs.length;' },
    ],
    says: 'The number of examples divides twice. A mean is a sum that is divided by it once: either each example when it is added, or the sum at the end.',
  },
  {
    id: 'mse-never-divided',
    believed: 'The gradient is the sum over the examples.',
    edits: [{ find: MSE_SLOPE, replace: 'const slope = 2 * (predictions[example] - ys[example]);' }],
    says: 'This is the sum over the examples. The loss is a mean, so its gradient is a mean, too: it stays the same when every example comes twice.',
  },
  {
    id: 'mse-target-minus-prediction',
    believed: 'The error is target − prediction; after the square it does not matter.',
    edits: [{ find: 'predictions[example] - ys[example]', replace: 'ys[example] - predictions[example]' }],
    says: 'All signs are the wrong way round. The square hides in which order you subtract, but its slope does not: where the prediction is too high, the slope of the bias is positive.',
  },
  {
    id: 'mse-error-squared',
    believed: 'The gradient is the squared error times the input.',
    edits: [
      { find: '(2 * (predictions[example] - ys[example]))', replace: '(predictions[example] - ys[example]) ** 2' },
    ],
    says: 'You multiply the input by the squared error, which is the loss itself. What is asked for is how fast the squared error changes, and this has a sign.',
  },
  {
    id: 'mse-bias-not-mean',
    believed: 'There is one bias, so its slope has nothing to be divided by.',
    edits: inLoop(MSE_SLOPE, ['gradient.bias += slope;', 'gradient.bias += slope * xs.length;']),
    says: 'The weights are right, but the slope of the bias is a sum over the examples. It is a mean as well, like those of the weights.',
  },
  {
    id: 'mse-bias-times-first-input',
    family: 'mse-bias-times-input',
    believed: 'The slope of the bias is error times input, too.',
    edits: inLoop(MSE_SLOPE, ['gradient.bias += slope;', 'gradient.bias += slope * xs[example][0];']),
    says: 'The slope of the bias is multiplied by an input. When the bias moves by 0.01, how far does the prediction move, whatever the inputs are?',
  },
  {
    id: 'mse-bias-times-inputs',
    family: 'mse-bias-times-input',
    believed: 'The slope of the bias is error times input, too.',
    edits: inLoop(MSE_SLOPE, [
      '\n    }\n    gradient.bias += slope;',
      '\n      gradient.bias += slope * xs[example][i];\n    }',
    ]),
    says: 'The slope of the bias is multiplied by the inputs. When the bias moves by 0.01, how far does the prediction move, whatever the inputs are?',
  },
  {
    id: 'mse-bias-in-inner-loop',
    believed: 'The bias can be treated in the same loop as the weights.',
    edits: inLoop(MSE_SLOPE, ['\n    }\n    gradient.bias += slope;', '\n      gradient.bias += slope;\n    }']),
    says: 'The bias is counted once for each input of an example. It belongs to the loop over the examples, not to the loop over the inputs.',
  },
  {
    id: 'mse-input-forgotten',
    believed: 'Every weight gets the same slope.',
    edits: inLoop(MSE_SLOPE, ['slope * xs[example][i]', 'slope']),
    says: 'Each weight gets what the bias should get. How far a prediction moves with a weight depends on the input that the weight is multiplied by.',
  },
  {
    id: 'mse-last-example-only',
    believed: 'The loop goes over all examples, so all of them are in.',
    edits: inLoop(MSE_SLOPE, ['weights[i] += ', 'weights[i] = '], ['bias += ', 'bias = ']),
    says: 'Only the last example is in your gradient: each turn of the loop overwrites what the one before it found. Add them up.',
  },
  {
    id: 'mse-first-example-only',
    believed: 'One example is enough to know the way.',
    edits: inLoop(MSE_SLOPE, ['gradient.bias += slope;', 'gradient.bias += slope;\n    return gradient;']),
    says: 'Only the first example is in your gradient. Does the `return` stand inside the loop?',
  },
  {
    id: 'mse-predicts-without-bias',
    believed: 'The bias has its own slope, so the predictions do without it.',
    edits: [
      {
        find: 'const predictions = predictAll(xs, weights, bias);\n  const gradient: Gradient = { weights: weights.map(() => 0), bias: 0 };\n  for (let example = 0; example < xs.length; example++) {\n    const slope = (2',
        replace:
          'const predictions = predictAll(xs, weights, 0);\n  const gradient: Gradient = { weights: weights.map(() => 0), bias: 0 };\n  for (let example = 0; example < xs.length; example++) {\n    const slope = (2',
      },
    ],
    says: 'These are the slopes of a model whose bias is 0. The predictions need the bias that the function was given.',
  },
  {
    id: 'mse-piles-onto-weights',
    believed: '`{ weights, bias: 0 }` is a fresh gradient.',
    edits: [
      {
        find: 'bias: number): Gradient {\n  const predictions = predictAll(xs, weights, bias);\n  const gradient: Gradient = { weights: weights.map(() => 0), bias: 0 };\n  for (let example = 0; example < xs.length; example++) {\n    const slope = (2',
        replace:
          'bias: number): Gradient {\n  const predictions = predictAll(xs, weights, bias);\n  const gradient: Gradient = { weights, bias: 0 };\n  for (let example = 0; example < xs.length; example++) {\n    const slope = (2',
      },
    ],
    says: 'The slopes are added to the weights themselves, in the very array that you were given. Start from a new array of zeros, as long as `weights`.',
  },
  {
    id: 'mnist-sigmoid-forgotten',
    believed: 'The slope of the loss is −1 or +1, and then come the inputs.',
    edits: [{ find: MNIST_SLOPE, replace: 'const slope = lossSlope / xs.length;' }],
    says: 'One link of the chain is missing. Between the prediction and the loss stands the sigmoid, and it has a slope of its own, which depends on p.',
  },
  {
    id: 'mnist-times-p',
    believed: 'The slope of the sigmoid is the sigmoid.',
    edits: [{ find: 'lossSlope * p * (1 - p)', replace: 'lossSlope * p' }],
    says: 'You multiply by p. That is the height of the sigmoid, not its slope: where p is near 1 the curve is almost flat.',
  },
  {
    id: 'mnist-slope-at-z',
    believed: 'The slope of the sigmoid is z · (1 − z).',
    edits: [
      { find: 'lossSlope * p * (1 - p)', replace: 'lossSlope * predictions[example] * (1 - predictions[example])' },
    ],
    says: 'The formula is right, but it wants what comes out of the sigmoid, the probability. You gave it what goes in.',
  },
  {
    id: 'mnist-sigmoid-twice',
    believed: 'The slope of the sigmoid is taken at the probability.',
    edits: [{ find: 'lossSlope * p * (1 - p)', replace: 'lossSlope * sigmoid(p) * (1 - sigmoid(p))' }],
    says: 'The sigmoid is taken twice: of the prediction, and of what came out. In p · (1 − p), p is the probability itself.',
  },
  {
    id: 'mnist-sign',
    believed: 'For a 3 the probability should go up, so the slope is positive.',
    edits: [{ find: '=== 1 ? -1 : 1', replace: '=== 1 ? 1 : -1' }],
    says: 'All signs are the wrong way round. A slope says where the loss grows: for a 3, the loss shrinks when the probability grows.',
  },
  {
    id: 'mnist-targets-ignored',
    believed: 'The slope of 1 − p is −1, so it is −1.',
    edits: [{ find: '=== 1 ? -1 : 1', replace: '=== 1 ? -1 : -1' }],
    says: 'Every image is treated as a 3. For a 7 the loss is p, not 1 − p: what is the slope of that?',
  },
  {
    id: 'mnist-sevens-ignored',
    believed: 'Where the target is 0 there is nothing to learn.',
    edits: [{ find: '=== 1 ? -1 : 1', replace: '=== 1 ? -1 : 0' }],
    says: 'Images with target 0 add nothing to your gradient. A 7 has something to say, too: its probability of being a 3 should go down.',
  },
  {
    id: 'mnist-cross-entropy-slope',
    believed: 'With a sigmoid, the slope is always p − target.',
    edits: [{ find: 'lossSlope * p * (1 - p)', replace: '(p - targets[example])' }],
    says: 'p − target is the slope of another loss, the cross-entropy of lesson 2.5. This one belongs to `mnistLoss`, whose own slope is −1 or +1 and keeps the factor of the sigmoid.',
  },
  {
    id: 'mnist-squared-slope',
    believed: 'A loss is a squared error.',
    edits: [{ find: 'lossSlope * p * (1 - p)', replace: '2 * (p - targets[example]) * p * (1 - p)' }],
    says: 'This is the gradient of the squared error of the probability. `mnistLoss` has no square: it is 1 − p or p.',
  },
  {
    id: 'mnist-divided-twice',
    believed: 'Each image gets its share, and the sum is divided again to make a mean.',
    edits: [{ find: MNIST_SLOPE, replace: 'const slope = (lossSlope * p * (1 - p)) / xs.length / xs.length;' }],
    says: 'The number of images divides twice. A mean is a sum that is divided by it once.',
  },
  {
    id: 'mnist-never-divided',
    believed: 'The gradient is the sum over the images.',
    edits: [{ find: MNIST_SLOPE, replace: 'const slope = lossSlope * p * (1 - p);' }],
    says: 'This is the sum over the images. `mnistLoss` is a mean, so its gradient is a mean, too.',
  },
  {
    id: 'mnist-bias-not-mean',
    believed: 'There is one bias, so its slope has nothing to be divided by.',
    edits: inLoop(MNIST_SLOPE, ['gradient.bias += slope;', 'gradient.bias += slope * xs.length;']),
    says: 'The weights are right, but the slope of the bias is a sum over the images. It is a mean as well, like those of the weights.',
  },
  {
    id: 'mnist-bias-in-inner-loop',
    believed: 'The bias can be treated in the same loop as the weights.',
    edits: inLoop(MNIST_SLOPE, ['\n    }\n    gradient.bias += slope;', '\n      gradient.bias += slope;\n    }']),
    says: 'The bias is counted once for each pixel of an image. It belongs to the loop over the images, not to the loop over the pixels.',
  },
  {
    id: 'mnist-input-forgotten',
    believed: 'Every weight gets the same slope.',
    edits: inLoop(MNIST_SLOPE, ['slope * xs[example][i]', 'slope']),
    says: 'Each weight gets what the bias should get. How far a prediction moves with a weight depends on the pixel that the weight is multiplied by.',
  },
  {
    id: 'mnist-last-image-only',
    believed: 'The loop goes over all images, so all of them are in.',
    edits: inLoop(MNIST_SLOPE, ['weights[i] += ', 'weights[i] = '], ['bias += ', 'bias = ']),
    says: 'Only the last image is in your gradient: each turn of the loop overwrites what the one before it found. Add them up.',
  },
  {
    id: 'mnist-overflow',
    believed: 'e^(−z) / (1 + e^(−z))² is the slope of the sigmoid as well, so it does not matter which one is used.',
    edits: [
      {
        find: 'lossSlope * p * (1 - p)',
        replace: '(lossSlope * Math.exp(-predictions[example])) / (1 + Math.exp(-predictions[example])) ** 2',
      },
    ],
    says: 'On paper this form is the same, but at a prediction of −1000 the computer divides Infinity by Infinity. You have the probability already: use it.',
  },
  {
    id: 'mnist-no-minus-for-threes',
    believed: 'The slope of the sigmoid is the slope of the loss, for a 3 as for a 7.',
    edits: [{ find: '=== 1 ? -1 : 1', replace: '=== 1 ? 1 : 1' }],
    says: 'Every image is treated as a 7. For a 3 the loss is 1 − p: it shrinks when p grows, so its slope has another sign.',
  },
  {
    id: 'mnist-bias-times-inputs',
    believed: 'The slope of the bias is slope times input, too.',
    edits: inLoop(MNIST_SLOPE, [
      '\n    }\n    gradient.bias += slope;',
      '\n      gradient.bias += slope * xs[example][i];\n    }',
    ]),
    says: 'The slope of the bias is multiplied by the pixels. When the bias moves by 0.01, how far does the prediction move, whatever the pixels are?',
  },
  {
    id: 'mnist-first-image-only',
    believed: 'One image is enough to know the way.',
    edits: inLoop(MNIST_SLOPE, ['gradient.bias += slope;', 'gradient.bias += slope;\n    return gradient;']),
    says: 'Only the first image is in your gradient. Does the `return` stand inside the loop?',
  },
  {
    id: 'mse-divided-by-inputs',
    believed: 'The mean is over the inputs.',
    edits: [{ find: MSE_SLOPE, replace: 'const slope = (2 * (predictions[example] - ys[example])) / weights.length;' }],
    says: 'You divide by the number of weights. The loss is a mean over the examples: how many of them are there?',
  },
  {
    id: 'mnist-divided-by-pixels',
    believed: 'The mean is over the pixels.',
    edits: [{ find: MNIST_SLOPE, replace: 'const slope = (lossSlope * p * (1 - p)) / weights.length;' }],
    says: 'You divide by the number of weights. The loss is a mean over the images: how many of them are there?',
  },
  {
    id: 'mse-absolute-error',
    believed: 'An error has no sign.',
    edits: [
      { find: MSE_SLOPE, replace: 'const slope = (2 * Math.abs(predictions[example] - ys[example])) / xs.length;' },
    ],
    says: 'Your errors have no sign. A prediction that is too low pulls the other way than one that is too high.',
  },
  {
    id: 'mse-bias-left-out',
    believed: 'The weights are what is learned.',
    edits: [
      {
        find: 'const slope = (2 * (predictions[example] - ys[example])) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n    gradient.bias += slope;\n  }\n  return gradient;',
        replace:
          'const slope = (2 * (predictions[example] - ys[example])) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n  }\n  return { weights: gradient.weights } as Gradient;',
      },
    ],
    says: 'Your result has no `bias`. The bias is learned like every weight, so its slope belongs in the object that you return.',
  },
  {
    id: 'mse-bias-stays-zero',
    believed: 'The weights are what is learned.',
    edits: [
      {
        find: 'const slope = (2 * (predictions[example] - ys[example])) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n    gradient.bias += slope;\n  }\n  return gradient;',
        replace:
          'const slope = (2 * (predictions[example] - ys[example])) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n  }\n  return gradient;',
      },
    ],
    says: 'The slope of the bias is 0, because nothing is ever added to it. Each example says something about the bias, too.',
  },
  {
    id: 'mse-first-weight-left-out',
    believed: 'Counting starts at 1.',
    edits: [
      {
        find: 'const slope = (2 * (predictions[example] - ys[example])) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n    gradient.bias += slope;\n  }\n  return gradient;',
        replace:
          'const slope = (2 * (predictions[example] - ys[example])) / xs.length;\n    for (let i = 1; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n    gradient.bias += slope;\n  }\n  return gradient;',
      },
    ],
    says: 'The slope of the first weight is 0, because the loop over the weights begins with the second one. At which index does an array begin?',
  },
  {
    id: 'mnist-bias-left-out',
    believed: 'The weights are what is learned.',
    edits: [
      {
        find: 'const slope = (lossSlope * p * (1 - p)) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n    gradient.bias += slope;\n  }\n  return gradient;',
        replace:
          'const slope = (lossSlope * p * (1 - p)) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n  }\n  return { weights: gradient.weights } as Gradient;',
      },
    ],
    says: 'Your result has no `bias`. The bias is learned like every weight, so its slope belongs in the object that you return.',
  },
  {
    id: 'mnist-bias-stays-zero',
    believed: 'The weights are what is learned.',
    edits: [
      {
        find: 'const slope = (lossSlope * p * (1 - p)) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n    gradient.bias += slope;\n  }\n  return gradient;',
        replace:
          'const slope = (lossSlope * p * (1 - p)) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n  }\n  return gradient;',
      },
    ],
    says: 'The slope of the bias is 0, because nothing is ever added to it. Each example says something about the bias, too.',
  },
  {
    id: 'mnist-first-weight-left-out',
    believed: 'Counting starts at 1.',
    edits: [
      {
        find: 'const slope = (lossSlope * p * (1 - p)) / xs.length;\n    for (let i = 0; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n    gradient.bias += slope;\n  }\n  return gradient;',
        replace:
          'const slope = (lossSlope * p * (1 - p)) / xs.length;\n    for (let i = 1; i < weights.length; i++) {\n      gradient.weights[i] += slope * xs[example][i];\n    }\n    gradient.bias += slope;\n  }\n  return gradient;',
      },
    ],
    says: 'The slope of the first weight is 0, because the loop over the weights begins with the second one. At which index does an array begin?',
  },
  {
    id: 'mnist-factor-two',
    believed: 'Every loss has a 2 in its slope.',
    edits: [{ find: '(lossSlope * p * (1 - p))', replace: '(2 * lossSlope * p * (1 - p))' }],
    says: 'Every slope is twice what it should be. A factor 2 is the slope of a square, as in the mean squared error; `mnistLoss` has no square.',
  },
]);
