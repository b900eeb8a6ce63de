/** Opens the walkthrough by itself the first time that a course folder is opened, and never again. */
import * as vscode from 'vscode';
import type { CourseServices } from './course';
import { learnerFolder } from './learner';
import type { ProgressView } from './progress';
import { openWalkthrough, partToOpen } from './startCourse';

const SEEN = 'welcomeSeen';

export async function welcomeOnce(
  context: vscode.ExtensionContext,
  services: CourseServices,
  progress: ProgressView,
): Promise<void> {
  if (!learnerFolder() || context.workspaceState.get(SEEN) || context.extensionMode === vscode.ExtensionMode.Test)
    return;
  await context.workspaceState.update(SEEN, true);
  await openWalkthrough(partToOpen(services, progress), progress);
}
