/**
 * The percent format of jupytext (https://jupytext.readthedocs.io): a TypeScript file that is a notebook, too. It keeps
 * no ids of cells and no results, so that it can be compared line by line.
 */
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

/** A line that would begin a cell, commented out any number of times. */
export const MARKER = /^(?:\/\/ )+%%/;

export function toPercent(cells: readonly Cell[]): string {
  const texts = cells.map(({ kind, source, tags }) => {
    const marker = [
      '// %%',
      ...(kind === 'markdown' ? ['[markdown]'] : []),
      ...(tags.length > 0 ? [`tags=${JSON.stringify(tags)}`] : []),
    ].join(' ');
    const lines = source.split('\n');
    const body = kind === 'markdown' ? lines.map(comment) : lines.map(escape);
    return `${marker}\n${body.join('\n')}\n`;
  });
  return [HEADER, ...texts].join('\n');
}

function comment(line: string): string {
  if (line === '') return '//';
  return line.startsWith('%%') ? `// // ${line}` : `// ${escape(line)}`;
}

function escape(line: string): string {
  return MARKER.test(line) ? `// ${line}` : line;
}
