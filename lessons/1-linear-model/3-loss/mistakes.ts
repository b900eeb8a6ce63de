import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'sum-not-mean',
    believed: 'The loss of a batch is the sum of the losses of its examples.',
    edits: [
      {
        find: 'sum += (predictions[i] - targets[i]) ** 2;\n  }\n  return sum / predictions.length;',
        replace: 'sum += (predictions[i] - targets[i]) ** 2;\n  }\n  return sum;',
      },
    ],
    says: 'This is the sum of the squared errors. A mean does not grow when the same examples come twice: what is a sum divided by to become a mean?',
  },
  {
    id: 'absolute-not-squared',
    believed: 'The error counts by its size.',
    edits: [{ find: '(predictions[i] - targets[i]) ** 2', replace: 'Math.abs(predictions[i] - targets[i])' }],
    says: 'This is the mean of the absolute errors. In the mean squared error, an error of 2 counts four times as much as an error of 1.',
  },
  {
    id: 'square-after-mean',
    believed: 'First the mean of the errors, then the square.',
    edits: [
      { find: '(predictions[i] - targets[i]) ** 2', replace: 'predictions[i] - targets[i]' },
      { find: '  return sum / predictions.length;', replace: '  return (sum / predictions.length) ** 2;' },
    ],
    says: 'Here the errors are averaged first and squared afterwards, so that +2 and −2 cancel each other. Each error is squared on its own, before the mean.',
  },
  {
    id: 'root-of-mean',
    believed: 'Like the L2 distance, the loss ends with a square root.',
    edits: [{ find: '  return sum / predictions.length;', replace: '  return Math.sqrt(sum / predictions.length);' }],
    says: 'This is the square root of the mean squared error. It is used elsewhere, but the mean squared error itself has no root.',
  },
  {
    id: 'half-mean-square',
    believed: 'The loss has a factor ½, so that the 2 of the gradient goes away.',
    edits: [{ find: '  return sum / predictions.length;', replace: '  return sum / (2 * predictions.length);' }],
    says: 'Your value is half the right one. Some courses put a ½ before the loss; here, as in PyTorch, it has none.',
  },
  {
    id: 'caret-is-not-a-power',
    believed: 'x ^ 2 is x squared.',
    edits: [{ find: '(predictions[i] - targets[i]) ** 2', replace: '(predictions[i] - targets[i]) ^ 2' }],
    says: 'In JavaScript, the sign ^ is not a power: it compares the bits of two whole numbers. Write the square with two stars, or as the error times itself.',
  },
  {
    id: 'return-in-the-loop',
    believed: 'The `return` belongs to the line above it.',
    edits: [
      {
        find: '(predictions[i] - targets[i]) ** 2;\n  }',
        replace: '(predictions[i] - targets[i]) ** 2;\n    return sum / predictions.length;\n  }',
      },
    ],
    says: 'Only the first error counts. Does your function return inside the loop, in its first round?',
  },
  {
    id: 'sigmoid-sign',
    believed: 'The sigmoid is 1 / (1 + e^z).',
    edits: [{ find: 'Math.exp(-z)', replace: 'Math.exp(z)' }],
    says: 'Your sigmoid falls where it should rise: it gives 0.1 where 0.9 is right. Look at the sign in the exponent.',
  },
  {
    id: 'sigmoid-overflow',
    believed: 'e^z / (1 + e^z) is the same formula, so it does not matter which one is used.',
    edits: [{ find: '1 / (1 + Math.exp(-z))', replace: 'Math.exp(z) / (1 + Math.exp(z))' }],
    says: 'On paper this form is the same, but at z = 1000 the computer divides Infinity by Infinity. Find the form in which the large power stands only below the fraction line.',
  },
  {
    id: 'sigmoid-tanh',
    believed: 'The sigmoid is tanh.',
    edits: [{ find: '1 / (1 + Math.exp(-z))', replace: 'Math.tanh(z)' }],
    says: 'This is tanh, which goes from −1 to 1. A probability goes from 0 to 1.',
  },
  {
    id: 'loss-upside-down',
    believed: 'The loss is the probability of the right answer.',
    edits: [{ find: '1 - probabilities[i] : probabilities[i]', replace: 'probabilities[i] : 1 - probabilities[i]' }],
    says: 'This number is large when the model is right. A loss is large when the model is wrong: exchange the two cases.',
  },
  {
    id: 'loss-ignores-sevens',
    believed: 'Only the threes matter.',
    edits: [{ find: '1 - probabilities[i] : probabilities[i]', replace: '1 - probabilities[i] : 0' }],
    says: 'Images with target 0 add nothing to your loss. A 7 that the model takes for a 3 is an error, too.',
  },
  {
    id: 'loss-sum',
    believed: 'The loss of a batch is the sum.',
    edits: [
      {
        find: '1 - probabilities[i] : probabilities[i];\n  }\n  return sum / probabilities.length;',
        replace: '1 - probabilities[i] : probabilities[i];\n  }\n  return sum;',
      },
    ],
    says: 'This is the sum over the images. The loss is their mean, so that it does not grow with the number of images.',
  },
  {
    id: 'loss-one-for-all',
    believed: 'The loss is always 1 − p.',
    edits: [{ find: 'targets[i] === 1 ? 1 - probabilities[i] : probabilities[i]', replace: '1 - probabilities[i]' }],
    says: 'You take 1 − p for every image. That is the distance from 1, and it is right where the target is 1. How far is p from a target of 0?',
  },
  {
    id: 'loss-counts-errors',
    believed: 'The loss is how often the model is wrong.',
    edits: [
      {
        find: 'targets[i] === 1 ? 1 - probabilities[i] : probabilities[i]',
        replace: 'probabilities[i] > 0.5 === (targets[i] === 1) ? 0 : 1',
      },
    ],
    says: 'You count wrong answers. A probability of 0.51 and one of 0.99 are then the same, and a small change of the model changes nothing: take how far off each probability is.',
  },
  {
    id: 'loss-logarithm',
    believed: 'The loss of a classifier takes the logarithm.',
    edits: [
      {
        find: 'targets[i] === 1 ? 1 - probabilities[i] : probabilities[i]',
        replace: '-Math.log(targets[i] === 1 ? probabilities[i] : 1 - probabilities[i])',
      },
    ],
    says: 'You take the logarithm of the probabilities. That is the cross-entropy, which comes in lesson 2.5. Here `mnistLoss` takes the distances as they are.',
  },
  {
    id: 'loss-squares',
    believed: 'Every loss squares its errors.',
    edits: [
      {
        find: 'targets[i] === 1 ? 1 - probabilities[i] : probabilities[i]',
        replace: '(targets[i] - probabilities[i]) ** 2',
      },
    ],
    says: 'This is the mean squared error of the probabilities, and it works, too. But `mnistLoss` takes the distances as they are.',
  },
  {
    id: 'loss-with-signs',
    believed: 'The distance is target − p.',
    edits: [
      {
        find: 'targets[i] === 1 ? 1 - probabilities[i] : probabilities[i]',
        replace: 'targets[i] - probabilities[i]',
      },
    ],
    says: 'Your distances have signs: a 7 that is taken for a 3 makes the loss smaller. A distance is never below 0.',
  },
  {
    id: 'sigmoid-inside-loss',
    believed: 'The loss gets raw predictions, as in fast.ai’s book.',
    edits: [
      {
        find: 'sum += targets[i] === 1 ? 1 - probabilities[i] : probabilities[i];',
        replace: 'const p = sigmoid(probabilities[i]);\n    sum += targets[i] === 1 ? 1 - p : p;',
      },
    ],
    says: 'You put the sigmoid inside the loss, as fast.ai’s book does. Here `mnistLoss` gets probabilities that have been through the sigmoid already.',
  },
  {
    id: 'last-error-only',
    believed: 'The loop collects the squares by itself.',
    edits: [
      { find: 'sum += (predictions[i] - targets[i]) ** 2;', replace: 'sum = (predictions[i] - targets[i]) ** 2;' },
    ],
    says: 'The loss comes from the last example alone: each turn of the loop overwrites what the turns before it have found. Which operator adds to what is there already?',
  },
  {
    id: 'loss-last-only',
    believed: 'The loop collects the distances by itself.',
    edits: [{ find: 'sum += targets[i] === 1', replace: 'sum = targets[i] === 1' }],
    says: 'The loss comes from the last image alone: each turn of the loop overwrites what the turns before it have found. Which operator adds to what is there already?',
  },
  {
    id: 'not-squared',
    believed: 'The loss is the mean of the errors.',
    edits: [{ find: '(predictions[i] - targets[i]) ** 2', replace: 'predictions[i] - targets[i]' }],
    says: 'The errors are not squared. They keep their signs, so that +2 and −2 cancel each other.',
  },
  {
    id: 'divided-by-two',
    believed: 'A mean is divided by 2.',
    edits: [{ find: '  return sum / predictions.length;', replace: '  return sum / 2;' }],
    says: 'You divide by 2, however many examples there are. That fits two examples; a mean is divided by their number.',
  },
  {
    id: 'sigmoid-without-brackets',
    believed: 'The fraction line reaches to the end.',
    edits: [{ find: '1 / (1 + Math.exp(-z))', replace: '1 / 1 + Math.exp(-z)' }],
    says: 'Without brackets, JavaScript divides first and adds afterwards. The whole sum belongs below the fraction line.',
  },
  {
    id: 'sigmoid-minus',
    believed: 'The sigmoid is 1 / (1 − e^(−z)).',
    edits: [{ find: '1 / (1 + Math.exp(-z))', replace: '1 / (1 - Math.exp(-z))' }],
    says: 'At z = 0 you divide by 0. Look at the sign below the fraction line.',
  },
  {
    id: 'sigmoid-cut-off',
    believed: 'Far from 0 the sigmoid is 0 or 1.',
    edits: [
      {
        find: 'return 1 / (1 + Math.exp(-z));',
        replace: 'if (Math.abs(z) > 10) return z > 0 ? 1 : 0;\n  return 1 / (1 + Math.exp(-z));',
      },
    ],
    says: 'Far from 0 you give exactly 0 or 1. The sigmoid comes near to them and never stops rising; the formula needs no such border.',
  },
  {
    id: 'times-two-not-squared',
    believed: 'A square is two times the number.',
    edits: [{ find: '(predictions[i] - targets[i]) ** 2', replace: '(predictions[i] - targets[i]) * 2' }],
    says: 'Each error is multiplied by 2. A square is a number times itself, so that +2 and −2 count the same.',
  },
  {
    id: 'first-example-left-out',
    believed: 'Counting starts at 1.',
    edits: [{ find: 'for (let i = 0; i < predictions.length', replace: 'for (let i = 1; i < predictions.length' }],
    says: 'The first example is missing in your sum. At which index does an array begin?',
  },
  {
    id: 'last-example-left-out',
    believed: 'The last index is length − 1, so the loop ends before it.',
    edits: [{ find: 'i < predictions.length;', replace: 'i < predictions.length - 1;' }],
    says: 'The last example is missing in your sum. For which index does the loop run the last time?',
  },
  {
    id: 'loss-first-image-left-out',
    believed: 'Counting starts at 1.',
    edits: [{ find: 'for (let i = 0; i < probabilities.length', replace: 'for (let i = 1; i < probabilities.length' }],
    says: 'The first image is missing in your `mnistLoss`. At which index does an array begin?',
  },
  {
    id: 'loss-last-image-left-out',
    believed: 'The last index is length − 1, so the loop ends before it.',
    edits: [{ find: 'i < probabilities.length;', replace: 'i < probabilities.length - 1;' }],
    says: 'The last image is missing in your `mnistLoss`. For which index does the loop run the last time?',
  },
  {
    id: 'loss-return-in-the-loop',
    believed: 'The `return` belongs to the line above it.',
    edits: [
      {
        find: 'sum += targets[i] === 1 ? 1 - probabilities[i] : probabilities[i];\n  }',
        replace:
          'sum += targets[i] === 1 ? 1 - probabilities[i] : probabilities[i];\n    return sum / probabilities.length;\n  }',
      },
    ],
    says: 'Only the first image counts. Does your `mnistLoss` return inside the loop, in its first round?',
  },
  {
    id: 'only-the-target-squared',
    believed: 'The square belongs to all that stands before it.',
    edits: [{ find: '(predictions[i] - targets[i]) ** 2', replace: 'predictions[i] - targets[i] ** 2' }],
    says: 'Without brackets, only the target is squared. The difference comes first, so it needs brackets of its own.',
  },
]);
