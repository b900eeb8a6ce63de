import { mistakes } from 'kit';

const draw = '      return this.random() < this.rate ? 0 : scale;';
const forward = '    return multiply(x, this.mask);';
const backward = '    return multiply(upstream, this.mask);';

export default mistakes([
  {
    id: 'no-scale',
    believed: 'Dropout sets some numbers to 0, and that is all.',
    edits: [{ find: draw, replace: '      return this.random() < this.rate ? 0 : 1;' }],
    says: 'The numbers that stay are as they were, so all of them together have become less. What stays must grow to make up for what is gone.',
  },
  {
    id: 'scaled-down',
    believed: 'What is kept is multiplied by the chance to be kept.',
    edits: [{ find: 'const scale = 1 / (1 - this.rate);', replace: 'const scale = 1 - this.rate;' }],
    says: 'You make the numbers that stay smaller. Some are gone already; those that stay have to become larger, so divide where you multiply.',
  },
  {
    id: 'scaled-by-the-rate',
    believed: 'The scale is 1 / rate.',
    edits: [
      { find: 'const scale = 1 / (1 - this.rate);', replace: 'const scale = this.rate === 0 ? 1 : 1 / this.rate;' },
    ],
    says: 'You divide by the share that is dropped. At rate 0.25 three of four stay, and they must make up for four: which share is that?',
    family: 'scaled-by-the-rate',
  },
  {
    id: 'scaled-by-a-rate-of-0',
    believed: 'The scale is 1 / rate, whatever the rate is.',
    edits: [{ find: 'const scale = 1 / (1 - this.rate);', replace: 'const scale = 1 / this.rate;' }],
    says: 'You divide by the share that is dropped. At rate 0.25 three of four stay, and they must make up for four: which share is that?',
    family: 'scaled-by-the-rate',
  },
  {
    id: 'rate-is-what-stays',
    believed: 'The rate is the chance to be kept.',
    edits: [{ find: draw, replace: '      return this.random() < this.rate ? scale : 0;' }],
    says: 'You keep a number with the chance `rate` and drop the others. The rate says how likely a number is to be dropped.',
  },
  {
    id: 'rate-is-what-stays-and-scales',
    believed: 'The rate is the chance to be kept, as in old versions of TensorFlow.',
    edits: [
      { find: draw, replace: '      return this.random() < this.rate ? scale : 0;' },
      { find: 'const scale = 1 / (1 - this.rate);', replace: 'const scale = this.rate === 0 ? 0 : 1 / this.rate;' },
    ],
    says: 'Your rate is the share that stays. It was so in old versions of TensorFlow; here, as in PyTorch, the rate is the chance to be dropped.',
  },
  {
    id: 'own-randomness',
    believed: 'One source of random numbers is as good as another.',
    edits: [{ find: draw, replace: '      return Math.random() < this.rate ? 0 : scale;' }],
    says: 'You do not use the `random` that the constructor got. With `Math.random`, no run could ever be repeated.',
  },
  {
    id: 'one-mask-for-all-examples',
    believed: 'A neuron is dropped for the whole batch.',
    edits: [
      {
        find: '    this.mask = map(x, () => {',
        replace:
          '    const first = map(Matrix.zeros(1, x.cols), () => (!this.training ? 1 : this.random() < this.rate ? 0 : scale));\n    let at = 0;\n    this.mask = map(x, () => {\n      if (x.cols > 0) return first.data[at++ % x.cols];',
      },
    ],
    says: 'All examples of a batch lose the same numbers. Each number of each example gets a draw of its own.',
  },
  {
    id: 'drops-always',
    believed: 'A dropout layer drops.',
    edits: [{ find: '      if (!this.training) {\n        return 1;\n      }\n', replace: '' }],
    says: 'Your layer drops numbers also when it is not training. A network that answers for real should use everything it has learned.',
  },
  {
    id: 'scales-at-the-test',
    believed: 'As in the first paper: nothing is scaled in training, and everything is scaled down in the test.',
    edits: [
      { find: draw, replace: '      return this.random() < this.rate ? 0 : 1;' },
      { find: '        return 1;', replace: '        return 1 - this.rate;' },
    ],
    says: 'You scale when the network is tested. The first paper on dropout did so; today the scale is in the training, so that nothing at all happens in the test.',
  },
  {
    id: 'upstream-goes-through',
    believed: 'Dropout is only for the way forward.',
    edits: [{ find: backward, replace: '    return upstream;' }],
    says: 'You hand upstream on as it came. A number that was dropped had no part in the output, so its gradient is 0, and the gradients of the others are scaled.',
  },
  {
    id: 'back-without-holes',
    believed: 'On the way back, only the scale counts.',
    edits: [
      {
        find: backward,
        replace: '    return map(upstream, (value) => (this.training ? value / (1 - this.rate) : value));',
      },
    ],
    says: 'On the way back, every number is scaled and none is 0. A number that was dropped had no part in the output, so its gradient is 0: the mask has both.',
  },
  {
    id: 'back-without-scale',
    believed: 'On the way back, the mask only says yes or no.',
    edits: [
      { find: backward, replace: '    return multiply(upstream, map(this.mask, (factor) => (factor === 0 ? 0 : 1)));' },
    ],
    says: 'The holes are right, and the scale is missing on the way back. A number that was multiplied by a factor has this factor as its slope.',
  },
  {
    id: 'new-draws-on-the-way-back',
    believed: 'Each pass drops some numbers.',
    edits: [
      {
        find: backward,
        replace:
          '    return multiply(upstream, map(upstream, () => (!this.training ? 1 : this.random() < this.rate ? 0 : 1 / (1 - this.rate))));',
      },
    ],
    says: 'Your `backward` draws once more, so numbers that took no part get a gradient. It has to use the mask of the last `forward`.',
  },
  {
    id: 'one-mask-for-ever',
    believed: 'The mask belongs to the layer and is made once.',
    edits: [
      {
        find: '    this.mask = map(x, () => {',
        replace: '    if (this.mask.rows !== x.rows || this.mask.cols !== x.cols) this.mask = map(x, () => {',
      },
    ],
    says: 'Your layer drops the same numbers every time. A new mask in each `forward` is what keeps the next layer from relying on any of them.',
  },
  {
    id: 'mask-from-the-output',
    believed: 'Where the output is 0, the number was dropped.',
    edits: [
      {
        find: forward,
        replace:
          '    const output = multiply(x, this.mask);\n    this.mask = map(output, (value) => (value === 0 ? 0 : this.training ? scale : 1));\n    return output;',
      },
    ],
    says: 'You take a number for dropped when the output is 0. A number that was 0 before is 0 after, dropped or not: keep the mask itself.',
  },
  {
    id: 'asks-training-on-the-way-back',
    believed: '`training` tells whether there is a mask.',
    edits: [{ find: backward, replace: '    return this.training ? multiply(upstream, this.mask) : upstream;' }],
    says: 'Your `backward` looks at `training`. What counts is what the last `forward` did, and that is in the mask.',
  },
  {
    id: 'scaled-twice',
    believed: 'The scale belongs in the mask and in the output.',
    edits: [
      {
        find: forward,
        replace:
          '    const factor = this.training ? scale : 1;\n    return map(multiply(x, this.mask), (value) => value * factor);',
      },
    ],
    says: 'The numbers that stay are scaled twice: once by the mask, and once more after it.',
  },
  {
    id: 'scaled-twice-on-the-way-back',
    believed: 'The way back makes up for the dropped ones once more.',
    edits: [
      { find: backward, replace: '    return map(multiply(upstream, this.mask), (value) => value / (1 - this.rate));' },
    ],
    says: 'On the way back the scale is there twice: it is in the mask already.',
  },
  {
    id: 'one-draw-for-all',
    believed: 'A draw decides about the layer.',
    edits: [
      {
        find: '    this.mask = map(x, () => {',
        replace: '    const drawn = this.training ? this.random() : 0;\n    this.mask = map(x, () => {',
      },
      { find: draw, replace: '      return drawn < this.rate ? 0 : scale;' },
    ],
    says: 'One draw decides about all the numbers, so all of them are dropped or none. Each number gets a draw of its own.',
  },
  {
    id: 'never-drops',
    believed: '`training` is switched on by the one that trains.',
    edits: [{ find: '  training = true;', replace: '  training = false;' }],
    says: 'A new layer is not training. It drops numbers from the start, until `training` is set to false.',
  },
  {
    id: 'old-mask-at-the-test',
    believed: 'When nothing is dropped, there is no mask.',
    edits: [
      {
        find: '    const scale = 1 / (1 - this.rate);',
        replace:
          '    if (!this.training) {\n      return map(x, (value) => value);\n    }\n    const scale = 1 / (1 - this.rate);',
      },
    ],
    says: 'A `forward` that is not training leaves the mask of the one before in place, and `backward` uses it. What is the factor of each number when nothing is dropped?',
  },
  {
    id: 'changes-its-input',
    believed: 'The zeros can be written into x.',
    edits: [
      {
        find: forward,
        replace:
          '    for (let i = 0; i < x.data.length; i++) {\n      x.data[i] *= this.mask.data[i];\n    }\n    return x;',
      },
    ],
    says: 'The numbers are right, but they were written into `x`, which belongs to the layer before. Return a new matrix.',
  },
]);
