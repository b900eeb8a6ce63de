/** The file system `nn-from-scratch:`, for learners who have no folder: its files are kept in the extension's storage. */
import * as vscode from 'vscode';
import { host } from '../../host';
import { pathsBelow } from '../../host/files';
import { MemoryFolder } from '../../host/memory';
import { join } from '../../host/paths';
import { OWN_FILES } from '../../host/web/host';
import { fillFrom, storeIn } from './folders';

const SCHEME = OWN_FILES.slice(0, -1);

/** Reads what is kept and shows it to VS Code. Call before the host is asked for a folder. */
export async function openOwnFiles({ globalStorageUri, subscriptions }: vscode.ExtensionContext): Promise<void> {
  const kept = vscode.Uri.joinPath(globalStorageUri, 'courses');
  const folder = new MemoryFolder(storeIn(kept));
  await fillFrom(kept, folder);
  host.mount(OWN_FILES, () => folder);
  subscriptions.push(
    vscode.workspace.registerFileSystemProvider(SCHEME, new OwnFiles(folder), {
      isCaseSensitive: true,
    }),
  );
}

class OwnFiles implements vscode.FileSystemProvider {
  private readonly folder: MemoryFolder;
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** When each file was written, for the editor's own look at whether it has changed. */
  private readonly times = new Map<string, number>();
  readonly onDidChangeFile = this.changed.event;

  constructor(folder: MemoryFolder) {
    this.folder = folder;
    folder.onChange((path) => {
      this.times.set(path, Date.now());
      const isThere = folder.view('').kind(path) !== null;
      this.changed.fire([
        {
          type: isThere ? vscode.FileChangeType.Changed : vscode.FileChangeType.Deleted,
          uri: vscode.Uri.from({ scheme: SCHEME, path: `/${path}` }),
        },
      ]);
    });
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const path = pathOf(uri);
    const kind = this.folder.view('').kind(path);
    if (kind === null) throw vscode.FileSystemError.FileNotFound(uri);
    const mtime = this.times.get(path) ?? 0;
    if (kind === 'folder') return { type: vscode.FileType.Directory, ctime: 0, mtime, size: 0 };
    const size = this.folder.view('').read(path, Infinity)?.length ?? 0;
    return { type: vscode.FileType.File, ctime: 0, mtime, size };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const entries = this.folder.view('').list(pathOf(uri));
    if (entries === null) throw vscode.FileSystemError.FileNotFound(uri);
    return entries.map(({ name, isFolder }) => [name, isFolder ? vscode.FileType.Directory : vscode.FileType.File]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const bytes = this.folder.view('').read(pathOf(uri), Infinity);
    if (bytes === null) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  }

  async writeFile(
    uri: vscode.Uri,
    content: Uint8Array,
    { create, overwrite }: { create: boolean; overwrite: boolean },
  ): Promise<void> {
    const kind = this.folder.view('').kind(pathOf(uri));
    if (kind === 'folder') throw vscode.FileSystemError.FileIsADirectory(uri);
    if (kind === null && !create) throw vscode.FileSystemError.FileNotFound(uri);
    if (kind === 'file' && create && !overwrite) throw vscode.FileSystemError.FileExists(uri);
    await this.folder.view('').write(pathOf(uri), content);
  }

  async createDirectory(uri: vscode.Uri): Promise<void> {
    await this.folder.view('').addFolder(pathOf(uri));
  }

  async delete(uri: vscode.Uri): Promise<void> {
    if (this.folder.view('').kind(pathOf(uri)) === null) throw vscode.FileSystemError.FileNotFound(uri);
    await this.folder.view('').remove(pathOf(uri));
  }

  async rename(from: vscode.Uri, to: vscode.Uri, { overwrite }: { overwrite: boolean }): Promise<void> {
    const files = this.folder.view('');
    if (!overwrite && files.kind(pathOf(to)) !== null) throw vscode.FileSystemError.FileExists(to);
    for (const path of pathsBelow(files, pathOf(from)))
      await files.move(path, join(pathOf(to), path.slice(pathOf(from).length)));
    await files.remove(pathOf(from));
  }
}

const pathOf = ({ path }: vscode.Uri): string => join(path);
