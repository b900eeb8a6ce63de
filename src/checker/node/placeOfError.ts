/** Where the engine's errors of a module are: it tells the lines of scripts only. */
import vm from 'node:vm';
import { tokensOf } from '../lexer';

/**
 * @param code a module without types, which has each line where the learner's file has it
 * @param message of the engine's SyntaxError
 * @returns the line, from 1; null where it is not known
 */
export function lineOfError(code: string, message: string): number | null {
  const missing = /^The requested module '(.*)' does not provide an export named '(.*)'$/.exec(message);
  if (missing) return lineOfImport(code, missing[1], missing[2]);
  const twice = /^Identifier '(.*)' has already been declared$/.exec(message)?.[1];
  return lineAsScript(code, message) ?? (twice === undefined ? null : lineOfSecond(code, twice));
}

/** The line of a name that is imported from a module. */
function lineOfImport(code: string, specifier: string, name: string): number | null {
  const tokens = tokensOf(code);
  let found: number | null = null;
  for (const { kind, text, line } of tokens) {
    if (text === 'import' || text === 'export') found = name === 'default' ? line : null;
    else if (text === name) found ??= line;
    else if (kind === 'string' && text.slice(1, -1) === specifier && found !== null) return found;
  }
  return null;
}

/** The second place where a name is imported or declared. */
function lineOfSecond(code: string, name: string): number | null {
  const tokens = tokensOf(code);
  let isImport = false;
  const lines = tokens.flatMap(({ kind, text, line }, i) => {
    if (text === 'import') isImport = true;
    if (kind === 'string') isImport = false;
    const isDeclared = /^(?:const|let|var|function|class|\*)$/.test(tokens[i - 1]?.text ?? '');
    return text === name && (isImport || isDeclared) ? [line] : [];
  });
  return lines[1] ?? null;
}

const PARTS_OF_MODULES =
  /^[ \t]*(?:import\b[^'"`;]*?(['"])[^'"\n]*\1|export\s*(?:default\b|(?:\{[^}]*\}|\*[^'"\n]*)(?:\s*from\s*(['"])[^'"\n]*\2)?)?)/gm;

/** The same as a script, without what only a module has, has the same error with its line. */
function lineAsScript(code: string, message: string): number | null {
  const script = code.replace(PARTS_OF_MODULES, (part) => part.replace(/[^\n]/g, ' '));
  try {
    new vm.Script(`'use strict';${script}`, { filename: 'script' });
  } catch (error) {
    const { message: found, stack = '' } = error as SyntaxError;
    const line = found === message ? /^script:(\d+)/.exec(stack) : null;
    return line && Number(line[1]);
  }
  return null;
}
