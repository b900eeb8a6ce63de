import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'sum-not-mean',
    believed: 'The gradient of a batch is the sum of the gradients.',
    edits: [{ find: 'sum + slope / xs.length', replace: 'sum + slope' }],
    says: 'This is the sum over the batch. The mean does not grow with the number of examples: what is a sum divided by to become a mean?',
  },
  {
    id: 'divided-twice',
    believed: 'Each example counts 1/n, and the end result is divided by n.',
    edits: [
      {
        find: 'softmaxCrossEntropyGradient(pass.output, labels[example]);',
        replace: 'softmaxCrossEntropyGradient(pass.output, labels[example]).map((slope) => slope / xs.length);',
      },
    ],
    says: 'The number of examples divides twice on the way to the step. Once is enough: `batchGradient` gives a mean already.',
    family: 'divided-twice',
  },
  {
    id: 'last-example-only',
    believed: 'The loop keeps what it computed.',
    edits: [{ find: '(sum, slope) => sum + slope / xs.length', replace: '(_sum, slope) => slope / xs.length' }],
    says: 'Only the last example is in your result. Each turn of the loop has to add to what the turns before have collected.',
  },
  {
    id: 'first-label-for-all',
    believed: 'A batch has a label.',
    edits: [{ find: 'labels[example]);', replace: 'labels[0]);' }],
    says: 'Every example is compared with the first label. Each one has its own.',
  },
  {
    id: 'probabilities-as-gradient',
    believed: 'The gradient of the loss is what softmax says.',
    edits: [{ find: 'softmaxCrossEntropyGradient(pass.output, labels[example]);', replace: 'softmax(pass.output);' }],
    says: 'You send the probabilities back. What goes back is probability minus truth, your `softmaxCrossEntropyGradient`, and the truth is missing.',
  },
  {
    id: 'softmax-twice',
    believed: 'The loss wants probabilities.',
    edits: [
      {
        find: 'softmaxCrossEntropyGradient(pass.output, labels[example]);',
        replace: 'softmaxCrossEntropyGradient(softmax(pass.output), labels[example]);',
      },
    ],
    says: 'Softmax is applied twice: once by you, and once inside `softmaxCrossEntropyGradient`. That function wants the logits.',
  },
  {
    id: 'uphill',
    believed: 'The step adds the gradient.',
    edits: [{ find: 'value - learningRate * slope', replace: 'value + learningRate * slope' }],
    says: 'Your steps go uphill, and the loss grows. There is one minus between the gradient and the step: the gradient points to where the loss rises, and the step goes the other way.',
    family: 'sign',
  },
  {
    id: 'gradient-in-the-wrong-direction',
    believed: 'What is true minus what is said.',
    edits: [{ find: 'sum + slope / xs.length', replace: 'sum - slope / xs.length' }],
    says: 'All signs of your gradient are the other way round. The gradient points uphill; the minus comes in the step.',
    family: 'sign',
  },
  {
    id: 'no-learning-rate',
    believed: 'The gradient says how far to go.',
    edits: [{ find: 'value - learningRate * slope', replace: 'value - slope' }],
    says: 'Your step ignores the learning rate. The gradient gives the direction; `learningRate` says how much of it is taken.',
  },
  {
    id: 'step-divided-again',
    believed: 'The step divides by the batch size.',
    edits: [{ find: 'value - learningRate * slope', replace: 'value - (learningRate * slope) / batch.length' }],
    says: 'Your steps are too small by the number of examples in the batch. The gradient is a mean already.',
    family: 'divided-twice',
  },
  {
    id: 'always-from-the-start',
    believed: 'The step starts from the network that was given.',
    edits: [{ find: 'current = combine(current, gradient', replace: 'current = combine(network, gradient' }],
    says: 'Each of your steps starts from the first network again, so that only the last step counts. Go on from where the last step has led.',
  },
  {
    id: 'gradient-of-the-first-network',
    believed: 'The gradient belongs to the network that was given.',
    edits: [
      { find: 'batchGradient(batch, batchLabels, current)', replace: 'batchGradient(batch, batchLabels, network)' },
    ],
    says: 'You take the gradient of the network that training started from. Downhill is somewhere else after each step: ask the network as it is now.',
  },
  {
    id: 'whole-data-gradient',
    believed: 'The gradient is taken over all examples.',
    edits: [{ find: 'batchGradient(batch, batchLabels, current)', replace: 'batchGradient(xs, labels, current)' }],
    says: 'Each of your steps uses all the examples. A step looks at its own mini-batch only.',
  },
  {
    id: 'labels-not-sliced',
    believed: 'The labels go with the examples by themselves.',
    edits: [{ find: 'labels.slice(start, start + batchSize)', replace: 'labels' }],
    says: 'You cut the batch out of the examples, but not out of the labels, so that from the second batch on, the examples meet labels of others.',
  },
  {
    id: 'loss-after-step',
    believed: 'The loss is that of the new network.',
    edits: [
      {
        find: 'const losses = batch.map((x, i) => crossEntropy(softmax(forward(x, current).output), batchLabels[i]));\n      loss = losses.reduce((sum, value) => sum + value, 0) / batch.length;\n      const gradient = batchGradient(batch, batchLabels, current);\n      current = combine(current, gradient, (value, slope) => value - learningRate * slope);',
        replace:
          'const gradient = batchGradient(batch, batchLabels, current);\n      current = combine(current, gradient, (value, slope) => value - learningRate * slope);\n      const losses = batch.map((x, i) => crossEntropy(softmax(forward(x, current).output), batchLabels[i]));\n      loss = losses.reduce((sum, value) => sum + value, 0) / batch.length;',
      },
    ],
    says: 'You measure the loss after the step. It is reported as it was before, with the same network that the gradient belongs to.',
  },
  {
    id: 'loss-without-softmax',
    believed: 'Cross-entropy takes what the network says.',
    edits: [
      {
        find: 'crossEntropy(softmax(forward(x, current).output), batchLabels[i])',
        replace: 'crossEntropy(forward(x, current).output, batchLabels[i])',
      },
    ],
    says: 'Your loss takes the logarithm of a logit. `crossEntropy` wants probabilities: softmax comes in between.',
  },
  {
    id: 'loss-summed',
    believed: 'The loss of a batch is the sum.',
    edits: [
      {
        find: 'losses.reduce((sum, value) => sum + value, 0) / batch.length;',
        replace: 'losses.reduce((sum, value) => sum + value, 0);',
      },
    ],
    says: 'Your loss is the sum over the batch. It is the mean, so that a short last batch can be compared with the others.',
  },
  {
    id: 'loss-divided-by-batch-size',
    believed: 'Every batch has batchSize examples.',
    edits: [
      {
        find: 'losses.reduce((sum, value) => sum + value, 0) / batch.length;',
        replace: 'losses.reduce((sum, value) => sum + value, 0) / batchSize;',
      },
    ],
    says: 'You divide the loss by `batchSize`. The last batch of an epoch may be shorter: divide by the number of examples that are in it.',
  },
  {
    id: 'only-output-layer',
    believed: 'The hidden layer is fixed.',
    edits: [
      {
        find: 'value - learningRate * slope);',
        replace: 'value - learningRate * slope);\n      current = { hidden: network.hidden, output: current.output };',
      },
    ],
    says: 'Your hidden layer stays as it was in the beginning. It learns by the same rule as the output layer.',
  },
  {
    id: 'biases-not-trained',
    believed: 'Training changes the weights.',
    edits: [
      {
        find: 'value - learningRate * slope);',
        replace:
          'value - learningRate * slope);\n      current.hidden.bias = network.hidden.bias;\n      current.output.bias = network.output.bias;',
      },
    ],
    says: 'Your biases stay as they were in the beginning. They learn by the same rule as the weights.',
  },
  {
    id: 'changed-in-place',
    believed: 'There is one network, and training changes it.',
    edits: [
      {
        find: 'current = combine(current, gradient, (value, slope) => value - learningRate * slope);',
        replace:
          "for (const name of ['hidden', 'output'] as const) {\n        const { weights, bias } = current[name];\n        weights.forEach((row, i) => row.forEach((_, j) => (row[j] -= learningRate * gradient[name].weights[i][j])));\n        bias.forEach((_, j) => (bias[j] -= learningRate * gradient[name].bias[j]));\n      }",
      },
    ],
    says: 'You write into the network of the step before. Make a new one in each step: that one has been handed out, and is still needed as it was. `combine` builds a new one for you.',
  },
  {
    id: 'combine-result-dropped',
    believed: '`combine` adds to its first argument.',
    edits: [{ find: 'mean = combine(mean, gradient,', replace: 'combine(mean, gradient,' }],
    says: 'Your gradient is still all zeros. `combine` leaves its arguments as they are and makes a new network: what becomes of it?',
  },
  {
    id: 'step-result-dropped',
    believed: '`combine` changes its first argument.',
    edits: [{ find: 'current = combine(current, gradient,', replace: 'combine(current, gradient,' }],
    says: 'Your network never moves. `combine` leaves its arguments as they are and makes a new network: what becomes of it?',
  },
  {
    id: 'halved-each-time',
    believed: 'The mean can be kept up to date as (mean so far + next) / 2.',
    edits: [{ find: 'sum + slope / xs.length', replace: '(sum + slope) / 2' }],
    says: 'You halve after each example, so the last one counts most. In a mean each example has the same share.',
    family: 'halved-each-time',
  },
  {
    id: 'halved-from-the-second',
    believed: 'The mean of the first is itself, and each next one is averaged in.',
    edits: [
      {
        find: 'sum + slope / xs.length',
        replace: 'example === 0 ? slope : (sum + slope) / 2',
      },
    ],
    says: 'You halve after each example, so the last one counts most. In a mean each example has the same share.',
    family: 'halved-each-time',
  },
  {
    id: 'first-example-only',
    believed: 'The `return` belongs to the line above it.',
    edits: [{ find: 'sum + slope / xs.length);\n', replace: 'sum + slope / xs.length);\n    return mean;\n' }],
    says: 'Only the first example is in your gradient, as its share of the mean. Does your function return inside the loop?',
  },
  {
    id: 'first-example-returned',
    family: 'first-example-only',
    believed: 'One example is enough to know the way.',
    edits: [
      { find: 'mean = combine(mean, gradient, (sum, slope) => sum + slope / xs.length);', replace: 'return gradient;' },
    ],
    says: 'Your gradient is that of the first example alone. Does your function return inside the loop?',
  },
  {
    id: 'loss-not-reset',
    believed: 'The loss is added up.',
    edits: [{ find: 'loss = losses.reduce(', replace: 'loss += losses.reduce(' }],
    says: 'Your first loss is right, and each later one still contains those before it. Each report has the loss of its own mini-batch.',
  },
  {
    id: 'loss-of-the-start',
    believed: 'The loss is that of the network that was given.',
    edits: [{ find: 'softmax(forward(x, current).output)', replace: 'softmax(forward(x, network).output)' }],
    says: 'Your steps are right, but each loss is that of the network at the start. It belongs to the network that the step begins with.',
  },
  {
    id: 'loss-of-the-first-example',
    believed: 'The loss of a batch is that of an example.',
    edits: [{ find: 'losses.reduce((sum, value) => sum + value, 0) / batch.length', replace: 'losses[0]' }],
    says: 'Your loss is that of the first example of the mini-batch. It is the mean over all of them.',
  },
  {
    id: 'loss-of-one-example',
    believed: 'The loss of a batch is that of an example.',
    edits: [
      { find: 'losses.reduce((sum, value) => sum + value, 0) / batch.length', replace: 'losses[losses.length - 1]' },
    ],
    says: 'Your loss is that of the last example of the mini-batch. It is the mean over all of them.',
  },
  {
    id: 'arguments-of-combine-exchanged',
    believed: 'The order of the two networks does not matter.',
    edits: [
      { find: 'combine(current, gradient, (value, slope)', replace: 'combine(gradient, current, (value, slope)' },
    ],
    says: 'Your new network is the gradient minus a part of the old network. `combine` hands the numbers over in the order of the networks.',
  },
  {
    id: 'last-batch-dropped',
    believed: 'A mini-batch that is not full does not count.',
    edits: [{ find: 'start < xs.length;', replace: 'start + batchSize <= xs.length;' }],
    says: 'The examples at the end are never seen when they do not fill a mini-batch. The last one may be smaller.',
  },
  {
    id: 'return-not-yield',
    believed: '`return` hands a result out.',
    edits: [{ find: '      yield { epoch', replace: '      return { epoch' }],
    says: 'Your generator ends before it has handed out a report. `yield` hands one out, and the code goes on when the next one is asked for; a `return` ends it.',
  },
  {
    id: 'declared-again',
    believed: 'A variable is declared where it is set.',
    edits: [{ find: '      current = combine(', replace: '      const current = combine(' }],
    says: '`current` is declared further down in the same block, and has no value above that line. Is it declared a second time? Set the one that is there, without `const` or `let`.',
  },
  {
    id: 'last-batch-skipped',
    family: 'last-batch-dropped',
    believed: 'A mini-batch that is not full does not count.',
    edits: [
      {
        find: '      const batch = xs.slice',
        replace: '      if (start + batchSize > xs.length) continue;\n      const batch = xs.slice',
      },
    ],
    says: 'The examples at the end are never seen when they do not fill a mini-batch. The last one may be smaller.',
  },
  {
    id: 'first-example-left-out',
    believed: 'Counting starts at 1.',
    edits: [
      { find: 'for (let example = 0; example < xs.length', replace: 'for (let example = 1; example < xs.length' },
    ],
    says: 'The first example is missing in your gradient. At which index does an array begin?',
  },
  {
    id: 'last-example-left-out',
    believed: 'The last index is length − 1, so the loop ends before it.',
    edits: [{ find: 'example < xs.length; example++', replace: 'example < xs.length - 1; example++' }],
    says: 'The last example is missing in your gradient. For which index does the loop run the last time?',
  },
]);
