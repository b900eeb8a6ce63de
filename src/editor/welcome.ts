/** Opens “Start Here” by itself the first time that a course folder is opened, and never again. */
import * as vscode from 'vscode';
import { learnerFolder } from './learner';
import type { ProgressView } from './progress';
import { openWalkthrough } from './startCourse';

const SEEN = 'welcomeSeen';

export async function welcomeOnce(context: vscode.ExtensionContext, progress: ProgressView): Promise<void> {
  if (!learnerFolder() || context.workspaceState.get(SEEN) || context.extensionMode === vscode.ExtensionMode.Test)
    return;
  await context.workspaceState.update(SEEN, true);
  await openWalkthrough('start', progress);
}
