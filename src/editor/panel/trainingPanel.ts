/** The training panel in the editor: one webview, its place among the editors, and what VS Code shows outside it. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ExperimentId } from '../../protocol/config';
import { COMPLETE } from '../../training/experiments/table';
import { besideTheCode } from '../columns';
import { inBackground } from '../inBackground';
import { pageLanguage } from '../l10n';
import { Background } from './background';
import { renderPage } from './html';
import { PanelController } from './panelController';
import { FromWebview } from '../../protocol/panel';
import { parse } from '../../protocol/schema';
import { chooseRuns, exportImage, exportRuns } from './runDialogs';
import { RunStore } from './runStore';
import type { PanelDialogs, PanelServices } from './services';
import { chooseWeights, exportWeights } from './weightsDialogs';

/** Also the id of the serializer, and part of the activation event `onWebviewPanel:…`. */
export const TRAINING_VIEW_TYPE = 'nnFromScratch.training';

/** The id of the page's section; see `webview/training/sections.ts`. */
const RACE_SECTION = 'race';

export class TrainingPanels implements vscode.WebviewPanelSerializer {
  private readonly context: vscode.ExtensionContext;
  private readonly controller: PanelController;
  private readonly background: Background;
  private panel: vscode.WebviewPanel | null = null;

  constructor(context: vscode.ExtensionContext, services: PanelServices) {
    this.context = context;
    this.controller = new PanelController({
      services,
      dialogs: dialogs(context),
      // Without a folder there is no place of its own; then runs are kept for all windows without one.
      store: new RunStore(vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'runs').fsPath),
      post: (message) => {
        if (this.panel?.visible) void this.panel.webview.postMessage(message);
      },
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
  }

  /** Disposing ends the run under way. */
  register(): vscode.Disposable {
    return vscode.Disposable.from(vscode.window.registerWebviewPanelSerializer(TRAINING_VIEW_TYPE, this), {
      dispose: () => this.dispose(),
    });
  }

  /** Shows the panel, made if need be, with this experiment chosen. */
  open(experiment?: ExperimentId, section?: string): void {
    this.controller.bringToFront(experiment ?? null, section);
    if (this.panel) {
      this.panel.reveal(undefined, false);
      this.refresh();
      return;
    }
    this.adopt(vscode.window.createWebviewPanel(TRAINING_VIEW_TYPE, vscode.l10n.t('Training'), besideTheCode()));
  }

  /** Asks for a file of weights, and shows the panel with MNIST chosen, where runs start from them. */
  async importWeights(): Promise<void> {
    if (await this.controller.weights.import()) this.open(COMPLETE);
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

  /** VS Code brings a panel back after a reload of the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.adopt(panel);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const before = this.panel;
    this.panel = panel;
    before?.dispose();
    this.controller.pageGone();
    this.background.end();
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.context.extensionUri, 'media', 'training-light.svg'),
      dark: vscode.Uri.joinPath(this.context.extensionUri, 'media', 'training-dark.svg'),
    };
    panel.onDidDispose(() => this.forget(panel));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.controller.pageGone();
      else this.refresh();
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parse(FromWebview, value);
      if (message && this.panel === panel) inBackground(this.controller.receive(message));
    });
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.file()] };
    panel.webview.html = this.html(panel.webview);
  }

  private forget(panel: vscode.WebviewPanel): void {
    if (this.panel !== panel) return;
    this.panel = null;
    this.controller.close();
    const { run, isActive } = this.controller.runs;
    if (run && isActive) this.background.begin(run);
  }

  private html(webview: vscode.Webview): string {
    return renderPage({
      title: vscode.l10n.t('Training'),
      noScript: vscode.l10n.t('This panel needs scripts, and they are switched off here.'),
      language: pageLanguage(),
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(this.file('training.js')).toString(),
      styleUri: webview.asWebviewUri(this.file('training.css')).toString(),
      nonce: randomBytes(16).toString('base64url'),
    });
  }

  private file(...names: string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.context.extensionUri, 'dist', 'webview', ...names);
  }

  private dispose(): void {
    this.controller.dispose();
    this.background.dispose();
    const { panel } = this;
    this.panel = null;
    panel?.dispose();
  }
}

function dialogs({ extensionUri }: vscode.ExtensionContext): PanelDialogs {
  const script = vscode.Uri.joinPath(extensionUri, 'media', 'python', 'continue_training.py').fsPath;
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
