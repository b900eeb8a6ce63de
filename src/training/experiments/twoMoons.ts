/** Two moons (lesson 2.6): two half circles that no straight line can separate, and a network with one hidden layer. */
import { t } from '../../course/l10n';
import { layerNames } from '../inspection/insideLayers';
import { layerProbe } from '../inspection/layerProbe';
import { gaussian, seededRandom } from '../data/random';
import { Dials } from '../dials';
import { ContractError } from '../errors';
import { moonsCode, moonsInspector } from './moonsInside';
import { type MoonsNetwork as TwoLayerNetwork, paintMoons } from './moonsPicture';
import type { Numbers } from '../../protocol/checkpoint';
import { type Evaluation, type Experiment, type ExperimentRow, exportedFunction, loadLesson } from './experiment';
import { type FramedPicture, frameOf } from './frames';
import { Renewal } from './renewal';
import { fitting, spanOf } from './resume';
import { checkedSteps } from './steps';

export const twoMoons: ExperimentRow = {
  title: () => t('Two moons'),
  description: 'A network with one hidden layer bends its boundary around two moons',
  summary: () => t('A network with one hidden layer bends its boundary around two moons.'),
  outlook: () => t('the boundary bends around the two moons while the loss falls.'),
  lesson: 'two-moons',
  fields: ['network', 'hidden', 'learningRate', 'batchSize', 'epochs', 'seed'],
  initial: { data: { kind: 'digits' }, hidden: [16], learningRate: 0.5, batchSize: 20, epochs: 100 },
  classes: ['0', '1'],
  digits: null,
  isNetwork: true,
  isComplete: false,
  hasKernels: false,
  hasBaseline: false,
};

const MOON_POINTS = { train: 200, test: 1000 };
const NOISE = 0.15;
const CLASSES = 2;

/** `weights[i][j]` leads from input `i` to output `j`. */
type Layer = TwoLayerNetwork['hidden'];

type TrainTwoLayer = (
  xs: number[][],
  labels: number[],
  network: TwoLayerNetwork,
  options: { learningRate: number; epochs: number; batchSize: number },
) => unknown;

/** Points of the plane and which moon each belongs to, 0 or 1. */
export interface MoonData {
  xs: number[][];
  labels: number[];
}

/**
 * Points on two half circles of radius 1 that reach into each other, with normal noise (the shapes of scikit-learn's
 * `make_moons`: the second moon is upside down and shifted by (1, 0.5)). The moons take turns, because 2.6 does not shuffle.
 */
export function makeMoons(count: number, random: () => number): MoonData {
  const xs: number[][] = [];
  const labels: number[] = [];
  for (let i = 0; i < count; i++) {
    const label = i % 2;
    const angle = Math.PI * random();
    const [x, y] = label === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    xs.push([x + NOISE * gaussian(random), y + NOISE * gaussian(random)]);
    labels.push(label);
  }
  return { xs, labels };
}

export const prepareTwoMoons: Experiment = async (material) => {
  const { seed, epochs, batchSize, hidden } = material.config;
  const trainTwoLayer = exportedFunction<TrainTwoLayer>(await loadLesson(material), 'trainTwoLayer', material.entry);
  const code = await moonsCode(material);
  const random = seededRandom(seed);
  const train = makeMoons(MOON_POINTS.train, random);
  const test = makeMoons(MOON_POINTS.test, random);
  const made: TwoLayerNetwork = {
    hidden: heLayer(2, hidden[0], random),
    output: heLayer(hidden[0], CLASSES, random),
  };
  const initial = material.from ? restored(material.from.parameters, made) : made;
  let network = initial;
  const names = layerNames(2);
  const stepsPerEpoch = Math.ceil(MOON_POINTS.train / batchSize);
  const span = spanOf(material.from, { epochs, stepsPerEpoch, batchSize });
  const dials = new Dials(material.config, [{ field: 'learningRate', from: 'epoch' }]);
  const renewal = new Renewal(dials, (learningRate, left) =>
    trainTwoLayer(train.xs, train.labels, structuredClone(network), { learningRate, epochs: left, batchSize }),
  );
  const plan = {
    loop: 'trainTwoLayer',
    epochs: span.epochsLeft,
    span,
    stepsPerEpoch,
    batchSize,
    reportsStep: true,
    dials,
  };
  const picture = (): FramedPicture => paintMoons(train.xs, train.labels, network);
  return {
    info: {
      dataDescription: `${MOON_POINTS.train} training points and ${MOON_POINTS.test} test points, made from seed ${seed}`,
      trainingExamples: MOON_POINTS.train,
      validationExamples: 0,
      stepsPerEpoch,
      totalSteps: epochs * stepsPerEpoch,
    },
    steps: checkedSteps(
      renewal.begin(span.epochsLeft),
      plan,
      (report) => (network = readNetwork(report, initial)),
      renewal,
    ),
    dials,
    validate: null,
    interim: null,
    test: { examples: MOON_POINTS.test, measure: () => evaluate(test, network) },
    picture,
    frame: () => frameOf(picture()),
    layers: layerProbe(
      () =>
        [network.hidden, network.output].map(({ weights }, i) => ({
          name: names[i],
          weights: weights.flat(),
          gradient: null,
        })),
      () => dials.learningRate,
    ),
    inspect: moonsInspector(code, train, () => structuredClone(network)),
    keep: () => ({
      parameters: matricesOf(network).map((values) => Float64Array.from(values)),
      velocities: null,
      random: null,
      startLoss: span.watch.startLoss,
    }),
  };
};

