/** 1,000 images with as many held back, by the solution of 5.1, on layers that compute the same faster. Lesson 5.1 quotes it. */
import type { EpochReport } from '../../../lessons/5-beyond/1-learning-curves/solution';
import { split, trainWithPatience } from '../../../lessons/5-beyond/1-learning-curves/solution';
import { takeBatch } from '../../../lessons/3-complete-network/8-training-loop/solution';
import type { Dataset } from '../../../src/training/data/dataset';
import { seededRandom } from '../../../src/training/data/random';
import { REFERENCE_LIBRARY } from '../../../src/training/network/library';
import { Matrix } from '../../../src/training/network/matrix';
import { type Program, SEEDS } from '../program';

const [IMAGES, EPOCHS, PATIENCE] = [2000, 200, 10];

/** One run to its last epoch: what a run with less patience sees is the beginning of it. */
function reportsOf({ train }: Dataset, seed: number): EpochReport[] {
  const random = seededRandom(seed);
  const data = { images: new Matrix(train.count, 784, train.images), labels: train.labels };
  const parts = split(IMAGES, 0.5, random);
  const [training, validation] = [parts.training, parts.validation].map((part) => takeBatch(data as never, part));
  const network = REFERENCE_LIBRARY.createNetwork([784, 128, 10], random) as never;
  const options = { learningRate: 0.1, epochs: EPOCHS, batchSize: 64, patience: EPOCHS, random };
  return [...trainWithPatience(network, training, validation, options)];
}

export const PATIENT: Program = {
  id: 'patience',
  about: '1,000 images and 1,000 held back, 200 epochs, and where patience 10 would have ended them',
  quantities: {
    best: { digits: 0 },
    lowest: { digits: 2 },
    end: { digits: 2 },
    training: { digits: 3 },
    stopped: { digits: 0 },
    kept: { digits: 2 },
  },
  run(mnist) {
    const runs = SEEDS.map((seed) => reportsOf(mnist, seed));
    const ends = runs.map((reports) => reports[EPOCHS - 1]);
    const stops = runs.map(
      (reports) => reports.find(({ epoch, best }) => epoch - best >= PATIENCE) ?? reports[EPOCHS - 1],
    );
    const lossOf = (of: EpochReport[]): number[] => of.map(({ best }, i) => runs[i][best - 1].validationLoss);
    return {
      best: ends.map(({ best }) => best),
      lowest: lossOf(ends),
      end: ends.map(({ validationLoss }) => validationLoss),
      training: ends.map(({ trainingLoss }) => trainingLoss),
      stopped: stops.map(({ epoch }) => epoch),
      kept: lossOf(stops),
    };
  },
};
