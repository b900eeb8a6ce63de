/** Finds the comments of a TypeScript file, without a parser. */

/** A quoted text up to its end; a comment; the start of either inside the other does not count. */
const TOKENS = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;

export interface TextRange {
  start: number;
  /** The first place after it. */
  end: number;
}

export function commentRanges(text: string): TextRange[] {
  return [...text.matchAll(TOKENS)]
    .filter(([token]) => token.startsWith('/'))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
