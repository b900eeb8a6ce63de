import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'every-layer-gets-x',
    believed: 'Each layer looks at the input.',
    edits: [{ find: 'output = layer.forward(output);', replace: 'output = layer.forward(x);' }],
    says: 'Every layer got the input of the network. Each takes what the layer before it has handed on.',
  },
  {
    id: 'every-layer-gets-upstream',
    believed: 'The complaint goes to every layer.',
    edits: [
      {
        find: 'gradient = this.layers[i].backward(gradient);',
        replace: 'gradient = this.layers[i].backward(upstream);',
      },
    ],
    says: 'Every layer got the gradient of the output. Each takes what the layer behind it has handed back.',
    family: 'every-layer-gets-upstream',
  },
  {
    id: 'backward-from-the-first',
    believed: 'The layers are always visited from first to last.',
    edits: [
      {
        find: 'for (let i = this.layers.length - 1; i >= 0; i--) {',
        replace: 'for (let i = 0; i < this.layers.length; i++) {',
      },
    ],
    says: 'The gradient went in at the first layer. The complaint comes from the end of the line: who stands there?',
  },
  {
    id: 'turns-the-list-around',
    believed: 'reverse() gives the list in the other order.',
    edits: [
      {
        find: '    for (let i = this.layers.length - 1; i >= 0; i--) {\n      gradient = this.layers[i].backward(gradient);\n    }',
        replace: '    for (const layer of this.layers.reverse()) {\n      gradient = layer.backward(gradient);\n    }',
      },
    ],
    says: 'The first pass is right, and afterwards the layers stand in the wrong order: `reverse` turns the list itself around. Walk down an index, or use a copy.',
  },
  {
    id: 'leaves-out-the-first-layer',
    believed: 'The gradient of the input is not needed, so the first layer can be left out.',
    edits: [{ find: 'i >= 0; i--', replace: 'i > 0; i--' }],
    says: 'The loop stops before the first layer, so its weights never get a gradient. Index 0 is a layer, too.',
  },
  {
    id: 'returns-upstream',
    believed: 'What backward returns is not used anyway.',
    edits: [{ find: '    return gradient;\n', replace: '    return upstream;\n' }],
    says: 'You return the gradient of the output. The network promises the gradient of its input, which is what the first layer handed back.',
  },
  {
    id: 'list-of-lists',
    believed: 'map collects the parameters.',
    edits: [
      {
        find: 'this.layers.flatMap((layer) => layer.parameters())',
        replace: 'this.layers.map((layer) => layer.parameters()) as unknown as Parameter[]',
      },
    ],
    says: 'This is a list with one list for each layer. Training goes over one flat list of parameters.',
  },
  {
    id: 'parameters-from-the-last',
    believed: 'The order of the parameters does not matter.',
    edits: [
      {
        find: 'this.layers.flatMap((layer) => layer.parameters())',
        replace: 'this.layers.toReversed().flatMap((layer) => layer.parameters())',
      },
    ],
    says: 'The parameters of the last layer come first. They stand in the order of the layers.',
  },
  {
    id: 'copies-of-parameters',
    believed: 'A list of new objects is safer.',
    edits: [
      {
        find: 'this.layers.flatMap((layer) => layer.parameters())',
        replace: 'this.layers.flatMap((layer) => layer.parameters().map((parameter) => ({ ...parameter })))',
      },
    ],
    says: 'You hand out copies of the parameters, which do not see later gradients. Hand out the objects that the layers themselves keep.',
  },
  {
    id: 'relu-after-the-last',
    believed: 'Every dense layer is followed by a ReLU.',
    edits: [
      { find: '    if (i > 1) {\n      layers.push(new ReLU());\n    }\n', replace: '' },
      { find: 'Matrix.zeros(1, sizes[i])));', replace: 'Matrix.zeros(1, sizes[i])), new ReLU());' },
    ],
    says: 'No output is negative: there is a ReLU behind the last layer. Logits must be free to be negative, or the network cannot speak against a class.',
  },
  {
    id: 'no-relu',
    believed: 'A network is a list of dense layers.',
    edits: [{ find: '    if (i > 1) {\n      layers.push(new ReLU());\n    }\n', replace: '' }],
    says: 'There is no ReLU between the dense layers, so together they can do no more than one of them.',
  },
  {
    id: 'relu-before-the-first',
    believed: 'A ReLU stands before each dense layer.',
    edits: [
      { find: '    if (i > 1) {\n      layers.push(new ReLU());\n    }\n', replace: '    layers.push(new ReLU());\n' },
    ],
    says: 'The input itself goes through a ReLU first, and loses its negative numbers. The ReLUs stand between dense layers.',
  },
  {
    id: 'one-relu-for-all',
    believed: 'ReLU has no weights, so one object can stand in all places.',
    edits: [
      {
        find: '  const layers: Layer[] = [];\n',
        replace: '  const layers: Layer[] = [];\n  const relu = new ReLU();\n',
      },
      { find: 'layers.push(new ReLU());', replace: 'layers.push(relu);' },
    ],
    says: 'One ReLU object stands in several places, and it remembers only its last input. Each place needs its own.',
  },
  {
    id: 'random-biases',
    believed: 'Biases need a random start, too.',
    edits: [{ find: 'Matrix.zeros(1, sizes[i])', replace: 'heWeights(1, sizes[i], random)' }],
    says: 'Your biases start at random numbers. The weights already make the neurons differ; the biases start at 0.',
    family: 'random-biases',
  },
  {
    id: 'zero-weights',
    believed: 'Learning starts from zero.',
    edits: [{ find: 'heWeights(sizes[i - 1], sizes[i], random)', replace: 'Matrix.zeros(sizes[i - 1], sizes[i])' }],
    says: 'All weights are 0. Then all neurons of a layer are the same, and no gradient gets through. Use the weights of lesson 3.6.',
  },
  {
    id: 'sizes-exchanged',
    believed: 'First the neurons of the layer, then its inputs.',
    edits: [
      { find: 'heWeights(sizes[i - 1], sizes[i], random)', replace: 'heWeights(sizes[i], sizes[i - 1], random)' },
    ],
    says: 'Rows and columns of the weights are exchanged. The rows are the inputs, which is the size before.',
  },
  {
    id: 'bias-from-he-weights',
    believed: 'Everything that is learned starts with `heWeights`.',
    edits: [{ find: 'Matrix.zeros(1, sizes[i])', replace: 'heWeights(1, sizes[i], random)' }],
    says: 'Your biases start at random numbers. The weights already make the neurons differ; the biases start at 0.',
    family: 'random-biases',
  },
  {
    id: 'returns-first-output',
    believed: 'A `return` in the loop gives back what the loop has found.',
    edits: [
      {
        find: '      output = layer.forward(output);',
        replace: '      return layer.forward(output);',
      },
    ],
    says: 'Only the first layer was asked: the function returns inside its loop.',
  },
  {
    id: 'one-bias-for-all',
    believed: 'All biases start at 0, so they can be one matrix.',
    edits: [
      {
        find: '  const layers: Layer[] = [];',
        replace:
          '  const layers: Layer[] = [];\n  const zeros = new Map<number, Matrix>();\n  for (const size of sizes) zeros.set(size, Matrix.zeros(1, size));',
      },
      { find: 'Matrix.zeros(1, sizes[i])', replace: 'zeros.get(sizes[i])!' },
    ],
    says: 'Layers of the same width share one bias matrix, so a step of one changes the other. Make a new one for each.',
  },
  {
    id: 'one-layer-too-few',
    believed: 'The last index is the length minus 1, so the loop ends before it.',
    edits: [{ find: 'i < sizes.length;', replace: 'i < sizes.length - 1;' }],
    says: 'The last dense layer is missing. Compare the last index that your loop reaches with the last one that there is.',
  },
  {
    id: 'returns-its-input',
    believed: 'What came in is what goes out.',
    edits: [{ find: '    return output;', replace: '    return x;' }],
    says: 'Your network gives back the very matrix that it was given. Which variable holds what the last layer returned?',
  },
  {
    id: 'result-of-backward-not-kept',
    believed: 'Calling `backward` of each layer is all it takes.',
    edits: [{ find: 'gradient = this.layers[i].backward(gradient);', replace: 'this.layers[i].backward(gradient);' }],
    says: 'Every layer got the gradient of the output, because what `backward` of a layer returns is not kept. It is what the layer before it needs.',
    family: 'every-layer-gets-upstream',
  },
  {
    id: 'result-of-forward-not-kept',
    believed: 'Calling `forward` of each layer is all it takes.',
    edits: [{ find: 'output = layer.forward(output);', replace: 'layer.forward(output);' }],
    says: 'Your network gives back the very matrix that it was given, because what `forward` of a layer returns is not kept.',
  },
]);
