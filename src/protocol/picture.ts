/**
 * The picture at the end of a lesson, which the learner's own functions have drawn (a lesson's `picture.ts`). Its words are those
 * of the lesson; the page puts them into the reader's language.
 */
import * as v from 'valibot';
import { type Infer, finite, finites, ordinal } from './schema';

/** Far more than a page shows well. */
const MAX_LINES = 8;
const MAX_TILES = 12;
const MAX_BARS = 60;
const MAX_NUMBERS = 4096;

const Line = v.pipe(
  v.object({
    name: v.string(),
    x: finites,
    y: finites,
    /** A curve, single points, or points that are joined in their order. */
    as: v.picklist(['line', 'dots', 'path']),
  }),
  v.check(({ x, y }) => x.length === y.length && x.length > 0 && x.length <= MAX_NUMBERS),
);
export type Line = Infer<typeof Line>;

const LinesPicture = v.object({
  kind: v.literal('lines'),
  title: v.string(),
  /** What the axes are. */
  xName: v.string(),
  yName: v.string(),
  lines: v.pipe(v.array(Line), v.minLength(1), v.maxLength(MAX_LINES)),
});
export type LinesPicture = Infer<typeof LinesPicture>;

/** An example in a tile, in its columns and rows; the middle of the first cell is at 0, 0. */
const Dot = v.object({ col: finite, row: finite, isFirst: v.boolean() });

const Tile = v.pipe(
  v.object({
    name: v.string(),
    rows: ordinal,
    cols: ordinal,
    /** Row by row. */
    values: finites,
    dots: v.array(Dot),
  }),
  v.check(({ rows, cols, values }) => values.length === rows * cols && values.length <= MAX_NUMBERS),
);
export type Tile = Infer<typeof Tile>;

const TilesPicture = v.object({
  kind: v.literal('tiles'),
  title: v.string(),
  /** Ink: 0 is paper, 1 is ink. Signed: 0 is the page, and the two signs are two colours. */
  scale: v.picklist(['ink', 'signed']),
  /** Whether the cells show their numbers. */
  numbers: v.boolean(),
  tiles: v.pipe(v.array(Tile), v.minLength(1), v.maxLength(MAX_TILES)),
});
export type TilesPicture = Infer<typeof TilesPicture>;

const BarsPicture = v.pipe(
  v.object({
    kind: v.literal('bars'),
    title: v.string(),
    /** Of the places along the axis. */
    labels: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_BARS)),
    /** One bar each at every place. */
    series: v.pipe(v.array(v.object({ name: v.string(), values: finites })), v.minLength(1), v.maxLength(4)),
  }),
  v.check(({ labels, series }) => series.every(({ values }) => values.length === labels.length)),
);
export type BarsPicture = Infer<typeof BarsPicture>;

export const LessonPicture = v.variant('kind', [LinesPicture, TilesPicture, BarsPicture]);
export type LessonPicture = Infer<typeof LessonPicture>;
