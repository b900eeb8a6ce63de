/** A network as a picture: its units, the weights between them, and the way of one example through it and back. */
import * as v from 'valibot';
import { area } from './metrics';
import { type Infer, finite, finites, index, ordinal } from './schema';

/** Of a larger hidden layer, so many units are shown: those with the largest weights, in and out. */
export const MAX_SHOWN_UNITS = 16;

const classes = v.array(v.string());

/** What goes in. */
const NetworkInput = v.variant('kind', [
  /** Points of the plane: those of the training data with their labels, and the cells of the maps, row by row from the top. */
  v.object({
    kind: v.literal('plane'),
    area,
    cols: ordinal,
    rows: ordinal,
    xs: v.array(finites),
    labels: finites,
  }),
  v.object({ kind: v.literal('image'), cols: ordinal, rows: ordinal }),
]);

export const NetworkLayer = v.object({
  /** As in `LayerStat`. */
  name: v.string(),
  /** How many units it has. */
  of: ordinal,
  /** Which of them are shown: places from 0, ascending. */
  units: finites,
  /** Of the shown units, as everything below. */
  bias: finites,
  /** From the coordinates, or from the shown units of the layer before, row by row; empty where pixels go in. */
  weights: finites,
  /**
   * What each unit sees. Points go in: its activation over the plane, of the output the logit. Pixels go in: the weights of the
   * units of the first layer; of later layers nothing.
   */
  views: v.array(finites),
});
export type NetworkLayer = Infer<typeof NetworkLayer>;

/** The answer to `network`. */
export const NetworkAnswer = v.object({
  kind: v.literal('network'),
  input: NetworkInput,
  /** From the first one to the output. */
  layers: v.array(NetworkLayer),
  classes,
  /** How many examples there are to follow. */
  examples: index,
  step: finite,
});
export type NetworkAnswer = Infer<typeof NetworkAnswer>;

/** One layer on the way of an example, of its shown units. Gradients are of the loss of this example. */
const TraceLayer = v.object({
  /** Weighted sum and bias. */
  z: finites,
  /** Behind the ReLU; of the output, z. */
  a: finites,
  /** How many units of the whole layer have a value above 0 behind their ReLU. */
  active: index,
  /** Gradient with respect to a. */
  aGradient: finites,
  /** Gradient with respect to z. */
  zGradient: finites,
  /** As `weights` of the layer. */
  weightGradient: finites,
  biasGradient: finites,
  /** Pixels go in: the gradients of the weights of each unit of the first layer, as images. */
  gradientImages: v.array(finites),
});
type TraceLayer = Infer<typeof TraceLayer>;

/** The answer to `trace`: every number by the code that trains. */
export const TraceAnswer = v.object({
  kind: v.literal('trace'),
  /** Which example, from 0. */
  index,
  /** Its coordinates, or its pixels, 0 … 1. */
  input: finites,
  label: index,
  /** By class; their sum is 1. */
  probabilities: finites,
  predicted: index,
  /** Cross-entropy, in nats. */
  loss: finite,
  layers: v.array(TraceLayer),
  step: finite,
});
export type TraceAnswer = Infer<typeof TraceAnswer>;
