/** Right programs among the mutants, each with the reason. A mutant that is not here and passes is a hole in the checks. */

export interface Equivalent {
  lesson: string;
  /** The function or class that is edited. */
  of: string;
  why: string;
  /** Right, and so slow that a check of speed may refuse it: both verdicts are true. */
  mayBeSlow?: true;
  /** The edited lines without the edit and with it, as the report prints them; which ones, where they stand several times. */
  edits: [before: string, after: string, occurrence?: number][];
}

export const EQUIVALENT: readonly Equivalent[] = [
  {
    lesson: 'pixels',
    of: 'l1Distance',
    why: 'Both images have the same length, and |a − b| = |b − a|.',
    edits: [
      ['for (let pixel = 0; pixel < a.length; pixel++) {', 'for (let pixel = 0; pixel < b.length; pixel++) {'],
      ['sum += Math.abs(a[pixel] - b[pixel]);', 'sum += Math.abs(b[pixel] - a[pixel]);'],
      ['return sum / a.length;', 'return sum / b.length;'],
    ],
  },
  {
    lesson: 'pixels',
    of: 'l2Distance',
    why: 'Both images have the same length, and (a − b)² = (b − a)².',
    edits: [
      ['for (let pixel = 0; pixel < a.length; pixel++) {', 'for (let pixel = 0; pixel < b.length; pixel++) {'],
      ['sum += (a[pixel] - b[pixel]) ** 2;', 'sum += (b[pixel] - a[pixel]) ** 2;'],
      ['return Math.sqrt(sum / a.length);', 'return Math.sqrt(sum / b.length);'],
    ],
  },
  {
    lesson: 'pixels',
    of: 'isThree',
    why: 'A distance is the same in both directions.',
    edits: [
      [
        'return l1Distance(image, meanThree) < l1Distance(image, meanSeven);',
        'return l1Distance(meanThree, image) < l1Distance(image, meanSeven);',
      ],
      [
        'return l1Distance(image, meanThree) < l1Distance(image, meanSeven);',
        'return l1Distance(image, meanThree) < l1Distance(meanSeven, image);',
      ],
    ],
  },
  {
    lesson: 'linear-model',
    of: 'predict',
    why: 'Both have the same length: another length has been refused before.',
    edits: [['for (let i = 0; i < x.length; i++) {', 'for (let i = 0; i < weights.length; i++) {']],
  },
  {
    lesson: 'linear-model',
    of: 'predictAll',
    why: 'A product is the same in both orders. Only the error message would name the lengths the other way around.',
    edits: [['return xs.map((x) => predict(x, weights, bias));', 'return xs.map((x) => predict(weights, x, bias));']],
  },
  {
    lesson: 'loss',
    of: 'meanSquaredError',
    why: 'There is one target for each prediction, and (a − b)² = (b − a)².',
    edits: [
      ['for (let i = 0; i < predictions.length; i++) {', 'for (let i = 0; i < targets.length; i++) {'],
      ['sum += (predictions[i] - targets[i]) ** 2;', 'sum += (targets[i] - predictions[i]) ** 2;'],
      ['return sum / predictions.length;', 'return sum / targets.length;'],
    ],
  },
  {
    lesson: 'loss',
    of: 'mnistLoss',
    why: 'There is one target for each probability.',
    edits: [
      ['for (let i = 0; i < probabilities.length; i++) {', 'for (let i = 0; i < targets.length; i++) {'],
      ['return sum / probabilities.length;', 'return sum / targets.length;'],
    ],
  },
  {
    lesson: 'numerical-gradient',
    of: 'numericalGradient',
    why: '`up` is still a copy of `params` when it is copied.',
    edits: [['const down = params.slice();', 'const down = up.slice();']],
  },
  {
    lesson: 'gradients',
    of: 'meanSquaredErrorGradient',
    why: 'Both add the same slope, to different places.',
    edits: [
      [
        'for (let i = 0; i < weights.length; i++) { gradient.weights[i] += slope * xs[example][i]; } gradient.bias += slope;',
        'gradient.bias += slope; for (let i = 0; i < weights.length; i++) { gradient.weights[i] += slope * xs[example][i]; }',
      ],
    ],
  },
  {
    lesson: 'gradients',
    of: 'mnistLossGradient',
    why: 'Both add the same slope, to different places.',
    edits: [
      [
        'for (let i = 0; i < weights.length; i++) { gradient.weights[i] += slope * xs[example][i]; } gradient.bias += slope;',
        'gradient.bias += slope; for (let i = 0; i < weights.length; i++) { gradient.weights[i] += slope * xs[example][i]; }',
      ],
    ],
  },
  {
    lesson: 'gradient-descent',
    of: 'fitLine',
    why: 'The squared error is the same in both directions.',
    edits: [
      [
        'loss = meanSquaredError(predictAll(xs, parameters.weights, parameters.bias), ys);',
        'loss = meanSquaredError(ys, predictAll(xs, parameters.weights, parameters.bias));',
      ],
    ],
  },
  {
    lesson: 'three-or-seven',
    of: 'accuracy',
    why: 'A product is the same in both orders.',
    edits: [
      [
        'const probability = sigmoid(predict(images[i], parameters.weights, parameters.bias));',
        'const probability = sigmoid(predict(parameters.weights, images[i], parameters.bias));',
      ],
    ],
  },
  {
    lesson: 'activations',
    of: 'relu',
    why: 'The larger of two numbers, in either order.',
    edits: [['return z.map((value) => Math.max(0, value));', 'return z.map((value) => Math.max(value, 0));']],
  },
  {
    lesson: 'layer',
    of: 'layerGradient',
    why: 'The row is in the list already, and is filled there.',
    edits: [
      [
        'for (let j = 0; j < upstream.length; j++) { row.push(x[i] * upstream[j]); sum += weights[i][j] * upstream[j]; } gradient.weights.push(row);',
        'gradient.weights.push(row); for (let j = 0; j < upstream.length; j++) { row.push(x[i] * upstream[j]); sum += weights[i][j] * upstream[j]; }',
      ],
    ],
  },
  {
    lesson: 'backpropagation',
    of: 'backward',
    why: 'What comes out of ReLU is above 0 exactly where what goes in is.',
    edits: [
      [
        'const hiddenInputGradient = reluGradient(pass.hiddenInput, output.input);',
        'const hiddenInputGradient = reluGradient(pass.hiddenOutput, output.input);',
      ],
    ],
  },
  {
    lesson: 'softmax',
    of: 'softmax',
    why: 'The two signs cancel: each power is divided by a sum of the other sign, too.',
    edits: [
      [
        'const powers = logits.map((logit) => Math.exp(logit - largest));',
        'const powers = logits.map((logit) => -(Math.exp(logit - largest)));',
      ],
    ],
  },
  {
    lesson: 'softmax',
    of: 'crossEntropy',
    why: 'The larger of two numbers, in either order.',
    edits: [
      [
        'return -Math.log(Math.max(probabilities[label], 1e-12));',
        'return -Math.log(Math.max(1e-12, probabilities[label]));',
      ],
    ],
  },
  {
    lesson: 'softmax',
    of: 'crossEntropy',
    why: '−ln 1e-11 is 25, which is finite and at least 20, too.',
    edits: [
      [
        'return -Math.log(Math.max(probabilities[label], 1e-12));',
        'return -Math.log(Math.max(probabilities[label], 1e-11));',
      ],
    ],
  },
  {
    lesson: 'matmul',
    of: 'matmul',
    why: 'Beyond the end there is nothing to write to, or the next row writes over it: slower by a turn, and right.',
    edits: [
      ['for (let row = 0; row < a.rows; row++) {', 'for (let row = 0; row <= a.rows; row++) {'],
      ['for (let col = 0; col < b.cols; col++) {', 'for (let col = 0; col <= b.cols; col++) {'],
    ],
  },
  {
    lesson: 'matmul',
    of: 'transpose',
    why: 'Beyond the end there is nothing to write to, or the next row writes over it: slower by a turn, and right.',
    edits: [['for (let col = 0; col < a.cols; col++) {', 'for (let col = 0; col <= a.cols; col++) {']],
  },
  {
    lesson: 'matmul',
    of: 'matmul',
    why: 'The result has the rows of a and the columns of b.',
    edits: [
      ['for (let row = 0; row < a.rows; row++) {', 'for (let row = 0; row < result.rows; row++) {'],
      ['for (let col = 0; col < b.cols; col++) {', 'for (let col = 0; col < result.cols; col++) {'],
    ],
  },
  {
    lesson: 'broadcasting',
    of: 'addRow',
    why: 'The message still names all four sizes.',
    edits: [
      [
        'throw new Error(`addRow: a matrix of ${m.rows}×${m.cols} needs a row of 1×${m.cols}, not ${row.rows}×${row.cols}`);',
        'throw new Error(`addRow: a matrix of ${m.rows}×${row.cols} needs a row of 1×${m.cols}, not ${row.rows}×${row.cols}`);',
      ],
      [
        'throw new Error(`addRow: a matrix of ${m.rows}×${m.cols} needs a row of 1×${m.cols}, not ${row.rows}×${row.cols}`);',
        'throw new Error(`addRow: a matrix of ${m.rows}×${m.rows} needs a row of 1×${m.cols}, not ${row.rows}×${row.cols}`);',
      ],
      [
        'throw new Error(`addRow: a matrix of ${m.rows}×${m.cols} needs a row of 1×${m.cols}, not ${row.rows}×${row.cols}`);',
        'throw new Error(`addRow: a matrix of ${m.rows}×${m.cols} needs a row of 1×${row.cols}, not ${row.rows}×${row.cols}`);',
      ],
      [
        'throw new Error(`addRow: a matrix of ${m.rows}×${m.cols} needs a row of 1×${m.cols}, not ${row.rows}×${row.cols}`);',
        'throw new Error(`addRow: a matrix of ${m.rows}×${m.cols} needs a row of 1×${m.rows}, not ${row.rows}×${row.cols}`);',
      ],
    ],
  },
  {
    lesson: 'broadcasting',
    of: 'addRow',
    why: 'The row has as many columns as the matrix, and so has the result: other shapes have been refused before.',
    edits: [
      ['const result = Matrix.zeros(m.rows, m.cols);', 'const result = Matrix.zeros(m.rows, row.cols);'],
      ['for (let i = 0; i < m.rows; i++) {', 'for (let i = 0; i < result.rows; i++) {'],
      ['for (let j = 0; j < m.cols; j++) {', 'for (let j = 0; j < result.cols; j++) {'],
      ['for (let j = 0; j < m.cols; j++) {', 'for (let j = 0; j < row.cols; j++) {'],
    ],
  },
  {
    lesson: 'broadcasting',
    of: 'multiply',
    why: 'Both matrices have the same shape: other shapes have been refused before.',
    edits: [
      ['const result = Matrix.zeros(a.rows, a.cols);', 'const result = Matrix.zeros(b.rows, a.cols);'],
      ['const result = Matrix.zeros(a.rows, a.cols);', 'const result = Matrix.zeros(a.rows, b.cols);'],
      ['for (let i = 0; i < result.data.length; i++) {', 'for (let i = 0; i < b.data.length; i++) {'],
      ['for (let i = 0; i < result.data.length; i++) {', 'for (let i = 0; i < a.data.length; i++) {'],
    ],
  },
  {
    lesson: 'broadcasting',
    of: 'map',
    why: 'The result has the shape of the matrix.',
    edits: [['for (let i = 0; i < result.data.length; i++) {', 'for (let i = 0; i < m.data.length; i++) {']],
  },
  {
    lesson: 'broadcasting',
    of: 'sumRows',
    why: 'The result has the columns of the matrix.',
    edits: [['for (let j = 0; j < m.cols; j++) {', 'for (let j = 0; j < result.cols; j++) {']],
  },
  {
    lesson: 'broadcasting',
    of: 'addRow',
    why: 'Beyond the end there is nothing to write to, or the next row writes over it: slower by a turn, and right.',
    edits: [
      ['for (let i = 0; i < m.rows; i++) {', 'for (let i = 0; i <= m.rows; i++) {'],
      ['for (let j = 0; j < m.cols; j++) {', 'for (let j = 0; j <= m.cols; j++) {'],
    ],
  },
  {
    lesson: 'broadcasting',
    of: 'multiply',
    why: 'Beyond the end there is nothing to write to, or the next row writes over it: slower by a turn, and right.',
    edits: [['for (let i = 0; i < result.data.length; i++) {', 'for (let i = 0; i <= result.data.length; i++) {']],
  },
  {
    lesson: 'broadcasting',
    of: 'sumRows',
    why: 'Beyond the end there is nothing to write to, or the next row writes over it: slower by a turn, and right.',
    edits: [['for (let j = 0; j < m.cols; j++) {', 'for (let j = 0; j <= m.cols; j++) {']],
  },
  {
    lesson: 'broadcasting',
    of: 'multiply',
    why: 'The new matrix holds zeros, so adding to it is setting it.',
    edits: [['result.data[i] = a.data[i] * b.data[i];', 'result.data[i] += a.data[i] * b.data[i];']],
  },
  {
    lesson: 'broadcasting',
    of: 'map',
    why: 'The new matrix holds zeros, so adding to it is setting it.',
    edits: [['result.data[i] = f(m.data[i]);', 'result.data[i] += f(m.data[i]);']],
  },
  {
    lesson: 'dense-layer',
    of: 'Dense',
    why: 'The bias has as many columns as the weights.',
    edits: [
      [
        'this.weights = { value: weights, gradient: Matrix.zeros(weights.rows, weights.cols) };',
        'this.weights = { value: weights, gradient: Matrix.zeros(weights.rows, bias.cols) };',
      ],
      [
        'this.bias = { value: bias, gradient: Matrix.zeros(bias.rows, bias.cols) };',
        'this.bias = { value: bias, gradient: Matrix.zeros(bias.rows, weights.cols) };',
      ],
    ],
  },
  {
    lesson: 'relu-layer',
    of: 'ReLU',
    why: 'The larger of two numbers, and a product, are the same in either order.',
    edits: [
      ['return map(x, (value) => Math.max(0, value));', 'return map(x, (value) => Math.max(value, 0));'],
      ['return multiply(upstream, mask);', 'return multiply(mask, upstream);'],
    ],
  },
  {
    lesson: 'batch-loss',
    of: 'softmaxCrossEntropy',
    why: 'The message still names the number of rows and the number of labels.',
    edits: [
      [
        'throw new Error(`softmaxCrossEntropy: logits are ${rows}×${cols}, but there are ${labels.length} labels`);',
        'throw new Error(`softmaxCrossEntropy: logits are ${rows}×${rows}, but there are ${labels.length} labels`);',
      ],
    ],
  },
  {
    lesson: 'batch-loss',
    of: 'softmaxCrossEntropy',
    why: 'The larger of two numbers, in either order.',
    edits: [
      ['largest = Math.max(largest, logits.get(row, col));', 'largest = Math.max(logits.get(row, col), largest);'],
    ],
  },
  {
    lesson: 'batch-loss',
    of: 'softmaxCrossEntropy',
    why: 'Beyond the end there is nothing to write to, or the next row writes over it: slower by a turn, and right.',
    edits: [['for (let col = 0; col < cols; col++) {', 'for (let col = 0; col <= cols; col++) {', 3]],
  },
  {
    lesson: 'batch-loss',
    of: 'softmaxCrossEntropy',
    why: 'The loss does not need the gradient, and the gradient does not need the loss.',
    edits: [
      [
        'loss += largest + Math.log(sum) - logits.get(row, labels[row]); for (let col = 0; col < cols; col++) { const probability = Math.exp(logits.get(row, col) - largest) / sum; const target = col === labels[row] ? 1 : 0; gradient.set(row, col, (probability - target) / rows); }',
        'for (let col = 0; col < cols; col++) { const probability = Math.exp(logits.get(row, col) - largest) / sum; const target = col === labels[row] ? 1 : 0; gradient.set(row, col, (probability - target) / rows); } loss += largest + Math.log(sum) - logits.get(row, labels[row]);',
      ],
    ],
  },
  {
    lesson: 'initialisation',
    of: 'gaussian',
    why: 'Minus a normal number is a normal number, and so is the one with the sine.',
    edits: [
      [
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
        'return -Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
      ],
      [
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
        'return Math.sqrt(-2 * Math.log(u)) * Math.sin(2 * Math.PI * v);',
      ],
    ],
  },
  {
    lesson: 'initialisation',
    of: 'gaussian',
    why: 'The cosine of a random direction is spread in the same way over half a turn, over one and a half, and backwards.',
    edits: [
      [
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(1 * Math.PI * v);',
      ],
      [
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(3 * Math.PI * v);',
      ],
      [
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(Math.PI * v);',
      ],
      [
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
        'return Math.sqrt(-2 * Math.log(u)) * Math.cos(-2 * Math.PI * v);',
      ],
    ],
  },
  {
    lesson: 'initialisation',
    of: 'heWeights',
    why: 'Beyond the end there is nothing to write to, or the next row writes over it: slower by a turn, and right.',
    edits: [['for (let i = 0; i < weights.data.length; i++) {', 'for (let i = 0; i <= weights.data.length; i++) {']],
  },
  {
    lesson: 'initialisation',
    of: 'heWeights',
    why: 'The new matrix holds zeros, so adding to it is setting it.',
    edits: [['weights.data[i] = gaussian(random) * deviation;', 'weights.data[i] += gaussian(random) * deviation;']],
  },
  {
    lesson: 'initialisation',
    of: 'heWeights',
    why: 'Minus a normal number is a normal number.',
    edits: [['weights.data[i] = gaussian(random) * deviation;', 'weights.data[i] = -gaussian(random) * deviation;']],
  },
  {
    lesson: 'training-loop',
    of: 'shuffle',
    why: 'A new Uint32Array holds zeros, so the first number is there already, and adding is setting.',
    edits: [
      ['for (let i = 0; i < count; i++) {', 'for (let i = 1; i < count; i++) {'],
      ['order[i] = i;', 'order[i] += i;'],
    ],
  },
  {
    lesson: 'training-loop',
    of: 'shuffle',
    why: 'Another order to begin with, and every order is still equally likely.',
    edits: [['order[i] = i;', 'order[i - 1] = i;']],
  },
  {
    lesson: 'training-loop',
    of: 'shuffle',
    why: 'Beyond the end of a typed array there is nothing to write to.',
    edits: [['for (let i = 0; i < count; i++) {', 'for (let i = 0; i <= count; i++) {']],
  },
  {
    lesson: 'training-loop',
    of: 'shuffle',
    why: 'One draw more, which exchanges the first place with itself.',
    edits: [
      ['for (let last = count - 1; last > 0; last--) {', 'for (let last = count - 1; last >= 0; last--) {'],
      ['for (let last = count - 1; last > 0; last--) {', 'for (let last = count - 1; last > 0 - 1; last--) {'],
    ],
  },
  {
    lesson: 'training-loop',
    of: 'shuffle',
    why: 'Any list of whole numbers serves as an order.',
    edits: [['const order = new Uint32Array(count);', 'const order = new Float64Array(count);']],
  },
  {
    lesson: 'training-loop',
    of: 'train',
    why: 'The gradient has the shape of its value; beyond the end of a typed array there is nothing to write to.',
    edits: [
      ['for (let i = 0; i < value.data.length; i++) {', 'for (let i = 0; i <= value.data.length; i++) {'],
      ['for (let i = 0; i < value.data.length; i++) {', 'for (let i = 0; i < gradient.data.length; i++) {'],
    ],
  },
  {
    lesson: 'training-loop',
    of: 'train',
    why: 'A copy of the part serves as well as the part itself.',
    edits: [
      [
        'const batch = takeBatch(data, order.subarray(start, start + batchSize));',
        'const batch = takeBatch(data, order.slice(start, start + batchSize));',
      ],
    ],
  },
  {
    lesson: 'evaluate',
    of: 'predictLabels',
    why: 'The network answers each image with one row.',
    edits: [
      ['const labels = new Uint8Array(logits.rows);', 'const labels = new Uint8Array(images.rows);'],
      ['for (let row = 0; row < logits.rows; row++) {', 'for (let row = 0; row < images.rows; row++) {'],
    ],
  },
  {
    lesson: 'evaluate',
    of: 'predictLabels',
    why: 'Beyond the end of a typed array there is nothing to write to.',
    edits: [['for (let row = 0; row < logits.rows; row++) {', 'for (let row = 0; row <= logits.rows; row++) {']],
  },
  {
    lesson: 'evaluate',
    of: 'predictLabels',
    why: 'The first logit is not larger than itself.',
    edits: [['for (let col = 1; col < logits.cols; col++) {', 'for (let col = 0; col < logits.cols; col++) {']],
  },
  {
    lesson: 'evaluate',
    of: 'predictLabels',
    why: 'A new typed array holds zeros, so adding is setting.',
    edits: [['labels[row] = best;', 'labels[row] += best;']],
  },
  {
    lesson: 'evaluate',
    of: 'predictLabels',
    why: 'Any list of numbers that is filled to its end serves as labels.',
    edits: [
      ['const labels = new Uint8Array(logits.rows);', 'const labels = new Uint16Array(logits.rows);'],
      ['const labels = new Uint8Array(logits.rows);', 'const labels = new Array(logits.rows);'],
    ],
  },
  {
    lesson: 'evaluate',
    of: 'accuracy',
    why: 'There is one answer for each label.',
    edits: [
      ['for (let i = 0; i < labels.length; i++) {', 'for (let i = 0; i < predicted.length; i++) {'],
      ['return right / labels.length;', 'return right / predicted.length;'],
    ],
  },
  {
    lesson: 'evaluate',
    of: 'confusionMatrix',
    why: 'There is one answer for each label.',
    edits: [['for (let i = 0; i < labels.length; i++) {', 'for (let i = 0; i < predicted.length; i++) {']],
  },
  {
    lesson: 'evaluate',
    of: 'confusionMatrix',
    why: 'All rows of the table are alike when they are put in.',
    edits: [['table.push(new Array<number>(classes).fill(0));', 'table.unshift(new Array<number>(classes).fill(0));']],
  },
  {
    lesson: 'regularization',
    of: 'addL2Gradient',
    why: 'The gradient has the shape of its value; beyond the end of a typed array there is nothing to write to.',
    edits: [
      ['if (value.rows !== 1) {', 'if (gradient.rows !== 1) {'],
      ['for (let i = 0; i < value.data.length; i++) {', 'for (let i = 0; i <= value.data.length; i++) {'],
      ['for (let i = 0; i < value.data.length; i++) {', 'for (let i = 0; i < gradient.data.length; i++) {'],
    ],
  },
  {
    lesson: 'dropout',
    of: 'Dropout',
    why: 'A product is the same in both orders.',
    edits: [
      ['return multiply(x, this.mask);', 'return multiply(this.mask, x);'],
      ['return multiply(upstream, this.mask);', 'return multiply(this.mask, upstream);'],
    ],
  },
  {
    lesson: 'momentum',
    of: 'Momentum',
    why: 'Beyond the end of a typed array there is nothing to write to.',
    edits: [['for (let i = 0; i < velocity.length; i++) {', 'for (let i = 0; i <= velocity.length; i++) {']],
  },
  {
    lesson: 'momentum',
    of: 'Momentum',
    why: 'Velocities with more digits serve as well.',
    edits: [
      [
        'this.velocities = parameters.map(({ value }) => new Float32Array(value.data.length));',
        'this.velocities = parameters.map(({ value }) => new Float64Array(value.data.length));',
      ],
    ],
  },
  {
    lesson: 'learning-rate-schedules',
    of: 'cosine',
    why: 'The cosine is the same for a number and for minus it.',
    edits: [
      [
        'const left = (1 + Math.cos((Math.PI * step) / totalSteps)) / 2;',
        'const left = (1 + Math.cos(-(Math.PI * step) / totalSteps)) / 2;',
      ],
      [
        'const left = (1 + Math.cos((Math.PI * step) / totalSteps)) / 2;',
        'const left = (1 + Math.cos((-Math.PI * step) / totalSteps)) / 2;',
      ],
    ],
  },
  {
    lesson: 'learning-rate-schedules',
    of: 'oneCycle',
    why: 'The larger of two numbers, in either order.',
    edits: [['const top = Math.max(0, warmup * totalSteps - 1);', 'const top = Math.max(warmup * totalSteps - 1, 0);']],
  },
  {
    lesson: 'learning-rate-schedules',
    of: 'oneCycle',
    why: 'At the top, the learning rate has been returned already.',
    edits: [['if (step < top) {', 'if (step <= top) {']],
  },
  {
    lesson: 'learning-rate-schedules',
    of: 'oneCycle',
    why: 'The share goes into a cosine only, which is the same for a number and for minus it.',
    edits: [
      ['return between(start, learningRate, step / top);', 'return between(start, learningRate, -step / top);'],
      [
        'return between(learningRate, end, (step - top) / (totalSteps - 1 - top));',
        'return between(learningRate, end, -(step - top) / (totalSteps - 1 - top));',
      ],
      [
        'return between(learningRate, end, (step - top) / (totalSteps - 1 - top));',
        'return between(learningRate, end, (top - step) / (totalSteps - 1 - top));',
      ],
      [
        'return between(learningRate, end, (step - top) / (totalSteps - 1 - top));',
        'return between(learningRate, end, (step - top) / (top - (totalSteps - 1)));',
      ],
    ],
  },
  {
    lesson: 'fast-matmul',
    of: 'matmul',
    why: 'The result has the rows of a and the columns of b.',
    edits: [
      ['const width = b.cols;', 'const width = result.cols;'],
      ['const wholeRows = a.rows - (a.rows % 2);', 'const wholeRows = result.rows - (a.rows % 2);'],
      ['const wholeRows = a.rows - (a.rows % 2);', 'const wholeRows = a.rows - (result.rows % 2);'],
      ['const wholeCols = b.cols - (b.cols % 4);', 'const wholeCols = result.cols - (b.cols % 4);'],
      ['const wholeCols = b.cols - (b.cols % 4);', 'const wholeCols = b.cols - (result.cols % 4);'],
      [
        'fillPlainly(a, b, result, { fromRow: 0, toRow: wholeRows, fromCol: wholeCols, toCol: b.cols });',
        'fillPlainly(a, b, result, { fromRow: 0, toRow: wholeRows, fromCol: wholeCols, toCol: result.cols });',
      ],
      [
        'fillPlainly(a, b, result, { fromRow: wholeRows, toRow: a.rows, fromCol: 0, toCol: b.cols });',
        'fillPlainly(a, b, result, { fromRow: wholeRows, toRow: result.rows, fromCol: 0, toCol: b.cols });',
      ],
      [
        'fillPlainly(a, b, result, { fromRow: wholeRows, toRow: a.rows, fromCol: 0, toCol: b.cols });',
        'fillPlainly(a, b, result, { fromRow: wholeRows, toRow: a.rows, fromCol: 0, toCol: result.cols });',
      ],
    ],
  },
  {
    lesson: 'fast-matmul',
    of: 'matmul',
    why: 'Where the blocks end is free: what they leave over is filled plainly, and what lies beyond the end cannot be written.',
    edits: [
      ['const wholeRows = a.rows - (a.rows % 2);', 'const wholeRows = a.rows;'],
      ['const wholeRows = a.rows - (a.rows % 2);', 'const wholeRows = a.rows + (a.rows % 2);'],
      ['const wholeRows = a.rows - (a.rows % 2);', 'const wholeRows = a.rows - (b.rows % 2);'],
      ['const wholeRows = a.rows - (a.rows % 2);', 'const wholeRows = a.rows - (2 % a.rows);'],
      ['const wholeRows = a.rows - (a.rows % 2);', 'const wholeRows = a.rows - (a.cols % 2);'],
      ['const wholeRows = a.rows - (a.rows % 2);', 'const wholeRows = a.rows - (a.rows % 1);'],
      ['const wholeRows = a.rows - (a.rows % 2);', 'const wholeRows = a.rows - (a.rows % 3);'],
      ['const wholeCols = b.cols - (b.cols % 4);', 'const wholeCols = b.cols - (b.cols % 40);'],
      ['for (let row = 0; row < wholeRows; row += 2) {', 'for (let row = 0; row <= wholeRows; row += 2) {'],
      ['for (let row = 0; row < wholeRows; row += 2) {', 'for (let row = 0; row < wholeRows - 1; row += 2) {'],
      ['for (let col = 0; col < wholeCols; col += 4) {', 'for (let col = 0; col < wholeCols - 1; col += 4) {'],
    ],
  },
  {
    lesson: 'fast-matmul',
    of: 'matmul',
    why: 'Each row is computed twice, with the same result: right, and slower.',
    mayBeSlow: true,
    edits: [['for (let row = 0; row < wholeRows; row += 2) {', 'for (let row = 0; row < wholeRows; row += 1) {']],
  },
  {
    lesson: 'fast-matmul',
    of: 'matmul',
    why: 'In matrices of two or three columns, the blocks read beyond the end. That is overwritten, but V8 is slow from then on.',
    mayBeSlow: true,
    edits: [['const wholeCols = b.cols - (b.cols % 4);', 'const wholeCols = b.cols - (4 % b.cols);']],
  },
  {
    lesson: 'fast-matmul',
    of: 'matmul',
    why: 'The new matrix holds zeros, so adding to it is setting it.',
    edits: [
      ['out[first] = u0;', 'out[first] += u0;'],
      ['out[first + 1] = u1;', 'out[first + 1] += u1;'],
      ['out[first + 2] = u2;', 'out[first + 2] += u2;'],
      ['out[first + 3] = u3;', 'out[first + 3] += u3;'],
      ['out[second] = l0;', 'out[second] += l0;'],
      ['out[second + 1] = l1;', 'out[second + 1] += l1;'],
      ['out[second + 2] = l2;', 'out[second + 2] += l2;'],
      ['out[second + 3] = l3;', 'out[second + 3] += l3;'],
    ],
  },
  {
    lesson: 'learning-curves',
    of: 'split',
    why: 'A part of an order is cut at whole numbers, also where it is a copy.',
    edits: [
      ['const size = Math.floor(count * validationShare);', 'const size = (count * validationShare);'],
      [
        'return { training: order.subarray(size), validation: order.subarray(0, size) };',
        'return { training: order.slice(size), validation: order.subarray(0, size) };',
      ],
      [
        'return { training: order.subarray(size), validation: order.subarray(0, size) };',
        'return { training: order.subarray(size), validation: order.slice(0, size) };',
      ],
    ],
  },
  {
    lesson: 'learning-curves',
    of: 'evaluateOn',
    why: 'Answers and labels are compared with each other: both orders give the same share.',
    edits: [
      [
        'return { loss, accuracy: accuracy(predictLabels(network, data.images), data.labels) };',
        'return { loss, accuracy: accuracy(data.labels, predictLabels(network, data.images)) };',
      ],
    ],
  },
  {
    lesson: 'learning-curves',
    of: 'trainWithPatience',
    why: 'The smaller of two numbers is the same in both orders. A variable that is 0 may be added to.',
    edits: [
      ['const size = Math.min(batchSize, count - seen);', 'const size = Math.min(count - seen, batchSize);'],
      [
        'validationLoss = evaluateOn(network, validation).loss;',
        'validationLoss += evaluateOn(network, validation).loss;',
      ],
    ],
  },
  {
    lesson: 'diagnosis',
    of: 'learnsByHeart',
    why: 'A typed array takes no number behind its end, and a gradient is as long as its value.',
    edits: [
      ['for (let i = 0; i < value.data.length; i++) {', 'for (let i = 0; i <= value.data.length; i++) {'],
      ['for (let i = 0; i < value.data.length; i++) {', 'for (let i = 0; i < slope.data.length; i++) {'],
    ],
  },
  {
    lesson: 'diagnosis',
    of: 'sleepers',
    why: 'There are as many outputs as images, and what lies behind the last one is not above 0.',
    edits: [
      ['for (let image = 0; image < output.rows; image++) {', 'for (let image = 0; image <= output.rows; image++) {'],
      ['for (let image = 0; image < output.rows; image++) {', 'for (let image = 0; image < images.rows; image++) {'],
    ],
  },
  {
    lesson: 'diagnosis',
    of: 'diagnose',
    why: 'Any number in a row of equal ones may be the one that the others are compared with.',
    edits: [
      [
        'return weights.every((weight, i) => weight === weights[i - (i % cols)]) && weights.some((weight) => weight !== 0);',
        'return weights.every((weight, i) => weight === weights[i - (i % cols) + 1]) && weights.some((weight) => weight !== 0);',
      ],
    ],
  },
  {
    lesson: 'diagnosis',
    of: 'diagnose',
    why: 'How many images are looked at, and how many steps are taken, is a choice: labels and losses show the same with more or fewer.',
    edits: [
      ['const count = Math.min(data.images.rows, 200);', 'const count = (data.images.rows);'],
      ['const count = Math.min(data.images.rows, 200);', 'const count = Math.min(200, data.images.rows);'],
      ['const count = Math.min(data.images.rows, 200);', 'const count = Math.min(data.images.cols, 200);'],
      ['const count = Math.min(data.images.rows, 200);', 'const count = Math.min(data.images.rows, 2000);'],
      ['let agreeing = 0;', 'let agreeing = 1;'],
      ['for (let image = 0; image < count; image++) {', 'for (let image = 1; image < count; image++) {'],
      ['for (let image = 0; image < count; image++) {', 'for (let image = 0; image <= count; image++) {'],
      ['for (let image = 0; image < count; image++) {', 'for (let image = 0; image < count - 1; image++) {'],
      ['const other = nearest(data.images, image, count);', 'const other = nearest(data.images, image, image);'],
      ['if (agreeing / count < 0.4) {', 'if (agreeing / count <= 0.4) {'],
      ['const batch = takeBatch( data, Uint32Array.from({ length: 20 }, (_, i) => i), );', 'const batch = (data);'],
      ['Uint32Array.from({ length: 20 }, (_, i) => i),', 'Uint32Array.from({ length: 200 }, (_, i) => i),'],
      [
        'const losses = learnsByHeart(network, batch, learningRate, 20);',
        'const losses = learnsByHeart(network, data, learningRate, 20);',
      ],
      [
        'const losses = learnsByHeart(network, batch, learningRate, 20);',
        'const losses = learnsByHeart(network, batch, learningRate, 200);',
      ],
    ],
  },
  {
    lesson: 'value',
    of: 'relu',
    why: 'The larger of two numbers is the same in both orders.',
    edits: [
      [
        'return new Value(Math.max(0, a.data), [a], [a.data > 0 ? 1 : 0]);',
        'return new Value(Math.max(a.data, 0), [a], [a.data > 0 ? 1 : 0]);',
      ],
    ],
  },
  {
    lesson: 'value',
    of: 'backward',
    why: 'The gradient of the end has been set to 0 before. The first value of an order was made of nothing, and hands nothing on.',
    edits: [
      ['end.gradient = 1;', 'end.gradient += 1;'],
      ['for (let i = values.length - 1; i >= 0; i--) {', 'for (let i = values.length - 1; i > 0; i--) {'],
      ['for (let i = values.length - 1; i >= 0; i--) {', 'for (let i = values.length - 1; i >= 1; i--) {'],
    ],
  },
  {
    lesson: 'traced',
    of: 'reluTraced',
    why: 'The larger of two numbers, and a product of entries, are the same in both orders.',
    edits: [
      [
        'const rectified = map(a.value, (value) => Math.max(0, value));',
        'const rectified = map(a.value, (value) => Math.max(value, 0));',
      ],
      ['return [multiply(upstream, open)];', 'return [multiply(open, upstream)];'],
    ],
  },
  {
    lesson: 'adam',
    of: 'Adam',
    why: 'All of them have one length, a gradient has the shape of its value, and beyond the end of a typed array there is nothing to write to.',
    edits: [
      ['for (let i = 0; i < mean.length; i++) {', 'for (let i = 0; i < square.length; i++) {'],
      ['for (let i = 0; i < mean.length; i++) {', 'for (let i = 0; i <= mean.length; i++) {'],
      [
        'const left = value.rows === 1 ? 1 : 1 - this.learningRate * this.weightDecay;',
        'const left = gradient.rows === 1 ? 1 : 1 - this.learningRate * this.weightDecay;',
      ],
    ],
  },
  {
    lesson: 'adam',
    of: 'Adam',
    why: 'Means with more digits serve as well.',
    edits: [
      [
        'this.means = parameters.map(({ value }) => new Float32Array(value.data.length));',
        'this.means = parameters.map(({ value }) => new Float64Array(value.data.length));',
      ],
      [
        'this.squares = parameters.map(({ value }) => new Float32Array(value.data.length));',
        'this.squares = parameters.map(({ value }) => new Float64Array(value.data.length));',
      ],
    ],
  },
  {
    lesson: 'patches',
    of: 'im2col',
    why: 'What is written past the end of an array is not there, and what is added to a new array is added to 0.',
    edits: [
      ['for (let image = 0; image < images.rows; image++) {', 'for (let image = 0; image <= images.rows; image++) {'],
      [
        'columns.data[next++] = images.data[image * images.cols + pixel];',
        'columns.data[next++] += images.data[image * images.cols + pixel];',
      ],
    ],
  },
  {
    lesson: 'patches',
    of: 'col2im',
    why: 'What is written past the end of an array is not there.',
    edits: [['for (let image = 0; image < count; image++) {', 'for (let image = 0; image <= count; image++) {']],
  },
  {
    lesson: 'convolution',
    of: 'Conv',
    why: 'What is written past the end of a row is written over afterwards, and what is written past the end of an array is not there.',
    edits: [
      ['for (let image = 0; image < x.rows; image++) {', 'for (let image = 0; image <= x.rows; image++) {'],
      [
        'for (let image = 0; image < upstream.rows; image++) {',
        'for (let image = 0; image <= upstream.rows; image++) {',
      ],
      ['for (let filter = 0; filter < filters; filter++) {', 'for (let filter = 0; filter <= filters; filter++) {'],
      ['for (let filter = 0; filter < filters; filter++) {', 'for (let filter = 0; filter <= filters; filter++) {', 2],
    ],
  },
  {
    lesson: 'convolution',
    of: 'MaxPool',
    why: 'What is written past the end of an array is not there, what is added to a new array is added to 0, and places are whole numbers in any array.',
    edits: [
      ['for (let image = 0; image < x.rows; image++) {', 'for (let image = 0; image <= x.rows; image++) {'],
      ['this.winners[next] = winner;', 'this.winners[next] += winner;'],
      ['this.winners = new Uint32Array(output.data.length);', 'this.winners = new Float64Array(output.data.length);'],
      ['output.data[next] = x.data[winner];', 'output.data[next] += x.data[winner];'],
      ['gradient.data[winner] = upstream.data[i];', 'gradient.data[winner] += upstream.data[i];'],
    ],
  },
  {
    lesson: 'residual',
    of: 'Residual',
    why: 'Both matrices have one shape, a new one holds zeros, and beyond the end of a typed array there is nothing to write to.',
    edits: [
      ['const output = Matrix.zeros(x.rows, x.cols);', 'const output = Matrix.zeros(change.rows, x.cols);'],
      ['const output = Matrix.zeros(x.rows, x.cols);', 'const output = Matrix.zeros(x.rows, change.cols);'],
      ['for (let i = 0; i < output.data.length; i++) {', 'for (let i = 0; i <= output.data.length; i++) {'],
      ['for (let i = 0; i < output.data.length; i++) {', 'for (let i = 0; i < change.data.length; i++) {'],
      ['for (let i = 0; i < output.data.length; i++) {', 'for (let i = 0; i < x.data.length; i++) {'],
      ['output.data[i] = x.data[i] + change.data[i];', 'output.data[i] += x.data[i] + change.data[i];'],
      [
        'const gradient = Matrix.zeros(upstream.rows, upstream.cols);',
        'const gradient = Matrix.zeros(through.rows, upstream.cols);',
      ],
      [
        'const gradient = Matrix.zeros(upstream.rows, upstream.cols);',
        'const gradient = Matrix.zeros(upstream.rows, through.cols);',
      ],
      ['for (let i = 0; i < gradient.data.length; i++) {', 'for (let i = 0; i <= gradient.data.length; i++) {'],
      ['for (let i = 0; i < gradient.data.length; i++) {', 'for (let i = 0; i < through.data.length; i++) {'],
      ['for (let i = 0; i < gradient.data.length; i++) {', 'for (let i = 0; i < upstream.data.length; i++) {'],
      [
        'gradient.data[i] = upstream.data[i] + through.data[i];',
        'gradient.data[i] += upstream.data[i] + through.data[i];',
      ],
    ],
  },
];
