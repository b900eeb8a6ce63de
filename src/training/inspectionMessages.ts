/** Checks the questions about a network that come from a page, and the answers that come from a training child. */
import { type Fields, isFiniteNumber, isIndex, isList, isNumber, isNumbers, isObject, isString } from './fields';
import type { DigitView, GradientView, InspectRequest, Inspection } from './protocol';

/** More pixels than any image of ours has. */
const MOST_PIXELS = 10_000;

/** @returns the request without what does not belong to it, or null when it is none */
export function parseInspectRequest(value: unknown): InspectRequest | null {
  if (!isObject(value)) {
    return null;
  }
  switch (value.kind) {
    case 'confusion':
    case 'worst':
    case 'filters':
    case 'gradients':
    case 'weights':
      return { kind: value.kind };
    case 'cell':
      return isIndex(value.truth) && isIndex(value.predicted)
        ? { kind: 'cell', truth: value.truth, predicted: value.predicted }
        : null;
    case 'activations':
      return isIndex(value.index) ? { kind: 'activations', index: value.index } : null;
    case 'predict':
      return isList(value.pixels, isFiniteNumber) && value.pixels.length <= MOST_PIXELS
        ? { kind: 'predict', pixels: value.pixels }
        : null;
    default:
      return null;
  }
}

export function isInspection(value: unknown): value is Inspection {
  if (!isObject(value)) {
    return false;
  }
  if (value.kind === 'unavailable') {
    return isString(value.reason);
  }
  return isNumber(value.step) && isAnswer(value);
}

function isAnswer(value: Fields): boolean {
  switch (value.kind) {
    case 'confusion':
      return isList(value.classes, isString) && isList(value.matrix, isNumbers);
    case 'cell':
      return isIndex(value.truth) && isIndex(value.predicted) && isIndex(value.count) && isDigits(value);
    case 'worst':
      return isDigits(value);
    case 'filters':
      return isImage(value) && isList(value.filters, isNumbers) && isIndex(value.of);
    case 'activations':
      return (
        isImage(value) &&
        isClasses(value) &&
        isDigit(value.digit) &&
        isList(value.layers, isActivation) &&
        isIndex(value.of)
      );
    case 'gradients':
      return isList(value.layers, isGradient) && isNumber(value.probe);
    case 'predict':
      return (
        isClasses(value) &&
        isNumbers(value.probabilities) &&
        isNumber(value.predicted) &&
        isList(value.layers, isActivation)
      );
    case 'weights':
      return isList(value.layers, isLayer);
    default:
      return false;
  }
}

const isImage = (value: Fields): boolean => isIndex(value.rows) && isIndex(value.cols);
const isClasses = (value: Fields): boolean => isList(value.classes, isString);
const isDigits = (value: Fields): boolean => isImage(value) && isClasses(value) && isList(value.digits, isDigit);

const isDigit = (value: unknown): value is DigitView =>
  isObject(value) &&
  isIndex(value.index) &&
  isIndex(value.label) &&
  isIndex(value.predicted) &&
  isNumber(value.loss) &&
  isNumbers(value.probabilities) &&
  isNumbers(value.pixels);

const isActivation = (value: unknown): value is { name: string; values: number[] } =>
  isObject(value) && isString(value.name) && isNumbers(value.values);

const isGradient = (value: unknown): value is GradientView =>
  isObject(value) &&
  isString(value.name) &&
  isNumbers(value.edges) &&
  isNumbers(value.counts) &&
  isNumber(value.zeroShare) &&
  (value.deadUnits === null || isIndex(value.deadUnits)) &&
  isIndex(value.units) &&
  isNumber(value.norm);

const isLayer = (value: unknown): value is Extract<Inspection, { kind: 'weights' }>['layers'][number] =>
  isObject(value) &&
  isObject(value.weights) &&
  isImage(value.weights) &&
  value.weights.data instanceof Float32Array &&
  value.bias instanceof Float32Array;
