/** The known mistakes of a lesson as programs that run, to compare a learner's failed code with. */
import type { SourceFile, SourceSet } from '../protocol/sources';
import type { CheckDefinition, Mistake } from './kit';
import { ModuleLoader } from './node/load';
import type { Namespace } from './modules';
import { type CheckRun, type Subject, runCheck } from './run';
import { REFERENCE_FOLDER } from './referenceFolder';

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
      run = this.runAgain(definition, seed);
      this.runs.set(key, run);
    }
    return run;
  }

  /** Another run with the same seed, which is not kept: code that makes its own chance does something else. */
  runAgain(definition: CheckDefinition, seed: number): CheckRun {
    return runCheck(definition, this.subject, this.reference, seed, true);
  }
}

/** The known mistakes of a lesson, and two of them at once. */
export interface KnownMistakes {
  readonly list: readonly KnownMistake[];
  /** A program with both; null where their edits cannot be made together. */
  together(one: KnownMistake, other: KnownMistake): Promise<KnownMistake | null>;
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
): Promise<KnownMistakes> {
  const mistakes = (await course.load(mistakesFile)).default as Mistake[];
  const solution = files.find((file) => file.path === entry);
  if (!solution) return { list: [], together: () => Promise.resolve(null) };
  const load = async (mistake: Mistake, text: string): Promise<KnownMistake> => {
    const file: SourceFile = { ...solution, text };
    const exports = await new ModuleLoader(folder, [file], { parent: course }).load(file.path);
    const subject: Subject = {
      exports,
      folder: REFERENCE_FOLDER,
      isLearners: (path) => path === file.path,
      entry: file,
    };
    return new KnownMistake(mistake, subject, reference);
  };
  const list: KnownMistake[] = [];
  for (const mistake of mistakes) list.push(await load(mistake, applyMistake(solution.text, mistake)));
  const pairs = new Map<string, Promise<KnownMistake | null>>();
  return {
    list,
    together: ({ mistake: one }, { mistake: other }) => {
      const id = `${one.id} ${other.id}`;
      const edits = [...one.edits, ...other.edits];
      let pair = pairs.get(id);
      if (!pair) {
        pair = loadPair({ ...one, id, edits });
        pairs.set(id, pair);
      }
      return pair;
    },
  };

  async function loadPair(both: Mistake): Promise<KnownMistake | null> {
    try {
      return await load(both, applyMistake(solution?.text ?? '', both));
    } catch {
      // Both edit the same line, or what comes of it does not compile.
      return null;
    }
  }
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
