import { mistakes } from 'kit';

const COUNT = '    let asleep = 0;\n';
const LOSSES_AGREE = 'losses.every((loss) => loss <= losses[0])';

export default mistakes([
  {
    id: 'loss-after-the-step',
    believed: 'The loss of a step is the one that it leads to.',
    edits: [
      { find: '    losses.push(loss);\n', replace: '' },
      { find: '    const { loss, gradient } = softmax', replace: '    const { gradient } = softmax' },
      {
        find: '        value.data[i] -= learningRate * slope.data[i];\n      }\n    }\n',
        replace:
          '        value.data[i] -= learningRate * slope.data[i];\n      }\n    }\n    losses.push(softmaxCrossEntropy(network.forward(batch.images), batch.labels).loss);\n',
      },
    ],
    says: 'Your losses are those after each step. The first one is to be the loss of the network as it came, before anything has moved.',
  },
  {
    id: 'one-step-more',
    believed: 'The loss at the end belongs to the list as well.',
    edits: [{ find: 'for (let step = 0; step < steps; step++)', replace: 'for (let step = 0; step <= steps; step++)' }],
    says: 'You take one step more than you are told, and give one loss more. A count from 0 ends before `steps`.',
  },
  {
    id: 'uphill',
    believed: 'The gradient points the way to go.',
    edits: [
      {
        find: 'value.data[i] -= learningRate * slope.data[i];',
        replace: 'value.data[i] += learningRate * slope.data[i];',
      },
    ],
    says: 'Your steps go up the slope. The gradient says in which direction the loss rises: a step goes against it.',
  },
  {
    id: 'no-backward',
    believed: 'The gradients are there after forward.',
    edits: [{ find: '    network.backward(gradient);\n', replace: '' }],
    says: 'The gradients of your network are never set, so no number moves and all losses are the same. What sets them, from the gradient of the loss?',
  },
  {
    id: 'stops-at-nan',
    believed: 'After NaN there is nothing more to see.',
    edits: [
      { find: '    losses.push(loss);\n', replace: '    if (Number.isNaN(loss)) break;\n    losses.push(loss);\n' },
    ],
    says: 'Your list ends where the loss becomes NaN. NaN is a finding, too: the list is to have a number for each step.',
  },
  {
    id: 'share-of-zeros',
    believed: 'The share of sleeping neurons is the share of zeros.',
    edits: [
      {
        find: COUNT,
        replace: '    let asleep = 0;\n      const zeros = output.data.filter((value) => value === 0).length;\n',
      },
      { find: 'shares.push(asleep / output.cols);', replace: 'shares.push(zeros / output.data.length);' },
    ],
    says: 'Your share is that of all zeros. About half of the outputs of a healthy layer are 0: only a neuron that is 0 for every image is asleep.',
  },
  {
    id: 'asleep-for-one-image',
    believed: 'A neuron that is 0 is asleep.',
    edits: [
      { find: 'let isAwake = false;', replace: 'let isAwake = true;' },
      {
        find: '          if (output.get(image, neuron) > 0) {\n            isAwake = true;',
        replace: '          if (output.get(image, neuron) <= 0) {\n            isAwake = false;',
      },
    ],
    says: 'You count a neuron as asleep when it is 0 for one image. It is asleep when it is 0 for all of them; one image is enough to wake it.',
  },
  {
    id: 'first-image-only',
    believed: 'One image shows which neurons are at work.',
    edits: [{ find: 'image < output.rows; image++', replace: 'image < 1; image++' }],
    says: 'You look at the first image only. A neuron that is 0 there may be at work for another image: go through all rows.',
  },
  {
    id: 'awake-share',
    believed: 'The share is that of the neurons that work.',
    edits: [{ find: 'shares.push(asleep / output.cols);', replace: 'shares.push(1 - asleep / output.cols);' }],
    says: 'Your share is that of the neurons that are awake. It should be that of those that sleep.',
  },
  {
    id: 'images-that-sleep',
    believed: 'A row is a neuron.',
    edits: [
      { find: 'neuron < output.cols; neuron++', replace: 'neuron < output.rows; neuron++' },
      { find: 'image < output.rows; image++', replace: 'image < output.cols; image++' },
      { find: 'output.get(image, neuron) > 0', replace: 'output.get(neuron, image) > 0' },
      { find: 'shares.push(asleep / output.cols);', replace: 'shares.push(asleep / output.rows);' },
    ],
    says: 'You go through the rows, and a row is an image. A neuron is a column: its outputs for all the images stand below each other.',
  },
  {
    id: 'every-layer-counted',
    believed: 'Each layer has neurons that may sleep.',
    edits: [
      {
        find: '    if (layer instanceof ReLU) {',
        replace: '    if (layer instanceof ReLU || layer instanceof Dense) {',
      },
    ],
    says: 'Your list has a share for each layer. Only behind a `ReLU` does 0 mean asleep: the output of a `Dense` may be below 0 and awake.',
  },
  {
    id: 'bytes-in-the-first-image',
    believed: 'If one image is scaled, all are.',
    edits: [
      {
        find: 'data.images.data.some((pixel) => pixel > 1)',
        replace: 'data.images.data.subarray(0, data.images.cols).some((pixel) => pixel > 1)',
      },
    ],
    says: 'You look for large pixels in the first image only. It may be dark, and the others are not: look at all images.',
  },
  {
    id: 'one-is-too-large',
    believed: 'Scaled pixels are below 1.',
    edits: [{ find: '(pixel) => pixel > 1', replace: '(pixel) => pixel >= 1' }],
    says: 'You take a pixel of 1 for not scaled. White is 1 after scaling; only what is above 1 tells of bytes.',
  },
  {
    id: 'first-row-only',
    believed: 'Neurons that begin with the same weight are equal.',
    edits: [
      { find: 'weights.every((weight, i) => weight', replace: 'weights.subarray(0, cols).every((weight, i) => weight' },
    ],
    says: 'You compare only the first weight of each neuron. Neurons are equal when all their weights are: compare each row of the matrix.',
  },
  {
    id: 'equal-in-one-layer',
    believed: 'One layer of equal neurons is enough for the fault.',
    edits: [{ find: 'dense.slice(0, -1).every(', replace: 'dense.slice(0, -1).some(' }],
    says: 'One hidden layer with equal neurons is a fault for you. Where another one was drawn at random, its neurons part: ask whether they are equal in all the hidden layers.',
  },
  {
    id: 'zeros-are-equal',
    believed: 'Zeros are equal numbers like any others.',
    edits: [{ find: ' && weights.some((weight) => weight !== 0);', replace: ';' }],
    says: 'You call a layer of zeros equal. Behind its ReLU there is 0 for every image, so it is another fault: equal weights count only where they are not 0.',
  },
  {
    id: 'output-layer-counted',
    believed: 'Equal neurons are a fault in every layer.',
    edits: [{ find: 'dense.slice(0, -1).every(', replace: 'dense.every(' }],
    says: 'You ask for equal neurons in the last layer, too. There each neuron has a class of its own, so they part in the first step; only the hidden layers count.',
  },
  {
    id: 'any-sleeper',
    believed: 'A single sleeping neuron is a fault.',
    edits: [{ find: '(share) => share >= 0.9', replace: '(share) => share > 0' }],
    says: 'You call a network ill when a single neuron sleeps. The others can do its work: it is a fault from 9 of 10 neurons on.',
  },
  {
    id: 'above-nine-of-ten',
    believed: '“At least” means more than.',
    edits: [{ find: '(share) => share >= 0.9', replace: '(share) => share > 0.9' }],
    says: 'Exactly 9 of 10 sleeping neurons are no fault for you. “At least 9 of 10” includes 9 of 10.',
  },
  {
    id: 'first-relu-only',
    believed: 'If neurons sleep, they do so in the first layer.',
    edits: [
      {
        find: 'sleepers(layers, data.images).some((share) => share >= 0.9)',
        replace: 'sleepers(layers, data.images)[0] >= 0.9',
      },
    ],
    says: 'You look at the first ReLU only. Neurons can fall asleep in any hidden layer: look at all shares.',
  },
  {
    id: 'labels-by-heart',
    believed: 'A network cannot learn labels that do not fit.',
    edits: [{ find: "  if (agreeing / count < 0.4) {\n    return 'labels-do-not-fit';\n  }\n", replace: '' }],
    says: 'You do not find labels that belong to other images. A network learns twenty of them by heart as well as right ones, so the losses show nothing: ask whether images that are alike have the same label.',
  },
  {
    id: 'nan-is-healthy',
    believed: 'NaN is not above the first loss.',
    edits: [{ find: LOSSES_AGREE, replace: '!losses.some((loss) => loss > losses[0])' }],
    says: 'You miss a loss of NaN. Every comparison with NaN is false, so “is it above the first one?” says no. Ask whether all losses are at most the first one.',
  },
  {
    id: 'steps-first',
    believed: 'The order of the tests does not matter.',
    edits: [
      {
        find: "  if (data.images.data.some((pixel) => pixel > 1)) {\n    return 'inputs-not-scaled';\n  }\n",
        replace: '',
      },
      {
        find: `  return ${LOSSES_AGREE} ? 'healthy' : 'steps-too-large';`,
        replace: `  if (!${LOSSES_AGREE}) return 'steps-too-large';\n  return data.images.data.some((pixel) => pixel > 1) ? 'inputs-not-scaled' : 'healthy';`,
      },
    ],
    says: 'You test the steps before the pixels. With bytes, any step is too large, and the cause is the bytes: test the inputs first.',
  },
  {
    id: 'kept-without-copy',
    believed: 'Keeping the arrays keeps the numbers.',
    edits: [{ find: '({ value }) => value.data.slice());', replace: '({ value }) => value.data);' }],
    says: 'Your patient has other weights after the examination: the last test trains it. Either nothing is put back, or you kept the arrays of the patient itself, which the test changes. Keep copies before the test, and write them back.',
  },
  {
    id: 'scales-the-patient',
    believed: 'Pixels that are too large can be scaled on the way.',
    edits: [
      {
        find: '  const count = Math.min(data.images.rows, 200);\n',
        replace:
          '  const largest = Math.max(...data.images.data);\n  data.images.data.forEach((pixel, i, all) => (all[i] = pixel / (largest + 1)));\n  const count = Math.min(data.images.rows, 200);\n',
      },
    ],
    says: 'You change the images of the patient. An examination leaves everything as it was: to scale is the cure, and comes later.',
  },
]);
