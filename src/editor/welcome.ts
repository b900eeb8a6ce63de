/** Opens the walkthrough by itself the first time that a course folder is opened, and never again. */
import * as vscode from 'vscode';
import type { CourseServices } from './course';
import { learnerFolder } from './learner';
import { openWalkthrough } from './startCourse';

const SEEN = 'welcomeSeen';

export async function welcomeOnce(context: vscode.ExtensionContext, services: CourseServices): Promise<void> {
  if (!learnerFolder() || context.workspaceState.get(SEEN) || context.extensionMode === vscode.ExtensionMode.Test)
    return;
  await context.workspaceState.update(SEEN, true);
  await openWalkthrough(services.course.parts[0].folder);
}
