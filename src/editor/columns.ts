/** Where things open: panels beside the code, code beside the guide. */
import * as vscode from 'vscode';
import { viewTypeOf } from './webview/webviewHost';

/** As a tab beside the guide where that is open: VS Code locks the guide's group, and `Beside` would make a third column. */
export function besideTheCode(): vscode.ViewColumn {
  return columnOfGuide() ?? (vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
}

/** On the left, unless the guide was opened there before any code: it would cover the code. */
export function besideTheGuide(): vscode.ViewColumn {
  return columnOfGuide() === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
}

function columnOfGuide(): vscode.ViewColumn | undefined {
  return vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewTypeOf('guide'))),
  )?.viewColumn;
}
