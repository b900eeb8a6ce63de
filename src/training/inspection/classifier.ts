/** What a classifier makes of images that it was not trained on: confusion matrix, its images, the hardest ones, a drawn image. */
import { UserError } from '../errors';
import { type DigitView, type InspectRequest, type Inspection, MAX_DIGITS } from '../../protocol/inspection';
import type { Answering } from './inspector';
import { requireFinite, short } from './numbers';

/** Images done between two looks at the messages; few, because a learner's product may be slow. */
const SLICE = 50;
/** Images in an answer about moved ones: who asks may stop between two answers. */
const PART = 250;

/** A network that tells classes apart, and images that it was not trained on. Classes count from 0. */
export interface Classifier {
  /** What the classes are called. */
  classes: string[];
  rows: number;
  cols: number;
  /** How many images there are. */
  count: number;
  label(index: number): number;
  /** rows · cols pixels of an image, 0 … 1. */
  pixels(index: number): ArrayLike<number>;
  /**
   * Probabilities of images `from` … `to − 1`, class by class and image by image.
   *
   * @throws what the learner's code throws; UserError when the outputs are not as they must be
   */
  probabilities(from: number, to: number): ArrayLike<number>;
  /** The same for images of rows · cols pixels, 0 … 1, one after the other. */
  probabilitiesOf(images: Float32Array, count: number): ArrayLike<number>;
}

/** The images after one step, with what the network made of them. */
interface Predictions {
  step: number;
  probabilities: Float64Array;
  predicted: Uint8Array;
  losses: Float64Array;
}

export class ClassifierView {
  private readonly of: Classifier;
  /** Of the newest step that was asked for: a click on a cell comes right after the matrix. */
  private known: Predictions | null = null;

  constructor(classifier: Classifier) {
    this.of = classifier;
  }

  *confusion(step: number): Answering {
    const { classes, count } = this.of;
    const { predicted } = yield* this.predictions(step);
    const matrix = classes.map(() => classes.map(() => 0));
    for (let i = 0; i < count; i++) {
      matrix[this.of.label(i)][predicted[i]]++;
    }
    return { kind: 'confusion', classes, matrix, step };
  }

  *cell(truth: number, predicted: number, step: number): Answering {
    const { classes, rows, cols } = this.of;
    if (truth >= classes.length || predicted >= classes.length) {
      throw new UserError(`There are ${classes.length} classes, counted from 0; asked for ${truth} and ${predicted}.`);
    }
    const all = yield* this.predictions(step);
    const inside = this.byLoss(all, (i) => this.of.label(i) === truth && all.predicted[i] === predicted);
    const digits = inside.slice(0, MAX_DIGITS).map((i) => this.view(i, all));
    return { kind: 'cell', truth, predicted, count: inside.length, digits, classes, rows, cols, step };
  }

  *worst(step: number): Answering {
    const { classes, rows, cols } = this.of;
    const all = yield* this.predictions(step);
    const wrong = this.byLoss(all, (i) => this.of.label(i) !== all.predicted[i]);
    return {
      kind: 'worst',
      digits: wrong.slice(0, MAX_DIGITS).map((i) => this.view(i, all)),
      classes,
      rows,
      cols,
      step,
    };
  }

  predict(pixels: number[], step: number): Omit<Extract<Inspection, { kind: 'predict' }>, 'layers'> {
    const { classes, rows, cols } = this.of;
    if (pixels.length !== rows * cols) {
      throw new UserError(`The image has ${pixels.length} pixels, expected ${rows * cols} (${rows}×${cols}).`);
    }
    const probabilities = checked(
      Array.from(this.of.probabilitiesOf(Float32Array.from(pixels), 1), (one) => short(one, 6)),
      classes.length,
    );
    return { kind: 'predict', classes, probabilities, predicted: largest(probabilities, 0, classes.length), step };
  }

