/** A lesson as a notebook: the guide, the files that it builds on, the stub, the checks. */
import { lessonFiles } from '../checker/lessonFiles';
import { type Course, type Lesson, referenceSources } from '../course/course';
import type { SourceFile } from '../protocol/sources';
import { type Cell, KERNEL, cell } from './cells';
import { checkCells } from './checkCells';
import { earlierCells } from './earlierCells';
import { closingCells, guideCells } from './guideCells';
import { declaredNames, flatten, importsOf, inOrder, valuesOf } from './modules';

interface NotebookParts {
  course: Course;
  lesson: Lesson;
  /** The learner's files that pass and that the lesson builds on; the reference is taken for all others. */
  learners: readonly SourceFile[];
  /** The text of `dist/notebook-kit.js`. */
  kit: string;
}

export function notebookCells({ course, lesson, learners, kit }: NotebookParts): Cell[] {
  const stub: SourceFile = { path: lesson.path, text: lesson.source.stub, origin: 'given' };
  const files = new Map(
    [...referenceSources(course, lesson, '').files, ...learners, stub].map((file) => [file.path, file]),
  );
  // The checks may need a file that the lesson itself does without, and so may the example.
  const examples = examplesOf(lesson);
  const example = examples.join('\n');
  const { checks } = lessonFiles(lesson);
  const needed = [stub, checks].flatMap((file) => importsOf(file).map(({ target }) => target));
  const inScope = inOrder(needed, files);
  const place = (path: string): number => course.lessons.findIndex((each) => each.path === path);
  const entries = [...needed, ...filesNamedIn(example, [stub, ...inScope], files)].sort((a, b) => place(a) - place(b));
  const others = inOrder(entries, files);
  const earlier = others.filter((file) => file.path !== lesson.path);
  const code = flatten(stub, files);
  const uses = { importers: [...earlier, stub, checks], words: wordsOf(example), taken: declaredNames(code) };
  return [
    openingCell(lesson),
    ...guideCells(lesson),
    ...earlierCells(course, earlier, files, uses),
    cell(
      'markdown',
      'your-code',
      `## Your code\n\nReplace each \`throw new Error('TODO: …')\` with your code, then run the cell.`,
    ),
    cell('code', 'solution', code, ['solution']),
    ...checkCells(lesson, kit),
    ...exampleCells(examples),
    ...closingCells(course, lesson),
  ];
}

function openingCell(lesson: Lesson): Cell {
  const { number, part, text } = lesson;
  return cell(
    'markdown',
    'opening',
    `# ${number} ${text.title}

${text.summary}

Part ${part.number}, ${part.title}. About ${text.minutes} minutes.

> **How to use this notebook.** It runs in the TypeScript kernel of [Deno](https://deno.com). Install Deno, run
> \`deno jupyter --install\` once in a terminal, and choose the kernel *${KERNEL.displayName}*. Then run all cells, from the first to the last.
> Write your code in the cell under *Your code*. Where the guide names a file, it means that cell. Where it says *Check My Solution*,
> run that cell, then the last cell under *Check your code*.
>
> This notebook was made by the VS Code extension *Neural Network from Scratch*. There, the checker also says what kind of mistake it
> sees, and a panel trains the network that you built.`,
  );
}

/** The blocks of the guide that are marked to be run, each by itself. */
const examplesOf = (lesson: Lesson): string[] =>
  lesson.text.guide.flatMap(({ body }) =>
    [...body.matchAll(/^```ts run\n([\s\S]*?)^```/gm)].map(([, code]) => code.trim()),
  );

/** Earlier files that an example takes a function from, though the lesson itself does without. The latest one wins. */
function filesNamedIn(
  example: string,
  inScope: readonly SourceFile[],
  files: ReadonlyMap<string, SourceFile>,
): string[] {
  const words = wordsOf(example);
  for (const { text } of inScope) for (const name of declaredNames(text)) words.delete(name);
  const found: string[] = [];
  for (const { path, text } of [...files.values()].reverse()) {
    const named = valuesOf(text).filter((name) => words.delete(name));
    if (named.length > 0) found.push(path);
  }
  return found;
}

/** Words that may be names from elsewhere: no members, no keys, nothing in comments. */
function wordsOf(code: string): Set<string> {
  const words = new Set(code.replace(/\/\/.*$/gm, '').match(/(?<![.\w])[A-Za-z_]\w*(?!\w|\s*:)/g));
  for (const [, name] of code.matchAll(/\b(?:const|let) (\w+)/g)) words.delete(name);
  return words;
}

/** The examples on the learner's own code. They stop at the first function that is not written yet. */
function exampleCells(examples: readonly string[]): Cell[] {
  if (examples.length === 0) return [];
  const source = examples.map(printing).join('\n\n');
  return [
    cell(
      'markdown',
      'example',
      '## The example, computed by your code\n\nBeside each line stands what it should print.',
    ),
    cell('code', 'example-run', source, ['raises-exception']),
  ];
}

/** An example that prints what it computes. */
function printing(example: string): string {
  const code = example
    .split('\n')
    .map((line) =>
      line.replace(
        /^(.*?);?\s*\/\/ ([→≈] .*)$/,
        (_, expression: string, result: string) => `console.log(${expression}); // ${result}`,
      ),
    )
    .join('\n');
  // Its names are not to meet those of other cells, nor of the next example.
  return /^(?:const|let) /m.test(code) ? `{\n${code}\n}` : code;
}
