/** The learner's own images: which folder they are in, remembered for each workspace. */
import * as vscode from 'vscode';
import { lookAtMnist } from '../training/data/node/mnistFolder';
import type { DataFolderService } from './panel/services';
import { placeOf, startOfDialog, uriOf } from './node/places';

const KEY = 'training.dataFolder';

export function dataFolderService(state: vscode.Memento): DataFolderService {
  const current = (): string | null => state.get<string>(KEY) ?? null;
  return {
    current,
    async choose() {
      const before = current();
      const start = await startOfDialog(before === null ? undefined : uriOf(before));
      if (start === null) return null;
      const chosen = await vscode.window.showOpenDialog({
        title: vscode.l10n.t('A folder with the four files of MNIST or Fashion-MNIST'),
        openLabel: vscode.l10n.t('Train on This Folder'),
        canSelectFiles: false,
        canSelectFolders: true,
        defaultUri: start,
      });
      const folder = chosen?.[0] ? placeOf(chosen[0]) : null;
      if (folder !== null) await state.update(KEY, folder);
      return folder;
    },
    lookAt: lookAtMnist,
  };
}
