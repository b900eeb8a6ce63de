import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'relu-skipped',
    believed: 'Slopes go back from layer to layer.',
    edits: [{ find: 'reluGradient(pass.hiddenInput, output.input);', replace: 'output.input;' }],
    says: 'Your slopes walk from the output layer straight into the hidden layer. On the way there was a bend between them, and neurons that were off pass nothing back.',
  },
  {
    id: 'relu-of-slopes',
    believed: 'ReLU stops the negative slopes.',
    edits: [
      {
        find: 'reluGradient(pass.hiddenInput, output.input);',
        replace: 'output.input.map((slope) => Math.max(0, slope));',
      },
    ],
    says: 'You stop the negative slopes. What is stopped depends on the neuron: whether its `hiddenInput` was above 0 on the way there.',
  },
  {
    id: 'relu-wrong-way-round',
    believed: 'The first argument of reluGradient is the slope.',
    edits: [
      {
        find: 'reluGradient(pass.hiddenInput, output.input);',
        replace: 'reluGradient(output.input, pass.hiddenInput);',
      },
    ],
    says: 'The two arguments of `reluGradient` are exchanged: first what went into ReLU, then the slopes that arrive.',
  },
  {
    id: 'times-hidden-output',
    believed: 'Going back through ReLU multiplies by its output.',
    edits: [
      {
        find: 'reluGradient(pass.hiddenInput, output.input);',
        replace: 'output.input.map((slope, h) => slope * pass.hiddenOutput[h]);',
      },
    ],
    says: 'Going back through ReLU, you multiply by what came out of it. The chain rule multiplies by its slope, which is 1 for a neuron that is awake.',
  },
  {
    id: 'hidden-input-for-output-weights',
    believed: 'The output layer worked with hiddenInput.',
    edits: [{ find: 'layerGradient(pass.hiddenOutput,', replace: 'layerGradient(pass.hiddenInput,' }],
    says: 'For the weights of the output layer you use the numbers from before ReLU. That layer worked with what came out of ReLU.',
  },
  {
    id: 'computed-again',
    believed: 'It is safer to do the forward pass again.',
    edits: [
      {
        find: '  const output = layerGradient(pass.hiddenOutput,',
        replace:
          '  const hiddenInput = network.hidden.bias.map((b, j) => x.reduce((sum, value, i) => sum + value * network.hidden.weights[i][j], b));\n  pass = { ...pass, hiddenInput, hiddenOutput: hiddenInput.map((z) => Math.max(0, z)) };\n  const output = layerGradient(pass.hiddenOutput,',
      },
    ],
    says: 'You do the forward pass again. Its stations are given to you in `pass`: that is what they were written down for, and half of the work is saved.',
  },
  {
    id: 'output-slopes-left-out',
    believed: 'What goes back from the output layer is its weights.',
    edits: [
      {
        find: 'reluGradient(pass.hiddenInput, output.input);',
        replace:
          'reluGradient(\n    pass.hiddenInput,\n    network.output.weights.map((row) => row.reduce((sum, weight) => sum + weight, 0)),\n  );',
      },
    ],
    says: 'The slopes in `outputGradient` do not reach your hidden layer, only the weights do. Each hidden neuron gets weight × slope, added up over the outputs.',
  },
  {
    id: 'hidden-from-hidden-output',
    believed: 'The hidden layer is the one with hiddenOutput.',
    edits: [
      {
        find: 'layerGradient(x, network.hidden.weights,',
        replace: 'layerGradient(pass.hiddenOutput, network.hidden.weights,',
      },
    ],
    says: 'For the weights of the hidden layer you use the hidden numbers. That layer worked with the example itself, x.',
  },
  {
    id: 'downhill-already',
    believed: 'Gradient descent goes down, so the gradient has a minus.',
    edits: [
      {
        find: 'layerGradient(pass.hiddenOutput, network.output.weights, outputGradient)',
        replace:
          'layerGradient(\n    pass.hiddenOutput,\n    network.output.weights,\n    outputGradient.map((slope) => -slope),\n  )',
      },
    ],
    says: 'All your slopes have the wrong sign. The gradient points uphill; the minus belongs to the step that goes downhill, and comes later.',
  },
  {
    id: 'hidden-bias-without-relu',
    believed: 'Biases do not pass through ReLU.',
    edits: [{ find: 'bias: hidden.bias }', replace: 'bias: output.input }' }],
    says: 'The slopes of your hidden biases are those from behind ReLU. The hidden bias is added before ReLU, so its slope has to come through it as well.',
  },
  {
    id: 'hidden-not-trained',
    believed: 'Only the output layer has a right answer to learn from.',
    edits: [
      {
        find: 'hidden: { weights: hidden.weights, bias: hidden.bias }',
        replace: 'hidden: { weights: hidden.weights.map((row) => row.map(() => 0)), bias: hidden.bias.map(() => 0) }',
      },
    ],
    says: 'Your hidden layer gets only zeros. Its neurons are to blame, too: each one by as much as the output layer listens to it.',
  },
  {
    id: 'output-bias-as-slopes',
    believed: 'What goes back into the hidden layer is the bias of the output.',
    edits: [
      {
        find: 'reluGradient(pass.hiddenInput, output.input);',
        replace:
          'reluGradient(\n    pass.hiddenInput,\n    network.output.weights.map((row) => row.reduce((sum, weight, j) => sum + weight * network.output.bias[j], 0)),\n  );',
      },
    ],
    says: 'The slopes of the hidden layer are computed with the biases of the output layer. What goes back through its weights are the slopes in `outputGradient`.',
  },
  {
    id: 'weights-of-output-for-hidden',
    believed: 'The slopes go back through the output weights once more.',
    edits: [{ find: 'layerGradient(x, network.hidden.weights,', replace: 'layerGradient(x, network.output.weights,' }],
    says: 'You call `layerGradient` for the hidden layer with the weights of the output layer. Each layer has its own.',
  },
  {
    id: 'bias-slopes-as-upstream',
    believed: 'The slopes of the biases are handed on.',
    edits: [
      {
        find: 'reluGradient(pass.hiddenInput, output.input);',
        replace: 'reluGradient(pass.hiddenInput, output.bias);',
      },
    ],
    says: 'You hand the slopes of the output biases on. What goes on to the layer before are the slopes of the output layer’s inputs.',
  },
  {
    id: 'layers-exchanged',
    believed: 'The way back ends with the output.',
    edits: [
      {
        find: 'hidden: { weights: hidden.weights, bias: hidden.bias },\n    output: { weights: output.weights, bias: output.bias },',
        replace:
          'hidden: { weights: output.weights, bias: output.bias },\n    output: { weights: hidden.weights, bias: hidden.bias },',
      },
    ],
    says: 'The slopes of your two layers have each other’s names. Each slope stands where its weight stands in the network.',
  },
  {
    id: 'relu-of-output',
    believed: 'The slopes are stopped behind the output layer.',
    edits: [
      {
        find: 'network.output.weights, outputGradient);',
        replace: 'network.output.weights, outputGradient.map((slope, j) => (pass.output[j] > 0 ? slope : 0)));',
      },
    ],
    says: 'You stop slopes where an output is below 0. There is no ReLU behind the output layer: all slopes in `outputGradient` count.',
  },
]);
