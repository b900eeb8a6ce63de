import { mistakes } from 'kit';

const cut =
  '      const xs = images.slice(start, start + batchSize);\n      const ys = targets.slice(start, start + batchSize);\n';
const measure = '      loss = mnistLoss(predictAll(xs, weights, bias).map(sigmoid), ys);\n';
const move = '      parameters = step(parameters, mnistLossGradient(xs, ys, weights, bias), learningRate);\n';

export default mistakes([
  {
    id: 'tie-is-a-three',
    believed: 'From 0.5 on it is a 3.',
    edits: [{ find: 'probability > 0.5', replace: 'probability >= 0.5' }],
    says: 'You call an image a 3 when its probability is exactly 0.5. There the model is undecided; only above 0.5 is it a 3.',
  },
  {
    id: 'only-threes',
    believed: 'The model is right when it finds a 3.',
    edits: [{ find: 'probability > 0.5 === (targets[i] === 1)', replace: 'probability > 0.5 && targets[i] === 1' }],
    says: 'You count the threes that were found, and no sevens. A 7 that is not called a 3 is a right answer, too.',
  },
  {
    id: 'called-three',
    believed: 'Accuracy is how often the model says 3.',
    edits: [{ find: 'probability > 0.5 === (targets[i] === 1)', replace: 'probability > 0.5' }],
    says: 'You count how often the model says “3”, whether that is right or not. Compare each answer with its target.',
  },
  {
    id: 'no-sigmoid-in-accuracy',
    believed: 'The output of the model is the probability.',
    edits: [
      {
        find: 'sigmoid(predict(images[i], parameters.weights, parameters.bias))',
        replace: 'predict(images[i], parameters.weights, parameters.bias)',
      },
    ],
    says: 'You compare the raw output of the linear model with 0.5. It can be any number; the sigmoid makes it a probability.',
  },
  {
    id: 'upside-down',
    believed: 'The answer 3 and the target 1 are different things, so different is right.',
    edits: [{ find: '=== (targets[i] === 1)', replace: '!== (targets[i] === 1)' }],
    says: 'You count the wrong answers: an image adds to your count when the answer and the target do not agree.',
  },
  {
    id: 'count-not-share',
    believed: 'Accuracy is the number of right answers.',
    edits: [{ find: 'return right / images.length;', replace: 'return right;' }],
    says: 'This is the number of right answers. Accuracy is their share of all images, from 0 to 1.',
  },
  {
    id: 'divided-by-the-threes',
    believed: 'The share is that of the threes.',
    edits: [
      {
        find: 'return right / images.length;',
        replace: 'return right / targets.filter((target) => target === 1).length;',
      },
    ],
    says: 'You divide by the number of threes. The sevens count, too: the share is that of all images.',
  },
  {
    id: 'percent',
    believed: 'Accuracy goes from 0 to 100.',
    edits: [{ find: 'return right / images.length;', replace: 'return (100 * right) / images.length;' }],
    says: 'This is the accuracy in percent. The function returns a share, from 0 to 1; the panel shows it as percent.',
  },
  {
    id: 'slice-takes-a-length',
    believed: 'The second argument of `slice` says how many to take.',
    edits: [
      { find: 'images.slice(start, start + batchSize)', replace: 'images.slice(start, batchSize)' },
      { find: 'targets.slice(start, start + batchSize)', replace: 'targets.slice(start, batchSize)' },
    ],
    says: 'Your first mini-batch is right, and the later ones are too short or empty. The second argument of `slice` is where to stop, not how many to take.',
  },
  {
    id: 'batch-one-image-short',
    believed: 'The second argument of `slice` is the last index that is taken.',
    edits: [
      { find: 'images.slice(start, start + batchSize)', replace: 'images.slice(start, start + batchSize - 1)' },
      { find: 'targets.slice(start, start + batchSize)', replace: 'targets.slice(start, start + batchSize - 1)' },
    ],
    says: 'The last image of each mini-batch is missing. `slice` stops before its second argument.',
  },
  {
    id: 'always-the-first-batch',
    believed: 'A mini-batch is the first images.',
    edits: [
      { find: 'images.slice(start, start + batchSize)', replace: 'images.slice(0, batchSize)' },
      { find: 'targets.slice(start, start + batchSize)', replace: 'targets.slice(0, batchSize)' },
    ],
    says: 'Every step takes the first mini-batch again, and the other images are never seen. The variable `start` says where this one begins.',
  },
  {
    id: 'targets-not-cut',
    believed: 'Only the images are cut into mini-batches.',
    edits: [{ find: 'targets.slice(start, start + batchSize)', replace: 'targets' }],
    says: 'From the second mini-batch on, your images meet the targets of other images. Cut both lists at the same places.',
  },
  {
    id: 'all-in-every-step',
    believed: 'A step uses all the data, as in lesson 1.6.',
    edits: [{ find: cut, replace: '      const [xs, ys] = [images, targets];\n' }],
    says: 'Every step uses all images. Here a step sees only its mini-batch: the images from `start` on, as many as the batch size says.',
  },
  {
    id: 'loss-of-all',
    believed: 'The loss is always the loss of all the data.',
    edits: [
      { find: measure, replace: '      loss = mnistLoss(predictAll(images, weights, bias).map(sigmoid), targets);\n' },
    ],
    says: 'Your steps are right, but the loss that you report is that of all images. Report the loss of this mini-batch; going through all images in each step would cost what mini-batches save.',
  },
  {
    id: 'loss-after-step',
    believed: 'The loss of a step is the one that it leads to.',
    edits: [
      { find: measure, replace: '' },
      {
        find: move,
        replace: `${move}      loss = mnistLoss(predictAll(xs, parameters.weights, parameters.bias).map(sigmoid), ys);\n`,
      },
    ],
    says: 'Your loss is the one after the step. The report says how wrong the model was on this mini-batch before it learned from it.',
  },
  {
    id: 'loss-without-sigmoid',
    believed: '`mnistLoss` takes what the model predicts.',
    edits: [{ find: 'predictAll(xs, weights, bias).map(sigmoid)', replace: 'predictAll(xs, weights, bias)' }],
    says: 'Your steps are right, but your loss is computed from raw outputs. `mnistLoss` takes probabilities: what goes in between?',
  },
  {
    id: 'gradient-of-another-loss',
    believed: 'A gradient is a gradient.',
    edits: [
      { find: 'import { mnistLossGradient }', replace: 'import { meanSquaredErrorGradient }' },
      { find: 'mnistLossGradient(xs, ys', replace: 'meanSquaredErrorGradient(xs, ys' },
    ],
    says: 'Your step follows the gradient of the mean squared error. The loss here is `mnistLoss`, through the sigmoid, and lesson 1.5 has a gradient for it.',
  },
  {
    id: 'last-batch-dropped',
    believed: 'A mini-batch that is not full does not count.',
    edits: [{ find: 'start < images.length;', replace: 'start + batchSize <= images.length;' }],
    says: 'The images at the end are never seen when they do not fill a mini-batch. The last one may be smaller.',
  },
  {
    id: 'divided-by-batch-size',
    believed: 'The mean over a mini-batch is always divided by the batch size.',
    edits: [
      { find: measure, replace: measure.replace('ys);', 'ys) * (xs.length / batchSize);') },
      { find: move, replace: move.replace('learningRate);', 'learningRate * (xs.length / batchSize));') },
    ],
    says: 'Full mini-batches are right; the smaller one at the end is divided by the batch size instead of by the number of its own images.',
  },
  {
    id: 'steps-restart',
    believed: 'Steps are counted within an epoch.',
    edits: [
      {
        find: '  for (let epoch = 1; epoch <= epochs; epoch++) {\n',
        replace: '  for (let epoch = 1; epoch <= epochs; epoch++) {\n    stepCount = 0;\n',
      },
    ],
    says: 'Your step counter starts again with each epoch. It counts through the whole run, so that the panel can draw one curve.',
  },
  {
    id: 'stuck-at-start',
    believed: 'Every mini-batch starts from `initial`.',
    edits: [
      { find: 'const { weights, bias } = parameters;', replace: 'const { weights, bias } = initial;' },
      { find: 'step(parameters, mnist', replace: 'step(initial, mnist' },
    ],
    says: 'Every step begins at `initial` again, so nothing that was learned is kept. Begin where the last step ended.',
  },
  {
    id: 'epoch-starts-over',
    believed: 'A new epoch is a new start.',
    edits: [
      {
        find: '  for (let epoch = 1; epoch <= epochs; epoch++) {\n',
        replace: '  for (let epoch = 1; epoch <= epochs; epoch++) {\n    parameters = initial;\n',
      },
    ],
    says: 'Each epoch begins with the initial parameters again. An epoch is another round over the same images, with what was learned so far.',
  },
  {
    id: 'in-place',
    believed: 'Training changes the parameters that it was given.',
    edits: [
      {
        find: move,
        replace:
          '      const gradient = mnistLossGradient(xs, ys, weights, bias);\n      weights.forEach((_, i) => (weights[i] -= learningRate * gradient.weights[i]));\n      parameters.bias -= learningRate * gradient.bias;\n',
      },
    ],
    says: 'Your numbers are right, but each step writes into parameters that others hold: the caller’s `initial`, or reports from before. `step` from lesson 1.6 makes new ones.',
  },
  {
    id: 'losses-added-up',
    believed: 'The loss of a run is the sum over its steps.',
    edits: [{ find: '      loss = mnistLoss(', replace: '      loss += mnistLoss(' }],
    says: 'Your first loss is right, and each later one contains all before it. Each report holds the loss of its own mini-batch.',
  },
  {
    id: 'loss-of-the-start',
    believed: 'The loss is that of the model that training began with.',
    edits: [
      {
        find: 'mnistLoss(predictAll(xs, weights, bias).map(sigmoid), ys);',
        replace: 'mnistLoss(predictAll(xs, initial.weights, initial.bias).map(sigmoid), ys);',
      },
    ],
    says: 'Your steps are right, but the loss is that of `initial` in each report. It belongs to the parameters that the step begins with.',
  },
  {
    id: 'gradient-of-the-start',
    believed: 'The gradient is computed at the start.',
    edits: [
      {
        find: 'mnistLossGradient(xs, ys, weights, bias)',
        replace: 'mnistLossGradient(xs, ys, initial.weights, initial.bias)',
      },
    ],
    says: 'Your first step is right, and all later ones use slopes measured at `initial`. Measure them where the model is by then.',
  },
  {
    id: 'step-not-kept',
    believed: '`step` moves the parameters that it is given.',
    edits: [{ find: 'parameters = step(parameters, mnist', replace: 'step(parameters, mnist' }],
    says: 'Your parameters never move. `step` returns new ones and leaves the old ones as they are: what becomes of its result?',
  },
  {
    id: 'accuracy-divided-in-the-loop',
    believed: 'The `return` belongs to the line above it.',
    edits: [
      {
        find: '      right++;\n    }\n  }\n',
        replace: '      right++;\n    }\n    return right / images.length;\n  }\n',
      },
    ],
    says: 'Only the first image counts. Does your function return inside the loop, in its first round?',
  },
  {
    id: 'rate-divided-again',
    believed: 'The step is divided by the number of images.',
    edits: [{ find: 'weights, bias), learningRate);', replace: 'weights, bias), learningRate / xs.length);' }],
    says: 'Your steps are too small by the number of images in the mini-batch. The gradient is a mean already.',
  },
  {
    id: 'last-batch-skipped',
    family: 'last-batch-dropped',
    believed: 'A mini-batch that is not full does not count.',
    edits: [
      { find: move, replace: move.replace('parameters = step', 'if (xs.length === batchSize) parameters = step') },
    ],
    says: 'The images at the end change nothing when they do not fill a mini-batch. The last one may be smaller.',
  },
  {
    id: 'true-is-not-one',
    believed: 'true and 1 are the same.',
    edits: [
      { find: 'probability > 0.5 === (targets[i] === 1)', replace: '(probability > 0.5) === (targets[i] as never)' },
    ],
    says: 'No image counts as right. If you compare true or false with a target of 1 or 0 by ===, the two are never equal.',
  },
  {
    id: 'splice-takes-out',
    believed: '`splice` cuts a piece out of a list.',
    edits: [
      { find: 'images.slice(start, start + batchSize)', replace: 'images.splice(start, batchSize)' },
      { find: 'targets.slice(start, start + batchSize)', replace: 'targets.splice(start, batchSize)' },
    ],
    says: 'Your mini-batches are missing in the data afterwards: `splice` takes them out of the list. Another method, whose name is one letter shorter, copies them.',
  },
  {
    id: 'return-not-yield',
    believed: '`return` hands a result out.',
    edits: [{ find: '      yield { epoch', replace: '      return { epoch' }],
    says: 'Your generator ends before it has handed out a report. `yield` hands one out, and the code goes on when the next one is asked for; a `return` ends it.',
  },
  {
    id: 'all-before-the-first',
    believed: 'The run comes first, the reports later.',
    edits: [
      { find: '  let loss = 0;\n', replace: '  let loss = 0;\n  const all: TrainReport[] = [];\n' },
      {
        find: '      yield { epoch, step: stepCount, loss, parameters };\n    }\n  }\n',
        replace: '      all.push({ epoch, step: stepCount, loss, parameters });\n    }\n  }\n  yield* all;\n',
      },
    ],
    says: 'Your code computes the whole run before it hands out the first report. Each report is handed out with `yield` inside the loop, when its step is done.',
  },
  {
    id: 'declared-again',
    believed: 'A variable is declared where it is set.',
    edits: [{ find: '      parameters = step(', replace: '      const parameters = step(' }],
    says: '`parameters` is declared further down in the same block, and has no value above that line. Is it declared a second time? Set the one that is there, without `const` or `let`.',
  },
  {
    id: 'last-batch-without-report',
    family: 'last-batch-dropped',
    believed: 'A mini-batch that is not full does not count.',
    edits: [
      {
        find: '      const xs = images.slice',
        replace: '      if (start + batchSize > images.length) continue;\n      const xs = images.slice',
      },
    ],
    says: 'The images at the end are never seen when they do not fill a mini-batch. The last one may be smaller.',
  },
  {
    id: 'gradient-of-all',
    believed: 'The gradient is that of all the data.',
    edits: [
      {
        find: 'mnistLossGradient(xs, ys, weights, bias)',
        replace: 'mnistLossGradient(images, targets, weights, bias)',
      },
    ],
    says: 'Your loss is that of the mini-batch, and your gradient is that of all images. The step takes the gradient of the same mini-batch.',
  },
  {
    id: 'sigmoid-of-an-array',
    believed: 'A function of a number takes an array of numbers, too.',
    edits: [
      {
        find: 'predictAll(xs, weights, bias).map(sigmoid)',
        replace: 'sigmoid(predictAll(xs, weights, bias) as never) as never',
      },
    ],
    says: 'The sigmoid got the whole array of predictions. It takes one number: apply it to each of them.',
  },
]);
