/** What a hostile program is, and how it becomes the learner's file of lesson 1.3. */
import assert from 'node:assert/strict';
import type { Outcome } from '../../../../src/protocol/outcome';

export interface Program {
  what: string;
  /** The one honest outcome, or the few. */
  outcome: Outcome | Outcome[];
  /** What the verdict must say. */
  says: RegExp;
  /** Code in the place of the last line of `meanSquaredError`. */
  body?: string;
  /** Code at the top of the file. */
  top?: string;
  /** It does not end, and needs no processor time for that. */
  waits?: boolean;
  /** The file as a whole. */
  text?: string;
}

/** The last line of `meanSquaredError` in the solution; it stands in `RIGHT` again, for bodies that do no harm. */
export const LAST_LINE = '  return sum / predictions.length;';
export const RIGHT = 'return sum / predictions.length;';

export function textOf({ body, top, text }: Program, solution: string): string {
  if (text !== undefined) return text;
  assert.equal(solution.split(LAST_LINE).length, 2);
  const start = top === undefined ? '' : `${top}\n`;
  return start + solution.replace(LAST_LINE, () => (body === undefined ? LAST_LINE : `  ${body}`));
}

/** The learner's file. Of a program that is right and has a text, the text names the line ends and the mark that the solution gets. */
export function learnersFile(program: Program, solution: string): string {
  if (program.outcome !== 'passed' || program.text === undefined) return textOf(program, solution);
  const end = { CRLF: '\r\n', CR: '\r' }[/CR(?:LF)?/.exec(program.text)?.[0] ?? ''] ?? '\n';
  const start = program.text.includes('#!') ? '#!/usr/bin/env node\n' : '';
  const ends = `${start}${solution}`.replaceAll('\n', end);
  return program.text.includes('BOM') ? `\uFEFF${ends}` : ends;
}
