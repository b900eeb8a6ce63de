/** The files that a lesson builds on, as cells: the learner's where they pass, else the reference. */
import type { Course } from '../course/course';
import type { SourceFile } from '../protocol/sources';
import { type Cell, cell } from './cells';
import { declaredNames, enclose, flatten, importsOf, valuesOf } from './modules';

/** Two files cannot stand in one notebook. */
export class NotebookError extends Error {}

/** Who has something from the earlier files. */
interface Uses {
  importers: readonly SourceFile[];
  /** Of the guide's example. */
  words: ReadonlySet<string>;
  /** Names that the lesson's own cells declare. */
  taken: ReadonlySet<string>;
}

/**
 * @param earlier each after those that it imports
 * @throws NotebookError where two files give a name to others that is the same
 */
export function earlierCells(
  course: Course,
  earlier: readonly SourceFile[],
  files: ReadonlyMap<string, SourceFile>,
  { importers, words, taken }: Uses,
): Cell[] {
  if (earlier.length === 0) return [];
  const list = earlier.map((file) => `- \`${file.path}\`, ${describe(course, file)}`).join('\n');
  const text = `## What this lesson builds on\n\nRun these cells once. There is nothing to write in them.\n\n${list}`;
  const names = new Set([...taken, 'courseKit', 'checks']);
  return [
    cell('markdown', 'builds-on', text),
    ...earlier.map((file) => {
      const code = flatten(file, files);
      const own = declaredNames(code);
      const isInTheWay = [...own].some((name) => names.has(name));
      const wanted = valuesOf(file.text).filter(
        (name) => isWanted(name, file, importers) || (words.has(name) && !taken.has(name)),
      );
      const shown = isInTheWay ? wanted : [...own];
      for (const name of shown) {
        if (names.has(name))
          throw new NotebookError(
            `${file.path} gives \`${name}\` to other files, and another file of this lesson does so, too. In a notebook there is room for one of them: rename one.`,
          );
        names.add(name);
      }
      const source = `// ${file.path}: ${describe(course, file)}\n\n${isInTheWay ? enclose(code, wanted) : code}`;
      return cell('code', `from-${file.path.replace(/\.ts$/, '')}`, source, ['earlier']);
    }),
  ];
}

function isWanted(name: string, file: SourceFile, importers: readonly SourceFile[]): boolean {
  return importers.some((importer) =>
    importsOf(importer).some(
      (each) => each.target === file.path && (each.namespace !== null || each.names.some((one) => one.name === name)),
    ),
  );
}

function describe(course: Course, file: SourceFile): string {
  const lesson = course.lessons.find(({ path }) => path === file.path);
  const title = lesson ? `lesson ${lesson.number} ${lesson.text.title}` : '';
  switch (file.origin) {
    case 'given':
      return 'given with the course';
    case 'learner':
      return lesson ? `${title}, your own code` : 'your own file';
    case 'reference':
      return `${title}, the reference solution`;
  }
}
