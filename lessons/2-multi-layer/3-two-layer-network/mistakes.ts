import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'no-relu',
    believed: 'Two layers are more than one, with or without a bend.',
    edits: [{ find: 'relu(hiddenInput);', replace: 'hiddenInput.slice();' }],
    says: 'Nothing is stopped between your two layers. Without the bend, two layers are one linear model, which cannot solve the lamp.',
  },
  {
    id: 'output-from-hidden-input',
    believed: 'The output layer takes what the hidden layer gives.',
    edits: [
      { find: 'layer(hiddenOutput, network.output.weights', replace: 'layer(hiddenInput, network.output.weights' },
    ],
    says: 'Your `hiddenOutput` is right, but the output layer does not get it: it works with the numbers from before ReLU.',
  },
  {
    id: 'hidden-input-after-relu',
    believed: 'Only the result of ReLU is needed later.',
    edits: [
      {
        find: 'return { hiddenInput, hiddenOutput, output };',
        replace: 'return { hiddenInput: hiddenOutput, hiddenOutput, output };',
      },
    ],
    says: 'Your `hiddenInput` has been through ReLU already. It keeps the numbers from before, negative ones included.',
  },
  {
    id: 'stations-swapped',
    believed: 'What comes out of the layer is the hidden output, what goes into the next layer is its input.',
    edits: [
      {
        find: 'return { hiddenInput, hiddenOutput, output };',
        replace: 'return { hiddenInput: hiddenOutput, hiddenOutput: hiddenInput, output };',
      },
    ],
    says: 'Your two stations have each other’s names. Input and output are those of ReLU: `hiddenInput` goes into it, `hiddenOutput` comes out.',
  },
  {
    id: 'relu-on-output',
    believed: 'Every layer is followed by ReLU.',
    edits: [
      {
        find: 'const output = layer(hiddenOutput, network.output.weights, network.output.bias);',
        replace: 'const output = relu(layer(hiddenOutput, network.output.weights, network.output.bias));',
      },
    ],
    says: 'There is a ReLU behind your last layer. A network has to be able to say “no” with a negative number; the bend stands between the layers only.',
  },
  {
    id: 'sigmoid-on-output',
    believed: 'A classifier answers with a probability.',
    edits: [
      {
        find: 'const output = layer(hiddenOutput, network.output.weights, network.output.bias);',
        replace:
          'const output = layer(hiddenOutput, network.output.weights, network.output.bias).map((z) => 1 / (1 + Math.exp(-z)));',
      },
    ],
    says: 'Your last numbers have been through the sigmoid. Here the network ends with the plain numbers of its last layer; turning them into probabilities comes in lesson 2.5.',
  },
  {
    id: 'sigmoid-inside',
    believed: 'The activation function is the sigmoid.',
    edits: [{ find: 'relu(hiddenInput);', replace: 'hiddenInput.map((z) => 1 / (1 + Math.exp(-z)));' }],
    says: 'You bend with the sigmoid. Networks were built like this for a long time; this one uses ReLU.',
  },
  {
    id: 'relu-before-layer',
    believed: 'ReLU comes first, then the layer.',
    edits: [
      { find: 'layer(x, network.hidden.weights', replace: 'layer(relu(x), network.hidden.weights' },
      { find: 'relu(hiddenInput);', replace: 'hiddenInput.slice();' },
    ],
    says: 'You put ReLU before the hidden layer. It stands behind it, between the two layers.',
  },
  {
    id: 'hidden-bias-forgotten',
    believed: 'Only the output layer has a bias.',
    edits: [{ find: 'network.hidden.bias)', replace: 'network.hidden.bias.map(() => 0))' }],
    says: 'The biases of the hidden layer are missing. They decide at which point each hidden neuron wakes up.',
  },
  {
    id: 'hidden-layer-twice',
    believed: 'The same weights are used in both layers.',
    edits: [
      {
        find: 'layer(hiddenOutput, network.output.weights, network.output.bias)',
        replace: 'layer(hiddenOutput, network.hidden.weights, network.hidden.bias)',
      },
    ],
    says: 'Your second layer uses the weights of the hidden layer again. It has weights of its own, in `network.output`.',
  },
  {
    id: 'output-layer-sees-inputs',
    believed: 'Both layers look at the example.',
    edits: [{ find: 'layer(hiddenOutput, network.output.weights', replace: 'layer(x, network.output.weights' }],
    says: 'Your output layer gets the example itself. Only the hidden layer looks at the example; the output layer looks at the hidden neurons.',
  },
  {
    id: 'hidden-output-is-hidden-input',
    believed: 'ReLU can be applied in place.',
    edits: [
      {
        find: 'relu(hiddenInput);',
        replace: 'relu(hiddenInput);\n  hiddenOutput.forEach((value, i) => (hiddenInput[i] = value));',
      },
    ],
    says: 'Your `hiddenInput` has lost its negative numbers: it was changed after it was computed. Keep it as it came out of the layer.',
    family: 'hidden-input-after-relu',
  },
  {
    id: 'output-bias-forgotten',
    believed: 'Only the hidden layer has a bias.',
    edits: [{ find: 'network.output.bias)', replace: 'network.output.bias.map(() => 0))' }],
    says: 'The biases of the output layer are missing. They are what comes out when every hidden neuron is off.',
  },
  {
    id: 'hidden-bias-in-both',
    believed: 'There is one bias.',
    edits: [
      { find: 'network.output.weights, network.output.bias)', replace: 'network.output.weights, network.hidden.bias)' },
    ],
    says: 'Your output layer gets the biases of the hidden layer. It has biases of its own, in `network.output`.',
  },
  {
    id: 'output-as-number',
    believed: 'The lamp has one output, so the output is a number.',
    edits: [{ find: 'hiddenOutput, output }', replace: 'hiddenOutput, output: output[0] as never }' }],
    says: 'Your `output` is a number. A network may have more than one output, so it is an array, also when there is only one.',
  },
  {
    id: 'only-the-output',
    believed: 'What a network gives is its output.',
    edits: [{ find: 'return { hiddenInput, hiddenOutput, output };', replace: 'return output as never;' }],
    says: 'You return the last station alone. The way back, in lesson 2.4, needs all three: return an object that holds them under their names.',
  },
  {
    id: 'nothing-returned',
    believed: 'The last line is the result.',
    edits: [{ find: 'return { hiddenInput, hiddenOutput, output };', replace: 'return undefined as never;' }],
    says: 'Nothing comes back. Is there a `return` at the end of the function?',
  },
]);
