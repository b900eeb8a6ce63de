/** The learner's progress: `.nn-from-scratch/progress.json` in their folder. */
import * as v from 'valibot';
import { type Infer, index } from './schema';

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

export const Progress = v.object({
  version: v.literal(1),
  /** By the lesson's id. A record without a state of ours is left out. */
  lessons: v.pipe(
    v.record(v.string(), v.fallback(v.nullable(LessonRecord), null)),
    v.transform((all): Record<string, LessonProgress> =>
      Object.fromEntries(
        Object.entries(all).filter((entry): entry is [string, Infer<typeof LessonRecord>] => entry[1] !== null),
      ),
    ),
  ),
});
export type Progress = Infer<typeof Progress>;
