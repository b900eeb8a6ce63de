/** Where the engine's errors of a module are: it tells the lines of scripts only. */
import vm from 'node:vm';

const PARTS_OF_MODULES =
  /^[ \t]*(?:import\b[^'"`;]*?(['"])[^'"\n]*\1|export\s*(?:default\b|(?:\{[^}]*\}|\*[^'"\n]*)(?:\s*from\s*(['"])[^'"\n]*\2)?)?)/gm;

/**
 * The same as a script, without what only a module has, has the same error with its line.
 *
 * @param code a module without types
 * @param message of the engine's SyntaxError
 * @returns the line, from 1; null where it is not known
 */
export function lineInScript(code: string, message: string): number | null {
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
