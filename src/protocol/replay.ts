/** What a network was at moments of its run, to be looked at again afterwards. */
import * as v from 'valibot';
import { Picture } from './metrics';
import { type Infer, finite, finites, index, ordinal } from './schema';

/** Parts of the largest size, −127 … 127: an eye needs no more, and a run has many of them. */
const parts = v.custom<Int8Array>((value) => value instanceof Int8Array);

const grid = { rows: ordinal, cols: ordinal };

/** What there is to see of one moment, small. Not for JSON: it goes from process to process, and into a file of its own. */
export const Frame = v.variant('kind', [
  v.object({ kind: v.literal('line'), weight: finite, bias: finite }),
  /** One image of weights; a part of 127 is a weight of the size `reach`. */
  v.pipe(
    v.object({ kind: v.literal('weights'), ...grid, reach: finite, parts }),
    v.check(({ rows, cols, parts: all }) => all.length === rows * cols),
  ),
  /** The plane of two moons; −127: surely class 0, 127: surely class 1. */
  v.pipe(
    v.object({ kind: v.literal('moons'), ...grid, parts }),
    v.check(({ rows, cols, parts: all }) => all.length === rows * cols),
  ),
  /** Images of first-layer weights, one after the other; `units` are their places in the layer, from 0. */
  v.pipe(
    v.object({ kind: v.literal('filters'), ...grid, units: finites, of: index, reach: finite, parts }),
    v.check(({ rows, cols, units, parts: all }) => all.length === rows * cols * units.length),
  ),
]);
export type Frame = Infer<typeof Frame>;

/** After so many steps; 0: before the first one. */
export const Moment = v.object({ step: index, frame: Frame });
export type Moment = Infer<typeof Moment>;

/** From the training child, of a run that is watched: see `isMoment`. */
export const MomentMessage = v.object({ type: v.literal('moment'), runId: v.string(), moment: Moment });
export type MomentMessage = Infer<typeof MomentMessage>;

/** Which moments of the last run the page can ask for. */
export const MomentsView = v.object({
  runId: v.string(),
  /** In their order. */
  steps: v.array(index),
  /** What there is to see: the experiment's own picture, or first-layer weights. */
  shows: v.picklist(['picture', 'filters']),
});
export type MomentsView = Infer<typeof MomentsView>;

/** One moment for the page, where one of the two is null. */
export const MomentView = v.object({
  runId: v.string(),
  step: index,
  picture: v.nullable(Picture),
  /** The strongest units at the end first, in all moments the same. */
  filters: v.nullable(v.object({ ...grid, filters: v.array(finites), units: finites, of: index })),
});
export type MomentView = Infer<typeof MomentView>;

/** A moment in a file; the numbers follow. */
const inFile = <K extends string>(kind: K) => v.object({ kind: v.literal(kind), ...grid, length: index });

/** The head of the file in which the moments of the last run are kept, beside its charts. */
export const ReplayHead = v.object({
  format: v.literal('nn-from-scratch replay'),
  version: v.literal(1),
  /** The id of the run. */
  run: v.string(),
  moments: v.array(
    v.object({
      step: index,
      frame: v.variant('kind', [
        v.object({ kind: v.literal('line'), weight: finite, bias: finite }),
        v.object({ ...inFile('weights').entries, reach: finite }),
        inFile('moons'),
        v.object({ ...inFile('filters').entries, units: finites, of: index, reach: finite }),
      ]),
    }),
  ),
});
export type ReplayHead = Infer<typeof ReplayHead>;
