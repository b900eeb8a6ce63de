/** Answers questions about a network. Each experiment has one, or none where its picture shows everything. */
import { UserError } from '../errors';
import type { DigitView, FeatureMaps, Inspection, InspectRequest } from '../../protocol/inspection';
import { type Classifier, ClassifierView, softmaxRows } from './classifier';
import { activationsOf, filtersOf, gradientsOf, layersFor, weightsOf } from './insideLayers';
import { networkAnswer, traceAnswer, weightImages } from './networkPicture';
import type { NetworkView } from './networkView';

/** Slices of an answer; between them, others get a turn. May throw what the learner's code throws, and UserError. */
export type Answering = Generator<void, Inspection>;

/** @param step how far the network was trained; the same step means the same network */
export type Inspector = (request: InspectRequest, step: number) => Answering;

/**
 * @param network null for a linear model, whose one layer is `weights`
 * @param weights of a linear model; null for a network
 * @param mapsOf what the convolutions of a network make of an image, its pixels 0 … 1; null where it has none
 */
export function inspectorFor(
  classifier: Classifier,
  network: NetworkView | null,
  weights: (() => { weights: number[]; bias: number }) | null,
  mapsOf: ((image: Float32Array) => FeatureMaps) | null = null,
): Inspector {
  const view = new ClassifierView(classifier);
  return function* (request, step) {
    switch (request.kind) {
      case 'confusion':
        return yield* view.confusion(step);
      case 'cell':
        return yield* view.cell(request.truth, request.predicted, step);
      case 'worst':
        return yield* view.worst(step);
      case 'shifted':
        return yield* view.shifted(request, step);
      case 'predict':
        return {
          ...view.predict(request.pixels, step),
          layers: network ? layersFor(network, Float32Array.from(request.pixels)).slice(0, -1) : [],
          ...(mapsOf && { maps: mapsOf(Float32Array.from(request.pixels)) }),
        };
      case 'filters':
        return filtersOf(network ? network.layers()[0].weights : column(weights), classifier, step);
      case 'weights':
        return weightsOf(network ? network.layers() : [{ weights: column(weights), bias: bias(weights) }], step);
      case 'maps': {
        if (mapsOf === null) throw new UserError('This network has no convolutions, so it makes no feature maps.');
        const { classes, rows, cols, count } = classifier;
        const digit = view.digit(request.index);
        const maps = mapsOf(Float32Array.from(classifier.pixels(request.index)));
        return { kind: 'maps', digit, classes, rows, cols, maps, of: count, step };
      }
      case 'activations':
        return activationsOf(needed(network), view.digit(request.index), classifier, step);
      case 'gradients':
        return yield* gradientsOf(needed(network), step);
      case 'network':
        return pictureOf(needed(network), classifier, step);
      case 'diagnosis':
        throw new UserError('Only a patient of the clinic can be diagnosed.');
      case 'trace':
        return traceOf(needed(network), classifier, view.digit(request.index), step);
    }
  };
}

function pictureOf(network: NetworkView, { rows, cols, classes, count }: Classifier, step: number): Inspection {
  const layers = network.layers();
  const input = { kind: 'image', rows, cols } as const;
  const views = (layer: number, units: readonly number[]): number[][] =>
    layer === 0 ? weightImages(layers[0], units) : [];
  return networkAnswer(layers, views, { input, classes, examples: count, step });
}

function traceOf(network: NetworkView, classifier: Classifier, { index, label }: DigitView, step: number): Inspection {
  const input = Float32Array.from(classifier.pixels(index));
  const pass = network.pass(input, label);
  const logits = pass.layers[pass.layers.length - 1].z;
  const probabilities = [...softmaxRows(logits, classifier.classes.length)];
  return traceAnswer(network.layers(), pass, { index, input, label, probabilities, step }, 'image');
}

type Linear = (() => { weights: number[]; bias: number }) | null;

function column(linear: Linear): { rows: number; cols: number; data: Float32Array } {
  const { weights } = needed(linear)();
  return { rows: weights.length, cols: 1, data: Float32Array.from(weights) };
}

function bias(linear: Linear): Float32Array {
  return Float32Array.of(needed(linear)().bias);
}

function needed<T>(part: T | null): T {
  if (part === null) {
    throw new UserError('A linear model has no hidden layers, so there is nothing of this kind to look at.');
  }
  return part;
}
