import { lessonFile } from '../../course/lessonNumber';
import { UserError } from '../errors';
import type { Material } from '../experiments/experiment';
import { MATRIX_FILE } from '../lessonFiles';
import { type Library, REFERENCE_LIBRARY } from './library';

/** The parts of a network, the learner's or the reference's. @throws UserError when one is missing */
export async function libraryFor(code: Material['code']): Promise<Library> {
  if (code === null) {
    return REFERENCE_LIBRARY;
  }
  const required = async (file: string, name: string): Promise<never> => {
    const value = (await code.load(file))[name];
    if (typeof value !== 'function') {
      throw new UserError(`${file} does not export \`${name}\`. Check My Solution there says more.`);
    }
    return value as never;
  };
  const optional = async (file: string, name: string): Promise<never> =>
    (code.has(file) ? ((await code.load(file))[name] ?? null) : null) as never;
  const stepDecay = await optional(lessonFile('learning-rate-schedules'), 'stepDecay');
  return {
    Matrix: await required(MATRIX_FILE, 'Matrix'),
    Dense: await required(lessonFile('dense-layer'), 'Dense'),
    ReLU: await required(lessonFile('relu-layer'), 'ReLU'),
    softmaxCrossEntropy: await required(lessonFile('batch-loss'), 'softmaxCrossEntropy'),
    heWeights: await required(lessonFile('initialisation'), 'heWeights'),
    Network: await required(lessonFile('network'), 'Network'),
    createNetwork: await required(lessonFile('network'), 'createNetwork'),
    shuffle: await required(lessonFile('training-loop'), 'shuffle'),
    train: await required(lessonFile('training-loop'), 'train'),
    addL2Gradient: await optional(lessonFile('regularization'), 'addL2Gradient'),
    Dropout: await optional(lessonFile('dropout'), 'Dropout'),
    Momentum: await optional(lessonFile('momentum'), 'Momentum'),
    Adam: await optional(lessonFile('adam'), 'Adam'),
    schedules:
      stepDecay === null
        ? null
        : {
            stepDecay,
            cosine: await required(lessonFile('learning-rate-schedules'), 'cosine'),
            oneCycle: await required(lessonFile('learning-rate-schedules'), 'oneCycle'),
          },
  };
}
