/** Opens “Start Here” by itself once, after the extension was installed, and never again. */
import * as vscode from 'vscode';
import type { ProgressView } from './progress';
import type { CourseStart } from './startCourse';
import { openWalkthrough } from './walkthrough';

const SEEN = 'welcomeSeen';

export async function welcome(
  context: vscode.ExtensionContext,
  start: CourseStart,
  progress: ProgressView,
): Promise<void> {
  if (context.extensionMode === vscode.ExtensionMode.Test) return;
  const isGoingOn = await start.resume();
  if (context.globalState.get(SEEN)) return;
  await context.globalState.update(SEEN, true);
  // A setting of VS Code turns walkthroughs after an installation off.
  const isWanted = vscode.workspace.getConfiguration('workbench.welcomePage.walkthroughs').get('openOnInstall', true);
  if (isWanted && !isGoingOn) await openWalkthrough('start', progress);
}
