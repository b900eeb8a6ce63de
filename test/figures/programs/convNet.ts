/** The network of lesson 5.7, trained by the solutions of the lessons. Lesson 5.7 quotes it. */
import type { Network } from '../../../lessons/3-complete-network/7-network/solution';
import { softmaxCrossEntropy } from '../../../lessons/3-complete-network/5-batch-loss/solution';
import { type TrainingData, shuffle, takeBatch } from '../../../lessons/3-complete-network/8-training-loop/solution';
import { Matrix } from '../../../lessons/3-complete-network/matrix';
import { accuracy, predictLabels } from '../../../lessons/4-extensions/1-evaluate/solution';
import { Momentum } from '../../../lessons/4-extensions/4-momentum/solution';
import { createConvNet } from '../../../lessons/5-beyond/7-convolution/solution';
import { type Examples, firstExamples } from '../../../src/training/data/dataset';
import { seededRandom } from '../../../src/training/data/random';
import { cosine } from '../../../src/training/network/schedules';
import { type Program, SEEDS } from '../program';

const [TRAINING, EPOCHS, BATCH, LEARNING_RATE] = [10_000, 5, 64, 0.05];

const dataOf = ({ images, labels, count }: Examples): TrainingData => ({
  images: new Matrix(count, images.length / count, images),
  labels,
});

function train(network: Network, data: TrainingData, random: () => number): void {
  const momentum = new Momentum(network.parameters(), { learningRate: LEARNING_RATE, momentum: 0.9 });
  const stepsInAll = EPOCHS * Math.ceil(data.labels.length / BATCH);
  let step = 0;
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const order = shuffle(data.labels.length, random);
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = takeBatch(data, order.subarray(start, start + BATCH));
      network.backward(softmaxCrossEntropy(network.forward(batch.images), batch.labels).gradient);
      momentum.learningRate = cosine(step++, stepsInAll, { learningRate: LEARNING_RATE });
      momentum.step();
    }
  }
}

/** Of 100. In batches: the patches of all test images at once would fill more than half a gigabyte. */
function right(network: Network, data: TrainingData): number {
  const answers = new Uint8Array(data.labels.length);
  const places = Uint32Array.from(answers.keys());
  for (let start = 0; start < places.length; start += BATCH)
    answers.set(predictLabels(network, takeBatch(data, places.subarray(start, start + BATCH)).images), start);
  return 100 * accuracy(answers, data.labels);
}

export const CONV_NET: Program = {
  id: 'conv-net',
  about: `createConvNet on ${TRAINING} images, ${EPOCHS} epochs with momentum and cosine`,
  quantities: { right: { digits: 1 } },
  run(mnist) {
    const [data, test] = [dataOf(firstExamples(mnist.train, TRAINING)), dataOf(mnist.test)];
    const runs = SEEDS.map((seed) => {
      const random = seededRandom(seed);
      const network = createConvNet(random);
      train(network, data, random);
      return right(network, test);
    });
    return { right: runs };
  },
};
