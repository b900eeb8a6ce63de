/** Sums that the texts do in a sentence, and not in a block of “ts run”: each is computed here, and must stand there. */
import assert from 'node:assert/strict';
import { l1Distance, l2Distance } from '../../lessons/1-linear-model/1-pixels/solution';
import { predict } from '../../lessons/1-linear-model/2-linear-model/solution';
import { meanSquaredError, sigmoid } from '../../lessons/1-linear-model/3-loss/solution';
import { numericalGradient } from '../../lessons/1-linear-model/4-numerical-gradient/solution';
import { mnistLossGradient } from '../../lessons/1-linear-model/5-gradients/solution';
import { forward } from '../../lessons/2-multi-layer/3-two-layer-network/solution';
import { backward } from '../../lessons/2-multi-layer/4-backpropagation/solution';
import { trainTwoLayer } from '../../lessons/2-multi-layer/6-two-moons/solution';
import { Matrix } from '../../lessons/3-complete-network/matrix';
import { Dense } from '../../lessons/3-complete-network/3-dense-layer/solution';
import { gaussian } from '../../lessons/3-complete-network/6-initialisation/solution';
import { createNetwork } from '../../lessons/3-complete-network/7-network/solution';
import { backward as walkBack, order } from '../../lessons/5-beyond/3-value/solution';
import { createConvNet } from '../../lessons/5-beyond/7-convolution/solution';
import { Value } from '../../lessons/5-beyond/value';
import { findLesson } from '../../src/course/course';
import { DENSE_FROM } from '../../src/training/network/matmul';
import { course, readLessonFile } from '../support/course';

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const rounded = (value: number, digits: number): string => value.toFixed(digits).replace('-', '−');

/** Weights and biases of a network. */
function numbersIn(...sizes: number[]): number {
  return createNetwork(sizes, () => 0.5)
    .parameters()
    .reduce((sum, { value }) => sum + value.data.length, 0);
}

const TRAINING = 60_000;
const THREES_AND_SEVENS = 6131 + 6265;
const IMAGE = 28 * 28;
const linear = IMAGE + 1;
const [small, large] = [numbersIn(IMAGE, 30, 2), numbersIn(IMAGE, 128, 10)];
const steps = (images: number, batchSize: number): number => Math.ceil(images / batchSize);

const ZERO = { weights: [[0, 0], [0, 0]], bias: [0, 0] }; // prettier-ignore
const zeros = { hidden: ZERO, output: ZERO };
const untrained = [...trainTwoLayer([[1, 2], [-1, 1]], [0, 1], zeros, { learningRate: 0.5, epochs: 3, batchSize: 2 })]; // prettier-ignore

function listed(...draws: number[]): () => number {
  return () => draws.shift() ?? assert.fail('drawn too often');
}

const LAMP = {
  hidden: { weights: [[1, 1], [1, 1]], bias: [-1, 0] }, // prettier-ignore
  output: { weights: [[-2], [1]], bias: [-0.5] },
};

function afterTwoBackwards(): number[][] {
  const twice = new Dense(Matrix.from([[2], [3]]), Matrix.from([[1]]));
  twice.forward(Matrix.from([[1, 1]]));
  twice.backward(Matrix.from([[1]]));
  twice.backward(Matrix.from([[1]]));
  return twice.parameters()[0].gradient.toArray();
}

function slopeOfASleeper(): number {
  const hidden = { weights: [[1, 0], [1, -1]], bias: [-2, 1] }; // prettier-ignore
  const pass = { hiddenInput: [3, -1], hiddenOutput: [3, 0], output: [-4] };
  return backward([3, 2], pass, [6], { hidden, output: { weights: [[-2], [5000]], bias: [2] } }).hidden.bias[1];
}

/** The gradients of x and w in the guide of 5.3, found in a wrong way. */
function wrongly(walk: (end: Value, q: Value, p: Value) => void): string {
  const [w, x] = [new Value(3), new Value(2)];
  const p = new Value(6, [w, x], [2, 3]);
  const q = new Value(9, [p, w], [1, 1]);
  const end = new Value(54, [p, q], [9, 6]);
  end.gradient = 1;
  walk(end, q, p);
  return `${x.gradient} and ${w.gradient}`;
}

const handOn = ({ inputs, slopes, gradient }: Value): void =>
  inputs.forEach((input, k) => (input.gradient += slopes[k] * gradient));
const overwritten = wrongly((...all) => {
  for (const { inputs, slopes, gradient } of all) inputs.forEach((input, k) => (input.gradient = slopes[k] * gradient));
});
const tooEarly = wrongly((end, q, p) => [end, p, q].forEach(handOn));
const tooOften = wrongly((end, q, p) => [end, p, q, p].forEach(handOn));

