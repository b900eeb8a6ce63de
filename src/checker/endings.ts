/** Explains why a child ended before its check was done. */
import type { Location, Outcome } from './outcome';
import type { CheckRequest } from './protocol';
import { pathOfUrl } from './urls';
import type { WatchdogMessage } from './watchdog';

export type Exit =
  /** Not even the child's own watchdog ended it. */
  { kind: 'timed out' } | { kind: 'exited'; code: number | null; signal: NodeJS.Signals | null };

export interface Cut {
  outcome: Outcome;
  message: string;
  /** Where the learner's code was; null where nobody knows. */
  location: Location | null;
}

export function explainEnding(
  exit: Exit,
  watchdog: WatchdogMessage | null,
  stderr: string,
  request: CheckRequest,
  timeoutMs: number,
): Cut {
  if (exit.kind === 'timed out' || watchdog?.type === 'stuck') {
    const location = watchdog?.type === 'stuck' ? learnerLine(watchdog.frames, request) : null;
    const where = location ? ` It was at line ${location.line} of ${location.file}.` : '';
    const message = `Your code was still running after ${timeoutMs / 1000} seconds and was stopped.${where} Is there a loop whose condition never becomes false?`;
    return { outcome: 'timed out', message, location };
  }
  if (watchdog?.type === 'out-of-memory' || /heap out of memory|Array buffer allocation failed/i.test(stderr)) {
    const much = watchdog ? `${watchdog.megabytes} MB of memory` : 'too much memory';
    const message = `Your code used ${much} and was stopped. Does an array grow in a loop that does not end?`;
    return { outcome: 'out of memory', message, location: null };
  }
  const how = exit.signal ? `by signal ${exit.signal}` : `with exit code ${exit.code}`;
  const said = stderr.trim().split('\n').slice(0, 3).join(' ').slice(0, 300);
  const message = `The process that ran your code ended ${how} before the check was done.${said ? ` It said: ${said}` : ''}`;
  return { outcome: 'crashed', message, location: null };
}

function learnerLine(
  frames: { url: string; line: number; column: number }[],
  { learner }: CheckRequest,
): Location | null {
  const own = new Set(learner.files.map((file) => file.path));
  for (const { url, line, column } of frames) {
    const file = pathOfUrl(url, learner.folder);
    if (file && own.has(file)) return { file, line, column };
  }
  return null;
}
