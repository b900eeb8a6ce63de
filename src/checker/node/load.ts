/**
 * Loads a set of TypeScript sources as ES modules, inside a child process (`--experimental-vm-modules`).
 * Modules are named by the file URL of the learner's file, so stack traces and breakpoints point there.
 */
import vm from 'node:vm';
import type { SourceFile } from '../../protocol/sources';
import { CompileError, engineError, stripTypes } from '../compile';
import {
  importedPath,
  unreachable,
  type LoaderOptions,
  NO_DYNAMIC_IMPORT,
  type Namespace,
  lineOfFault,
  linkFault,
  withoutMark,
} from '../modules';
import { REFERENCE_FOLDER } from '../referenceFolder';
import { withIdentityMap } from './identityMap';
import { lineInScript } from './lineInScript';
import { pathOfUrl, urlOfPath } from './urls';

export class ModuleLoader {
  private readonly files = new Map<string, SourceFile>();
  private readonly modules = new Map<string, vm.Module>();
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
    const module = this.module(path);
    if (module.status === 'unlinked') {
      try {
        await module.link((specifier, referencing) => this.resolve(specifier, this.pathOf(referencing.identifier)));
      } catch (error) {
        const files = [path, ...this.modules.keys()].flatMap((each) => this.files.get(each) ?? []);
        throw this.toLinkError(error, new Map(files.map((file) => [file.path, file.text])));
      }
    }
    if (module.status === 'linked') await module.evaluate();
    if (module.status === 'errored') throw module.error;
    return module.namespace as Namespace;
  }

  has(path: string): boolean {
    return this.files.has(path) || (this.options.parent?.has(path) ?? false);
  }

  private module(path: string): vm.Module {
    const file = this.files.get(path);
    if (!file && this.options.parent) return this.options.parent.module(path);
    if (!file) throw new CompileError(`There is no file ${path}.`, path, 1, 1);
    let module = this.modules.get(path);
    if (!module) {
      module = this.compile(file);
      this.modules.set(path, module);
    }
    return module;
  }

  private compile(file: SourceFile): vm.Module {
    const stripped = stripTypes(withoutMark(file.text), file.path);
    const isShown = this.options.forDebugger && file.origin !== 'reference';
    const code = isShown ? withIdentityMap(stripped, this.urlOf(file.path)) : stripped;
    try {
      return new vm.SourceTextModule(code, {
        identifier: this.urlOf(file.path),
        importModuleDynamically: () => {
          throw new Error(NO_DYNAMIC_IMPORT);
        },
      });
    } catch (error) {
      throw this.toLinkError(engineError(error, file.text, file.path), new Map([[file.path, stripped]]));
    }
  }

  private resolve(specifier: string, from: string): vm.Module {
    const builtin = this.options.builtins?.[specifier];
    if (builtin) return this.builtinModule(specifier, builtin);
    const path = importedPath(specifier, from, this.options);
    if (specifier.startsWith('.') && this.has(path)) return this.module(path);
    throw unreachable(specifier, from, this.files.get(from)?.text ?? '');
  }

  private builtinModule(name: string, exports: Namespace): vm.Module {
    const known = this.modules.get(name);
    if (known) return known;
    const names = Object.keys(exports);
    const module: vm.SyntheticModule = new vm.SyntheticModule(
      names,
      () => {
        for (const key of names) module.setExport(key, exports[key]);
      },
      { identifier: name },
    );
    this.modules.set(name, module);
    return module;
  }

  private urlOf(path: string): string {
    return urlOfPath(path, this.files.get(path)?.origin === 'reference' ? REFERENCE_FOLDER : this.folder);
  }

  private pathOf(url: string): string {
    // In this order: the folder may be the root.
    return pathOfUrl(url, REFERENCE_FOLDER) ?? pathOfUrl(url, this.folder) ?? url;
  }

  /** @param codes by their paths, of the files in which it may be */
  private toLinkError(error: unknown, codes: ReadonlyMap<string, string>): unknown {
    if (!(error instanceof SyntaxError)) return error;
    const { message } = error;
    const places = [...codes].map(([path, code]) => ({ path, line: lineOfFault(code, message, lineInScript) }));
    const { path, line } = places.find((place) => place.line !== null) ?? places[0];
    return new CompileError(linkFault(message), path, line);
  }
}
