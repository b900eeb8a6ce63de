import { mistakes } from 'kit';

const KEEP = 'kept = parameters.map(({ value }) => value.data.slice());\n    }';
const BACK = '  kept.forEach((numbers, i) => parameters[i].value.data.set(numbers));';
const WAIT = '    if (epoch - best >= patience) {\n      break;\n    }\n';
const PARTS = '{ training: order.subarray(size), validation: order.subarray(0, size) }';

export default mistakes([
  {
    id: 'split-in-order',
    believed: 'The last images are as good as any others.',
    edits: [{ find: 'shuffle(count, random);', replace: 'Uint32Array.from({ length: count }, (_, i) => i);' }],
    says: 'Your parts are cut from the numbers in their order, without chance. Images often lie sorted: then some digits are only in one part. Make a random order first.',
  },
  {
    id: 'in-both-parts',
    believed: 'All images are for training, and some of them are measured on as well.',
    edits: [{ find: 'training: order.subarray(size)', replace: 'training: order.slice()' }],
    says: 'The numbers that are held back are in `training` as well. The network would learn the very images that it is measured on.',
  },
  {
    id: 'parts-exchanged',
    believed: 'The first part is for training.',
    edits: [{ find: PARTS, replace: '{ training: order.subarray(0, size), validation: order.subarray(size) }' }],
    says: 'Your two parts have each other’s size. `validationShare` is the share that is held back, and the rest is for training.',
  },
  {
    id: 'share-rounded',
    believed: 'The size is rounded as usual.',
    edits: [{ find: 'Math.floor(count * validationShare)', replace: 'Math.round(count * validationShare)' }],
    says: 'You round the number of validation images to the nearest whole number. It is rounded down, whatever stands behind the point.',
  },
  {
    id: 'loss-summed',
    believed: 'The loss of some images is the sum of their losses.',
    edits: [
      {
        find: '  return { loss, accuracy: accuracy(',
        replace: '  return { loss: loss * data.labels.length, accuracy: accuracy(',
      },
    ],
    says: 'Your loss is larger by the number of images: it is their sum. `softmaxCrossEntropy` has divided already, and two sets of different size can only be compared by the mean.',
  },
  {
    id: 'right-answers-counted',
    believed: 'The accuracy is the number of right answers.',
    edits: [
      {
        find: 'accuracy(predictLabels(network, data.images), data.labels) };',
        replace: 'accuracy(predictLabels(network, data.images), data.labels) * data.labels.length };',
      },
    ],
    says: 'Your accuracy is the number of right answers. It is their share: from 0, where all are wrong, to 1.',
  },
  {
    id: 'learns-while-it-measures',
    believed: 'After forward and loss comes backward.',
    edits: [
      {
        find: '  const { loss } = softmaxCrossEntropy(network.forward(data.images), data.labels);',
        replace:
          '  const { loss, gradient } = softmaxCrossEntropy(network.forward(data.images), data.labels);\n  network.backward(gradient);',
      },
    ],
    says: '`evaluateOn` calls `backward`. To measure is to look at the answers only: no gradient, no step.',
  },
  {
    id: 'numbers-not-copied',
    believed: 'Keeping the matrices keeps their numbers.',
    edits: [{ find: `      ${KEEP}`, replace: `      kept = parameters.map(({ value }) => value.data);\n    }` }],
    says: 'At the end your network has the parameters of its last epoch. Either nothing is put back, or you kept the arrays of the network itself, which training goes on to change. Keep copies at each new best, and write them back at the end.',
  },
  {
    id: 'keeps-the-start',
    believed: 'The copy that is there is the best one.',
    edits: [
      {
        find: 'let kept: Float32Array[] = [];',
        replace: 'const kept = parameters.map(({ value }) => value.data.slice());',
      },
      { find: `      ${KEEP}`, replace: '    }' },
    ],
    says: 'At the end you put the numbers back that the network began with. They were kept before the first epoch: keep new ones at each new best.',
  },
  {
    id: 'put-back-only-when-stopped-early',
    believed: 'When all epochs were needed, the last one is the best.',
    edits: [
      { find: BACK, replace: '' },
      {
        find: '      break;\n',
        replace: '      kept.forEach((numbers, i) => parameters[i].value.data.set(numbers));\n      break;\n',
      },
    ],
    says: 'You put the best parameters back only where the patience has run out. After the last epoch, the best one may lie back as well.',
  },
  {
    id: 'new-matrices',
    believed: 'A parameter’s value can be replaced.',
    edits: [
      {
        find: 'import type { Network } from',
        replace: "import { Matrix } from '../3-complete-network/matrix.ts';\nimport type { Network } from",
      },
      {
        find: BACK,
        replace:
          '  kept.forEach((numbers, i) => {\n    const { rows, cols } = parameters[i].value;\n    parameters[i].value = new Matrix(rows, cols, numbers);\n  });',
      },
    ],
    says: 'You put new matrices in the place of the old ones. The layers hold on to the old ones, so for them nothing has changed: write the numbers into the matrices that are there.',
  },
  {
    id: 'tie-is-best',
    believed: 'As good as the best is a new best.',
    edits: [{ find: 'if (validationLoss < lowest) {', replace: 'if (validationLoss <= lowest) {' }],
    says: 'You take an equal loss for a new best. What is only as good as before has brought nothing, and the waiting goes on.',
  },
  {
    id: 'nan-is-best',
    believed: 'What is not worse is better.',
    edits: [
      {
        find: 'if (validationLoss < lowest) {',
        replace: 'if (!(validationLoss >= lowest)) {',
      },
    ],
    says: 'You take a loss of NaN for a new best. Every comparison with NaN is false, so “not worse” is true of it. Ask whether it is lower.',
  },
  {
    id: 'compared-with-the-last',
    believed: 'It gets better when the loss is lower than in the epoch before.',
    edits: [
      {
        find: '      best = epoch;\n      lowest = validationLoss;\n      kept = parameters.map(({ value }) => value.data.slice());\n    }\n',
        replace:
          '      best = epoch;\n      kept = parameters.map(({ value }) => value.data.slice());\n    }\n    lowest = validationLoss;\n',
      },
    ],
    says: 'You compare with the epoch before. After a bad epoch, a loss can fall and still be above the lowest one: that is no new best.',
  },
  {
    id: 'patience-never-renewed',
    believed: 'patience is how many bad epochs there may be in all.',
    edits: [
      { find: '  let lowest = Infinity;\n', replace: '  let lowest = Infinity;\n  let bad = 0;\n' },
      {
        find: '      lowest = validationLoss;\n      kept',
        replace: '      lowest = validationLoss;\n      bad--;\n      kept',
      },
      { find: '    if (epoch - best >= patience) {', replace: '    bad++;\n    if (bad >= patience) {' },
    ],
    says: 'You count all epochs without a new best. Only those since the best one count: with each new best, the waiting begins again.',
  },
  {
    id: 'one-epoch-too-long',
    believed: 'It stops when the patience is used up, in the next epoch.',
    edits: [{ find: 'if (epoch - best >= patience) {', replace: 'if (epoch - best > patience) {' }],
    says: 'You stop one epoch late. With patience 2 and the best epoch 4, the epochs 5 and 6 are the two that are waited for, and 6 is the last.',
  },
  {
    id: 'never-stops',
    believed: 'Keeping the best is enough.',
    edits: [{ find: WAIT, replace: '' }],
    says: 'Your training goes on to its last epoch, however long there has been no new best. Where is the end of the loop?',
  },
  {
    id: 'by-the-training-loss',
    believed: 'The best epoch is the one with the lowest loss.',
    edits: [
      { find: 'if (validationLoss < lowest) {', replace: 'if (trainingLoss < lowest) {' },
      { find: 'lowest = validationLoss;', replace: 'lowest = trainingLoss;' },
    ],
    says: 'You choose the best epoch by the training loss. It falls as long as the network learns its images by heart: choose by the images that it has not seen.',
  },
  {
    id: 'measured-on-training-images',
    believed: 'The loss after the epoch is measured on the images of the epoch.',
    edits: [{ find: 'evaluateOn(network, validation)', replace: 'evaluateOn(network, training)' }],
    says: 'Your `validationLoss` is measured on the training images. Those the network has seen: take `validation`.',
  },
  {
    id: 'measured-before-the-epoch',
    believed: 'The loss is measured before the step, as in training.',
    edits: [
      {
        find: '    const count = training.labels.length;\n',
        replace:
          '    const count = training.labels.length;\n    const before = evaluateOn(network, validation).loss;\n',
      },
      {
        find: '    validationLoss = evaluateOn(network, validation).loss;\n    if',
        replace: '    validationLoss = before;\n    if',
      },
    ],
    says: 'Your `validationLoss` is that from before the epoch. What is kept as the best is then another network than the one that was measured.',
  },
  {
    id: 'mean-of-batches',
    believed: 'The mean over the images is the mean over the batches.',
    edits: [
      {
        find: '      trainingLoss += (loss * size) / count;',
        replace: '      trainingLoss += loss / Math.ceil(count / batchSize);',
      },
    ],
    says: 'In your mean, each batch counts the same. The last batch may have fewer images, and then it counts less: multiply each loss by the number of its images.',
  },
  {
    id: 'last-batch-only',
    believed: 'The loss of an epoch is the loss at its end.',
    edits: [{ find: '      trainingLoss += (loss * size) / count;', replace: '      trainingLoss = loss;' }],
    says: 'Your `trainingLoss` is the loss of the last batch only. It is the mean over all images of the epoch.',
  },
  {
    id: 'all-epochs-at-once',
    believed: 'train is told how many epochs there are.',
    edits: [{ find: 'epochs: 1, batchSize, random })', replace: 'epochs, batchSize, random })' }],
    says: 'In each of your epochs, `train` goes through all the epochs that there are. It is to go through one, then you measure.',
  },
]);
