import { mistakes } from 'kit';

/** The checks of the shapes, as they stand in the solution. */
const ROW_CHECK = `  if (row.rows !== 1 || row.cols !== m.cols) {
    throw new Error(\`addRow: a matrix of \${m.rows}×\${m.cols} needs a row of 1×\${m.cols}, not \${row.rows}×\${row.cols}\`);
  }
`;
const SHAPE_CHECK = `  if (a.rows !== b.rows || a.cols !== b.cols) {
    throw new Error(\`multiply: \${a.rows}×\${a.cols} and \${b.rows}×\${b.cols} have different shapes\`);
  }
`;

export default mistakes([
  {
    id: 'row-not-checked',
    believed: 'A row of the wrong length will be noticed later.',
    edits: [{ find: ROW_CHECK, replace: '' }],
    says: 'Without a check, a short row gives NaN and a long one loses its end, both without an error. Compare its shape with the columns of the matrix first.',
  },
  {
    id: 'row-length-only',
    believed: 'If the number of columns fits, it is a row.',
    edits: [{ find: 'row.rows !== 1 || row.cols !== m.cols', replace: 'row.cols !== m.cols' }],
    says: 'You compare the columns only, so a matrix with several rows passes and its other rows are ignored. How many rows must it have?',
  },
  {
    id: 'row-count-only',
    believed: 'If it has one row, it is a row.',
    edits: [{ find: 'row.rows !== 1 || row.cols !== m.cols', replace: 'row.rows !== 1' }],
    says: 'You look at the number of rows only. A row that is too short or too long passes; compare its columns, too.',
  },
  {
    id: 'row-into-first-row-only',
    believed: 'Adding a row to a matrix adds it to its first row.',
    edits: [{ find: 'm.get(i, j) + row.get(0, j)', replace: 'm.get(i, j) + (i === 0 ? row.get(0, j) : 0)' }],
    says: 'Only the first row got the charge. Broadcasting means that every row gets it.',
  },
  {
    id: 'row-read-by-row-index',
    believed: 'The bias belongs to the example.',
    edits: [{ find: 'row.get(0, j)', replace: 'row.get(0, i)' }],
    says: 'Each row got one number of `row` for all its columns. The numbers of `row` belong to the columns: which of the two indices says in which column you are?',
  },
  {
    id: 'add-row-in-place',
    believed: 'The sum can be written where the first number was.',
    edits: [
      {
        find: '      result.set(i, j, m.get(i, j) + row.get(0, j));\n    }\n  }\n  return result;',
        replace: '      m.set(i, j, m.get(i, j) + row.get(0, j));\n    }\n  }\n  return m;',
      },
    ],
    says: 'The sums are right, but they overwrote the matrix that the caller gave you. Write them into a new one.',
  },
  {
    id: 'matrix-product-instead',
    believed: 'Multiplying matrices is always the matrix product.',
    edits: [
      {
        find: `import { Matrix } from './matrix.ts';`,
        replace: `import { Matrix } from './matrix.ts';\nimport { matmul } from './1-matmul.ts';`,
      },
      {
        find: '  const result = Matrix.zeros(a.rows, a.cols);\n  for (let i = 0; i < result.data.length; i++) {\n    result.data[i] = a.data[i] * b.data[i];\n  }\n  return result;',
        replace: '  return matmul(a, b);',
      },
    ],
    says: 'This is the matrix product, which wants other shapes and adds up. Here each number meets only its partner at the same place.',
  },
  {
    id: 'adds-instead-of-multiplying',
    believed: 'Two matrices of the same shape are added.',
    edits: [{ find: 'a.data[i] * b.data[i]', replace: 'a.data[i] + b.data[i]' }],
    says: 'These are the sums of the numbers at the same place. A mask of zeros works only with products.',
  },
  {
    id: 'multiply-not-checked',
    believed: 'Only the matrix product needs to look at shapes.',
    edits: [{ find: SHAPE_CHECK, replace: '' }],
    says: 'Your function goes on with matrices of different shapes, and multiplies numbers that do not belong together. Compare rows and columns first.',
  },
  {
    id: 'multiply-compares-sizes',
    believed: 'Two matrices with equally many numbers have the same shape.',
    edits: [{ find: 'a.rows !== b.rows || a.cols !== b.cols', replace: 'a.data.length !== b.data.length' }],
    says: 'You compare how many numbers there are. A 2×3 and a 3×2 matrix both have six, but not at the same places.',
  },
  {
    id: 'map-in-place',
    believed: 'The results can be written over the old numbers.',
    edits: [
      {
        find: '    result.data[i] = f(m.data[i]);\n  }\n  return result;',
        replace: '    m.data[i] = f(m.data[i]);\n  }\n  return m;',
      },
    ],
    says: 'The numbers are right, but they overwrote the matrix that the caller gave you. A layer needs its input again on the way back.',
  },
  {
    id: 'map-skips-zeros',
    believed: 'A zero stays a zero.',
    edits: [{ find: 'f(m.data[i])', replace: 'm.data[i] && f(m.data[i])' }],
    says: 'Zeros stayed zeros without being asked. The function decides what a 0 turns into, as for any other number.',
  },
  {
    id: 'sums-along-the-rows',
    believed: 'sumRows gives one sum for each row.',
    edits: [
      {
        find: '  const result = Matrix.zeros(1, m.cols);\n  for (let j = 0; j < m.cols; j++) {\n    let sum = 0;\n    for (let i = 0; i < m.rows; i++) {',
        replace:
          '  const result = Matrix.zeros(1, m.rows);\n  for (let j = 0; j < m.rows; j++) {\n    let sum = 0;\n    for (let i = 0; i < m.cols; i++) {',
      },
      { find: 'sum += m.get(i, j);', replace: 'sum += m.get(j, i);' },
    ],
    says: 'There is one sum for each row. The rows are what is added up: one sum is left for each column.',
    family: 'sums-along-the-rows',
  },
  {
    id: 'sums-as-a-column',
    believed: 'Several sums stand below each other.',
    edits: [
      { find: 'Matrix.zeros(1, m.cols)', replace: 'Matrix.zeros(m.cols, 1)' },
      { find: 'result.set(0, j, sum)', replace: 'result.set(j, 0, sum)' },
    ],
    says: 'The sums are there, but they stand in a column. The gradient of a row must be a row again, or nothing fits later.',
  },
  {
    id: 'mean-of-rows',
    believed: 'The gradient of a batch is a mean, so this must be one.',
    edits: [{ find: 'result.set(0, j, sum)', replace: 'result.set(0, j, sum / m.rows)' }],
    says: 'This is the mean of the rows. The mean over the batch is taken once, in the loss; here everything is added up and nothing divided.',
  },
  {
    id: 'sum-runs-on',
    believed: 'One variable for the sum, set to 0 once, is enough.',
    edits: [
      {
        find: '  for (let j = 0; j < m.cols; j++) {\n    let sum = 0;',
        replace: '  let sum = 0;\n  for (let j = 0; j < m.cols; j++) {',
      },
    ],
    says: 'The first sum is right, and every later one still contains the columns before it. Where must the sum begin again at 0?',
  },
  {
    id: 'sums-along-the-rows-below-each-other',
    believed: 'sumRows gives one sum for each row, next to its row.',
    edits: [
      {
        find: '  const result = Matrix.zeros(1, m.cols);\n  for (let j = 0; j < m.cols; j++) {\n    let sum = 0;\n    for (let i = 0; i < m.rows; i++) {',
        replace:
          '  const result = Matrix.zeros(m.rows, 1);\n  for (let j = 0; j < m.rows; j++) {\n    let sum = 0;\n    for (let i = 0; i < m.cols; i++) {',
      },
      { find: 'sum += m.get(i, j);', replace: 'sum += m.get(j, i);' },
      { find: 'result.set(0, j, sum)', replace: 'result.set(j, 0, sum)' },
    ],
    says: 'There is one sum for each row. The rows are what is added up: one sum is left for each column.',
    family: 'sums-along-the-rows',
  },
  {
    id: 'last-row-kept',
    believed: 'An equals sign adds up.',
    edits: [{ find: 'sum += m.get(i, j);', replace: 'sum = m.get(i, j);' }],
    says: 'Each sum holds only the number of the last row: the ones before it were overwritten.',
  },
  {
    id: 'first-row-left-out',
    believed: 'Counting begins at 1.',
    edits: [
      {
        find: 'for (let i = 0; i < m.rows; i++) {\n      sum',
        replace: 'for (let i = 1; i < m.rows; i++) {\n      sum',
      },
    ],
    says: 'The first row is missing in every sum. Which index has the first row?',
  },
  {
    id: 'function-called-twice',
    believed: 'Calling the function costs nothing.',
    edits: [
      {
        find: 'result.data[i] = f(m.data[i]);',
        replace: 'if (!Number.isNaN(f(m.data[i]))) result.data[i] = f(m.data[i]);',
      },
    ],
    says: 'Your `map` calls `f` twice for each number. Where `f` draws a random number, as in lesson 4.3, the second call gives another one.',
  },
  {
    id: 'multiply-compares-columns-only',
    believed: 'Two matrices fit when their columns do.',
    edits: [{ find: 'if (a.rows !== b.rows || a.cols !== b.cols) {', replace: 'if (a.cols !== b.cols) {' }],
    says: 'Your error comes only when the columns differ. Compare the rows, too.',
  },
  {
    id: 'multiply-compares-rows-only',
    believed: 'Two matrices fit when their rows do.',
    edits: [{ find: 'if (a.rows !== b.rows || a.cols !== b.cols) {', replace: 'if (a.rows !== b.rows) {' }],
    says: 'Your error comes only when the rows differ. Compare the columns, too.',
  },
  {
    id: 'multiply-checked-with-and',
    believed: 'Shapes differ when both sizes do.',
    edits: [
      {
        find: 'if (a.rows !== b.rows || a.cols !== b.cols) {',
        replace: 'if (a.rows !== b.rows && a.cols !== b.cols) {',
      },
    ],
    says: 'Your error comes only when rows and columns both differ. One of the two is enough.',
  },
  {
    id: 'last-row-left-out',
    believed: 'The last index is rows − 1, so the loop ends before it.',
    edits: [
      {
        find: 'for (let i = 0; i < m.rows; i++) {\n      sum +=',
        replace: 'for (let i = 0; i < m.rows - 1; i++) {\n      sum +=',
      },
    ],
    says: 'The last row is missing in your sums. For which index does the loop run the last time?',
  },
  {
    id: 'row-subtracted',
    believed: 'The bias is taken off.',
    edits: [{ find: 'm.get(i, j) + row.get(0, j)', replace: 'm.get(i, j) - row.get(0, j)' }],
    says: 'The row was subtracted. Its numbers are added to every row of the matrix.',
  },
]);
