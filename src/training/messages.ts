/**
 * Checks what arrives from the training child. The child runs a learner's code, which can reach its own `process.send`,
 * so nothing is taken on trust.
 */
import type { EpochMetric, Picture, RunInfo, RunState, StepMetric, TrainingChildToHost } from './protocol';

type Fields = Record<string, unknown>;

const STATES: readonly string[] = [
  'preparing',
  'running',
  'paused',
  'finished',
  'stopped',
  'failed',
] satisfies RunState[];

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isNumberOrNull = (value: unknown): boolean => value === null || isNumber(value);
const isList = <T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.every(isItem);

const isStepMetric = (value: unknown): value is StepMetric =>
  isObject(value) && isNumber(value.step) && isNumber(value.epoch) && isNumber(value.loss);

const isEpochMetric = (value: unknown): value is EpochMetric =>
  isObject(value) &&
  isNumber(value.epoch) &&
  isNumber(value.trainLoss) &&
  isNumberOrNull(value.testLoss) &&
  isNumberOrNull(value.testAccuracy) &&
  isNumber(value.seconds) &&
  isNumber(value.samplesPerSecond);

function isPicture(value: unknown): value is Picture {
  if (!isObject(value)) {
    return false;
  }
  switch (value.kind) {
    case 'line':
      return isList(value.xs, isNumber) && isList(value.ys, isNumber) && isNumber(value.weight) && isNumber(value.bias);
    case 'weights':
      return isNumber(value.rows) && isNumber(value.cols) && isList(value.values, isNumber);
    default:
      return false;
  }
}

const isString = (value: unknown): value is string => typeof value === 'string';

const isRunInfo = (value: unknown): value is RunInfo =>
  isObject(value) &&
  isString(value.dataDescription) &&
  isNumber(value.trainingExamples) &&
  isNumber(value.stepsPerEpoch) &&
  isNumber(value.totalSteps) &&
  isList(value.usedReference, isString);

const isLocation = (value: unknown): boolean =>
  value === null || (isObject(value) && isString(value.file) && isNumber(value.line) && isNumber(value.column));

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
      return isString(value.state) && STATES.includes(value.state);
    case 'info':
      return isRunInfo(value.info);
    case 'metrics':
      return (
        isList(value.steps, isStepMetric) &&
        isList(value.epochs, isEpochMetric) &&
        (value.picture === null || isPicture(value.picture))
      );
    case 'failed':
      return isString(value.message) && isLocation(value.location);
    default:
      return false;
  }
}
