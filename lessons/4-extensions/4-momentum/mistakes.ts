import { mistakes } from 'kit';

const first = '        velocity[i] = this.momentum * velocity[i] + gradient.data[i];\n';
const second = '        value.data[i] -= this.learningRate * velocity[i];\n';
const made = 'parameters.map(({ value }) => new Float32Array(value.data.length))';

export default mistakes([
  {
    id: 'learning-rate-inside',
    believed: 'v ← μ · v − η · g, and w ← w + v: the velocity is made of steps.',
    edits: [
      {
        find: first,
        replace: '        velocity[i] = this.momentum * velocity[i] - this.learningRate * gradient.data[i];\n',
      },
      { find: second, replace: '        value.data[i] += velocity[i];\n' },
    ],
    says: 'The learning rate is inside your velocity. As long as it never changes, that is the same; when it changes, old gradients go on with the old one. Multiply the whole velocity at the moment of the step.',
  },
  {
    id: 'dampened',
    believed: 'The velocity is a mean of old and new, so the gradient counts 1 − μ.',
    edits: [
      {
        find: first,
        replace: '        velocity[i] = this.momentum * velocity[i] + (1 - this.momentum) * gradient.data[i];\n',
      },
    ],
    says: 'You multiply the gradient by 1 − momentum, so your steps are smaller than they should be. Some books define it so; here, as in PyTorch, the gradient goes in whole.',
    family: 'dampened',
  },
  {
    id: 'momentum-on-both',
    believed: 'μ multiplies velocity and gradient.',
    edits: [{ find: first, replace: '        velocity[i] = this.momentum * (velocity[i] + gradient.data[i]);\n' }],
    says: 'You multiply the new gradient by the momentum, too. Only the old velocity is multiplied; the gradient is added as it is.',
  },
  {
    id: 'uphill',
    believed: 'The velocity is added.',
    edits: [{ find: second, replace: '        value.data[i] += this.learningRate * velocity[i];\n' }],
    says: 'Your values move in the direction of the gradient, which is uphill. A step goes against it.',
  },
  {
    id: 'old-velocity',
    believed: 'The step is taken with the velocity that is there; afterwards it is brought up to date.',
    edits: [{ find: first + second, replace: second + first }],
    says: 'You step first and then update the velocity, so every gradient counts one step too late. First the new velocity, then the step.',
  },
  {
    id: 'nesterov',
    believed: 'The step looks ahead by one more velocity.',
    edits: [
      {
        find: second,
        replace: '        value.data[i] -= this.learningRate * (gradient.data[i] + this.momentum * velocity[i]);\n',
      },
    ],
    says: 'This is Nesterov’s momentum, which looks one step ahead. It exists (`nesterov=True` in PyTorch), but here the step is the velocity itself.',
  },
  {
    id: 'forgets-its-velocity',
    believed: 'The velocity is computed in each step.',
    edits: [
      {
        find: 'const velocity = this.velocities[p];',
        replace: 'const velocity = new Float32Array(value.data.length);',
      },
    ],
    says: 'Your velocity starts at 0 in every step, so nothing is remembered: this is plain gradient descent. The velocities must live as long as the object.',
  },
  {
    id: 'one-velocity-for-all',
    believed: 'There is one velocity.',
    edits: [
      {
        find: made,
        replace:
          '((most) => parameters.map(({ value }) => most.subarray(0, value.data.length)))(new Float32Array(Math.max(0, ...parameters.map(({ value }) => value.data.length))))',
      },
    ],
    says: 'All parameters share one velocity and disturb each other. Each number of each parameter has a velocity of its own.',
  },
  {
    id: 'gradients-of-the-start',
    believed: 'The gradient matrices can be looked up once, in the constructor.',
    edits: [
      {
        find: made,
        replace: `${made};\n    const seen = parameters.map(({ gradient }) => gradient);\n    this.gradientOf = (p: number) => seen[p]`,
      },
      {
        find: 'forEach(({ value, gradient }, p) => {',
        replace: 'forEach(({ value }, p) => {\n      const gradient = this.gradientOf(p);',
      },
    ],
    says: 'You keep the gradient matrices that were there when the object was made. `backward` puts new ones into the parameters: look them up in each step.',
  },
  {
    id: 'velocity-in-the-gradient',
    believed: 'The velocity can be kept in the gradient.',
    edits: [
      {
        find: first,
        replace: '        gradient.data[i] += this.momentum * velocity[i];\n        velocity[i] = gradient.data[i];\n',
      },
    ],
    says: 'You add to the gradients of the parameters. They belong to `backward`; after the step they should be as they were.',
  },
  {
    id: 'learning-rate-of-the-start',
    believed: 'The learning rate is known when the object is made.',
    edits: [
      {
        find: '    this.momentum = options.momentum;\n',
        replace: '    this.momentum = options.momentum;\n    this.rate = options.learningRate;\n',
      },
      { find: second, replace: '        value.data[i] -= this.rate * velocity[i];\n' },
    ],
    says: 'Your step uses the learning rate that the constructor was given. `learningRate` may be changed between two steps: read it in each step.',
  },
  {
    id: 'new-value-matrix',
    believed: 'A new matrix is cleaner than changing the old one.',
    edits: [
      {
        find: 'forEach(({ value, gradient }, p) => {',
        replace:
          'forEach((parameter, p) => {\n      const { gradient } = parameter;\n      const value = new (parameter.value.constructor as never as new (rows: number, cols: number, data: Float32Array) => typeof parameter.value)(parameter.value.rows, parameter.value.cols, parameter.value.data.slice());\n      parameter.value = value;',
      },
    ],
    says: 'You put a new matrix into the parameter, and the matrix that the layer was made with never moves. Change the numbers in the one that is there.',
  },
  {
    id: 'never-slows-down',
    believed: 'A velocity is all the gradients so far.',
    edits: [{ find: 'this.momentum * velocity[i] + gradient.data[i]', replace: 'velocity[i] + gradient.data[i]' }],
    says: 'Your velocity keeps all of every gradient there ever was, whatever the momentum. How much of it should be left after each step?',
  },
  {
    id: 'gradient-zeroed',
    believed: 'The gradients must be set to 0 after the step, as with `zero_grad`.',
    edits: [
      {
        find: '        value.data[i] -= this.learningRate * velocity[i];',
        replace: '        value.data[i] -= this.learningRate * velocity[i];\n        gradient.data[i] = 0;',
      },
    ],
    says: 'You set the gradients to 0 after the step. PyTorch needs that, because its `backward` adds; here `backward` replaces, and a step leaves the gradients as they are.',
  },
  {
    id: 'momentum-forgotten',
    believed: 'The velocity is what was, plus what is new, minus a little of the value.',
    edits: [
      {
        find: 'velocity[i] = this.momentum * velocity[i] + gradient.data[i];',
        replace: 'velocity[i] = this.momentum * (velocity[i] - gradient.data[i]) + gradient.data[i];',
      },
    ],
    says: 'Your gradient goes in with a factor of 1 − momentum. Only the old velocity is multiplied; the gradient is added as it is.',
    family: 'dampened',
  },
  {
    id: 'one-parameter-only',
    believed: 'The first velocity is the velocity.',
    edits: [
      {
        find: 'const velocity = this.velocities[p];',
        replace: 'if (p > 0) return;\n      const velocity = this.velocities[p];',
      },
    ],
    says: 'Only the first parameter has moved. A network has many, and each of them takes the step.',
  },
  {
    id: 'velocities-are-the-gradients',
    believed: 'The velocity starts with the gradient that is there.',
    edits: [
      {
        find: 'parameters.map(({ value }) => new Float32Array(value.data.length))',
        replace: 'parameters.map(({ gradient }) => gradient.data)',
      },
    ],
    says: 'Your velocities are the arrays of the gradients themselves, so they do not start at 0, and each step changes the gradients. They need arrays of their own.',
  },
  {
    id: 'starts-with-the-gradients',
    believed: 'The first velocity is the gradient.',
    edits: [
      {
        find: 'parameters.map(({ value }) => new Float32Array(value.data.length))',
        replace: 'parameters.map(({ gradient }) => gradient.data.slice())',
      },
    ],
    says: 'Your velocities start with the gradients that were there when the object was made. Nothing has moved yet: they start at 0, and the first step adds the first gradient.',
  },
  {
    id: 'one-number-for-each-parameter',
    believed: 'A parameter has a velocity.',
    edits: [
      { find: 'new Float32Array(value.data.length)', replace: 'new Float32Array(1)' },
      { find: 'i < velocity.length', replace: 'i < value.data.length' },
      {
        find: 'velocity[i] = this.momentum * velocity[i] + gradient.data[i];\n        value.data[i] -= this.learningRate * velocity[i];',
        replace:
          'velocity[0] = this.momentum * velocity[0] + gradient.data[i];\n        value.data[i] -= this.learningRate * velocity[0];',
      },
    ],
    says: 'All numbers of a parameter share one velocity. Each number needs a velocity of its own.',
  },
]);
