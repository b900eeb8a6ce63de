/** The known mistakes of a lesson as programs that run, to compare a learner's failed code with. */
import type { SourceFile, SourceSet } from '../protocol/sources';
import type { CheckDefinition, Mistake } from './kit';
import { ModuleLoader, type Namespace } from './node/load';
import { type CheckRun, type Subject, runCheck } from './run';
import { REFERENCE_FOLDER } from './node/urls';

/** A known mistake. It runs once in each check with each seed, however many files are compared with it. */
export class KnownMistake {
  readonly mistake: Mistake;
  private readonly subject: Subject;
  private readonly reference: Namespace;
  private readonly runs = new Map<string, CheckRun>();

  constructor(mistake: Mistake, subject: Subject, reference: Namespace) {
    this.mistake = mistake;
    this.subject = subject;
    this.reference = reference;
  }

  /** What it does in a check. */
  run(definition: CheckDefinition, seed: number): CheckRun {
    const key = `${seed} ${definition.name}`;
    let run = this.runs.get(key);
    if (!run) {
      run = runCheck(definition, this.subject, this.reference, seed, true);
      this.runs.set(key, run);
    }
    return run;
  }
}

/**
 * Loads the solution with the edits of each mistake.
 *
 * @param course what has the lesson's mistakes, and the modules that the solution imports
 */
export async function loadKnownMistakes(
  course: ModuleLoader,
  { folder, files, entry }: SourceSet,
  mistakesFile: string,
  reference: Namespace,
): Promise<KnownMistake[]> {
  const mistakes = (await course.load(mistakesFile)).default as Mistake[];
  const solution = files.find((file) => file.path === entry);
  if (!solution) return [];
  const known: KnownMistake[] = [];
  for (const mistake of mistakes) {
    const file: SourceFile = { ...solution, text: applyMistake(solution.text, mistake) };
    const exports = await new ModuleLoader(folder, [file], { parent: course }).load(file.path);
    const subject: Subject = {
      exports,
      folder: REFERENCE_FOLDER,
      isLearners: (path) => path === file.path,
      entry: file,
    };
    known.push(new KnownMistake(mistake, subject, reference));
  }
  return known;
}

/**
 * The solution with a mistake's edits.
 *
 * @throws Error when an edit's `find` does not stand exactly once in the text
 */
export function applyMistake(solution: string, mistake: Mistake): string {
  let text = solution;
  for (const { find, replace } of mistake.edits) {
    const count = text.split(find).length - 1;
    if (count !== 1)
      throw new Error(
        `Mistake "${mistake.id}": ${JSON.stringify(find)} stands ${count} times in the solution (its comments count); it must stand once. Take more of the line.`,
      );
    text = text.replace(find, () => replace);
  }
  return text;
}
