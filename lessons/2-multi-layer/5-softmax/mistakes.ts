import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'softmax-overflow',
    believed: 'The formula is enough.',
    edits: [{ find: 'Math.exp(logit - largest)', replace: 'Math.exp(logit)' }],
    says: 'Your formula is right on paper. Shift all logits by the same amount first, so that none is above 0: the probabilities stay the same, and no power is too large.',
  },
  {
    id: 'softmax-without-powers',
    believed: 'Dividing by the sum makes probabilities.',
    edits: [{ find: 'Math.exp(logit - largest)', replace: 'logit' }],
    says: 'You divide the logits themselves by their sum. Logits may be negative or add up to 0; raise e to each of them first.',
  },
  {
    id: 'softmax-not-divided',
    believed: 'The powers are the probabilities.',
    edits: [{ find: 'powers.map((power) => power / sum)', replace: 'powers' }],
    says: 'Your numbers do not add up to 1. Divide each of them by the sum of all.',
  },
  {
    id: 'softmax-many-sigmoids',
    believed: 'A probability for each class is a sigmoid for each class.',
    edits: [
      { find: 'powers.map((power) => power / sum)', replace: 'logits.map((logit) => 1 / (1 + Math.exp(-logit)))' },
    ],
    says: 'You give each class a sigmoid of its own, and they do not add up to 1. With softmax the classes compete: when one gets more, the others get less.',
  },
  {
    id: 'softmax-divides-by-largest',
    believed: 'The largest logit is taken out by dividing.',
    edits: [{ find: 'Math.exp(logit - largest)', replace: 'Math.exp(logit / largest)' }],
    says: 'You divide by the largest logit, and that changes the probabilities. Subtracting it does not: it takes the same factor out of every power.',
  },
  {
    id: 'softmax-shifts-one-half',
    believed: 'The shift is needed where the powers are returned.',
    edits: [
      {
        find: 'logits.map((logit) => Math.exp(logit - largest));\n  const sum = powers.reduce((total, power) => total + power, 0);',
        replace:
          'logits.map((logit) => Math.exp(logit - largest));\n  const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);',
      },
    ],
    says: 'Above the fraction line you shift the logits, below it you do not. Both must be shifted, or the fraction changes.',
  },
  {
    id: 'softmax-negative',
    believed: 'As in the sigmoid, the exponent has a minus.',
    edits: [{ find: 'Math.exp(logit - largest)', replace: 'Math.exp(Math.min(...logits) - logit)' }],
    says: 'Your largest logit gets the smallest probability. Look at the sign in the exponent.',
  },
  {
    id: 'entropy-sign',
    believed: 'The loss is the logarithm.',
    edits: [{ find: '-Math.log(', replace: 'Math.log(' }],
    says: 'Your loss is negative. The logarithm of a number below 1 is negative, and a loss is 0 at best: there is a minus before it.',
  },
  {
    id: 'entropy-of-zero',
    believed: 'A probability is never exactly 0.',
    edits: [{ find: 'Math.max(probabilities[label], 1e-12)', replace: 'probabilities[label]' }],
    says: 'It happens: e to the power of −1000 is so small that the computer writes 0, and one Infinity ruins the mean of a whole batch.',
  },
  {
    id: 'entropy-floor-too-high',
    believed: 'Any small number will do.',
    edits: [{ find: '1e-12', replace: '1e-7' }],
    says: 'The tiny number that stands in for 0 is too large: at probability 0 the loss stops at about 16. Take a smaller one.',
  },
  {
    id: 'entropy-base-ten',
    believed: 'A logarithm is a logarithm.',
    edits: [{ find: '-Math.log(', replace: '-Math.log10(' }],
    says: 'This is the logarithm to base 10. The loss uses the natural one, which belongs to e and is called `Math.log`.',
  },
  {
    id: 'entropy-base-two',
    believed: 'Information is measured in bits.',
    edits: [{ find: '-Math.log(', replace: '-Math.log2(' }],
    says: 'This is the logarithm to base 2, which counts bits. The loss uses the natural one, which belongs to e and is called `Math.log`.',
  },
  {
    id: 'entropy-linear',
    believed: 'The loss is the distance from 1, as in mnistLoss.',
    edits: [{ find: '-Math.log(Math.max(probabilities[label], 1e-12))', replace: '1 - probabilities[label]' }],
    says: 'This is the distance from 1, as in lesson 1.3. Cross-entropy punishes a sure and wrong answer much harder: it takes a logarithm.',
  },
  {
    id: 'entropy-all-classes',
    believed: 'All classes count.',
    edits: [
      {
        find: '-Math.log(Math.max(probabilities[label], 1e-12))',
        replace: 'probabilities.reduce((sum, p) => sum - Math.log(Math.max(p, 1e-12)), 0)',
      },
    ],
    says: 'You add up the logarithms of all classes. Only the probability of the right class counts; the others are in it already, because all add up to 1.',
  },
  {
    id: 'entropy-weighted',
    believed: 'Entropy is p · ln p.',
    edits: [
      {
        find: '-Math.log(Math.max(probabilities[label], 1e-12))',
        replace: '-probabilities[label] * Math.log(Math.max(probabilities[label], 1e-12))',
      },
    ],
    says: 'You multiply the logarithm by the probability itself. In the cross-entropy it is multiplied by what is true, which is 1 for the right class.',
  },
  {
    id: 'gradient-minus-the-label',
    believed: 'The target is the label.',
    edits: [{ find: '(i === label ? probability - 1 : probability)', replace: 'probability - label' }],
    // With labels of 0 and 1, a single = in the comparison gives the same numbers: the sentence is true of both.
    says: 'What you subtract depends on the label alone, and is the same for every class. 1 is subtracted at the place of the label, and nothing elsewhere.',
    family: 'same-for-every-class',
  },
  {
    id: 'gradient-without-label',
    believed: 'The gradient is the probabilities.',
    edits: [{ find: '(i === label ? probability - 1 : probability)', replace: 'probability' }],
    says: 'These are the probabilities, all of them positive, so every logit would be pushed down. The right one has to go up: what is subtracted from its probability?',
  },
  {
    id: 'gradient-sign',
    believed: 'What is right minus what is said.',
    edits: [
      {
        find: '(i === label ? probability - 1 : probability)',
        replace: '(i === label ? 1 - probability : -probability)',
      },
    ],
    says: 'All signs are the other way round. When the logit of the right class rises, the loss falls, so its slope is negative.',
  },
  {
    id: 'gradient-minus-one-everywhere',
    believed: 'Subtract 1.',
    edits: [{ find: '(i === label ? probability - 1 : probability)', replace: 'probability - 1' }],
    says: 'You subtract 1 from every class. Only the right class has a target of 1; the target of the others is 0.',
  },
  {
    id: 'gradient-of-logits',
    believed: 'The error is the logits minus the target.',
    edits: [{ find: 'softmax(logits).map((probability, i)', replace: 'logits.map((probability, i)' }],
    says: 'You compare the logits themselves with the target. It is the probabilities that are compared with it: put softmax in between.',
  },
  {
    id: 'gradient-slope-twice',
    believed: 'The slope of softmax, p · (1 − p), must still be multiplied in.',
    edits: [
      {
        find: '(i === label ? probability - 1 : probability)',
        replace: '(i === label ? probability - 1 : probability) * probability * (1 - probability)',
      },
    ],
    says: 'You multiply by p · (1 − p) once more. The slopes of softmax and of the logarithm are both in “probability minus target” already; most of them cancel.',
  },
  {
    id: 'gradient-of-the-logarithm-only',
    believed: 'The slope of −ln p is −1/p.',
    edits: [{ find: '(i === label ? probability - 1 : probability)', replace: '(i === label ? -1 / probability : 0)' }],
    says: 'This is the slope for the probability. What is asked for is the slope for the logits, and a logit changes the probabilities of all classes.',
  },
  {
    id: 'gradient-minus-one-for-the-others',
    believed: 'The wrong classes are the ones to be corrected.',
    edits: [
      { find: 'i === label ? probability - 1 : probability', replace: 'i === label ? probability : probability - 1' },
    ],
    says: 'The 1 is taken from every class but the right one. The target is 1 for the right class and 0 for the others: what is left of probability minus target in each case?',
  },
  {
    id: 'softmax-shifts-by-first',
    family: 'softmax-shifts-by-another',
    believed: 'Any of the logits will do for the shift.',
    edits: [{ find: 'Math.max(...logits)', replace: 'logits[0]' }],
    says: 'You subtract a logit that need not be the largest one. Then a larger one is still above 0, and its power can be too large.',
  },
  {
    id: 'softmax-shifts-by-last',
    family: 'softmax-shifts-by-another',
    believed: 'Any of the logits will do for the shift.',
    edits: [{ find: 'Math.max(...logits)', replace: 'logits[logits.length - 1]' }],
    says: 'You subtract a logit that need not be the largest one. Then a larger one is still above 0, and its power can be too large.',
  },
  {
    id: 'softmax-shifts-by-smallest',
    family: 'softmax-shifts-by-another',
    believed: 'No power may be too small, so the smallest logit becomes 0.',
    edits: [{ find: 'Math.max(...logits)', replace: 'Math.min(...logits)' }],
    says: 'You subtract the smallest logit. Then the largest one is still above 0, and its power can be too large.',
  },
  {
    id: 'softmax-exponent-clamped',
    believed: 'It is enough to keep the exponent below 700.',
    edits: [{ find: 'Math.exp(logit - largest)', replace: 'Math.exp(Math.min(logit, 700))' }],
    says: 'You limit large exponents. Then different logits get the same power, and where all are very negative, all powers are 0. A shift of all logits changes nothing.',
  },
  {
    id: 'softmax-largest-at-least-zero',
    believed: 'The search for the largest logit starts at 0.',
    edits: [{ find: 'Math.max(...logits)', replace: 'Math.max(0, ...logits)' }],
    says: 'Your search for the largest logit starts at 0. Where all logits are far below that, nothing is shifted, and every power becomes 0. The largest one may be negative, too.',
  },
  {
    id: 'entropy-of-largest',
    believed: 'The loss looks at the class that the model takes for right.',
    edits: [{ find: 'probabilities[label]', replace: 'Math.max(...probabilities)' }],
    says: 'You take the largest probability. The loss asks how much the right class got, and `label` is its index.',
  },
  {
    id: 'entropy-of-label',
    believed: 'The label is the right probability.',
    edits: [{ find: 'probabilities[label]', replace: 'label' }],
    says: 'You take the logarithm of `label` itself. It is the index of the right class: look the probability up in the array.',
  },
  {
    id: 'gradient-label-looked-up',
    believed: 'The right class is found by its probability.',
    edits: [
      {
        find: '.map((probability, i) => (i === label ?',
        replace: '.map((probability, _, all) => (probability === all[label] ?',
      },
    ],
    says: 'You find the right class by its probability. Two classes can have the same one: compare the index with `label`.',
  },
  {
    id: 'softmax-max-of-a-list',
    believed: '`Math.max` takes a list.',
    edits: [{ find: 'Math.max(...logits)', replace: 'Math.max(logits as unknown as number)' }],
    says: '`Math.max` got the list as one thing, and gives NaN for it. It wants the numbers one by one: which three dots take a list apart?',
  },
  {
    id: 'gradient-label-assigned',
    believed: '= compares.',
    edits: [
      {
        find: '(i === label ? probability - 1 : probability)',
        replace: '((i = label) ? probability - 1 : probability)',
      },
    ],
    says: 'Whether 1 is subtracted depends on the label alone, and not on the class. A single = compares nothing, it sets the left side to the right side.',
    family: 'same-for-every-class',
  },
  {
    id: 'gradient-plus-one',
    believed: 'The right class gets 1 more.',
    edits: [{ find: 'probability - 1 : probability', replace: 'probability + 1 : probability' }],
    says: 'You add 1 for the right class. Its probability should grow, and a step goes against the slope: so the slope there is below 0.',
  },
  {
    id: 'entropy-floor-1e-8',
    believed: 'Any small number will do.',
    edits: [{ find: '1e-12', replace: '1e-8' }],
    says: 'The tiny number that stands in for 0 is too large: at probability 0 the loss stops at about 18. Take a smaller one.',
  },
  {
    id: 'softmax-divides-by-sum-of-logits',
    believed: 'The sum is that of the logits.',
    edits: [
      {
        find: 'total + power, 0)',
        replace: 'total + power, 0) * 0 + logits.reduce((total, logit) => total + logit, 0)',
      },
    ],
    says: 'You divide the powers by the sum of the logits. To add up to 1, they are divided by the sum of the powers.',
  },
  {
    id: 'softmax-running-sum',
    believed: 'Each probability is divided by the sum until there.',
    edits: [
      {
        find: 'return powers.map((power) => power / sum);',
        replace: 'let running = sum - sum;\n  return powers.map((power) => power / (running += power));',
      },
    ],
    says: 'Each power is divided by the sum of those up to it. The sum must be complete before the first division.',
  },
  {
    id: 'softmax-of-two',
    believed: 'The base is 2.',
    edits: [{ find: 'Math.exp(logit - largest)', replace: '2 ** (logit - largest)' }],
    says: 'Your powers have the base 2. Softmax raises e to each logit: which function of `Math` does that?',
  },
]);
