/** Where a panel opens: beside the code, as a tab beside the guide where that is open. */
import * as vscode from 'vscode';
import { GUIDE_VIEW_TYPE } from './guide/guidePanel';

/** VS Code locks the guide's group, so that no file opens over it; `Beside` would then make a third column. */
export function besideTheCode(): vscode.ViewColumn {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(GUIDE_VIEW_TYPE)),
  );
  if (group) return group.viewColumn;
  return vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}
