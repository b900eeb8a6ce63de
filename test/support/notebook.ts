/** Runs the code of an exported notebook where there is nothing but JavaScript: no Node, no course, no checker. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { stripTypes } from '../../src/checker/compile';
import type { Lesson } from '../../src/course/course';
import type { SourceFile } from '../../src/protocol/sources';
import type { Cell } from '../../src/notebook/cells';
import { notebookCells } from '../../src/notebook/lessonNotebook';
import { splitImports } from '../../src/notebook/modules';
import { course, repository } from './course';

export const kitFile = path.join(repository, 'dist', 'notebook-kit.js');

export function cellsOf(lesson: Lesson, learners: readonly SourceFile[] = []): Cell[] {
  return notebookCells({ course, lesson, learners, kit: readFileSync(kitFile, 'utf8').trim() });
}

/** The cells with a learner's text in the place of the stub. */
export function withCode(cells: readonly Cell[], text: string): Cell[] {
  const source = splitImports(text).body;
  return cells.map((each) => (each.tags.includes('solution') ? { ...each, source } : each));
}

export interface NotebookRun {
  printed: string;
  /** What ended the run; null when every cell ran. */
  error: string | null;
}

/** A runaway loop must end with an error and not with the tests. */
const LIMIT_MS = 20_000;

/** Runs all code cells, one after the other, as one module. */
export async function runCells(cells: readonly Pick<Cell, 'kind' | 'source'>[]): Promise<NotebookRun> {
  const code = cells.flatMap(({ kind, source }) => (kind === 'code' ? [source] : [])).join('\n;\n');
  const lines: string[] = [];
  const console = { log: (...values: unknown[]) => void lines.push(values.join(' ')) };
  // Every kernel has these two.
  const context = vm.createContext({ console, performance });
  let error: string | null = null;
  try {
    const module = new vm.SourceTextModule(stripTypes(code, 'notebook.ts'), { context });
    await module.link((specifier) => {
      throw new Error(`A notebook imports ${specifier}.`);
    });
    await module.evaluate({ timeout: LIMIT_MS });
  } catch (thrown) {
    error = String((thrown as { message?: unknown })?.message ?? thrown);
  }
  return { printed: lines.join('\n'), error };
}
