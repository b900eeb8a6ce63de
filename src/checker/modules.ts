/** What the loaders of a learner's modules share, whatever machine they are for. */
import { dirname, join } from '../host/paths';
import { CompileError } from './compile';
import { importsIn } from './imports';
import { tokensOf } from './lexer';

export type Namespace = Record<string, unknown>;

export interface LoaderOptions<Loader = unknown> {
  /** Modules that come from the program and not from a file: `{ kit: {…} }`. */
  builtins?: Record<string, Namespace>;
  /** A loader whose modules are used for every file that this one does not have itself. */
  parent?: Loader;
  /** Files that stand in for others: an import of the first path gets the second, except the second one itself. */
  standIns?: ReadonlyMap<string, string>;
  /** Whether a debugger is to know the files by their names. */
  forDebugger?: boolean;
}

/** The file that an import gets. @param from path of the file that has it */
export function importedPath(specifier: string, from: string, { standIns }: LoaderOptions): string {
  const wanted = join(dirname(from), specifier);
  const standIn = standIns?.get(wanted);
  return standIn === undefined || standIn === from ? wanted : standIn;
}

/** The line of an import in a file, from 1. */
export const lineOfSpecifier = (specifier: string, text: string): number =>
  importsIn(text).find((each) => each.specifier === specifier && !each.isType)?.line ?? 1;

/** A learner's imports were judged by the host, which sees the folder; so this is for what it could not see. */
export const unreachable = (specifier: string, from: string, text: string): CompileError =>
  new CompileError(
    `The file imports '${specifier}', which cannot be had here.`,
    from,
    lineOfSpecifier(specifier, text),
  );

/** What an `import()` says: modules are linked before any of them runs. */
export const NO_DYNAMIC_IMPORT = 'A lesson’s file cannot use import(). Write an import at the top of the file.';

/** A blank keeps the columns of the first line; only before `#!`, nothing may stand. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF(#!)?/, (_, start?: string) => start ?? ' ');

const MISSING_EXPORT = /^The requested module '(.*)' does not provide an export named '(.*)'$/;

/** The engine's words on modules that cannot be linked, in words for a learner. */
export function linkFault(message: string): string {
  const [, from, name] = MISSING_EXPORT.exec(message) ?? [];
  if (name === undefined) return `${message}.`;
  return name === 'default'
    ? `The file imports a name without braces from '${from}', which has no default export. Write the name in braces: \`import { … } from '${from}'\`.`
    : `The file imports \`${name}\` from '${from}', which does not export it. If it is a type, write \`type ${name}\` in the import.`;
}

/**
 * Where a fault of a module is that the engine tells without its place.
 *
 * @param code a module without types, which has each line where the learner's file has it
 * @param message of the engine's SyntaxError
 * @param lineInScript asks the machine for the line of the same fault
 * @returns the line, from 1; null where it is not known
 */
export function lineOfFault(
  code: string,
  message: string,
  lineInScript: (code: string, message: string) => number | null,
): number | null {
  const missing = MISSING_EXPORT.exec(message);
  if (missing) return lineOfImport(code, missing[1], missing[2]);
  const twice = /^Identifier '(.*)' has already been declared$/.exec(message)?.[1];
  return lineInScript(code, message) ?? (twice === undefined ? null : lineOfSecond(code, twice));
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
