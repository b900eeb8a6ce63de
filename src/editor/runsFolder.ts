import * as vscode from 'vscode';

/** Where earlier runs are kept: with the workspace, where there is one. */
export const runsFolder = ({ storageUri, globalStorageUri }: vscode.ExtensionContext): vscode.Uri =>
  vscode.Uri.joinPath(storageUri ?? globalStorageUri, 'runs');
