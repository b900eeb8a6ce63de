/** Where things open: panels beside the code, code beside the guide. */
import * as vscode from 'vscode';
import { type PageName, columnsOf } from './webview/webviewHost';

/**
 * As a tab beside the guide or another of our pages, where one is open: VS Code locks their group, and `Beside` would make a
 * third column. Not over the code.
 */
export function besideTheCode(): vscode.ViewColumn {
  const code = vscode.window.activeTextEditor;
  const pages: PageName[] = ['guide', 'training', 'compare'];
  const open = pages.flatMap(columnsOf).find((column) => column !== code?.viewColumn);
  return open ?? (code ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
}

/** On the left, unless the guide was opened there before any code: it would cover the code. */
export function besideTheGuide(): vscode.ViewColumn {
  return columnsOf('guide').includes(vscode.ViewColumn.One) ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
}
