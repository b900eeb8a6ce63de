import { mistakes } from 'kit';

/** The exchange of two places, as it stands in the solution. */
const EXCHANGE = `    const kept = order[last];
    order[last] = order[drawn];
    order[drawn] = kept;
`;

export default mistakes([
  {
    id: 'draws-from-all-places',
    believed: 'Each place is exchanged with any other place.',
    edits: [{ find: 'Math.floor(random() * (last + 1))', replace: 'Math.floor(random() * count)' }],
    says: 'Every draw chooses from all places, also from those that are already decided. It looks random, but some orders come more often. Choose only from the places that are still open.',
  },
  {
    id: 'never-stays',
    believed: 'A number must leave its place.',
    edits: [{ find: 'Math.floor(random() * (last + 1))', replace: 'Math.floor(random() * last)' }],
    says: 'No number ever stays where it was. In a random order that happens all the time, so the place itself must be among those that are drawn from.',
  },
  {
    id: 'sorts-at-random',
    believed: 'Sorting with a random comparison gives a random order.',
    edits: [
      {
        find:
          '  for (let last = count - 1; last > 0; last--) {\n    const drawn = Math.floor(random() * (last + 1));\n' +
          EXCHANGE +
          '  }\n  return order;',
        replace: '  return order.sort(() => random() - 0.5);',
      },
    ],
    says: 'Sorting expects the same answer each time it compares the same two numbers. With random answers, some orders come far more often than others.',
  },
  {
    id: 'overwrites-instead-of-exchanging',
    believed: 'Two assignments exchange two numbers.',
    edits: [{ find: EXCHANGE, replace: '    order[last] = order[drawn];\n    order[drawn] = order[last];\n' }],
    says: 'Some numbers are there twice and others are gone: the first assignment overwrites what the second one needs. Keep one of the two aside.',
  },
  {
    id: 'draws-with-repetition',
    believed: 'A random order is a list of random numbers.',
    edits: [{ find: '    order[i] = i;', replace: '    order[i] = Math.floor(random() * count);' }],
    says: 'Each place holds a number of its own draw, so some images come twice and others never. Begin with all numbers in order and exchange them.',
  },
  {
    id: 'counts-from-one',
    believed: 'The first image has number 1.',
    edits: [{ find: '    order[i] = i;', replace: '    order[i] = i + 1;' }],
    says: 'The numbers go from 1 to count. Rows are counted from 0, so image 0 would never be seen, and the last one does not exist.',
  },
  {
    id: 'bytes-for-places',
    believed: 'Labels are kept in a Uint8Array, so places are, too.',
    edits: [{ find: 'order = new Uint32Array(count);\n  for', replace: 'order = new Uint8Array(count);\n  for' }],
    says: 'After 255 the numbers begin at 0 again: an entry of a Uint8Array is a byte and holds nothing larger. There are more images than that.',
  },
  {
    id: 'uphill',
    believed: 'The gradient points to where the parameters should go.',
    edits: [{ find: 'value.data[i] -= learningRate', replace: 'value.data[i] += learningRate' }],
    says: 'The parameters go the wrong way, and the loss grows. The gradient points uphill.',
  },
  {
    id: 'learning-rate-left-out',
    believed: 'The gradient is the step.',
    edits: [{ find: 'learningRate * gradient.data[i]', replace: 'gradient.data[i]' }],
    says: 'The whole gradient was subtracted. How far a step goes is decided by the learning rate.',
  },
  {
    id: 'divided-by-batch-again',
    believed: 'The gradients of a batch must be averaged here.',
    edits: [
      { find: 'learningRate * gradient.data[i]', replace: '(learningRate / batch.labels.length) * gradient.data[i]' },
    ],
    says: 'The steps are too small by a factor of the batch size. The gradient is a mean already; the loss has divided once.',
  },
  {
    id: 'loss-after-the-step',
    believed: 'The report tells how good the network is now.',
    edits: [
      { find: '      loss = result.loss;\n', replace: '' },
      {
        find: '      // Hands a report',
        replace:
          '      loss = softmaxCrossEntropy(network.forward(batch.images), batch.labels).loss;\n      // Hands a report',
      },
    ],
    says: 'This is the loss of the batch after the step. Report the loss that the step started from; it is there already and costs nothing.',
  },
  {
    id: 'loss-not-set',
    believed: 'The report finds the loss by itself.',
    edits: [{ find: '      loss = result.loss;\n', replace: '' }],
    says: 'The loss in your reports stays at 0, where it stood before the loop. What comes out of `softmaxCrossEntropy` has to be put into the variable `loss`, which is handed out at the end of the round.',
  },
  {
    id: 'order-not-kept',
    believed: '`shuffle` shuffles the list that is there.',
    edits: [{ find: '    order = shuffle(count, random);', replace: '    shuffle(count, random);' }],
    says: 'All entries of your `order` are 0, so every batch holds image 0 again and again. `shuffle` returns a new list: what happens to it?',
  },
  {
    id: 'backward-forgotten',
    believed: 'The loss returns the gradient, so all is there.',
    edits: [{ find: '      network.backward(result.gradient);\n', replace: '' }],
    says: 'Nothing was learned, because no layer has got its gradient. What brings the gradient of the loss back through the network?',
  },
  {
    id: 'shuffled-once',
    believed: 'Shuffling at the beginning is enough.',
    edits: [{ find: 'order = shuffle(count, random);', replace: 'if (epoch === 1) order = shuffle(count, random);' }],
    says: 'All epochs have the same order, so the same images always share a batch. Shuffle at the beginning of each epoch.',
  },
  {
    id: 'not-shuffled',
    believed: 'The order of the images does not matter.',
    edits: [
      { find: 'order = shuffle(count, random);', replace: 'order = Uint32Array.from({ length: count }, (_, i) => i);' },
    ],
    says: 'The images come in the order of the data. If that begins with all the zeros, the network learns to say 0 first, and unlearns it later.',
  },
  {
    id: 'labels-not-shuffled',
    believed: 'Shuffling the images is enough.',
    edits: [
      {
        find: 'softmaxCrossEntropy(network.forward(batch.images), batch.labels)',
        replace: 'softmaxCrossEntropy(network.forward(batch.images), data.labels.subarray(start, start + batchSize))',
      },
    ],
    says: 'The images are shuffled and the labels are not, so the network learns from wrong answers. An image and its label travel together.',
  },
  {
    id: 'short-batch-dropped',
    believed: 'A batch that is not full is left out.',
    edits: [
      {
        find: '      const result = softmaxCrossEntropy',
        replace: '      if (batch.labels.length < batchSize) continue;\n      const result = softmaxCrossEntropy',
      },
    ],
    says: 'The last, shorter batch of each epoch is missing. It is a batch like any other; the mean takes care of its size.',
  },
  {
    id: 'whole-data-each-step',
    believed: 'Each step looks at all the images.',
    edits: [{ find: 'takeBatch(data, order.subarray(start, start + batchSize))', replace: 'takeBatch(data, order)' }],
    says: 'Each step goes over all the images. A mini-batch is only the part of the order that begins at `start`.',
  },
  {
    id: 'biases-forgotten',
    believed: 'Learning means changing the weights.',
    edits: [
      { find: 'of network.parameters()) {', replace: 'of network.parameters().filter((_, i) => i % 2 === 0)) {' },
    ],
    says: 'The biases have not moved. They are learned in the same way as the weights.',
    family: 'biases-forgotten',
  },
  {
    id: 'replaces-the-matrices',
    believed: 'A new matrix is as good as the old one with new numbers.',
    edits: [
      {
        find: `      for (const { value, gradient } of network.parameters()) {
        for (let i = 0; i < value.data.length; i++) {
          value.data[i] -= learningRate * gradient.data[i];
        }
      }
`,
        replace: `      for (const parameter of network.parameters()) {
        const { value, gradient } = parameter;
        parameter.value = new Matrix(value.rows, value.cols, value.data.map((old, i) => old - learningRate * gradient.data[i]));
      }
`,
      },
    ],
    says: 'Each step makes new matrices. Write the new numbers into the old ones, which the layers work with.',
  },
  {
    id: 'losses-added-up',
    believed: 'The loss of a run is the sum over its steps.',
    edits: [{ find: 'loss = result.loss;', replace: 'loss += result.loss;' }],
    says: 'The first loss is right, and each later one contains all before it. Each report holds the loss of its own mini-batch.',
  },
  {
    id: 'batch-ends-at-its-size',
    believed: 'The second number of `subarray` is a length.',
    edits: [
      {
        find: 'takeBatch(data, order.subarray(start, start + batchSize))',
        replace: 'takeBatch(data, order.subarray(start, batchSize))',
      },
    ],
    says: 'Only the first batch of an epoch holds images. The second number of `subarray` is the place where the part ends, and not its length.',
  },
  {
    id: 'first-batch-again-and-again',
    believed: 'The batch is the beginning of the order.',
    edits: [
      {
        find: 'takeBatch(data, order.subarray(start, start + batchSize))',
        replace: 'takeBatch(data, order.subarray(0, batchSize))',
      },
    ],
    says: 'Every step of an epoch takes the same images, those at the beginning of the order. Where does the batch of this step begin?',
  },
  {
    id: 'second-place-left-out',
    believed: 'The last two places need no exchange.',
    edits: [{ find: 'last > 0', replace: 'last > 1' }],
    says: 'The loop ends one place too early: the numbers at the first two places are never exchanged with each other, so half of the orders come too seldom.',
  },
  {
    id: 'last-place-left-out',
    believed: 'The loop begins below the last place.',
    edits: [{ find: 'let last = count - 1;', replace: 'let last = count - 2;' }],
    says: 'The last number always stays at its place: the loop begins one place too early. Which index has the last place?',
  },
  {
    id: 'gradients-of-weights-only-first',
    believed: 'A `break` ends the inner loop only.',
    edits: [
      {
        find: '          value.data[i] -= learningRate * gradient.data[i];\n        }\n',
        replace: '          value.data[i] -= learningRate * gradient.data[i];\n        }\n        break;\n',
      },
    ],
    says: 'The biases have not moved. They are learned in the same way as the weights.',
    family: 'biases-forgotten',
  },
  {
    id: 'return-not-yield',
    believed: '`return` hands a result out.',
    edits: [{ find: '      yield { epoch', replace: '      return { epoch' }],
    says: 'Your generator ends before it has handed out a report. `yield` hands one out, and the code goes on when the next one is asked for; a `return` ends it.',
  },
  {
    id: 'all-before-the-first',
    believed: 'The run comes first, the reports later.',
    edits: [
      { find: '  let loss = 0;\n', replace: '  let loss = 0;\n  const all: TrainReport[] = [];\n' },
      {
        find: '      yield { epoch, step, loss };\n    }\n  }\n',
        replace: '      all.push({ epoch, step, loss });\n    }\n  }\n  yield* all;\n',
      },
    ],
    says: 'Your code computes the whole run before it hands out the first report. Each report is handed out with `yield` inside the loop, when its step is done.',
  },
]);
