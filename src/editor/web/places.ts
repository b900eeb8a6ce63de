/** What VS Code calls an address and the host a place: in a browser, the address as people read it. */
import * as vscode from 'vscode';
import { host } from '../../host';
import { OWN_FILES } from '../../host/web/host';

/** Any file system will do; what is open there is in memory (src/editor/web/folders.ts). */
export const hasPlace = ({ scheme }: vscode.Uri): boolean => !UNSAVED.includes(scheme);

/** Of texts that lie nowhere. */
const UNSAVED = ['untitled', 'output', 'walkThrough', 'git', 'vscode-userdata', 'vscode-settings'];

/** What is chosen in a dialogue lies in no folder that is in memory. */
export const isOnDisk = (): boolean => false;

export const placeOf = ({ scheme, authority, path }: vscode.Uri): string =>
  `${scheme}:${authority === '' ? '' : `//${authority}`}${path}`;

export function uriOf(place: string): vscode.Uri {
  const [, scheme, , authority = '', path] = /^([^:/]+):(\/\/([^/]*))?(.*)$/s.exec(place) ?? [];
  return scheme === undefined ? vscode.Uri.file(place) : vscode.Uri.from({ scheme, authority, path });
}

export const FILES: vscode.DocumentFilter = {};

/** Of a folder that is kept in this browser, its name says all. */
export const shownPlace = (folder: string): string => (isOwn(folder) ? host.nameOf(folder) : folder);

const isOwn = (folder: string): boolean => folder.startsWith(OWN_FILES);

/** The computer itself: the browser's own dialogues ask for files and folders there. */
export const outside = vscode.Uri.file('/');

/**
 * VS Code's dialogue shows one file system. What is to be opened may lie in that of the workspace, or on the computer.
 *
 * @see the same of Node
 */
export async function startOfDialog(folder: vscode.Uri | undefined): Promise<vscode.Uri | undefined | null> {
  const [open] = vscode.workspace.workspaceFolders ?? [];
  if (!open || open.uri.scheme === outside.scheme) return folder;
  const here = vscode.l10n.t('In {0}', open.name);
  const computer = vscode.l10n.t('On this computer');
  const answer = await vscode.window.showQuickPick([here, computer], {
    title: vscode.l10n.t('Where does it lie?'),
    placeHolder: vscode.l10n.t('Files that you drag into the Explorer lie in {0}.', open.name),
  });
  if (answer === undefined) return null;
  return answer === here ? (folder?.scheme === open.uri.scheme ? folder : open.uri) : outside;
}

/** How a new folder for the course is offered. */
export const offerOf = (folder: string): { label: string; detail: string } =>
  isOwn(folder)
    ? {
        label: vscode.l10n.t('In this browser: {0}', shownPlace(folder)),
        detail: vscode.l10n.t('Kept by this browser on this computer. “Save the Course to a Folder…” copies it.'),
      }
    : {
        label: vscode.l10n.t('In a new folder: {0}', shownPlace(folder)),
        detail: vscode.l10n.t('VS Code opens it in this window.'),
      };
