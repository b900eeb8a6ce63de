import { type DrawPicture, createRandom, digit, path, t } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { createNetwork } from '../../3-complete-network/7-network/solution.ts';
import { trainWithPatience } from './solution.ts';

const NAMES = ['0', '3', '7'] as const;
const NOISE = 0.6;

const draw: DrawPicture = () => {
  const random = createRandom(2);
  const examples = (count: number, wrongLabels: number): { images: Matrix; labels: Uint8Array } => ({
    images: Matrix.from(
      Array.from({ length: count }, (_, i) =>
        digit(NAMES[i % NAMES.length])
          .flat()
          .map((ink) => ink + NOISE * random.normal()),
      ),
    ),
    labels: Uint8Array.from({ length: count }, (_, i) => (i + (random() < wrongLabels ? 1 : 0)) % NAMES.length),
  });
  const [training, validation] = [examples(45, 0.25), examples(60, 0)];
  const network = createNetwork([144, 16, NAMES.length], random);
  const options = { learningRate: 0.1, epochs: 40, batchSize: 10, patience: 8, random };
  const reports = [...trainWithPatience(network, training, validation, options)];
  return {
    kind: 'lines',
    title: t(
      'Your `trainWithPatience` on noisy digits, up to where it stopped. A quarter of the training labels are wrong.',
    ),
    xName: t('epoch'),
    yName: t('loss'),
    lines: [
      path(
        'training',
        reports.map(({ epoch, trainingLoss }): [number, number] => [epoch, trainingLoss]),
      ),
      path(
        'validation',
        reports.map(({ epoch, validationLoss }): [number, number] => [epoch, validationLoss]),
      ),
    ],
  };
};
export default draw;
