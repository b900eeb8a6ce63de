/** Reads percent files back, to compare them with what was written. */
import type { Cell } from '../../src/notebook/cells';
import { TAKEN } from '../../src/notebook/percent';

function unescape(line: string): string {
  return TAKEN.test(line) ? line.replace(/^(\s*)\/\/ /, '$1') : line;
}

/** What begins a cell for jupytext (1.19, `DoublePercentScriptCellReader`). */
const BEGINNINGS = [/^\s*\/\/\s*%%(%*)\s(.*)$/, /^\s*\/\/\s*(%%|<codecell>|In\[[0-9 ]*\]:?)\s*$/];

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
    if (BEGINNINGS.some((pattern) => pattern.test(line))) {
      cells.push({ ...parseMarker(line, index + 1), lines: [] });
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
  const match = /^\/\/ %%(?: (\[markdown\]))?(?: tags=(\[.*\]))?\s*$/.exec(text);
  if (!match) throw new PercentError(`Line ${line}: this beginning of a cell is not known: ${text}`);
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
