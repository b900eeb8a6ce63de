/** Runs the checks of a lesson against one module and reports the outcome of each. No diagnosis yet; that is `diagnose.ts`. */
import type { CheckDefinition } from './kit';
import { seedFor } from './kit/random';
import { CheckFailure } from './kit/failure';
import { type Observation, createTools, isNotWritten } from './kit/tools';
import type { Namespace } from './node/load';
import { checkReport } from './outcome';
import type { SourceLocation } from '../protocol/location';
import type { CheckReport } from '../protocol/report';
import { adviceOn, describeThrown, isInstance, learnerFrame } from './stack';

/** The code under check, and what is needed to speak about it. */
export interface Subject {
  exports: Namespace;
  /** The learner's folder, absolute. */
  folder: string;
  isLearners(path: string): boolean;
  /** Where the exported name is declared. */
  declaration(name: string): SourceLocation;
}

export interface CheckRun {
  report: CheckReport;
  failure: CheckFailure | null;
  /** Empty unless recorded. */
  observations: Observation[];
}

/** Runs one check. Never throws. */
export function runCheck(
  definition: CheckDefinition,
  subject: Subject,
  reference: Namespace,
  seed: number,
  record = false,
): CheckRun {
  const started = performance.now();
  const finish = (part: Partial<CheckReport>, failure: CheckFailure | null, observations: Observation[]): CheckRun => ({
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
  if (missing) return finish({ outcome: 'missing export', ...missing }, null, []);

  const { tools, observations } = createTools(subject.exports, reference, seedFor(seed, definition.name), record);
  try {
    definition.body(tools as never);
    return finish({}, null, observations);
  } catch (error) {
    if (isInstance(error, CheckFailure)) {
      const { outcome, message } = error;
      const location = subject.declaration(definition.of);
      // A run that is recorded for diagnosis is not shown.
      if (record) return finish({ outcome, message, location }, error, observations);
      const { expected = null, actual = null, difference = null } = error.details;
      return finish({ outcome, message, expected, actual, difference, location }, error, observations);
    }
    const frame = learnerFrame(error, subject.folder, (path) => subject.isLearners(path));
    if (isNotWritten(error)) {
      const message = `\`${definition.of}\` is not written yet. Replace its \`throw\` with your code.`;
      return finish(
        { outcome: 'not started', message, location: frame ?? subject.declaration(definition.of) },
        null,
        observations,
      );
    }
    if (record) observations.push({ threw: likeness(error) });
    if (frame) {
      const message = `\`${definition.of}\` ${describeThrown(error).replace(/\.$/, '')}, at line ${frame.line} of ${frame.file}.${adviceOn(error)}`;
      return finish({ outcome: 'threw', message, location: frame }, null, observations);
    }
    const message = `The check could not use what \`${definition.of}\` returned: it ${describeThrown(error)}. Does your function return what its comment says?`;
    return finish(
      { outcome: 'wrong shape', message, location: subject.declaration(definition.of) },
      null,
      observations,
    );
  }
}

/** Two errors are alike when their kind and the numbers in their text are: “3 inputs, but 4 rows”. Of JavaScript's own, all of the text is. */
function likeness(error: unknown): string {
  const text = describeThrown(error);
  const kind = /^threw (\w+)/.exec(text)?.[1] ?? '';
  return /^(Type|Reference|Range|Syntax)Error$/.test(kind) ? text : [kind, ...(text.match(/\d+/g) ?? [])].join(' ');
}

function missingExport(name: string, subject: Subject): { message: string; location: SourceLocation } | null {
  const location = subject.declaration(name);
  const value = subject.exports[name];
  if (typeof value === 'function') return null;
  if (name in subject.exports)
    return {
      location,
      message: `\`${name}\` is exported, but it is ${value === null ? 'null' : `of type ${typeof value}`}, expected a function or a class.`,
    };
  const found = location.line > 1 || location.column > 1;
  return {
    location,
    message: found
      ? `\`${name}\` is in the file, but it is not exported. Write \`export\` before it.`
      : `The file does not export \`${name}\`. Is its name spelled right?`,
  };
}
