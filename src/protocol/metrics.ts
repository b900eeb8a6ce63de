/**
 * What a run reports. All numbers are finite, so that JSON carries them to the page and into files: the trainer ends a run whose
 * loss is not, samples of layers that are not are left out, and the rest is mended here (`measured`).
 */
import * as v from 'valibot';
import { type Infer, finite, finites, index, ordinal } from './schema';

/** One step of training. */
export const StepMetric = v.object({
  /** Counts from 1, through the whole run. */
  step: ordinal,
  /** Counts from 1. */
  epoch: ordinal,
  /** Loss of this step's mini-batch before its update. */
  loss: finite,
});
export type StepMetric = Infer<typeof StepMetric>;

/** A measured value that is not finite, as in a run that diverges, counts as one that there is not. */
const measured = v.pipe(
  v.custom<number | null>((value) => value === null || typeof value === 'number'),
  v.transform((value) => (Number.isFinite(value) ? value : null)),
);

/**
 * One epoch of training. What it was measured on after its last step has numbers, the rest is null: validation images where
 * some were held back, otherwise the test images.
 */
export const EpochMetric = v.object({
  /** Counts from 1. */
  epoch: ordinal,
  /** Mean of the losses of the epoch's steps. */
  trainLoss: finite,
  validationLoss: measured,
  /** 0 … 1. */
  validationAccuracy: measured,
  testLoss: measured,
  /** 0 … 1. */
  testAccuracy: measured,
  /** Time spent training in this epoch, without evaluation and pauses. */
  seconds: finite,
  samplesPerSecond: finite,
});
export type EpochMetric = Infer<typeof EpochMetric>;

/** The test images, or points, measured once when nothing is learned any more. */
export const TestMetric = v.object({
  loss: measured,
  /** 0 … 1. */
  accuracy: measured,
  /** How many there are. */
  examples: index,
});
export type TestMetric = Infer<typeof TestMetric>;

/** With patience: the epoch with the lowest validation loss, whose parameters were put back at the end. */
export const BestMetric = v.object({
  /** Counts from 1. */
  epoch: ordinal,
  /** On the validation images. */
  loss: finite,
  /** The last epoch that was trained. */
  after: ordinal,
});
export type BestMetric = Infer<typeof BestMetric>;

/** The validation images of the sample, measured during an epoch: loss and accuracy after a step. */
export const InterimMetric = v.object({
  /** Counts from 1, through the whole run. */
  step: ordinal,
  /** Counts from 1. */
  epoch: ordinal,
  loss: finite,
  /** 0 … 1. */
  accuracy: finite,
});
export type InterimMetric = Infer<typeof InterimMetric>;

/** A few images of that sample, shown while the network learns to read them. */
export const WatchedDigits = v.pipe(
  v.object({
    rows: ordinal,
    cols: ordinal,
    /** The class of each image, from 0. */
    labels: finites,
    /** Bytes 0 … 255, row by row. */
    images: v.array(finites),
  }),
  v.check(
    ({ rows, cols, labels, images }) =>
      labels.length === images.length && images.every(({ length }) => length === rows * cols),
  ),
);
export type WatchedDigits = Infer<typeof WatchedDigits>;

/** What they are taken for. */
export const Reading = v.pipe(
  v.object({
    /** After so many steps; 0: before the first one. */
    step: index,
    /** The class that each is taken for. */
    read: finites,
    /** The probability that its own class gets, 0 … 1. */
    sure: finites,
  }),
  v.check(({ read, sure }) => read.length === sure.length),
);
export type Reading = Infer<typeof Reading>;

export const LayerStat = v.object({
  /** `hidden 1`, `hidden 2`, … and `output`; `weights` where there is one layer only. */
  name: v.string(),
  /** ‖gradient of the weights‖₂. */
  gradientNorm: finite,
  /** ‖update of the weights‖₂ / ‖weights before it‖₂; about 0.001 in a run that goes well. 0 for weights that are all 0. */
  updateRatio: finite,
});
export type LayerStat = Infer<typeof LayerStat>;

