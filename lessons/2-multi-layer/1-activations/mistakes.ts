import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'relu-absolute',
    believed: 'ReLU makes negative numbers positive.',
    edits: [{ find: 'Math.max(0, value)', replace: 'Math.abs(value)' }],
    says: 'Your function takes the sign off negative numbers. ReLU does not turn −2 into 2, it stops it.',
  },
  {
    id: 'relu-drops',
    believed: 'Negative numbers are thrown out of the list.',
    edits: [{ find: 'z.map((value) => Math.max(0, value))', replace: 'z.filter((value) => value > 0)' }],
    says: 'Numbers are missing from your list. Each number keeps its place: a stopped one becomes 0, it does not disappear.',
  },
  {
    id: 'relu-min',
    believed: 'Cutting off below 0 is the minimum with 0.',
    edits: [{ find: 'Math.max(0, value)', replace: 'Math.min(0, value)' }],
    says: 'Your function keeps the negative numbers and stops the positive ones. It is the other way round.',
  },
  {
    id: 'relu-step',
    believed: 'A neuron is either on or off: 1 or 0.',
    edits: [{ find: 'Math.max(0, value)', replace: 'value > 0 ? 1 : 0' }],
    says: 'Your function answers 1 for every positive number. That is the slope of ReLU; ReLU itself lets 3 through as 3.',
  },
  {
    id: 'relu-clipped',
    believed: 'An activation function keeps its output between 0 and 1.',
    edits: [{ find: 'Math.max(0, value)', replace: 'Math.min(1, Math.max(0, value))' }],
    says: 'Your function has a ceiling at 1. The sigmoid has one, ReLU does not: 3 stays 3.',
  },
  {
    id: 'relu-leaky',
    believed: 'Negative numbers become small, not 0.',
    edits: [{ find: 'Math.max(0, value)', replace: 'value > 0 ? value : 0.01 * value' }],
    says: 'This is a variant with the name “leaky ReLU”, which lets one hundredth of a negative number through. Here nothing of it gets through.',
  },
  {
    id: 'relu-in-place',
    believed: 'Writing into the list that came in saves memory.',
    edits: [
      {
        find: 'return z.map((value) => Math.max(0, value));',
        replace: 'z.forEach((value, i) => (z[i] = Math.max(0, value)));\n  return z;',
      },
    ],
    says: 'The numbers before ReLU are lost, and the way back needs them: `reluGradient` looks at them to see what was stopped.',
  },
  {
    id: 'gradient-no-mask',
    believed: 'The slope of ReLU is 1.',
    edits: [{ find: '(value > 0 ? upstream[i] : 0)', replace: 'upstream[i]' }],
    says: 'You send every slope back as it came. Where ReLU answered 0 for a negative z, a small change of z changes nothing: what is the slope there?',
  },
  {
    id: 'gradient-masks-upstream',
    believed: 'Going back, ReLU is applied to the slopes.',
    edits: [{ find: '(value > 0 ? upstream[i] : 0)', replace: 'Math.max(0, upstream[i])' }],
    says: 'You look at the sign of the upstream slope. Whether it gets through depends on the sign of z at the same place; a negative slope may pass.',
  },
  {
    id: 'gradient-at-zero',
    believed: 'Zero counts as positive.',
    edits: [{ find: 'value > 0 ? upstream[i] : 0', replace: 'value >= 0 ? upstream[i] : 0' }],
    says: 'You let the slope through where z is exactly 0. The bend itself has no slope of its own, and the rule here, as in `torch.relu`, is to count it as 0.',
  },
  {
    id: 'gradient-without-upstream',
    believed: 'The gradient of ReLU is its slope, 1 or 0.',
    edits: [{ find: '(value > 0 ? upstream[i] : 0)', replace: '(value > 0 ? 1 : 0)' }],
    says: 'This is the slope of ReLU alone. The chain rule multiplies it by the slope that arrives, `upstream`.',
  },
  {
    id: 'gradient-times-output',
    believed: 'Going back, multiply by what ReLU gave.',
    edits: [{ find: '(value > 0 ? upstream[i] : 0)', replace: 'Math.max(0, value) * upstream[i]' }],
    says: 'You multiply by the output of ReLU. The chain rule multiplies by its slope, and that is 1 for every positive z, not z.',
  },
  {
    id: 'sigmoid-of-nothing',
    believed: 'The slope of the sigmoid is z · (1 − z).',
    edits: [{ find: 'const s = sigmoid(value);', replace: 'const s = value;' }],
    says: 'The s in s · (1 − s) is what comes out of the sigmoid, and you put z there, which goes in.',
  },
  {
    id: 'sigmoid-without-upstream',
    believed: 'The gradient of the sigmoid is s · (1 − s).',
    edits: [{ find: 's * (1 - s) * upstream[i]', replace: 's * (1 - s)' }],
    says: 'This is the slope of the sigmoid alone. The chain rule multiplies it by the slope that arrives, `upstream`.',
  },
  {
    id: 'sigmoid-half-slope',
    believed: 'The gradient is the output times the upstream slope.',
    edits: [{ find: 's * (1 - s) * upstream[i]', replace: 's * upstream[i]' }],
    says: 'You multiply by s, the output of the sigmoid. Its slope has a second factor, which makes the curve flat where s is near 1.',
  },
  {
    id: 'sigmoid-overflow',
    believed: 'e^(−z) / (1 + e^(−z))² is the same formula, so it does not matter which one is used.',
    edits: [
      {
        find: 'const s = sigmoid(value);\n    return s * (1 - s) * upstream[i];',
        replace: 'const power = Math.exp(-value);\n    return (power / (1 + power) ** 2) * upstream[i];',
      },
    ],
    says: 'On paper your form is right, but at z = −1000 the computer divides Infinity by Infinity. Compute s first, with a sigmoid that stays finite, and build the slope from s.',
  },
  {
    id: 'relu-first-only',
    believed: 'The `return` belongs to the line above it.',
    edits: [
      { find: 'z.map((value) => Math.max(0, value))', replace: 'z.slice(0, 1).map((value) => Math.max(0, value))' },
    ],
    says: 'Only the first number comes back. Does your function return inside the loop, in its first round?',
  },
  {
    id: 'gradient-of-itself',
    believed: 'Going back, z itself goes through where it is positive.',
    edits: [{ find: '(value > 0 ? upstream[i] : 0)', replace: '(value > 0 ? value : 0)' }],
    says: 'You hand z on. What goes back are the slopes in `upstream`; z only decides which of them get through.',
  },
  {
    id: 'gradient-drops',
    believed: 'What is stopped is left out.',
    edits: [
      { find: 'z.map((value, i) => (value > 0 ? upstream[i] : 0))', replace: 'upstream.filter((_, i) => z[i] > 0)' },
    ],
    says: 'Slopes are missing from your list. Each slope keeps its place: a stopped one becomes 0, it does not disappear.',
  },
  {
    id: 'sigmoid-itself',
    believed: 'The gradient is the sigmoid of the slope.',
    edits: [{ find: 's * (1 - s) * upstream[i]', replace: 'sigmoid(upstream[i])' }],
    says: 'You put the upstream slopes through the sigmoid. They are multiplied by its slope, which depends on z.',
  },
  {
    id: 'sigmoid-twice',
    believed: '`z` has been through the sigmoid, and s goes through it once more.',
    edits: [{ find: 's * (1 - s) * upstream[i]', replace: 'sigmoid(s) * (1 - sigmoid(s)) * upstream[i]' }],
    says: 'The sigmoid is taken twice. In s · (1 − s), s is the sigmoid of z, once.',
  },
  {
    id: 'sigmoid-slope-of-z',
    believed: 'The slope is made of z.',
    edits: [{ find: 'return s * (1 - s) * upstream[i];', replace: 'return s * (1 - value) * upstream[i];' }],
    says: 'One of the two factors is made of z. In s · (1 − s) both are made of what comes out of the sigmoid.',
  },
  {
    id: 'sigmoid-upstream-added',
    believed: 'The slopes are added.',
    edits: [{ find: 'return s * (1 - s) * upstream[i];', replace: 'return s * (1 - s) + upstream[i];' }],
    says: 'You add the upstream slope. The chain rule multiplies the two.',
  },
  {
    id: 'relu-of-the-array',
    believed: '`Math.max` goes through an array by itself.',
    edits: [
      { find: 'return z.map((value) => Math.max(0, value));', replace: 'return Math.max(0, z as never) as never;' },
    ],
    says: '`Math.max` got the whole array and gave one number. Use it on each number of `z`, and collect the results in a new array.',
  },
]);
