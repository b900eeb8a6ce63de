import { mistakes } from 'kit';

const sum = 'output.data[i] = x.data[i] + change.data[i];';
const back = 'gradient.data[i] = upstream.data[i] + through.data[i];';
const compared = 'if (change.rows !== x.rows || change.cols !== x.cols) {';
const newOutput = '    const output = Matrix.zeros(x.rows, x.cols);\n';
const newGradient = '    const gradient = Matrix.zeros(upstream.rows, upstream.cols);\n';
const handedOn = 'return this.inner.parameters();';
const first = 'const first = new Dense(heWeights(width, width, random), Matrix.zeros(1, width));';
const second = 'const second = new Dense(Matrix.zeros(width, width), Matrix.zeros(1, width));';
const block = 'layers.push(new Residual(new Network([first, new ReLU(), second])));';

export default mistakes([
  {
    id: 'no-way-around',
    believed: 'The block returns what the inner layer makes of x.',
    edits: [{ find: sum, replace: 'output.data[i] = change.data[i];' }],
    says: 'Your block returns what the inner layer returned, and nothing else. x itself goes around it, and the two are added.',
  },
  {
    id: 'goes-around-only',
    believed: 'x goes around the inner layer.',
    edits: [{ find: sum, replace: 'output.data[i] = x.data[i];' }],
    says: 'Your block returns x, and what the inner layer made of it is lost. Both are added.',
  },
  {
    id: 'multiplies-the-two',
    believed: 'The two ways meet in a product.',
    edits: [{ find: sum, replace: 'output.data[i] = x.data[i] * change.data[i];' }],
    says: 'You multiply x by what came out of the inner layer. The two ways meet in a sum: only then a block whose inner layer gives zeros changes nothing.',
  },
  {
    id: 'relu-after-the-sum',
    believed: 'Each block ends in a ReLU, as it did when residual networks were new.',
    edits: [{ find: sum, replace: 'output.data[i] = Math.max(0, x.data[i] + change.data[i]);' }],
    says: 'There is a ReLU behind your sum. Nothing stands in the way around: what the block adds may also make a number negative.',
  },
  {
    id: 'subtracts-x',
    believed: 'A residual is the difference to x.',
    edits: [{ find: sum, replace: 'output.data[i] = change.data[i] - x.data[i];' }],
    says: 'You subtract x. What the inner layer returns is the difference already; the block adds it to x.',
  },
  {
    id: 'backward-through-only',
    believed: 'The gradient goes back the way that x came, through the inner layer.',
    edits: [{ find: back, replace: 'gradient.data[i] = through.data[i];' }],
    says: 'Your gradient comes back through the inner layer alone. x went around it as well, so upstream comes back on that way, and the two are added.',
  },
  {
    id: 'backward-around-only',
    believed: 'Upstream goes around the inner layer on the way back.',
    edits: [{ find: back, replace: 'gradient.data[i] = upstream.data[i];' }],
    says: 'Your gradient comes back on the way around alone. x went through the inner layer as well; what its `backward` returns is added.',
  },
  {
    id: 'inner-backward-not-called',
    believed: 'Since upstream goes around, the inner layer is not asked.',
    edits: [
      { find: '    const through = this.inner.backward(upstream);\n', replace: '' },
      { find: back, replace: 'gradient.data[i] = upstream.data[i];' },
    ],
    says: 'The inner layer never hears of the gradient: its `backward` is not called, so its weights cannot learn.',
  },
  {
    id: 'adds-x-on-the-way-back',
    believed: 'What was added on the way there is added on the way back.',
    edits: [
      {
        find: '  private readonly inner: Layer;\n',
        replace: '  private readonly inner: Layer;\n  private input = Matrix.zeros(0, 0);\n',
      },
      {
        find: '    const change = this.inner.forward(x);\n',
        replace: '    this.input = x;\n    const change = this.inner.forward(x);\n',
      },
      { find: back, replace: 'gradient.data[i] = this.input.data[i] + through.data[i];' },
    ],
    says: 'On the way back you add x. The slope of x + inner(x) with respect to the first x is 1, and 1 times upstream is upstream.',
  },
  {
    id: 'adds-one-on-the-way-back',
    believed: 'The slope of the way around is 1, so 1 is added.',
    edits: [{ find: back, replace: 'gradient.data[i] = 1 + through.data[i];' }],
    says: 'On the way back you add 1. The slope of the way around is 1, and a slope is multiplied by upstream.',
  },
  {
    id: 'doubled-before-the-inner-layer',
    believed: 'Two ways, so the inner layer gets the sum of both.',
    edits: [
      {
        find: 'this.inner.backward(upstream);',
        replace:
          'this.inner.backward(new Matrix(upstream.rows, upstream.cols, upstream.data.map((value) => 2 * value)));',
      },
    ],
    says: 'The inner layer gets twice upstream. Its output is in the sum once, so it gets upstream as it is.',
  },
  {
    id: 'sum-written-into-x',
    believed: 'x is not needed any more.',
    edits: [
      { find: newOutput, replace: '    const output = x;\n' },
      { find: sum, replace: 'output.data[i] += change.data[i];' },
    ],
    says: 'Your block writes the sum into x. The layer before it may still need that matrix, and the inner layer remembers it for the way back: make a new one.',
  },
  {
    id: 'sum-written-into-the-change',
    believed: 'What the inner layer returned belongs to the block.',
    edits: [
      { find: newOutput, replace: '    const output = change;\n' },
      { find: sum, replace: 'output.data[i] += x.data[i];' },
    ],
    says: 'Your block writes the sum into the matrix that the inner layer returned. Some layers hand on the very matrix that they were given, so x may change with it: make a new one.',
  },
  {
    id: 'sum-written-into-upstream',
    believed: 'upstream is not needed any more.',
    edits: [
      { find: newGradient, replace: '    const gradient = upstream;\n' },
      { find: back, replace: 'gradient.data[i] += through.data[i];' },
    ],
    says: 'Your block writes the gradient into upstream, which belongs to the layer behind it. Make a new matrix.',
  },
  {
    id: 'asked-for-each-number',
    believed: 'Asking the inner layer again gives the same.',
    edits: [{ find: sum, replace: 'output.data[i] = x.data[i] + this.inner.forward(x).data[i];' }],
    says: 'Your block asks the inner layer again for every number. It takes as many times as long, and a layer such as Dropout answers differently each time: ask once, before the loop.',
  },
  {
    id: 'shapes-not-compared',
    believed: 'The inner layer keeps the shape.',
    edits: [{ find: compared, replace: 'if (change.rows < 0) {' }],
    says: 'Your block does not look at the shapes. Where the inner layer changes the shape, JavaScript adds numbers that do not belong together, or `undefined`: compare rows and columns, and throw an `Error` that names both shapes.',
  },
  {
    id: 'columns-only',
    believed: 'Only the width can change.',
    edits: [{ find: compared, replace: 'if (change.cols !== x.cols) {' }],
    says: 'You compare the columns only. A matrix with other rows does not fit either.',
  },
  {
    id: 'rows-only',
    believed: 'The batch is what must fit.',
    edits: [{ find: compared, replace: 'if (change.rows !== x.rows) {' }],
    says: 'You compare the rows only. The rows are the examples and mostly fit; what an inner layer changes is the width, the columns.',
  },
  {
    id: 'counts-compared',
    believed: 'As many numbers are the same shape.',
    edits: [{ find: compared, replace: 'if (change.data.length !== x.data.length) {' }],
    says: 'You compare how many numbers there are. A 2 × 3 matrix has as many as a 3 × 2 one, and still they cannot be added: compare rows and columns.',
  },
  {
    id: 'both-must-differ',
    believed: 'The shapes differ when rows and columns differ.',
    edits: [{ find: compared, replace: 'if (change.rows !== x.rows && change.cols !== x.cols) {' }],
    says: 'You throw only where rows and columns are both different. One of them is enough.',
  },
  {
    id: 'nothing-to-learn',
    believed: 'A sum learns nothing.',
    edits: [{ find: handedOn, replace: 'return [];' }],
    says: 'Your block says that it has nothing to learn. The sum has not, but the inner layer has: without its parameters it is never trained.',
  },
  {
    id: 'copies-of-parameters',
    believed: 'A list of new objects is safer.',
    edits: [{ find: handedOn, replace: 'return this.inner.parameters().map((parameter) => ({ ...parameter }));' }],
    says: 'You hand out copies of the parameters, which do not see later gradients. Hand out the objects that the inner layer keeps.',
  },
  {
    id: 'zeros-in-the-first',
    believed: 'The first Dense of a block starts at zero.',
    edits: [
      { find: first, replace: 'const first = new Dense(Matrix.zeros(width, width), Matrix.zeros(1, width));' },
      { find: second, replace: 'const second = new Dense(heWeights(width, width, random), Matrix.zeros(1, width));' },
    ],
    says: 'The zeros stand in the first Dense of your blocks, expected in the second one. With zeros in the first, the ReLU behind it gives 0 for all and is shut on the way back: then neither of the two learns.',
  },
  {
    id: 'no-zeros',
    believed: 'All weights start as heWeights makes them.',
    edits: [
      { find: second, replace: 'const second = new Dense(heWeights(width, width, random), Matrix.zeros(1, width));' },
    ],
    says: 'Both Dense of your blocks start with random weights. With zeros in the second one, a fresh block changes nothing, and the numbers do not grow from block to block.',
  },
  {
    id: 'zeros-in-both',
    believed: 'A block that changes nothing has weights of 0.',
    edits: [{ find: first, replace: 'const first = new Dense(Matrix.zeros(width, width), Matrix.zeros(1, width));' }],
    says: 'Both Dense of your blocks start at zero. Then neither gets a gradient, as in lesson 2.6: the first one needs random weights.',
  },
  {
    id: 'no-relu-inside',
    believed: 'A block is two dense layers.',
    edits: [{ find: '[first, new ReLU(), second]', replace: '[first, second]' }],
    says: 'There is no ReLU inside your blocks, so the two Dense can do no more than one.',
  },
  {
    id: 'relu-behind-each-block',
    believed: 'A ReLU stands behind each block.',
    edits: [
      { find: block, replace: 'layers.push(new Residual(new Network([first, new ReLU(), second])), new ReLU());' },
    ],
    says: 'A ReLU stands behind each of your blocks. From one block to the next, nothing stands in the way: the ReLUs are inside.',
  },
  {
    id: 'relu-at-the-end-of-the-inside',
    believed: 'Each Dense is followed by a ReLU.',
    edits: [{ find: '[first, new ReLU(), second]', replace: '[first, new ReLU(), second, new ReLU()]' }],
    says: 'The inside of your blocks ends with a ReLU, so a block can only add, never take away. It ends with the second Dense.',
  },
  {
    id: 'no-relu-at-the-start',
    believed: 'ReLUs stand in the blocks only.',
    edits: [{ find: 'Matrix.zeros(1, width)), new ReLU()];', replace: 'Matrix.zeros(1, width))];' }],
    says: 'The ReLU behind your first Dense is missing. Dense and ReLU lead from the inputs to the blocks.',
  },
  {
    id: 'one-block-for-all',
    believed: 'All blocks are alike, so one can stand in all places.',
    edits: [
      {
        find: '  for (let block = 0; block < blocks; block++) {\n',
        replace: '  let only: Layer | null = null;\n  for (let block = 0; block < blocks; block++) {\n',
      },
      {
        find: block,
        replace: 'only ??= new Residual(new Network([first, new ReLU(), second]));\n    layers.push(only);',
      },
    ],
    says: 'One block stands in several places. It has one set of weights, and remembers its last input only: make a new one for each place.',
  },
  {
    id: 'no-residual',
    believed: 'A block is Dense, ReLU, Dense.',
    edits: [{ find: block, replace: 'layers.push(new Network([first, new ReLU(), second]));' }],
    says: 'Your blocks have no way around: Dense, ReLU and Dense stand in the row as they are. Put a `Residual` around the three.',
  },
  {
    id: 'one-block-too-few',
    believed: 'The first Dense counts as a block.',
    edits: [{ find: 'let block = 0;', replace: 'let block = 1;' }],
    says: 'Your network has one block too few. The first Dense is no block: count from 0.',
  },
  {
    id: 'one-block-too-many',
    believed: 'The loop goes up to the number of blocks.',
    edits: [{ find: 'block < blocks;', replace: 'block <= blocks;' }],
    says: 'Your network has one block too many. From 0 on, the last one has the number `blocks - 1`.',
  },
  {
    id: 'one-matrix-of-zeros',
    believed: 'All biases of the width start at 0, so they can be one matrix.',
    edits: [
      {
        find: '  for (let block = 0; block < blocks; block++) {\n',
        replace: '  const zeros = Matrix.zeros(1, width);\n  for (let block = 0; block < blocks; block++) {\n',
      },
      { find: first, replace: 'const first = new Dense(heWeights(width, width, random), zeros);' },
      { find: second, replace: 'const second = new Dense(Matrix.zeros(width, width), zeros);' },
    ],
    says: 'Several layers share one matrix of zeros, so a step of one changes the others. Make a new one for each.',
  },
  {
    id: 'random-biases',
    believed: 'Biases need a random start, too.',
    edits: [
      {
        find: first,
        replace: 'const first = new Dense(heWeights(width, width, random), heWeights(1, width, random));',
      },
    ],
    says: 'The biases of your blocks start at random numbers. The weights already make the neurons differ; the biases start at 0.',
  },
  {
    id: 'list-in-the-block',
    believed: 'A block is given its layers.',
    edits: [
      {
        find: 'new Residual(new Network([first, new ReLU(), second]))',
        replace: 'new Residual([first, new ReLU(), second] as never)',
      },
    ],
    says: 'You give your blocks a list of layers. A `Residual` takes one layer: put the three into a `Network`, which is a layer.',
  },
  {
    id: 'no-last-dense',
    believed: 'The last block gives the outputs.',
    edits: [
      { find: '  layers.push(new Dense(heWeights(width, outputs, random), Matrix.zeros(1, outputs)));\n', replace: '' },
    ],
    says: 'The last Dense is missing. The blocks keep the width, so one more layer has to lead from there to the outputs.',
  },
  {
    id: 'returns-its-input',
    believed: 'What came in is what goes out.',
    edits: [{ find: '    return output;\n', replace: '    return x;\n' }],
    says: 'Your block gives back the very matrix that it was given. Which variable holds the sum?',
  },
]);
