/** Explains why a child ended before its check was done. */
import { type Ending, type Frame, type LastWords, type TimeLimits, isHeapFull } from '../host/child';
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

/**
 * @param ending null where the child did not end in time
 * @param hasBegun whether the child had begun with the learner's code: before, nothing is that code's doing
 */
export function explainEnding(
  ending: Ending | null,
  request: CheckRequest,
  limits: TimeLimits,
  hasBegun: boolean,
): Interruption {
  if (!hasBegun) return notBegun(ending);
  const words = ending?.lastWords;
  if (!ending || words?.type === 'stuck') return outOfTime(words?.type === 'stuck' ? words : null, request, limits);
  if (words?.type === 'out-of-memory' || isHeapFull(ending.stderr)) {
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
  const how = howItEnded(ending);
  const message = `The process that ran your code ${how} before the check was done.${lastSaid(ending)}`;
  return { outcome: 'crashed', message, location: null, how };
}

function notBegun(ending: Ending | null): Interruption {
  const crashed = (how: string, advice = ''): Interruption => ({
    outcome: 'crashed',
    message: `The check could not begin: ${how}${advice}`,
    location: null,
    how,
  });
  if (!ending)
    return crashed('its process was not ready in time.', ' Is the computer very busy just now? Check again.');
  if (ending.error !== null) return crashed(ending.error);
  if (ending.lastWords?.type === 'out-of-memory')
    return crashed(
      `before your code, its process used ${ending.lastWords.megabytes} MB of memory already.`,
      ' Allow a check more memory.',
    );
  if (ending.lastWords?.type === 'stuck')
    return crashed('its time was over before your code was loaded.', ' Allow a check more time.');
  if (hasNoRoom(ending.stderr))
    return crashed(
      'its process got too little memory.',
      ' Close other programs, or allow it more where it is limited.',
    );
  return crashed(`its process ${howItEnded(ending)}.${lastSaid(ending)}`);
}

/** Whether the system gave a process no memory: also for WebAssembly, which takes many gigabytes of addresses. */
const hasNoRoom = (stderr: string): boolean =>
  isHeapFull(stderr) || /WebAssembly[.\w]*\(\): Out of memory|Cannot allocate memory/i.test(stderr);

const howItEnded = ({ signal, code }: Ending): string =>
  signal ? `ended by signal ${signal}` : `ended with exit code ${code}`;

function lastSaid({ stderr }: Ending): string {
  const said = stderr.trim().split('\n').slice(0, 3).join(' ').slice(0, 300);
  return said ? ` It said: ${said}` : '';
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
