/**
 * Loads a set of TypeScript sources as ES modules, inside a worker: each becomes a blob, and its imports the addresses of
 * other blobs. Modules are named by file URLs, so stack traces point to the learner's files.
 */
import { traced } from '../../host/web/trace';
import type { SourceFile } from '../../protocol/sources';
import { CompileError, engineError, stripTypes } from '../compile';
import { importsIn } from '../imports';
import {
  importedPath,
  lineOfSpecifier,
  unreachable,
  type LoaderOptions,
  type Namespace,
  lineOfFault,
  linkFault,
  withoutMark,
} from '../modules';
import { REFERENCE_FOLDER } from '../referenceFolder';
import { isInstance } from '../thrown';
import { withoutDynamicImports } from './dynamicImports';
import { lineInScript } from './lineInScript';
import { urlOfPath } from './urls';

interface Module {
  address: string;
  /** What it imports, as it is written there, by the addresses. */
  imports: ReadonlyMap<string, string>;
  /** Without types, and each import as it is written. */
  code: string;
}

/** Kept, since they are taken away before a learner's code is loaded. */
const [Text, Address] = [Blob, URL];
const addressOf = (code: string): string => Address.createObjectURL(new Text([code], { type: 'text/javascript' }));

/** A module of the program gets what it exports through this global, while it runs. */
const GIVEN_MODULES = '$nnfsModules';

export class ModuleLoader {
  private readonly files = new Map<string, SourceFile>();
  private readonly modules = new Map<string, Module>();
  private readonly loading = new Set<string>();
  private readonly folder: string;
  private readonly options: LoaderOptions<ModuleLoader>;

  constructor(folder: string, files: readonly SourceFile[], options: LoaderOptions<ModuleLoader> = {}) {
    this.folder = folder;
    this.options = options;
    for (const file of files) this.files.set(file.path, file);
  }

  /**
   * Compiles, links and runs a file and what it imports.
   *
   * @throws CompileError when a file does not compile or an import does not resolve; else whatever the file throws
   */
  async load(path: string): Promise<Namespace> {
    const { address } = this.module(path);
    await this.give();
    try {
      return (await import(address)) as Namespace;
    } catch (error) {
      throw this.linkError(error, path);
    }
  }

  /** Runs what the program gives, before any file runs and could look at it on its way. */
  private async give(): Promise<void> {
    const { builtins = {} } = this.options;
    const global = globalThis as Record<string, unknown>;
    global[GIVEN_MODULES] = builtins;
    try {
      for (const name of Object.keys(builtins)) {
        const address = this.modules.get(name)?.address;
        if (address !== undefined) await import(address);
      }
    } finally {
      delete global[GIVEN_MODULES];
    }
  }

  has(path: string): boolean {
    return this.files.has(path) || (this.options.parent?.has(path) ?? false);
  }

  private module(path: string): Module {
    const known = this.modules.get(path);
    if (known) return known;
    const file = this.files.get(path);
    if (!file && this.options.parent) return this.options.parent.module(path);
    if (!file) throw new CompileError(`There is no file ${path}.`, path, 1, 1);
    this.loading.add(path);
    const module = this.compile(file);
    this.loading.delete(path);
    this.modules.set(path, module);
    return module;
  }

  private compile(file: SourceFile): Module {
    const stripped = withoutDynamicImports(stripTypes(withoutMark(file.text), file.path), file.path);
    const imports = new Map<string, string>();
    let linked = '';
    let done = 0;
    for (const { specifier, at } of importsIn(stripped)) {
      const { address } = this.resolve(specifier, file);
      imports.set(address, specifier);
      linked += stripped.slice(done, at + 1) + address;
      done = at + 1 + specifier.length;
    }
    linked += stripped.slice(done);
    const code = file.origin === 'learner' ? traced(linked) : linked;
    return { code: stripped, imports, address: addressOf(`${code}\n//# sourceURL=${this.urlOf(file)}`) };
  }

  private resolve(specifier: string, from: SourceFile): Module {
    const builtin = this.options.builtins?.[specifier];
    if (builtin) return this.builtinModule(specifier, builtin);
    const path = importedPath(specifier, from.path, this.options);
    if (!specifier.startsWith('.') || !this.has(path)) throw unreachable(specifier, from.path, from.text);
    // A blob has its address when its text is whole, so none can hold the address of one that holds its own.
    if (this.loading.has(path))
      throw new CompileError(
        `The file imports '${specifier}', which imports this file, too. In a browser, files cannot import each other in a circle: move what both need into a third file.`,
        from.path,
        lineOfSpecifier(specifier, from.text),
      );
    return this.module(path);
  }

  private builtinModule(name: string, exports: Namespace): Module {
    const known = this.modules.get(name);
    if (known) return known;
    const names = Object.keys(exports);
    const code = `const given = globalThis.${GIVEN_MODULES}[${JSON.stringify(name)}];\n${names
      .map((key) => (key === 'default' ? 'export default given.default;' : `export const ${key} = given.${key};`))
      .join('\n')}`;
    const module = { code, imports: new Map<string, string>(), address: addressOf(code) };
    this.modules.set(name, module);
    return module;
  }

  private urlOf({ path, origin }: SourceFile): string {
    return urlOfPath(path, origin === 'reference' ? REFERENCE_FOLDER : this.folder);
  }

  /** What the engine says of a module that it cannot link, with its place; anything else as it is. */
  private linkError(error: unknown, entry: string): unknown {
    if (!(isInstance(error, SyntaxError) || isInstance(error, RangeError)) || hasRun(error)) return error;
    const [, address] = /^The requested module '(.*)' does not/.exec(error.message) ?? [];
    const paths = [...new Set([entry, ...this.modules.keys()])];
    const faults = paths.flatMap((path) => {
      const [file, module] = [this.files.get(path), this.modules.get(path)];
      if (!file || !module || (address !== undefined && !module.imports.has(address))) return [];
      const better = engineError(error, file.text, path);
      const message = address ? error.message.replace(address, module.imports.get(address) ?? '') : error.message;
      return [
        {
          path,
          better: better === error ? null : better,
          message,
          line: lineOfFault(module.code, message, lineInScript),
        },
      ];
    });
    const fault = faults.find(({ line }) => line !== null) ?? faults.find(({ better }) => better !== null) ?? faults[0];
    if (!fault) return error;
    return fault.better ?? new CompileError(linkFault(fault.message), fault.path, fault.line);
  }
}

/** Whether an error comes from code that ran: the engine's own, of a text that it cannot take, has no place in its trace. */
const hasRun = ({ stack = '' }: Error): boolean => stack.includes('file:///');
