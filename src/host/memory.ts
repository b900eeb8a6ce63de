/** A folder in memory. Reading is synchronous, as in Node; what is written goes on to where the folder really lies. */
import { type Entry, FileRefused, type Files, MAX_BYTES, requireSize } from './files';
import { listeners } from './listeners';
import { dirname, join } from './paths';
import { textOf } from './text';

/** Where a folder in memory really lies. */
export interface Store {
  /** Writes a whole file or nothing. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
}

/** For folders that nothing is written to, such as the extension's own. */
export const READ_ONLY: Store = {
  write: (path) => Promise.reject(new Error(`${path} cannot be written: the folder is read-only`)),
  remove: (path) => Promise.reject(new Error(`${path} cannot be removed: the folder is read-only`)),
};

export class MemoryFolder {
  private readonly files = new Map<string, Uint8Array>();
  /** Those without files, too; the folder itself is ''. */
  private readonly folders = new Set<string>(['']);
  private readonly store: Store;
  private readonly changes = listeners<[path: string]>();
  /** What is still being written: one change after the other. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(store: Store) {
    this.store = store;
  }

  /** Told of each file or folder that becomes another one, or is there or gone. */
  readonly onChange = this.changes.add;

  /** What has changed where the folder really lies. @param bytes null for what is no longer there */
  set(path: string, bytes: Uint8Array | null): void {
    if (bytes === null) this.forget(path);
    else {
      this.files.set(path, bytes);
      this.addFolders(dirname(path));
    }
    this.changes.tell(path);
  }

  /** @param base path of a folder in this one */
  view(base: string): Files {
    const at = (path: string): string => join(base, path);
    const read = (path: string, most = MAX_BYTES): Uint8Array | null => {
      if (this.folders.has(at(path))) throw new FileRefused(path, 'is a folder, not an ordinary file');
      const bytes = this.files.get(at(path)) ?? null;
      if (bytes) requireSize(path, bytes.length, most);
      return bytes;
    };
    return {
      read,
      readText: (path, most) => {
        const bytes = read(path, most);
        return bytes && textOf(bytes);
      },
      list: (path) => this.list(at(path)),
      kind: (path) => (this.files.has(at(path)) ? 'file' : this.folders.has(at(path)) ? 'folder' : null),
      isDeadLink: () => false,
      tryWrite: () => undefined,
      write: (path, data) => this.write(at(path), bytesOf(data)),
      remove: (path) => this.change(at(path), () => this.store.remove(at(path)), null),
      add: (path, data) => this.write(at(path), bytesOf(data)),
      addFolder: async (path) => {
        if (this.folders.has(at(path)) || this.files.has(at(path))) return false;
        this.addFolders(at(path));
        this.changes.tell(at(path));
        return true;
      },
      removeEmptyFolder: async (path) => {
        if ((this.list(at(path)) ?? []).length === 0) this.folders.delete(at(path));
      },
      move: async (path, to) => {
        const bytes = this.files.get(at(path));
        if (!bytes) return false;
        await this.write(at(to), bytes);
        await this.change(at(path), () => this.store.remove(at(path)), null);
        return true;
      },
      link: async (path, to) => {
        const bytes = this.files.get(at(path));
        if (!bytes || this.files.has(at(to))) return false;
        await this.write(at(to), bytes);
        return true;
      },
    };
  }

  private write(path: string, bytes: Uint8Array): Promise<void> {
    return this.change(path, () => this.store.write(path, bytes), bytes);
  }

  /** In memory at once, so that what is read next is what was written; what cannot be kept is taken back. */
  private change(path: string, keep: () => Promise<void>, bytes: Uint8Array | null): Promise<void> {
    const before = this.files.get(path) ?? null;
    this.set(path, bytes);
    const kept = this.last.then(keep).catch((error: unknown) => {
      if (this.files.get(path) === (bytes ?? undefined)) this.set(path, before);
      throw error;
    });
    this.last = kept.catch(() => undefined);
    return kept;
  }

  private list(folder: string): Entry[] | null {
    if (!this.folders.has(folder)) return null;
    const start = folder === '' ? '' : `${folder}/`;
    const entries = new Map<string, Entry>();
    const add = (path: string, isFolder: boolean): void => {
      if (path === '' || !path.startsWith(start)) return;
      const [name, ...more] = path.slice(start.length).split('/');
      if (name !== '') entries.set(name, { name, isFolder: isFolder || more.length > 0 });
    };
    for (const path of this.folders) add(path, true);
    for (const path of this.files.keys()) add(path, false);
    return [...entries.values()];
  }

  private addFolders(folder: string): void {
    for (let path = folder; path !== ''; path = dirname(path)) this.folders.add(path);
  }

  private forget(path: string): void {
    const isIn = (each: string): boolean => each === path || each.startsWith(`${path}/`);
    for (const each of [...this.files.keys()]) if (isIn(each)) this.files.delete(each);
    for (const each of [...this.folders]) if (each !== '' && isIn(each)) this.folders.delete(each);
  }
}

const bytesOf = (data: string | Uint8Array): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;
