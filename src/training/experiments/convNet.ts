/** The convolutional network (lesson 5.7), on all ten digits. */
import { t } from '../../course/l10n';
import { lessonFile } from '../../course/lessonNumber';
import { InputError, UserError } from '../errors';
import { inspectorFor } from '../inspection/inspector';
import { prepareFastConv } from '../kernels/train';
import { CONV_NET, WINDOW, createConvNet, parameterShapes } from '../network/convNet';
import { imageText, numbersOf } from '../network/image';
import type { Library } from '../network/library';
import type { InspectRequest } from '../../protocol/inspection';
import type { Experiment, ExperimentRow, Material } from './experiment';
import { libraryFor } from '../network/loadLibrary';
import { mnist, prepareDigits } from './mnist';
import { classifierOf } from './mnistInside';
import type { NetworkKind } from './networkKind';

export const convNet: ExperimentRow = {
  title: () => t('ConvNet'),
  description: 'A convolutional network learns to read all ten digits; without --limit, from 10,000 images',
  summary: () =>
    t('A convolutional network looks at the digits through small windows, and has only 5,994 numbers to learn.'),
  outlook: () => t('the network learns to read ten digits. The curves appear here after a moment of loading.'),
  lesson: 'convolution',
  furtherLessons: ['training-loop'],
  fields: [
    'network',
    'data',
    'learningRate',
    'batchSize',
    'epochs',
    'optimizer',
    'momentum',
    'schedule',
    'l2',
    'patience',
    'limit',
    'validation',
    'seed',
  ],
  // What a learner's own code does in a few minutes.
  initial: {
    learningRate: 0.05,
    optimizer: 'momentum',
    momentum: 0.9,
    schedule: 'cosine',
    limit: 10_000,
    validation: 5000,
  },
  classes: mnist.classes,
  digits: mnist.digits,
  networkType: 'conv',
  isNetwork: true,
  isComplete: false,
  hasKernels: true,
  hasBaseline: false,
};

/** What can be seen of any network that reads images. */
const SEEN: readonly InspectRequest['kind'][] = ['confusion', 'cell', 'worst', 'predict'];

const CONVOLUTIONAL: NetworkKind = {
  sizes(pixels) {
    const { image, classes } = CONV_NET;
    const inputs = numbersOf(image);
    if (pixels !== inputs) {
      throw new InputError(
        `The convolutional network reads images of ${imageText(image)} pixels (${inputs}), and these have ${pixels}. Choose other data.`,
      );
    }
    return { sizes: [inputs, classes], shape: { inputs, classes, parameters: parameterShapes(CONV_NET) } };
  },
  libraryFor: libraryWithConvNet,
  prepareFast: prepareFastConv,
  filterRows: () => WINDOW,
  inspector(dataset, view) {
    const inspect = inspectorFor(classifierOf(dataset, view), null, null);
    return function* (request, step) {
      if (!SEEN.includes(request.kind)) {
        throw new UserError(
          'There is no picture of this kind for a convolutional network. Start “Ten digits” to see it for a network of dense layers.',
        );
      }
      return yield* inspect(request, step);
    };
  },
};

export const prepareConvNet: Experiment = (material) => prepareDigits(CONVOLUTIONAL, material);

/** The same parts, with the function of lesson 5.7 in the place of that of lesson 3.7. */
async function libraryWithConvNet(code: Material['code']): Promise<Library> {
  const library = await libraryFor(code);
  const create = code === null ? createConvNet : await learnersConvNet(code);
  return { ...library, createNetwork: (_, random) => create(random) };
}

async function learnersConvNet(code: NonNullable<Material['code']>): Promise<typeof createConvNet> {
  const file = lessonFile('convolution');
  const create = (await code.load(file)).createConvNet;
  if (typeof create !== 'function') {
    throw new UserError(
      `${file} does not export a function \`createConvNet\`. It was given at the end of the file: take it from there again.`,
    );
  }
  return create as typeof createConvNet;
}
