/** What looking inside needs of a network. */
import { lessonNumber } from '../../course/lessonNumber';
import { UserError } from '../errors';
import type { BuiltNetwork } from '../network/compose';
import { type ConvNetSpec, parameterShapes } from '../network/convNet';
import { numbersOf } from '../network/image';
import type { Parameter } from '../network/layer';
import type { Library } from '../network/library';
import type { Matrix } from '../network/matrix';
import { type Pass, passThrough } from './pass';

/** The parameters of a layer: weights inputs × outputs, row by row. */
export interface LayerValues {
  weights: { rows: number; cols: number; data: Float32Array };
  bias: Float32Array;
}

/** Images, one after the other, with their labels. */
export interface Probe {
  images: Float32Array;
  labels: Uint8Array;
  count: number;
}

export interface NetworkView {
  /** The network's own forward pass, without dropout: count × classes. */
  logits(images: Float32Array, count: number): Float32Array;
  /** What the layers hold now, from the input to the output. Not copies. */
  layers(): LayerValues[];
  /** The gradients that the layers hold now, of their weights: those of the last step. */
  gradients(): Float32Array[];
  /**
   * The network's own gradients of the mean loss on these examples, of the weights of each layer, without dropout.
   * Training goes on as if nothing had been.
   */
  gradientsOn(examples: Probe): Float32Array[];
  /** Of dense layers with ReLU between them: the way of one example through them and back, without dropout, by the same code. */
  pass(image: Float32Array, label: number): Pass;
  /** The examples to measure gradients on. */
  probe: Probe;
  /** What goes into the network for these pixels, 0 … 1. */
  feed: Feed;
}

export type Feed = (pixels: Float32Array) => Float32Array;

/** @param brightness what a pixel of 1 becomes */
export const brightener =
  (brightness: number): Feed =>
  (pixels) =>
    brightness === 1 ? pixels : pixels.map((pixel) => pixel * brightness);

/** What goes into a network and comes out of it, and rows and columns of its parameters: weights and bias of each layer in turns. */
export interface NetworkShape {
  inputs: number;
  classes: number;
  parameters: { rows: number; cols: number }[];
  /** The lesson in which a learner puts the layers together. */
  lesson: 'network' | 'convolution';
}

/** @param sizes inputs, hidden layers, outputs */
export function denseShape(sizes: readonly number[]): NetworkShape {
  const parameters = sizes.slice(1).flatMap((cols, i) => [
    { rows: sizes[i], cols },
    { rows: 1, cols },
  ]);
  return { inputs: sizes[0], classes: sizes[sizes.length - 1], parameters, lesson: 'network' };
}

export function convShape(spec: ConvNetSpec): NetworkShape {
  const { image, classes } = spec;
  return { inputs: numbersOf(image), classes, parameters: parameterShapes(spec), lesson: 'convolution' };
}

/** A network that was made with a library: the learner's, the reference, or the fast one. */
export function viewOf(
  library: Library,
  built: BuiltNetwork,
  shape: NetworkShape,
  probe: Probe,
  feed: Feed = brightener(1),
): NetworkView {
  const { network, setTraining } = built;
  const { inputs, classes } = shape;
  const withoutDropout = <T>(work: () => T): T => {
    setTraining(false);
    try {
      return work();
    } finally {
      setTraining(true);
    }
  };
  const parameters = (): Parameter[] => checkedParameters(network.parameters(), shape);
  const forward = (images: Float32Array, count: number): Matrix => {
    const logits = network.forward(new library.Matrix(count, inputs, feed(images)));
    if (logits?.rows !== count || logits.cols !== classes) {
      throw new UserError(
        `The network returned ${logits?.rows}×${logits?.cols} logits for ${count} images, expected ${count}×${classes}.`,
      );
    }
    return logits;
  };
  const layers = (): LayerValues[] => {
    const all = parameters();
    return all.flatMap(({ value }, i) => (i % 2 === 0 ? [{ weights: value, bias: all[i + 1].value.data }] : []));
  };
  return {
    probe,
    feed,
    logits: (images, count) => withoutDropout(() => forward(images, count).data),
    layers,
    pass: (image, label) => passThrough(library, layers(), feed(image), label),
    gradients: () => parameters().flatMap(({ gradient }, i) => (i % 2 === 0 ? [gradient.data] : [])),
    gradientsOn: ({ images, labels, count }) =>
      withoutDropout(() => {
        const { gradient } = library.softmaxCrossEntropy(forward(images, count), labels);
        if (network.backwardParameters) {
          network.backwardParameters(gradient);
        } else {
          network.backward(gradient);
        }
        return parameters().flatMap((parameter, i) => (i % 2 === 0 ? [parameter.gradient.data] : []));
      }),
  };
}

/** A learner's `parameters()` may return anything. */
function checkedParameters(parameters: Parameter[], { parameters: shapes, lesson }: NetworkShape): Parameter[] {
  const fits = (one: Matrix | undefined, { rows, cols }: { rows: number; cols: number }): boolean =>
    one?.rows === rows && one.cols === cols && one.data?.length === rows * cols;
  const good =
    Array.isArray(parameters) &&
    parameters.length === shapes.length &&
    shapes.every((like, i) => fits(parameters[i]?.value, like) && fits(parameters[i]?.gradient, like));
  if (!good) {
    throw new UserError(
      'The network’s `parameters()` must be weights and bias of each layer, with gradients of the same shapes: ' +
        `${shapes.map(({ rows, cols }) => `${rows}×${cols}`).join(', ')}. Check My Solution in lesson ${lessonNumber(lesson)} says more.`,
    );
  }
  return parameters;
}
