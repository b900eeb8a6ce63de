import { mistakes } from 'kit';

const stairs = '  return learningRate * factor ** Math.floor(step / every);';
const left = 'const left = (1 + Math.cos((Math.PI * step) / totalSteps)) / 2;';
const slide = '  return minimum + (learningRate - minimum) * left;';
const top = 'const top = Math.max(0, warmup * totalSteps - 1);';
const up = '    return between(start, learningRate, step / top);';
const down = '  return between(learningRate, end, (step - top) / (totalSteps - 1 - top));';

export default mistakes([
  {
    id: 'slope-not-stairs',
    believed: 'The learning rate falls a little in every step.',
    edits: [{ find: 'Math.floor(step / every)', replace: '(step / every)' }],
    says: 'Your learning rate falls a little in each step. A staircase is flat between two cuts: only whole cuts count.',
  },
  {
    id: 'cut-one-step-early',
    believed: 'Steps count from 1.',
    edits: [{ find: 'Math.floor(step / every)', replace: 'Math.floor((step + 1) / every)' }],
    says: 'Your cuts come one step too early. Steps count from 0, so the first `every` steps have the numbers 0 to every − 1.',
  },
  {
    id: 'every-of-the-run',
    believed: '`every` says how many parts the run has.',
    edits: [{ find: 'Math.floor(step / every)', replace: 'Math.floor((step * every) / totalSteps)' }],
    says: 'You divide the run into `every` parts. `every` is a number of steps: after so many, the learning rate is cut.',
  },
  {
    id: 'only-one-cut',
    believed: 'The learning rate is cut once.',
    edits: [{ find: stairs, replace: '  return step < every ? learningRate : learningRate * factor;' }],
    says: 'Your learning rate is cut only once. It is cut again and again, each time after `every` more steps.',
  },
  {
    id: 'factor-times-cuts',
    believed: 'Two cuts by a half are once a half times two.',
    edits: [
      {
        find: stairs,
        replace:
          '  const cuts = Math.floor(step / every);\n  return cuts === 0 ? learningRate : learningRate * factor * cuts;',
      },
    ],
    says: 'You multiply the factor by the number of cuts. Each cut multiplies what is left by the factor once more: which operation does that?',
    family: 'factor-times-cuts',
  },
  {
    id: 'factor-times-no-cuts',
    believed: 'Two cuts by a half are a half times two.',
    edits: [{ find: 'factor ** Math.floor', replace: 'factor * Math.floor' }],
    says: 'You multiply the factor by the number of cuts. Each cut multiplies what is left by the factor once more: which operation does that?',
    family: 'factor-times-cuts',
  },
  {
    id: 'factor-is-taken-off',
    believed: 'A factor of 0.1 means that a tenth is taken off.',
    edits: [{ find: 'factor ** Math.floor', replace: '(1 - factor) ** Math.floor' }],
    says: 'You subtract the factor. The factor is the part that remains: with 0.1, a tenth of the learning rate is left.',
  },
  {
    id: 'no-default-factor',
    believed: 'The caller always gives a factor.',
    edits: [
      { find: 'factor = 0.1 }', replace: 'factor }' },
      { find: 'factor ** Math.floor', replace: '(factor as number) ** Math.floor' },
    ],
    says: 'Where the caller leaves the factor out, yours is `undefined`, and the learning rate becomes NaN. Give it the value that the comment names.',
  },
  {
    id: 'whole-wave',
    believed: 'A cosine goes from 0 to 2π.',
    edits: [{ find: 'Math.PI * step', replace: '2 * Math.PI * step' }],
    says: 'Your learning rate falls and rises again: that is a whole wave. Half a wave, from 0 to π, only falls.',
  },
  {
    id: 'quarter-wave',
    believed: 'A cosine is 0 at π/2, so that is where it ends.',
    edits: [{ find: left, replace: 'const left = Math.cos((Math.PI * step) / totalSteps / 2);' }],
    says: 'You use a quarter of the wave, which ends steeply. Half a wave, lifted by 1 and halved, is flat at both ends.',
  },
  {
    id: 'not-lifted',
    believed: 'The cosine itself goes from 1 to 0.',
    edits: [{ find: left, replace: 'const left = Math.cos((Math.PI * step) / totalSteps);' }],
    says: 'Your learning rate goes below 0. The cosine runs from 1 to −1: lift it and halve it, so that it runs from 1 to 0.',
  },
  {
    id: 'straight-line',
    believed: 'The way down is a straight line.',
    edits: [{ find: left, replace: 'const left = 1 - step / totalSteps;' }],
    says: 'Your way down is a straight line. It meets the cosine in the middle; before that the cosine is above it, and after that below.',
  },
  {
    id: 'reaches-the-minimum',
    believed: 'The last step has the minimum.',
    edits: [
      { find: left, replace: 'const left = (1 + Math.cos((Math.PI * step) / Math.max(1, totalSteps - 1))) / 2;' },
    ],
    says: 'You divide by the number of the last step. Here, as in PyTorch, the minimum would be reached one step after the end: divide by the number of steps.',
  },
  {
    id: 'minimum-on-top',
    believed: 'The minimum is added at the end.',
    edits: [{ find: slide, replace: '  return minimum + learningRate * left;' }],
    says: 'You add the minimum to the whole slide, so the run starts too high. The slide has only the height between the minimum and the learning rate.',
  },
  {
    id: 'minimum-as-a-floor',
    believed: 'The minimum is a floor under the slide.',
    edits: [{ find: slide, replace: '  return Math.max(minimum, learningRate * left);' }],
    says: 'You slide to 0 and stop at the minimum. The slide itself should end there: it has only the height between the minimum and the learning rate.',
  },
  {
    id: 'top-one-step-late',
    believed: 'The top is after warmup · totalSteps steps.',
    edits: [{ find: top, replace: 'const top = Math.max(0, warmup * totalSteps);' }],
    says: 'Your top comes one step too late. Steps count from 0, so the last one of n steps has the number n − 1.',
  },
  {
    id: 'top-divided-by-zero',
    believed: 'There is always a way up.',
    edits: [
      { find: top, replace: 'const top = warmup * totalSteps - 1;' },
      { find: '  if (step === top) return learningRate;\n  if (step < top) {', replace: '  if (step <= top) {' },
    ],
    says: 'In a short run, or with a short warm-up, `warmup · totalSteps` is 1 or less. Then there is no way up, and step 0 is the top: return the learning rate there, and do not divide by the length of the way.',
  },
  {
    id: 'top-rounded',
    believed: 'The top must be at a whole step.',
    edits: [{ find: top, replace: 'const top = Math.max(0, Math.floor(warmup * totalSteps) - 1);' }],
    says: 'You round the place of the top to a whole step. It may lie between two steps; the curve is then met to the left and to the right of it.',
  },
  {
    id: 'end-from-the-top',
    believed: 'The end is the learning rate divided by endDivisor.',
    edits: [{ find: 'const end = start / endDivisor;', replace: 'const end = learningRate / endDivisor;' }],
    says: 'Your run ends too high. `endDivisor` divides the learning rate of the start, which is divided once already.',
  },
  {
    id: 'ends-where-it-started',
    believed: 'A cycle ends where it began.',
    edits: [{ find: down, replace: '  return between(learningRate, start, (step - top) / (totalSteps - 1 - top));' }],
    says: 'You come down to where you started. The end is far below the start.',
  },
  {
    id: 'straight-up',
    believed: 'The warm-up is a straight line.',
    edits: [{ find: up, replace: '    return start + (learningRate - start) * (step / top);' }],
    says: 'Your way up is a straight line. Both ways are half a cosine, flat at the bottom and flat at the top.',
  },
  {
    id: 'warm-up-from-zero',
    believed: 'The run starts at a learning rate of 0.',
    edits: [{ find: up, replace: '    return between(0, learningRate, step / top);' }],
    says: 'Your run starts at a learning rate of 0, so its first step does not move at all. It starts at learningRate / startDivisor.',
  },
  {
    id: 'down-share-of-the-run',
    believed: 'The share of the way down is the share of the run.',
    edits: [{ find: down, replace: '  return between(learningRate, end, step / (totalSteps - 1));' }],
    says: 'On the way down you count from the start of the run, so the learning rate jumps at the top. The way down begins at the top: how far has this step come from there, and how long is that way?',
  },
  {
    id: 'no-warm-up',
    believed: 'The way down is what matters.',
    edits: [
      { find: `  if (step < top) {\n${up}\n  }\n`, replace: '  if (step < top) {\n    return learningRate;\n  }\n' },
    ],
    says: 'You are at the top from the first step on. The warm-up climbs there from learningRate / startDivisor.',
  },
  {
    id: 'not-halved',
    believed: 'One plus the cosine is the share that is left.',
    edits: [
      { find: 'Math.cos((Math.PI * step) / totalSteps)) / 2;', replace: 'Math.cos((Math.PI * step) / totalSteps));' },
    ],
    says: 'The slide starts too high by as much as it should fall. One plus the cosine goes from 2 down to 0, and a share goes from 1 down to 0.',
  },
  {
    id: 'degrees',
    believed: 'Half a wave is 180.',
    edits: [{ find: 'Math.cos((Math.PI * step) / totalSteps)', replace: 'Math.cos((180 * step) / totalSteps)' }],
    says: 'Your wave is in degrees. `Math.cos` counts in radians, where half a turn is π.',
  },
  {
    id: 'cuts-rounded',
    believed: 'The number of cuts is rounded.',
    edits: [{ find: 'Math.floor(step / every)', replace: 'Math.round(step / every)' }],
    says: 'Your cuts come half a stair too early, because the number of cuts is rounded. Only whole stairs that are behind this step count.',
  },
  {
    id: 'top-from-the-last-step',
    believed: 'The way up is a share of the number of the last step.',
    edits: [{ find: top, replace: 'const top = warmup * (totalSteps - 1);' }],
    says: 'Your top is a share of the number of the last step. The way up is a share of all the steps, and steps count from 0: the comment above the function says where it ends.',
  },
  {
    id: 'pi-left-out',
    believed: 'The cosine takes the share as it is.',
    edits: [{ find: 'Math.cos((Math.PI * step) / totalSteps)', replace: 'Math.cos(step / totalSteps)' }],
    says: 'Your cosine goes from 0 to 1 only, and the learning rate falls little. Half a wave goes from 0 to π.',
  },
  {
    id: 'factor-off-for-each-cut',
    believed: 'Each cut takes off the same amount.',
    edits: [{ find: stairs, replace: '  return learningRate * (1 - factor * Math.floor(step / every));' }],
    says: 'Each of your cuts subtracts the same amount, so that the learning rate may go below 0. Each cut multiplies what is left by the factor.',
  },
  {
    id: 'defaults-of-fastai',
    believed: 'The defaults are those of fast.ai.',
    edits: [
      {
        find: 'warmup = 0.3, startDivisor = 25, endDivisor = 1e4',
        replace: 'warmup = 0.25, startDivisor = 25, endDivisor = 1e5',
      },
    ],
    says: 'With nothing but a learning rate given, your run is that of fast.ai: 0.25, 25 and 100,000. The comments name the values of this course, which are PyTorch’s.',
  },
  {
    id: 'start-divisor-ten',
    believed: 'Ten is a round number.',
    edits: [{ find: 'startDivisor = 25', replace: 'startDivisor = 10' }],
    says: 'Where the caller gives no `startDivisor`, yours is 10. Its comment names another number.',
  },
]);
