/** A learner's folder with Parts 3 and 4: our own network, laid out in the files of the lessons. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceFile, SourceSet } from '../../../src/protocol/sources';
import { repository } from './support';

/** @param inEachStep code that is done in each step of training */
export function completeNetwork(inEachStep = ''): SourceSet {
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
      ...[...names, 'dropout', 'momentum', 'adam', 'regularization', 'schedules'].map((name) =>
        learner(`${part3}/${name}.ts`, withEndings(readFileSync(path.join(network, `${name}.ts`), 'utf8'))),
      ),
      learner(`${part3}/random.ts`, readFileSync(path.join(network, '..', 'data', 'random.ts'), 'utf8')),
      lesson(`${part3}/3-dense-layer.ts`, 'Dense', 'dense'),
      lesson(`${part3}/4-relu-layer.ts`, 'ReLU', 'relu'),
      lesson(`${part3}/5-batch-loss.ts`, 'softmaxCrossEntropy', 'loss'),
      lesson(`${part3}/6-initialisation.ts`, 'heWeights', 'initialisation'),
      lesson(`${part3}/7-network.ts`, 'Network, createNetwork', 'network'),
      learner(`${part3}/8-training-loop.ts`, trainingLoop(inEachStep)),
      lesson('4-extensions/2-regularization.ts', 'addL2Gradient', 'regularization'),
      lesson('4-extensions/3-dropout.ts', 'Dropout', 'dropout'),
      lesson('4-extensions/4-momentum.ts', 'Momentum', 'momentum'),
      lesson('4-extensions/5-learning-rate-schedules.ts', 'stepDecay, cosine, oneCycle', 'schedules'),
      lesson('5-beyond/5-adam.ts', 'Adam', 'adam'),
    ],
  };
}

const trainingLoop = (inEachStep: string): string => `
import { train as trainPlainly } from './train.ts';
export { shuffle } from './shuffle.ts';

export function* train(...all: Parameters<typeof trainPlainly>) {
  for (const report of trainPlainly(...all)) {
    ${inEachStep}
    yield report;
  }
}
`;
