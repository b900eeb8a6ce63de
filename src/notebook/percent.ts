/**
 * The percent format of jupytext (https://jupytext.readthedocs.io): a TypeScript file that is a notebook, too. It keeps
 * no ids of cells and no results, so that it can be compared line by line.
 */
import { tokensOf } from '../checker/lexer';
import { type Cell, KERNEL } from './cells';

/**
 * The note is for TypeScript, which looks for it in the comments before the first statement and would complain about a check
 * that names a type of another file. jupytext takes a header as YAML, and only at the very top, so it stands in there.
 */
const HEADER = `// ---
// jupyter:
//   note_to_typescript: |
//     @ts-nocheck
//   jupytext:
//     text_representation:
//       extension: .ts
//       format_name: percent
//       format_version: '1.3'
//   kernelspec:
//     display_name: ${KERNEL.displayName}
//     language: ${KERNEL.language}
//     name: ${KERNEL.name}
// ---
`;

/** What begins a cell for jupytext behind a comment sign: the percent format's, and those of older notebooks. */
const MARKER = String.raw`(?:%%+(?:\s.*)?|<codecell>|In\[[\d ]*\]:?)\s*$`;
/** A command of a notebook: jupytext takes one comment sign away. */
const COMMAND = '%{1,3}[a-zA-Z]';
/** A comment that jupytext would not read as one, or that is one more time commented out. */
export const TAKEN = new RegExp(String.raw`^\s*(?://\s*)+(?:${MARKER}|${COMMAND})`);

/** Whether a text begins as a notebook in this format does. */
export const isPercent = (text: string): boolean => /^\uFEFF?\/\/ ---\r?\n\/\/ jupyter:/.test(text);

export function toPercent(cells: readonly Cell[]): string {
  const texts = cells.map(({ kind, source, tags }) => {
    const marker = [
      '// %%',
      ...(kind === 'markdown' ? ['[markdown]'] : []),
      ...(tags.length > 0 ? [`tags=${JSON.stringify(tags)}`] : []),
    ].join(' ');
    const body = kind === 'markdown' ? source.split('\n').map(comment) : escapedCode(source);
    return `${marker}\n${body.join('\n')}\n`;
  });
  return [HEADER, ...texts].join('\n');
}

function comment(line: string): string {
  return line === '' ? '//' : escape(`// ${line}`);
}

/** In a template, a comment sign more would be another text: there one of its slashes is written as its number. */
function escapedCode(source: string): string[] {
  const lines = source.split('\n');
  if (!lines.some((line) => TAKEN.test(line))) return lines;
  const inTemplate = linesInTemplates(source);
  return lines.map((line, i) =>
    inTemplate.has(i) && TAKEN.test(line) ? line.replace('//', String.raw`\u002f/`) : escape(line),
  );
}

function escape(line: string): string {
  return TAKEN.test(line) ? line.replace(/^\s*/, '$&// ') : line;
}

/** Lines, from 0, that begin inside a template. */
function linesInTemplates(source: string): Set<number> {
  const lines = new Set<number>();
  for (const { kind, text, line } of tokensOf(source))
    if (kind === 'template') for (let i = 1; i < text.split('\n').length; i++) lines.add(line - 1 + i);
  return lines;
}
