/** What a network of MNIST starts from: random weights, those of a file, or those of a run that goes on. */
import { lessonNumber } from '../../course/lessonNumber';
import type { Checkpoint, Numbers } from '../../protocol/checkpoint';
import type { LayerParameters } from '../../protocol/inspection';
import type { ResumableRandom } from '../data/random';
import { InputError, UserError } from '../errors';
import type { NetworkShape } from '../inspection/networkView';
import type { BuiltNetwork } from '../network/compose';
import { Matrix } from '../network/matrix';
import type { Material } from './experiment';
import type { OptimizerMemory } from './mnistTraining';
import { fitting } from './resume';

/** The random numbers of the initial weights are drawn before, so that those of the training go on where they were. */
export function goOn(
  from: Checkpoint,
  memory: OptimizerMemory | null,
  random: ResumableRandom,
  like: readonly Matrix[] | undefined,
): void {
  if (from.random) random.restore(from.random);
  if (!memory || !from.velocities || !like) return;
  const lengths = Array.from({ length: memory.arrays }, () => lengthsOf(like)).flat();
  memory.restore(
    fitting(from.velocities, lengths).map((one) => Float32Array.from(one)),
    from.step,
  );
}

const lengthsOf = (matrices: readonly Matrix[]): number[] => matrices.map(({ data }) => data.length);

/** What the network starts from; undefined: He weights. @throws InputError when it is of another network */
export function initialFor({ from, initial }: Material, shape: NetworkShape): Matrix[] | undefined {
  if (from) return keptOf(from.parameters, shape);
  return initial ? initialOf(initial, shape) : undefined;
}

function keptOf(kept: readonly Numbers[], { parameters }: NetworkShape): Matrix[] {
  const parts = fitting(
    kept,
    parameters.map(({ rows, cols }) => rows * cols),
  );
  return parts.map((part, i) => new Matrix(parameters[i].rows, parameters[i].cols, Float32Array.from(part)));
}

/** @throws InputError when the layers are not those of the run */
function initialOf(layers: readonly LayerParameters[], { parameters }: NetworkShape): Matrix[] {
  const given = layers.map(({ weights: { rows, cols } }) => `${rows}×${cols}`);
  const own = parameters.flatMap(({ rows, cols }, i) => (i % 2 === 0 ? [`${rows}×${cols}`] : []));
  if (given.join() !== own.join()) {
    throw new InputError(
      `The weights are those of a network with layers of ${given.join(', ')}, but this run's has ${own.join(', ')}. ` +
        'Give this run the same hidden layers or the other type of network, or choose other weights.',
    );
  }
  return layers.flatMap(({ weights: { rows, cols, data }, bias }) => [
    new Matrix(rows, cols, data),
    new Matrix(1, bias.length, bias),
  ]);
}

/** The parameters of a learner's network, or of the reference's, become these. */
export function setParameters({ network }: BuiltNetwork, wanted: readonly ArrayLike<number>[]): void {
  const parameters = network.parameters();
  if (
    parameters.length !== wanted.length ||
    parameters.some(({ value }, i) => value.data.length !== wanted[i].length)
  ) {
    throw new UserError(
      "The network's parameters() are not weights and bias of each layer in turns, so weights cannot be put in. " +
        `Check My Solution in lesson ${lessonNumber('network')} says more.`,
    );
  }
  parameters.forEach(({ value }, i) => value.data.set(wanted[i]));
}
