/** The convolutional network (lesson 5.7), on all ten digits. */
import { t } from '../../course/l10n';
import { lessonFile } from '../../course/lessonNumber';
import { InputError, UserError } from '../errors';
import { featureMapsOf } from '../inspection/featureMaps';
import { weightsOf } from '../inspection/insideLayers';
import { convShape } from '../inspection/networkView';
import { prepareFastConv } from '../kernels/train';
import { Conv } from '../network/conv';
import { CONV_NET, WINDOW, createConvNet } from '../network/convNet';
import { imageText } from '../network/image';
import type { Library } from '../network/library';
import { MaxPool } from '../network/maxPool';
import type { FeatureMaps } from '../../protocol/inspection';
import type { Experiment, ExperimentRow, Material } from './experiment';
import { libraryFor } from '../network/loadLibrary';
import { mnist, prepareDigits } from './mnist';
import { answersOnly } from './mnistInside';
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
  hasMaps: true,
  isNetwork: true,
  isComplete: false,
  hasKernels: true,
  hasBaseline: false,
};

export const CONVOLUTIONAL: NetworkKind = {
  sizes(pixels) {
    const shape = convShape(CONV_NET);
    const { inputs, classes } = shape;
    if (pixels !== inputs) {
      throw new InputError(
        `The convolutional network reads images of ${imageText(CONV_NET.image)} pixels (${inputs}), and these have ${pixels}. Choose other data.`,
      );
    }
    return { sizes: [inputs, classes], shape };
  },
  libraryFor: libraryWithConvNet,
  prepareFast: prepareFastConv,
  filterRows: () => WINDOW,
  inspector(dataset, view, library) {
    const mapsOf = (image: Float32Array): FeatureMaps => featureMapsOf(library, view, CONV_NET, image);
    const inspect = answersOnly(dataset, view, 'a convolutional network', mapsOf);
    return function* (request, step) {
      return request.kind === 'weights' ? weightsOf(view.layers(), step) : yield* inspect(request, step);
    };
  },
};

export const prepareConvNet: Experiment = (material) => prepareDigits(CONVOLUTIONAL, material);

/** The same parts, with those of lesson 5.7, and its function in the place of that of lesson 3.7. */
async function libraryWithConvNet(code: Material['code']): Promise<Library> {
  const library = await libraryFor(code);
  const { createConvNet: create, ...convolution } = code === null ? REFERENCE : await learnersConvNet(code);
  return { ...library, convolution, createNetwork: (_, random) => create(random) };
}

const REFERENCE = { createConvNet, Conv, MaxPool };

async function learnersConvNet(code: NonNullable<Material['code']>): Promise<typeof REFERENCE> {
  const file = lessonFile('convolution');
  const lesson = await code.load(file);
  const exported = (name: keyof typeof REFERENCE, advice: string): never => {
    if (typeof lesson[name] === 'function') return lesson[name] as never;
    throw new UserError(`${file} does not export \`${name}\`. ${advice}`);
  };
  const advice = 'Check My Solution there says more.';
  return {
    createConvNet: exported('createConvNet', 'It was given at the end of the file: take it from there again.'),
    Conv: exported('Conv', advice),
    MaxPool: exported('MaxPool', advice),
  };
}
