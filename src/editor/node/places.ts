/** What VS Code calls an address and the host a place: in Node, the path of a file. */
import * as vscode from 'vscode';
import { host } from '../../host';

/** Whether something lies where the host can reach it. */
export const hasPlace = ({ scheme }: vscode.Uri): boolean => scheme === 'file';

/** Whether a file that was chosen in a dialogue is read and written by the host; else VS Code does it. */
export const isOnDisk = hasPlace;

export const placeOf = ({ fsPath }: vscode.Uri): string => fsPath;

export const uriOf = (place: string): vscode.Uri => vscode.Uri.file(place);

/** The files that the course may be about. */
export const FILES: vscode.DocumentFilter = { scheme: 'file' };

/** As one writes it in a terminal: with `~` for the home folder. */
export function shownPlace(folder: string): string {
  const path = host.pathIn(host.home, folder);
  return path === null ? folder : host.placeIn('~', path);
}

/** Where a dialogue begins that asks for something to open. @returns null when the learner wants none */
export const startOfDialog = (folder: vscode.Uri | undefined): Promise<vscode.Uri | undefined | null> =>
  Promise.resolve(folder);

/** How a new folder for the course is offered. */
export const offerOf = (folder: string): { label: string; detail: string } => ({
  label: vscode.l10n.t('In a new folder: {0}', shownPlace(folder)),
  detail: vscode.l10n.t('VS Code opens it in this window, and may ask whether you trust it: it is your own.'),
});
