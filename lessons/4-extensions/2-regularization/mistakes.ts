import { mistakes } from 'kit';

const sum = '      for (const weight of value.data) {\n        sum += weight * weight;\n      }\n';
const add = '        gradient.data[i] += lambda * value.data[i];';
const firstLoop = `  for (const { value } of parameters) {\n    if (value.rows !== 1) {\n${sum}    }\n  }`;
const secondLoop = `  for (const { value, gradient } of parameters) {\n    if (value.rows !== 1) {`;

export default mistakes([
  {
    id: 'biases-cost-too',
    believed: 'All parameters are penalized.',
    edits: [{ find: firstLoop, replace: firstLoop.replace('if (value.rows !== 1)', 'if (value.rows > 0)') }],
    says: 'Your penalty counts the biases, too. A bias shifts a neuron and does not make it react more strongly to its input, so it costs nothing: skip what has one row.',
  },
  {
    id: 'no-half',
    believed: 'The penalty is λ times the sum of the squares.',
    edits: [{ find: '(lambda / 2) * sum', replace: 'lambda * sum' }],
    says: 'Your penalty is twice the right one. The ½ in front is there so that the 2 of the square’s slope goes away.',
  },
  {
    id: 'absolute-not-squared',
    believed: 'The penalty is about the size of the weights.',
    edits: [{ find: 'sum += weight * weight;', replace: 'sum += Math.abs(weight);' }],
    says: 'You add up the sizes of the weights. That is called an L1 penalty; L2 adds up their squares.',
  },
  {
    id: 'root-of-sum',
    believed: 'L2 is the length of the list of weights, so it ends with a square root.',
    edits: [{ find: '(lambda / 2) * sum', replace: '(lambda / 2) * Math.sqrt(sum)' }],
    says: 'You take a square root at the end. The L2 penalty is the sum of the squares as it is; without the root its slope is a plain multiple of the weight.',
  },
  {
    id: 'mean-not-sum',
    believed: 'A loss is a mean, so the penalty is one, too.',
    edits: [
      { find: '  let sum = 0;\n', replace: '  let sum = 0;\n  let count = 0;\n' },
      { find: 'sum += weight * weight;', replace: 'sum += weight * weight;\n        count++;' },
      { find: '(lambda / 2) * sum', replace: '(lambda / 2) * (count === 0 ? 0 : sum / count)' },
    ],
    says: 'You divide by the number of weights. The penalty is a sum: a network with more weights pays more.',
  },
  {
    id: 'first-layer-only',
    believed: 'The `return` belongs to the line above it.',
    edits: [{ find: sum, replace: `${sum}      return (lambda / 2) * sum;\n` }],
    says: 'Only the first weights count. Does your function return inside the loop over the parameters?',
  },
  {
    id: 'asks-for-columns',
    believed: 'A bias has one column.',
    edits: [{ find: firstLoop, replace: firstLoop.replace('value.rows !== 1', 'value.cols !== 1') }],
    says: 'You tell a bias by its one column. A bias is a row that is added to every row of a batch: it has one row, and a column for each neuron.',
  },
  {
    id: 'every-second-is-a-bias',
    believed: 'Weights and biases take turns.',
    edits: [
      {
        find: firstLoop,
        replace: firstLoop
          .replace('const { value } of parameters', 'const [p, { value }] of parameters.entries()')
          .replace('value.rows !== 1', 'p % 2 === 0'),
      },
    ],
    says: 'You take every second parameter for a bias. In a network of dense layers that happens to be so; the rule that always holds is the number of rows.',
  },
  {
    id: 'gradient-of-biases-too',
    believed: 'The gradient of every parameter gets its share.',
    edits: [{ find: secondLoop, replace: secondLoop.replace('if (value.rows !== 1)', 'if (value.rows > 0)') }],
    says: 'You changed the gradient of a bias, too. Biases cost nothing, so the penalty has no slope there.',
  },
  {
    id: 'two-in-the-gradient',
    believed: 'The slope of w² is 2w.',
    edits: [{ find: add, replace: '        gradient.data[i] += 2 * lambda * value.data[i];' }],
    says: 'You add twice too much. The slope of a square has a 2 in it, and the penalty has a ½ in front: what is left of the two?',
  },
  {
    id: 'lambda-forgotten',
    believed: 'The slope of w²/2 is w.',
    edits: [{ find: add, replace: '        gradient.data[i] += value.data[i];' }],
    says: 'You add the whole weight. The penalty is multiplied by λ, and so is its slope.',
  },
  {
    id: 'replaces-the-gradient',
    believed: 'The function sets the gradient.',
    edits: [{ find: add, replace: '        gradient.data[i] = lambda * value.data[i];' }],
    says: 'The gradient of the loss is gone: you overwrite what `backward` put there. The penalty is added to it.',
  },
  {
    id: 'subtracts',
    believed: 'Weights should get smaller, so something is taken away.',
    edits: [{ find: add, replace: '        gradient.data[i] -= lambda * value.data[i];' }],
    says: 'You take the slope of the penalty away from the gradient. The step will go against the gradient, so what should shrink the weight has to be added here.',
  },
  {
    id: 'shrinks-the-weights',
    believed: 'Weight decay makes the weights smaller.',
    edits: [{ find: add, replace: '        value.data[i] -= lambda * value.data[i];' }],
    says: 'You change the weights. This function changes only the gradients; the step, which comes later, moves the weights.',
  },
  {
    id: 'sign-only',
    believed: 'Each weight is pulled towards 0 with the same force.',
    edits: [{ find: add, replace: '        gradient.data[i] += lambda * Math.sign(value.data[i]);' }],
    says: 'You pull at every weight with the same force, whatever its size. That is the slope of the L1 penalty; with squares, a large weight is pulled harder than a small one.',
  },
  {
    id: 'last-weight-only',
    believed: 'The loop collects the squares by itself.',
    edits: [{ find: 'sum += weight * weight;', replace: 'sum = weight * weight;' }],
    says: 'The penalty comes from the last weight alone: each turn of the loop overwrites what the turns before it have found. Which operator adds to what is there already?',
  },
  {
    id: 'half-in-the-gradient',
    believed: 'The ½ of the penalty stays in its slope.',
    edits: [{ find: add, replace: '        gradient.data[i] += (lambda / 2) * value.data[i];' }],
    says: 'You add half of what belongs there. The slope of a square has a 2 in it, and the penalty has a ½ in front: what is left of the two?',
  },
  {
    id: 'stops-at-a-bias',
    believed: 'Behind the first bias come only biases.',
    edits: [
      {
        find: firstLoop,
        replace: firstLoop.replace(
          '    if (value.rows !== 1) {',
          '    if (value.rows === 1) break;\n    if (value.rows !== 1) {',
        ),
      },
    ],
    says: 'Your loop ends at the first bias, and the weights behind it cost nothing. A bias is skipped, and the loop goes on.',
  },
  {
    id: 'nothing-at-a-bias',
    believed: 'A bias costs nothing, so 0 is returned.',
    edits: [
      {
        find: firstLoop,
        replace: firstLoop.replace(
          '    if (value.rows !== 1) {',
          '    if (value.rows === 1) return 0;\n    if (value.rows !== 1) {',
        ),
      },
    ],
    says: 'A single bias makes your whole penalty 0, because a `return` ends the function. A bias is skipped, and the loop goes on.',
  },
  {
    id: 'gradient-squared',
    believed: 'The penalty is about gradients.',
    edits: [
      {
        find: firstLoop,
        replace: firstLoop.replace('{ value }', '{ value, gradient }').replace('of value.data', 'of gradient.data'),
      },
    ],
    says: 'You add up squares of the gradients. The penalty is a price on the weights themselves.',
  },
  {
    id: 'square-of-the-sum',
    believed: 'The sum is squared at the end.',
    edits: [
      { find: 'sum += weight * weight;', replace: 'sum += weight;' },
      { find: '(lambda / 2) * sum', replace: '(lambda / 2) * sum * sum' },
    ],
    says: 'You square the sum of the weights. Then a weight of 3 and one of −3 cost nothing together: square each weight first.',
    family: 'square-of-the-sum',
  },
  {
    id: 'square-of-each-sum',
    believed: 'The weights of a layer are added up and squared.',
    edits: [
      {
        find: sum,
        replace:
          '      let total = 0;\n      for (const weight of value.data) {\n        total += weight;\n      }\n      sum += total * total;\n',
      },
    ],
    says: 'You square the sum of the weights of a layer. Then a weight of 3 and one of −3 cost nothing together: square each weight first.',
    family: 'square-of-the-sum',
  },
  {
    id: 'gradient-stops-at-a-bias',
    believed: 'Behind the first bias come only biases.',
    edits: [
      {
        find: '  for (const { value, gradient } of parameters) {\n    if (value.rows !== 1) {',
        replace:
          '  for (const { value, gradient } of parameters) {\n    if (value.rows === 1) break;\n    if (value.rows !== 1) {',
      },
    ],
    says: 'Your loop ends at the first bias, and the weights behind it get nothing. A bias is skipped, and the loop goes on.',
  },
  {
    id: 'penalty-return-in-the-loop',
    family: 'first-layer-only',
    believed: 'The `return` belongs to the line above it.',
    edits: [
      {
        find: '        sum += weight * weight;\n      }\n    }\n  }\n',
        replace: '        sum += weight * weight;\n      }\n      return (lambda / 2) * sum;\n    }\n  }\n',
      },
    ],
    says: 'Only the first weights cost something. Does your function return inside the loop?',
  },
  {
    id: 'gradient-first-layer-only',
    believed: 'The `return` ends the round.',
    edits: [
      {
        find: 'gradient.data[i] += lambda * value.data[i];\n      }\n',
        replace: 'gradient.data[i] += lambda * value.data[i];\n      }\n      return;\n',
      },
    ],
    says: 'Only the weights of the first layer get their part. Does something end the function inside the loop?',
  },
]);
