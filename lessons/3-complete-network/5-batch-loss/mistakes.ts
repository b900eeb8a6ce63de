import { mistakes } from 'kit';

/** The check of the labels, as it stands in the solution. */
const LABEL_CHECK = `  if (labels.length !== rows) {
    throw new Error(\`softmaxCrossEntropy: logits are \${rows}×\${cols}, but there are \${labels.length} labels\`);
  }
`;

export default mistakes([
  {
    id: 'nothing-taken-out',
    believed: 'Softmax and logarithm can be computed as they are written.',
    edits: [{ find: 'largest = Math.max(largest, logits.get(row, col));', replace: 'largest = 0;' }],
    says: 'The powers of e are taken of the logits themselves: at 1000 they become Infinity, at −1000 they become 0. Subtract the largest logit of the row first.',
  },
  {
    id: 'largest-starts-at-zero',
    believed: 'The search for the largest number starts at 0.',
    edits: [{ find: 'let largest = -Infinity;', replace: 'let largest = 0;' }],
    says: 'Your search for the largest logit starts at a number that may be larger than all logits of the row. Then nothing is shifted, and every power becomes 0.',
  },
  {
    id: 'largest-of-all-rows',
    believed: 'One largest number for the whole batch will do.',
    edits: [
      {
        find: '    let largest = -Infinity;\n    for (let col = 0; col < cols; col++) {\n      largest = Math.max(largest, logits.get(row, col));\n    }\n',
        replace: '    const largest = logits.data.reduce((a, b) => Math.max(a, b));\n',
      },
    ],
    says: 'You take out the largest logit of the whole matrix. A row whose logits lie far below it loses all its powers. Each row has a largest logit of its own.',
  },
  {
    id: 'largest-not-put-back',
    believed: 'The shift cancels by itself.',
    edits: [{ find: 'largest + Math.log(sum)', replace: 'Math.log(sum)' }],
    says: 'The largest logit was subtracted inside the sum, and it is still missing in your loss. The gradient does not need it, but the loss does.',
  },
  {
    id: 'probability-cut-off',
    believed: 'A probability of 0 is replaced by a tiny number, as before.',
    edits: [
      {
        find: 'largest + Math.log(sum) - logits.get(row, labels[row])',
        replace: '-Math.log(Math.max(Math.exp(logits.get(row, labels[row]) - largest) / sum, 1e-12))',
      },
    ],
    says: 'Your loss cannot grow beyond the place where the probability is cut off. Compute the logarithm without going through the probability.',
  },
  {
    id: 'loss-of-probability-zero',
    believed: 'First the probability, then its logarithm.',
    edits: [
      {
        find: 'largest + Math.log(sum) - logits.get(row, labels[row])',
        replace: '-Math.log(Math.exp(logits.get(row, labels[row]) - largest) / sum)',
      },
    ],
    says: 'On the way to your loss something became 0 or Infinity, and a logarithm of that is not finite. Take out the largest logit of the row, and use the logarithm of the sum and the logit itself instead of the probability.',
  },
  {
    id: 'loss-summed',
    believed: 'The loss of a batch is the sum.',
    edits: [{ find: 'loss: loss / rows', replace: 'loss' }],
    says: 'This is the sum over the examples. The loss is their mean, so that it does not grow with the batch.',
  },
  {
    id: 'gradient-of-the-sum',
    believed: 'Dividing by the number of examples is only for the loss.',
    edits: [{ find: '(probability - target) / rows', replace: 'probability - target' }],
    says: 'This is the gradient of the sum over the examples. The loss is their mean, and its gradient is divided in the same way.',
  },
  {
    id: 'gradient-divided-by-all-entries',
    believed: 'The mean goes over all numbers of the matrix.',
    edits: [{ find: '(probability - target) / rows', replace: '(probability - target) / (rows * cols)' }],
    says: 'You divide by the number of all logits. The mean is taken over the examples only.',
  },
  {
    id: 'gradient-divided-by-classes',
    believed: 'The mean goes over the classes.',
    edits: [{ find: '(probability - target) / rows', replace: '(probability - target) / cols' }],
    says: 'You divide by the number of classes. The mean is taken over the examples: which of the two sizes of the logits counts them?',
  },
  {
    id: 'target-minus-probability',
    believed: 'The gradient points to where the probability should go.',
    edits: [{ find: '(probability - target)', replace: '(target - probability)' }],
    says: 'Every sign is turned around. A gradient points to where the loss grows: for the right class, that is down.',
  },
  {
    id: 'target-left-out',
    believed: 'The gradient is the probability.',
    edits: [{ find: '(probability - target) / rows', replace: 'probability / rows' }],
    says: 'These are the probabilities alone. Where the class is the right one, something must be taken away.',
  },
  {
    id: 'target-only',
    believed: 'Only the right class gets a gradient.',
    edits: [{ find: '(probability - target) / rows', replace: '(target ? probability - 1 : 0) / rows' }],
    says: 'Only the right class has a gradient. The others took part in the sum of the softmax, so they get their share, too.',
  },
  {
    id: 'labels-not-counted',
    believed: 'There are always as many labels as rows.',
    edits: [{ find: LABEL_CHECK, replace: '' }],
    says: 'Your function goes on where the number of labels is not the number of rows. Compare the two before the loop: fewer and more are both wrong.',
  },
  {
    id: 'base-two',
    believed: 'Information is measured in bits.',
    edits: [{ find: 'Math.log(sum)', replace: 'Math.log2(sum)' }],
    says: 'Your logarithm has the base 2, while the powers have the base e. One must undo the other.',
  },
  {
    id: 'probabilities-into-logits',
    believed: 'The probabilities can be stored where the logits were.',
    edits: [
      {
        find: '      gradient.set(row, col, (probability - target) / rows);\n    }\n  }',
        replace:
          '      gradient.set(row, col, (probability - target) / rows);\n    }\n    for (let col = 0; col < cols; col++) {\n      logits.set(row, col, gradient.get(row, col));\n    }\n  }',
      },
    ],
    says: 'Your function writes into the logits, which belong to the network. Fill a new matrix.',
  },
  {
    id: 'labels-compared-with-classes',
    believed: 'There are as many labels as columns.',
    edits: [{ find: 'labels.length !== rows', replace: 'labels.length !== cols' }],
    says: 'You compare the number of labels with the number of classes. There is one label for each example: which of the two sizes of the logits counts them?',
  },
  {
    id: 'last-class-left-out',
    believed: 'The last index is the length minus 1, so the loop ends before it.',
    edits: [
      {
        find: '    let sum = 0;\n    for (let col = 0; col < cols; col++)',
        replace: '    let sum = 0;\n    for (let col = 0; col < cols - 1; col++)',
      },
    ],
    says: 'The last class is missing in the sum of the powers. Compare the last index that your loop reaches with the last one that there is.',
  },
  {
    id: 'place-of-the-largest',
    believed: 'The largest logit is remembered by its place.',
    edits: [
      {
        find: '    let largest = -Infinity;\n    for (let col = 0; col < cols; col++) {\n      largest = Math.max(largest, logits.get(row, col));\n    }\n',
        replace:
          '    let largest = 0;\n    for (let col = 0; col < cols; col++) {\n      if (logits.get(row, col) > logits.get(row, largest)) largest = col;\n    }\n',
      },
    ],
    says: 'You subtract the place of the largest logit, and not the logit that stands there.',
    family: 'place-of-the-largest',
  },
  {
    id: 'loss-divided-twice',
    believed: 'Each row is divided, and the sum again.',
    edits: [
      {
        find: 'loss += largest + Math.log(sum) - logits.get(row, labels[row]);',
        replace: 'loss += (largest + Math.log(sum) - logits.get(row, labels[row])) / rows;',
      },
    ],
    says: 'The loss is divided by the number of examples twice: once in each row, and once more at the end.',
  },
  {
    id: 'loss-sign',
    believed: 'The loss is the logarithm of the probability.',
    edits: [
      {
        find: 'largest + Math.log(sum) - logits.get(row, labels[row])',
        replace: 'logits.get(row, labels[row]) - largest - Math.log(sum)',
      },
    ],
    says: 'Your loss is negative. The logarithm of a probability is negative or 0: what turns it into a loss?',
  },
  {
    id: 'sum-runs-on',
    believed: 'The sum is set to 0 once, at the top of the function.',
    edits: [
      { find: '  let loss = 0;\n', replace: '  let loss = 0;\n  let sum = 0;\n' },
      { find: '    let sum = 0;\n    for (let col', replace: '    for (let col' },
    ],
    says: 'The first row is right, and the sum of the powers goes on from one row into the next. Where must it begin again at 0?',
  },
  {
    id: 'target-in-the-first-row',
    believed: 'The place of the right class in `data` is its label.',
    edits: [
      { find: '(probability - target) / rows', replace: 'probability / rows' },
      {
        find: '  return { loss: loss / rows, gradient };',
        replace:
          '  for (let row = 0; row < rows; row++) {\n    gradient.data[labels[row]] -= 1 / rows;\n  }\n  return { loss: loss / rows, gradient };',
      },
    ],
    says: 'For all right classes, you subtract in the first row. Each row has a right class of its own: where does the row begin in `data`?',
  },
  {
    id: 'only-the-loss',
    believed: 'The loss is the result.',
    edits: [{ find: '  return { loss: loss / rows, gradient };', replace: '  return (loss / rows) as never;' }],
    says: 'You return the loss alone. The gradient is needed, too: return an object that holds both under their names.',
  },
  {
    id: 'gradient-plus-one',
    believed: 'The right class gets 1 more.',
    edits: [{ find: '(probability - target) / rows', replace: '(probability + target) / rows' }],
    says: 'You add the target. The gradient is the probability minus the target: the right class should get more, and a step goes against the gradient.',
  },
  {
    id: 'first-class-left-out',
    believed: 'Counting starts at 1.',
    edits: [{ find: 'let sum = 0;\n    for (let col = 0;', replace: 'let sum = 0;\n    for (let col = 1;' }],
    says: 'The first class is missing in the sum of the powers. At which index does a row begin?',
  },
]);
