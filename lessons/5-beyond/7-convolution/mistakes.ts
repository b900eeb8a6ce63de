import { mistakes } from 'kit';

const KEPT = 'this.patches = im2col(x, this.shape, this.size);';
const OF_WEIGHTS = 'matmul(transpose(this.patches), blame)';
const OF_BIAS = 'this.bias.gradient = sumRows(blame);';
const BACK = 'return col2im(ofPatches, upstream.rows, this.shape, this.size);';
const TO_OUTPUT = 'output.set(image, filter * positions + position,';
const FROM_UPSTREAM = 'upstream.get(image, filter * positions + position)';
const positionAfterPosition = {
  output: { find: TO_OUTPUT, replace: 'output.set(image, position * filters + filter,' },
  upstream: { find: FROM_UPSTREAM, replace: 'upstream.get(image, position * filters + filter)' },
};

const CORNER = 'const corner = image * x.cols + (channel * height + 2 * row) * width + 2 * col;';
const WINNER = 'this.winners[next] = winner;';
const LARGEST = 'output.data[next] = x.data[winner];';
const PUT = '      gradient.data[winner] = upstream.data[i];\n';

/** `backward` of a pool that keeps the upper left corners: what each of the four gets. */
const toAllFour = (share: string): { find: string; replace: string }[] => [
  { find: WINNER, replace: 'this.winners[next] = corner;' },
  {
    find: PUT,
    replace: `      for (const step of [0, 1, width, width + 1]) gradient.data[winner + step] = ${share};\n`,
  },
];

