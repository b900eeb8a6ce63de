import { mistakes } from 'kit';

const grow =
  '  for (let truth = 0; truth < classes; truth++) {\n    table.push(new Array<number>(classes).fill(0));\n  }\n';

export default mistakes([
  {
    id: 'largest-starts-at-zero',
    believed: 'The search for the largest number starts at 0.',
    edits: [
      {
        find: 'let best = 0;\n    for (let col = 1; col < logits.cols; col++) {\n      if (logits.get(row, col) > logits.get(row, best)) {\n        best = col;',
        replace:
          'let best = 0;\n    let largest = 0;\n    for (let col = 0; col < logits.cols; col++) {\n      if (logits.get(row, col) > largest) {\n        largest = logits.get(row, col);\n        best = col;',
      },
    ],
    says: 'Your search starts at 0, so it finds nothing where all logits are below 0, and answers with class 0. Logits can be any numbers: start with the first one of the row.',
  },
  {
    id: 'last-of-equals',
    believed: 'It does not matter which of two equal logits wins.',
    edits: [
      {
        find: 'logits.get(row, col) > logits.get(row, best)',
        replace: 'logits.get(row, col) >= logits.get(row, best)',
      },
    ],
    says: 'Where two logits are equal, your function takes the last class. Here the first one wins; a later logit must be larger, not as large.',
  },
  {
    id: 'smallest',
    believed: 'The smallest number is the best, as it is for the loss.',
    edits: [
      { find: 'logits.get(row, col) > logits.get(row, best)', replace: 'logits.get(row, col) < logits.get(row, best)' },
    ],
    says: 'You look for the smallest logit. A loss should be small; a logit is large where the network is sure.',
  },
  {
    id: 'logit-not-class',
    believed: 'The answer is the largest number.',
    edits: [{ find: 'labels[row] = best;', replace: 'labels[row] = logits.get(row, best);' }],
    says: 'You return the largest logit itself. The answer is its place in the row: that is the class.',
  },
  {
    id: 'compares-neighbours',
    believed: 'A class that beats the one before it is the best so far.',
    edits: [{ find: '> logits.get(row, best)', replace: '> logits.get(row, col - 1)' }],
    says: 'You compare each logit with its neighbour on the left. A class has to beat the best one so far, wherever that stands.',
  },
  {
    id: 'images-not-logits',
    believed: 'The images are what the answer is made of.',
    edits: [{ find: 'const logits = network.forward(images);', replace: 'const logits = images;' }],
    says: 'You look for the largest number in the images themselves. First the network has to look at them.',
    family: 'images-not-logits',
  },
  {
    id: 'images-in-the-comparison',
    believed: 'The numbers of an image are its logits.',
    edits: [
      {
        find: 'if (logits.get(row, col) > logits.get(row, best))',
        replace: 'if (images.get(row, col) > images.get(row, best))',
      },
    ],
    says: 'You compare numbers of the images. The answer is the place of the largest number in what the network gives back for them.',
    family: 'images-not-logits',
  },
  {
    id: 'first-row-for-all',
    believed: 'The logits are one row.',
    edits: [
      {
        find: 'if (logits.get(row, col) > logits.get(row, best))',
        replace: 'if (logits.get(0, col) > logits.get(0, best))',
      },
    ],
    says: 'All images get the answer of image 0. Each image has a row of its own.',
  },
  {
    id: 'ten-classes-always',
    believed: 'There are always ten classes.',
    edits: [{ find: 'col < logits.cols', replace: 'col < 10' }],
    says: 'You look at ten logits in each row. With another number of classes, that reads on into the next row, or stops too early: the matrix knows how many columns it has.',
  },
  {
    id: 'count-not-share',
    believed: 'Accuracy is the number of right answers.',
    edits: [{ find: 'return right / labels.length;', replace: 'return right;' }],
    says: 'This is how many answers are right. Accuracy is their share of all answers, from 0 to 1.',
  },
  {
    id: 'percent',
    believed: 'Accuracy goes from 0 to 100.',
    edits: [{ find: 'return right / labels.length;', replace: 'return (100 * right) / labels.length;' }],
    says: 'This is the accuracy in percent. Return a share, from 0 to 1.',
  },
  {
    id: 'error-rate',
    believed: 'What counts are the mistakes.',
    edits: [{ find: 'predicted[i] === labels[i]', replace: 'predicted[i] !== labels[i]' }],
    says: 'You count the wrong answers. Their share is called the error rate; the accuracy is 1 minus that.',
  },
  {
    id: 'one-equals-sign',
    believed: 'One equals sign compares.',
    edits: [{ find: 'if (predicted[i] === labels[i])', replace: 'if ((predicted as number[])[i] = labels[i])' }],
    says: 'A single `=` does not compare: it overwrites the answer with the label, and every label but 0 then counts as right. Comparing takes three of them.',
  },
  {
    id: 'divided-by-classes',
    believed: 'There are ten classes, so divide by ten.',
    edits: [{ find: 'return right / labels.length;', replace: 'return right / 10;' }],
    says: 'You divide by 10. The number of classes has no part in this: of how many answers do you want the share?',
  },
  {
    id: 'turned-table',
    believed: 'Rows are predictions, columns are the truth.',
    edits: [{ find: 'table[labels[i]][predicted[i]]++;', replace: 'table[predicted[i]][labels[i]]++;' }],
    says: 'Your table is turned: its rows are the answers and its columns the truth. Here, as in scikit-learn, a row belongs to the true class.',
  },
  {
    id: 'one-row-many-times',
    believed: '`fill` makes a new row for each place.',
    edits: [
      {
        find: grow,
        replace: '  table.push(...new Array<number[]>(classes).fill(new Array<number>(classes).fill(0)));\n',
      },
    ],
    says: 'All rows of your table are one and the same array, so a count in one of them shows up in all. `fill` puts the same array into every place; each row must be a new array.',
  },
  {
    id: 'marks-instead-of-counts',
    believed: 'The table says what was confused with what.',
    edits: [{ find: 'table[labels[i]][predicted[i]]++;', replace: 'table[labels[i]][predicted[i]] = 1;' }],
    says: 'Your table says whether something happened. It should say how often: two images at the same place make a 2.',
  },
  {
    id: 'only-confusions',
    believed: 'A confusion matrix holds the confusions.',
    edits: [
      {
        find: '    table[labels[i]][predicted[i]]++;',
        replace: '    if (labels[i] !== predicted[i]) table[labels[i]][predicted[i]]++;',
      },
    ],
    says: 'The right answers are missing. They belong in the table, too: they are its diagonal.',
  },
  {
    id: 'shares-of-all',
    believed: 'The table holds shares.',
    edits: [
      { find: 'table[labels[i]][predicted[i]]++;', replace: 'table[labels[i]][predicted[i]] += 1 / labels.length;' },
    ],
    says: 'Your entries are shares of all images. The table holds counts: how many images, not which part of them.',
  },
  {
    id: 'size-from-the-labels',
    believed: 'There are as many classes as different labels.',
    edits: [
      {
        find: grow,
        replace: grow
          .replace('truth < classes', 'truth < new Set(Array.from(labels)).size')
          .replace('(classes).fill', '(new Set(Array.from(labels)).size).fill'),
      },
    ],
    says: 'You made the table as large as the number of labels that came up. A class without an image has its row and its column, too: `classes` says how many there are.',
  },
  {
    id: 'down-the-columns',
    believed: 'The largest number is looked for down a column.',
    edits: [
      {
        find: 'if (logits.get(row, col) > logits.get(row, best)) {',
        replace: 'if (logits.get(col, row) > logits.get(best, row)) {',
      },
    ],
    says: 'You compare the logits down a column, which belong to different images. The logits of one image stand in a row.',
  },
  {
    id: 'always-ten',
    believed: 'There are always ten digits.',
    edits: [
      { find: grow, replace: grow.replace('truth < classes', 'truth < 10').replace('(classes).fill', '(10).fill') },
    ],
    says: 'Your table always has ten rows and ten columns. How many there are is the third argument.',
  },
  {
    id: 'first-answer-only',
    believed: 'A `return` in the loop gives back what the loop has found.',
    edits: [{ find: '      right++;\n    }\n', replace: '      right++;\n    }\n    return right / labels.length;\n' }],
    says: 'Only the first image was looked at: the function returns inside its loop.',
  },
  {
    id: 'best-goes-on',
    believed: 'The best place is set to 0 once.',
    edits: [
      {
        find: '  const labels = new Uint8Array(logits.rows);',
        replace: '  const labels = new Uint8Array(logits.rows);\n  let best = 0;',
      },
      { find: '    let best = 0;\n    for', replace: '    for' },
    ],
    says: 'The search in one row goes on from the place that was found in the row before. Where does the search begin in each row?',
  },
  {
    id: 'first-image-not-counted',
    believed: 'Counting starts at 1.',
    edits: [{ find: 'let right = 0;\n  for (let i = 0;', replace: 'let right = 0;\n  for (let i = 1;' }],
    says: 'The first image is missing in your accuracy. At which index does an array begin?',
  },
  {
    id: 'confusion-without-the-first',
    believed: 'Counting starts at 1.',
    edits: [
      {
        find: 'for (let i = 0; i < labels.length; i++) {\n    table',
        replace: 'for (let i = 1; i < labels.length; i++) {\n    table',
      },
    ],
    says: 'The first image is missing in your table. At which index does an array begin?',
  },
]);
