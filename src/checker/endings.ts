/** Explains why a child ended before its check was done. */
import type { SourceLocation } from '../protocol/location';
import type { Outcome } from '../protocol/outcome';
import type { CheckRequest } from '../protocol/check';
import { pathOfUrl } from './urls';
import { learnerFrame } from './stack';
import type { Frame, WatchdogMessage } from './watchdog';

export type Exit =
  /** Not even the child's own watchdog ended it. */
  { kind: 'timed out' } | { kind: 'exited'; code: number | null; signal: NodeJS.Signals | null };

export interface Interruption {
  outcome: Outcome;
  message: string;
  /** Where the learner's code was; null where it is not known. */
  location: SourceLocation | null;
}

export function explainEnding(
  exit: Exit,
  watchdog: WatchdogMessage | null,
  stderr: string,
  request: CheckRequest,
  timeoutMs: number,
): Interruption {
  if (exit.kind === 'timed out' || watchdog?.type === 'stuck') {
    const location = watchdog?.type === 'stuck' ? learnerLine(watchdog.frames, request) : null;
    const advice = location
      ? `It was at line ${location.line} of ${location.file}. Is there a loop whose condition never becomes false?`
      : 'Is there a loop whose condition never becomes false, or an `await` for something that never comes?';
    const message = `Your code was still running after ${timeoutMs / 1000} seconds and was stopped. ${advice}`;
    return { outcome: 'timed out', message, location };
  }
  if (watchdog?.type === 'out-of-memory' || /heap out of memory|Array buffer allocation failed/i.test(stderr)) {
    const much = watchdog?.type === 'out-of-memory' ? `${watchdog.megabytes} MB of memory` : 'too much memory';
    const location = watchdog?.type === 'out-of-memory' ? learnerLine(watchdog.frames, request) : null;
    const where = location ? ` It was at line ${location.line} of ${location.file}.` : '';
    const message = `Your code used ${much} and was stopped.${where} Does an array grow in a loop that does not end?`;
    return { outcome: 'out of memory', message, location };
  }
  if (watchdog?.type === 'uncaught') {
    const { what, advice, stack } = watchdog;
    const location = learnerFrame({ stack }, request.learner.folder, (file) => isOwn(file, request));
    const where = location ? `, at line ${location.line} of ${location.file}` : '';
    const message = `Your code ${what}${where}, in a timer or a callback that nothing waits for.${advice}`;
    return { outcome: 'threw', message, location };
  }
  const how = exit.signal ? `by signal ${exit.signal}` : `with exit code ${exit.code}`;
  const said = stderr.trim().split('\n').slice(0, 3).join(' ').slice(0, 300);
  const message = `The process that ran your code ended ${how} before the check was done.${said ? ` It said: ${said}` : ''}`;
  return { outcome: 'crashed', message, location: null };
}

function learnerLine(frames: readonly Frame[], request: CheckRequest): SourceLocation | null {
  for (const { url, line, column } of frames) {
    const file = pathOfUrl(url, request.learner.folder);
    if (file && isOwn(file, request)) return { file, line, column };
  }
  return null;
}

function isOwn(file: string, { learner }: CheckRequest): boolean {
  return learner.files.some(({ path }) => path === file);
}
