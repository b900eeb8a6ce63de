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
  /** What is shown, where that is another place. */
  place?: number;
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
  let tries = 0;
  for (const { at, insert, place = at, says } of repairsOf(tokens, errorAt)) {
    if (++tries > MAX_TRIES) break;
    const rest = text.slice(insert ? at : at + 1);
    if (parses(text.slice(0, at) + insert + rest)) return { says: says(lineAt(text, place)), at: place };
  }
  return null;
}

function* repairsOf(tokens: readonly Token[], errorAt: number): Generator<Repair> {
  yield* ofTemplates(tokens);
  yield* atError(tokens, errorAt);
  yield* byIndentation(tokens);
}

/** A closing bracket, where the parser misses one of those that are open. */
function* atError(tokens: readonly Token[], errorAt: number): Generator<Repair> {
  const before = tokens.filter(({ at }) => at < errorAt);
  const opener = openAfter(before).at(-1);
  const last = before.at(-1);
  // A block that goes over several lines ends where the indentation says, and not where the parser stops.
  if (!opener || !last || (opener.text === '{' && opener.line !== last.line)) return;
  yield missing(opener, last);
}

/** In the order of the text: where brackets and indentation begin to disagree. */
function* byIndentation(tokens: readonly Token[]): Generator<Repair> {
  const open: Token[] = [];
  const insides = firstInside(tokens);
  for (const [i, token] of tokens.entries()) {
    const previous = tokens[i - 1];
    if (token.first) {
      for (let top = open.at(-1); top && isOver(top, token, insides.get(top.line)); top = open.at(-1)) {
        yield missing(top, previous);
        open.pop();
      }
    }
    if (token.kind === 'open') open.push(token);
    if (token.kind !== 'close') continue;
    const top = open.at(-1);
    const fits = top !== undefined && CLOSING[top.text] === token.text;
    if (top && !fits) yield missing(top, previous);
    if (!fits || (top.line < token.line && top.indent < token.indent)) {
      const head = token.first && token.text === '}' ? headOf(tokens.slice(0, i), token) : undefined;
      if (head) yield missingOpening(head, token);
      yield surplus(token);
    }
    if (fits) open.pop();
  }
  const left = open.at(-1);
  const last = tokens.at(-1);
  if (left && last)
    yield {
      ...missing(left, last),
      place: left.at,
      says: (line) =>
        `The \`${left.text}\` of line ${line} is never closed. Where does its \`${CLOSING[left.text]}\` belong?`,
    };
}

/** The last token of the line that begins the block of a closing brace, by its indentation; undefined where that line has its brace. */
function headOf(before: readonly Token[], closing: Token): Token | undefined {
  const first = before.findLast((token) => token.first && token.indent <= closing.indent);
  if (first?.indent !== closing.indent) return undefined;
  const last = before.findLast(({ line }) => line === first.line);
  return last && /^[;,{}]$/.test(last.text) ? undefined : last;
}

/** By the line of an opener, the first token of the next line. */
function firstInside(tokens: readonly Token[]): ReadonlyMap<number, Token> {
  const firsts = tokens.filter(({ first }) => first);
  return new Map(firsts.slice(1).map((token, i) => [firsts[i].line, token]));
}

/**
 * By its indentation, a line stands outside of a bracket that an earlier line opened. Of a brace whose inside is not indented,
 * nothing is known.
 */
function isOver(opener: Token, line: Token, inside: Token | undefined): boolean {
  if (opener.line === line.line || opener.text === '${') return false;
  if (!inside || inside.indent <= opener.indent) return opener.text !== '{' && inside === line;
  return line.indent < opener.indent || (line.indent === opener.indent && line.kind !== 'close');
}

/** A template that begins in one line and ends in another one may have lost its end. */
function* ofTemplates(tokens: readonly Token[]): Generator<Repair> {
  for (const { kind, text, at, line } of tokens) {
    const end = text.indexOf('\n');
    if (kind !== 'template' || end < 0) continue;
    for (let place = end; place >= 0; place--) {
      yield {
        at: at + place,
        insert: '`',
        says: () =>
          `The text in line ${line} that begins with \` does not end there. Its second \` is missing, probably here.`,
      };
      if (!/[;,)\]}\s]/.test(text[place - 1] ?? '')) break;
    }
  }
}

/** @param after the last token that belongs inside */
function missing(opener: Token, after: Token): Repair {
  const bracket = CLOSING[opener.text];
  const isBlock = opener.text === '{' && opener.line !== after.line;
  // Before the comma or the semicolon that ends it, where it ends with one.
  const at = !isBlock && /^[;,]$/.test(after.text) ? after.at : after.at + after.text.length;
  return {
    at,
    insert: isBlock ? `\n${bracket}\n` : bracket,
    says: (line) =>
      opener.line === line
        ? `A \`${opener.text}\` in line ${line} is never closed. A \`${bracket}\` is missing, probably here.`
        : `The \`${opener.text}\` of line ${opener.line} is never closed. By the indentation, its \`${bracket}\` is missing after line ${line}.`,
  };
}

function missingOpening(after: Token, closing: Token): Repair {
  return {
    at: after.at + after.text.length,
    insert: ' {',
    says: (line) =>
      `The \`}\` of line ${closing.line} closes nothing that is open there. By the indentation, its \`{\` is missing at the end of line ${line}.`,
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
