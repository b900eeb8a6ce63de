/** What the host and the checking child say to each other. One child serves one request and is then ended. */
import type { SourceFile, SourceSet } from '../course/sources';
import type { CheckReport } from './outcome';

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

/** Given to the child when it is started. */
export interface ChildSettings {
  memoryMb: number;
  hostPid: number;
  /** Opens the watchdog's last words on stderr. A secret, so that the learner's code cannot speak for it. */
  mark: string;
}

export type HostToCheckChild =
  /** Loads a lesson ahead of its check, and runs its checks on the reference until the check comes: a child is fast once its code is warm. */
  | { type: 'prepare'; sources: LessonSources }
  /** `sources` is null where the child has them already. */
  | { type: 'check'; sources: LessonSources | null; submission: Submission; timeoutMs: number };

export type CheckChildToHost =
  | { type: 'ready' }
  /** The prepared lesson is loaded and warm. */
  | { type: 'prepared' }
  /** All checks of the lesson, before the learner's code is loaded. */
  | { type: 'planned'; checks: { name: string; of: string }[] }
  | { type: 'check-started'; name: string }
  | { type: 'check-finished'; report: CheckReport }
  /** A known mistake explains a failed check. */
  | { type: 'diagnosed'; check: string; mistake: string; message: string }
  /** Something that the learner's code printed; `dropped` counts the characters that were too many. */
  | { type: 'output'; text: string; dropped: number }
  | { type: 'finished' };

const TAGS: CheckChildToHost['type'][] = [
  'ready',
  'prepared',
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
