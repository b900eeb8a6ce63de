/** Where the course goes: asks the learner, and never scatters it among other files. */
import * as vscode from 'vscode';
import { ownFolderIn, useOf } from '../course/folderUse';
import { host } from '../host';
import { hasPlace, offerOf, placeOf, shownPlace, uriOf } from './node/places';

interface Offer extends vscode.QuickPickItem {
  /** Absolute path; left out: a dialog asks. */
  folder?: string;
}

/**
 * Asks for a folder, unless there is nothing to ask: one folder is open, and it is empty.
 *
 * @param tried absolute paths that have failed already, or are not to be used
 * @returns the absolute path of a folder that is empty, still to be made, or holds a course; undefined: the learner wants none
 */
export async function chooseCourseFolder(tried: readonly string[]): Promise<string | undefined> {
  const all = vscode.workspace.workspaceFolders ?? [];
  const open = all.filter((folder) => hasPlace(folder.uri));
  const empty = open.filter(({ uri }) => useOf(placeOf(uri)).kind === 'empty');
  if (tried.length === 0 && all.length === 1 && empty.length === 1) return placeOf(empty[0].uri);

  const offers: Offer[] = [
    ...empty.map(({ name, uri }) => ({
      label: vscode.l10n.t('In this folder: {0}', name),
      detail: vscode.l10n.t('It is empty.'),
      folder: placeOf(uri),
    })),
    inFolderOfItsOwn(host.home),
    ...open
      .filter(({ uri }) => useOf(placeOf(uri)).kind === 'occupied' && !tried.includes(placeOf(uri)))
      .map(({ uri }) => inFolderOfItsOwn(placeOf(uri))),
  ].filter(({ folder }) => !tried.includes(folder));
  const elsewhere: Offer = { label: vscode.l10n.t('Choose another folder…') };
  const choice = await vscode.window.showQuickPick([...offers, elsewhere], {
    title: vscode.l10n.t('Where do you want to keep your work?'),
    placeHolder: whyNotHere(all),
    ignoreFocusOut: true,
  });
  if (choice === undefined) return undefined;
  return choice.folder ?? (await chooseInDialog());
}

function inFolderOfItsOwn(parent: string): Offer & { folder: string } {
  const folder = ownFolderIn(parent);
  return useOf(folder).kind === 'course'
    ? { label: vscode.l10n.t('Go on in {0}', shownPlace(folder)), detail: vscode.l10n.t('It holds a course.'), folder }
    : { ...offerOf(folder), folder };
}

/** What keeps the course out of the folder that is open, where one is. */
function whyNotHere(all: readonly vscode.WorkspaceFolder[]): string | undefined {
  for (const { name, uri } of all) {
    if (!hasPlace(uri))
      return vscode.l10n.t('{0} is not on a disk. Your code is run from files, so choose a folder on a disk.', name);
    if (useOf(placeOf(uri)).kind === 'unreadable')
      return vscode.l10n.t('{0} cannot be read. Choose a folder that belongs to you.', name);
  }
  return undefined;
}

async function chooseInDialog(): Promise<string | undefined> {
  const [chosen] = (await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: uriOf(host.home),
    openLabel: vscode.l10n.t('Start the Course Here'),
    title: vscode.l10n.t('Where do you want to keep your work?'),
  })) ?? [undefined];
  if (!chosen) return undefined;
  if (!hasPlace(chosen))
    return again(vscode.l10n.t('{0} is not on a disk.', chosen.path), vscode.l10n.t('Choose a folder on a disk.'));
  const folder = placeOf(chosen);
  const use = useOf(folder);
  switch (use.kind) {
    case 'absent':
    case 'empty':
    case 'course':
      return folder;
    case 'file':
      return again(vscode.l10n.t('{0} is a file.', folder), vscode.l10n.t('Choose a folder.'));
    case 'unreadable':
      return again(
        vscode.l10n.t('{0} cannot be read: {1}', folder, use.reason),
        vscode.l10n.t('Choose a folder that belongs to you.'),
      );
    case 'occupied': {
      const own = ownFolderIn(folder);
      const useOwn = vscode.l10n.t('Use {0}', host.nameOf(own));
      const another = vscode.l10n.t('Choose Another Folder…');
      const answer = await vscode.window.showInformationMessage(
        vscode.l10n.t('{0} holds other files.', folder),
        {
          modal: true,
          detail: vscode.l10n.t(
            'The course gets a folder of its own inside it, so that its files do not lie among them.',
          ),
        },
        useOwn,
        another,
      );
      if (answer === useOwn) return own;
      return answer === another ? chooseInDialog() : undefined;
    }
  }
}

async function again(what: string, detail: string): Promise<string | undefined> {
  return (await wantsAnother(what, detail)) ? chooseInDialog() : undefined;
}

/** Says what is wrong with a folder, and whether the learner wants to choose another one. */
export async function wantsAnother(what: string, detail: string): Promise<boolean> {
  const another = vscode.l10n.t('Choose Another Folder…');
  return (await vscode.window.showErrorMessage(what, { modal: true, detail }, another)) === another;
}
