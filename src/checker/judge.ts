/** Judges a learner's file: loads it, runs the lesson's checks, diagnoses what failed. Runs in the child. */
import type { SourceFile } from '../protocol/sources';
import { afterTimers } from '../host/inside';
import { joinNames } from '../course/count';
import { causesOf } from './causes';
import { CompileError } from './compile';
import { declarationOf } from './declaration';
import { diagnose } from './diagnose';
import { drawn } from './drawn';
import { isNotWritten } from './kit/tools';
import { tokensOf } from './lexer';
import { ModuleLoader } from './node/load';
import type { LoaderOptions, Namespace } from './modules';
import { learnerText } from './learnerText';
import { WHOLE_FILE } from './names';
import { explained, fileFailure } from './outcome';
import type { CheckReport } from '../protocol/report';
import type { PreparedLesson } from './prepare';
import type { CheckChildToHost, Submission } from '../protocol/check';
import { explain } from './reason/failedChecks';
import { type Subject, runCheck } from './run';
import { thrownAt } from './stack';
import { adviceOn, describeThrownAt, isInstance } from './thrown';

type Emit = (message: CheckChildToHost) => void;

/** Judges one lesson. Rejects only when the course's own content is broken. */
export async function judge(
  prepared: PreparedLesson,
  submission: Submission,
  emit: Emit,
  options: LoaderOptions<ModuleLoader> = {},
): Promise<void> {
  const { definitions, reference, sources } = prepared;
  const { learner: learnerSources, seed } = submission;
  emit({ type: 'planned', checks: definitions.map(({ name, of }) => ({ name, of })) });

  const loader = new ModuleLoader(
    learnerSources.folder,
    withReference(learnerSources.files, sources.reference.files),
    options,
  );
  const files = new Map(learnerSources.files.map((file) => [file.path, file]));
  const isLearners = (path: string): boolean => files.get(path)?.origin === 'learner';
  let exports: Namespace;
  try {
    emit({ type: 'check-started', name: WHOLE_FILE });
    exports = await loader.load(learnerSources.entry);
  } catch (error) {
    emit({
      type: 'check-finished',
      report: loadFailure(error, learnerSources.folder, learnerSources.entry, isLearners),
    });
    emit({ type: 'finished' });
    return;
  }

  const entry = files.get(learnerSources.entry) ?? { path: learnerSources.entry, text: '' };
  const nothing = exportsNothing(prepared, exports, entry);
  if (nothing) {
    emit({ type: 'check-finished', report: nothing });
    emit({ type: 'finished' });
    return;
  }

  const subject: Subject = { exports, folder: learnerSources.folder, isLearners, entry };
  const reports: CheckReport[] = [];
  const tellsCause = new Set<string>();
  for (const definition of definitions) {
    emit({ type: 'check-started', name: definition.name });
    const { report, failure } = runCheck(definition, subject, reference, seed);
    reports.push(report);
    if (failure?.details.isCause) tellsCause.add(report.name);
    emit({ type: 'check-finished', report });
  }

  // A turn of the event loop: promises that call each other without end must not look like a pass.
  await new Promise<void>(afterTimers);

  if (reports.some((report) => report.outcome !== 'passed')) {
    emit({ type: 'diagnosing' });
    const { mistakes } = prepared;
    const { means, uses } = learnerText(exports, entry.text);
    const diagnoses = await diagnose({ definitions, reports, learner: subject, reference, seed, mistakes });
    const explanations = explain({ definitions, reports, diagnoses, subject, reference, seed, means });
    for (const { check, mistake, message } of explanations) emit({ type: 'diagnosed', check, mistake, message });
    const byCheck = new Map(explanations.map((each) => [each.check, each]));
    const told = reports.map((report) => {
      const more = byCheck.get(report.name);
      return more ? explained(report, more.mistake, more.message) : report;
    });
    const known = new Map(explanations.map(({ check, cause }) => [check, cause]));
    emit({ type: 'grouped', causes: causesOf(told, { known, tellsCause, uses }) });
  } else if (submission.picture) {
    emit({ type: 'drawing' });
    const picture = await drawn(submission.picture, learnerSources.folder, loader);
    if (picture) emit({ type: 'drawn', picture });
  }
  emit({ type: 'finished' });
}

/**
 * The learner's files, and the reference for the rest. These are instances of the learner's own: what the learner's code
 * does to a reference class must not reach the checks. The lesson's checks and mistakes are not among them.
 */
function withReference(learners: readonly SourceFile[], reference: readonly SourceFile[]): SourceFile[] {
  const own = new Set(learners.map((file) => file.path));
  return [...learners, ...reference.filter((file) => !own.has(file.path))];
}

/** One sentence for the whole file, where no check can begin; null where some can. */
function exportsNothing(
  { definitions, sources }: PreparedLesson,
  exports: Namespace,
  { path, text }: Pick<SourceFile, 'path' | 'text'>,
): CheckReport | null {
  const names = [...new Set(definitions.map(({ of }) => of))];
  if (names.some((name) => name in exports)) return null;
  const places = names.map((name) => declarationOf(text, name, path));
  const declared = names.filter((_, i) => places[i].line > 1 || places[i].column > 1);
  const quoted = (list: string[]): string => joinNames(list.map((name) => `\`${name}\``));
  const again = `“Reset This Lesson” gives you a new copy of its file; in the terminal it is \`reset ${sources.lesson}\`.`;
  const message =
    tokensOf(text).length === 0
      ? `The file is empty. ${again}`
      : declared.length > 0
        ? `The file exports nothing that is checked. Write \`export\` before ${quoted(declared)}.`
        : `The file does not export ${quoted(names)}. Is it the right file, and are the names spelled right? ${again}`;
  const location = places.find(({ line, column }) => line > 1 || column > 1) ?? { file: path, line: 1, column: 1 };
  return fileFailure({ outcome: 'missing export', message, location });
}

function loadFailure(
  error: unknown,
  folder: string,
  entry: string,
  isLearners: (path: string) => boolean,
): CheckReport {
  if (isInstance(error, CompileError))
    return fileFailure({ outcome: 'does not compile', message: error.sentence, location: error.location });
  const at = thrownAt(error, { folder, isLearners, entry });
  const location = at.location ?? { file: entry, line: 1, column: 1 };
  if (isNotWritten(error))
    return fileFailure({
      outcome: 'not started',
      message: 'A function that is not written yet is called while the file is loaded.',
      location,
    });
  return fileFailure({
    outcome: 'threw',
    message: `The file ${describeThrownAt(error, { ...at, location })}, while it was loaded. Code outside functions runs before any check.${adviceOn(error)}`,
    location,
  });
}
