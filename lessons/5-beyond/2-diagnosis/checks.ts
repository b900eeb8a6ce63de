import { type Random, type Tools, checksFor, createRandom, float64 } from 'kit';
import type { Layer, Parameter } from '../../3-complete-network/layer.ts';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type { TrainingData } from '../../3-complete-network/8-training-loop/solution.ts';
import { type Fault, type Patient, nearest } from '../patients.ts';
import type * as Lesson from './solution.ts';

const { denseBackward, denseForward, eighths, fine, networkBackward, networkForward, softmaxCrossEntropy } = float64;

/** What right programs may differ by after several steps in float32. */
const STEPS = { tolerance: 1e-4 };

type Dense = float64.DenseParameters;

/** A patient before it becomes matrices and layers. */
interface Plain {
  images: number[][];
  labels: number[];
  dense: Dense[];
  learningRate: number;
}

const CLASSES = 10;
/** The hidden layers of the patients. */
const LAYERS = [[10], [16], [12, 10]];
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** One dense layer of the checks' own. */
class OneLayer implements Layer {
  private readonly own: Parameter[];
  private input: number[][] = [];

  constructor(weights: number[][], bias: number[]) {
    this.own = [weights, [bias]].map((rows) => {
      const value = Matrix.from(rows);
      return { value, gradient: Matrix.zeros(value.rows, value.cols) };
    });
  }

  get values(): Dense {
    return { weights: this.own[0].value.toArray(), bias: this.own[1].value.toArray()[0] };
  }

  forward(x: Matrix): Matrix {
    this.input = x.toArray();
    return Matrix.from(denseForward(this.input, this.values));
  }

  backward(upstream: Matrix): Matrix {
    const { weights, bias, input } = denseBackward(this.input, this.values.weights, upstream.toArray());
    this.own[0].gradient = Matrix.from(weights);
    this.own[1].gradient = Matrix.from([bias]);
    return Matrix.from(input);
  }

  parameters(): Parameter[] {
    return [...this.own];
  }
}

const dataOf = (rows: number[][], labels: number[]): TrainingData => ({
  images: Matrix.from(rows),
  labels: Uint8Array.from(labels),
});

/** The losses of a right run on all the images, and the layers after it. */
function descent({ images, labels, dense, learningRate }: Plain, steps: number): { losses: number[]; dense: Dense[] } {
  let layers = dense;
  const losses = upTo(steps).map(() => {
    const output = networkForward(images, layers).at(-1) as number[][];
    const { loss, gradient } = softmaxCrossEntropy(output, labels);
    const slopes = networkBackward(images, layers, gradient).layers;
    layers = layers.map(({ weights, bias }, at) => ({
      weights: weights.map((row, i) => row.map((value, j) => value - learningRate * slopes[at].weights[i][j])),
      bias: bias.map((value, j) => value - learningRate * slopes[at].bias[j]),
    }));
    return loss;
  });
  return { losses, dense: layers };
}

/** The shares of sleeping neurons, in float64. */
const asleepIn = (images: number[][], dense: Dense[]): number[] =>
  networkForward(images, dense)
    .slice(1, -1)
    .map(
      (output) => output[0].filter((_, neuron) => output.every((row) => row[neuron] <= 0)).length / output[0].length,
    );

/** The learner's own layers: a `ReLU` is recognised by its class. */
function layersFrom(learner: typeof Lesson, dense: Dense[]): Layer[] {
  return learner.layersOf(
    dense.map(({ weights, bias }) => ({ weights: Matrix.from(weights), bias: Matrix.from([bias]) })),
  );
}

function hasLayersOf({ learner, holds }: Tools<typeof Lesson>): void {
  holds(
    typeof learner.layersOf === 'function',
    'The file does not export `layersOf`. It is given, and the layers of the patients are made with it: “Reset This Lesson” shows how it was.',
  );
}

function patientFrom(learner: typeof Lesson, { images, labels, dense, learningRate }: Plain): Patient {
  return { layers: layersFrom(learner, dense), data: dataOf(images, labels), learningRate };
}

