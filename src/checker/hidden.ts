/** Finds why a name is something else at a line than it seems: hidden by a parameter or variable, or a type that is gone by then. */
import { type Token, tokensOf } from './lexer';

interface Hiding {
  kind: 'parameter' | 'variable';
  line: number;
  /** The function whose parameter it is; null where it has no name. */
  of: string | null;
}

/**
 * A sentence on a line that fails because its name means something else there, with a space before it; empty where the text
 * shows nothing of the kind.
 *
 * @param message of the error
 * @param line of the call, or of the use of the name
 */
export function adviceOnHidden(message: string, text: string, line: number): string {
  const missing = /^([\w$]+) is not defined$/.exec(message)?.[1];
  if (missing) return adviceOnType(missing, tokensOf(text));
  const [, called, early] =
    /^([\w$]+) is not a function$|^Cannot access '([\w$]+)' before initialization$/.exec(message) ?? [];
  const name = called ?? early;
  if (!name) return '';
  const tokens = tokensOf(text);
  const at = tokens.findIndex((token) => token.line === line && token.text === name);
  const hiding = at < 0 ? null : hidingAt(tokens, at, name);
  if (!hiding) return '';
  const outer = outerFunction(tokens, name);
  const it = `the ${hiding.kind} of line ${hiding.line}`;
  const rename = 'Give one of them another name.';
  if (early)
    return outer === null || hiding.kind === 'parameter'
      ? ''
      : ` In its whole block, \`${name}\` is ${it}, also before that line and right of its \`=\`. It hides the function of line ${outer}. ${rename}`;
  const where = hiding.of ? `In \`${hiding.of}\`` : 'Here';
  return outer === null
    ? ` ${where}, \`${name}\` is ${it}: a value, and not a function.`
    : ` ${where}, \`${name}\` is ${it}. It hides the function \`${name}\` of line ${outer}. ${rename}`;
}

/** `new Parameter(…)`, where `Parameter` is an interface: the checker of types is not there to say so. */
function adviceOnType(name: string, tokens: readonly Token[]): string {
  let list = false;
  for (const [i, token] of tokens.entries()) {
    const [before, beforeThat] = [tokens[i - 1]?.text, tokens[i - 2]?.text];
    if (token.text === '{' && before === 'type' && beforeThat === 'import') list = true;
    else if (token.text === '}') list = false;
    else if (token.text === name && (list || before === 'type' || before === 'interface'))
      return ` In line ${token.line}, \`${name}\` is a type, and types are gone when the program runs. An object is written in braces, \`{ … }\`, with the fields of its type. (A class is imported without the word \`type\`.)`;
  }
  return '';
}

/** The innermost declaration of a name around a token, within functions. */
function hidingAt(tokens: readonly Token[], at: number, name: string): Hiding | null {
  for (const block of blocksAround(tokens, at)) {
    const variable = variableIn(tokens, block, name);
    if (variable) return { kind: 'variable', line: variable.line, of: null };
    const open = parametersOf(tokens, block);
    if (open === null) continue;
    const close = closingOf(tokens, open);
    const found = tokens
      .slice(open, close)
      .find((token, i, list) => token.text === name && /^(?:[(,[{.]|const|let)$/.test(list[i - 1]?.text ?? ''));
    const before = tokens[open - 1]?.text ?? '';
    if (!found || /^(?:if|while|switch|with)$/.test(before)) continue;
    return before === 'for'
      ? { kind: 'variable', line: found.line, of: null }
      : { kind: 'parameter', line: found.line, of: /^[\w$]+$/.test(before) && before !== 'function' ? before : null };
  }
  return null;
}

/** Indices of the braces that are open at a token, the innermost first. */
function blocksAround(tokens: readonly Token[], at: number): number[] {
  const open: number[] = [];
  for (let i = 0; i < at; i++) {
    if (tokens[i].kind === 'open') open.push(i);
    if (tokens[i].kind === 'close') open.pop();
  }
  return open.filter((i) => tokens[i].text === '{').reverse();
}

/** Index of the bracket that closes the one at `open`. */
function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i].kind === 'open') depth++;
    if (tokens[i].kind === 'close' && --depth === 0) return i;
  }
  return tokens.length;
}

/** A variable that is declared directly in a block. */
function variableIn(tokens: readonly Token[], block: number, name: string): Token | null {
  let depth = 0;
  for (let i = block; i < closingOf(tokens, block); i++) {
    if (tokens[i].kind === 'open') depth++;
    if (tokens[i].kind === 'close') depth--;
    if (depth === 1 && tokens[i].text === name && /^(?:const|let|var)$/.test(tokens[i - 1]?.text)) return tokens[i];
  }
  return null;
}

/** Index of the parenthesis before a block: that of parameters, with or without a return type after it, or of `for` or `if`. */
function parametersOf(tokens: readonly Token[], block: number): number | null {
  let depth = 0;
  for (let i = block - 1; i >= 0; i--) {
    const { kind, text } = tokens[i];
    if (kind === 'close') depth++;
    if (kind === 'open' && --depth < 0) return null;
    if (depth === 0 && text === '(') return i;
    if (depth === 0 && text === ';') return null;
  }
  return null;
}

/** The line of a function with this name at the top of the file, imported or its own; null where there is none. */
function outerFunction(tokens: readonly Token[], name: string): number | null {
  let depth = 0;
  let imports = false;
  for (const [i, token] of tokens.entries()) {
    if (depth === 0 && token.text === 'import') imports = true;
    if (token.text === 'from' || token.text === ';') imports = false;
    if (token.kind === 'open') depth++;
    if (token.kind === 'close') depth--;
    if (token.text !== name) continue;
    if (imports || (depth === 0 && /^(?:function|\*)$/.test(tokens[i - 1]?.text ?? ''))) return token.line;
  }
  return null;
}
