/** Weights as files: the dialogs, and what is said afterwards. */
import * as vscode from 'vscode';
import { saveWeights } from '../../frameworks/weights/node/file';
import { requireNetwork } from '../../frameworks/weights/weights';
import { host } from '../../host';
import { requireText } from '../../host/files';
import { messageOf } from '../../training/errors';
import type { LayerParameters } from '../../protocol/inspection';
import { inOpenFolder, openFolder } from './dialogFolder';
import { placeOf, startOfDialog, uriOf } from '../node/places';

/** Asks for a file of weights. @returns its path; null when none was chosen */
export async function chooseWeights(): Promise<string | null> {
  const start = await startOfDialog(openFolder());
  if (start === null) return null;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Weights'),
    openLabel: vscode.l10n.t('Import'),
    filters: { [vscode.l10n.t('Weights')]: ['npz', 'json'] },
    defaultUri: start,
  });
  return chosen?.[0] ? placeOf(chosen[0]) : null;
}

/** Asks where to, writes the weights there, and offers to go on with them. @param script the one that goes on in PyTorch */
export async function exportWeights(layers: readonly LayerParameters[], script: string): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Weights'),
    defaultUri: inOpenFolder('weights.npz'),
    filters: { [vscode.l10n.t('NumPy and PyTorch (.npz)')]: ['npz'], [vscode.l10n.t('Weights (JSON)')]: ['json'] },
  });
  if (!target) return;
  try {
    requireNetwork(layers, vscode.l10n.t('The trained network'));
    await saveWeights(placeOf(target), layers);
  } catch (error) {
    void vscode.window.showErrorMessage(messageOf(error));
    return;
  }
  const goOn = vscode.l10n.t('Go On in PyTorch');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Saved as {0}.', host.nameOf(placeOf(target))),
    ...(host.can.programs ? [goOn] : []),
  );
  if (answer === goOn) await openScript(script, host.folderOf(placeOf(target)));
}

/** Beside the weights, where it can be run and changed; a script that is there already stays as it is. */
async function openScript(script: string, beside: string): Promise<void> {
  const name = host.nameOf(script);
  try {
    const files = host.folder(beside);
    if (files.kind(name) === null) await files.write(name, requireText(host.folder(host.folderOf(script)), name));
    await vscode.window.showTextDocument(uriOf(host.placeIn(beside, name)));
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be written: {1}', name, messageOf(error)));
  }
}
