/** Known mistakes that the numbers of a guide's examples cannot show: by lesson, the mistake and why not. */
const FITS = 'Its sizes fit, as they must in an example: that they are compared shows where they do not.';
const SAME_NUMBERS = 'The numbers are right. What is wrong is that';
const TWO_OBJECTS = 'It takes two objects at work at once, which is more than an example can hold.';
const REPORTS_LATE = `${SAME_NUMBERS} the reports come when the run has ended.`;
const TWO_EXAMPLES = 'For two examples it is the mean. More of them are too many to compute by hand.';
const EXTREME = 'It takes numbers far beyond those of an example.';

export const UNSEEN: Record<string, Record<string, string>> = {
  pixels: { 'three-in-l2': 'For the toy images both distances agree; where they do not is a question of the quiz.' },
  'linear-model': {
    'no-length-check': FITS,
    'cut-to-the-shorter': FITS,
    'checks-one-direction': FITS,
    'message-names-no-length': FITS,
    'error-returned': FITS,
    'all-without-length-check': FITS,
    'all-over-inputs-without-length-check': FITS,
  },
  'numerical-gradient': { 'put-back-by-adding': 'It is wrong in the last of 16 digits.' },
  gradients: { 'mnist-overflow': EXTREME },
  activations: {
    'relu-in-place': `${SAME_NUMBERS} the argument is changed.`,
    'sigmoid-overflow': EXTREME,
  },
  'gradient-descent': {
    'all-before-the-first': REPORTS_LATE,
    'gradient-of-first-weight-for-all': 'The line of the guide has one weight.',
  },
  'three-or-seven': { 'all-before-the-first': REPORTS_LATE },
  layer: {
    'gradient-bias-is-upstream': `${SAME_NUMBERS} the gradient of the bias is the argument itself.`,
    'inputs-not-compared': FITS,
    'biases-not-compared': FITS,
    'error-without-sizes': FITS,
    'gradient-sizes-not-compared': FITS,
  },
  softmax: { 'softmax-largest-at-least-zero': EXTREME },
  'two-moons': { 'halved-from-the-second': TWO_EXAMPLES },
  backpropagation: { 'computed-again': `${SAME_NUMBERS} they are computed twice.` },
  matmul: { 'shapes-not-checked': FITS, 'shapes-checked-with-and': FITS, 'one-number-scales': FITS },
  broadcasting: {
    'row-not-checked': FITS,
    'row-length-only': FITS,
    'row-count-only': FITS,
    'multiply-not-checked': FITS,
    'multiply-checked-with-and': FITS,
    'multiply-compares-columns-only': FITS,
    'multiply-compares-rows-only': FITS,
    'multiply-compares-sizes': FITS,
    'function-called-twice': `${SAME_NUMBERS} the function is called twice for each.`,
  },
  'dense-layer': { 'one-memory-for-all': TWO_OBJECTS },
  'relu-layer': { 'one-memory-for-all': TWO_OBJECTS },
  'batch-loss': { 'labels-not-counted': FITS },
  network: { 'one-bias-for-all': TWO_OBJECTS, 'one-relu-for-all': TWO_OBJECTS },
  'training-loop': { 'bytes-for-places': 'It takes more than 256 images.' },
  dropout: { 'asks-training-on-the-way-back': 'It takes a change of mode between the way there and the way back.' },
  'learning-curves': {
    'split-in-order': 'Which numbers are held back is left to chance: an example shows how many.',
    'learns-while-it-measures': `${SAME_NUMBERS} backward is called.`,
    'new-matrices': `${SAME_NUMBERS} they stand in other matrices.`,
    'nan-is-best': 'No loss of the examples is NaN.',
  },
  diagnosis: {
    'bytes-in-the-first-image': 'The first image of the guide is as bright as the others.',
    'first-relu-only': 'The patients of the guide have one hidden layer.',
    'equal-in-one-layer': 'The patients of the guide have one hidden layer.',
  },
  value: {
    'calls-itself': 'It takes 20,000 values in a row.',
    'every-way-by-itself': `${SAME_NUMBERS} each way through the graph is walked by itself.`,
  },
  traced: {
    'relu-in-place': `${SAME_NUMBERS} the argument is changed.`,
    'upstream-in-place': `${SAME_NUMBERS} upstream is changed.`,
    'pulled-once': 'In the examples, each `pull` gets the same upstream again.',
  },
  patches: {
    'size-not-checked': FITS,
    'height-checked-only': FITS,
    'checked-with-and': FITS,
    'count-of-positions-checked': FITS,
    'back-size-not-checked': FITS,
  },
  convolution: { 'one-memory-for-all': TWO_OBJECTS, 'pool-one-memory-for-all': TWO_OBJECTS },
  residual: {
    'asked-for-each-number': `${SAME_NUMBERS} the inner layer is asked many times.`,
    'shapes-not-compared': FITS,
    'columns-only': FITS,
    'rows-only': FITS,
    'counts-compared': FITS,
    'both-must-differ': FITS,
  },
  'fast-matmul': { 'no-shape-check': FITS, 'still-one-at-a-time': `${SAME_NUMBERS} they take longer.` },
};
