/** `solution.ts` is the one source of both the stub and the solution. */
import { ContentError } from './errors';

const BEGIN = /^([ \t]*)\/\/ BEGIN SOLUTION(?::\s*(.*))?$/;
const END = /^[ \t]*\/\/ END SOLUTION\s*$/;
const WIDTH = 100;

export interface SolutionSource {
  /** Names that the learner writes: exported functions and classes with a solution region, in order. */
  functions: string[];
  /** The file with its TODOs, as the learner gets it. */
  stub: string;
  /** The file with the solution and without markers. */
  solution: string;
}

/**
 * Makes the stub and the solution.
 *
 * @param mapImport turns a relative import of the lessons folder into one of the learner's folder
 * @throws ContentError for markers that do not pair up, lie outside a function, or have no TODO text
 */
export function parseSolution(file: string, text: string, mapImport: (specifier: string) => string): SolutionSource {
  const functions = new Set<string>();
  const stub: string[] = [];
  const solution: string[] = [];
  let region: { line: number } | null = null;
  let exported: { name: string; isClass: boolean } | null = null;
  let method: string | null = null;

  text
    .replace(/\r\n/g, '\n')
    .split('\n')
    .forEach((raw, i) => {
      const line = rewriteImport(raw, mapImport);
      const begin = BEGIN.exec(line);
      if (begin) {
        if (region)
          throw new ContentError(
            file,
            i + 1,
            `A region is still open since line ${region.line}: "// END SOLUTION" is missing.`,
          );
        if (!exported) throw new ContentError(file, i + 1, 'A region must lie inside an exported function or class.');
        if (!begin[2])
          throw new ContentError(file, i + 1, 'Write what is to do: "// BEGIN SOLUTION: add up the errors."');
        region = { line: i + 1 };
        functions.add(exported.name);
        stub.push(
          ...todo(begin[1], begin[2], exported.isClass && method ? `${exported.name}.${method}` : exported.name),
        );
        return;
      }
      if (END.test(line)) {
        if (!region)
          throw new ContentError(file, i + 1, '"// END SOLUTION" without a "// BEGIN SOLUTION: …" before it.');
        region = null;
        return;
      }
      solution.push(line);
      if (region) return;
      stub.push(line);
      const declaration = /^export (?:(class)|function\*?) (\w+)/.exec(line);
      if (declaration) exported = { name: declaration[2], isClass: declaration[1] === 'class' };
      method = /^ {2}(?:\*?)(\w+)\(/.exec(line)?.[1] ?? method;
    });

  if (region)
    throw new ContentError(
      file,
      (region as { line: number }).line,
      'This region is never closed: "// END SOLUTION" is missing.',
    );
  if (functions.size === 0)
    throw new ContentError(file, 1, 'There is no "// BEGIN SOLUTION: …": the learner would have nothing to write.');
  return { functions: [...functions], stub: stub.join('\n'), solution: solution.join('\n') };
}

/** Rewrites every relative import of a file. One import a line, or its last line `} from '…'`, as prettier writes them. */
export function rewriteImports(text: string, mapImport: (specifier: string) => string): string {
  return text
    .split('\n')
    .map((line) => rewriteImport(line, mapImport))
    .join('\n');
}

function rewriteImport(line: string, mapImport: (specifier: string) => string): string {
  return line.replace(
    /^((?:import|export)\b.*?from |import |\} from )'(\..*?)'/,
    (_, start: string, specifier: string) => `${start}'${mapImport(specifier)}'`,
  );
}

function todo(indent: string, text: string, name: string): string[] {
  const lines: string[] = [];
  let line = `${indent}// TODO:`;
  for (const word of text.split(/\s+/)) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${indent}//`;
    }
    line += ` ${word}`;
  }
  return [...lines, line, `${indent}throw new Error('TODO: ${name}');`];
}
