/** Fit a line (lesson 1.6): points around a line that the learner's code is not given. */
import { t } from '../../course/l10n';
import { gaussian, seededRandom } from '../data/random';
import { Dials } from '../dials';
import { layerProbe } from '../inspection/layerProbe';
import { type Experiment, type ExperimentRow, exportedFunction, loadLesson } from './experiment';
import { type FramedPicture, frameOf } from './frames';
import { type LinearParameters, keptParameters, readParameters, restoredParameters } from './parameters';
import { Renewal } from './renewal';
import { spanOf } from './resume';
import { checkedSteps } from './steps';

export const line: ExperimentRow = {
  title: () => t('Fit a line'),
  description: 'A linear model finds the line through a cloud of points',
  summary: () => t('A line finds its way through noisy points: one step on all the points in each epoch.'),
  outlook: () => t('a line turns and shifts until it runs through the points, and the loss falls with it.'),
  lesson: 'gradient-descent',
  fields: ['network', 'learningRate', 'epochs', 'seed'],
  initial: { data: { kind: 'digits' }, epochs: 50 },
  classes: [],
  digits: null,
  isNetwork: false,
  isComplete: false,
  hasKernels: false,
  hasBaseline: false,
  slowedToMs: 4000,
};

const LINE_POINTS = 50;

/** The points of a run, and the line they were scattered around. */
interface LineData {
  xs: number[];
  ys: number[];
  slope: number;
  intercept: number;
}

type FitLine = (
  xs: number[][],
  ys: number[],
  options: { initial: LinearParameters; learningRate: number; epochs: number },
) => unknown;

/** y = slope · x + intercept + noise, with x evenly spread over [−2, 2] and noise of standard deviation 0.3. */
export function makeLine(seed: number): LineData {
  const random = seededRandom(seed);
  const slope = (random() < 0.5 ? -1 : 1) * (0.5 + 1.5 * random());
  const intercept = -1 + 2 * random();
  const xs = Array.from({ length: LINE_POINTS }, () => -2 + 4 * random());
  const ys = xs.map((x) => slope * x + intercept + 0.3 * gaussian(random));
  return { xs, ys, slope, intercept };
}

export const prepareLine: Experiment = async (material) => {
  const { seed, epochs } = material.config;
  const fitLine = exportedFunction<FitLine>(await loadLesson(material), 'fitLine', material.entry);
  const { xs, ys } = makeLine(seed);
  const span = spanOf(material.from, { epochs, stepsPerEpoch: 1, batchSize: LINE_POINTS });
  let parameters = restoredParameters(material.from, 1);
  // One step an epoch: a change comes with the next step.
  const dials = new Dials(material.config, [{ field: 'learningRate', from: 'step' }]);
  const renewal = new Renewal(dials, (learningRate, left) =>
    fitLine(
      xs.map((x) => [x]),
      ys.slice(),
      { initial: structuredClone(parameters), learningRate, epochs: left },
    ),
  );
  const plan = {
    loop: 'fitLine',
    epochs: span.epochsLeft,
    span,
    stepsPerEpoch: 1,
    batchSize: LINE_POINTS,
    reportsStep: false,
    dials,
  };
  const picture = (): FramedPicture => ({ kind: 'line', xs, ys, weight: parameters.weights[0], bias: parameters.bias });
  return {
    info: {
      dataDescription: `${LINE_POINTS} points around a line, made from seed ${seed}`,
      trainingExamples: LINE_POINTS,
      validationExamples: 0,
      stepsPerEpoch: 1,
      totalSteps: epochs,
    },
    steps: checkedSteps(
      renewal.begin(span.epochsLeft),
      plan,
      (report) => (parameters = readParameters(report, 'fitLine', 1)),
      renewal,
    ),
    dials,
    validate: null,
    interim: null,
    test: null,
    layers: layerProbe(
      () => [{ name: 'weights', weights: parameters.weights, gradient: null }],
      () => dials.learningRate,
    ),
    inspect: null,
    keep: () => keptParameters(parameters, span),
    picture,
    frame: () => frameOf(picture()),
  };
};
