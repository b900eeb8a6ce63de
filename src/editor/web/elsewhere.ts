/** How the host reaches what lies in no folder in memory. */
import * as vscode from 'vscode';
import type { ThereIs, reachElsewhere } from '../../host/web/elsewhere';
import { uriOf } from './places';

export const throughVsCode: Parameters<typeof reachElsewhere>[0] = {
  look: async (place) => {
    try {
      const { type, size, mtime } = await vscode.workspace.fs.stat(uriOf(place));
      return { kind: kindOf(type), size, changed: mtime };
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return null;
      throw error;
    }
  },
  list: async (folder) => {
    const entries = await vscode.workspace.fs.readDirectory(uriOf(folder));
    return entries.map(([name, type]) => [name, kindOf(type)] as const);
  },
  // eslint-disable-next-line no-restricted-syntax -- in a browser there are no pipes; who reads looks at the size
  read: async (place) => vscode.workspace.fs.readFile(uriOf(place)),
  write: async (place, content) => vscode.workspace.fs.writeFile(uriOf(place), content),
  remove: async (place) => vscode.workspace.fs.delete(uriOf(place), { recursive: true }),
};

function kindOf(type: vscode.FileType): ThereIs['kind'] {
  if (type & vscode.FileType.Directory) return 'folder';
  return type & vscode.FileType.File ? 'file' : 'other';
}
