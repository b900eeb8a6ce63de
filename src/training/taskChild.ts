/** The same in the child: one task, started by a message. Learner code runs here and nowhere else. */
import { openLink } from '../host/inside';
import { limitSilence } from '../host/silence';
import { type Schema, parse } from '../protocol/schema';
import type { SourceSet } from '../protocol/sources';
import type { TaskFailed } from '../protocol/task';
import { failureOf } from './failure';

/**
 * Waits for the task and does it.
 *
 * @param work does it, and locks the child down before any of a learner's code is loaded; what it returns is the last word
 */
export function serveTask<S extends { sources: SourceSet | null }, M extends { type: string }>(
  start: Schema<S>,
  work: (start: S, send: (message: M) => void) => Promise<M>,
): void {
  const link = openLink();
  const limited = limitSilence(link);
  const send = (message: M | TaskFailed, sent?: () => void): void => limited.send(message, sent);
  let over = false;
  /** Whose code runs, to tell where it failed. */
  let learners: SourceSet | null = null;

  /** Tells the last word and leaves, once the host has it. */
  function end(message: M | TaskFailed): void {
    if (over) return;
    over = true;
    send(message, () => link.exit(0));
  }
  const fail = (error: unknown): void => end({ type: 'failed', ...failureOf(error, learners) });

  link.onUncaught(fail);
  // The one message that there is.
  link.onMessage((message) => {
    const told = parse(start, message);
    if (told === null) return fail(new Error('The task cannot be read.'));
    learners = told.sources;
    limited.work();
    work(told, send).then(end, fail);
  });
}
