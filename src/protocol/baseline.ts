/** The baseline of lesson 1.1 on digits: what the host and the measuring child send to each other, and what the pages show of it. */
import { DataFolder } from './dataFolder';
import { SourceLocation } from './location';
import * as v from 'valibot';
import { type Infer, finites, index, ordinal } from './schema';
import { SourceSet } from './sources';
import { TaskFailed } from './task';

export const StartBaseline = v.object({
  sources: SourceSet,
  /** Where the four IDX files are; null for the built-in digits. */
  dataFolder: v.nullable(DataFolder),
});
export type StartBaseline = Infer<typeof StartBaseline>;

/** Of the test images of one digit. */
const Tally = v.pipe(
  v.object({ right: index, count: ordinal }),
  v.check(({ right, count }) => right <= count),
);
export type Tally = Infer<typeof Tally>;

/** An image row by row: 0 is paper, 255 is ink. */
const ReadDigit = v.object({ pixels: finites, isThree: v.boolean(), saidThree: v.boolean() });
export type ReadDigit = Infer<typeof ReadDigit>;

/** What a learner's `meanImage` and `isThree` make of threes and sevens. */
export const Baseline = v.pipe(
  v.object({
    /** The name of the data, for people: `MNIST`, or `built-in digits`. */
    data: v.string(),
    rows: ordinal,
    cols: ordinal,
    /** Of the training images; pixels as in a digit. */
    meanThree: finites,
    meanSeven: finites,
    threes: Tally,
    sevens: Tally,
    /** The first test images, in the order of the data. */
    first: v.array(ReadDigit),
    /** The first test images after these that are read wrong; fewer where there are no more. */
    wrong: v.array(ReadDigit),
  }),
  v.check(({ rows, cols, meanThree, meanSeven, first, wrong }) =>
    [meanThree, meanSeven, ...[...first, ...wrong].map(({ pixels }) => pixels)].every(
      ({ length }) => length === rows * cols,
    ),
  ),
);
export type Baseline = Infer<typeof Baseline>;

export const BaselineChildToHost = v.variant('type', [
  v.object({ type: v.literal('measured'), baseline: Baseline }),
  TaskFailed,
]);
export type BaselineChildToHost = Infer<typeof BaselineChildToHost>;

/** The same as the pages show it. */
export const BaselineView = v.object({
  state: v.picklist(['idle', 'running', 'done', 'stopped', 'failed']),
  /** The result in a few sentences, what goes on, or what went wrong; empty before the first time. */
  status: v.string(),
  /** Where the learner's code failed. */
  location: v.nullable(SourceLocation),
  /** Null as long as nothing is measured. */
  baseline: v.nullable(Baseline),
});
export type BaselineView = Infer<typeof BaselineView>;