  /** A part of the images, moved to the right and down; what comes in at the edge is 0. */
  *shifted({ right, down, from }: Extract<InspectRequest, { kind: 'shifted' }>, step: number): Answering {
    const { classes, rows, cols, count } = this.of;
    this.requireImage(from);
    const to = Math.min(from + PART, count);
    const moved = (i: number): Float32Array => shiftedImage(this.of.pixels(i), rows, cols, right, down);
    let correct = 0;
    for (let start = from; start < to; start += SLICE) {
      const some = Math.min(SLICE, to - start);
      const images = new Float32Array(some * rows * cols);
      for (let i = 0; i < some; i++) images.set(moved(start + i), i * rows * cols);
      const made = checked(this.of.probabilitiesOf(images, some), some * classes.length);
      for (let i = 0; i < some; i++)
        if (largest(made, i * classes.length, classes.length) === this.of.label(start + i)) correct++;
      yield;
    }
    const pixels = Array.from(moved(from), (value) => Math.round(value * 255));
    return { kind: 'shifted', right, down, from, to, of: count, correct, pixels, rows, cols, step };
  }

  /** @throws UserError when there is no such image */
  digit(index: number): DigitView {
    const { classes } = this.of;
    this.requireImage(index);
    const probabilities = Float64Array.from(checked(this.of.probabilities(index, index + 1), classes.length));
    const predicted = largest(probabilities, 0, classes.length);
    return this.show(index, probabilities, predicted, loss(probabilities[this.of.label(index)]));
  }

  private requireImage(index: number): void {
    const { count } = this.of;
    if (index >= count) throw new UserError(`There is no image ${index}: there are ${count}, counted from 0.`);
  }

  private *predictions(step: number): Generator<void, Predictions> {
    if (this.known?.step === step) {
      return this.known;
    }
    const { classes, count } = this.of;
    const made: Predictions = {
      step,
      probabilities: new Float64Array(count * classes.length),
      predicted: new Uint8Array(count),
      losses: new Float64Array(count),
    };
    for (let from = 0; from < count; from += SLICE) {
      const to = Math.min(from + SLICE, count);
      made.probabilities.set(
        checked(this.of.probabilities(from, to), (to - from) * classes.length),
        from * classes.length,
      );
      for (let i = from; i < to; i++) {
        made.predicted[i] = largest(made.probabilities, i * classes.length, classes.length);
        made.losses[i] = loss(made.probabilities[i * classes.length + this.of.label(i)]);
      }
      yield;
    }
    this.known = made;
    return made;
  }

  /** The images that are asked for, highest loss first. */
  private byLoss({ losses }: Predictions, isIn: (index: number) => boolean): number[] {
    return Array.from(losses.keys())
      .filter(isIn)
      .sort((a, b) => losses[b] - losses[a]);
  }

  private view(index: number, { probabilities, predicted, losses }: Predictions): DigitView {
    const classes = this.of.classes.length;
    const own = probabilities.subarray(index * classes, (index + 1) * classes);
    return this.show(index, own, predicted[index], losses[index]);
  }

  private show(index: number, probabilities: ArrayLike<number>, predicted: number, itsLoss: number): DigitView {
    return {
      index,
      label: this.of.label(index),
      predicted,
      loss: short(itsLoss, 6),
      probabilities: Array.from(probabilities, (one) => short(one, 6)),
      pixels: Array.from(this.of.pixels(index), (value) => Math.round(value * 255)),
    };
  }
}

export function shiftedImage(
  pixels: ArrayLike<number>,
  rows: number,
  cols: number,
  right: number,
  down: number,
): Float32Array {
  return Float32Array.from({ length: rows * cols }, (_, i) => {
    const [row, col] = [Math.floor(i / cols) - down, (i % cols) - right];
    return row >= 0 && row < rows && col >= 0 && col < cols ? pixels[row * cols + col] : 0;
  });
}

/** Cross-entropy of a right class that has this probability. A probability that was rounded to 0 gives a large number, not infinity. */
function loss(probability: number): number {
  return -Math.log(Math.max(probability, Number.MIN_VALUE));
}

/** Of equal ones, the first. */
function largest(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) {
    if (values[start + i] > values[start + best]) best = i;
  }
  return best;
}

const checked = <T extends ArrayLike<number>>(probabilities: T, count: number): T =>
  requireFinite(probabilities, 'network’s outputs', count);

/** Softmax of the logits of several images, with the largest one taken out, so that nothing overflows. */
export function softmaxRows(logits: ArrayLike<number>, classes: number): Float64Array {
  const result = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const top = logits[start + largest(logits, start, classes)];
    let sum = 0;
    for (let i = start; i < start + classes; i++) {
      result[i] = Math.exp(logits[i] - top);
      sum += result[i];
    }
    for (let i = start; i < start + classes; i++) {
      result[i] /= sum;
    }
  }
  return result;
}
