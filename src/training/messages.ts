/**
 * Checks what arrives from the training child. The child runs a learner's code, which can reach its own `process.send`,
 * so nothing is taken on trust. The same tests read runs from a file.
 */
import { isIndex, isList, isNumber, isNumberOrNull, isNumbers, isObject, isString } from './fields';
import { isInspection } from './inspectionMessages';
import type {
  CodeLocation,
  EpochMetric,
  LayerMotion,
  LayerSample,
  Picture,
  RunInfo,
  RunState,
  StepMetric,
  TrainingChildToHost,
} from './protocol';

const STATES: readonly unknown[] = [
  'preparing',
  'running',
  'paused',
  'finished',
  'stopped',
  'failed',
] satisfies RunState[];

export const isRunState = (value: unknown): value is RunState => STATES.includes(value);

export const isStepMetric = (value: unknown): value is StepMetric =>
  isObject(value) && isNumber(value.step) && isNumber(value.epoch) && isNumber(value.loss);

export const isEpochMetric = (value: unknown): value is EpochMetric =>
  isObject(value) &&
  isNumber(value.epoch) &&
  isNumber(value.trainLoss) &&
  isNumberOrNull(value.testLoss) &&
  isNumberOrNull(value.testAccuracy) &&
  isNumber(value.seconds) &&
  isNumber(value.samplesPerSecond);

const isLayerMotion = (value: unknown): value is LayerMotion =>
  isObject(value) && isString(value.name) && isNumber(value.gradientNorm) && isNumber(value.updateRatio);

export const isLayerSample = (value: unknown): value is LayerSample =>
  isObject(value) &&
  isNumber(value.step) &&
  isNumber(value.epoch) &&
  isNumber(value.learningRate) &&
  isList(value.layers, isLayerMotion);

export function isPicture(value: unknown): value is Picture {
  if (!isObject(value)) {
    return false;
  }
  switch (value.kind) {
    case 'line':
      return isNumbers(value.xs) && isNumbers(value.ys) && isNumber(value.weight) && isNumber(value.bias);
    case 'weights':
      return isNumber(value.rows) && isNumber(value.cols) && isNumbers(value.values);
    case 'moons':
      return (
        isList(value.xs, isNumbers) &&
        isNumbers(value.labels) &&
        isArea(value.area) &&
        isIndex(value.cols) &&
        isIndex(value.rows) &&
        isNumbers(value.probabilities) &&
        value.probabilities.length === value.rows * value.cols
      );
    default:
      return false;
  }
}

const isArea = (value: unknown): boolean =>
  isObject(value) && isNumber(value.left) && isNumber(value.right) && isNumber(value.bottom) && isNumber(value.top);

const isEngine = (value: unknown): boolean =>
  isObject(value) &&
  (value.kernels === 'relaxed SIMD' || value.kernels === 'SIMD' || value.kernels === 'none') &&
  (value.step === null ||
    (isObject(value.step) && isNumber(value.step.examples) && isNumber(value.step.own) && isNumber(value.step.fast)));

export const isRunInfo = (value: unknown): value is RunInfo =>
  isObject(value) &&
  isString(value.dataDescription) &&
  isNumber(value.trainingExamples) &&
  isNumber(value.stepsPerEpoch) &&
  isNumber(value.totalSteps) &&
  isList(value.usedReference, isString) &&
  (value.engine === undefined || isEngine(value.engine)) &&
  (value.startedFrom === undefined || isString(value.startedFrom));

export const isLocation = (value: unknown): value is CodeLocation =>
  isObject(value) && isString(value.file) && isNumber(value.line) && isNumber(value.column);

/** @returns the message, or null when it is not one that a training child sends */
export function parseFromTrainingChild(value: unknown): TrainingChildToHost | null {
  return isFromTrainingChild(value) ? value : null;
}

function isFromTrainingChild(value: unknown): value is TrainingChildToHost {
  if (!isObject(value)) {
    return false;
  }
  switch (value.type) {
    case 'ready':
      return true;
    case 'state':
      return isRunState(value.state);
    case 'info':
      return isRunInfo(value.info);
    case 'metrics':
      return (
        isList(value.steps, isStepMetric) &&
        isList(value.epochs, isEpochMetric) &&
        isList(value.samples, isLayerSample) &&
        (value.picture === null || isPicture(value.picture))
      );
    case 'inspected':
      return isIndex(value.id) && isInspection(value.result);
    case 'failed':
      return isString(value.message) && (value.location === null || isLocation(value.location));
    default:
      return false;
  }
}
