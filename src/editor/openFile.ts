/** Opens a file of the learner's folder. */
import * as vscode from 'vscode';
import { host } from '../host';
import { uriOf } from './node/places';

/** @param file in the folder, with forward slashes. Where it cannot be opened, the learner is told what to do. */
export async function openFile(
  folder: string,
  file: string,
  viewColumn: vscode.ViewColumn | undefined,
  at?: { line: number; column: number },
): Promise<void> {
  const position = at && new vscode.Position(at.line - 1, at.column - 1);
  try {
    await vscode.window.showTextDocument(uriOf(host.placeIn(folder, file)), {
      viewColumn,
      selection: position && new vscode.Range(position, position),
    });
  } catch {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        '{0} is missing. Run “Restore Missing Course Files”: it adds the file and leaves your others alone.',
        file,
      ),
    );
  }
}
