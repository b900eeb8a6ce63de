/** Splits TypeScript into what matters for its brackets and names: strings, comments and regular expressions are one piece each. */

export interface Token {
  kind: 'word' | 'number' | 'open' | 'close' | 'string' | 'template' | 'regex' | 'sign';
  text: string;
  /** Index of its first character. */
  at: number;
  /** Counts from 1. */
  line: number;
  /** It is the first in its line; then `indent` is the indentation of the line. */
  first: boolean;
  /** Columns before the first token of its line. */
  indent: number;
  /** A string or a template that does not end. */
  open?: boolean;
}

const SPACE = /[^\S\n]+/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$]*/uy;
const NUMBER = /\d[\w.]*/y;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?/y;
const REGEX = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** A template up to its end or to the next `${`. */
const TEMPLATE = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(`|\$\{)?/y;

/** After these words comes a value, so a slash begins a regular expression. */
const BEFORE_VALUE = /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|yield|await|instanceof)$/;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  /** For each open brace, whether it is the `${` of a template. */
  const braces: boolean[] = [];
  let at = 0;
  let line = 1;
  let first = true;
  let indent = 0;

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] || null;
  };
  const skip = (piece: string): void => {
    at += piece.length;
    line += piece.split('\n').length - 1;
  };
  const add = (kind: Token['kind'], piece: string, open?: boolean): void => {
    if (first) indent = columnsBefore(text, at);
    tokens.push({ kind, text: piece, at, line, first, indent, ...(open && { open }) });
    skip(piece);
    first = false;
  };
  /** From inside a template: its text, and the `${` that interrupts it. */
  const template = (start: number): void => {
    at += start;
    const piece = match(TEMPLATE) ?? '';
    at -= start;
    const whole = text.slice(at, at + start) + piece;
    const goesOn = whole.endsWith('${') && start + piece.length >= 2;
    if (!goesOn) return add('template', whole, !whole.endsWith('`') || whole.length < 2);
    add('template', whole.slice(0, -2));
    add('open', '${');
    braces.push(true);
  };

  while (at < text.length) {
    const char = text[at];
    const previous = tokens.at(-1);
    const space = match(SPACE) ?? match(COMMENT);
    if (char === '\n') {
      skip(char);
      first = true;
    } else if (space) skip(space);
    else if (char === '`') template(1);
    else if (char === "'" || char === '"') {
      const piece = match(STRING) ?? char;
      add('string', piece, piece.length < 2 || !piece.endsWith(char));
    } else if ('([{'.includes(char)) {
      add('open', char);
      if (char === '{') braces.push(false);
    } else if (char === '}' && braces.pop()) {
      add('close', char);
      template(0);
    } else if (')]}'.includes(char)) add('close', char);
    else if (char === '/' && beginsValue(previous) && match(REGEX)) add('regex', match(REGEX) ?? char);
    else {
      const word = match(WORD);
      const number = match(NUMBER);
      if (word) add('word', word);
      else if (number) add('number', number);
      else add('sign', char);
    }
  }
  return tokens;
}

function beginsValue(previous: Token | undefined): boolean {
  if (!previous) return true;
  if (previous.kind === 'word') return BEFORE_VALUE.test(previous.text);
  return previous.kind === 'open' || previous.kind === 'sign';
}

const TAB = 2;

function columnsBefore(text: string, at: number): number {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return line.replaceAll('\t', ' '.repeat(TAB)).length;
}
