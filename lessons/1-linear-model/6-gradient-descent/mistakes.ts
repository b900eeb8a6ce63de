import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'uphill',
    believed: 'The gradient says where to go, so it is added.',
    edits: [
      { find: 'weight - learningRate', replace: 'weight + learningRate' },
      { find: 'parameters.bias - learningRate', replace: 'parameters.bias + learningRate' },
    ],
    says: 'Your step goes the wrong way: a gradient points uphill, to a larger loss. Which sign takes you downhill?',
  },
  {
    id: 'no-learning-rate',
    believed: 'The gradient is the step.',
    edits: [
      { find: 'weight - learningRate * gradient', replace: 'weight - gradient' },
      { find: 'parameters.bias - learningRate * gradient', replace: 'parameters.bias - gradient' },
    ],
    says: 'Your step is as long as the gradient itself. The gradient says which way and how steep; the learning rate says how far to go.',
  },
  {
    id: 'bias-stays',
    believed: 'Only the weights learn.',
    edits: [{ find: 'parameters.bias - learningRate * gradient.bias', replace: 'parameters.bias' }],
    says: 'Your bias stays where it was. It is a parameter like the weights, it has a slope of its own, and it takes part in every step.',
  },
  {
    id: 'bias-without-learning-rate',
    believed: 'The learning rate belongs to the weights.',
    edits: [{ find: 'parameters.bias - learningRate * gradient.bias', replace: 'parameters.bias - gradient.bias' }],
    says: 'Your weights are right, and your bias moves by its whole slope. The learning rate makes the move of the bias shorter, too.',
  },
  {
    id: 'only-the-change',
    believed: 'A step is the distance to go.',
    edits: [
      { find: 'weight - learningRate * gradient', replace: '-learningRate * gradient' },
      { find: 'parameters.bias - learningRate * gradient', replace: '-learningRate * gradient' },
    ],
    says: 'You return how far to move, not where that leads. The new parameters begin at the old ones.',
  },
  {
    id: 'in-place',
    believed: 'A step changes the parameters that it was given.',
    edits: [
      {
        find: '  return {\n    weights: parameters.weights.map((weight, i) => weight - learningRate * gradient.weights[i]),\n    bias: parameters.bias - learningRate * gradient.bias,\n  };',
        replace:
          '  parameters.weights.forEach((_, i) => (parameters.weights[i] -= learningRate * gradient.weights[i]));\n  parameters.bias -= learningRate * gradient.bias;\n  return parameters;',
      },
    ],
    says: 'Your numbers are right, but you write them into the old parameters. All code that still holds those, such as the caller with its `initial`, sees them change. Make a new array and a new object.',
  },
  {
    id: 'one-object-for-all',
    believed: 'One copy at the start is enough.',
    edits: [
      {
        find: 'let parameters = initial;',
        replace: 'const parameters = { weights: initial.weights.slice(), bias: initial.bias };',
      },
      {
        find: 'parameters = step(parameters, gradient, learningRate);',
        replace:
          'gradient.weights.forEach((slope, i) => (parameters.weights[i] -= learningRate * slope));\n    parameters.bias -= learningRate * gradient.bias;',
      },
    ],
    says: 'All your reports hold the very same object, so every step rewrites the reports before it. The panel keeps old reports: each one needs parameters of its own.',
  },
  {
    id: 'loss-after-step',
    believed: 'The loss of an epoch is the one at its end.',
    edits: [
      { find: '    loss = meanSquaredError(predictAll(xs, parameters.weights, parameters.bias), ys);\n', replace: '' },
      {
        find: '    parameters = step(parameters, gradient, learningRate);\n',
        replace:
          '    parameters = step(parameters, gradient, learningRate);\n    loss = meanSquaredError(predictAll(xs, parameters.weights, parameters.bias), ys);\n',
      },
    ],
    says: 'Your loss is the one after the step, so the first report already looks better than the start was. Measure first, then move.',
  },
  {
    id: 'parameters-before-step',
    believed: 'A report shows the parameters that its loss belongs to.',
    edits: [
      {
        find: '    parameters = step(parameters, gradient, learningRate);\n',
        replace: '    const before = parameters;\n    parameters = step(parameters, gradient, learningRate);\n',
      },
      { find: 'yield { epoch, loss, parameters };', replace: 'yield { epoch, loss, parameters: before };' },
    ],
    says: 'You report the parameters from before the step, so the last step of a run is lost. The loss is the one before the step, the parameters are those after it.',
  },
  {
    id: 'stuck-at-start',
    believed: 'Each step starts from `initial`.',
    edits: [
      {
        find: 'predictAll(xs, parameters.weights, parameters.bias)',
        replace: 'predictAll(xs, initial.weights, initial.bias)',
      },
      {
        find: 'meanSquaredErrorGradient(xs, ys, parameters.weights, parameters.bias)',
        replace: 'meanSquaredErrorGradient(xs, ys, initial.weights, initial.bias)',
      },
      { find: 'step(parameters, gradient, learningRate);', replace: 'step(initial, gradient, learningRate);' },
    ],
    says: 'Every epoch takes the first step again, from `initial`. The second step begins where the first one ended: use the parameters that you have by then.',
  },
  {
    id: 'gradient-of-the-start',
    believed: 'The gradient is computed once, before training.',
    edits: [
      {
        find: 'meanSquaredErrorGradient(xs, ys, parameters.weights, parameters.bias)',
        replace: 'meanSquaredErrorGradient(xs, ys, initial.weights, initial.bias)',
      },
    ],
    says: 'Your first step is right, and all later ones use the gradient of the first. After a step the ground is different: feel the slope again, at the new place.',
  },
  {
    id: 'bias-after-weights',
    believed: 'First the weights move, then the bias looks at the new situation.',
    edits: [
      {
        find: '    parameters = step(parameters, gradient, learningRate);',
        replace:
          '    const moved = step(parameters, { weights: gradient.weights, bias: 0 }, learningRate);\n    const again = meanSquaredErrorGradient(xs, ys, moved.weights, moved.bias);\n    parameters = step(moved, { weights: again.weights.map(() => 0), bias: again.bias }, learningRate);',
      },
    ],
    says: 'Your bias moves after the weights, by a slope measured at the new weights. In one step everything moves at once, by one gradient.',
  },
  {
    id: 'one-step-per-example',
    believed: 'Each example makes its own step.',
    edits: [
      {
        find: '    const gradient = meanSquaredErrorGradient(xs, ys, parameters.weights, parameters.bias);\n',
        replace: '',
      },
      {
        find: '    parameters = step(parameters, gradient, learningRate);',
        replace:
          '    for (let i = 0; i < xs.length; i++) {\n      parameters = step(parameters, meanSquaredErrorGradient([xs[i]], [ys[i]], parameters.weights, parameters.bias), learningRate);\n    }',
      },
    ],
    says: 'You make one step for each example. Here an epoch is one step, with the gradient of all the data; smaller portions come in lesson 1.7.',
  },
  {
    id: 'losses-added-up',
    believed: 'The loss of a run is the sum over its steps.',
    edits: [{ find: '    loss = meanSquaredError(', replace: '    loss += meanSquaredError(' }],
    says: 'Your first loss is right, and each later one contains all before it. Each report holds the loss of its own step.',
  },
  {
    id: 'loss-of-the-start',
    believed: 'The loss is that of the model that training began with.',
    edits: [
      {
        find: 'predictAll(xs, parameters.weights, parameters.bias), ys);',
        replace: 'predictAll(xs, initial.weights, initial.bias), ys);',
      },
    ],
    says: 'Your steps are right, and each report repeats the loss of `initial`. The loss belongs to the parameters that the step begins with.',
  },
  {
    id: 'step-not-kept',
    believed: '`step` moves the parameters that it is given.',
    edits: [
      {
        find: 'parameters = step(parameters, gradient, learningRate);',
        replace: 'step(parameters, gradient, learningRate);',
      },
    ],
    says: 'Your parameters never move. `step` returns new ones and leaves the old ones as they are: what becomes of its result?',
  },
  {
    id: 'own-learning-rate',
    believed: 'The learning rate is 0.1, as in the guide.',
    edits: [{ find: 'step(parameters, gradient, learningRate);', replace: 'step(parameters, gradient, 0.1);' }],
    says: 'Your steps are those of a learning rate of 0.1, whichever one the caller asks for. It is in `learningRate`.',
  },
  {
    id: 'loss-of-one-example',
    believed: 'The loss and the gradient are those of the example of this epoch.',
    edits: [
      {
        find: 'const gradient = meanSquaredErrorGradient(xs, ys,',
        replace: 'const gradient = meanSquaredErrorGradient(xs.slice(0, 1), ys.slice(0, 1),',
      },
    ],
    says: 'Your steps follow the gradient of the first example alone. Here each step uses all the data.',
  },
  {
    id: 'gradient-of-another-loss',
    believed: 'A gradient is a gradient.',
    edits: [
      { find: 'type Gradient, meanSquaredErrorGradient }', replace: 'type Gradient, mnistLossGradient }' },
      { find: 'meanSquaredErrorGradient(xs, ys', replace: 'mnistLossGradient(xs, ys' },
    ],
    says: 'Your step follows the gradient of `mnistLoss`. The loss of this lesson is the mean squared error, and lesson 1.5 has a gradient for it.',
  },
  {
    id: 'return-not-yield',
    believed: '`return` hands a result out.',
    edits: [{ find: '    yield { epoch', replace: '    return { epoch' }],
    says: 'Your generator ends before it has handed out a report. `yield` hands one out, and the code goes on when the next one is asked for; a `return` ends it.',
  },
  {
    id: 'all-before-the-first',
    believed: 'The run comes first, the reports later.',
    edits: [
      { find: '  let loss = 0;\n', replace: '  let loss = 0;\n  const all: FitReport[] = [];\n' },
      {
        find: '    yield { epoch, loss, parameters };\n  }\n',
        replace: '    all.push({ epoch, loss, parameters });\n  }\n  yield* all;\n',
      },
    ],
    says: 'Your code computes the whole run before it hands out the first report. Each report is handed out with `yield` inside the loop, when its step is done.',
  },
  {
    id: 'declared-again',
    believed: 'A variable is declared where it is set.',
    edits: [{ find: '    parameters = step(', replace: '    const parameters = step(' }],
    says: '`parameters` is declared further down in the same block, and has no value above that line. Is it declared a second time? Set the one that is there, without `const` or `let`.',
  },
  {
    id: 'step-adds-to-the-bias',
    believed: 'The sign of the bias is another one.',
    edits: [{ find: 'bias: parameters.bias - learningRate', replace: 'bias: parameters.bias + learningRate' }],
    says: 'Your weights go downhill and your bias uphill. Which sign takes it downhill, too?',
  },
  {
    id: 'step-weights-uphill',
    believed: 'The sign of the weights is another one.',
    edits: [
      { find: 'weight - learningRate * gradient.weights[i]', replace: 'weight + learningRate * gradient.weights[i]' },
    ],
    says: 'Your bias goes downhill and your weights uphill. Which sign takes them downhill, too?',
  },
  {
    id: 'gradient-of-first-weight-for-all',
    believed: 'There is one slope.',
    edits: [{ find: 'gradient.weights[i])', replace: 'gradient.weights[0])' }],
    says: 'All weights move by the slope of the first one. Each weight has a slope of its own.',
  },
]);
