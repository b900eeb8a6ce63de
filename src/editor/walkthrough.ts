/** Opens walkthroughs with their ticks. */
import * as vscode from 'vscode';
import type { ProgressView } from './progress';

const EXTENSION_ID = 'nn-from-scratch.nn-from-scratch';

/** @param id `start`, or the folder of a part */
export async function openWalkthrough(id: string, progress: ProgressView): Promise<void> {
  const open = (): Thenable<unknown> =>
    vscode.commands.executeCommand('workbench.action.openWalkthrough', `${EXTENSION_ID}#${id}`, false);
  // A walkthrough's tab is of a kind that extensions do not know. VS Code shows an open one as it is when another one is
  // asked for, unless it stands at the list of all walkthroughs.
  const mayBeOpen = vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input === undefined));
  await open();
  if (mayBeOpen) {
    await vscode.commands.executeCommand('welcome.goBack');
    await open();
  }
  progress.tick();
}
