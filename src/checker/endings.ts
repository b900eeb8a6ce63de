/** Explains why a child ended before its check was done. */
import type { Ending, Frame } from '../host/child';
import type { Location, Outcome } from './outcome';
import type { CheckRequest } from './protocol';
import { pathOfUrl } from './node/urls';
import { learnerFrame } from './stack';

export interface Cut {
  outcome: Outcome;
  message: string;
  /** Where the learner's code was; null where that is not known. */
  location: Location | null;
}

/** @param ending null where the child did not end in time */
export function explainEnding(ending: Ending | null, request: CheckRequest, timeoutMs: number): Cut {
  const words = ending?.lastWords;
  if (!ending || words?.type === 'stuck') {
    const location = words?.type === 'stuck' ? learnerLine(words.frames, request) : null;
    const advice = location
      ? `It was at line ${location.line} of ${location.file}. Is there a loop whose condition never becomes false?`
      : 'Is there a loop whose condition never becomes false, or an `await` for something that never comes?';
    const message = `Your code was still running after ${timeoutMs / 1000} seconds and was stopped. ${advice}`;
    return { outcome: 'timed out', message, location };
  }
  if (words?.type === 'out-of-memory' || /heap out of memory|Array buffer allocation failed/i.test(ending.stderr)) {
    const much = words?.type === 'out-of-memory' ? `${words.megabytes} MB of memory` : 'too much memory';
    const location = words?.type === 'out-of-memory' ? learnerLine(words.frames, request) : null;
    const where = location ? ` It was at line ${location.line} of ${location.file}.` : '';
    const message = `Your code used ${much} and was stopped.${where} Does an array grow in a loop that does not end?`;
    return { outcome: 'out of memory', message, location };
  }
  if (words?.type === 'uncaught') {
    const { what, advice, stack } = words;
    const location = learnerFrame({ stack }, request.learner.folder, (file) => isOwn(file, request));
    const where = location ? `, at line ${location.line} of ${location.file}` : '';
    const message = `Your code ${what}${where}, in a timer or a callback that nothing waits for.${advice}`;
    return { outcome: 'threw', message, location };
  }
  const how = ending.signal ? `by signal ${ending.signal}` : `with exit code ${ending.code}`;
  const said = (ending.error ?? ending.stderr).trim().split('\n').slice(0, 3).join(' ').slice(0, 300);
  const message = `The process that ran your code ended ${how} before the check was done.${said ? ` It said: ${said}` : ''}`;
  return { outcome: 'crashed', message, location: null };
}

function learnerLine(frames: readonly Frame[], request: CheckRequest): Location | null {
  for (const { url, line, column } of frames) {
    const file = pathOfUrl(url, request.learner.folder);
    if (file && isOwn(file, request)) return { file, line, column };
  }
  return null;
}

function isOwn(file: string, { learner }: CheckRequest): boolean {
  return learner.files.some(({ path }) => path === file);
}
