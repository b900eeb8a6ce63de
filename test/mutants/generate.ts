/** Makes the mutants of a lesson: every rule, at every node inside the solution's regions, one edit at a time. */
import path from 'node:path';
import ts from 'typescript';
import { type Lesson, mapImport } from '../../src/course/course';
import { parseSolution } from '../../src/course/solution';
import type { Mutant } from './mutant';
import { RULES } from './rules/all';
import type { Context, Edit } from './rules/rule';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  types: [],
};

/** All mutants of the lessons, in the order of the text. */
export function mutantsOf(lessons: readonly Lesson[]): Mutant[] {
  const files = lessons.map((lesson) => path.join(lesson.directory, 'solution.ts'));
  const program = ts.createProgram(files, OPTIONS);
  const checker = program.getTypeChecker();
  return lessons.flatMap((lesson, i) => {
    const source = program.getSourceFile(files[i]);
    if (!source) throw new Error(`TypeScript does not find ${files[i]}.`);
    return mutantsOfFile(lesson, { source, checker });
  });
}

function mutantsOfFile(lesson: Lesson, context: Context): Mutant[] {
  const { text } = context.source;
  const seen = new Set([text]);
  const mutants: Mutant[] = [];
  for (const { edit, node } of editsOf(context)) {
    const mutated = text.slice(0, edit.start) + edit.replacement + text.slice(edit.end);
    if (seen.has(mutated) || !parses(mutated)) continue;
    seen.add(mutated);
    const of = exportedName(node);
    const { before, after } = changedLines(text, edit);
    const same = mutants.filter((each) => each.of === of && each.before === before && each.after === after);
    mutants.push({
      lesson: lesson.id,
      of,
      kind: edit.kind,
      line: learnersLine(text, edit.start),
      before,
      after,
      occurrence: same.length + 1,
      text: learnersText(lesson, mutated),
    });
  }
  return mutants;
}

function editsOf(context: Context): { edit: Edit; node: ts.Node }[] {
  const { source } = context;
  const regions = regionsOf(source.text);
  const edits: { edit: Edit; node: ts.Node }[] = [];
  const visit = (node: ts.Node): void => {
    const start = node.getStart(source);
    // `unknown` in a type, or `import`: there is nothing to compute.
    if (ts.isTypeNode(node)) return;
    if (regions.some((region) => region.start <= start && node.getEnd() <= region.end))
      for (const rule of RULES) for (const edit of rule(node, context)) edits.push({ edit, node });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end);
}

/** Where the learner writes: the given code around it is not theirs to get wrong. */
function regionsOf(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/\/\/ BEGIN SOLUTION.*\n([\s\S]*?)\/\/ END SOLUTION/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function exportedName(node: ts.Node): string {
  const declaration = ts.findAncestor(
    node,
    (each): each is ts.FunctionDeclaration | ts.ClassDeclaration =>
      (ts.isFunctionDeclaration(each) || ts.isClassDeclaration(each)) && ts.isSourceFile(each.parent),
  );
  return declaration?.name?.text ?? '';
}

function changedLines(text: string, { start, end, replacement }: Edit): { before: string; after: string } {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  const last = text.indexOf('\n', end);
  const oneLine = (lines: string): string => lines.replace(/\s+/g, ' ').trim();
  return {
    before: oneLine(text.slice(first, last)),
    after: oneLine(text.slice(first, start) + replacement + text.slice(end, last)),
  };
}

/** The markers of the regions are not in the learner's file. */
function learnersLine(text: string, position: number): number {
  const lines = text.slice(0, position).split('\n');
  return lines.filter((line) => !/\/\/ (BEGIN|END) SOLUTION/.test(line)).length;
}

function learnersText(lesson: Lesson, text: string): string {
  const folder = lesson.path.replace(/\.ts$/, '');
  return parseSolution(`${folder}/solution.ts`, text, (specifier) => mapImport(folder, specifier)).solution;
}

/** `-a ** 2` is no program: a mutant that the compiler refuses says nothing about the checks. */
function parses(text: string): boolean {
  const source = ts.createSourceFile('mutant.ts', text, ts.ScriptTarget.ES2022);
  return (source as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics.length === 0;
}
