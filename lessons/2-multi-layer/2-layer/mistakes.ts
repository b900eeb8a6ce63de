import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'bias-forgotten',
    believed: 'The weights do all the work.',
    edits: [{ find: 'let sum = bias[j];', replace: 'let sum = 0;' }],
    says: 'The biases are missing: with all inputs at 0, every output would be 0. Each output starts from its own bias.',
  },
  {
    id: 'bias-for-each-input',
    believed: 'The bias belongs to the product, so it is added with each one.',
    edits: [
      { find: 'let sum = bias[j];', replace: 'let sum = 0;' },
      { find: 'sum += x[i] * weights[i][j];', replace: 'sum += x[i] * weights[i][j] + bias[j];' },
    ],
    says: 'You add the bias once for each input. Each output gets its bias once, however many inputs there are.',
  },
  {
    id: 'weights-transposed',
    believed: 'weights[j] holds the weights of output j.',
    edits: [{ find: 'x[i] * weights[i][j];', replace: 'x[i] * weights[j][i];' }],
    says: 'The two indices of the weights are exchanged. In this course the first one is the input and the second one the output; other books have it the other way round.',
    family: 'transposed',
  },
  {
    id: 'row-for-each-output',
    believed: 'weights has a row for each output.',
    edits: [
      { find: 'for (let j = 0; j < bias.length; j++) {', replace: 'for (let j = 0; j < weights.length; j++) {' },
      { find: 'x[i] * weights[i][j];', replace: 'x[i] * weights[j][i];' },
    ],
    says: 'You take a row of the weights for each output. In this course the outputs are the columns: `weights[i][j]` leads from input i to output j.',
    family: 'transposed',
  },
  {
    id: 'row-times-inputs',
    believed: 'Each output is a row of the weights times the inputs.',
    edits: [
      { find: 'for (let j = 0; j < bias.length; j++) {', replace: 'for (let j = 0; j < weights.length; j++) {' },
      {
        find: 'for (let i = 0; i < x.length; i++) {\n      sum',
        replace: 'for (let i = 0; i < weights[j].length; i++) {\n      sum',
      },
      { find: 'x[i] * weights[i][j];', replace: 'x[i] * weights[j][i];' },
    ],
    says: 'You take a row of the weights for each output. In this course the outputs are the columns: `weights[i][j]` leads from input i to output j.',
    family: 'transposed',
  },
  {
    id: 'relu-inside',
    believed: 'A layer ends with its activation function.',
    edits: [{ find: 'output.push(sum);', replace: 'output.push(Math.max(0, sum));' }],
    says: 'Your layer stops negative outputs. That is the job of the activation function, which is a step of its own and comes after the layer.',
  },
  {
    id: 'one-sum-for-all',
    believed: 'The sum starts once.',
    edits: [
      { find: 'const output: number[] = [];\n', replace: 'const output: number[] = [];\n  let sum = 0;\n' },
      { find: 'let sum = bias[j];', replace: 'sum += bias[j];' },
    ],
    says: 'Each output still contains the sum of the outputs before it. Every output starts again, from its own bias.',
  },
  {
    id: 'inputs-not-compared',
    believed: 'If something does not fit, JavaScript will say so.',
    edits: [
      {
        find: 'if (x.length !== weights.length) {\n    throw new Error(`layer: ',
        replace: 'if (false) {\n    throw new Error(`layer: ',
      },
    ],
    says: 'JavaScript goes on without an error: it leaves weights out, or meets `undefined` somewhere further on. Compare the number of inputs with the number of rows before you start.',
  },
  {
    id: 'biases-not-compared',
    believed: 'If the inputs fit, everything fits.',
    edits: [{ find: 'if (bias.length !== weights[0].length) {', replace: 'if (false) {' }],
    says: 'There is a second pair of sizes: the number of biases and the number of columns. When they differ, JavaScript goes on with wrong numbers.',
  },
  {
    id: 'error-without-sizes',
    believed: 'An error is an error.',
    edits: [
      { find: '`layer: ${x.length} inputs, but ${weights.length} rows of weights`', replace: "'wrong shape'" },
      { find: '`layer: ${bias.length} biases, but ${weights[0].length} columns of weights`', replace: "'wrong shape'" },
    ],
    says: 'Put both numbers into the text of the error. In a network with many layers, they tell you which two things met that do not fit.',
  },
  {
    id: 'gradient-transposed',
    believed: 'The gradient of the weights has a row for each output.',
    edits: [
      {
        find: '    gradient.weights.push(row);\n    gradient.input.push(sum);\n  }\n',
        replace:
          '    gradient.input.push(sum);\n  }\n  gradient.weights = upstream.map((slope) => x.map((value) => slope * value));\n',
      },
    ],
    says: 'Rows and columns are exchanged in your table of slopes. It has the shape of the weights, inputs × outputs, so that each slope stands where its weight stands.',
  },
  {
    id: 'gradient-of-weights-from-weights',
    believed: 'The slope of a weight is the weight times the upstream slope.',
    edits: [{ find: 'row.push(x[i] * upstream[j]);', replace: 'row.push(weights[i][j] * upstream[j]);' }],
    says: 'You multiply by the weight itself. When a weight is nudged, the output changes by the input that the weight is multiplied with.',
  },
  {
    id: 'gradient-of-input-from-input',
    believed: 'The slope of an input is the input times the upstream slopes.',
    edits: [{ find: 'sum += weights[i][j] * upstream[j];', replace: 'sum += x[i] * upstream[j];' }],
    says: 'You multiply the upstream slopes by the input itself. When an input is nudged, each output changes by the weight on the way to it.',
  },
  {
    id: 'gradient-of-input-without-upstream',
    believed: 'The slope of an input is the sum of its weights.',
    edits: [{ find: 'sum += weights[i][j] * upstream[j];', replace: 'sum += weights[i][j];' }],
    says: 'For the inputs you add up the weights alone. Each weight counts as much as the output at its end matters to the loss, and `upstream` says how much that is.',
  },
  {
    id: 'gradient-of-input-last-output',
    believed: 'One path is enough.',
    edits: [{ find: 'sum += weights[i][j] * upstream[j];', replace: 'sum = weights[i][j] * upstream[j];' }],
    says: 'Only the last output counts for your inputs. An input reaches the loss by every output, and the slopes of all these paths are added.',
  },
  {
    id: 'gradient-bias-for-each-input',
    believed: 'The bias collects a slope from each input.',
    edits: [
      {
        find: 'gradient.input.push(sum);\n  }\n',
        replace: 'gradient.input.push(sum);\n  }\n  gradient.bias = gradient.bias.map((slope) => slope * x.length);\n',
      },
    ],
    says: 'Your slope of the bias counts once for each input. The bias is added once for each output, so its slope is the upstream slope of that output, once.',
  },
  {
    id: 'gradient-bias-times-input',
    believed: 'The bias learns like a weight.',
    edits: [
      {
        find: 'bias: upstream.slice()',
        replace: 'bias: upstream.map((slope) => slope * x.reduce((sum, value) => sum + value, 0))',
      },
    ],
    says: 'There are inputs in your slope of the bias. The bias is multiplied with nothing, so a nudge of it reaches the output as it is.',
  },
  {
    id: 'gradient-is-a-mean',
    believed: 'Gradients are averaged over the outputs.',
    edits: [{ find: 'gradient.input.push(sum);', replace: 'gradient.input.push(sum / upstream.length);' }],
    says: 'You divide by the number of outputs. Averages are taken over examples; over the paths through one network, slopes are added.',
  },
  {
    id: 'gradient-sizes-not-compared',
    believed: 'The forward pass has compared everything already.',
    edits: [
      {
        find: 'if (x.length !== weights.length) {\n    throw new Error(`layerGradient: ',
        replace: 'if (false) {\n    throw new Error(`layerGradient: ',
      },
      { find: 'if (upstream.length !== weights[0].length) {', replace: 'if (false) {' },
    ],
    says: 'JavaScript goes on without an error when sizes do not fit. Compare x with the rows of the weights and `upstream` with their columns before you start.',
  },
  {
    id: 'last-input-only',
    believed: 'The loop collects the products by itself.',
    edits: [{ find: 'sum += x[i] * weights[i][j];', replace: 'sum = x[i] * weights[i][j];' }],
    says: 'Each output comes from the last input alone, and its bias is gone, too: every turn of the inner loop overwrites what was there. Which operator adds to it?',
  },
  {
    id: 'first-output-only',
    believed: 'The `return` belongs to the line above it.',
    edits: [{ find: 'output.push(sum);', replace: 'output.push(sum);\n    return output;' }],
    says: 'Only the first output comes back. Does your function return inside the loop, in its first round?',
  },
  {
    id: 'outputs-summed-inside',
    believed: 'Each product is an output.',
    edits: [
      { find: 'sum += x[i] * weights[i][j];', replace: 'sum += x[i] * weights[i][j];\n      output.push(sum);' },
      { find: '    output.push(sum);\n  }\n  return output;', replace: '  }\n  return output;' },
    ],
    says: 'There is an output for each pair of an input and an output. An output is complete when the inner loop has gone over all inputs.',
  },
  {
    id: 'gradient-indices-exchanged',
    believed: 'On the way back, the weights are read the other way round.',
    edits: [{ find: 'sum += weights[i][j] * upstream[j];', replace: 'sum += weights[j][i] * upstream[j];' }],
    says: 'For the inputs, the two indices of the weights are exchanged. Also on the way back, the first index is the input and the second one the output.',
  },
  {
    id: 'gradient-product-exchanged',
    believed: 'i and j are both there, in some order.',
    edits: [{ find: 'row.push(x[i] * upstream[j]);', replace: 'row.push(x[j] * upstream[i]);' }],
    says: 'For the weights, the two indices are exchanged: i counts the inputs and j the outputs. Which of your arrays has a number for each input?',
  },
  {
    id: 'one-row-for-all',
    believed: 'One row can be filled again and again.',
    edits: [
      {
        find: 'for (let i = 0; i < x.length; i++) {\n    const row: number[] = [];',
        replace: 'const row: number[] = [];\n  for (let i = 0; i < x.length; i++) {',
      },
      { find: 'row.push(x[i] * upstream[j]);', replace: 'row[j] = x[i] * upstream[j];' },
    ],
    says: 'All rows of your slopes are one and the same array, so each shows what the last input gave. Make a new row for each input.',
  },
  {
    id: 'gradient-bias-ones',
    believed: 'The slope of a bias is 1.',
    edits: [{ find: 'bias: upstream.slice()', replace: 'bias: upstream.map(() => 1)' }],
    says: 'Your slopes of the biases are all 1. An output moves by as much as its bias; `upstream` says how much that matters to the loss.',
  },
  {
    id: 'gradient-of-input-up-to-here',
    believed: 'The sum starts once.',
    edits: [
      {
        find: 'for (let i = 0; i < x.length; i++) {\n    const row',
        replace: 'let sum = 0;\n  for (let i = 0; i < x.length; i++) {\n    const row',
      },
      {
        find: '    let sum = 0;\n    for (let j = 0; j < upstream.length; j++) {',
        replace: '    for (let j = 0; j < upstream.length; j++) {',
      },
    ],
    says: 'The slope of each input still contains the slopes of the inputs before it. The sum starts at 0 for each input.',
  },
  {
    id: 'gradient-bias-is-upstream',
    believed: 'An array can be handed on.',
    edits: [{ find: 'bias: upstream.slice()', replace: 'bias: upstream' }],
    says: 'Your `bias` is the array `upstream` itself. The numbers are right, but what changes one of them later changes both: make a copy.',
  },
  {
    id: 'gradient-input-left-out',
    believed: 'The slopes of what is learned are all.',
    edits: [
      {
        find: '  return gradient;',
        replace: '  return { weights: gradient.weights, bias: gradient.bias } as LayerGradient;',
      },
    ],
    says: 'Your result has no `input`. The layer before needs the slopes of the inputs: they are what is handed on.',
  },
  {
    id: 'bias-subtracted',
    believed: 'The bias is a threshold.',
    edits: [{ find: 'let sum = bias[j];', replace: 'let sum = -bias[j];' }],
    says: 'The bias was subtracted. It is a number that is added to each sum.',
  },
  {
    id: 'gradient-weights-and-input-exchanged',
    believed: 'The names say little.',
    edits: [
      {
        find: 'row.push(x[i] * upstream[j]);\n      sum += weights[i][j] * upstream[j];',
        replace: 'row.push(weights[i][j] * upstream[j]);\n      sum += x[i] * upstream[j];',
      },
    ],
    says: 'The slopes of the weights are made of the weights, and those of the inputs of the inputs. In a product, the slope of one factor is the other factor.',
  },
  {
    id: 'first-input-left-out',
    believed: 'Counting starts at 1.',
    edits: [{ find: 'let sum = bias[j];\n    for (let i = 0;', replace: 'let sum = bias[j];\n    for (let i = 1;' }],
    says: 'The first input is missing in your sums. At which index does an array begin?',
  },
  {
    id: 'gradient-of-input-forward',
    believed: 'The way back multiplies weights by inputs, as the way there does.',
    edits: [{ find: 'sum += weights[i][j] * upstream[j];', replace: 'sum += weights[i][j] * x[i];' }],
    says: 'For the inputs you multiply each weight by the input, as on the way there. On the way back it is multiplied by the slope that arrives at its end, `upstream`.',
  },
]);
