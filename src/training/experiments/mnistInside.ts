/** What can be said about a network that reads digits: how good it is, and what is inside. */
import type { FeatureMaps, InspectRequest } from '../../protocol/inspection';
import type { Dataset, Examples } from '../data/dataset';
import { UserError } from '../errors';
import { type Classifier, softmaxRows } from '../inspection/classifier';
import { type Inspector, inspectorFor } from '../inspection/inspector';
import { layerNames } from '../inspection/insideLayers';
import { type LayerProbe, layerProbe } from '../inspection/layerProbe';
import type { NetworkView } from '../inspection/networkView';
import type { Evaluation } from './experiment';

/** Images measured between two looks at the messages. */
const EVALUATION_SLICE = 100;
export const CLASSES = 10;

/** Where the gradients of a step are: in the layers, or only in the update, or nowhere (then the probe's stand in). */
export type GradientSource = 'layers' | 'update' | 'probe';

/**
 * How the layers move.
 *
 * @param learningRate of a step that counts from 1
 */
export function layersOf(
  view: NetworkView,
  source: () => GradientSource,
  learningRate: (step: number) => number,
): LayerProbe {
  const gradients = (): (Float32Array | null)[] => {
    switch (source()) {
      case 'layers':
        return view.gradients();
      case 'update':
        return [];
      case 'probe':
        return view.gradientsOn(view.probe);
    }
  };
  return layerProbe((isAfter) => {
    const layers = view.layers();
    const found = isAfter ? gradients() : [];
    const names = layerNames(layers.length);
    return layers.map(({ weights }, i) => ({ name: names[i], weights: weights.data, gradient: found[i] ?? null }));
  }, learningRate);
}

/** The validation images and what the network takes them for; where there are none, the test images. */
export function classifierOf({ rows, cols, validation, test }: Dataset, view: NetworkView): Classifier {
  const pixels = rows * cols;
  const shown = validation ?? test;
  return {
    classes: Array.from({ length: CLASSES }, (_, digit) => String(digit)),
    rows,
    cols,
    count: shown.count,
    label: (index) => shown.labels[index],
    pixels: (index) => shown.images.subarray(index * pixels, (index + 1) * pixels),
    probabilities: (from, to) =>
      softmaxRows(view.logits(shown.images.slice(from * pixels, to * pixels), to - from), CLASSES),
    probabilitiesOf: (images, count) => softmaxRows(view.logits(images, count), CLASSES),
  };
}

/** What can be seen of any network that reads images. */
const ANSWERS: readonly InspectRequest['kind'][] = ['confusion', 'cell', 'worst', 'predict', 'shifted'];

/**
 * Of a network that is no row of dense layers: what it answers, and nothing of its layers.
 *
 * @param what it is @param mapsOf its feature maps; left out: it has none
 */
export function answersOnly(
  dataset: Dataset,
  view: NetworkView,
  what: string,
  mapsOf: ((image: Float32Array) => FeatureMaps) | null = null,
): Inspector {
  const inspect = inspectorFor(classifierOf(dataset, view), null, null, mapsOf);
  return function* (request, step) {
    if (!ANSWERS.includes(request.kind) && !(mapsOf && request.kind === 'maps')) {
      throw new UserError(
        `There is no picture of this kind for ${what}. Start “Ten digits” to see it for a network of dense layers.`,
      );
    }
    return yield* inspect(request, step);
  };
}

/** Loss and accuracy: the network's logits, our own arithmetic on them. */
export function* evaluate(
  view: NetworkView,
  { images, labels, count }: Examples,
  pixels: number,
): Generator<void, Evaluation> {
  let loss = 0;
  let right = 0;
  for (let start = 0; start < count; start += EVALUATION_SLICE) {
    const end = Math.min(start + EVALUATION_SLICE, count);
    const logits = view.logits(images.slice(start * pixels, end * pixels), end - start);
    const measured = measure(logits, labels.subarray(start, end));
    loss += measured.loss;
    right += measured.right;
    yield;
  }
  return { loss: loss / count, accuracy: right / count };
}

/** Sum of the cross-entropies and number of right answers; of equal logits the first one counts. */
function measure(logits: Float32Array, labels: Uint8Array): { loss: number; right: number } {
  let loss = 0;
  let right = 0;
  for (let row = 0; row < labels.length; row++) {
    const z = logits.subarray(row * CLASSES, (row + 1) * CLASSES);
    let best = 0;
    for (let col = 1; col < CLASSES; col++) {
      if (z[col] > z[best]) best = col;
    }
    let sum = 0;
    for (let col = 0; col < CLASSES; col++) {
      sum += Math.exp(z[col] - z[best]);
    }
    loss += Math.log(sum) - (z[labels[row]] - z[best]);
    right += best === labels[row] ? 1 : 0;
  }
  return { loss, right };
}
