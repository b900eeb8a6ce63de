import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'bias-left-out',
    believed: 'The layer is the matrix product.',
    edits: [
      { find: 'addRow(matmul(x, this.weights.value), this.bias.value)', replace: 'matmul(x, this.weights.value)' },
    ],
    says: 'The product is right, and the bias is not in it. Every row of the output gets the bias, once.',
  },
  {
    id: 'bias-added-to-nothing',
    believed: '`addRow` changes the matrix that it is given.',
    edits: [
      {
        find: '    return addRow(matmul(x, this.weights.value), this.bias.value);',
        replace:
          '    const product = matmul(x, this.weights.value);\n    addRow(product, this.bias.value);\n    return product;',
      },
    ],
    says: 'The product is right, and the bias is not in it. If you call `addRow`: it leaves its matrix as it is, and returns a new one.',
  },
  {
    id: 'input-not-transposed',
    believed: 'The gradient of the weights is the input times upstream.',
    edits: [{ find: 'matmul(transpose(this.input), upstream)', replace: 'matmul(this.input, upstream)' }],
    says: 'You multiply the input as it is with upstream. That fits only when there are as many examples as inputs. Write the three shapes next to each other: which one must be turned?',
  },
  {
    id: 'gradient-of-weights-turned',
    believed: 'It does not matter which of the two is transposed.',
    edits: [{ find: 'matmul(transpose(this.input), upstream)', replace: 'matmul(transpose(upstream), this.input)' }],
    says: 'These are the right numbers in the wrong places: rows and columns are exchanged. A gradient has the shape of what it belongs to, here inputs × outputs.',
  },
  {
    id: 'upstream-before-turned-input',
    believed: 'In a product the order does not matter.',
    edits: [{ find: 'matmul(transpose(this.input), upstream)', replace: 'matmul(upstream, transpose(this.input))' }],
    says: 'In the gradient of the weights, upstream stands before the input, and the two do not meet along the batch. The sum goes over the examples: write the two shapes next to each other, so that the batch is the inner size.',
  },
  {
    id: 'upstream-before-input',
    believed: 'In a product the order does not matter, and nothing needs to be turned.',
    edits: [{ find: 'matmul(transpose(this.input), upstream)', replace: 'matmul(upstream, this.input)' }],
    says: 'In the gradient of the weights, you multiply upstream with the input, and neither of them is turned. The sum goes over the examples: write the two shapes next to each other, so that the batch is the inner size.',
  },
  {
    id: 'turned-weights-before-upstream',
    believed: 'In a product the order does not matter.',
    edits: [
      {
        find: 'return matmul(upstream, transpose(this.weights.value));',
        replace: 'return matmul(transpose(this.weights.value), upstream);',
      },
    ],
    says: 'On the way back, the weights stand before upstream. Every row of upstream is an example, as it is on the way forward: which of the two comes first?',
    family: 'weights-before-upstream',
  },
  {
    id: 'weights-before-upstream',
    believed: 'It is W · upstream, as in many books.',
    edits: [
      {
        find: 'return matmul(upstream, transpose(this.weights.value));',
        replace: 'return matmul(this.weights.value, upstream);',
      },
    ],
    says: 'On the way back, the weights stand before upstream. Every row of upstream is an example, as it is on the way forward: which of the two comes first?',
    family: 'weights-before-upstream',
  },
  {
    id: 'bias-gradient-not-summed',
    believed: 'The slope of the bias is 1, so its gradient is upstream.',
    edits: [{ find: 'sumRows(upstream)', replace: 'upstream' }],
    says: 'You have one gradient of the bias for each example. The same bias went into all of them: how are their complaints put together?',
  },
  {
    id: 'gradients-pile-up',
    believed: 'Gradients are added to what is already there.',
    edits: [
      {
        find: 'matmul(transpose(this.input), upstream)',
        replace: 'sumOf(this.weights.gradient, matmul(transpose(this.input), upstream))',
      },
      { find: 'sumRows(upstream)', replace: 'sumOf(this.bias.gradient, sumRows(upstream))' },
      {
        find: 'export class Dense',
        replace:
          'const sumOf = (a: Matrix, b: Matrix): Matrix => new Matrix(a.rows, a.cols, a.data.map((value, i) => value + b.data[i]));\n\nexport class Dense',
      },
    ],
    says: 'The gradients of the last `backward` are still in there. Each `backward` replaces them; PyTorch adds, and needs `zero_grad` for that reason.',
  },
  {
    id: 'divided-by-batch',
    believed: 'The gradient of a batch is a mean, so it is divided here.',
    edits: [
      {
        find: 'matmul(transpose(this.input), upstream)',
        replace: 'meanOf(matmul(transpose(this.input), upstream), upstream.rows)',
      },
      { find: 'sumRows(upstream)', replace: 'meanOf(sumRows(upstream), upstream.rows)' },
      {
        find: 'export class Dense',
        replace:
          'const meanOf = (a: Matrix, count: number): Matrix => new Matrix(a.rows, a.cols, a.data.map((value) => value / count));\n\nexport class Dense',
      },
    ],
    says: 'Your gradients are the right ones divided by the batch size. The mean is taken once, in the loss, and upstream already contains it.',
  },
  {
    id: 'hands-out-copies',
    believed: 'A list of new objects is safer.',
    edits: [{ find: '[this.weights, this.bias]', replace: '[{ ...this.weights }, { ...this.bias }]' }],
    says: 'What `parameters` returned before still shows old gradients, because it is a new object each time. Hand out the objects that the layer itself keeps.',
  },
  {
    id: 'bias-first',
    believed: 'The order does not matter.',
    edits: [{ find: '[this.weights, this.bias]', replace: '[this.bias, this.weights]' }],
    says: 'The two parameters are in the wrong order: weights first, then the bias.',
  },
  {
    id: 'copies-its-matrices',
    believed: 'A class should own its data, so it copies what it is given.',
    edits: [
      { find: 'value: weights,', replace: 'value: new Matrix(weights.rows, weights.cols, weights.data.slice()),' },
      { find: 'value: bias,', replace: 'value: new Matrix(bias.rows, bias.cols, bias.data.slice()),' },
    ],
    says: 'Your layer works on copies. Training changes the weights that it was given, and the copies would stay as they are.',
  },
  {
    id: 'one-memory-for-all',
    believed: 'A variable outside the class remembers the input as well.',
    edits: [
      {
        find: '  private input: Matrix = Matrix.zeros(0, 0);',
        replace: '  private static input: Matrix = Matrix.zeros(0, 0);',
      },
      { find: 'this.input = x;', replace: 'Dense.input = x;' },
      { find: 'transpose(this.input)', replace: 'transpose(Dense.input)' },
    ],
    says: 'All your layers share one memory, so the second layer overwrites what the first one kept. Each layer keeps its own input.',
  },
  {
    id: 'keeps-first-input',
    believed: 'The input needs to be stored only once.',
    edits: [{ find: 'this.input = x;', replace: 'if (this.input.rows === 0) this.input = x;' }],
    // An input that is kept turned gives the same numbers: the sentence is true of both.
    says: 'A later `backward` still uses the first input, as it was or turned. Every `forward` brings a new one, and the next `backward` belongs to it.',
    family: 'keeps-first-input',
  },
  {
    id: 'returns-weight-gradient',
    believed: 'backward returns the gradient, and that of the weights is the important one.',
    edits: [
      { find: 'return matmul(upstream, transpose(this.weights.value));', replace: 'return this.weights.gradient;' },
    ],
    says: 'You return the gradient of the weights. The layer on the left needs the gradient of what it handed over: the input.',
  },
  {
    id: 'passes-upstream-on',
    believed: 'The complaints are handed on as they come.',
    edits: [{ find: 'return matmul(upstream, transpose(this.weights.value));', replace: 'return upstream;' }],
    says: 'You return upstream as it came. On the way back it goes through the same weights as the input did on the way forward.',
  },
  {
    id: 'changes-weights-itself',
    believed: 'Learning happens in backward.',
    edits: [
      {
        find: 'return matmul(upstream, transpose(this.weights.value));',
        replace:
          'const result = matmul(upstream, transpose(this.weights.value));\n    this.weights.value.data.forEach((value, i) => (this.weights.value.data[i] = value - 0.1 * this.weights.gradient.data[i]));\n    return result;',
      },
    ],
    says: 'Your `backward` changes the weights. It only measures; the step is taken in lesson 3.8, by the loop that knows the learning rate.',
  },
  {
    id: 'input-not-kept',
    believed: '`backward` can look at x, wherever it was.',
    edits: [{ find: '    this.input = x;\n', replace: '' }],
    says: '`backward` works with an input of 0×0: `forward` has not kept its `x`. Where is it stored?',
  },
  {
    id: 'keeps-its-output',
    believed: '`backward` needs what came out.',
    edits: [
      {
        find: '    this.input = x;\n    return addRow(matmul(x, this.weights.value), this.bias.value);',
        replace: '    this.input = addRow(matmul(x, this.weights.value), this.bias.value);\n    return this.input;',
      },
    ],
    says: 'Your layer keeps its output. The gradient of a weight is made of what came in at that weight: the input.',
  },
  {
    id: 'weights-before-the-input',
    believed: 'It is W · X, as in many books.',
    edits: [{ find: 'matmul(x, this.weights.value)', replace: 'matmul(this.weights.value, x)' }],
    says: 'The weights stand before the input. Here every row of X is an example, and a row goes along the columns of what comes second: write the two shapes next to each other.',
  },
  {
    id: 'weights-not-turned-on-the-way-back',
    believed: 'The way back uses the same matrix as the way forward.',
    edits: [
      {
        find: 'return matmul(upstream, transpose(this.weights.value));',
        replace: 'return matmul(upstream, this.weights.value);',
      },
    ],
    says: 'On the way back, the weights are multiplied as they are. Upstream has one column for each output and the result has one for each input: which of the two must be turned?',
  },
  {
    id: 'gradient-is-the-value',
    believed: 'The gradient starts in the shape of its value, so it may as well be the value.',
    edits: [{ find: 'gradient: Matrix.zeros(weights.rows, weights.cols)', replace: 'gradient: weights' }],
    says: 'Before any `backward`, the gradient of the weights is the matrix of the weights itself. It starts as a matrix of zeros of its own.',
  },
  {
    id: 'keeps-turned-weights',
    believed: 'The turned weights need to be made only once.',
    edits: [
      {
        find: '  private readonly bias: Parameter;',
        replace: '  private readonly bias: Parameter;\n  private turned: Matrix | null = null;',
      },
      {
        find: 'return matmul(upstream, transpose(this.weights.value));',
        replace: 'return matmul(upstream, (this.turned ??= transpose(this.weights.value)));',
      },
    ],
    says: 'Your layer keeps a turned copy of its weights. Training changes the weights, and the copy stays as it was.',
  },
  {
    id: 'keeps-turned-input',
    believed: 'The turned input needs to be made only once.',
    edits: [
      {
        find: '  private readonly bias: Parameter;',
        replace: '  private readonly bias: Parameter;\n  private turned: Matrix | null = null;',
      },
      {
        find: 'matmul(transpose(this.input), upstream)',
        replace: 'matmul((this.turned ??= transpose(this.input)), upstream)',
      },
    ],
    says: 'The input of the first `backward` is used again, turned. Every `forward` brings a new input.',
    family: 'keeps-first-input',
  },
  {
    id: 'bias-gradient-of-the-input',
    believed: 'The bias belongs to the input.',
    edits: [{ find: 'this.bias.gradient = sumRows(upstream);', replace: 'this.bias.gradient = sumRows(this.input);' }],
    says: 'The gradient of the bias is the sum of the inputs. The bias is added to each output, so its gradient is the sum of what comes from there: `upstream`.',
  },
  {
    id: 'bias-gradient-left-out',
    believed: 'Only weights have gradients.',
    edits: [{ find: '    this.bias.gradient = sumRows(upstream);\n', replace: '' }],
    says: 'The gradient of the bias stays 0. The bias learns, too: what arrives from behind says how much it counts in each example.',
  },
  {
    id: 'weights-gradient-left-out',
    believed: '`backward` gives the gradient of the input.',
    edits: [{ find: '    this.weights.gradient = matmul(transpose(this.input), upstream);\n', replace: '' }],
    says: 'The gradient of the weights stays 0. `backward` sets it before it hands the gradient of the input on.',
  },
]);
