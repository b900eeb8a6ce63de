/** The learner's progress: `.nn-from-scratch/progress.json` in their folder. */
import * as v from 'valibot';
import { type Infer, index, named, ordinal } from './schema';

export const LessonState = v.picklist(['not started', 'in progress', 'passed']);
export type LessonState = Infer<typeof LessonState>;

/** A field that is damaged is dropped, and the rest of the record kept. */
const kept = <S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

export const LessonProgress = v.object({
  state: LessonState,
  /** When the lesson's check passed for the first time, ISO 8601. */
  passedAt: kept(v.string()),
  /** How many checks were run. */
  checks: v.fallback(index, 0),
  /** How many hints are open; they open one after the other. */
  hints: kept(index),
  /** When the solution was shown for the first time, ISO 8601. */
  solutionSeenAt: kept(v.string()),
  /** The chosen answer of each question of the quiz, by its place; null where none is chosen yet. */
  quiz: kept(v.array(v.nullable(index))),
  /** Places of the steps that the learner ticked. */
  steps: kept(v.array(index)),
});
export type LessonProgress = Infer<typeof LessonProgress>;

/** With fields of a later version, which are written back as they are. */
const LessonRecord = v.looseObject(LessonProgress.entries);

/** By the lesson's id. A record without a state of ours is left out. */
const Lessons = v.pipe(
  named(v.fallback(v.nullable(LessonRecord), null)),
  v.transform((all): Record<string, LessonProgress> =>
    Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, Infer<typeof LessonRecord>] => entry[1] !== null),
    ),
  ),
);

export const Progress = v.object({ version: v.literal(1), lessons: Lessons });
export type Progress = Infer<typeof Progress>;
export type LessonRecords = Progress['lessons'];

/** Above every place in a quiz: a list with room for it is made. */
const MOST_QUESTIONS = 1000;

/** Something that happened to lessons. Times are ISO 8601; places in a quiz and of steps count from 0. */
export const Happening = v.variant('kind', [
  v.object({ kind: v.literal('checked'), lesson: v.string(), state: LessonState, at: v.string() }),
  v.object({ kind: v.literal('hints opened'), lesson: v.string(), open: index }),
  v.object({ kind: v.literal('solution seen'), lesson: v.string(), at: v.string() }),
  v.object({
    kind: v.literal('answered'),
    lesson: v.string(),
    question: v.pipe(index, v.maxValue(MOST_QUESTIONS)),
    answer: index,
  }),
  v.object({ kind: v.literal('steps ticked'), lesson: v.string(), steps: v.array(index) }),
  v.object({ kind: v.literal('cleared'), lessons: v.array(v.string()) }),
  v.object({ kind: v.literal('restored'), lessons: Lessons }),
]);
export type Happening = Infer<typeof Happening>;

/** Far more than happens; above it, one more may be the same number. */
const MOST_CHANGES = 2 ** 48;

/** A happening with its place in the order: after all with a lower number that its writer had seen. */
export const Change = v.object({
  /** Of this change alone. */
  id: v.string(),
  number: v.pipe(ordinal, v.maxValue(MOST_CHANGES)),
  what: Happening,
});
export type Change = Infer<typeof Change>;

/** What a progress file needs to be merged with another one. */
const Journal = v.object({
  /** The changes up to this number are in `base`. */
  upTo: v.pipe(index, v.maxValue(MOST_CHANGES)),
  base: Lessons,
  changes: v.array(Change),
});

/** `lessons` is what `journal` comes to. A file of an earlier version, and one edited by hand, has no journal that does. */
export const ProgressFile = v.object({
  ...Progress.entries,
  journal: v.fallback(v.optional(Journal), undefined),
});
