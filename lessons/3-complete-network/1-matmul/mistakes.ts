import { mistakes } from 'kit';

/** The check of the shapes, as it stands in the solution. */
const SHAPE_CHECK = `  if (a.cols !== b.rows) {
    throw new Error(\`matmul: \${a.rows}×\${a.cols} times \${b.rows}×\${b.cols}: the inner sizes differ\`);
  }
`;

export default mistakes([
  {
    id: 'shapes-not-checked',
    believed: 'JavaScript will complain by itself when the sizes do not fit.',
    edits: [{ find: SHAPE_CHECK, replace: '' }],
    says: 'Reading outside a matrix does not stop JavaScript: it reads undefined, or a number of another row, and goes on. Compare the two inner sizes before the loops.',
  },
  {
    id: 'asks-for-equal-shapes',
    believed: 'Two matrices can be multiplied when their shapes are the same.',
    edits: [{ find: 'a.cols !== b.rows', replace: 'a.rows !== b.rows || a.cols !== b.cols' }],
    says: 'Your check asks for two equal shapes. That is the rule for adding matrices; for a product, only the inner sizes must agree.',
  },
  {
    id: 'compares-outer-sizes',
    believed: 'The rows of the first must match the columns of the second.',
    edits: [{ find: 'a.cols !== b.rows', replace: 'a.rows !== b.cols' }],
    says: 'Your check compares the outer sizes, which may differ. Which two sizes belong to the numbers that are multiplied pair by pair?',
  },
  {
    id: 'element-by-element',
    believed: 'Each entry is the product of the two entries at the same place.',
    edits: [{ find: 'sum += a.get(row, i) * b.get(i, col);', replace: 'sum = a.get(row, col) * b.get(row, col);' }],
    says: 'You multiply the entries that stand at the same place. An entry of the matrix product needs a whole row and a whole column.',
  },
  {
    id: 'second-matrix-by-rows',
    believed: 'Both matrices are read along their rows.',
    edits: [{ find: 'b.get(i, col)', replace: 'b.get(col, i)' }],
    says: 'You read the second matrix along a row. While your finger goes along a row of the first one, it goes down a column of the second.',
  },
  {
    id: 'first-matrix-by-columns',
    believed: 'The first matrix is read down its columns.',
    edits: [{ find: 'a.get(row, i)', replace: 'a.get(i, row)' }],
    says: 'You read the first matrix down a column. It is read along a row; the columns belong to the second matrix.',
  },
  {
    id: 'keeps-last-product',
    believed: 'An equals sign adds up.',
    edits: [{ find: 'sum += a.get', replace: 'sum = a.get' }],
    says: 'Each entry holds only the last of its products: the ones before it were overwritten. All of them belong in the sum.',
  },
  {
    id: 'sum-runs-on',
    believed: 'One variable for the sum, set to 0 once, is enough.',
    edits: [
      {
        find: '    for (let col = 0; col < b.cols; col++) {\n      let sum = 0;',
        replace: '    let sum = 0;\n    for (let col = 0; col < b.cols; col++) {',
      },
    ],
    says: 'Entries still contain the entries before them: the sum goes on from one to the next. Where must it begin again at 0?',
    family: 'sum-runs-on',
  },
  {
    id: 'sums-over-rows-count',
    believed: 'The inner loop is as long as the matrix has rows.',
    edits: [{ find: 'i < a.cols', replace: 'i < a.rows' }],
    says: 'Your inner loop has as many rounds as `a` has rows. With square matrices that makes no difference. How many pairs does one row hold?',
  },
  {
    id: 'sums-over-columns-of-b',
    believed: 'The inner loop goes over the columns of the second matrix.',
    edits: [{ find: 'i < a.cols', replace: 'i < b.cols' }],
    says: 'Your inner loop has as many rounds as `b` has columns. That many entries has a row of the result. How many pairs does one entry need?',
  },
  {
    id: 'result-shaped-like-a',
    believed: 'The result has the shape of the first matrix.',
    edits: [{ find: 'Matrix.zeros(a.rows, b.cols)', replace: 'Matrix.zeros(a.rows, a.cols)' }],
    says: 'Your result has the shape of `a`. There is one bill for each friend and each café: which matrix has the cafés?',
  },
  {
    id: 'transpose-reshapes',
    believed: 'Exchanging rows and cols is all it takes; the numbers can stay where they are.',
    edits: [
      { find: 'result.set(col, row, a.get(row, col));', replace: 'result.data[row * a.cols + col] = a.get(row, col);' },
    ],
    says: 'The shape is right, but the numbers kept their order in memory, as if the table had been wrapped at another width. Each number must change its place.',
  },
  {
    id: 'transpose-keeps-shape',
    believed: 'The result has the shape of the argument.',
    edits: [{ find: 'Matrix.zeros(a.cols, a.rows)', replace: 'Matrix.zeros(a.rows, a.cols)' }],
    says: 'Your result still has the shape of `a`. A table of 3 rows and 2 columns, turned, has 2 rows and 3 columns.',
  },
  {
    id: 'transpose-changes-argument',
    believed: 'The numbers can change places inside the matrix.',
    edits: [
      {
        find: 'result.set(col, row, a.get(row, col));',
        replace: 'result.set(col, row, a.get(row, col));\n      a.set(row, col, 0);',
      },
    ],
    says: 'Your function moves the numbers out of `a`. The caller still needs them: read from `a`, write only into the result.',
  },
  {
    id: 'sum-runs-on-through-all',
    believed: 'The sum is set to 0 at the top of the function.',
    edits: [
      {
        find: '  const result = Matrix.zeros(a.rows, b.cols);',
        replace: '  let sum = 0;\n  const result = Matrix.zeros(a.rows, b.cols);',
      },
      {
        find: '      let sum = 0;\n      for (let i = 0; i < a.cols; i++)',
        replace: '      for (let i = 0; i < a.cols; i++)',
      },
    ],
    says: 'Entries still contain the entries before them: the sum goes on from one to the next. Where must it begin again at 0?',
    family: 'sum-runs-on',
  },
  {
    id: 'result-turned',
    believed: 'The columns come first.',
    edits: [{ find: 'Matrix.zeros(a.rows, b.cols)', replace: 'Matrix.zeros(b.cols, a.rows)' }],
    says: 'The two sizes of your result are exchanged. The number of rows comes first: which matrix does it come from?',
  },
  {
    id: 'first-pair-left-out',
    believed: 'Counting begins at 1.',
    edits: [{ find: 'let i = 0; i < a.cols', replace: 'let i = 1; i < a.cols' }],
    says: 'The first pair of numbers is missing in every sum. Which index has the first entry of a row?',
  },
  {
    id: 'last-pair-left-out',
    believed: 'The last index is the length minus 1, so the loop ends before it.',
    edits: [{ find: 'i < a.cols', replace: 'i < a.cols - 1' }],
    says: 'The last pair of numbers is missing in every sum. Compare the last index that your loop reaches with the last one that there is.',
  },
  {
    id: 'adds-the-two-numbers',
    believed: 'The numbers of a row and a column are added.',
    edits: [{ find: 'a.get(row, i) * b.get(i, col)', replace: 'a.get(row, i) + b.get(i, col)' }],
    says: 'You add the two numbers of each pair. They are multiplied, and the products are added up.',
  },
  {
    id: 'transpose-into-itself',
    believed: 'The matrix can be turned where it is.',
    edits: [{ find: 'const result = Matrix.zeros(a.cols, a.rows);', replace: 'const result = a;' }],
    says: 'You write into `a` while you still read from it, and return `a` itself, with its old shape. Make a new matrix of the turned shape.',
  },
  {
    id: 'transpose-shares-its-numbers',
    family: 'transpose-reshapes',
    believed: 'Exchanging rows and cols is all it takes.',
    edits: [
      {
        find: '  const result = Matrix.zeros(a.cols, a.rows);\n  for (let row = 0; row < a.rows; row++) {\n    for (let col = 0; col < a.cols; col++) {\n      result.set(col, row, a.get(row, col));\n    }\n  }\n  return result;',
        replace: '  return new Matrix(a.cols, a.rows, a.data);',
      },
    ],
    says: 'The shape is right, but the numbers are those of `a`, in their old order. Each number must change its place, in a matrix of its own.',
  },
  {
    id: 'sum-without-end',
    believed: 'The return stands in the loop.',
    edits: [
      {
        find: '      result.set(row, col, sum);\n    }\n  }\n  return result;',
        replace: '      result.set(row, col, sum);\n    }\n    return result;\n  }\n  return result;',
      },
    ],
    says: 'Only the first row is filled. Does your function return inside the loop over the rows?',
  },
  {
    id: 'shapes-checked-with-and',
    believed: 'Shapes fit when one of the sizes does.',
    edits: [{ find: 'if (a.cols !== b.rows) {', replace: 'if (a.cols !== b.rows && a.rows !== b.cols) {' }],
    says: 'Your error does not come where only the inner sizes differ. Those two decide alone: the outer ones may be anything.',
  },
  {
    id: 'one-number-scales',
    believed: 'A matrix with one number multiplies everything.',
    edits: [
      {
        find: 'if (a.cols !== b.rows) {',
        replace:
          'if (b.rows === 1 && b.cols === 1) {\n    return new Matrix(a.rows, a.cols, a.data.map((value) => value * b.data[0]));\n  }\n  if (a.cols !== b.rows) {',
      },
    ],
    says: 'Your product lets a 1×1 matrix through, whatever stands before it. It is a matrix like any other: a row of the first one must have one number, too.',
  },
]);