/** Weights and biases, layer by layer. */
const matricesOf = ({ hidden, output }: TwoLayerNetwork): number[][] =>
  [hidden, output].flatMap(({ weights, bias }) => [weights.flat(), bias]);

/** @throws InputError when the numbers are not those of such a network */
function restored(kept: readonly Numbers[], like: TwoLayerNetwork): TwoLayerNetwork {
  const parts = fitting(
    kept,
    matricesOf(like).map(({ length }) => length),
  );
  const layer = ({ weights, bias }: Layer, at: number): Layer => ({
    weights: weights.map((row, i) => [...parts[at].subarray(i * row.length, (i + 1) * row.length)]),
    bias: bias.map((_, i) => parts[at + 1][i]),
  });
  return { hidden: layer(like.hidden, 0), output: layer(like.output, 2) };
}

/** Normal weights with standard deviation √(2 / inputs), as lesson 3.6 explains; biases zero. */
function heLayer(inputs: number, outputs: number, random: () => number): Layer {
  const scale = Math.sqrt(2 / inputs);
  const row = (): number[] => Array.from({ length: outputs }, () => scale * gaussian(random));
  return { weights: Array.from({ length: inputs }, row), bias: new Array<number>(outputs).fill(0) };
}

/** @throws ContractError when the report has no network of the right shape, or one with numbers that are not finite */
function readNetwork(report: Record<string, unknown>, like: TwoLayerNetwork): TwoLayerNetwork {
  const network = report.network as Partial<TwoLayerNetwork> | null | undefined;
  return {
    hidden: readLayer(network?.hidden, like.hidden, 'hidden'),
    output: readLayer(network?.output, like.output, 'output'),
  };
}

function readLayer(layer: Partial<Layer> | null | undefined, like: Layer, name: string): Layer {
  const shape = `${like.weights.length} × ${like.bias.length} weights and ${like.bias.length} biases`;
  const rows = Array.from(layer?.weights ?? [], (row) => Array.from(row ?? []));
  const bias = Array.from(layer?.bias ?? []);
  if (rows.length !== like.weights.length || [...rows, bias].some((row) => row.length !== like.bias.length))
    throw new ContractError(
      'trainTwoLayer',
      `\`trainTwoLayer\` must yield \`network\` in every step; its ${name} layer has ${shape}, and what came is of another shape.`,
    );
  if (![...rows, bias].every((row) => row.every(Number.isFinite)))
    throw new ContractError(
      'trainTwoLayer',
      `\`trainTwoLayer\` yielded a number in the ${name} layer that is not finite. Try a smaller learning rate first.`,
    );
  return { weights: rows, bias };
}

/** Mean cross-entropy and accuracy by our own arithmetic, not by the learner's. */
function* evaluate({ xs, labels }: MoonData, network: TwoLayerNetwork): Generator<void, Evaluation> {
  let loss = 0;
  let right = 0;
  xs.forEach((x, i) => {
    const [a, b] = logits(x, network);
    const margin = labels[i] === 0 ? b - a : a - b;
    loss += margin > 0 ? margin + Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin));
    right += (b > a ? 1 : 0) === labels[i] ? 1 : 0;
  });
  yield;
  return { loss: loss / xs.length, accuracy: right / xs.length };
}

function logits(x: number[], { hidden, output }: TwoLayerNetwork): number[] {
  const active = affine(x, hidden).map((z) => Math.max(0, z));
  return affine(active, output);
}

function affine(x: number[], { weights, bias }: Layer): number[] {
  return bias.map((start, j) => x.reduce((sum, value, i) => sum + value * weights[i][j], start));
}
