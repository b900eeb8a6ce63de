/** Folders of the workspace in memory, so that the host can read them at once. */
import * as vscode from 'vscode';
import { host } from '../../host';
import { MemoryFolder, type Store } from '../../host/memory';
import { join } from '../../host/paths';
import { OWN_FILES } from '../../host/web/host';
import { inBackground } from '../inBackground';
import { placeOf } from './places';

/** A course has some fifty files of a few kilobytes; what else lies in a learner's folder is not read without end. */
const MAX_FILES = 2000;
const MAX_BYTES = 2_000_000;
/** Other people's code: nothing of a course lies there. */
const SKIPPED = /(?:^|\/)(?:node_modules|\.git)$/;

/** What is written goes through VS Code. */
export function storeIn(root: vscode.Uri): Store {
  const at = (path: string): vscode.Uri => vscode.Uri.joinPath(root, path);
  return {
    write: async (path, bytes) => vscode.workspace.fs.writeFile(at(path), bytes),
    remove: async (path) => {
      try {
        await vscode.workspace.fs.delete(at(path), { recursive: true });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}

const isMissing = (error: unknown): boolean => error instanceof vscode.FileSystemError && error.code === 'FileNotFound';

/** Reads what lies in a folder; nothing where there is none. @param most bytes of a file: larger ones are left out */
export async function fillFrom(root: vscode.Uri, folder: MemoryFolder, most = MAX_BYTES): Promise<void> {
  let files = 0;
  const visit = async (path: string): Promise<void> => {
    let entries: [string, vscode.FileType][];
    try {
      entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(root, path));
    } catch {
      return;
    }
    await Promise.all(
      entries.map(async ([name, type]) => {
        const at = join(path, name);
        if (type & vscode.FileType.Directory) {
          if (!SKIPPED.test(at)) await visit(at);
        } else if (++files <= MAX_FILES) await readInto(root, at, folder, most);
      }),
    );
  };
  await visit('');
}

async function readInto(root: vscode.Uri, path: string, folder: MemoryFolder, most = MAX_BYTES): Promise<void> {
  const file = vscode.Uri.joinPath(root, path);
  try {
    const { type, size } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0 || size > most) return;
    // eslint-disable-next-line no-restricted-syntax -- what it is and how large was looked at above
    folder.set(path, await vscode.workspace.fs.readFile(file));
  } catch {
    folder.set(path, null);
  }
}

/** Keeps the open folders in memory, now and when others are opened. */
export async function followFolders({ subscriptions }: vscode.ExtensionContext): Promise<void> {
  const open = async (folders: readonly vscode.WorkspaceFolder[]): Promise<void> => {
    await Promise.all(folders.map(({ uri }) => follow(uri, subscriptions)));
  };
  subscriptions.push(vscode.workspace.onDidChangeWorkspaceFolders(({ added }) => inBackground(open(added))));
  await open(vscode.workspace.workspaceFolders ?? []);
}

async function follow(root: vscode.Uri, subscriptions: vscode.Disposable[]): Promise<void> {
  // Those are in memory already.
  if (placeOf(root).startsWith(OWN_FILES)) return;
  const folder = new MemoryFolder(storeIn(root));
  const pathIn = (uri: vscode.Uri): string => join(uri.path.slice(root.path.length));
  const read = (uri: vscode.Uri): void => inBackground(readInto(root, pathIn(uri), folder));
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(root, '**/*'));
  watcher.onDidCreate(read);
  watcher.onDidChange(read);
  watcher.onDidDelete((uri) => folder.set(pathIn(uri), null));
  subscriptions.push(
    watcher,
    // A file system that tells of no changes still has VS Code's own.
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (placeOf(document.uri).startsWith(`${placeOf(root)}/`))
        folder.set(pathIn(document.uri), new TextEncoder().encode(document.getText()));
    }),
  );
  await fillFrom(root, folder);
  host.mount(placeOf(root), () => folder);
}
