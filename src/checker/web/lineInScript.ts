/** Where the engine's errors of a module are: a browser tells no place, another parser does. */
import { parse } from 'acorn';

/**
 * @param code a module without types
 * @returns the line of its first early error, from 1; null where it has none
 */
export function lineInScript(code: string): number | null {
  try {
    parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true });
    return null;
  } catch (error) {
    return (error as { loc?: { line: number } }).loc?.line ?? null;
  }
}
