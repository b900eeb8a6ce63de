/**
 * What a parser has no words for: characters that cannot be seen or look like others, brackets deeper and lines longer than
 * in any program. Each with its place, for a parser that gives up has none.
 */
import { counted } from '../course/count';
import { characterName, isInvisible } from '../host/characters';
import type { Misplaced } from './brackets';
import { type Token, tokensOf } from './lexer';

/** A fault of a text, at a place or of the text as a whole. */
export type OddText = Omit<Misplaced, 'at'> & { at: number | null };

/** In characters. A lesson's file has a few thousand. */
export const MAX_LENGTH = 1_000_000;
/** Of brackets that are open at a time. The parser and the engine take some hundreds. */
const MAX_DEPTH = 200;

const LINE_END = /[\u2028\u2029]/;

/** What keeps a text from being parsed at all; null where nothing does. */
export function unreadable(text: string): OddText | null {
  if (text.length > MAX_LENGTH) return tooLong(text);
  const zero = text.indexOf('\0');
  if (zero >= 0)
    return {
      at: zero,
      says: 'The file holds bytes that are not text. Was another program’s file saved under this name?',
    };
  if (/^\s*```/.test(text))
    return {
      at: text.indexOf('`'),
      says: 'The file begins with ```, which marks code in a guide or a chat. Take out this line, and the ``` at the end.',
    };
  const end = text.search(LINE_END);
  if (end >= 0)
    return {
      at: end,
      says: `${columnOf(text, end)} holds ${characterName(text[end])}. JavaScript begins a new line there, and an editor does not. Delete it; a text that needs it has \`\\u${hex(text[end])}\`.`,
    };
  const deep = text.split(/[([{]/, MAX_DEPTH + 2).length > MAX_DEPTH + 1 ? tooDeep(tokensOf(text)) : null;
  return deep === null
    ? null
    : {
        at: deep.at,
        says: `More than ${MAX_DEPTH} brackets are open here, one inside the other. Programs have about ten. Did something else land in the file?`,
      };
}

/** In characters. */
const LONG_LINE = 1000;

const ADVICE = 'A lesson’s file has a few hundred short lines. Did something else land in it?';

function tooLong(text: string): OddText {
  const line = longestLine(text);
  return line.length > MAX_LENGTH / 2
    ? { at: line.at, says: `This line has ${millions(line.length)} characters. ${ADVICE}` }
    : { at: null, says: `The file has ${millions(text.length)} characters. ${ADVICE}` };
}

/** What to say where the parser or the engine gave up: it tells no place, and no brackets are too deep. */
export function tooComplex(text: string): OddText {
  const line = longestLine(text);
  const gaveUp = 'JavaScript gave up reading the file, and does not say where.';
  return line.length < LONG_LINE
    ? { at: null, says: `${gaveUp} Too much is joined in one expression, or stands one inside the other. ${ADVICE}` }
    : {
        at: line.at,
        says: `${gaveUp} This line is the longest, with ${counted(line.length, 'character')}. Break it into shorter ones; then a check can say more.`,
      };
}

function longestLine(text: string): { at: number; length: number } {
  let longest = { at: 0, length: 0 };
  for (let at = 0; at <= text.length;) {
    const end = text.indexOf('\n', at);
    const length = (end < 0 ? text.length : end) - at;
    if (length > longest.length) longest = { at, length };
    at += length + 1;
  }
  return longest;
}

const millions = (count: number): string => `${(count / 1e6).toFixed(1)} million`;

/** The bracket that is one too deep; null where none is. */
function tooDeep(tokens: readonly Token[]): Token | null {
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'open' && ++depth > MAX_DEPTH) return token;
    if (token.kind === 'close') depth = Math.max(0, depth - 1);
  }
  return null;
}

/** What is written where a keyboard has another sign. Forms of full width (U+FF01 …) are found by their numbers. */
const MEANT: readonly (readonly [looks: string, meant: string])[] = [
  ['“”„‟«»″', '"'],
  ['‘’‚‛′´', "'"],
  ['−–—‐‑‒―', '-'],
  ['×·∙⋅✕✖', '*'],
  ['÷∕⁄', '/'],
  ['≤⩽', '<='],
  ['≥⩾', '>='],
  ['≠', '!=='],
  ['⇒→', '=>'],
  ['…', '...'],
  ['²', '** 2'],
  ['³', '** 3'],
  ['√', 'Math.sqrt'],
  ['、', ','],
  ['。', '.'],
  ['「」『』', '"'],
];

/**
 * The first character outside of texts and comments that no program has, up to the line in which the parser stopped: it may have
 * stopped at the word before.
 *
 * @param errorAt where it stopped: index in the text; of the text's end for all of it
 */
export function foreignCharacter(text: string, errorAt: number): Misplaced | null {
  const lineEnd = text.indexOf('\n', errorAt);
  for (const { kind, text: piece, at, open } of tokensOf(text)) {
    if (lineEnd >= 0 && at > lineEnd) break;
    if (kind === 'sign' && !/^[!-~]$/.test(piece)) return { at, says: foreign(text, at) };
    // Its end looks like a quotation mark.
    const end = open && kind === 'string' ? piece.search(/[“”„‟″‘’‚‛′´]/) : -1;
    if (end > 0) return { at: at + end, says: foreign(text, at + end, piece[0]) };
  }
  // It counts as a blank, and parts what looks like one word. The parser stops on one side of it.
  for (const { 0: marks, index } of text.matchAll(/(?<=[\w$])\uFEFF+(?=[\w$])/g))
    if (index <= errorAt && errorAt <= index + marks.length) return { at: index, says: foreign(text, index) };
  return null;
}

function foreign(text: string, at: number, meant?: string): string {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const where = `${columnOf(text, at)} holds ${characterName(char)}`;
  if (isInvisible(char)) return `${where}. Delete it, or write the line again.`;
  if (char === '\ufffd') return `${where}: a letter that could not be read. Was the file saved as UTF-8?`;
  const ascii = meant ?? MEANT.find(([looks]) => looks.includes(char))?.[1] ?? narrow(char);
  return ascii === null
    ? `${where}, which is no sign of a program. It can stand in a text or a comment only.`
    : `${where}, and a program has \`${ascii}\` in its place.`;
}

/** A form of full width as it is on a keyboard. */
function narrow(char: string): string | null {
  const code = char.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : null;
}

const columnOf = (text: string, at: number): string => `Column ${at - text.lastIndexOf('\n', at - 1)}`;

const hex = (char: string): string => char.charCodeAt(0).toString(16);
