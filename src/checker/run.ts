/** Runs the checks of a lesson against one module and reports the outcome of each. No diagnosis yet; that is `diagnose.ts`. */
import { declarationOf } from './declaration';
import { adviceOnHidden } from './hidden';
import { strangeLetter } from '../host/characters';
import type { CheckDefinition } from './kit';
import { seedFor } from './kit/random';
import { CallFailed, CheckFailure, messageOf } from './kit/failure';
import { type Observation, createTools, isNotWritten } from './kit/tools';
import type { Namespace } from './modules';
import { checkReport } from './outcome';
import type { SourceLocation } from '../protocol/location';
import type { CheckReport } from '../protocol/report';
import type { SourceFile } from '../protocol/sources';
import { type FailedCheck, symbolOf, unusable } from './returns';
import { thrownAt } from './stack';
import { adviceOn, adviceOnCallee, describeThrown, describeThrownAt, isInstance } from './thrown';

/** The code under check, and what is needed to speak about it. */
export interface Subject {
  exports: Namespace;
  /** The learner's folder, absolute. */
  folder: string;
  isLearners(path: string): boolean;
  /** The lesson's own file. */
  entry: Pick<SourceFile, 'path' | 'text'>;
}

export interface CheckRun {
  report: CheckReport;
  failure: CheckFailure | null;
  /** Empty unless recorded. */
  observations: Observation[];
}

/** @param symbol an exported function or class, or a method: `Dense.forward` */
function declared(symbol: string, { entry }: Subject): { symbol: string; location: SourceLocation } {
  return { symbol, location: declarationOf(entry.text, symbol, entry.path) };
}

/**
 * Runs one check. Never throws.
 *
 * @param record whether it runs for a diagnosis, and its report is shown to no learner
 */
export function runCheck(
  definition: CheckDefinition,
  subject: Subject,
  reference: Namespace,
  seed: number,
  record = false,
): CheckRun {
  const started = performance.now();
  const finish = (
    part: Partial<CheckReport>,
    observations: Observation[] = [],
    failure: CheckFailure | null = null,
  ): CheckRun => ({
    report: checkReport({
      name: definition.name,
      of: definition.of,
      outcome: 'passed',
      durationMs: performance.now() - started,
      ...part,
    }),
    failure,
    observations,
  });

  const missing = missingExport(definition.of, subject);
  if (missing) return finish({ outcome: 'missing export', ...missing });

  const { tools, observations, deferred } = createTools(
    subject.exports,
    reference,
    seedFor(seed, definition.name),
    record,
  );
  try {
    definition.body(tools as never);
    const failure = deferred();
    if (failure) throw failure;
    return finish({}, observations);
  } catch (thrownInBody) {
    const error = deferred() ?? thrownInBody;
    const failed = { definition, exports: subject.exports, reference, seed };
    if (isInstance(error, CheckFailure)) {
      const { outcome, message, details } = error;
      // A run that is recorded for diagnosis is not shown.
      if (record) return finish({ outcome, message }, observations, error);
      const { expected = null, actual = null, difference = null, path } = details;
      const symbol = path ? symbolOf(failed, path) : definition.of;
      return finish(
        { outcome, message, expected, actual, difference, ...declared(symbol, subject) },
        observations,
        error,
      );
    }
    const { thrown, asked } = isInstance(error, CallFailed) ? error : { thrown: error, asked: '' };
    if (record && !isNotWritten(thrown)) observations.push({ threw: likeness(thrown) });
    return finish(threw(thrown, asked, failed, subject, record), observations);
  }
}

/** @param asked the arguments of the call, in a sentence */
function threw(
  thrown: unknown,
  asked: string,
  failed: FailedCheck,
  subject: Subject,
  record: boolean,
): Partial<CheckReport> {
  const { of } = failed.definition;
  const at = thrownAt(thrown, { ...subject, entry: subject.entry.path });
  const place = at.location ? { location: at.location } : declared(of, subject);
  if (isNotWritten(thrown)) {
    const message = `\`${of}\` is not written yet. Replace its \`throw\` with your code.`;
    return { outcome: 'not started', message, ...place };
  }
  if (!at.location && at.inCourse) {
    if (record) return { outcome: 'wrong shape' };
    const { symbol, says } = unusable(failed);
    return { outcome: 'wrong shape', message: says, ...declared(symbol, subject) };
  }
  const advice = adviceOn(thrown) || (at.callee ? adviceOnCallee(thrown, at) : hiddenIn(subject, thrown, at.location));
  const message = `\`${of}\` ${describeThrownAt(thrown, at)}.${advice}${asked && ` ${asked}`}`;
  return { outcome: 'threw', message, ...place };
}

/** Two errors are alike when their kind and the numbers in their text are: “3 inputs, but 4 rows”. Of JavaScript's own, all of the text is. */
function likeness(error: unknown): string {
  const text = describeThrown(error);
  const kind = /^threw (\w+)/.exec(text)?.[1] ?? '';
  return /^(Type|Reference|Range|Syntax)Error$/.test(kind) ? text : [kind, ...(text.match(/\d+/g) ?? [])].join(' ');
}

function hiddenIn({ entry }: Subject, thrown: unknown, location: SourceLocation | null): string {
  if (location?.file !== entry.path || !isInstance(thrown, Error)) return '';
  return adviceOnHidden(messageOf(thrown), entry.text, location.line);
}

function missingExport(name: string, subject: Subject): { message: string; location: SourceLocation } | null {
  const value = subject.exports[name];
  if (typeof value === 'function') return null;
  const { location } = declared(name, subject);
  if (name in subject.exports)
    return {
      location,
      message: `\`${name}\` is exported, but it is ${value === null ? 'null' : `of type ${typeof value}`}, expected a function or a class.`,
    };
  const found = location.line > 1 || location.column > 1;
  const strange = Object.keys(subject.exports).find((key) => strangeLetter(key) !== null);
  if (!found && strange !== undefined)
    return {
      location: declared(strange, subject).location,
      message: `The file does not export \`${name}\`, and exports a name that holds ${strangeLetter(strange)}. Write that name again.`,
    };
  return {
    location,
    message: found
      ? `\`${name}\` is in the file, but it is not exported. Write \`export\` before it.`
      : `The file does not export \`${name}\`. Is its name spelled right?`,
  };
}
