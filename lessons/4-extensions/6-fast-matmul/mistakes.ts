import { mistakes } from 'kit';

const right = '  fillPlainly(a, b, result, { fromRow: 0, toRow: wholeRows, fromCol: wholeCols, toCol: b.cols });\n';
const below = '  fillPlainly(a, b, result, { fromRow: wholeRows, toRow: a.rows, fromCol: 0, toCol: b.cols });\n';
const sums =
  '      let u0 = 0;\n      let u1 = 0;\n      let u2 = 0;\n      let u3 = 0;\n      let l0 = 0;\n      let l1 = 0;\n      let l2 = 0;\n      let l3 = 0;\n';
const check =
  '  if (a.cols !== b.rows) {\n    throw new Error(`matmul: ${a.rows}×${a.cols} times ${b.rows}×${b.cols} do not fit together`);\n  }\n';

export default mistakes([
  {
    id: 'still-one-at-a-time',
    believed: 'The three loops are fast enough.',
    edits: [{ find: '  const wholeRows = a.rows - (a.rows % 2);', replace: '  const wholeRows = 0;' }],
    says: 'The result is right, but each number that is fetched is used for a single multiplication. Local variables or another order of the loops change little. Let one walk along `i` serve a whole block of entries, so that every number is used several times.',
  },
  {
    id: 'no-left-over-columns',
    believed: 'The number of columns is a multiple of four.',
    edits: [{ find: right, replace: '' }],
    says: 'The columns to the right of the last block of four stay 0. The number of columns need not be a multiple of four.',
  },
  {
    id: 'no-left-over-row',
    believed: 'The number of rows is even.',
    edits: [{ find: below, replace: '' }],
    says: 'With an odd number of rows, the last row stays 0. It belongs to no block of two rows.',
  },
  {
    id: 'nothing-left-over',
    believed: 'The sizes always fit the blocks.',
    edits: [{ find: right + below, replace: '' }],
    says: 'What the blocks do not cover stays 0: the columns to the right of them and the row below them. Sizes need not be multiples of 2 and 4.',
  },
  {
    id: 'no-corner',
    believed: 'The row below the blocks is as wide as the blocks.',
    edits: [{ find: below, replace: below.replace('toCol: b.cols', 'toCol: wholeCols') }],
    says: 'The corner at the bottom right stays 0: it lies to the right of the blocks and below them, and neither of your two parts covers it.',
  },
  {
    id: 'same-row-twice',
    believed: 'Both rows of a block start at the same place.',
    edits: [{ find: 'const lower = upper + inner;', replace: 'const lower = upper;' }],
    says: 'Both rows of a block have the same sums. The second row of the block reads the next row of the first matrix.',
  },
  {
    id: 'wrong-row-length',
    believed: 'A row of b is as long as a row of a.',
    edits: [{ find: 'const at = i * width + col;', replace: 'const at = i * inner + col;' }],
    says: 'You step down the second matrix by the row length of the first one. That is right only where the two happen to be equal.',
  },
  {
    id: 'sums-go-on',
    believed: 'The sums are set to 0 once.',
    edits: [
      { find: sums, replace: '' },
      {
        find: '  for (let row = 0; row < wholeRows; row += 2) {\n',
        replace: `${sums.replace(/^ {4}/gm, '')}  for (let row = 0; row < wholeRows; row += 2) {\n`,
      },
    ],
    says: 'The sums of one block go on in the next one. Every block starts with eight zeros.',
  },
  {
    id: 'no-shape-check',
    believed: 'The shapes were checked in lesson 3.1.',
    edits: [{ find: check, replace: '' }],
    says: 'Your function multiplies matrices that do not fit, and returns numbers that mean nothing. It has the contract of lesson 3.1: it throws, and names both shapes.',
  },
  {
    id: 'row-of-the-first-as-long-as-of-the-second',
    believed: 'A row of a is as long as a row of b.',
    edits: [{ find: 'const upper = row * inner;', replace: 'const upper = row * width;' }],
    says: 'You step down the first matrix by the row length of the second one. That is right only where the two happen to be equal.',
  },
  {
    id: 'second-row-one-number-further',
    believed: 'The next row is the next number.',
    edits: [{ find: 'const lower = upper + inner;', replace: 'const lower = upper + 1;' }],
    says: 'The second row of a block begins one number further on. The numbers of the next row begin where this row ends.',
  },
  {
    id: 'blocks-over-the-edge',
    believed: 'Blocks can begin anywhere.',
    edits: [
      { find: 'a.rows - (a.rows % 2)', replace: 'a.rows' },
      { find: 'b.cols - (b.cols % 4)', replace: 'b.cols' },
    ],
    says: 'Your last blocks reach over the edge of the matrix. There they read what is not there, or the next row, and write into it. Where may the last whole block begin?',
  },
  {
    id: 'upper-row-too-wide',
    family: 'row-of-the-first-as-long-as-of-the-second',
    believed: 'A row of a is as long as a row of b.',
    edits: [{ find: 'const upper = row * inner;', replace: 'const upper = row * width;' }],
    says: 'You step down the first matrix by the row length of the second one. That is right only where the two happen to be equal.',
  },
  {
    id: 'rows-of-the-first-too-wide',
    family: 'row-of-the-first-as-long-as-of-the-second',
    believed: 'A row of a is as long as a row of b.',
    edits: [
      { find: 'const upper = row * inner;', replace: 'const upper = row * width;' },
      { find: 'const lower = upper + inner;', replace: 'const lower = upper + width;' },
    ],
    says: 'You step down the first matrix by the row length of the second one. That is right only where the two happen to be equal.',
  },
]);
