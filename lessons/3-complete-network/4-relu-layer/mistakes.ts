import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'slope-one-at-zero',
    believed: 'A 0 is not negative, so its door is open.',
    edits: [{ find: 'value > 0 ? 1 : 0', replace: 'value >= 0 ? 1 : 0' }],
    says: 'A gradient came through where the input was exactly 0. At the corner, the slope of this ReLU is 0: look at your comparison.',
  },
  {
    id: 'mask-from-upstream',
    believed: 'Negative gradients are stopped, as negative numbers are.',
    edits: [
      {
        find: 'map(this.input, (value) => (value > 0 ? 1 : 0))',
        replace: 'map(upstream, (value) => (value > 0 ? 1 : 0))',
      },
    ],
    says: 'You stop negative gradients. Whether a door is open was decided on the way forward, by the input; a negative gradient may pass.',
  },
  {
    id: 'everything-passes-back',
    believed: 'ReLU has no weights, so there is nothing to do on the way back.',
    edits: [{ find: 'return multiply(upstream, mask);', replace: 'return upstream;' }],
    says: 'All gradients came through. Where the input was negative the output was 0 and would have stayed 0: what does the loss learn from there?',
  },
  {
    id: 'returns-the-mask',
    believed: 'The gradient of ReLU is 1 or 0.',
    edits: [{ find: 'return multiply(upstream, mask);', replace: 'return mask;' }],
    says: 'This is the slope of ReLU itself, 1 or 0. By the chain rule it is multiplied with what comes from upstream.',
  },
  {
    id: 'multiplies-by-the-output',
    believed: 'The gradient is multiplied with what passed forward.',
    edits: [{ find: '(value > 0 ? 1 : 0)', replace: 'Math.max(0, value) * 1' }],
    says: 'You multiplied upstream with the output of the layer. An open door passes a gradient as it is: the factor is 1, however large the number was.',
  },
  {
    id: 'multiplies-by-the-input',
    believed: 'The slope of a layer is its input.',
    edits: [{ find: 'return multiply(upstream, mask);', replace: 'return multiply(upstream, this.input);' }],
    says: 'You multiplied upstream with the input. Where the input was above 0, the slope is 1, however large it was, and elsewhere it is 0.',
  },
  {
    id: 'backward-is-relu-again',
    believed: 'Backward does the same as forward.',
    edits: [
      {
        find: 'return multiply(upstream, mask);',
        replace: 'return multiply(map(upstream, (value) => Math.max(0, value)), mask);',
      },
    ],
    says: 'Open doors let only positive gradients through here. Backward, an open door lets everything pass, whatever its sign.',
  },
  {
    id: 'absolute-value',
    believed: 'ReLU takes the minus sign away.',
    edits: [{ find: 'Math.max(0, value)', replace: 'Math.abs(value)' }],
    says: 'Negative numbers came out positive. ReLU does not turn them around, it replaces them by 0.',
  },
  {
    id: 'minimum',
    believed: 'ReLU cuts at 0, so the smaller one is taken.',
    edits: [{ find: 'Math.max(0, value)', replace: 'Math.min(0, value)' }],
    says: 'The negative numbers passed and the positive ones became 0. You want the larger one of 0 and the number.',
  },
  {
    id: 'leaky',
    believed: 'A little of the negative numbers passes.',
    edits: [{ find: 'Math.max(0, value)', replace: 'value > 0 ? value : 0.01 * value' }],
    says: 'A hundredth of each negative number passed. That is the leaky ReLU; this one gives 0.',
  },
  {
    id: 'changes-its-input',
    believed: 'The zeros can be written into x.',
    edits: [
      {
        find: 'return map(x, (value) => Math.max(0, value));',
        replace: 'x.data.forEach((value, i) => (x.data[i] = Math.max(0, value)));\n    return x;',
      },
    ],
    says: 'The numbers are right, but they were written into `x`, which belongs to the layer before. Return a new matrix.',
  },
  {
    id: 'one-memory-for-all',
    believed: 'A variable outside the class remembers the input as well.',
    edits: [
      {
        find: '  private input: Matrix = Matrix.zeros(0, 0);',
        replace: '  private static input: Matrix = Matrix.zeros(0, 0);',
      },
      { find: 'this.input = x;', replace: 'ReLU.input = x;' },
      { find: 'map(this.input,', replace: 'map(ReLU.input,' },
    ],
    says: 'All your ReLUs share one memory, so the second one overwrites what the first one kept. Each layer keeps its own input.',
  },
  {
    id: 'keeps-first-input',
    believed: 'The input needs to be stored only once.',
    edits: [{ find: 'this.input = x;', replace: 'if (this.input.rows === 0) this.input = x;' }],
    // A mask that is kept from the first `backward` gives the same numbers: the sentence is true of both.
    says: 'A later `backward` still goes by the first input: that one, or the mask made of it, is kept. Every `forward` brings a new input, and the next `backward` belongs to it.',
    family: 'keeps-first-input',
  },
  {
    id: 'input-not-kept',
    believed: '`backward` can look at x, wherever it was.',
    edits: [{ find: '    this.input = x;\n', replace: '' }],
    says: '`backward` works with an input of 0×0: `forward` has not kept its `x`. Where is it stored?',
  },
  {
    id: 'keeps-first-mask',
    believed: 'The mask needs to be made only once.',
    edits: [
      {
        find: 'export class ReLU implements Layer {',
        replace: 'export class ReLU implements Layer {\n  private mask: Matrix | null = null;',
      },
      { find: 'const mask = map(', replace: 'const mask = this.mask ??= map(' },
    ],
    says: 'The mask of the first `backward` is used again. Every `forward` brings a new input, and its mask belongs to it.',
    family: 'keeps-first-input',
  },
  {
    id: 'slope-of-the-product',
    believed: 'The gradient of max(0, x) is max(0, x · upstream).',
    edits: [
      {
        find: 'return multiply(upstream, mask);',
        replace: 'return map(multiply(upstream, this.input), (value) => Math.max(0, value));',
      },
    ],
    says: 'You applied ReLU to the product of input and upstream. Where the input was above 0, upstream passes as it is; elsewhere the gradient is 0.',
  },
  {
    id: 'leaky-both-ways',
    believed: 'A little of the negative numbers passes.',
    edits: [
      { find: 'Math.max(0, value)', replace: 'value > 0 ? value : 0.01 * value' },
      { find: '(value > 0 ? 1 : 0)', replace: '(value > 0 ? 1 : 0.01)' },
    ],
    says: 'A hundredth of each negative number passed, and a hundredth of its gradient. That is the leaky ReLU; this one gives 0.',
  },
  {
    id: 'absolute-both-ways',
    believed: 'The size counts, not the sign.',
    edits: [
      { find: 'Math.max(0, value)', replace: 'Math.abs(value)' },
      { find: '(value > 0 ? 1 : 0)', replace: 'Math.sign(value)' },
    ],
    says: 'Negative numbers came out as positive ones, and their gradients turned around. That is the absolute value; ReLU gives 0 there, and hands nothing back.',
  },
]);
