/** `import()` in a learner's code: in a worker it would fetch any address, and it is syntax, so no global can be taken away. */
import { type Node, parse } from 'acorn';
import { CompileError } from '../compile';
import { NO_DYNAMIC_IMPORT } from '../modules';

/** Anything that may be one, in texts and comments, too. `import.source(…)` and the like are. */
const POSSIBLE = /\bimport(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*)*(?:\(|\.(?!\s*meta\b))/;

/** A call that is refused as in Node: what it gives is a promise, which is rejected. */
const REFUSED = `((...values) => Promise.reject(new Error(${JSON.stringify(NO_DYNAMIC_IMPORT)})))`;

/**
 * @param code a module without types
 * @throws CompileError where it cannot be told whether there is one
 */
export function withoutDynamicImports(code: string, path: string): string {
  const possible = POSSIBLE.exec(code);
  if (!possible) return code;
  const found: number[] = [];
  const ends: number[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'ImportExpression') {
      found.push(node.start);
      ends.push(code.indexOf('(', node.start));
    }
    for (const child of Object.values(node))
      for (const each of [child].flat() as unknown[])
        if (typeof each === 'object' && each !== null && 'type' in each) visit(each as Node);
  };
  try {
    visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }));
  } catch {
    const line = code.slice(0, possible.index).split('\n').length;
    throw new CompileError(NO_DYNAMIC_IMPORT, path, line);
  }
  return found.reduceRight((text, at, i) => text.slice(0, at) + REFUSED + text.slice(ends[i]), code);
}
