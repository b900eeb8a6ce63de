/** Plain and residual (lesson 5.8): two networks of many layers, and how large the gradient is that reaches each layer. */
import { t } from '../../course/l10n';
import type { Picture } from '../../protocol/metrics';
import type { Random } from '../data/random';
import { norm } from '../inspection/layerProbe';
import { short } from '../inspection/numbers';
import { type NetworkView, denseShape } from '../inspection/networkView';
import type { Layer } from '../network/layer';
import type { Library, TrainableNetwork } from '../network/library';
import { type Evaluation, type Experiment, type ExperimentRow, exportedFunction, loadLesson } from './experiment';
import { mnist } from './mnist';
import { CLASSES, answersOnly } from './mnistInside';
import { preparePair } from './pair';

export const depth: ExperimentRow = {
  title: () => t('Plain and residual'),
  description: 'A deep network with residual blocks learns beside one of as many plain layers',
  summary: () =>
    t(
      'Two deep networks learn from the same images: one with your residual blocks, one with as many layers in a row. See how large the gradient is that reaches each layer.',
    ),
  outlook: () =>
    t(
      'the size of the gradient in each layer of both networks, and their losses. It begins after a moment of loading.',
    ),
  lesson: 'residual',
  furtherLessons: ['training-loop'],
  fields: [
    'network',
    'data',
    'blocks',
    'learningRate',
    'batchSize',
    'epochs',
    'momentum',
    'limit',
    'validation',
    'seed',
  ],
  // Those of the table in lesson 5.8.
  initial: { learningRate: 0.01, momentum: 0.9, epochs: 4, limit: 5000, validation: 5000 },
  classes: mnist.classes,
  digits: mnist.digits,
  isNetwork: true,
  isComplete: false,
  hasKernels: false,
  hasBaseline: false,
};

const WIDTH = 64;

interface DeepSizes {
  inputs: number;
  width: number;
  blocks: number;
  outputs: number;
}

type CreateDeepNetwork = (sizes: DeepSizes, random: Random) => TrainableNetwork;

export const prepareDepth: Experiment = async (material) => {
  const { blocks } = material.config;
  const createDeepNetwork = exportedFunction<CreateDeepNetwork>(
    await loadLesson(material),
    'createDeepNetwork',
    material.entry,
  );
  const accuracy: Extract<Picture, { kind: 'depth' }>['accuracy'] = { residual: null, plain: null };
  return preparePair(
    {
      make: (library, pixels, randoms) => {
        const sizes = { inputs: pixels, width: WIDTH, blocks, outputs: CLASSES };
        const hidden = new Array<number>(1 + 2 * blocks).fill(WIDTH);
        const shape = denseShape([pixels, ...hidden, CLASSES]);
        const networks = [createDeepNetwork(sizes, randoms[0]), plainNetwork(library, sizes, randoms[1])] as const;
        return [
          { network: networks[0], shape },
          { network: networks[1], shape },
        ];
      },
      picture: ({ views, losses, isLost }) => {
        const residual = normsOf(views[0]);
        const plain = isLost() ? [] : normsOf(views[1]);
        return residual.length === 0
          ? null
          : { kind: 'depth', losses: losses(), residual, plain, accuracy: { ...accuracy } };
      },
      // The picture shows the layers; thirty curves over time would hide each other.
      layers: () => ({ before: () => undefined, after: () => null }),
      inspect: ({ dataset, views }) => answersOnly(dataset, views[0], 'a network with residual blocks'),
      measure: ({ views, isLost }, evaluateOne) =>
        function* (): Generator<void, Evaluation> {
          accuracy.plain = isLost() ? null : (yield* evaluateOne(views[1])).accuracy;
          const evaluation = yield* evaluateOne(views[0]);
          accuracy.residual = evaluation.accuracy;
          return evaluation;
        },
    },
    material,
  );
};

/** As many layers in a row: Dense and ReLU in turns, all weights from He's initialisation. */
function plainNetwork(
  { Dense, ReLU, Network, Matrix, heWeights }: Library,
  { inputs, width, blocks, outputs }: DeepSizes,
  random: Random,
): TrainableNetwork {
  const dense = (from: number, to: number): Layer => new Dense(heWeights(from, to, random), new Matrix(1, to));
  const hidden = Array.from({ length: 2 * blocks }, () => [dense(width, width), new ReLU()]);
  return new Network([dense(inputs, width), new ReLU(), ...hidden.flat(), dense(width, outputs)]);
}

/** Empty where one is not a number any more. */
function normsOf(view: NetworkView): number[] {
  const norms = view.gradients().map((gradient) => short(norm(gradient)));
  return norms.every(Number.isFinite) ? norms : [];
}
