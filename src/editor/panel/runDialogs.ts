/** Saving and loading runs and pictures: the dialogs, and what is said afterwards. */
import * as vscode from 'vscode';
import { fromBase64 } from '../../host/bytes';
import { FileRefused } from '../../host/files';
import { textOf } from '../../host/text';
import { messageOf } from '../../training/errors';
import type { RunSnapshot } from '../../protocol/runFile';
import type { ExportFormat } from '../../protocol/panel';
import { readChosen } from '../chosenFile';
import { startOfDialog } from '../node/places';
import { inOpenFolder, openFolder } from './dialogFolder';
import { writeCsv, writeRuns } from './runFile';

/** A file of runs that is larger than this holds something else. */
const MAX_BYTES = 50_000_000;
const PNG = [0x89, 0x50, 0x4e, 0x47];

/** Asks where to, and writes the runs there. */
export async function exportRuns(runs: readonly RunSnapshot[], format: ExportFormat): Promise<void> {
  if (runs.length === 0) return;
  const name = runs.length === 1 ? runs[0].name : vscode.l10n.t('{0} runs', runs.length);
  const text = format === 'csv' ? writeCsv(runs) : writeRuns(runs);
  const kind = format === 'csv' ? vscode.l10n.t('Table (CSV)') : vscode.l10n.t('Runs (JSON)');
  await save(vscode.l10n.t('Export Runs'), name, format, kind, new TextEncoder().encode(text));
}

/** @param png base64 */
export async function exportImage(name: string, png: string): Promise<void> {
  const bytes = bytesOf(png);
  if (!PNG.every((byte, i) => bytes[i] === byte)) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The picture could not be saved: the panel made no PNG of it.'));
    return;
  }
  await save(vscode.l10n.t('Save the Picture'), name, 'png', vscode.l10n.t('Picture (PNG)'), bytes);
}

/** @returns none where it is not base64 */
function bytesOf(base64: string): Uint8Array {
  try {
    return fromBase64(base64);
  } catch {
    return new Uint8Array();
  }
}

/** Asks for a file with runs. @returns null when none was chosen, or it cannot be read; the latter was told */
export async function chooseRuns(): Promise<{ text: string; name: string } | null> {
  const start = await startOfDialog(openFolder());
  if (start === null) return null;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Load Runs'),
    openLabel: vscode.l10n.t('Load'),
    filters: { [vscode.l10n.t('Runs (JSON)')]: ['json'] },
    defaultUri: start,
  });
  if (!chosen) return null;
  const name = baseName(chosen[0]);
  try {
    return { text: textOf(await readChosen(chosen[0], MAX_BYTES)), name };
  } catch (error) {
    void vscode.window.showErrorMessage(
      error instanceof FileRefused
        ? error.message
        : vscode.l10n.t('{0} could not be read: {1}', name, messageOf(error)),
    );
    return null;
  }
}

async function save(title: string, name: string, ending: string, kind: string, bytes: Uint8Array): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title,
    defaultUri: inOpenFolder(`${safeName(name)}.${ending}`),
    filters: { [kind]: [ending] },
  });
  if (!target) return;
  try {
    await writeWhole(target, bytes);
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} could not be written: {1}', baseName(target), messageOf(error)),
    );
    return;
  }
  void vscode.window.showInformationMessage(vscode.l10n.t('Saved as {0}.', baseName(target)));
}

/** All of it or nothing, on any file system: beside the target first. */
async function writeWhole(target: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const beside = target.with({ path: `${target.path}.tmp` });
  try {
    await vscode.workspace.fs.writeFile(beside, bytes);
    await vscode.workspace.fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await vscode.workspace.fs.delete(beside).then(undefined, () => undefined);
    throw error;
  }
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Without what one of the systems does not allow in a file's name. */
function safeName(name: string): string {
  return name
    .replaceAll(' · ', ' ')
    .replace(/[\\/:*?"<>|]/g, '-')
    .trim()
    .slice(0, 80);
}
