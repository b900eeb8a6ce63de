/** What the host and the checking child say to each other. One child serves one request and is then ended. */
import type { SourceFile, SourceSet } from '../course/sources';
import type { CheckReport } from './outcome';

/** Everything that a check needs; the child reads no file. */
export interface CheckRequest {
  lesson: string;
  /** The learner's files; what is not among them comes from `reference`. */
  learner: SourceSet;
  /** The reference solutions up to this lesson, and the given files. */
  reference: SourceSet;
  checks: SourceFile;
  mistakes: SourceFile;
  seed: number;
}

/** Given to the child when it is started. */
export interface ChildSettings {
  memoryMb: number;
  hostPid: number;
  /** Opens the watchdog's last words on stderr. A secret, so that the learner's code cannot speak for it. */
  mark: string;
}

export type HostToCheckChild = { type: 'check'; request: CheckRequest; timeoutMs: number };

export type CheckChildToHost =
  | { type: 'ready' }
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
