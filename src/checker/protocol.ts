/** What the host and the checking child say to each other. One child serves one request and is then ended. */
import type { SourceFile, SourceSet } from '../protocol/sources';
import type { CheckReport, Location } from './outcome';

/** What a lesson is judged by: all of the course, nothing of the learner. The child reads no file. */
export interface LessonSources {
  lesson: string;
  /** The reference solutions up to this lesson, and the given files. */
  reference: SourceSet;
  checks: SourceFile;
  mistakes: SourceFile;
}

/** What is judged. */
export interface Submission {
  /** The learner's files; what is not among them comes from the reference. */
  learner: SourceSet;
  seed: number;
}

export interface CheckRequest extends LessonSources, Submission {}

export type HostToCheckChild =
  /** Loads a lesson ahead of its check, and runs its checks on the reference until the check comes: a child is fast once its code is warm. */
  | { type: 'prepare'; sources: LessonSources }
  /** `sources` is null where the child has them already. */
  | { type: 'check'; sources: LessonSources | null; submission: Submission; timeoutMs: number };

export type CheckChildToHost =
  | { type: 'ready' }
  /** The prepared lesson is loaded and warm. */
  | { type: 'prepared' }
  /** The child stands still until a debugger attaches at this port of 127.0.0.1. */
  | { type: 'debugger'; port: number }
  /** All checks of the lesson, before the learner's code is loaded. */
  | { type: 'planned'; checks: { name: string; of: string }[] }
  | { type: 'check-started'; name: string }
  | { type: 'check-finished'; report: CheckReport }
  /** More about a failed check: the known mistake that explains it, or (`mistake` is null) what its outputs show. */
  | { type: 'diagnosed'; check: string; mistake: string | null; message: string }
  /**
   * Something that the learner's code printed, and the line that did. `text` is empty where the text before came again
   * from there: `times` counts all of them.
   */
  | { type: 'output'; text: string; location: Location | null; times: number }
  | { type: 'finished' };

const TAGS: CheckChildToHost['type'][] = [
  'ready',
  'prepared',
  'debugger',
  'planned',
  'check-started',
  'check-finished',
  'diagnosed',
  'output',
  'finished',
];

/** Whether something that arrived is a message of this protocol. */
export function isFromCheckChild(value: unknown): value is CheckChildToHost {
  return typeof value === 'object' && value !== null && TAGS.includes((value as { type?: unknown }).type as never);
}
