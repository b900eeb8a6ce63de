import { mistakes } from 'kit';

const forA = 'matmul(upstream, transpose(b.value))';
const forB = 'matmul(transpose(a.value), upstream)';
const masked = 'return [multiply(upstream, open)];';
const scaled = 'map(gradient, (value) => value * upstream.get(0, 0))';

export default mistakes([
  {
    id: 'gradients-exchanged',
    believed: 'pull returns the gradients; which comes first does not matter.',
    edits: [{ find: `    ${forA},\n    ${forB},\n`, replace: `    ${forB},\n    ${forA},\n` }],
    says: 'The two gradients of your product stand in each other’s place. `pull` returns them in the order of the inputs: first that of a, then that of b.',
  },
  {
    id: 'b-not-transposed',
    believed: 'The gradient for a goes back through b.',
    edits: [{ find: forA, replace: 'matmul(upstream, b.value)' }],
    says: 'For a you multiply by b as it is. upstream has the columns of b, and the gradient of a has the rows of b as its columns: b has to be turned.',
  },
  {
    id: 'a-not-transposed',
    believed: 'The gradient for b is a times upstream.',
    edits: [{ find: forB, replace: 'matmul(a.value, upstream)' }],
    says: 'For b you multiply a as it is. The gradient of b has the columns of a as its rows: a has to be turned.',
  },
  {
    id: 'b-on-the-left',
    believed: 'Each gradient begins with the transposed matrix.',
    edits: [{ find: forA, replace: 'matmul(transpose(b.value), upstream)' }],
    says: 'For a, b stands on the wrong side. a is the left factor, so its gradient has upstream at the left; which shapes fit?',
  },
  {
    id: 'weights-only',
    believed: 'Only the weights need a gradient.',
    edits: [{ find: forA, replace: 'new Matrix(a.value.rows, a.value.cols)' }],
    says: 'Your product hands nothing back to a. a may be the result of other layers, which wait for their part of the blame.',
  },
  {
    id: 'one-gradient-only',
    believed: 'pull returns the gradient of the weights.',
    edits: [{ find: `    ${forA},\n`, replace: '' }],
    says: 'The `pull` of your product returns one matrix, and there are two inputs. Each of them gets a gradient.',
  },
  {
    id: 'inputs-exchanged',
    believed: 'The weights come first.',
    edits: [
      { find: 'new Traced(matmul(a.value, b.value), [a, b],', replace: 'new Traced(matmul(a.value, b.value), [b, a],' },
    ],
    says: 'The inputs of your product stand in the wrong order: first a, then b. What `pull` returns belongs to the inputs place by place.',
  },
  {
    id: 'row-not-summed',
    believed: 'A sum hands on what it gets to both inputs.',
    edits: [{ find: '[upstream, sumRows(upstream)]', replace: '[upstream, upstream]' }],
    says: 'Your row gets all of upstream, which has more rows than it. The row was added to each row of m, so what comes back from each of them is added up.',
  },
  {
    id: 'row-averaged',
    believed: 'The row gets the mean of what comes back.',
    edits: [
      {
        find: '[upstream, sumRows(upstream)]',
        replace: '[upstream, map(sumRows(upstream), (value) => value / upstream.rows)]',
      },
    ],
    says: 'Your row gets the mean over the batch. It has a share in every row, and shares add up. The loss has divided by the number of examples already.',
  },
  {
    id: 'summed-along-the-rows',
    believed: 'Each row is summed up.',
    edits: [
      {
        find: '[upstream, sumRows(upstream)]',
        replace: '[upstream, transpose(sumRows(transpose(upstream)))]',
      },
    ],
    says: 'You add up along the rows, which gives one number for each example. The row needs one number for each column: the sum down the column.',
  },
  {
    id: 'matrix-gets-nothing',
    believed: 'A bias is added, and the gradient is that of the bias.',
    edits: [{ find: '[upstream, sumRows(upstream)]', replace: '[map(upstream, () => 0), sumRows(upstream)]' }],
    says: 'Your sum hands nothing back to m. When a number of m rises by 1, the sum rises by 1.',
  },
  {
    id: 'relu-without-mask',
    believed: 'ReLU hands back what it gets.',
    edits: [{ find: masked, replace: 'return [upstream];' }],
    says: 'Your ReLU hands back everything. Where the number was not above 0, its door was shut, and nothing goes back through a shut door.',
  },
  {
    id: 'relu-of-upstream',
    believed: 'ReLU stops what is negative, on the way back as well.',
    edits: [{ find: masked, replace: 'return [map(upstream, (value) => Math.max(0, value))];' }],
    says: 'Your ReLU stops negative gradients. What is stopped depends on the number that went in on the way there, not on the gradient.',
  },
  {
    id: 'relu-open-at-zero',
    believed: 'ReLU stops what is negative, and 0 is not negative.',
    edits: [{ find: 'value > 0 ? 1 : 0', replace: 'value >= 0 ? 1 : 0' }],
    says: 'Your ReLU hands the gradient back where the number is exactly 0. The slope there is counted as 0, as in lesson 2.1.',
  },
  {
    id: 'relu-times-its-input',
    believed: 'What went through is what the gradient is multiplied by.',
    edits: [{ find: 'value > 0 ? 1 : 0', replace: 'Math.max(0, value)' }],
    says: 'Your ReLU multiplies the gradient by the number that went through. Where a number goes through, the slope is 1.',
  },
  {
    id: 'relu-in-place',
    believed: 'The numbers can be replaced where they are.',
    edits: [
      {
        find: '  const rectified = map(a.value, (value) => Math.max(0, value));\n',
        replace:
          '  a.value.data.forEach((value, i) => (a.value.data[i] = Math.max(0, value)));\n  const rectified = map(a.value, (value) => value);\n',
      },
    ],
    says: 'Your ReLU changes the matrix that it is given. It may be needed elsewhere, and on the way back: make a new one.',
  },
  {
    id: 'upstream-in-place',
    believed: 'upstream is not needed any more, so the mask can be put on it.',
    edits: [
      {
        find: masked,
        replace:
          'for (let i = 0; i < upstream.data.length; i++) upstream.data[i] *= open.data[i];\n    return [upstream];',
      },
    ],
    says: 'Your `pull` changes `upstream`. It is the gradient of the result, which is kept there and read afterwards. You may hand it on as it is, or make a new matrix.',
  },
  {
    id: 'loss-without-upstream',
    believed: 'The gradient of the loss is known already.',
    edits: [{ find: `    ${scaled},\n`, replace: '    gradient,\n' }],
    says: 'Your loss hands back its gradient whatever upstream is. That is right as long as upstream is 1; where the loss is a part of something else, it is another number.',
  },
  {
    id: 'loss-summed',
    believed: 'Each example has a gradient of its own.',
    edits: [{ find: scaled, replace: 'map(gradient, (value) => value * upstream.get(0, 0) * gradient.rows)' }],
    says: 'Your gradient is too large by the number of examples. The loss is the mean over the batch, and so is its gradient.',
  },
  {
    id: 'averaged-twice',
    believed: 'The gradient of a mean is divided by the number of examples.',
    edits: [{ find: scaled, replace: 'map(gradient, (value) => (value * upstream.get(0, 0)) / gradient.rows)' }],
    says: 'Your gradient is divided by the number of examples twice. Your function of lesson 3.5 has done it already.',
  },
  {
    id: 'downhill-already',
    believed: 'The gradient points the way down.',
    edits: [{ find: scaled, replace: 'map(gradient, (value) => -value * upstream.get(0, 0))' }],
    says: 'The gradient of your loss has the wrong sign. It says in which direction the loss rises; the step goes the other way, later.',
  },
  {
    id: 'pulled-once',
    believed: 'The gradients need to be computed only once.',
    edits: [
      {
        find: 'return new Traced(matmul(a.value, b.value), [a, b], (upstream) => [',
        replace:
          'let kept: Matrix[] | null = null;\n  return new Traced(matmul(a.value, b.value), [a, b], (upstream) => kept ??= [',
      },
    ],
    says: 'Your `pull` keeps what it has computed, and gives it again for another upstream. It may be called many times: compute it from the upstream of this call.',
  },
  {
    id: 'sets-gradients-itself',
    believed: 'pull puts the gradients where they belong.',
    edits: [
      {
        find: `(upstream) => [\n    ${forA},\n    ${forB},\n  ]`,
        replace: `(upstream) => {\n    a.gradient = ${forA};\n    b.gradient = ${forB};\n    return [a.gradient, b.gradient];\n  }`,
      },
    ],
    says: 'Your `pull` sets the gradients of its inputs, and `backward` adds what it returns once more. It only returns them: `backward` does the adding, also where an input has other uses.',
  },
]);
