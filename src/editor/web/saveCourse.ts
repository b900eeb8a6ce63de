/** *Save the Course to a Folder*: what is kept in the browser, as files. */
import * as vscode from 'vscode';
import { counted } from '../../course/count';
import { host } from '../../host';
import { pathsBelow } from '../../host/files';
import { learnerFolder } from '../learner';
import { outside, uriOf } from './places';

/** Nothing that is there already is replaced. */
export async function saveCourse(): Promise<void> {
  const course = learnerFolder();
  if (course === undefined) return;
  const [chosen] = (await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: outside,
    openLabel: vscode.l10n.t('Save Here'),
    title: vscode.l10n.t('In which folder do you want to save the course?'),
  })) ?? [undefined];
  if (!chosen) return;
  const target = vscode.Uri.joinPath(chosen, host.nameOf(course));
  if (await isThere(target)) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} is there already, so nothing was saved. Choose another folder.', target.path),
    );
    return;
  }
  const paths = pathsBelow(host.folder(course), '');
  try {
    for (const path of paths)
      await vscode.workspace.fs.copy(uriOf(host.placeIn(course, path)), vscode.Uri.joinPath(target, path));
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The course could not be saved in {0}: {1}', target.path, (error as Error).message),
    );
    return;
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Saved {0} in {1}.', counted(paths.length, 'file'), target.path),
  );
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
