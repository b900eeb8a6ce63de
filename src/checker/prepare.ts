/** Loads what a lesson is judged by, and warms it up, ahead of the learner's code. Runs in the child. */
import * as kit from './kit';
import type { CheckDefinition, LessonChecks } from './kit';
import { type KnownMistakes, loadKnownMistakes } from './knownMistakes';
import { ModuleLoader } from './node/load';
import type { Namespace } from './modules';
import type { LessonSources } from '../protocol/check';
import { type Subject, runCheck } from './run';

export interface PreparedLesson {
  sources: LessonSources;
  /** The reference, the checks and the mistakes. */
  course: ModuleLoader;
  reference: Namespace;
  definitions: readonly CheckDefinition[];
  /** The known mistakes, loaded when they are asked for first. */
  mistakes: () => Promise<KnownMistakes>;
}

/** Loads a lesson's reference and checks. Rejects when the course's own content is broken. */
export async function prepareLesson(sources: LessonSources): Promise<PreparedLesson> {
  const { reference: referenceSources, checks, mistakes } = sources;
  const course = new ModuleLoader(referenceSources.folder, [...referenceSources.files, checks, mistakes], {
    builtins: { kit: { ...kit } },
  });
  const reference = await course.load(referenceSources.entry);
  const { definitions } = (await course.load(checks.path)).default as LessonChecks;
  let known: Promise<KnownMistakes> | null = null;
  return {
    ...{ sources, course, reference, definitions },
    mistakes: () => (known ??= loadKnownMistakes(course, referenceSources, mistakes.path, reference)),
  };
}

/** Any number will do; a check must pass the reference with every seed. */
const SEED = 1;

/** So often: measured, a check of 65 ms takes 45 after the second time, and hardly less after the third. */
const REHEARSALS = 2;
/** What takes longer than this has become fast while it ran, and would only stand in the way of the check. */
const LONG_MS = 200;

/** Runs the checks on the reference solution: code runs several times as fast once it has run before. */
export async function rehearse(prepared: PreparedLesson, goOn: () => boolean): Promise<void> {
  const { definitions, reference, sources } = prepared;
  const { folder, entry } = sources.reference;
  const subject: Subject = { exports: reference, folder, isLearners: () => false, entry: { path: entry, text: '' } };
  const long = new Set<CheckDefinition>();
  for (let times = 0; times < REHEARSALS; times++)
    for (const definition of definitions) {
      if (long.has(definition)) continue;
      // The check itself may have arrived meanwhile: it goes first.
      await new Promise((resolve) => setImmediate(resolve));
      if (!goOn()) return;
      const started = performance.now();
      runCheck(definition, subject, reference, SEED);
      if (performance.now() - started > LONG_MS) long.add(definition);
    }
}
