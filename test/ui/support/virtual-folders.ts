import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const manifest = {
  name: 'virtual-folders',
  publisher: 'nn-from-scratch-test',
  version: '1.0.0',
  engines: { vscode: '^1.100.0' },
  main: './extension.js',
  activationEvents: ['onFileSystem:nnfs-test'],
  capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
};

/** Each folder `nnfs-test:/…` holds one file that is on no disk, and nothing can be written. */
const extension = `
const vscode = require('vscode');
const stat = (uri) => ({ type: uri.path.endsWith('.md') ? 1 : 2, ctime: 0, mtime: 0, size: 5 });
const refuse = () => { throw vscode.FileSystemError.NoPermissions(); };
exports.activate = (context) => context.subscriptions.push(vscode.workspace.registerFileSystemProvider('nnfs-test', {
  onDidChangeFile: new vscode.EventEmitter().event,
  watch: () => new vscode.Disposable(() => undefined),
  stat: (uri) => { if (!/^\\/\\w+(\\/notes\\.md)?$/.test(uri.path)) throw vscode.FileSystemError.FileNotFound(uri); return stat(uri); },
  readDirectory: () => [['notes.md', 1]],
  readFile: () => Buffer.from('notes'),
  writeFile: refuse, createDirectory: refuse, delete: refuse, rename: refuse,
}, { isReadonly: true }));
`;

/** Writes an extension that serves folders as GitHub Repositories does: by a scheme of its own. */
export async function writeVirtualFolders(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'extension.js'), extension);
}
