/**
 * `import()` in a learner's code: in a worker it would fetch any address, and it is syntax, so no global can be taken away. So is
 * `import.meta`, which has the address of a blob there and nothing in Node.
 */
import { type Node, parse } from 'acorn';
import { CompileError } from '../compile';
import { NO_DYNAMIC_IMPORT } from '../modules';

/** Anything that may be one, in texts and comments, too. `import.source(…)` and the like are. */
const POSSIBLE = /\bimport(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*)*[(.]/;
const META = /^import\s*\.\s*meta\b/;

/** The same without `import.meta`. */
const POSSIBLE_CALL = /\bimport(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*)*(?:\(|\.(?!\s*meta\b))/;

/** What `import.meta` is in Node. */
const NOTHING = '({ __proto__: null })';

/** A call that is refused as in Node: what it gives is a promise, which is rejected. */
const REFUSED = `((...values) => Promise.reject(new Error(${JSON.stringify(NO_DYNAMIC_IMPORT)})))`;

/**
 * @param code a module without types
 * @throws CompileError where it cannot be told whether there is one
 */
export function withoutDynamicImports(code: string, path: string): string {
  if (!POSSIBLE.test(code)) return code;
  const found: { start: number; end: number; text: string }[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'ImportExpression') {
      found.push({ start: node.start, end: code.indexOf('(', node.start), text: REFUSED });
    }
    if (node.type === 'MetaProperty' && META.test(code.slice(node.start, node.end)))
      found.push({ start: node.start, end: node.end, text: NOTHING });
    for (const child of Object.values(node))
      for (const each of [child].flat() as unknown[])
        if (typeof each === 'object' && each !== null && 'type' in each) visit(each as Node);
  };
  try {
    visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }));
  } catch {
    const possible = POSSIBLE_CALL.exec(code);
    if (!possible) return code;
    const line = code.slice(0, possible.index).split('\n').length;
    throw new CompileError(NO_DYNAMIC_IMPORT, path, line);
  }
  return found
    .sort((a, b) => a.start - b.start)
    .reduceRight((text, { start, end, text: other }) => text.slice(0, start) + other + text.slice(end), code);
}
