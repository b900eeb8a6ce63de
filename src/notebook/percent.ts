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
const MARKER = /^(?:\/\/ )+%%/;

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

function unescape(line: string): string {
  return MARKER.test(line) ? line.slice(3) : line;
}

/** A percent file is not as it must be. */
export class PercentError extends Error {}

/**
 * Reads a percent file.
 *
 * @returns its cells, without ids
 * @throws PercentError that names the line
 */
export function parsePercent(text: string): Omit<Cell, 'id'>[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const cells: { kind: Cell['kind']; tags: string[]; lines: string[] }[] = [];
  lines.forEach((line, index) => {
    const marker = /^\/\/ %%(.*)$/.exec(line);
    if (marker) {
      cells.push({ ...parseMarker(marker[1], index + 1), lines: [] });
      return;
    }
    const current = cells.at(-1);
    if (!current) {
      if (line.trim() !== '' && !line.startsWith('//'))
        throw new PercentError(`Line ${index + 1}: code stands before the first cell, which begins with “// %%”.`);
    } else if (current.kind === 'code') {
      current.lines.push(unescape(line));
    } else if (line === '//' || line === '') {
      current.lines.push('');
    } else if (line.startsWith('// ')) {
      current.lines.push(unescape(line.slice(3)));
    } else {
      throw new PercentError(`Line ${index + 1}: a line of a text cell begins with “// ”. This one is: ${line}`);
    }
  });
  return cells.map(({ kind, tags, lines: body }) => ({ kind, tags, source: trimEnd(body).join('\n') }));
}

function parseMarker(text: string, line: number): { kind: Cell['kind']; tags: string[] } {
  const match = /^(?: (\[markdown\]))?(?: tags=(\[.*\]))?\s*$/.exec(text);
  if (!match) throw new PercentError(`Line ${line}: this beginning of a cell is not known: // %%${text}`);
  return {
    kind: match[1] === undefined ? 'code' : 'markdown',
    tags: match[2] === undefined ? [] : parseTags(match[2], line),
  };
}

function parseTags(text: string, line: number): string[] {
  try {
    const tags: unknown = JSON.parse(text);
    if (Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')) return tags;
  } catch {
    // Told below.
  }
  throw new PercentError(`Line ${line}: tags are a list of texts, such as ["solution"], not ${text}.`);
}

/** A blank line stands between two cells. */
function trimEnd(lines: string[]): string[] {
  const end = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, end + 1);
}
