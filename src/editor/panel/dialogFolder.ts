/** Where the dialogues of the panel begin: in the folder that is open; undefined where none is. */
import * as vscode from 'vscode';

export function openFolder(): vscode.Uri | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

export function inOpenFolder(name: string): vscode.Uri | undefined {
  const folder = openFolder();
  return folder && vscode.Uri.joinPath(folder, name);
}