function shuffled(numbers: readonly number[], random: Random): number[] {
  const order = [...numbers];
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

const numbersOf = (layers: Layer[]): number[][] =>
  layers.flatMap((layer) => layer.parameters().map(({ value }) => Array.from(value.data)));

const randomWeights = (random: Random, inputs: number, outputs: number): number[][] =>
  upTo(inputs).map(() => upTo(outputs).map(() => Math.sqrt(2 / inputs) * random.normal()));

/** Images of ten classes, each with its own bright pixels; one pixel is 1, and a few labels are wrong, as everywhere. A network learns them at small steps. */
function drawHealthy(random: Random, hidden: number[]): Plain {
  const [count, pixels] = [random.integer(100, 120), 10 * random.integer(2, 3)];
  const shown = shuffled(
    upTo(count).map((i) => i % CLASSES),
    random,
  );
  const images = shown.map((digit) =>
    upTo(pixels).map((pixel) => (pixel % CLASSES === digit ? 0.75 + random() / 4 : random() / 8)),
  );
  const labels = shown.map((digit) => (random() < 0.15 ? random.integer(0, CLASSES - 1) : digit));
  images[random.integer(0, count - 1)][0] = 1;
  const sizes = [pixels, ...hidden, CLASSES];
  const dense = hidden.concat(CLASSES).map((outputs, i) => ({
    weights: randomWeights(random, sizes[i], outputs),
    bias: new Array<number>(outputs).fill(0),
  }));
  return { images, labels, dense, learningRate: random.between(0.05, 0.2) };
}

/** Whether the fault, and no other one, shows, however it is looked for. */
function isClear(plain: Plain, fault: Fault): boolean {
  const { images, labels, dense } = plain;
  if (fault === 'inputs-not-scaled') return true;
  const shares = asleepIn(images, dense);
  const isAsleep = shares.some((share) => share >= 0.9);
  if (isAsleep || fault === 'neurons-asleep') return isAsleep && fault === 'neurons-asleep';
  if (fault === 'all-neurons-equal') return true;
  const matrix = Matrix.from(images);
  const agreeing = labels.filter((label, i) => label === labels[nearest(matrix, i)]).length / labels.length;
  const trueAgreeing = fault === 'labels-do-not-fit' ? agreeing < 0.2 : agreeing > 0.6;
  const first = { ...plain, images: images.slice(0, 20), labels: labels.slice(0, 20) };
  const [onFew, onAll] = [descent(first, 20).losses, descent(plain, 4).losses];
  const grows = [onFew, onAll].map((losses) => losses.slice(1).some((loss) => !(loss < losses[0])));
  const explodes = [onFew, onAll].map((losses) => losses.some((loss) => !(loss < 2 * losses[0])));
  return (
    trueAgreeing &&
    (fault === 'steps-too-large' ? explodes : grows).every((each) => each === (fault === 'steps-too-large'))
  );
}

/** What makes a healthy patient ill. */
const ILL: Record<Fault, (plain: Plain, random: Random) => Plain> = {
  healthy: (plain) => plain,
  'inputs-not-scaled': (plain) => {
    const { length } = plain.dense[0].bias;
    // Bytes. Of most patients the first images are dark: a look at one of them is not enough. And some are only a little too bright.
    const [dark, factor] = [length > LAYERS[0][0] ? 3 : 0, length === LAYERS[2][0] ? 1.75 : 255];
    return { ...plain, images: plain.images.map((row, i) => row.map((value) => (i < dark ? 0 : factor * value))) };
  },
  'all-neurons-equal': (plain, random) => ({
    ...plain,
    dense: plain.dense.map(({ weights, bias }, at) => {
      const isLast = at === plain.dense.length - 1;
      // Also the weights that lead out of the neurons are alike: else they would part in the first step.
      const out = weights[0].map(() => random.between(-0.5, 0.5));
      const common = random.between(0.1, 0.4);
      return {
        weights: weights.map((row) => {
          const into = at === 0 ? random.between(0.05, 0.3) : common;
          return row.map((_, j) => (isLast ? out[j] : into));
        }),
        bias,
      };
    }),
  }),
  'neurons-asleep': (plain, random) => {
    // The last hidden layer; another check has sleepers in the first one of two.
    const at = plain.dense.length - 2;
    return withAsleep(plain, at, Math.ceil(plain.dense[at].bias.length * random.between(0.9, 1)));
  },
  'labels-do-not-fit': (plain, random) => ({ ...plain, labels: shuffled(plain.labels, random) }),
  'steps-too-large': (plain, random) => ({ ...plain, learningRate: random.between(200, 2000) }),
};

/** The first `count` neurons of a hidden layer are 0 for every image. */
function withAsleep(plain: Plain, at: number, count: number): Plain {
  const dense = plain.dense.map((layer, i) =>
    i === at ? { ...layer, bias: layer.bias.map((value, j) => (j < count ? -60 : value)) } : layer,
  );
  return { ...plain, dense };
}

const withBias = (plain: Plain, bias: number): Plain => ({
  ...plain,
  dense: plain.dense.map((layer) => ({ ...layer, bias: layer.bias.map(() => bias) })),
});

/** By what they are drawn from: a clear patient takes long to find, and to name a mistake its check runs again with the same ones. */
const drawn = new Map<string, Plain>();
const MAX_DRAWN = 100;

function drawPatient(random: Random, fault: Fault, hidden: number[], change = ILL[fault]): Plain {
  const seed = random.integer(0, 2 ** 32 - 1);
  const key = [seed, fault, ...hidden].join();
  const known = drawn.get(key);
  if (known) return known;
  if (drawn.size === MAX_DRAWN) drawn.clear();
  const found = findClear(createRandom(seed), fault, hidden, change);
  drawn.set(key, found);
  return found;
}

function findClear(random: Random, fault: Fault, hidden: number[], change: typeof ILL.healthy): Plain {
  for (let attempt = 0; ; attempt++) {
    const plain = change(drawHealthy(random, hidden), random);
    if (isClear(plain, fault) || attempt === 50) return plain;
  }
}

/** Patients of a kind are told from others, with one hidden layer and with two. @param is what they are like */
function sees(tools: Tools<typeof Lesson>, fault: Fault, is: string): void {
  hasLayersOf(tools);
  const { learner, random, close } = tools;
  for (const hidden of LAYERS)
    close(learner.diagnose(patientFrom(learner, drawPatient(random, fault, hidden))), fault, {
      what: `the diagnosis of a patient ${is}`,
    });
}

const guideDense = (weights = [[0, 0]]): Dense => ({ weights, bias: [0, 0] });
const guideBatch = (): TrainingData => dataOf([[1], [2]], [0, 1]);

export default checksFor<typeof Lesson>((check, contract) => {
  check('learnsByHeart', 'has the losses 0.693 and 0.650 of the guide', ({ learner, close }) => {
    const { weights, bias } = guideDense();
    close(
      learner.learnsByHeart(new OneLayer(weights, bias), guideBatch(), 0.5, 2),
      [Math.log(2), (Math.log1p(Math.exp(0.25)) + Math.log1p(Math.exp(-0.5))) / 2],
      { what: 'the list of losses at a learning rate of 0.5', at: ([i]) => `in step ${Number(i) + 1}`, ...STEPS },
    );
  });

  check('learnsByHeart', 'goes on where the loss rises: 0.693 and 12.5 in the guide', ({ learner, close }) => {
    const { weights, bias } = guideDense();
    close(
      learner.learnsByHeart(new OneLayer(weights, bias), guideBatch(), 50, 2),
      [Math.log(2), (Math.log1p(Math.exp(25)) + Math.log1p(Math.exp(-50))) / 2],
      { what: 'the list of losses at a learning rate of 50', at: ([i]) => `in step ${Number(i) + 1}`, ...STEPS },
    );
  });

  contract('learnsByHeart', 'takes the steps of gradient descent on the whole batch, as many as it is told', {
    given: (draw) => {
      const [count, pixels, steps] = [draw.size(300), draw.size(100), draw.size(4)];
      const classes = draw.integer(1, 6);
      return {
        images: fine(draw, count, pixels),
        weights: fine(draw, pixels, classes),
        bias: fine(draw, 1, classes)[0],
        learningRate: draw.number(0.01, 0.25),
        labels: upTo(count).map(() => draw.integer(0, classes - 1)),
        steps,
      };
    },
    does: ({ learnsByHeart }, { images, weights, bias, learningRate, labels, steps }) => {
      const network = new OneLayer(weights, bias);
      const losses = learnsByHeart(network, dataOf(images, labels), learningRate, steps);
      return { losses: Array.from(losses), ...network.values };
    },
    gives: ({ images, weights, bias, learningRate, labels, steps }) => {
      const { losses, dense } = descent({ images, labels, learningRate, dense: [{ weights, bias }] }, steps);
      return { losses, ...dense[0] };
    },
    ...STEPS,
  });

  check('learnsByHeart', 'gives as many losses as there are steps, also when they are NaN', ({ learner, close }) => {
    for (const [learningRate, steps] of [
      [0.1, 0],
      [0.1, 1],
      [1e39, 5],
    ]) {
      const { weights, bias } = guideDense();
      close(learner.learnsByHeart(new OneLayer(weights, bias), guideBatch(), learningRate, steps)?.length, steps, {
        what: `the number of losses for ${steps} steps with a learning rate of ${learningRate}`,
      });
    }
  });

  check(
    'learnsByHeart',
    'goes on from where the network is, in the same matrices',
    ({ learner, random, close, holds }) => {
      const [rows, labels] = [eighths(random, 5, 3), [0, 1, 1, 0, 1]];
      const start = { weights: eighths(random, 3, 2), bias: eighths(random, 1, 2)[0] };
      const network = new OneLayer(start.weights, start.bias);
      const before = network.parameters().map(({ value }) => value);
      const batch = dataOf(rows, labels);
      const plain = { images: rows, labels, learningRate: 0.25 };
      const right = descent({ ...plain, dense: [start] }, 5);
      const losses = [3, 2].flatMap((steps) => Array.from(learner.learnsByHeart(network, batch, 0.25, steps)));
      close(losses, right.losses, {
        what: 'the list of losses of 3 steps, and of 2 more on the same network,',
        at: ([i]) => `in step ${Number(i) + 1}`,
        ...STEPS,
      });
      close(network.values, right.dense[0], { what: 'the network after 5 steps', ...STEPS });
      holds(
        network.parameters().every(({ value }, i) => value === before[i]),
        'A `value` was replaced by another matrix, expected the same matrix with new numbers.',
      );
      const other = new OneLayer(start.weights, start.bias);
      close(learner.learnsByHeart(other, batch, 0.25, 1), right.losses.slice(0, 1), {
        what: 'the list of losses of another network on the same batch',
        ...STEPS,
      });
    },
  );

  check('learnsByHeart', 'leaves the batch unchanged', ({ learner, random, unchanged }) => {
    const network = new OneLayer(eighths(random, 3, 3), [0, 0, 0]);
    const { images, labels } = dataOf(eighths(random, 4, 3), [2, 0, 1, 1]);
    unchanged({ images, labels }, () => learner.learnsByHeart(network, { images, labels }, 0.25, 3));
  });

  check('sleepers', 'finds the share 0.5 of the guide: two of four neurons', (tools) => {
    hasLayersOf(tools);
    const { learner, close } = tools;
    const identity = upTo(4).map((i) => upTo(4).map((j) => (i === j ? 1 : 0)));
    const layers = layersFrom(learner, [
      { weights: identity, bias: [0, 0, 0, 0] },
      { weights: [[1], [1], [1], [1]], bias: [0] },
    ]);
    const images = Matrix.from([
      [-1, 2, -3, 1],
      [-2, 0, -1, 3],
      [0, 1, -2, 0],
    ]);
    close(learner.sleepers(layers, images), [0.5], { what: 'the list of shares for the three images of the guide' });
  });

  contract('sleepers', 'is right for any images, layers and sizes', {
    given: (draw) => {
      const [count, pixels, first, second] = [draw.size(200), draw.size(40), draw.size(40), draw.size(20)];
      const shut = (outputs: number): number[] =>
        draw.numbers(outputs, -2, 2).map((value) => (value < -1 ? -999 : Math.round(8 * value) / 8));
      // In steps of 1/8: float32 holds all sums exactly, so a 0 is a 0.
      const weights = (inputs: number, outputs: number): number[][] => fine(draw, inputs, outputs, 2, 8);
      return {
        images: fine(draw, count, pixels, 2, 8),
        dense: [
          { weights: weights(pixels, first), bias: shut(first) },
          { weights: weights(first, second), bias: shut(second) },
          { weights: weights(second, 2), bias: [0, 0] },
        ].slice(0, draw.integer(1, 3)),
      };
    },
    does: (learner, { images, dense }) => Array.from(learner.sleepers(layersFrom(learner, dense), Matrix.from(images))),
    gives: ({ images, dense }) => asleepIn(images, dense),
    at: ([relu]) => (relu === undefined ? '' : `for ReLU ${Number(relu) + 1}`),
  });

  check('sleepers', 'counts a neuron that a single image wakes as awake', (tools) => {
    const { learner, close } = tools;
    // Neuron 0 wakes for the last image only, neuron 1 for the first one only, neuron 2 for none.
    const rows = upTo(150).map((i) => [i === 149 ? 1 : 0, i === 0 ? 1 : 0, 0]);
    const identity = upTo(3).map((i) => upTo(3).map((j) => (i === j ? 1 : 0)));
    const layers = layersFrom(learner, [
      { weights: identity, bias: [-0.5, -0.5, -0.5] },
      { weights: [[1], [1], [1]], bias: [0] },
    ]);
    close(learner.sleepers(layers, Matrix.from(rows)), [1 / 3], {
      what: 'the list of shares for three neurons, of which one image each wakes two,',
    });
  });

  check('sleepers', 'has a share for each ReLU, in their order, and none without a ReLU', ({ learner, close }) => {
    const dense = [
      { weights: [[1, 1, 1, 1]], bias: [0, -9, -9, -9] },
      { weights: [[1, 1], [1, 1], [1, 1], [1, 1]], bias: [0, -9] },
      { weights: [[1], [1]], bias: [0] },
    ]; // prettier-ignore
    const images = (): Matrix => Matrix.from([[1], [0.5]]);
    close(learner.sleepers(layersFrom(learner, dense), images()), [0.75, 0.5], {
      what: 'the list of shares for two ReLUs',
    });
    close(learner.sleepers(layersFrom(learner, dense.slice(0, 1)), images()), [], {
      what: 'the list of shares for a network of one dense layer',
    });
  });

  check('sleepers', 'looks at these layers and these images, as they are now', ({ learner, close }) => {
    const dense = (): Dense[] => [
      { weights: [[1, -1]], bias: [0, 0] },
      { weights: [[1], [1]], bias: [0] },
    ];
    const layers = layersFrom(learner, dense());
    const [both, positive] = [Matrix.from([[1], [-1]]), Matrix.from([[1], [2]])];
    const shares = (of: Layer[], images: Matrix, expected: number, what: string): void => {
      close(learner.sleepers(of, images), [expected], { what: `the list of shares ${what}` });
    };
    shares(layers, both, 0, 'for images with 1 and −1');
    shares(layers, positive, 0.5, 'for the same layers and other images');
    shares(
      layersFrom(learner, [{ ...dense()[0], bias: [0, 9] }, dense()[1]]),
      positive,
      0,
      'for the same images and other layers',
    );
    layers[0].parameters()[1].value.data.set([-9, -9]);
    shares(layers, positive, 1, 'after the biases had changed');
    positive.data.set([10, -10]);
    shares(layers, positive, 0, 'after the images had changed');
  });

  check('sleepers', 'leaves images and weights unchanged', ({ learner, random, close, unchanged }) => {
    const layers = layersFrom(learner, [
      { weights: eighths(random, 3, 4), bias: [0, 0, 0, 0] },
      { weights: eighths(random, 4, 2), bias: [0, 0] },
    ]);
    const before = numbersOf(layers);
    const images = Matrix.from(eighths(random, 6, 3));
    unchanged({ images }, () => learner.sleepers(layers, images));
    close(numbersOf(layers), before, { what: 'the list of the numbers of the layers afterwards', tolerance: 0 });
  });

  check('diagnose', 'finds nothing in networks that learn', (tools) => {
    sees(tools, 'healthy', 'that learns');
  });

  check('diagnose', 'sees that pixels were not scaled', (tools) => {
    sees(tools, 'inputs-not-scaled', 'that has pixels above 1');
  });

  check('diagnose', 'sees that all neurons of the hidden layers are equal', (tools) => {
    sees(tools, 'all-neurons-equal', 'whose hidden neurons all began with the same weights');
  });

  check('diagnose', 'sees that neurons are asleep, in whichever layer', (tools) => {
    sees(tools, 'neurons-asleep', 'in which at least 9 of 10 neurons of the last hidden layer are 0 for every image');
  });

  check('diagnose', 'sees that labels do not fit, though they can be learned by heart', (tools) => {
    sees(tools, 'labels-do-not-fit', 'whose labels belong to other images');
  });

  check('diagnose', 'sees that steps are too large', (tools) => {
    sees(tools, 'steps-too-large', 'whose loss rises above its first value');
  });

  check('diagnose', 'calls neurons asleep from 9 of 10 on, not from 8 of 10', ({ learner, random, close }) => {
    // A bias of 1 keeps all others awake: one more that happens to sleep would hide which side of 9 of 10 is meant.
    const plain = drawPatient(random, 'healthy', [20, 10], (each) => withAsleep(withBias(each, 1), 0, 16));
    for (const [asleep, fault] of [
      [16, 'healthy'],
      [18, 'neurons-asleep'],
    ] as const)
      close(learner.diagnose(patientFrom(learner, withAsleep(plain, 0, asleep))), fault, {
        what: `the diagnosis of a patient in which ${asleep} of the 20 neurons of its first hidden layer are asleep`,
      });
  });

  check('diagnose', 'takes weights that are alike in one row for no fault', ({ learner, random, close }) => {
    const plain = drawPatient(random, 'healthy', [12], (each) => ({
      ...each,
      dense: each.dense.map((layer, i) =>
        i === 0 ? { ...layer, weights: layer.weights.map((row, k) => (k === 0 ? row.map(() => 0.25) : row)) } : layer,
      ),
    }));
    close(learner.diagnose(patientFrom(learner, plain)), 'healthy', {
      what: 'the diagnosis of a patient whose neurons have only the first of their weights in common',
    });
  });

  check('diagnose', 'takes equal neurons in one of two hidden layers for no fault', ({ learner, random, close }) => {
    for (const equal of [0, 1]) {
      const plain = drawPatient(random, 'healthy', [12, 10], (each) => ({
        ...each,
        dense: each.dense.map((layer, i) =>
          i === equal ? { ...layer, weights: layer.weights.map((row) => row.map(() => 0.125)) } : layer,
        ),
      }));
      close(learner.diagnose(patientFrom(learner, plain)), 'healthy', {
        what: `the diagnosis of a patient with two hidden layers, of which only the ${equal === 0 ? 'first' : 'second'} one has equal neurons,`,
      });
    }
  });

  check('diagnose', 'calls a hidden layer of zeros asleep, not equal', ({ learner, random, close }) => {
    const plain = drawPatient(random, 'neurons-asleep', [12], (each) => ({
      ...each,
      dense: each.dense.map((layer, i) =>
        i === 0 ? { ...layer, weights: layer.weights.map((row) => row.map(() => 0)) } : layer,
      ),
    }));
    close(learner.diagnose(patientFrom(learner, plain)), 'neurons-asleep', {
      what: 'the diagnosis of a patient whose hidden layer has weights and biases of 0',
    });
  });

  check('diagnose', 'takes an output layer that begins with zeros for no fault', ({ learner, random, close }) => {
    const plain = drawPatient(random, 'healthy', [12], (each) => ({
      ...each,
      dense: each.dense.map((layer, i) =>
        i === 1 ? { ...layer, weights: layer.weights.map((row) => row.map(() => 0)) } : layer,
      ),
    }));
    close(learner.diagnose(patientFrom(learner, plain)), 'healthy', {
      what: 'the diagnosis of a patient whose last layer begins with zeros',
    });
  });

  check('diagnose', 'judges the steps by the loss, not by the learning rate', ({ learner, random, close }) => {
    // Large weights in the last layer make the steps of the first one long.
    const steep = drawPatient(random, 'steps-too-large', [12], (each) => ({
      ...each,
      dense: each.dense.map((layer, i) => ({
        ...layer,
        weights: layer.weights.map((row) => row.map((value) => (i === 0 ? value / 4 : 16 * value))),
      })),
      learningRate: random.between(1.25, 1.9),
    }));
    close(learner.diagnose(patientFrom(learner, steep)), 'steps-too-large', {
      what: `the diagnosis of a patient with the learning rate ${steep.learningRate.toFixed(2)}, whose loss rises above its first value,`,
    });
  });

  check('diagnose', 'sees that the loss becomes NaN in the first step', ({ learner, random, close }) => {
    const plain = { ...drawPatient(random, 'healthy', [12]), learningRate: 1e38 };
    close(learner.diagnose(patientFrom(learner, plain)), 'steps-too-large', {
      what: 'the diagnosis of a patient whose loss is NaN after the first step',
    });
  });

  check('diagnose', 'judges a patient again when it has changed', ({ learner, random, close }) => {
    const patient = patientFrom(learner, drawPatient(random, 'healthy', [12]));
    const expect = (fault: Fault, what: string): void => {
      close(learner.diagnose(patient), fault, { what: `the diagnosis ${what}` });
    };
    expect('healthy', 'of a patient that learns');
    expect('healthy', 'of the same patient, a second time,');
    patient.learningRate = 1000;
    expect('steps-too-large', 'of the same patient, with a learning rate of 1000,');
  });

  check('diagnose', 'leaves the patient as it was', ({ learner, random, holds, close, unchanged }) => {
    for (const fault of ['healthy', 'steps-too-large', 'labels-do-not-fit', 'neurons-asleep'] as const) {
      const patient = patientFrom(learner, drawPatient(random, fault, [12]));
      const matrices = patient.layers.flatMap((layer) => layer.parameters().map(({ value }) => value));
      const [before, layers] = [numbersOf(patient.layers), [...patient.layers]];
      const { images, labels } = patient.data;
      const { learningRate } = patient;
      unchanged({ images, labels }, () => learner.diagnose(patient));
      close(numbersOf(layers), before, {
        what: 'the list of weights and biases of the patient afterwards',
        at: ([parameter, ...place]) => `in parameter ${parameter}, at number ${place[0]}`,
        tolerance: 0,
      });
      holds(
        layers.flatMap((layer) => layer.parameters()).every(({ value }, i) => value === matrices[i]),
        '`diagnose` has put another matrix into a parameter, expected the same matrix with the same numbers.',
      );
      holds(
        patient.learningRate === learningRate &&
          patient.layers.length === layers.length &&
          layers.every((layer, i) => patient.layers[i] === layer),
        '`diagnose` has changed the learning rate of the patient, or the list of its layers. It only examines.',
      );
    }
  });
});
