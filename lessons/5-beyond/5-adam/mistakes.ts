import { mistakes } from 'kit';

const meanOf = '        mean[i] = this.beta1 * mean[i] + (1 - this.beta1) * g;\n';
const squareOf = '        square[i] = this.beta2 * square[i] + (1 - this.beta2) * g ** 2;\n';
const sizeOf = 'Math.sqrt(square[i] / squareShare) + this.epsilon';
const move = 'left * value.data[i] - (this.learningRate * (mean[i] / meanShare)) / size;';
const leftOf = 'value.rows === 1 ? 1 : 1 - this.learningRate * this.weightDecay';

export default mistakes([
  {
    id: 'no-correction',
    believed: 'The means are what they are.',
    edits: [
      { find: 'mean[i] / meanShare', replace: 'mean[i]' },
      { find: 'square[i] / squareShare', replace: 'square[i]' },
    ],
    says: 'Your means begin at 0 and are taken as they are, so the first steps have the wrong size. Divide each by the share of real gradients that is in it.',
  },
  {
    id: 'mean-not-corrected',
    believed: 'The square is what begins too small.',
    edits: [{ find: 'mean[i] / meanShare', replace: 'mean[i]' }],
    says: 'You correct the mean of the squares, and not the mean of the gradients. Both began at 0, and each has a share of its own.',
  },
  {
    id: 'square-not-corrected',
    believed: 'The mean is what begins too small.',
    edits: [{ find: 'square[i] / squareShare', replace: 'square[i]' }],
    says: 'You correct the mean of the gradients, and not the mean of the squares. Your first steps are much too long: both began at 0, and each has a share of its own.',
  },
  {
    id: 'counts-from-zero',
    believed: 'The first step has the number 0.',
    edits: [
      { find: '    this.steps += 1;\n', replace: '' },
      { find: '1 - this.beta2 ** this.steps;\n', replace: '1 - this.beta2 ** this.steps;\n    this.steps += 1;\n' },
    ],
    says: 'Your first step has the number 0, and its share is 1 − β⁰ = 0: you divide by 0. The number of steps counts the one that is being taken.',
  },
  {
    id: 'counts-parameters',
    believed: 'The counter goes up whenever something is moved.',
    edits: [
      {
        find: '    this.steps += 1;\n    const meanShare = 1 - this.beta1 ** this.steps;\n    const squareShare = 1 - this.beta2 ** this.steps;\n',
        replace: '',
      },
      {
        find: '      const mean = this.means[p];\n',
        replace:
          '      this.steps += 1;\n      const meanShare = 1 - this.beta1 ** this.steps;\n      const squareShare = 1 - this.beta2 ** this.steps;\n      const mean = this.means[p];\n',
      },
    ],
    says: 'You count a step for each parameter. One call of `step` is one step for all of them.',
  },
  {
    id: 'no-root',
    believed: 'The step is divided by the mean square.',
    edits: [{ find: sizeOf, replace: 'square[i] / squareShare + this.epsilon' }],
    says: 'You divide by the mean of the squares itself. Its root is as large as a gradient, so that dividing by it leaves the direction alone.',
  },
  {
    id: 'epsilon-in-the-root',
    believed: 'ε belongs to the number that may be 0.',
    edits: [{ find: sizeOf, replace: 'Math.sqrt(square[i] / squareShare + this.epsilon)' }],
    says: 'Your ε is inside the root, where it counts as its root: 10⁻⁸ becomes 10⁻⁴. It is added to the root.',
  },
  {
    id: 'mean-of-sizes',
    believed: 'What is averaged is how large the gradients are.',
    edits: [
      { find: 'g ** 2', replace: 'Math.abs(g)' },
      { find: sizeOf, replace: 'square[i] / squareShare + this.epsilon' },
    ],
    says: 'You average the sizes of the gradients. Adam averages their squares and takes the root of that: large gradients count for more.',
  },
  {
    id: 'gradient-in-place-of-mean',
    believed: 'The gradient is divided by its usual size.',
    edits: [{ find: '(mean[i] / meanShare)', replace: 'g' }],
    says: 'You step along the gradient of this step. Adam steps along the mean of the gradients, as momentum does.',
  },
  {
    id: 'betas-exchanged',
    believed: 'beta1 is for the squares.',
    edits: [
      { find: meanOf, replace: '        mean[i] = this.beta2 * mean[i] + (1 - this.beta2) * g;\n' },
      { find: squareOf, replace: '        square[i] = this.beta1 * square[i] + (1 - this.beta1) * g ** 2;\n' },
      { find: 'const meanShare = 1 - this.beta1', replace: 'const meanShare = 1 - this.beta2' },
      { find: 'const squareShare = 1 - this.beta2', replace: 'const squareShare = 1 - this.beta1' },
    ],
    says: 'Your β₁ and β₂ are exchanged. β₁ belongs to the mean of the gradients, β₂ to the mean of their squares.',
  },
  {
    id: 'velocity-of-momentum',
    believed: 'The mean is the velocity of lesson 4.4.',
    edits: [{ find: meanOf, replace: '        mean[i] = this.beta1 * mean[i] + g;\n' }],
    says: 'You add the whole gradient, as in lesson 4.4. A mean takes 1 − β₁ of what is new; otherwise the correction does not fit.',
  },
  {
    id: 'square-of-the-mean',
    believed: 'The square is that of the mean.',
    edits: [{ find: 'g ** 2', replace: 'mean[i] ** 2' }],
    says: 'You average the square of the mean. Gradients that change their sign cancel in the mean; in the mean of squares they do not.',
  },
  {
    id: 'uphill',
    believed: 'The step is added.',
    edits: [{ find: 'value.data[i] - (this.learningRate', replace: 'value.data[i] + (this.learningRate' }],
    says: 'Your values move in the direction of the gradient, which is uphill. A step goes against it.',
  },
  {
    id: 'decay-in-the-gradient',
    believed: 'Weight decay adds λ · w to the gradient, as in lesson 4.2.',
    edits: [
      { find: leftOf, replace: '1' },
      {
        find: 'const g = gradient.data[i];',
        replace: 'const g = gradient.data[i] + (value.rows === 1 ? 0 : this.weightDecay * value.data[i]);',
      },
    ],
    says: 'Your weight decay goes through the gradient, and is divided by the usual size of the gradient like everything there. Take it from the weight itself, before the step: that is what “decoupled” means.',
  },
  {
    id: 'decays-biases',
    believed: 'Everything that is learned decays.',
    edits: [{ find: leftOf, replace: '1 - this.learningRate * this.weightDecay' }],
    says: 'Your biases decay, too. Only weights do: a parameter with one row is a bias, as in lesson 4.2.',
  },
  {
    id: 'decay-without-rate',
    believed: 'Weights lose a share of weightDecay in each step.',
    edits: [{ find: leftOf, replace: 'value.rows === 1 ? 1 : 1 - this.weightDecay' }],
    says: 'Your weights lose a share of `weightDecay` in each step. It is the learning rate times that, so that both become smaller together.',
  },
  {
    id: 'decay-after-the-step',
    believed: 'First the step, then the decay.',
    edits: [{ find: move, replace: 'left * (value.data[i] - (this.learningRate * (mean[i] / meanShare)) / size);' }],
    says: 'You let the step decay together with the weight. First the weight loses its share, then the step is taken.',
  },
  {
    id: 'learning-rate-of-the-start',
    believed: 'The learning rate is known when the object is made.',
    edits: [
      {
        find: '    this.parameters = parameters;\n',
        replace: '    this.parameters = parameters;\n    this.rate = learningRate;\n',
      },
      { find: move, replace: 'left * value.data[i] - (this.rate * (mean[i] / meanShare)) / size;' },
    ],
    says: 'Your step uses the learning rate that the constructor was given. `learningRate` may be changed between two steps: read it in each step.',
  },
  {
    id: 'gradients-of-the-start',
    believed: 'The gradient matrices can be looked up once, in the constructor.',
    edits: [
      {
        find: '    this.parameters = parameters;\n',
        replace: '    this.parameters = parameters.map(({ value, gradient }) => ({ value, gradient }));\n',
      },
    ],
    says: 'You keep the gradient matrices that were there when the object was made. `backward` puts new ones into the parameters: look them up in each step.',
  },
  {
    id: 'forgets-its-means',
    believed: 'The means are computed in each step.',
    edits: [
      { find: 'const mean = this.means[p];', replace: 'const mean = new Float32Array(value.data.length);' },
      { find: 'const square = this.squares[p];', replace: 'const square = new Float32Array(value.data.length);' },
    ],
    says: 'Your means start at 0 in every step, so nothing is remembered. They must live as long as the object.',
  },
  {
    id: 'one-memory-for-both',
    believed: 'Two lists of zeros are one list of zeros.',
    edits: [
      {
        find: 'this.squares = parameters.map(({ value }) => new Float32Array(value.data.length));',
        replace: 'this.squares = this.means;',
      },
    ],
    says: 'The means and the squares stand in the same arrays and overwrite each other. Each of the two needs its own.',
  },
  {
    id: 'gradient-changed',
    believed: 'The gradient is not needed any more after the step.',
    edits: [
      { find: 'const g = gradient.data[i];', replace: 'const g = gradient.data[i];\n        gradient.data[i] = 0;' },
    ],
    says: 'You change the gradients of the parameters. They belong to `backward`; after the step they should be as they were.',
  },
  {
    id: 'no-epsilon',
    believed: 'The root is never 0.',
    edits: [{ find: sizeOf, replace: 'Math.sqrt(square[i] / squareShare)' }],
    says: 'You divide by the root alone. Where all gradients of a number were 0, as for a pixel that is always empty, that is 0 / 0: ε is added to the root.',
  },
  {
    id: 'share-by-product',
    believed: 'After t steps, β has been used t times.',
    edits: [
      {
        find: 'const meanShare = 1 - this.beta1 ** this.steps',
        replace: 'const meanShare = 1 - this.beta1 * this.steps',
      },
      {
        find: 'const squareShare = 1 - this.beta2 ** this.steps',
        replace: 'const squareShare = 1 - this.beta2 * this.steps',
      },
    ],
    says: 'Your shares multiply β by the number of the step. Each step keeps the part β of what was there, so after t steps the part β to the power of t is left of the zero.',
  },
  {
    id: 'bias-by-columns',
    believed: 'A bias is what has one column.',
    edits: [{ find: leftOf, replace: leftOf.replace('rows', 'cols') }],
    says: 'You take what has one column for a bias. A bias has one row, as in lesson 4.2; weights that lead to a single neuron have one column.',
  },
  {
    id: 'value-replaced',
    believed: 'A step makes a new matrix of values.',
    edits: [
      {
        find: 'this.parameters.forEach(({ value, gradient }, p) => {\n',
        replace:
          'this.parameters.forEach((parameter, p) => {\n      const { gradient } = parameter;\n      const value = Object.create(parameter.value, { data: { value: parameter.value.data.slice() } });\n      parameter.value = value;\n',
      },
    ],
    says: 'Each step puts a new matrix into the parameter. The layer goes on with the old one and never learns: change the numbers in the matrix that is there.',
  },
]);
