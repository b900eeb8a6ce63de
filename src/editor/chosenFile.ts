/** Reads a file that was chosen in a dialogue. */
import * as vscode from 'vscode';
import { host } from '../host';
import { requireSize } from '../host/files';
import { isOnDisk, placeOf } from './node/places';

/**
 * @param most bytes that a file of its kind can have
 * @throws FileRefused where it is no ordinary file, or too large; Error that says why it cannot be read
 */
export async function readChosen(file: vscode.Uri, most: number): Promise<Uint8Array> {
  if (isOnDisk(file)) {
    const bytes = host.folder(host.folderOf(placeOf(file))).read(host.nameOf(placeOf(file)), most);
    if (bytes === null) throw new Error(vscode.l10n.t('it is not there any more'));
    return bytes;
  }
  // Elsewhere there is only what VS Code says of it.
  const { type, size } = await vscode.workspace.fs.stat(file);
  if ((type & vscode.FileType.File) === 0) throw new Error(vscode.l10n.t('it is not an ordinary file'));
  requireSize(host.nameOf(file.path), size, most);
  // eslint-disable-next-line no-restricted-syntax -- what it is and how large was looked at above
  return vscode.workspace.fs.readFile(file);
}
