/** What can be seen in the network of two moons: each unit over the plane, and one point on its way through and back. */
import { lessonFile, lessonNumber } from '../../course/lessonNumber';
import { UserError } from '../errors';
import { softmaxRows } from '../inspection/classifier';
import type { Answering, Inspector } from '../inspection/inspector';
import { type DenseValues, networkAnswer, traceAnswer } from '../inspection/networkPicture';
import { short } from '../inspection/numbers';
import type { Pass } from '../inspection/pass';
import type { NetworkAnswer } from '../../protocol/networkPicture';
import { type Material, exportedFunction } from './experiment';
import { type MoonsNetwork, cellOf, gridFor } from './moonsPicture';
import type { MoonData } from './twoMoons';

/** The learner's functions of part 2 that take part, as their lessons have them. */
export interface MoonsCode {
  forward(x: number[], network: MoonsNetwork): { hiddenInput: number[]; hiddenOutput: number[]; output: number[] };
  backward(x: number[], pass: unknown, outputGradient: number[], network: MoonsNetwork): MoonsNetwork;
  layerGradient(x: number[], weights: number[][], upstream: number[]): { input: number[] };
  softmax(logits: number[]): number[];
  crossEntropy(probabilities: number[], label: number): number;
  softmaxCrossEntropyGradient(logits: number[], label: number): number[];
}

const LESSONS: Readonly<Record<keyof MoonsCode, string>> = {
  forward: 'two-layer-network',
  backward: 'backpropagation',
  layerGradient: 'layer',
  softmax: 'softmax',
  crossEntropy: 'softmax',
  softmaxCrossEntropyGradient: 'softmax',
};

/** Cells of a unit's map, where the network is small, and most products for all of them. */
const MAP = { cols: 30, rows: 20, maxWork: 500_000 };

/** @returns what gives the code when it is asked for; a lesson that cannot be loaded is told of only then */
export async function moonsCode({ code }: Material): Promise<() => MoonsCode> {
  try {
    const found: Record<string, unknown> = {};
    for (const [name, lesson] of Object.entries(LESSONS)) {
      const file = lessonFile(lesson);
      if (!code?.has(file)) throw new UserError(`There is no file ${file}, so one example cannot be followed.`);
      found[name] = exportedFunction(await code.load(file), name, file);
    }
    return () => found as unknown as MoonsCode;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** @param network a copy, which the learner's code may do with as it likes */
export function moonsInspector(
  code: () => MoonsCode,
  { xs, labels }: MoonData,
  network: () => MoonsNetwork,
): Inspector {
  const classes = ['0', '1'];
  return function* (request, step) {
    switch (request.kind) {
      case 'network':
        return yield* pictureOf(code(), { xs, labels }, network(), { classes, examples: xs.length, step });
      case 'trace': {
        const { index } = request;
        if (index >= xs.length)
          throw new UserError(`There is no point ${index}: there are ${xs.length}, counted from 0.`);
        const now = network();
        const pass = passOf(code(), xs[index], labels[index], now);
        const probabilities = [...softmaxRows(pass.layers[1].z, classes.length)];
        const example = { index, input: xs[index], label: labels[index], probabilities, step };
        return traceAnswer(layersOf(now), pass, example, 'plane');
      }
      default:
        throw new UserError(
          'The picture of this experiment and the picture of its network show all of it: there is nothing more inside.',
        );
    }
  };
}

/** Row by row, so that others get a turn: the maps are made by the learner's `forward`. */
function* pictureOf(
  { forward }: MoonsCode,
  { xs, labels }: MoonData,
  network: MoonsNetwork,
  about: { classes: string[]; examples: number; step: number },
): Answering {
  const grid = gridFor(xs, network, MAP);
  const { cols, rows } = grid;
  const { hidden, output } = network;
  const sees = [hidden, output].map(({ bias }) => bias.map((): number[] => []));
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const pass = forward(cellOf(grid, row, col), network);
      const values = [
        numbers(pass?.hiddenOutput, hidden.bias.length, 'forward', 'hiddenOutput'),
        numbers(pass.output, output.bias.length, 'forward', 'output'),
      ];
      values.forEach((layer, i) => layer.forEach((value, unit) => sees[i][unit].push(value)));
    }
    yield;
  }
  const input: NetworkAnswer['input'] = { kind: 'plane', ...grid, xs, labels };
  const views = (layer: number, units: readonly number[]): number[][] =>
    units.map((unit) => sees[layer][unit].map((value) => short(value, 4)));
  return networkAnswer(layersOf(network), views, { input, ...about });
}

/** Forward, the loss, and backward, each by the learner's function of its lesson. */
function passOf(code: MoonsCode, x: number[], label: number, network: MoonsNetwork): Pass {
  const { hidden, output } = network;
  const [units, classes] = [hidden.bias.length, output.bias.length];
  const pass = code.forward([...x], network);
  const hiddenInput = numbers(pass?.hiddenInput, units, 'forward', 'hiddenInput');
  const hiddenOutput = numbers(pass.hiddenOutput, units, 'forward', 'hiddenOutput');
  const logits = numbers(pass.output, classes, 'forward', 'output');
  const loss = code.crossEntropy(code.softmax([...logits]), label);
  const atLogits = numbers(
    code.softmaxCrossEntropyGradient([...logits], label),
    classes,
    'softmaxCrossEntropyGradient',
    'the gradient',
  );
  const upstream = code.layerGradient([...hiddenOutput], output.weights, [...atLogits]);
  const gradient = code.backward([...x], pass, [...atLogits], network);
  const atHidden = numbers(gradient?.hidden?.bias, units, 'backward', 'hidden.bias');
  return {
    loss,
    layers: [
      {
        z: hiddenInput,
        a: hiddenOutput,
        aGradient: numbers(upstream?.input, units, 'layerGradient', 'input'),
        // Its bias is added to z as it is, so the two gradients are the same number.
        zGradient: atHidden,
        weightGradient: numbers(gradient.hidden.weights?.flat(), x.length * units, 'backward', 'hidden.weights'),
        biasGradient: atHidden,
      },
      {
        z: logits,
        a: logits,
        aGradient: atLogits,
        zGradient: atLogits,
        weightGradient: numbers(gradient.output?.weights?.flat(), units * classes, 'backward', 'output.weights'),
        biasGradient: numbers(gradient.output?.bias, classes, 'backward', 'output.bias'),
      },
    ],
  };
}

/** A copy of what a learner's function returned, which may be anything. @throws UserError that names the function */
function numbers(value: unknown, count: number, by: keyof MoonsCode, what: string): number[] {
  if (Array.isArray(value) && value.length === count && value.every((one) => typeof one === 'number'))
    return value.slice();
  throw new UserError(
    `\`${by}\` must return ${count} numbers as ${what}. ` +
      `Check My Solution in lesson ${lessonNumber(LESSONS[by])} says more.`,
  );
}

const layersOf = ({ hidden, output }: MoonsNetwork): DenseValues[] =>
  [hidden, output].map(({ weights, bias }) => ({
    weights: { rows: weights.length, cols: bias.length, data: weights.flat() },
    bias,
  }));
