/** Explains why a child ended before its check was done. */
import type { Ending, Frame, LastWords, TimeLimits } from '../host/child';
import { pathOfUrl } from './node/urls';
import type { SourceLocation } from '../protocol/location';
import type { Outcome } from '../protocol/outcome';
import type { CheckRequest } from '../protocol/check';
import { thrownAt } from './stack';

export interface Interruption {
  outcome: Outcome;
  message: string;
  /** What happened, for a sentence that ends so: `it … .` */
  how: string;
  /** Where the learner's code was; null where it is not known. */
  location: SourceLocation | null;
}

/** @param ending null where the child did not end in time */
export function explainEnding(ending: Ending | null, request: CheckRequest, limits: TimeLimits): Interruption {
  const words = ending?.lastWords;
  if (!ending || words?.type === 'stuck') return outOfTime(words?.type === 'stuck' ? words : null, request, limits);
  if (words?.type === 'out-of-memory' || /heap out of memory|Array buffer allocation failed/i.test(ending.stderr)) {
    const much = words?.type === 'out-of-memory' ? `${words.megabytes} MB of memory` : 'too much memory';
    const location = words?.type === 'out-of-memory' ? learnerLine(words.frames, request) : null;
    const where = location ? ` It was at line ${location.line} of ${location.file}.` : '';
    const message = `Your code used ${much} and was stopped.${where} Does an array grow in a loop that does not end?`;
    return { outcome: 'out of memory', message, location, how: `used ${much}` };
  }
  if (words?.type === 'uncaught') {
    const { what, advice, stack } = words;
    const { folder, entry } = request.learner;
    const { location } = thrownAt({ stack }, { folder, entry, isLearners: (file) => isOwn(file, request) });
    const where = location ? `, at line ${location.line} of ${location.file}` : '';
    const message = `Your code ${what}${where}, in a timer or a callback that nothing waits for.${advice}`;
    return { outcome: 'threw', message, location, how: what };
  }
  const how = ending.signal ? `by signal ${ending.signal}` : `with exit code ${ending.code}`;
  const said = (ending.error ?? ending.stderr).trim().split('\n').slice(0, 3).join(' ').slice(0, 300);
  const message = `The process that ran your code ended ${how} before the check was done.${said ? ` It said: ${said}` : ''}`;
  return { outcome: 'crashed', message, location: null, how: `ended ${how}` };
}

/** @param words null where not even the child's own watchdog ended it */
function outOfTime(
  words: Extract<LastWords, { type: 'stuck' }> | null,
  request: CheckRequest,
  { cpuMs, waitMs }: TimeLimits,
): Interruption {
  const location = words ? learnerLine(words.frames, request) : null;
  const where = location ? ` It was at line ${location.line} of ${location.file}.` : '';
  const stopped = (how: string, advice: string): Interruption => ({
    outcome: 'timed out',
    message: `Your code ${how} and was stopped.${where} ${advice}`,
    location,
    how,
  });
  const isLoop = 'Is there a loop whose condition never becomes false?';
  if (!words) return stopped('did not come to an end', isLoop);
  if (words.limit === 'cpuMs') return stopped(`used ${seconds(cpuMs)} of processor time`, isLoop);
  return stopped(
    `used next to no processor time for ${seconds(waitMs)}`,
    location
      ? 'Does it wait there for something that never comes?'
      : 'Is there an `await` for something that never comes?',
  );
}

/** `0.1 seconds` */
function seconds(ms: number): string {
  return ms === 1000 ? '1 second' : `${ms / 1000} seconds`;
}

/** The innermost line of the lesson's own file; where that one is not among the frames, of another of the learner's files. */
function learnerLine(frames: readonly Frame[], request: CheckRequest): SourceLocation | null {
  const lines = frames.flatMap(({ url, line, column }) => {
    const file = pathOfUrl(url, request.learner.folder);
    return file && isOwn(file, request) ? [{ file, line, column }] : [];
  });
  return lines.find(({ file }) => file === request.learner.entry) ?? lines[0] ?? null;
}

function isOwn(file: string, { learner }: CheckRequest): boolean {
  return learner.files.some(({ path }) => path === file);
}