function doubledSixtyTimes(): { values: number; gradient: number } {
  const start = new Value(1);
  let sum = start;
  for (let i = 0; i < 60; i++) sum = new Value(1, [sum, sum], [1, 1]);
  walkBack(sum);
  return { values: order(sum).length, gradient: start.gradient };
}

/** Positions · weights of each convolution, and of the last layer, of `createConvNet`. */
const convNumbers = createConvNet(() => 0.5)
  .parameters()
  .reduce((sum, { value }) => sum + value.data.length, 0);
const products = [24 ** 2 * 5 ** 2 * 8, 8 ** 2 * 8 * 5 ** 2 * 16, 4 ** 2 * 16 * 10];
const convProducts = products.reduce((sum, each) => sum + each);
const denseProducts = IMAGE * 128 + 128 * 10;

const oneWrong = [10, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const none = oneWrong.map(() => 0);

/** Lesson, or number of a part for the page after it → what its text says. */
const SAID: Record<string, string[]> = {
  pixels: [
    `√(1 / 4) = ${l2Distance([1, 0, 0, 0], [0, 0, 0, 0])} against ${l2Distance([0.4, 0.4, 0.4, 0.4], [0, 0, 0, 0])}`,
    `L1: ${l1Distance([1, 0, 0, 0], [0, 0, 0, 0])} against ${l1Distance([0.4, 0.4, 0.4, 0.4], [0, 0, 0, 0])}`,
    `array of ${IMAGE} numbers`,
    `something that has ${linear} of them`,
  ],
  'linear-model': [`the bias stays: ${predict([8, 4], [2, -1], 0.5)}`, `That makes ${linear} numbers`],
  loss: [
    `the mean is ${meanSquaredError(oneWrong, none)}. Three degrees, ten times, is ${meanSquaredError(
      none.map(() => 3),
      none,
    )}`,
    `Each error is 2, each square is ${meanSquaredError([2, 2, 2], [0, 0, 0])}`,
  ],
  'numerical-gradient': [
    `- [x] ${whole(2 * linear)} times`,
    `has ${whole(large)} parameters. One gradient would cost ${whole(2 * large)} passes`,
    `\`0.1 + 0.2 - 0.2\` is ${0.1 + 0.2 - 0.2}`,
    `- [x] ${numericalGradient((params) => params[0] ** 3, [2], 1e-20)[0]}\n`,
    `- [x] ${rounded((10 - 12) / (5.5 - 4.5), 0)}\n`,
  ],
  gradients: [
    `instead of ${whole(2 * linear)}`,
    `The sigmoid of 0 is ${sigmoid(0)}, and that of −4.595 is ${rounded(sigmoid(-4.595), 2)}`,
    `Its slope is ${rounded(mnistLossGradient([[1]], [1], [0], 0).bias, 2)}, the other's is about ${rounded(
      mnistLossGradient([[1]], [1], [-4.595], 0).bias,
      4,
    )}`,
    `its square is ${rounded(5.01 ** 2, 4)}`,
  ],
  'three-or-seven': [
    `${whole(THREES_AND_SEVENS)} images in all`,
    `make ${Math.floor(THREES_AND_SEVENS / 256)} full mini-batches and one with the last ${THREES_AND_SEVENS % 256}. That is ${steps(THREES_AND_SEVENS, 256)} steps`,
    `${steps(THREES_AND_SEVENS, 256)} · 20 = ${steps(THREES_AND_SEVENS, 256) * 20}`,
    `- [x] ${steps(100, 32) * 3}\n`,
    `the loss 1 − 0.731 = ${rounded(1 - sigmoid(1), 3)}, and the slope −0.731 · 0.269 = ${rounded(-sigmoid(1) * (1 - sigmoid(1)), 4)}`,
  ],
  1: [`${linear} numbers, in weights and bias`, `of the ${whole(THREES_AND_SEVENS)} images`],
  activations: [`ten times is 1/${whole(4 ** 10)}`, `a quarter of a quarter of a quarter is 1/${4 ** 3}`],
  'two-layer-network': [
    `- [x] ${whole(small)}\n  > 784 · 30 = ${whole(IMAGE * 30)} weights and 30 biases in the hidden layer, 30 · 2 = ${30 * 2} weights`,
    ...([[0, 0], [0, 1], [1, 0], [1, 1]].every((x, i) => forward(x, LAMP).output[0] === [-0.5, 0.5, 0.5, -0.5][i]) // prettier-ignore
      ? ['- [x] The same as before']
      : ['another lamp']),
  ],
  backpropagation: [
    `A network has ${whole(small)} weights and biases`,
    `- [x] ${whole(2 * small)}\n`,
    `- [x] ${slopeOfASleeper()}\n`,
    `because 5000 · 6 = ${whole(5000 * 6)}`,
    `times −3 in place of −2, the forecast would have been ${rounded(3 * -3 + 2, 0)}`,
  ],
  softmax: [`This is −1/0.99`, `- [ ] ${rounded(-1 / 0.99, 2)}\n`, `- [x] ${rounded(0.99 - 1, 2)}: a tiny push up`],
  'two-moons': [
    `the loss is ${rounded(untrained[2].loss, 3)} in each step`,
    `Copying ${numbersIn(2, 16, 2)} numbers`,
    `For ${numbersIn(2, 16, 2)} weights and biases this is nothing. For the ${whole(small)} of`,
  ],
  2: [
    `| ${whole(linear)} numbers | ${whole(small)} numbers |`,
    `40 rounds over ${whole(THREES_AND_SEVENS)} images are ${whole((4 * small * THREES_AND_SEVENS * 40) / 1e9)} billion`,
  ],
  matmul: [
    `64 · 128 · 784, which is about ${rounded((64 * 128 * IMAGE) / 1e6, 1)} million`,
    `are ${whole((TRAINING * IMAGE * 4) / 1e6)} megabytes that way and ${whole((TRAINING * IMAGE * 8) / 1e6)} megabytes the other`,
    `does that ${steps(TRAINING, 64)} times`,
    `- [x] ${Matrix.from([[0.1]]).get(0, 0)} and 0.5`,
  ],
  'dense-layer': [`The same as after one call: ${afterTwoBackwards().flat().join(' and ')}`],
  initialisation: [
    `After ten people it is ${whole(0.7 ** -10)} times fainter, after twenty it is ${Math.round(0.7 ** -20 / 10) * 10} times fainter`,
    `it is more than ${Math.floor(1.4 ** 20 / 100) * 100} times as loud`,
    `(It ends at ${rounded(gaussian(listed(0.2, 0.5)), 3)}.)`,
    `√(2 / 128) = ${Math.sqrt(2 / 128)}`,
    `√(2 / 784), about ${rounded(Math.sqrt(2 / IMAGE), 2)}`,
    `2 / 784, about ${rounded(2 / IMAGE, 4)}`,
    `- [ ] About ${rounded(0.707 ** 10, 2)}\n  > So it would be after ten layers.`,
    `0.707 to the power of 20 is about 1/${Math.round(0.707 ** -20 / 100) * 100}, and 1.414 to the power of 20 is about ${Math.round(1.414 ** 20 / 100) * 100}`,
  ],
  network: [
    `both weights are −1.177 · √2 = ${rounded(gaussian(() => 0.5) * Math.SQRT2, 3)}`,
    `its ${whole(large)} weights and biases`,
    `has ${whole(IMAGE * 128)} of the ${whole(large)} parameters`,
  ],
  'training-loop': [
    `a thousandth of one on ${whole(TRAINING)}`,
    `you take ${steps(TRAINING, 64)} rough ones`,
    `An epoch has more than ${Math.floor(steps(55_000, 64) / 100) * 100} steps`,
    `about ${whole((3 * IMAGE * 128 * TRAINING) / 1e9)} thousand million multiplications`,
    `the last batch of an epoch has ${TRAINING % 64} images`,
    `With ${whole(large)} numbers and ${steps(TRAINING, 64)} steps an epoch`,
    `whole numbers up to about ${Math.floor(2 ** 32 / 1e9)} thousand million`,
  ],
  3: [
    `${numbersIn(2, 16, 2)}, with 16 hidden neurons | ${whole(large)} for \`[784, 128, 10]\``,
    `ln 10, about ${rounded(Math.log(10), 2)}`,
    `After one epoch of ${steps(TRAINING, 64)} steps`,
  ],
  evaluate: [`about ${whole((10_000 * 128 * 4) / 1e6)} megabytes`],
  regularization: [
    `becomes 3 − 0.5 · 0.3 = ${3 - 0.5 * 0.3}. That is ${whole((100 * (3 - 0.5 * 0.3)) / 3)}% of 3`,
    `by 1 − 0.1 · 10 = ${1 - 0.1 * 10}`,
    `${whole(large)} numbers to learn them with`,
  ],
  dropout: [`- [x] 0 or ${10 / (1 - 0.2)}\n`],
  momentum: [`a network with ${whole(large)} weights and biases`],
  'learning-curves': [
    `10 · 0.25 = ${10 * 0.25}, rounded down: ${Math.floor(10 * 0.25)} images`,
    `The loss is the mean, ${rounded(Math.log(2) + Math.log(4 / 3) + Math.log(4), 3)} / 3 = ${rounded(Math.log(32 / 3) / 3, 3)}`,
    `(2 · 0.9 + 1 · 0.3) / 3 = ${rounded((2 * 0.9 + 0.3) / 3, 1)}. The mean of the two batches would be ${rounded((0.9 + 0.3) / 2, 1)}`,
    `1.0986 is ln 3, so e to the power of it is ${whole(Math.exp(1.0986))}`,
  ],
  diagnosis: [
    `are compared with two hundred, ${whole(200 * 200)} times ${IMAGE} differences`,
    `2 of 4 neurons are asleep, a share of ${2 / 4}`,
  ],
  value: [
    `x gets ${overwritten.replace(' and', ' and w gets')}, a letter has taken the place`,
    `With ${tooEarly}, the postman was at p`,
    `With ${tooOften}, he went on`,
    `You have the answer in the numbers ${tooEarly}`,
    `print ${doubledSixtyTimes().values} and ${doubledSixtyTimes().gradient}, which`,
    `There are ${doubledSixtyTimes().values} values`,
    `so ${2 * 60} letters stand for all the paths. The gradient is 2⁶⁰, about ${rounded(doubledSixtyTimes().gradient / 1e18, 2)} · 10¹⁸`,
    `A network has ${whole(large)} weights and biases`,
    `it would take ${whole(2 * large)} forward passes`,
    `for ${whole(IMAGE * 128 + 128 * 10)} products and as many sums`,
  ],
  traced: [`would have ${whole((64 * 128 * 64 * IMAGE) / 1e6)} million entries`],
  adam: [
    `this share is ${rounded(1 - 0.9 ** 50, 3)} after 50 steps`,
    `it takes more than ${whole(Math.floor(Math.log(0.9 ** 50) / Math.log(0.999) / 1000) * 1000)} steps to come as far`,
    `1 − 0.5³ = ${1 - 0.5 ** 3} and 1 − 0.75³ = ${rounded(1 - 0.75 ** 3, 3)}`,
    `with its ${whole(large)} weights and biases`,
    `- [x] ${whole(2 * large)}, and the count of the steps`,
  ],
  patches: [
    `which is 4 − 2 + 1 places`,
    `- [x] ${whole(64 * 8 * 8)} × ${8 * 5 ** 2}\n`,
    `- [ ] ${whole(64 * 12 * 12)} × 25\n`,
    `its patches have ${24 ** 2} · 25 = ${whole(24 ** 2 * 25)}: more than ${Math.floor((24 ** 2 * 25) / IMAGE)} times`,
  ],
  convolution: [
    `It has ${whole(convNumbers)} numbers to learn, where your network of Part 3 has ${whole(large)}`,
    `About ${Math.round(large / convNumbers)} times fewer, as there are ${Math.round(large / convNumbers)} times fewer weights`,
    `is used at ${24 ** 2} positions`,
    `- [x] About ${Math.round(convProducts / denseProducts)} times as many`,
    `${24 ** 2} · 200 + ${8 ** 2} · 3,200 + ${whole(products[2])} = ${whole(convProducts)}, and for the dense network 784 · 128 + 128 · 10 = ${whole(denseProducts)}`,
    `more than ${Math.floor((24 ** 2 * 25) / IMAGE)} times as many numbers`,
  ],
  residual: [
    `A fresh network of 30 blocks has ${4 + 4 * 30} matrices`,
    `The block returns 3.1 + 4 = 7.1 and 4 + ${rounded(3.1 * 2 - 4, 1)} = 6.2`,
    `½ · ½ · … thirty times is 1 / ${whole(2 ** 30)}`,
  ],
  'fast-matmul': [
    `8 · ${IMAGE / 8}.`,
    `Below ${100 * DENSE_FROM} numbers in 100`,
    `It is at least one and a half times as fast`,
  ],
};

describe('arithmetic in sentences', () => {
  for (const [place, sentences] of Object.entries(SAID))
    it(place, () => {
      const lesson = findLesson(course, place);
      const text = lesson ? readLessonFile(lesson, 'lesson.md') : course.parts[Number(place) - 1]?.end?.text;
      assert.ok(text, `no text of ${place}`);
      const said = text.replace(/\s*\n(?!\s*(-|>|\|))\s*/g, ' ');
      for (const sentence of sentences)
        assert.ok(said.includes(sentence) || text.includes(sentence), `${place} does not say: ${sentence}`);
    });
});
