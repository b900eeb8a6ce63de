import { mistakes } from 'kit';

/** Two loops in place of one, over rows `i` and columns `j`, which do not go all the way. */
const twoLoops = (rows: string, cols: string): { find: string; replace: string }[] => [
  {
    find: '  for (let i = 0; i < weights.data.length; i++) {\n    weights.data[i] = gaussian(random) * deviation;\n  }\n',
    replace: `  for (let i = ${rows}; i++) {\n    for (let j = ${cols}; j++) {\n      weights.set(i, j, gaussian(random) * deviation);\n    }\n  }\n`,
  },
];

export default mistakes([
  {
    id: 'logarithm-of-zero',
    believed: 'random() is never exactly 0.',
    edits: [{ find: 'const u = 1 - random();', replace: 'const u = random();' }],
    says: 'Your logarithm meets the draw itself, and that can be 0. It can never be 1: which number, made from the draw, can then never be 0?',
  },
  {
    id: 'two-left-out',
    believed: 'The root of minus the logarithm is the distance.',
    edits: [{ find: '-2 * Math.log(u)', replace: '-Math.log(u)' }],
    says: 'Your numbers are too small by a factor of 1.41. A 2 is missing below the root.',
  },
  {
    id: 'root-left-out',
    believed: 'The logarithm is the distance.',
    edits: [{ find: 'Math.sqrt(-2 * Math.log(u))', replace: '-2 * Math.log(u)' }],
    says: 'The distance is the root of this. Without it, the dart flies much too far much too often.',
  },
  {
    id: 'direction-not-a-full-turn',
    believed: 'The cosine of a number from 0 to 1 is a random direction.',
    edits: [{ find: 'Math.cos(2 * Math.PI * v)', replace: 'Math.cos(v)' }],
    says: 'All your numbers lie on one side. The direction must go all the way around, and a full turn is 2π.',
  },
  {
    id: 'same-draw-twice',
    believed: 'One random number is enough for both.',
    edits: [{ find: 'const v = random();', replace: 'const v = u;' }],
    says: 'Distance and direction come from the same draw, so that each direction has only one distance. Draw twice.',
  },
  {
    id: 'uniform',
    believed: 'A random number is a random number.',
    edits: [
      {
        find: 'return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
        replace: 'return (2 * v - 1) * Math.sqrt(3);',
      },
    ],
    says: 'Your numbers are spread evenly between two ends. A normal distribution has most numbers near 0, and a few far away.',
  },
  {
    id: 'keeps-the-second-number',
    believed: 'The sine gives a second number for free, and it would be a waste not to keep it.',
    edits: [
      { find: 'export function gaussian', replace: 'let spare: number | null = null;\n\nexport function gaussian' },
      {
        find: '  const u = 1 - random();',
        replace:
          '  if (spare !== null) {\n    const kept = spare;\n    spare = null;\n    return kept;\n  }\n  const u = 1 - random();',
      },
      {
        find: 'return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
        replace:
          'spare = Math.sqrt(-2 * Math.log(u)) * Math.sin(2 * Math.PI * v);\n  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);',
      },
    ],
    says: 'A second number is kept for the next call. So the result depends on what was called before, and the same draws no longer give the same weights.',
  },
  {
    id: 'own-chance',
    believed: 'Math.random is where random numbers come from.',
    edits: [
      { find: 'const u = 1 - random();', replace: 'const u = 1 - Math.random();' },
      { find: 'const v = random();', replace: 'const v = Math.random();' },
    ],
    says: 'The numbers come from `Math.random`, which cannot be repeated. Use the function that is handed in.',
  },
  {
    id: 'variance-not-deviation',
    believed: 'The weights are multiplied by 2 / inputs.',
    edits: [{ find: 'Math.sqrt(2 / inputs)', replace: '2 / inputs' }],
    says: 'Your weights are spread by 2 / inputs. That is the variance, which is a square; the standard deviation is its root.',
  },
  {
    id: 'root-of-the-two-alone',
    believed: 'The root is taken of the 2.',
    edits: [{ find: 'Math.sqrt(2 / inputs)', replace: 'Math.sqrt(2) / inputs' }],
    says: 'Your weights are spread by √2 / inputs: the root is taken of the 2 alone. It belongs over the whole fraction.',
  },
  {
    id: 'one-instead-of-two',
    believed: 'The sum over the inputs asks for 1 / √inputs.',
    edits: [{ find: 'Math.sqrt(2 / inputs)', replace: 'Math.sqrt(1 / inputs)' }],
    says: 'Your weights are too small by a factor of 1.41. This is the right size without ReLU, which throws away half of the signal; what makes up for it?',
  },
  {
    id: 'outputs-instead-of-inputs',
    believed: 'The size depends on how many neurons the layer has.',
    edits: [{ find: 'Math.sqrt(2 / inputs)', replace: 'Math.sqrt(2 / outputs)' }],
    says: 'The spread follows the outputs. A neuron adds up one product for each input, and that is what its weights must make up for.',
  },
  {
    id: 'inputs-plus-outputs',
    believed: 'The spread follows both sides of the layer, as Glorot and Bengio have it.',
    edits: [{ find: 'Math.sqrt(2 / inputs)', replace: 'Math.sqrt(2 / (inputs + outputs))' }],
    says: 'Your spread follows the inputs and the outputs together. That is the start of Glorot and Bengio; the one of He looks at the inputs alone, and makes up for the half that ReLU takes away.',
  },
  {
    id: 'inputs-and-outputs-turned',
    believed: 'A weight matrix has a row for each neuron.',
    edits: [{ find: 'Matrix.zeros(inputs, outputs)', replace: 'Matrix.zeros(outputs, inputs)' }],
    says: 'Rows and columns are exchanged. PyTorch does it that way; in this course, row i holds the weights that lead from input i.',
  },
  {
    id: 'one-draw-for-all',
    believed: 'One random number, used everywhere, is random as well.',
    edits: [
      {
        find: 'const deviation = Math.sqrt(2 / inputs);',
        replace: 'const deviation = gaussian(random) * Math.sqrt(2 / inputs);',
      },
      { find: 'weights.data[i] = gaussian(random) * deviation;', replace: 'weights.data[i] = deviation;' },
    ],
    says: 'All weights are the same number. Then all neurons of the layer compute the same, and always will.',
  },
  {
    id: 'uniform-weights',
    believed: 'Numbers from −1 to 1, times the standard deviation.',
    edits: [{ find: 'gaussian(random) * deviation', replace: '(2 * random() - 1) * deviation' }],
    says: 'These weights are spread evenly and end at one standard deviation. Use the function that you wrote above.',
  },
  {
    id: 'last-weight-left-out',
    believed: 'The last index is the length minus 1, so the loop ends before it.',
    edits: [{ find: 'i < weights.data.length', replace: 'i < weights.data.length - 1' }],
    says: 'The last weight is never drawn and stays 0. The loop ends one turn too early: compare the last index that it reaches with the last one that there is.',
    family: 'weight-left-out',
  },
  {
    id: 'first-weight-left-out',
    believed: 'Counting begins at 1.',
    edits: [{ find: 'for (let i = 0; i < weights', replace: 'for (let i = 1; i < weights' }],
    says: 'The first weight is never drawn and stays 0. Which index has the first entry?',
    family: 'weight-left-out',
  },
  {
    id: 'first-column-left-out',
    believed: 'Counting begins at 1.',
    edits: twoLoops('0; i < inputs', '1; j < outputs'),
    says: 'The first column is never drawn and stays 0, so the first neuron begins without weights. Which index has the first column?',
  },
  {
    id: 'last-column-left-out',
    believed: 'The last index is the length minus 1, so the loop ends before it.',
    edits: twoLoops('0; i < inputs', '0; j < outputs - 1'),
    says: 'The last column is never drawn and stays 0, so the last neuron begins without weights. Compare the last column that your loop reaches with the last one that there is.',
  },
  {
    id: 'first-row-left-out',
    believed: 'Counting begins at 1.',
    edits: twoLoops('1; i < inputs', '0; j < outputs'),
    says: 'The first row is never drawn and stays 0, so no neuron listens to the first input. Which index has the first row?',
  },
  {
    id: 'last-row-left-out',
    believed: 'The last index is the length minus 1, so the loop ends before it.',
    edits: twoLoops('0; i < inputs - 1', '0; j < outputs'),
    says: 'The last row is never drawn and stays 0, so no neuron listens to the last input. Compare the last row that your loop reaches with the last one that there is.',
  },
  {
    id: 'small-number-added',
    believed: 'A tiny number, added to the draw, keeps the logarithm away from 0.',
    edits: [{ find: 'const u = 1 - random();', replace: 'const u = random() + 1e-7;' }],
    says: 'A small number is added to the draw, and the sum can be larger than 1. Its logarithm is then positive, and the root of a negative number is NaN.',
  },
  {
    id: 'degrees',
    believed: 'A full turn is 360.',
    edits: [{ find: '2 * Math.PI * v', replace: '360 * v' }],
    says: 'Your direction is in degrees. `Math.cos` counts in radians, where a full turn is 2π.',
  },
  {
    id: 'pi-left-out',
    believed: 'Twice the draw is a full turn.',
    edits: [{ find: '2 * Math.PI * v', replace: '2 * v' }],
    says: 'Your direction goes from 0 to 2, which is a third of a turn. A full turn is 2π.',
  },
  {
    id: 'logarithm-of-base-ten',
    believed: 'The logarithm is the one of base 10.',
    edits: [{ find: 'Math.log(u)', replace: 'Math.log10(u)' }],
    says: 'Your logarithm has the base 10. ln is the natural one, with the base e.',
  },
  {
    id: 'minus-left-out',
    believed: 'The root can be taken of the logarithm itself.',
    edits: [{ find: '-2 * Math.log(u)', replace: '2 * Math.log(u)' }],
    says: 'The logarithm of a number below 1 is negative, and so your root is NaN. What is missing in front of it?',
  },
  {
    id: 'even-spread-of-the-right-size',
    believed: 'Numbers from −√(6 / inputs) to √(6 / inputs) have the right standard deviation.',
    edits: [{ find: 'gaussian(random) * deviation', replace: '(2 * random() - 1) * Math.sqrt(6 / inputs)' }],
    says: 'The standard deviation is right, but the weights are spread evenly between two ends. They should have the bell shape of the function that you wrote above.',
  },
]);
