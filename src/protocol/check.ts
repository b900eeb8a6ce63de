/** Messages of the host and the checking child. One child serves one request and is then ended. */
import { LessonPicture } from './picture';
import { CheckReport, Printed } from './report';
import * as v from 'valibot';
import { type Infer, finite, ordinal } from './schema';
import { SourceFile, SourceSet } from './sources';

/** What a lesson is judged by: all of the course, nothing of the learner. The child reads no file. */
export const LessonSources = v.object({
  lesson: v.string(),
  /** The reference solutions up to this lesson, and the given files. */
  reference: SourceSet,
  checks: SourceFile,
  mistakes: SourceFile,
});
export type LessonSources = Infer<typeof LessonSources>;

/** What is judged. */
export const Submission = v.object({
  /** The learner's files; what is not among them comes from the reference. */
  learner: SourceSet,
  seed: finite,
  /** The lesson's `picture.ts`, where the picture at its end is wanted. */
  picture: v.optional(SourceFile),
});
export type Submission = Infer<typeof Submission>;

export type CheckRequest = LessonSources & Submission;

export const HostToCheckChild = v.variant('type', [
  /** Loads a lesson ahead of its check, and runs its checks on the reference until the check comes: a child is fast once its code is warm. */
  v.object({ type: v.literal('prepare'), sources: LessonSources }),
  /** `sources` is null where the child has them already. */
  v.object({
    type: v.literal('check'),
    sources: v.nullable(LessonSources),
    submission: Submission,
    /** For the checks, and once more for the diagnosis. */
    limits: v.object({ cpuMs: finite, waitMs: finite }),
  }),
]);
export type HostToCheckChild = Infer<typeof HostToCheckChild>;

export const CheckChildToHost = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  /** The prepared lesson is loaded and warm. */
  v.object({ type: v.literal('prepared') }),
  /** The child stands still until a debugger attaches at this port of 127.0.0.1. */
  v.object({ type: v.literal('debugger'), port: ordinal }),
  /** All checks of the lesson, before the learner's code is loaded. */
  v.object({ type: v.literal('planned'), checks: v.array(v.object({ name: v.string(), of: v.string() })) }),
  v.object({ type: v.literal('check-started'), name: v.string() }),
  v.object({ type: v.literal('check-finished'), report: CheckReport }),
  /** The checks are done, and the cause of what failed is looked for: time counts from 0. */
  v.object({ type: v.literal('diagnosing') }),
  /** More about a failed check: the known mistake that explains it, or (`mistake` is null) what its outputs show. */
  v.object({
    type: v.literal('diagnosed'),
    check: v.string(),
    mistake: v.nullable(v.string()),
    message: v.string(),
  }),
  /** All checks have passed, whatever comes of the picture that is drawn now: time counts from 0. */
  v.object({ type: v.literal('drawing') }),
  v.object({ type: v.literal('drawn'), picture: LessonPicture }),
  /** The names of the failed checks, one list for each cause. */
  v.object({ type: v.literal('grouped'), causes: v.array(v.array(v.string())) }),
  /**
   * Something that the learner's code printed, and the line that did. `text` is empty where the text before came again
   * from there: `times` counts all of them.
   */
  v.object({ type: v.literal('output'), ...Printed.entries }),
  v.object({ type: v.literal('finished') }),
]);
export type CheckChildToHost = Infer<typeof CheckChildToHost>;
