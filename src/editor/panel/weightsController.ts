/** Weights as files: those of the run whose network lives go out, those of a file become what the next runs start from. */
import { constants, copyFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { loadWeights, saveWeights } from '../../frameworks/weights/file';
import { requireNetwork, sizesOf } from '../../frameworks/weights/weights';
import { messageOf } from '../../training/errors';
import type { Inspection, RunConfig } from '../../training/protocol';
import type { Problem } from '../../training/validate';
import { inOpenFolder, openFolder } from './dialogPlace';
import type { InitialView } from './protocol';
import type { InitialWeights } from './runController';

export interface WeightsOptions {
  /** The script that goes on in PyTorch. */
  script: string;
  /** All parameters of the network whose process lives; a sentence where there is none. */
  weights(): Promise<Inspection>;
  /** What runs start from has changed. */
  onChange(initial: InitialView | null): void;
}

const CLASSES = 10;

export class WeightsController {
  private readonly options: WeightsOptions;
  private current: InitialWeights | null = null;

  constructor(options: WeightsOptions) {
    this.options = options;
  }

  get view(): InitialView | null {
    if (this.current === null) return null;
    const { name, layers } = this.current;
    return { name, hidden: sizesOf(layers).slice(1, -1) };
  }

  /** What a run with this configuration starts from; null for random weights. */
  initialFor(config: RunConfig): InitialWeights | null {
    return config.experiment === 'mnist' ? this.current : null;
  }

  /** Hidden layers that the weights of the file do not fit. */
  problemsOf(config: RunConfig): Problem[] {
    const { view } = this;
    if (view === null || config.experiment !== 'mnist' || view.hidden.join() === config.hidden.join()) return [];
    return [
      {
        field: 'hidden',
        message: vscode.l10n.t(
          'The weights of {0} are those of a network with the hidden layers {1}. Write that here, or go back to random weights.',
          view.name,
          hiddenText(view.hidden),
        ),
      },
    ];
  }

  /** Asks for a file. @returns whether there are weights now to start from */
  async import(): Promise<boolean> {
    const chosen = await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import Weights'),
      openLabel: vscode.l10n.t('Import'),
      filters: { [vscode.l10n.t('Weights')]: ['npz', 'json'] },
      defaultUri: openFolder(),
    });
    if (!chosen) return false;
    const file = chosen[0].fsPath;
    try {
      const layers = await loadWeights(file);
      const outputs = sizesOf(layers).at(-1);
      if (outputs !== CLASSES)
        throw new Error(
          vscode.l10n.t(
            '{0} holds a network with {1} outputs. A network that reads digits has {2}, one for each digit.',
            file,
            outputs ?? 0,
            CLASSES,
          ),
        );
      this.set({ name: path.basename(file), layers });
      return true;
    } catch (error) {
      // A notification has one short line: the name says enough, the folder was chosen a moment ago.
      void vscode.window.showErrorMessage(messageOf(error).replaceAll(file, path.basename(file)));
      return false;
    }
  }

  /** Runs start from random weights again. */
  drop(): void {
    this.set(null);
  }

  /** Asks where to, and writes the weights there. */
  async export(): Promise<void> {
    // Before the dialog: while somebody chooses a name, another run may begin.
    const found = await this.options.weights();
    if (found.kind !== 'weights') {
      const reason = found.kind === 'unavailable' ? found.reason : '';
      void vscode.window.showErrorMessage(vscode.l10n.t('There are no weights to export. {0}', reason));
      return;
    }
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export Weights'),
      defaultUri: inOpenFolder('weights.npz'),
      filters: { [vscode.l10n.t('NumPy and PyTorch (.npz)')]: ['npz'], [vscode.l10n.t('Weights (JSON)')]: ['json'] },
    });
    if (!target) return;
    try {
      requireNetwork(found.layers, vscode.l10n.t('The trained network'));
      await saveWeights(target.fsPath, found.layers);
    } catch (error) {
      void vscode.window.showErrorMessage(messageOf(error));
      return;
    }
    const goOn = vscode.l10n.t('Go On in PyTorch');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('Saved as {0}.', path.basename(target.fsPath)),
      goOn,
    );
    if (answer === goOn) await this.openScript(path.dirname(target.fsPath));
  }

  /** Beside the weights, where it can be run and changed; a script that is there already stays as it is. */
  private async openScript(beside: string): Promise<void> {
    const copy = path.join(beside, path.basename(this.options.script));
    try {
      await copyFile(this.options.script, copy, constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
      await vscode.window.showTextDocument(vscode.Uri.file(copy));
    } catch (error) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t('{0} could not be written: {1}', path.basename(copy), messageOf(error)),
      );
    }
  }

  private set(initial: InitialWeights | null): void {
    this.current = initial;
    this.options.onChange(this.view);
  }
}

function hiddenText(hidden: readonly number[]): string {
  return hidden.length > 0 ? hidden.join(', ') : vscode.l10n.t('none');
}
