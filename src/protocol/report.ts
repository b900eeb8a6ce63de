/** What came of the checks of a lesson. */
import { SourceLocation } from './location';
import { Outcome } from './outcome';
import { LessonPicture } from './picture';
import * as v from 'valibot';
import { type Infer, finite, index, ordinal } from './schema';

/** How much of what was compared differs, and where it differs most. Numbers are texts: JSON has no NaN. */
const Difference = v.object({
  /** How many numbers were compared, and how many of them differ. */
  total: index,
  differing: index,
  worst: v.object({
    /** In words, as in the message: `at [0][1]`. Empty for a single number. */
    where: v.string(),
    /** The way to it: `['weights', 2]`. */
    index: v.array(v.union([v.string(), index])),
    expected: v.string(),
    actual: v.string(),
    /** |actual − expected| relative to the largest number of the same array; null where it is not finite. */
    relativeError: v.nullable(finite),
  }),
  /** The numbers in rows and columns, monospaced, each differing one marked; null for a single number. */
  table: v.nullable(v.string()),
});

export const CheckReport = v.object({
  /** A sentence about the code. */
  name: v.string(),
  /** The exported function or class that the check judges; null for the file as a whole. */
  of: v.nullable(v.string()),
  outcome: Outcome,
  /** What was expected, what came, where, what to look at. Empty for a pass. */
  message: v.string(),
  /** The sentence that helps beyond expected and actual, with which `message` ends: a known mistake's, or what the outputs show. */
  explanation: v.nullable(v.string()),
  /** The known mistake that gives the same outputs. */
  mistake: v.nullable(v.string()),
  expected: v.nullable(v.string()),
  actual: v.nullable(v.string()),
  /** Null where no numbers were compared. */
  difference: v.nullable(Difference),
  location: v.nullable(SourceLocation),
  /** The function, class or method whose name stands at `location`; null where that is the very line. */
  symbol: v.nullable(v.string()),
  durationMs: finite,
});
export type CheckReport = Infer<typeof CheckReport>;

/** Something that the learner's code printed. */
export const Printed = v.object({
  /** Without the line break at its end. */
  text: v.string(),
  /** The learner's line that printed it; null where no line is known. */
  location: v.nullable(SourceLocation),
  /** How often it came from there in a row. */
  times: ordinal,
});
export type Printed = Infer<typeof Printed>;

export const LessonReport = v.object({
  lesson: v.string(),
  outcome: Outcome,
  durationMs: finite,
  seed: finite,
  /** Earlier lessons whose reference solution stood in for the learner's file. */
  usedReference: v.array(v.string()),
  checks: v.array(CheckReport),
  /** The names of the failed checks, one list for each cause as far as causes are known; the one that says most comes first. */
  causes: v.array(v.array(v.string())),
  /** What the learner's code printed, in order, truncated at a sensible length. */
  output: v.array(Printed),
  /** What the learner's functions have drawn; null where nothing was asked for, or nothing came of it. */
  picture: v.nullable(LessonPicture),
});
export type LessonReport = Infer<typeof LessonReport>;

/** What `check --json` prints. Fields may be added, none may change its meaning. */
export const CheckDocument = v.object({
  /** Of all lessons, or of the first. */
  seed: v.nullable(finite),
  lessons: v.array(
    v.object({
      ...v.omit(LessonReport, ['output', 'picture']).entries,
      durationMs: v.pipe(finite, v.transform(Math.round)),
      checks: v.array(v.omit(CheckReport, ['of', 'durationMs'])),
    }),
  ),
  /** Why nothing was checked; null where something was. */
  error: v.nullable(v.string()),
});
