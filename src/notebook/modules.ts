/**
 * Module files as cells. The cells of a notebook share one scope, so imports go; what a file would hide from the others is
 * hidden only where it would be in the way.
 */
import type { SourceFile } from '../protocol/sources';
import { dirname, join } from '../host/paths';

interface ImportedName {
  /** What the other file calls it. */
  name: string;
  /** What this file calls it. */
  local: string;
  isType: boolean;
}

interface Import {
  specifier: string;
  names: ImportedName[];
  /** `import * as local`. */
  namespace: string | null;
}

const IMPORT =
  /^import\s+(?:(type)\s+)?(?:(?:\{([^}]*)\}|\*\s+as\s+(\w+))\s+from\s+)?['"]([^'"\n]+)['"][ \t]*;?[ \t]*(?:\/\/[^\n]*)?\n?/gm;

/** The import statements at the beginnings of lines, and the text without them. */
export function splitImports(text: string): { imports: Import[]; body: string } {
  const imports: Import[] = [];
  const body = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(
      IMPORT,
      (_, type: string | undefined, names: string | undefined, namespace: string | undefined, specifier: string) => {
        imports.push({ specifier, names: parseNames(names ?? '', type !== undefined), namespace: namespace ?? null });
        return '';
      },
    );
  return { imports, body };
}

function parseNames(list: string, allTypes: boolean): ImportedName[] {
  return list
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const isType = allTypes || /^type\s+(?!as\b)/.test(each);
      const [name, local = name] = each.replace(/^type\s+(?!as\b)/, '').split(/\s+as\s+/);
      return { name, local, isType };
    });
}

/** The imports of files of the course, with the path of each. */
export function importsOf(file: { path: string; text: string }): (Import & { target: string })[] {
  return splitImports(file.text).imports.flatMap((each) =>
    each.specifier.startsWith('.') ? [{ ...each, target: join(dirname(file.path), each.specifier) }] : [],
  );
}

const DECLARATION =
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+|abstract\s+|async\s+)*(?:function\s*\*?|class|const|let|var|interface|type|enum)\s+(\w+)/gm;
const DESTRUCTURED = /^(?:export\s+)?(?:const|let|var)\s+[[{]([^\n]*?)[\]}]\s*=/gm;

/** Names that a file declares at its top, as far as they begin a line. */
export function declaredNames(text: string): Set<string> {
  return new Set(declarationsIn(text).map(({ name }) => name));
}

/** Names that other files can have from this one. */
function exportedNames(text: string): Set<string> {
  const declared = declarationsIn(text).flatMap(({ name, isExported }) => (isExported ? [name] : []));
  return new Set([...declared, ...exportLists(text).map(({ as }) => as)]);
}

function declarationsIn(text: string): { name: string; isExported: boolean }[] {
  const named = [...text.matchAll(DECLARATION)].map(([found, name]) => ({
    name,
    isExported: found.startsWith('export'),
  }));
  const destructured = [...text.matchAll(DESTRUCTURED)].flatMap(([found, list]) =>
    list.split(',').map((part) => ({
      name: part.replace(/^[\s\S]*:|=[\s\S]*$|\.\.\./g, '').trim(),
      isExported: found.startsWith('export'),
    })),
  );
  return [...named, ...destructured.filter(({ name }) => /^\w+$/.test(name))];
}

const EXPORT_LIST = /^export\s*\{([^}]*)\}\s*;?[ \t]*\n?/gm;

function exportLists(text: string): { name: string; as: string }[] {
  return [...text.matchAll(EXPORT_LIST)].flatMap((match) =>
    parseNames(match[1], false).map(({ name, local }) => ({ name, as: local })),
  );
}

/** A file and the files that it needs, each after those that it imports. */
export function inOrder(entries: readonly string[], files: ReadonlyMap<string, SourceFile>): SourceFile[] {
  const done = new Set<string>();
  const order: SourceFile[] = [];
  const visit = (path: string): void => {
    const file = files.get(path);
    if (!file || done.has(path)) return;
    done.add(path);
    for (const { target } of importsOf(file)) visit(target);
    order.push(file);
  };
  for (const entry of entries) visit(entry);
  return order;
}

/** The body of a file without imports; names that it imports under another name are made. */
export function flatten(file: SourceFile, files: ReadonlyMap<string, SourceFile>): string {
  const { body } = splitImports(file.text);
  const aliases = importsOf(file).flatMap((each) => {
    if (each.namespace !== null) {
      const values = valuesOf(files.get(each.target)?.text ?? '');
      return [`const ${each.namespace} = { ${values.join(', ')} };`];
    }
    return each.names
      .filter(({ name, local }) => name !== local)
      .map(({ name, local, isType }) => (isType ? `type ${local} = ${name};` : `const ${local} = ${name};`));
  });
  const renamed = exportLists(body)
    .filter(({ name, as }) => name !== as)
    .map(({ name, as }) => `const ${as} = ${name};`);
  const text = body.replace(EXPORT_LIST, '').trim();
  return [...aliases, ...(aliases.length > 0 ? [''] : []), text, ...renamed].join('\n').replace(/\n{3,}/g, '\n\n');
}

/** The same with only `names` to be seen from outside. Types stay inside: the kernel does not ask for them. */
export function enclose(code: string, names: readonly string[]): string {
  const list = names.join(', ');
  const inside = code.replace(/^export\s+(?:default\s+)?/gm, '');
  return `const { ${list} } = (() => {\n${inside}\nreturn { ${list} };\n})();`;
}

/** Exported names that are values, and not types. */
export function valuesOf(text: string): string[] {
  const types = new Set([...text.matchAll(/^export\s+(?:interface|type)\s+(\w+)/gm)].map((match) => match[1]));
  return [...exportedNames(text)].filter((name) => !types.has(name));
}