/** How the layers moved in one step. Measured a few times a second, not in every step. */
export const LayerStats = v.object({
  /** Counts from 1, through the whole run. */
  step: ordinal,
  /** Counts from 1. */
  epoch: ordinal,
  /** Of this step. */
  learningRate: finite,
  /** From the input to the output. */
  layers: v.array(LayerStat),
});
export type LayerStats = Infer<typeof LayerStats>;

/** A part of the plane. */
export const area = v.pipe(
  v.object({ left: finite, right: finite, bottom: finite, top: finite }),
  v.check(({ left, right, bottom, top }) => left < right && bottom < top),
);

/** Losses of two networks that learn side by side, from the same batches. The second ends where it is not a number any more. */
const PairedLosses = v.pipe(
  v.object({ steps: finites, first: finites, second: finites }),
  v.check(({ steps, first, second }) => first.length === steps.length && second.length <= steps.length),
);
export type PairedLosses = Infer<typeof PairedLosses>;

/** A small training of a sweep. */
const SweepPoint = v.object({
  optimizer: v.picklist(['momentum', 'adam']),
  learningRate: v.pipe(finite, v.gtValue(0)),
  /** On the validation images, 0 … 1; null as long as it has not ended. */
  accuracy: v.nullable(v.pipe(finite, v.minValue(0), v.maxValue(1))),
  hasDiverged: v.boolean(),
});
export type SweepPoint = Infer<typeof SweepPoint>;

const share = v.nullable(finite);

/** What there is to look at besides curves. */
export const Picture = v.variant('kind', [
  /** Those of one optimizer after the other, with rising learning rates. */
  v.object({ kind: v.literal('sweep'), points: v.array(SweepPoint) }),
  v.pipe(
    v.object({ kind: v.literal('line'), xs: finites, ys: finites, weight: finite, bias: finite }),
    v.check(({ xs, ys }) => xs.length === ys.length),
  ),
  v.pipe(
    v.object({ kind: v.literal('weights'), rows: ordinal, cols: ordinal, values: finites }),
    v.check(({ rows, cols, values }) => values.length === rows * cols),
  ),
  v.pipe(
    v.object({
      kind: v.literal('moons'),
      /** The points of the training data, [x, y] each. */
      xs: v.array(finites),
      /** 0 or 1, one a point. */
      labels: finites,
      /** The part of the plane that `probabilities` covers. */
      area,
      cols: ordinal,
      rows: ordinal,
      /** Probability of class 1 at the middle of each cell, row by row from the top. */
      probabilities: finites,
    }),
    v.check(
      ({ xs, labels, cols, rows, probabilities }) =>
        xs.every(({ length }) => length === 2) && labels.length === xs.length && probabilities.length === rows * cols,
    ),
  ),
  /** A deep network with blocks (first) and one of as many layers in a row (second). */
  v.pipe(
    v.object({
      kind: v.literal('depth'),
      losses: PairedLosses,
      /** ‖gradient of the weights‖₂ of each layer in the last step, from the input to the output. */
      residual: finites,
      /** The same; empty where it is not a number any more. */
      plain: finites,
      /** 0 … 1, after the last epoch that is over: shares of what the epochs are measured on. */
      accuracy: v.object({ residual: share, plain: share }),
    }),
    v.check(({ residual, plain }) => plain.length === 0 || plain.length === residual.length),
  ),
  /** The same network twice: its gradients by the layers (first) and by a graph (second). */
  v.object({
    kind: v.literal('autodiff'),
    losses: PairedLosses,
    /** Largest difference of two gradients of one number, and the largest gradient; null where one is not a number any more. */
    difference: v.nullable(v.object({ now: finite, largest: finite, gradient: finite })),
  }),
]);
export type Picture = Infer<typeof Picture>;
