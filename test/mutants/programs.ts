/** Programs from a folder in the place of mutants: `<lesson id>/<name>.ts`, each a whole learner's file. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutant';

/** As mutants, with the name of their file in the place of the edit. */
export function programsOf(folder: string, lessons: readonly { id: string }[]): Mutant[] {
  return lessons.flatMap(({ id }) =>
    filesOf(path.join(folder, id)).map((name) => ({
      lesson: id,
      of: name,
      kind: 'program' as const,
      line: 1,
      before: '',
      after: name,
      occurrence: 1,
      text: readFileSync(path.join(folder, id, name), 'utf8'),
    })),
  );
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .sort();
  } catch {
    return []; // There are none for this lesson.
  }
}
