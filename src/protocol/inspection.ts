/** Questions about a network that is being trained, and their answers. */
import * as v from 'valibot';
import { NetworkAnswer, TraceAnswer } from './networkPicture';
import { type Infer, finite, finites, index } from './schema';

/** More pixels than any image of ours has. */
const MAX_PIXELS = 10_000;
/** Most images in an answer. */
export const MAX_DIGITS = 30;
/** Most first-layer weights in an answer. */
export const MAX_FILTERS = 64;

const whole = v.pipe(finite, v.integer());

/** What can be asked of a network while its child lives: running, paused, or over and kept (`StartMessage.watched`). */
export const InspectRequest = v.variant('kind', [
  /** How often each class was taken for each, on the images that it was not trained on. */
  v.object({ kind: v.literal('confusion') }),
  /** The images of one cell of that matrix. */
  v.object({ kind: v.literal('cell'), truth: index, predicted: index }),
  /** Those that are read wrongly, highest loss first. */
  v.object({ kind: v.literal('worst') }),
  /** The weights of the first layer, as images. */
  v.object({ kind: v.literal('filters') }),
  /** What the convolutions and pools of a convolutional network make of one of them. */
  v.object({ kind: v.literal('maps'), index }),
  /** What the hidden layers make of one of them. */
  v.object({ kind: v.literal('activations'), index }),
  /** The gradients of each layer on a probe batch: vanishing ones, dead ReLUs. */
  v.object({ kind: v.literal('gradients') }),
  /** What an image is taken for: rows · cols values, 0 … 1, row by row. */
  v.object({ kind: v.literal('predict'), pixels: v.pipe(finites, v.maxLength(MAX_PIXELS)) }),
  /** How many of them, moved by so many pixels, are read correctly: a part of them that begins at `from`. */
  v.object({ kind: v.literal('shifted'), right: whole, down: whole, from: index }),
  /** Its units and the weights between them, as a picture. */
  v.object({ kind: v.literal('network') }),
  /** The way of one example through it and back. */
  v.object({ kind: v.literal('trace'), index }),
  /** All parameters, to write them to a file. */
  v.object({ kind: v.literal('weights') }),
  /** What `diagnose` of lesson 5.2 says of a patient, as it was before its training. */
  v.object({ kind: v.literal('diagnosis') }),
]);
export type InspectRequest = Infer<typeof InspectRequest>;

/** One image that it was not trained on, and what the network makes of it. */
export const DigitView = v.object({
  /** Place among them, from 0. */
  index,
  label: index,
  predicted: index,
  /** Cross-entropy, in nats. */
  loss: finite,
  /** By class; their sum is 1. */
  probabilities: finites,
  /** Bytes 0 … 255, row by row. */
  pixels: finites,
});
export type DigitView = Infer<typeof DigitView>;

/** The gradients of one layer on a probe batch. */
export const GradientView = v.object({
  /** As in `LayerStat`. */
  name: v.string(),
  /** Histogram of the gradient of the weights: `counts[i]` lie from `edges[i]` to `edges[i + 1]`. */
  edges: finites,
  counts: finites,
  /** Share of entries that are exactly 0. */
  zeroShare: finite,
  /** Units whose ReLU is 0 for the whole probe batch; null where no ReLU follows. */
  deadUnits: v.nullable(index),
  units: index,
  /** ‖gradient of the weights‖₂. */
  norm: finite,
});
export type GradientView = Infer<typeof GradientView>;

const floats = v.custom<Float32Array>((value) => value instanceof Float32Array);

/**
 * The parameters of a dense layer: weights (inputs × outputs, row by row) and one bias for each output. Not for JSON: they go from
 * process to process only.
 */
export const LayerParameters = v.object({
  weights: v.object({ rows: index, cols: index, data: floats }),
  bias: floats,
});
export type LayerParameters = Infer<typeof LayerParameters>;

/** What a convolutional network makes of one image. */
export const FeatureMaps = v.object({
  /** Of the first convolution: rows · cols weights each. */
  filters: v.object({ rows: index, cols: index, values: v.array(finites) }),
  /** In their order: each convolution behind its ReLU, and each pool. One map of rows · cols numbers a filter. */
  stages: v.array(
    v.object({ kind: v.picklist(['convolution', 'pool']), rows: index, cols: index, maps: v.array(finites) }),
  ),
});
export type FeatureMaps = Infer<typeof FeatureMaps>;

const classes = v.array(v.string());
const image = { rows: index, cols: index };
/** What layers make of one image. */
const activations = v.array(v.object({ name: v.string(), values: finites }));
/** How far the network was trained. */
const step = finite;

/** The answer to an `InspectRequest`. Classes count from 0. */
export const Inspection = v.variant('kind', [
  /** Row: the truth; column: the prediction. */
  v.object({ kind: v.literal('confusion'), classes, matrix: v.array(finites), step }),
  v.object({
    kind: v.literal('cell'),
    truth: index,
    predicted: index,
    /** How many images are in this cell; `digits` holds at most `MAX_DIGITS` of them, highest loss first. */
    count: index,
    digits: v.array(DigitView),
    classes,
    ...image,
    step,
  }),
  v.object({ kind: v.literal('worst'), digits: v.array(DigitView), classes, ...image, step }),
  /** At most `MAX_FILTERS`, of `of`: the strongest first. `units` are their places in the layer, from 0. */
  v.object({ kind: v.literal('filters'), ...image, filters: v.array(finites), units: finites, of: index, step }),
  v.object({
    kind: v.literal('activations'),
    digit: DigitView,
    classes,
    ...image,
    /** The hidden layers, behind their ReLU, then the output: the logits. */
    layers: activations,
    /** How many such images there are. */
    of: index,
    step,
  }),
  /** `of`: how many such images there are. */
  v.object({ kind: v.literal('maps'), digit: DigitView, classes, ...image, maps: FeatureMaps, of: index, step }),
  /** `probe`: how many examples the probe batch has. */
  v.object({ kind: v.literal('gradients'), layers: v.array(GradientView), probe: finite, step }),
  v.object({
    kind: v.literal('predict'),
    classes,
    probabilities: finites,
    predicted: finite,
    /** The hidden layers, behind their ReLU; none in a linear model and in a convolutional network. */
    layers: activations,
    /** Of a convolutional network. */
    maps: v.optional(FeatureMaps),
    step,
  }),
  v.object({
    kind: v.literal('shifted'),
    right: whole,
    down: whole,
    /** Measured are `from` … `to − 1`, of `of`. */
    from: index,
    to: index,
    of: index,
    correct: index,
    /** The first one as it was moved: bytes 0 … 255, row by row. */
    pixels: finites,
    ...image,
    step,
  }),
  NetworkAnswer,
  TraceAnswer,
  v.object({ kind: v.literal('weights'), layers: v.array(LayerParameters), step }),
  /** `says`: what it returned, as a text. */
  v.object({ kind: v.literal('diagnosis'), says: v.string(), step }),
  /** In a sentence for the learner. */
  v.object({ kind: v.literal('unavailable'), reason: v.string() }),
]);
export type Inspection = Infer<typeof Inspection>;
