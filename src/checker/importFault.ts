/** What is wrong with an import of a learner's file that leads to no file. */
import { host } from '../host';
import { dirname, importFrom, join } from '../host/paths';
import { type Import, targetOf } from './imports';

/** Of Node.js, with and without `node:`. */
const NODE =
  /^node:|^(?:assert|buffer|child_process|crypto|events|fs|http|https|module|net|os|path|perf_hooks|process|readline|stream|timers|url|util|v8|vm|worker_threads|zlib)(?:\/|$)/;

const DATA = /\.(?:json|txt|csv|md|html|css|py|ipynb)$/i;

const EXAMPLE = 'A lesson’s file can import only TypeScript files of this folder, such as';

/**
 * What is wrong with an import that leads to no file of the course's folder, in sentences; null where it leads to something.
 *
 * @param from path of the file that has it
 * @param known paths that the course has, whether they lie in the folder or not
 */
export function importFault(each: Import, from: string, folder: string, known: readonly string[]): string | null {
  const { specifier } = each;
  const imports = `The file imports '${specifier}'`;
  const target = targetOf(each, from);
  if (target !== null) return relativeFault(target, imports, from, folder, known);
  if (specifier.includes('\\'))
    return `${imports}. A path is written with / and not with \\ here: '${specifier.replace(/\\+/g, '/')}'.`;
  if (NODE.test(specifier))
    return `${imports}, a part of Node.js. A lesson’s code has the language and the console, and needs nothing else: take the import out.`;
  if (/^[a-z][a-z\d+.-]+:/i.test(specifier) && !/^file:/i.test(specifier))
    return `${imports}. Nothing is loaded from an address here. ${EXAMPLE} './2-linear-model.ts'.`;
  const inside = insideOf(folder, specifier);
  if (inside !== null)
    return `${imports}. Write the way from this file in place of the whole path: '${importFrom(from, inside)}'.`;
  if (/^(?:\/|[a-z]:|file:|\.)/i.test(specifier))
    return `${imports}, which lies outside of the course’s folder. Copy the file into the folder, and import it from there.`;
  const meant = nearest(join(dirname(from), specifier), known);
  return meant === null
    ? `${imports}, a package or a name that leads nowhere here. ${EXAMPLE} './2-linear-model.ts'.`
    : `${imports}. The way to a file begins with a dot: '${importFrom(from, meant)}'.`;
}

function relativeFault(
  target: string,
  imports: string,
  from: string,
  folder: string,
  known: readonly string[],
): string | null {
  if (host.folder(folder).kind(target) !== null && isSpelledSo(target, folder))
    return DATA.test(target)
      ? `${imports}, which is no TypeScript. Write what you need of it into a .ts file: \`export const data = …\`.`
      : null;
  const meant = nearest(target, [...(pathsBeside(target, folder) ?? []), ...known]);
  const advice =
    meant === null
      ? 'Is its name spelled right?'
      : `The file that is there is imported as '${importFrom(from, meant)}'.`;
  return `${imports}, but there is no such file in the course’s folder. ${advice}`;
}

/** Many systems take capital letters for small ones, and the next one that the folder is on may not. */
function isSpelledSo(target: string, folder: string): boolean {
  if (target === '') return true;
  const paths = pathsBeside(target, folder)?.map((path) => path.normalize());
  return (paths?.includes(target.normalize()) ?? true) && isSpelledSo(dirname(target), folder);
}

/** What lies in the folder of a path; null where it cannot be listed. */
function pathsBeside(target: string, folder: string): string[] | null {
  try {
    const entries = host.folder(folder).list(dirname(target)) ?? [];
    return entries.map(({ name }) => join(dirname(target), name));
  } catch {
    return null;
  }
}

/** The path that is the same but for upper and lower case, blanks and its ending; null where there is none. */
function nearest(target: string, paths: readonly string[]): string | null {
  const key = (path: string): string =>
    path
      .replaceAll('\\', '/')
      .replace(/[\s\p{Cf}]/gu, '')
      .replace(/\.[cm]?[jt]sx?$/i, '')
      .toLowerCase();
  return paths.find((path) => path.endsWith('.ts') && key(path) === key(target)) ?? null;
}

/** A path of the whole disk as one in the folder; null where it lies outside. */
function insideOf(folder: string, specifier: string): string | null {
  const path = specifier.replace(/^file:\/\/(?=\/)/i, '').replaceAll('\\', '/');
  const root = folder.replaceAll('\\', '/').replace(/\/$/, '');
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : null;
}
