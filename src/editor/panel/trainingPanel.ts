/** The training panel in the editor: one webview, its place among the editors, and what VS Code shows outside it. */
import * as vscode from 'vscode';
import { COMPLETE, type ExperimentId } from '../../training/experiments/table';
import { besideTheCode } from '../columns';
import { inBackground } from '../inBackground';
import { WebviewHost } from '../webview/webviewHost';
import { Background } from './background';
import { PanelController } from './panelController';
import { FromWebview, type ToWebview } from '../../protocol/panel';
import { parse } from '../../protocol/schema';
import { chooseRuns, exportImage, exportRuns } from './runDialogs';
import { RunStore } from './runStore';
import type { PanelDialogs, PanelServices } from './services';
import { chooseWeights, exportWeights } from './weightsDialogs';
import { placeOf } from '../node/places';
import { runsFolder } from '../runsFolder';

/** Ids of the page's sections; see `webview/training/sections.ts`. */
const RACE_SECTION = 'race';
const BUILT_SECTION = 'built';

export class TrainingPanels implements vscode.Disposable {
  private readonly controller: PanelController;
  private readonly background: Background;
  private readonly webview: WebviewHost<FromWebview, ToWebview>;

  constructor(context: vscode.ExtensionContext, services: PanelServices) {
    this.controller = new PanelController({
      services,
      dialogs: dialogs(context),
      // Without a folder there is no place of its own; then runs are kept for all windows without one.
      store: new RunStore(placeOf(runsFolder(context))),
      post: (message) => this.webview.post(message),
      onRun: ({ type }) => {
        if (type === 'metrics') this.background.update();
        if (type === 'state') this.background.stateChanged();
      },
    });
    const { runs } = this.controller;
    this.background = new Background({
      run: () => runs.run,
      show: () => this.open(),
      stop: () => runs.stop(),
      now: () => performance.now(),
    });
    this.webview = new WebviewHost({
      extensionUri: context.extensionUri,
      page: 'training',
      icon: 'training',
      title: vscode.l10n.t('Training'),
      column: besideTheCode,
      parse: (value) => parse(FromWebview, value),
      onMessage: (message) => this.controller.receive(message),
      onShow: () => this.refresh(),
      onHide: () => this.controller.pageGone(),
      onClose: () => this.closed(),
    });
  }

  /** Shows the panel, made if need be, with this experiment chosen. @param begin starts it, too */
  open(experiment?: ExperimentId, section?: string, begin = false): void {
    this.controller.bringToFront(experiment ?? null, section, begin);
    this.background.end();
    this.webview.reveal();
    this.refresh();
  }

  revive(panel: vscode.WebviewPanel): void {
    this.background.end();
    this.webview.revive(panel);
  }

  /** Asks for a file of weights, and shows the panel with the experiment chosen whose runs start from them. */
  async importWeights(): Promise<void> {
    const { weights } = this.controller;
    if (await weights.import()) this.open(weights.view?.experiment ?? COMPLETE);
  }

  /** Shows the panel with the page at the end of the course. */
  openBuilt(): void {
    this.open(COMPLETE, BUILT_SECTION);
  }

  exportWeights(): Promise<void> {
    return this.controller.weights.export();
  }

  /** Shows the panel with the race of the matrix products. */
  openRace(): void {
    this.open(COMPLETE, RACE_SECTION);
  }

  /** Call when a lesson has passed or failed, or when the data folder has changed. */
  refresh(): void {
    inBackground(this.controller.hydrate());
  }

  /** Ends the run under way. */
  dispose(): void {
    this.controller.dispose();
    this.background.dispose();
    this.webview.dispose();
  }

  private closed(): void {
    this.controller.close();
    const { run, isActive } = this.controller.runs;
    if (run && isActive) this.background.begin(run);
  }
}

function dialogs({ extensionUri }: vscode.ExtensionContext): PanelDialogs {
  const script = placeOf(vscode.Uri.joinPath(extensionUri, 'media', 'python', 'continue_training.py'));
  return {
    inform: (text) => void vscode.window.showInformationMessage(text),
    warn: (text) => void vscode.window.showWarningMessage(text),
    fail: (text) => void vscode.window.showErrorMessage(text),
    exportRuns,
    exportImage,
    chooseRuns,
    chooseWeights,
    exportWeights: (layers) => exportWeights(layers, script),
  };
}