export default mistakes([
  {
    id: 'position-after-position',
    believed: 'What belongs to one position stays together.',
    edits: [positionAfterPosition.output, positionAfterPosition.upstream],
    says: 'In your output, the answers of all filters to one position stand side by side. It has channel after channel: all positions of the first filter, then all of the second.',
    family: 'position-after-position',
  },
  {
    id: 'output-position-after-position',
    believed: 'The product is the output already.',
    edits: [positionAfterPosition.output],
    says: 'In your output, the answers of all filters to one position stand side by side. It has channel after channel: all positions of the first filter, then all of the second.',
    family: 'position-after-position',
  },
  {
    id: 'upstream-position-after-position',
    believed: 'On the way back, nothing needs to change its place.',
    edits: [positionAfterPosition.upstream],
    says: 'On the way back you read upstream as if the filters of one position stood side by side. It has the order of your output: all positions of the first filter, then all of the second.',
    family: 'position-after-position',
  },
  {
    id: 'without-col2im',
    believed: 'Upstream times the turned weights is the gradient of the input.',
    edits: [{ find: BACK, replace: 'return ofPatches;' }],
    says: 'You return the gradient of the patches: one row for each position. The layer before gave an image, and each of its pixels was copied into several windows.',
  },
  {
    id: 'square-assumed',
    believed: 'Images are square.',
    edits: [
      {
        find: 'const positions = answers.rows / x.rows;',
        replace: 'const positions = (this.shape.height - this.size + 1) ** 2;',
      },
      {
        find: 'const positions = this.patches.rows / upstream.rows;',
        replace: 'const positions = (this.shape.height - this.size + 1) ** 2;',
      },
    ],
    says: 'You count the positions as if the image were square. There are as many as the patches have rows for one image.',
  },
  {
    id: 'bias-left-out',
    believed: 'A convolution is the product with the weights.',
    edits: [
      {
        find: 'addRow(matmul(this.patches, this.weights.value), this.bias.value)',
        replace: 'matmul(this.patches, this.weights.value)',
      },
    ],
    says: 'The products are right, and the bias is not in them. Each filter adds its bias at every position.',
  },
  {
    id: 'keeps-the-image',
    believed: 'As in a dense layer, what is kept is x.',
    edits: [
      { find: KEPT, replace: 'this.patches = x;' },
      {
        find: 'matmul(this.patches, this.weights.value)',
        replace: 'matmul(im2col(x, this.shape, this.size), this.weights.value)',
      },
    ],
    says: 'You keep the images for `backward`. What the weights were multiplied with are the patches: they take the place of the input.',
  },
  {
    id: 'patches-not-turned',
    believed: 'The gradient of the weights is the patches times upstream.',
    edits: [{ find: OF_WEIGHTS, replace: 'matmul(this.patches, blame)' }],
    says: 'In the gradient of the weights, the patches are multiplied as they are. Write the shapes next to each other: the sum goes over all positions of all images, so that must be the inner size.',
  },
  {
    id: 'weights-not-turned',
    believed: 'The way back uses the same matrix as the way forward.',
    edits: [{ find: 'matmul(blame, transpose(this.weights.value))', replace: 'matmul(blame, this.weights.value)' }],
    says: 'On the way back, the weights are multiplied as they are. There is one column of blame for each filter, and a patch has one number for each row of the weights: which of the two must be turned?',
  },
  {
    id: 'mean-over-positions',
    believed: 'A weight that is used at many positions gets the mean of what they say.',
    edits: [
      { find: OF_WEIGHTS, replace: 'meanOf(matmul(transpose(this.patches), blame), positions)' },
      { find: OF_BIAS, replace: 'this.bias.gradient = meanOf(sumRows(blame), positions);' },
      {
        find: 'export class Conv ',
        replace:
          'const meanOf = (a: Matrix, count: number): Matrix => new Matrix(a.rows, a.cols, a.data.map((value) => value / count));\n\nexport class Conv ',
      },
    ],
    says: 'Your gradients are the right ones divided by the number of positions. A weight is used at each of them, and what comes back adds up.',
  },
  {
    id: 'divided-by-batch',
    believed: 'The gradient of a batch is a mean, so it is divided here.',
    edits: [
      { find: OF_WEIGHTS, replace: 'meanOf(matmul(transpose(this.patches), blame), upstream.rows)' },
      { find: OF_BIAS, replace: 'this.bias.gradient = meanOf(sumRows(blame), upstream.rows);' },
      {
        find: 'export class Conv ',
        replace:
          'const meanOf = (a: Matrix, count: number): Matrix => new Matrix(a.rows, a.cols, a.data.map((value) => value / count));\n\nexport class Conv ',
      },
    ],
    says: 'Your gradients are the right ones divided by the batch size. The mean is taken once, in the loss, and upstream already contains it.',
  },
  {
    id: 'gradients-pile-up',
    believed: 'Gradients are added to what is already there.',
    edits: [
      { find: OF_WEIGHTS, replace: 'sumOf(this.weights.gradient, matmul(transpose(this.patches), blame))' },
      { find: OF_BIAS, replace: 'this.bias.gradient = sumOf(this.bias.gradient, sumRows(blame));' },
      {
        find: 'export class Conv ',
        replace:
          'const sumOf = (a: Matrix, b: Matrix): Matrix => new Matrix(a.rows, a.cols, a.data.map((value, i) => value + b.data[i]));\n\nexport class Conv ',
      },
    ],
    says: 'The gradients of the last `backward` are still in there. Each `backward` replaces them.',
  },
  {
    id: 'keeps-first-patches',
    believed: 'The patches need to be cut only once.',
    edits: [
      { find: KEPT, replace: 'if (this.patches.rows === 0) this.patches = im2col(x, this.shape, this.size);' },
      {
        find: 'matmul(this.patches, this.weights.value)',
        replace: 'matmul(im2col(x, this.shape, this.size), this.weights.value)',
      },
    ],
    says: 'A later `backward` still uses the first patches. Every `forward` brings new images, and the next `backward` belongs to them.',
  },
  {
    id: 'one-memory-for-all',
    believed: 'A variable outside the object remembers the patches as well.',
    edits: [
      { find: 'private patches: Matrix', replace: 'private static patches: Matrix' },
      { find: KEPT, replace: 'Conv.patches = im2col(x, this.shape, this.size);' },
      { find: 'matmul(this.patches, this.weights.value)', replace: 'matmul(Conv.patches, this.weights.value)' },
      { find: 'this.patches.rows / upstream.rows', replace: 'Conv.patches.rows / upstream.rows' },
      { find: 'Matrix.zeros(this.patches.rows, filters)', replace: 'Matrix.zeros(Conv.patches.rows, filters)' },
      { find: OF_WEIGHTS, replace: 'matmul(transpose(Conv.patches), blame)' },
    ],
    says: 'All your convolutions share one memory, so the second one overwrites what the first one kept. Each layer keeps its own patches.',
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
    id: 'weights-gradient-left-out',
    believed: '`backward` gives the gradient of the input.',
    edits: [{ find: `    this.weights.gradient = ${OF_WEIGHTS};\n`, replace: '' }],
    says: 'The gradient of the weights stays 0. `backward` sets it before it hands the gradient of the pixels on.',
  },
  {
    id: 'bias-gradient-left-out',
    believed: 'Only weights have gradients.',
    edits: [{ find: `    ${OF_BIAS}\n`, replace: '' }],
    says: 'The gradient of the bias stays 0. The bias is added at every position, so its gradient is the sum of what comes from there.',
  },
  {
    id: 'bias-gradient-of-upstream',
    believed: 'As in a dense layer: the sum of upstream over the batch.',
    edits: [{ find: OF_BIAS, replace: 'this.bias.gradient = sumRows(upstream);' }],
    says: 'Your gradient of the bias has a number for each position of each filter. A filter has one bias for all its positions: sum the rows of what you copied back.',
  },
  {
    id: 'blames-all-four',
    believed: 'All four went into the pool.',
    edits: toAllFour('upstream.data[i]'),
    says: 'Your pool sends upstream to all four numbers of a square. Had one of the other three been a little larger, the output would not have changed.',
  },
  {
    id: 'a-quarter-for-each',
    believed: 'The four share what comes back.',
    edits: toAllFour('upstream.data[i] / 4'),
    says: 'Your pool gives a quarter of upstream to each number of a square. This is right for a mean. Here the output follows the largest of them alone.',
  },
  {
    id: 'upper-left-is-blamed',
    believed: 'A square is known by its corner.',
    edits: [{ find: WINNER, replace: 'this.winners[next] = corner;' }],
    says: 'Your pool sends upstream to the upper left number of each square. It belongs to the largest one: which place did it have?',
  },
  {
    id: 'all-equals-win',
    believed: 'Whatever is equal to the largest number is the largest.',
    edits: [
      {
        find: '  private winners: Uint32Array = new Uint32Array(0);',
        replace: '  private winners: Uint32Array = new Uint32Array(0);\n  private input: number[] = [];',
      },
      { find: WINNER, replace: 'this.winners[next] = corner;' },
      {
        find: '    this.winners = new Uint32Array(output.data.length);',
        replace: '    this.winners = new Uint32Array(output.data.length);\n    this.input = Array.from(x.data);',
      },
      {
        find: PUT,
        replace:
          '      const four = [0, 1, width, width + 1].map((step) => winner + step);\n      const largest = Math.max(...four.map((place) => this.input[place]));\n      for (const place of four) if (this.input[place] === largest) gradient.data[place] = upstream.data[i];\n',
      },
    ],
    says: 'Where several numbers are the largest, your pool blames each of them. Only one of them has won: the first.',
  },
  {
    id: 'last-of-equals',
    believed: 'Which of two equal numbers wins makes no difference.',
    edits: [{ find: 'x.data[place] > x.data[winner]', replace: 'x.data[place] >= x.data[winner]' }],
    says: 'Of equal numbers, the last one wins in your pool. On the way back the first one is blamed: behind a ReLU, four zeros are frequent.',
  },
  {
    id: 'downwards-first',
    believed: 'The order in a square does not matter.',
    edits: [
      {
        find: 'for (let y = 0; y < 2; y++) {\n              for (let right = 0; right < 2; right++) {',
        replace: 'for (let right = 0; right < 2; right++) {\n              for (let y = 0; y < 2; y++) {',
      },
    ],
    says: 'Your pool looks at the lower left number before the upper right one. Where these two are the largest and equal, the upper right one wins.',
  },
  {
    id: 'largest-begins-at-zero',
    believed: 'The largest so far is 0 at the beginning.',
    edits: [{ find: LARGEST, replace: 'output.data[next] = Math.max(0, x.data[winner]);' }],
    says: 'Where all four numbers are below 0, your pool gives 0. Begin with the first of the four, and not with 0.',
  },
  {
    id: 'mean-of-four',
    believed: 'A pool makes one pixel of four: their mean.',
    edits: [
      {
        find: LARGEST,
        replace: `output.data[next] = (x.data[corner] + x.data[corner + 1] + x.data[corner + width] + x.data[corner + width + 1]) / 4;`,
      },
    ],
    says: 'Your pool gives the mean of the four numbers. It keeps the largest one: the question is whether something was found, wherever in the square.',
  },
  {
    id: 'rest-kept',
    believed: 'Every row and every column must be in a square.',
    edits: [
      { find: 'Math.floor(height / 2)', replace: 'Math.ceil(height / 2)' },
      { find: 'Math.floor(width / 2)', replace: 'Math.ceil(width / 2)' },
    ],
    says: 'Where there is an odd number of rows or columns, you make squares beyond the edge of the image. What is left over is left out.',
  },
  {
    id: 'pool-square-assumed',
    believed: 'Images are square.',
    edits: [{ find: CORNER, replace: CORNER.replace('* width +', '* height +') }],
    says: 'The corners of your squares are right for square images only. To come one row further down, how many numbers does one go on?',
  },
  {
    id: 'squares-overlap',
    believed: 'The square moves by one pixel, as a window does.',
    edits: [
      { find: CORNER, replace: CORNER.replace('2 * row', 'row').replace('2 * col', 'col') },
      { find: 'Math.floor(height / 2)', replace: 'height - 1' },
      { find: 'Math.floor(width / 2)', replace: 'width - 1' },
    ],
    says: 'Your squares overlap: from one to the next you move by one pixel. They lie side by side, so the image becomes half as high and half as wide.',
  },
  {
    id: 'winners-of-one-image',
    believed: 'The place of a winner is its place in the image.',
    edits: [{ find: WINNER, replace: 'this.winners[next] = winner - image * x.cols;' }],
    says: 'All your winners are blamed in the first image of the batch. In `data` the images lie one behind the other: where does each of them begin?',
  },
  {
    id: 'keeps-first-winners',
    believed: 'The winners need to be found only once.',
    edits: [
      {
        find: '    this.winners = new Uint32Array(output.data.length);',
        replace:
          '    const isFirst = this.winners.length === 0;\n    if (isFirst) this.winners = new Uint32Array(output.data.length);',
      },
      { find: WINNER, replace: 'if (isFirst) this.winners[next] = winner;' },
    ],
    says: 'A later `backward` still uses the winners of the first `forward`. Every batch has its own.',
  },
  {
    id: 'pool-one-memory-for-all',
    believed: 'A variable outside the object remembers the winners as well.',
    edits: [
      { find: '  private winners: Uint32Array', replace: '  private static winners: Uint32Array' },
      { find: '    this.winners = new', replace: '    MaxPool.winners = new' },
      { find: WINNER, replace: 'MaxPool.winners[next] = winner;' },
      { find: 'this.winners.forEach', replace: 'MaxPool.winners.forEach' },
    ],
    says: 'All your pools share one memory, so the second one overwrites what the first one kept. Each layer keeps its own winners.',
  },
]);
