/**
 * Finds the place of a bracket or a quote that is missing or too many, in a text that does not parse. The parser stops where
 * the code makes no sense any more, often a function further down; the indentation shows what was meant. What is said was
 * tried: with the change, the text parses.
 */
import { type Token, tokensOf } from './lexer';

export interface Misplaced {
  /** Sentences. */
  says: string;
  /** Where the change belongs: index in the text. */
  at: number;
}

/** A change to the text that may be what the learner forgot. */
interface Repair {
  at: number;
  /** What is put in. Empty where the character at the place is taken out. */
  insert: string;
  says(line: number): string;
}

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}', '${': '}' };

/** Each try costs a run of the parser. */
const MAX_TRIES = 12;

/**
 * @param errorAt where the parser stopped: index in the text
 * @param parses whether a text has no syntax error
 */
export function misplacedBracket(text: string, errorAt: number, parses: (text: string) => boolean): Misplaced | null {
  const tokens = tokensOf(text);
  const repairs = [...ofTemplates(tokens), ...atError(tokens, errorAt), ...byIndentation(tokens)];
  for (const { at, insert, says } of repairs.slice(0, MAX_TRIES)) {
    const rest = text.slice(insert ? at : at + 1);
    if (parses(text.slice(0, at) + insert + rest)) return { says: says(lineAt(text, at)), at };
  }
  return null;
}

/** A closing bracket, where the parser misses one of those that are open. */
function* atError(tokens: readonly Token[], errorAt: number): Generator<Repair> {
  const before = tokens.filter(({ at }) => at < errorAt);
  const opener = openAfter(before).at(-1);
  if (!opener || opener.text === '{' || before.length === 0) return;
  const last = before[before.length - 1];
  yield missing(opener, last);
}

/** In the order of the text: where brackets and indentation begin to disagree. */
function* byIndentation(tokens: readonly Token[]): Generator<Repair> {
  const open: Token[] = [];
  for (const [i, token] of tokens.entries()) {
    const previous = tokens[i - 1];
    if (token.first) {
      for (let top = open.at(-1); top && isOver(top, token); top = open.at(-1)) {
        yield missing(top, previous);
        open.pop();
      }
    }
    if (token.kind === 'open') open.push(token);
    if (token.kind !== 'close') continue;
    const top = open.at(-1);
    const fits = top !== undefined && CLOSING[top.text] === token.text;
    if (fits && !(token.first && token.indent > top.indent)) open.pop();
    else {
      if (top && !fits) yield missing(top, previous);
      yield surplus(token);
    }
  }
  const left = open.at(-1);
  const last = tokens.at(-1);
  if (left && last) yield missing(left, last);
}

/** By its indentation, a line stands outside of a bracket that an earlier line opened. */
function isOver(opener: Token, line: Token): boolean {
  if (opener.line === line.line || opener.text === '${') return false;
  return line.indent < opener.indent || (line.indent === opener.indent && line.kind !== 'close');
}

/** A template that begins in one line and ends in another one may have lost its end. */
function* ofTemplates(tokens: readonly Token[]): Generator<Repair> {
  for (const { kind, text, at, line } of tokens) {
    const end = text.indexOf('\n');
    if (kind !== 'template' || !text.startsWith('`') || end < 0) continue;
    const [, whole, tail] = /^(.*?)([;,)\]}\s]*)$/s.exec(text.slice(0, end)) ?? [];
    for (let taken = 0; taken <= tail.length; taken++)
      yield {
        at: at + whole.length + tail.length - taken,
        insert: '`',
        says: () =>
          `The text that begins with \` in line ${line} has no second \` in that line. It is probably missing.`,
      };
  }
}

/** @param after the last token that belongs inside */
function missing(opener: Token, after: Token): Repair {
  const bracket = CLOSING[opener.text];
  // Before the comma or the semicolon that ends it, where it ends with one.
  const at = opener.text !== '{' && /^[;,]$/.test(after.text) ? after.at : after.at + after.text.length;
  return {
    at,
    insert: opener.text === '{' ? `\n${bracket}\n` : bracket,
    says: (line) =>
      opener.line === line
        ? `A \`${opener.text}\` in line ${line} is never closed. A \`${bracket}\` is missing, probably here.`
        : `The \`${opener.text}\` of line ${opener.line} is never closed. By the indentation, its \`${bracket}\` is missing after line ${line}.`,
  };
}

function surplus(token: Token): Repair {
  return {
    at: token.at,
    insert: '',
    says: (line) =>
      `The \`${token.text}\` in line ${line} closes nothing that is open there. Is it one too many, or is a bracket missing before it?`,
  };
}

/** The brackets that are open after some tokens. */
function openAfter(tokens: readonly Token[]): Token[] {
  const open: Token[] = [];
  for (const token of tokens) {
    const top = open.at(-1);
    if (token.kind === 'open') open.push(token);
    else if (token.kind === 'close' && top && CLOSING[top.text] === token.text) open.pop();
  }
  return open;
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;
