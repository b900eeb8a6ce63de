import assert from 'node:assert/strict';
import { commentRanges } from '../../../src/course/comments';
import { TermFinder } from '../../../src/course/terms';

const term = (name: string): { id: string; name: string; definition: string } => ({
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
  definition: `What ${name} is.`,
});
const finder = new TermFinder(
  [
    'Batch',
    'Mini-batch',
    'Weights',
    'Bias',
    'Probability',
    'Matrix',
    'Mean',
    'Mean squared error',
    'Loss function',
  ].map(term),
);
const found = (text: string): [string, string][] =>
  finder.find(text).map(({ term: { id }, start, end }) => [id, text.slice(start, end)]);

describe('terms of the glossary in a text', () => {
  const cases: [string, string, [string, string][]][] = [
    ['any case', 'A BATCH of images', [['batch', 'BATCH']]],
    [
      'plurals',
      'two batches, biases and matrices',
      [
        ['batch', 'batches'],
        ['bias', 'biases'],
        ['matrix', 'matrices'],
      ],
    ],
    ['a plural in -ies', 'all probabilities', [['probability', 'probabilities']]],
    ['the singular of a name in the plural', 'one weight', [['weights', 'weight']]],
    ['the longest', 'the mean squared error', [['mean-squared-error', 'mean squared error']]],
    ['a hyphen belongs to the word', 'each mini-batch', [['mini-batch', 'mini-batch']]],
    [
      'over a line break of a comment',
      'the mean\n * squared error',
      [['mean-squared-error', 'mean\n * squared error']],
    ],
    ['over a line break of line comments', '// a loss\n  // function', [['loss-function', 'loss\n  // function']]],
    ['not inside words', 'meanwhile, weightSum, batch_size, unbiased, $mean', []],
    ['not the head of a compound', 'batch-wise', []],
    [
      'punctuation ends a word',
      '(mean), `weights`.',
      [
        ['mean', 'mean'],
        ['weights', 'weights'],
      ],
    ],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.deepEqual(found(text), expected));
});

describe('comments of a file', () => {
  const comments = (text: string): string[] => commentRanges(text).map(({ start, end }) => text.slice(start, end));
  const cases: [string, string, string[]][] = [
    ['both kinds', 'a; // one\n/* two\n lines */ b; /** three */', ['// one', '/* two\n lines */', '/** three */']],
    ['not inside quotes', `'// a' + "/* b" + \`// c\n/* d */\`; // e`, ['// e']],
    ['escaped quotes', `'it\\'s // not'; // but this`, ['// but this']],
    ['quotes inside a comment', `// it's one\nx; // another`, [`// it's one`, '// another']],
    ['a comment that is not closed', 'a; /* to the end', ['/* to the end']],
    ['a division is none', 'a / b / c; // d', ['// d']],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.deepEqual(comments(text), expected));
});
