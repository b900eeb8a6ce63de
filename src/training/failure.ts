/** What is told of an error that ended a learner's code: words, and the place in their files. */
import { CompileError } from '../checker/compile';
import { declarationOf } from '../checker/declaration';
import { isNotWritten } from '../checker/kit/tools';
import { learnerFrame } from '../checker/stack';
import { adviceOn, describeThrown, isInstance } from '../checker/thrown';
import type { SourceSet } from '../protocol/sources';
import { ContractError, InputError, UserError, messageOf } from './errors';
import type { SourceLocation } from '../protocol/location';
import type { RunFailure } from '../protocol/run';

/** Most characters of a stub's reminder that are told. */
const MAX_TODO = 500;

/** A sentence for the learner. What was thrown may be a proxy, or have getters that throw. */
export function failureMessage(error: unknown): string {
  try {
    return sentenceOn(error);
  } catch {
    return 'Your code threw something that cannot be read.';
  }
}

function sentenceOn(error: unknown): string {
  if (error instanceof UserError) {
    return error.message;
  }
  if (error instanceof CompileError) {
    return error.sentence;
  }
  if (isNotWritten(error)) {
    const todo = messageOf(error).slice('TODO: '.length, MAX_TODO);
    return `Not started: your code still has a TODO here (${todo}). Write this part, check it, then train again.`;
  }
  const what = `Your code ${describeThrown(error)}`;
  const advice = adviceOn(error);
  return advice === '' ? what : `${what.replace(/\.$/, '')}.${advice}`;
}

/** Why a run failed, for the host. @param sources whose code ran; null where it was none of a lesson */
export const failureOf = (error: unknown, sources: SourceSet | null): RunFailure => ({
  message: failureMessage(error),
  location: locationOf(error, sources),
  ...(isInstance(error, InputError) && { isInput: true }),
});

/** The learner's line that it is about; null where there is none. */
function locationOf(error: unknown, sources: SourceSet | null): SourceLocation | null {
  if (isInstance(error, CompileError)) {
    return error.location;
  }
  if (sources === null) {
    return null;
  }
  if (isInstance(error, UserError)) {
    const entry = sources.files.find((file) => file.path === sources.entry && file.origin === 'learner');
    return entry && error instanceof ContractError ? declarationOf(entry.text, error.of, entry.path) : null;
  }
  const learners = sources.files.filter((file) => file.origin === 'learner');
  return learnerFrame(error, sources.folder, (path) => learners.some((file) => file.path === path));
}
