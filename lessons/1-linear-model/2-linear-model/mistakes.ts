import { mistakes } from 'kit';

const product = 'sum += x[i] * weights[i];';

export default mistakes([
  {
    id: 'bias-forgotten',
    believed: 'The weighted sum is the prediction.',
    edits: [{ find: 'let sum = bias;', replace: 'let sum = 0;' }],
    says: 'This is the weighted sum alone: the bias is missing. The taxi wants its 0.5 even when it goes nowhere.',
  },
  {
    id: 'bias-for-every-input',
    believed: 'Each product gets the bias.',
    edits: [
      { find: 'let sum = bias;', replace: 'let sum = 0;' },
      { find: product, replace: 'sum += x[i] * weights[i] + bias;' },
    ],
    says: 'The bias was added once for each input. A model has one bias, and it is added once, as you get into a taxi once.',
  },
  {
    id: 'bias-subtracted',
    believed: 'The bias is a threshold that the sum must pass.',
    edits: [{ find: 'let sum = bias;', replace: 'let sum = -bias;' }],
    says: 'The bias was subtracted. Old books call minus the bias a “threshold”; here it is a number that is added.',
  },
  {
    id: 'bias-as-factor',
    believed: 'The bias scales the sum.',
    edits: [
      { find: 'let sum = bias;', replace: 'let sum = 0;' },
      { find: '  return sum;', replace: '  return sum * bias;' },
    ],
    says: 'The sum was multiplied by the bias. Only the inputs are multiplied, each by its weight; the bias is added.',
  },
  {
    id: 'weights-added',
    believed: 'The weight is added to its input.',
    edits: [{ find: product, replace: 'sum += x[i] + weights[i];' }],
    says: 'Each weight was added to its input. A weight says how much an input counts: four kilometres at 2 are not 4 + 2.',
  },
  {
    id: 'only-the-last-product',
    believed: 'The sum keeps itself.',
    edits: [{ find: product, replace: 'sum = x[i] * weights[i];' }],
    says: 'Only the last product is left. In each round of the loop, what was there before is overwritten: it should be kept, and the product added to it.',
  },
  {
    id: 'return-in-the-loop',
    believed: 'The `return` belongs to the line above it.',
    edits: [{ find: `${product}\n  }\n  return sum;`, replace: `${product}\n    return sum;\n  }\n  return sum;` }],
    says: 'Only the first product counts. Does your function return inside the loop, in its first round?',
  },
  {
    id: 'last-input-left-out',
    believed: 'The last index is length − 1, so the loop ends before it.',
    edits: [{ find: 'i < x.length; i++', replace: 'i < x.length - 1; i++' }],
    says: 'The last input is missing in your sum. For which `i` does the loop run the last time?',
  },
  {
    id: 'mean-not-sum',
    believed: 'As in the last lesson, the result is divided by the number of inputs.',
    edits: [
      { find: 'let sum = bias;', replace: 'let sum = 0;' },
      { find: '  return sum;', replace: '  return sum / x.length + bias;' },
    ],
    says: 'The products were averaged. The distances of the last lesson were means; a linear model takes the sum.',
  },
  {
    id: 'no-length-check',
    believed: 'The function will never be called with arrays that do not fit.',
    edits: [
      {
        find: 'if (x.length !== weights.length) {\n    throw new Error(`predict: ${x.length} inputs, but ${weights.length} weights`);\n  }\n  let',
        replace: 'let',
      },
    ],
    says: 'JavaScript gives no error here, so your function has to: compare the two lengths before the loop.',
  },
  {
    id: 'cut-to-the-shorter',
    believed: 'If the lengths differ, take what both have.',
    edits: [
      {
        find: 'if (x.length !== weights.length) {\n    throw new Error(`predict: ${x.length} inputs, but ${weights.length} weights`);\n  }\n  let',
        replace: 'let',
      },
      { find: 'i < x.length; i++', replace: 'i < Math.min(x.length, weights.length); i++' },
    ],
    says: 'Your loop ends where the shorter array ends, and the rest is dropped without an error. Arrays that do not fit are an error of the caller: throw one.',
  },
  {
    id: 'checks-one-direction',
    believed: 'Only too many inputs are a problem.',
    edits: [{ find: 'x.length !== weights.length', replace: 'x.length > weights.length' }],
    says: 'You notice too many inputs, but not too few. Then some weights have no input to work on.',
  },
  {
    id: 'message-names-no-length',
    believed: 'That there is an error is all one has to know.',
    edits: [
      {
        find: '`predict: ${x.length} inputs, but ${weights.length} weights`',
        replace: '`predict: the lengths differ`',
      },
    ],
    says: 'With “784 inputs, but 785 weights” in the message, the place to look at is clear at once.',
  },
  {
    id: 'all-in-one-sum',
    believed: 'The predictions are added up.',
    edits: [
      {
        find: 'return xs.map((x) => predict(x, weights, bias));',
        replace: 'return xs.reduce((sum, x) => sum + predict(x, weights, bias), 0) as unknown as number[];',
      },
    ],
    says: 'The predictions were added up into one number. The examples have nothing to do with each other: each gets a prediction of its own.',
  },
  {
    id: 'first-example-for-all',
    believed: 'The index of the example does not matter.',
    edits: [
      { find: 'xs.map((x) => predict(x, weights, bias))', replace: 'xs.map(() => predict(xs[0], weights, bias))' },
    ],
    says: 'Every example got the prediction of the first one. Which example does each round of your loop look at?',
  },
  {
    id: 'all-without-bias',
    believed: 'The bias is for single predictions.',
    edits: [{ find: 'xs.map((x) => predict(x, weights, bias))', replace: 'xs.map((x) => predict(x, weights, 0))' }],
    says: 'In `predictAll` the bias is missing, though your `predict` adds it. Is it handed on?',
  },
  {
    id: 'bias-added-again',
    believed: '`predict` gives the weighted sum, and the bias comes on top.',
    edits: [
      { find: 'xs.map((x) => predict(x, weights, bias))', replace: 'xs.map((x) => predict(x, weights, bias) + bias)' },
    ],
    says: 'The bias is in there twice: `predict` has already added it.',
  },
  {
    id: 'first-input-left-out',
    believed: 'Counting starts at 1.',
    edits: [{ find: 'let i = 0; i < x.length', replace: 'let i = 1; i < x.length' }],
    says: 'The first input is missing in your sum. At which index does an array begin?',
  },
  {
    id: 'error-returned',
    believed: 'An error is returned like any other result.',
    edits: [{ find: 'throw new Error(', replace: 'return new Error(' }],
    says: 'An `Error` that is returned stops nothing: the caller goes on with it as if it were a number. Which word stops the program?',
  },
  {
    id: 'length-assigned',
    believed: '= compares.',
    edits: [{ find: 'x.length !== weights.length', replace: '(x.length = weights.length)' }],
    says: 'Your function throws although the lengths are equal. Look at the condition: a single = compares nothing, it sets the left side to the right side.',
  },
  {
    id: 'throws-when-equal',
    family: 'length-assigned',
    believed: 'The condition says what must be true.',
    edits: [{ find: 'x.length !== weights.length', replace: 'x.length === weights.length' }],
    says: 'Your function throws although the lengths are equal. The condition before a `throw` has to be true when they differ.',
  },
  {
    id: 'one-weight-for-each-example',
    believed: 'Each example has a weight of its own.',
    edits: [
      {
        find: 'xs.map((x) => predict(x, weights, bias));',
        replace: 'xs.map((x, i) => predict(x, weights[i] as never, bias));',
      },
    ],
    says: 'Your `predictAll` hands `predict` a single weight. A weight belongs to an input and not to an example: every example is predicted with all of them.',
  },
  {
    id: 'arrow-without-return',
    believed: 'What stands in braces after => is the result.',
    edits: [
      {
        find: 'xs.map((x) => predict(x, weights, bias));',
        replace: 'xs.map((x) => {\n    predict(x, weights, bias);\n  }) as unknown as number[];',
      },
    ],
    says: 'Your predictions are computed and then dropped. A function with braces after => returns nothing by itself.',
  },
  {
    id: 'all-without-length-check',
    family: 'all-adds-up-itself',
    believed: '`predictAll` has its own loop, and the lengths are the business of `predict`.',
    edits: [
      {
        find: 'xs.map((x) => predict(x, weights, bias));',
        replace: 'xs.map((x) => weights.reduce((sum, weight, i) => sum + weight * x[i], bias));',
      },
    ],
    says: 'Your `predictAll` adds up by itself, and does not compare the lengths first. Your `predict` does both.',
  },
  {
    id: 'all-over-inputs-without-length-check',
    family: 'all-adds-up-itself',
    believed: '`predictAll` has its own loop, and the lengths are the business of `predict`.',
    edits: [
      {
        find: 'xs.map((x) => predict(x, weights, bias));',
        replace: 'xs.map((x) => x.reduce((sum, value, i) => sum + value * weights[i], bias));',
      },
    ],
    says: 'Your `predictAll` adds up by itself, and does not compare the lengths first. Your `predict` does both.',
  },
  {
    id: 'result-as-text',
    believed: 'A price has two decimals.',
    edits: [{ find: '  return sum;', replace: '  return sum.toFixed(2) as never;' }],
    says: '`toFixed` makes a text of the number, with rounded digits. Return the number itself; how it is shown is decided elsewhere.',
  },
]);
