/** Where a name stands in a learner's file. */
import type { SourceLocation } from '../protocol/location';

/**
 * Where a function, class or variable is declared, or a method of a class: `Dense.forward`. Line 1 where it is not; for a
 * method that the class does not have, the class.
 */
export function declarationOf(text: string, name: string, file: string): SourceLocation {
  const [outer, method] = name.split('.');
  const found = find(text, declares(outer), outer, 0);
  if (found < 0) return { file, line: 1, column: 1 };
  const next = text.slice(found).search(/^(?:export\s+)?class\b/m);
  const body = next < 0 ? text : text.slice(0, found + next);
  const inner = method ? find(body, isMethod(method), method, found) : -1;
  const start = inner < 0 ? found : inner;
  const before = text.slice(0, start);
  return { file, line: before.split('\n').length, column: start - before.lastIndexOf('\n') };
}

const declares = (name: string): RegExp =>
  new RegExp(
    `^[ \\t]*(?:export\\s+)?(?:default\\s+)?(?:async\\s+)?(?:function\\s*\\*?|class|const|let|var)\\s+${name}\\b`,
    'gm',
  );

const isMethod = (name: string): RegExp =>
  new RegExp(`^[ \\t]+(?:(?:public|static|async|override)\\s+)*\\*?\\s*${name}\\s*[(=<]`, 'gm');

/** Index of the name in the first match at or after `from`; −1 where there is none. */
function find(text: string, pattern: RegExp, name: string, from: number): number {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match ? match.index + match[0].lastIndexOf(name) : -1;
}
