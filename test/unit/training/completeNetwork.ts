/** Our own network in the place of a learner's. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceFile, SourceSet } from '../../../src/protocol/sources';
import { repository } from './support';

/** A learner's folder with Parts 3 and 4: our own network, laid out in the files of the lessons. */
export function completeNetwork(): SourceSet {
  const network = path.join(repository, 'src', 'training', 'network');
  const learner = (file: string, text: string): SourceFile => ({ path: file, text, origin: 'learner' });
  const withEndings = (text: string): string => text.replace(/from '(?:\.\.\/data|\.)\/(\w+)'/g, "from './$1.ts'");
  const names = ['matrix', 'matmul', 'layer', 'dense', 'relu', 'loss', 'initialisation', 'network', 'shuffle', 'train'];
  const part3 = '3-complete-network';
  const lesson = (file: string, exports: string, from: string): SourceFile =>
    learner(file, `export { ${exports} } from '${file.startsWith(part3) ? './' : `../${part3}/`}${from}.ts';`);
  return {
    entry: `${part3}/8-training-loop.ts`,
    folder: path.join(repository, 'out', 'learner'),
    files: [
      ...[...names, 'dropout', 'momentum', 'regularization', 'schedules'].map((name) =>
        learner(`${part3}/${name}.ts`, withEndings(readFileSync(path.join(network, `${name}.ts`), 'utf8'))),
      ),
      learner(`${part3}/random.ts`, readFileSync(path.join(network, '..', 'data', 'random.ts'), 'utf8')),
      lesson(`${part3}/3-dense-layer.ts`, 'Dense', 'dense'),
      lesson(`${part3}/4-relu-layer.ts`, 'ReLU', 'relu'),
      lesson(`${part3}/5-batch-loss.ts`, 'softmaxCrossEntropy', 'loss'),
      lesson(`${part3}/6-initialisation.ts`, 'heWeights', 'initialisation'),
      lesson(`${part3}/7-network.ts`, 'Network, createNetwork', 'network'),
      learner(
        `${part3}/8-training-loop.ts`,
        "export { shuffle } from './shuffle.ts';\nexport { train } from './train.ts';",
      ),
      lesson('4-extensions/2-regularization.ts', 'addL2Gradient', 'regularization'),
      lesson('4-extensions/3-dropout.ts', 'Dropout', 'dropout'),
      lesson('4-extensions/4-momentum.ts', 'Momentum', 'momentum'),
      lesson('4-extensions/5-learning-rate-schedules.ts', 'stepDecay, cosine, oneCycle', 'schedules'),
    ],
  };
}
