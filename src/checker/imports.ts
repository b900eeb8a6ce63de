/** The imports of a learner's file. */
import { dirname, join } from '../host/paths';
import { tokensOf } from './lexer';
import { MAX_LENGTH } from './oddText';

export interface Import {
  /** As it is written. */
  specifier: string;
  /** Index of its first quotation mark in the text. */
  at: number;
  /** Of the same. Both count from 1. */
  line: number;
  column: number;
  /** Whether nothing is left of it when types are left out. */
  isType: boolean;
}

export function importsIn(text: string): Import[] {
  if (text.length > MAX_LENGTH) return [];
  const tokens = tokensOf(text);
  const found: Import[] = [];
  /** Of the statement that begins with `import` or `export`. */
  let isType = false;
  for (const [i, { kind, text: piece, at, line }] of tokens.entries()) {
    const [before, next, after] = [tokens[i - 1]?.text, tokens[i + 1]?.text, tokens[i + 2]?.text];
    if (piece === 'import' || piece === 'export')
      isType = next === 'type' && after !== ',' && (after !== 'from' || tokens[i + 3]?.text === 'from');
    if (kind !== 'string' || (before !== 'import' && before !== 'from')) continue;
    const column = at - text.lastIndexOf('\n', at - 1);
    found.push({ specifier: piece.slice(1, -1), at, line, column, isType: before === 'from' && isType });
  }
  return found;
}

/** What an import means, as a path in the learner's folder; null where it means no place there. */
export function targetOf({ specifier }: Import, from: string): string | null {
  if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return null;
  const target = join(dirname(from), specifier);
  return target.startsWith('..') ? null : target;
}
