/** First losses with scaled pixels and with bytes, and how often images that are alike have one label. Lesson 5.2 quotes it. */
import { learnsByHeart } from '../../../lessons/5-beyond/2-diagnosis/solution';
import { nearest } from '../../../lessons/5-beyond/patients';
import { shuffle } from '../../../lessons/3-complete-network/8-training-loop/solution';
import type { Dataset } from '../../../src/training/data/dataset';
import { seededRandom } from '../../../src/training/data/random';
import { REFERENCE_LIBRARY } from '../../../src/training/network/library';
import { Matrix } from '../../../src/training/network/matrix';
import { type Program, SEEDS, percent } from '../program';

const [BATCH, ALIKE, PIXELS] = [64, 200, 784];

export const DIAGNOSIS: Program = {
  id: 'diagnosis',
  about: `the first loss of ${BATCH} images, and the labels of the nearest neighbours among ${ALIKE}`,
  quantities: { scaled: { digits: 1 }, bytes: { digits: 0 }, neighbours: { digits: 0 }, strangers: { digits: 0 } },
  run({ train }: Dataset) {
    const runs = SEEDS.map((seed) => {
      const random = seededRandom(seed);
      const chosen = shuffle(train.count, random);
      const taken = (count: number): { images: Matrix; labels: Uint8Array } => {
        const images = new Matrix(count, PIXELS);
        const places = Array.from(chosen.subarray(0, count));
        places.forEach((from, i) => {
          images.data.set(train.images.subarray(from * PIXELS, (from + 1) * PIXELS), i * PIXELS);
        });
        return { images, labels: Uint8Array.from(places, (from) => train.labels[from]) };
      };
      const { images, labels } = taken(BATCH);
      const bytes = new Matrix(
        BATCH,
        PIXELS,
        images.data.map((pixel) => 255 * pixel),
      );
      const network = REFERENCE_LIBRARY.createNetwork([PIXELS, 128, 10], random);
      const firstLoss = (of: Matrix): number =>
        learnsByHeart(network as never, { images: of as never, labels }, 0, 1)[0];
      const many = taken(ALIKE);
      const agreeing = (given: Uint8Array): number =>
        percent(given.filter((label, i) => label === given[nearest(many.images as never, i)]).length, ALIKE);
      const order = shuffle(ALIKE, random);
      return {
        scaled: firstLoss(images),
        bytes: firstLoss(bytes),
        neighbours: agreeing(many.labels),
        strangers: agreeing(Uint8Array.from(order, (from) => many.labels[from])),
      };
    });
    return {
      scaled: runs.map(({ scaled }) => scaled),
      bytes: runs.map(({ bytes }) => bytes),
      neighbours: runs.map(({ neighbours }) => neighbours),
      strangers: runs.map(({ strangers }) => strangers),
    };
  },
};
