/** *Start the Course*: lays out the learner's folder and opens the way in. Touches nothing that is already there. */
import { readdirSync } from 'node:fs';
import * as vscode from 'vscode';
import { FolderError, type LayoutResult, layOut } from '../course/learnerFolder';
import type { CourseServices } from './course';
import { learnerFolder } from './learner';
import type { ProgressView } from './progress';

export const EXTENSION_ID = 'nn-from-scratch.nn-from-scratch';

/** Opens a walkthrough with its ticks: `start`, or the folder of a part. */
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

/** The part of the first lesson that has not passed yet. */
export function partToOpen({ course }: CourseServices, progress: ProgressView): string {
  return (course.lessons.find((lesson) => progress.stateOf(lesson) !== 'passed') ?? course.lessons[0]).part.folder;
}

export async function startCourse(services: CourseServices, progress: ProgressView): Promise<void> {
  const existing = learnerFolder();
  if (existing) {
    tryLayOut(services, existing);
    progress.refresh();
    await openWalkthrough(partToOpen(services, progress), progress);
    return;
  }
  const folder = await chooseFolder();
  if (!folder || !tryLayOut(services, folder.fsPath)) return;
  const open = vscode.workspace.workspaceFolders?.some((each) => each.uri.toString() === folder.toString());
  if (open) {
    progress.refresh();
    await openWalkthrough('start', progress);
  } else await vscode.commands.executeCommand('vscode.openFolder', folder);
}

/** Adds what is missing to the folder that is open, and says what it did. */
export async function layOutAgain(services: CourseServices, progress: ProgressView): Promise<void> {
  const folder = learnerFolder();
  if (!folder) return startCourse(services, progress);
  const result = tryLayOut(services, folder);
  progress.refresh();
  if (result)
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} files added, {1} renewed; {2} files of yours left alone.',
        result.created.length,
        result.updated.length,
        result.kept.length,
      ),
    );
}

function tryLayOut(services: CourseServices, folder: string): LayoutResult | null {
  try {
    return layOut(services.course, folder);
  } catch (error) {
    if (!(error instanceof FolderError)) throw error;
    void vscode.window.showErrorMessage(error.message);
    return null;
  }
}

/** An empty open folder is offered first; otherwise the user chooses one. */
async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const open = vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file');
  if (open) {
    const empty = isEmpty(open.uri.fsPath);
    const here = {
      label: vscode.l10n.t('In this folder: {0}', open.name),
      detail: empty ? vscode.l10n.t('It is empty.') : vscode.l10n.t('It holds other files. They stay as they are.'),
    };
    const elsewhere = { label: vscode.l10n.t('Choose another folder…'), detail: '' };
    const choice = await vscode.window.showQuickPick(empty ? [here, elsewhere] : [elsewhere, here], {
      title: vscode.l10n.t('Where do you want to keep your work?'),
    });
    if (!choice) return undefined;
    if (choice === here) return open.uri;
  }
  const [chosen] = (await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Start the Course Here'),
    title: vscode.l10n.t('Where do you want to keep your work?'),
  })) ?? [undefined];
  return chosen;
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).every((name) => name.startsWith('.'));
  } catch {
    return true;
  }
}
