/** The training panel in the editor: one webview, shown again with everything whenever it comes back. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { DataChoice, ExperimentId, RunConfig } from '../../training/protocol';
import { messageOf } from '../../training/errors';
import { besideTheCode } from '../columns';
import { pageLanguage, translate } from '../l10n';
import { DownloadController } from './downloadController';
import { renderPage } from './html';
import { type FirstMove, type FromWebview, type ToWebview, parseFromWebview } from './protocol';
import { Background } from './background';
import { RaceController } from './raceController';
import { RunController } from './runController';
import { chooseRuns, exportImage, exportRuns } from './runDialogs';
import { RunStore } from './runStore';
import type { PanelServices } from './services';
import { WeightsController } from './weightsController';
import { dataViews, experimentView, scheduleViews, startProblems } from './views';

/** Also the id of the serializer, and part of the activation event `onWebviewPanel:…`. */
export const TRAINING_VIEW_TYPE = 'nnFromScratch.training';

/** The id of the page's section; see `webview/training/sections.ts`. */
const RACE_SECTION = 'race';

export class TrainingPanels implements vscode.WebviewPanelSerializer {
  private readonly context: vscode.ExtensionContext;
  private readonly services: PanelServices;
  private readonly runs: RunController;
  private readonly download: DownloadController;
  private readonly background: Background;
  private readonly weights: WeightsController;
  private readonly race: RaceController;
  private panel: vscode.WebviewPanel | null = null;
  /** True from the page's `ready` until it is hidden: only then does it hear messages. */
  private listening = false;
  private select: ExperimentId | null = null;
  /** The section to bring to the front once the page hears. */
  private section: string | null = null;

  constructor(context: vscode.ExtensionContext, services: PanelServices) {
    this.context = context;
    this.services = services;
    const now = (): number => performance.now();
    this.runs = new RunController({
      // Without a folder there is no place of its own; then runs are kept for all windows without one.
      store: new RunStore(vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'runs').fsPath),
      createSession: () => services.createSession(),
      prepare: (config) => services.prepare(config),
      print: (text) => services.print(text),
      warn: (text) => void vscode.window.showWarningMessage(text),
      onMessage: (message) => this.follow(message),
      now,
      words: { t: translate, language: pageLanguage().tag },
    });
    this.background = new Background({
      run: () => this.runs.run,
      show: () => this.open(),
      stop: () => this.runs.stop(),
      now,
    });
    this.weights = new WeightsController({
      script: vscode.Uri.joinPath(context.extensionUri, 'media', 'python', 'continue_training.py').fsPath,
      weights: () => this.runs.ask({ kind: 'weights' }),
      onChange: (initial) => this.send({ type: 'initial', initial }),
    });
    this.race = new RaceController({
      service: services.matmul,
      onChange: (race) => this.send({ type: 'race', race }),
      t: translate,
    });
    this.download = new DownloadController(
      services.mnist,
      (download) => this.send({ type: 'download', download }),
      now,
    );
  }

  /** Disposing ends the run under way. */
  register(): vscode.Disposable {
    return vscode.Disposable.from(vscode.window.registerWebviewPanelSerializer(TRAINING_VIEW_TYPE, this), {
      dispose: () => this.dispose(),
    });
  }

  /** Shows the panel, made if need be, with this experiment chosen. */
  open(experiment?: ExperimentId): void {
    this.select = experiment ?? null;
    if (this.panel) {
      this.panel.reveal(undefined, false);
      void this.hydrate();
      return;
    }
    this.adopt(vscode.window.createWebviewPanel(TRAINING_VIEW_TYPE, vscode.l10n.t('Training'), besideTheCode()));
  }

  /** Asks for a file of weights, and shows the panel with MNIST chosen, where runs start from them. */
  async importWeights(): Promise<void> {
    if (await this.weights.import()) this.open('mnist');
  }

  exportWeights(): Promise<void> {
    return this.weights.export();
  }

  /** Shows the panel with the race of the matrix products. */
  openRace(): void {
    this.section = RACE_SECTION;
    this.open('mnist');
  }

  /** Call when a lesson has passed or failed, or when the data folder has changed. */
  refresh(): void {
    void this.hydrate();
  }

  /** VS Code brings a panel back after a reload of the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.adopt(panel);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const before = this.panel;
    this.panel = panel;
    before?.dispose();
    this.listening = false;
    this.background.end();
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.context.extensionUri, 'media', 'training-light.svg'),
      dark: vscode.Uri.joinPath(this.context.extensionUri, 'media', 'training-dark.svg'),
    };
    panel.onDidDispose(() => this.forget(panel));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.listening = false;
      else void this.hydrate();
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parseFromWebview(value);
      if (message && this.panel === panel) void this.receive(message);
    });
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.file()] };
    panel.webview.html = this.html(panel.webview);
  }

  private forget(panel: vscode.WebviewPanel): void {
    if (this.panel !== panel) return;
    this.panel = null;
    this.listening = false;
    this.race.stop();
    const { run } = this.runs;
    if (run && this.runs.isActive) this.background.begin(run);
    else this.runs.release();
  }

  private async receive(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.listening = true;
        return this.hydrate();
      case 'start':
        return this.start(message.config, message.first);
      case 'pause':
        return this.runs.pause();
      case 'resume':
        return this.runs.resume();
      case 'step':
        return this.runs.step();
      case 'epoch':
        return this.runs.epoch();
      case 'stop':
        return this.runs.stop();
      case 'openLocation':
        return this.services.openLocation(message.location);
      case 'openLesson':
        return this.services.openLesson(message.lesson);
      case 'clearHistory':
        return this.runs.clearHistory();
      case 'inspect':
        return this.runs.inspect(message.id, message.request);
      case 'pinRun':
        return this.runs.pin(message.runId, message.pinned);
      case 'renameRun':
        return this.runs.rename(message.runId, message.name);
      case 'deleteRun':
        return this.runs.delete(message.runId);
      case 'exportRuns':
        return exportRuns(this.runs.find(message.runIds), message.format);
      case 'exportImage':
        return exportImage(message.name, message.png);
      case 'importRuns':
        return this.importRuns();
      case 'startRace':
        return this.race.start();
      case 'stopRace':
        return this.race.stop();
      case 'downloadMnist':
        await this.download.start();
        return this.hydrate();
      case 'cancelDownload':
        return this.download.cancel();
      case 'chooseDataFolder':
        if ((await this.services.dataFolder.choose()) !== null) await this.sendData('folder');
        return;
      case 'compareFrameworks':
        return void vscode.commands.executeCommand('nnFromScratch.compareFrameworks', message.config);
      case 'exportWeights':
        return this.weights.export();
      case 'importWeights':
        return void this.weights.import();
      case 'dropWeights':
        return this.weights.drop();
    }
  }

  private async start(config: RunConfig, first: FirstMove): Promise<void> {
    const [experiments, data] = await Promise.all([this.services.experiments(), dataViews(this.services, translate)]);
    const problems = [...startProblems(config, experiments, data, translate), ...this.weights.problemsOf(config)];
    if (problems.length > 0) this.send({ type: 'refused', problems });
    else await this.runs.start(config, first, this.weights.initialFor(config));
    // What could not start may have found out that the data are gone or damaged.
    if (this.runs.run?.state === 'failed') await this.sendData(null);
  }

  private async sendData(select: DataChoice['kind'] | null): Promise<void> {
    this.send({ type: 'data', data: await dataViews(this.services, translate), select });
  }

  private async importRuns(): Promise<void> {
    const file = await chooseRuns();
    if (!file) return;
    try {
      const added = this.runs.import(file.text, file.name);
      void vscode.window.showInformationMessage(
        added === 0
          ? vscode.l10n.t('All runs of {0} are in the list already.', file.name)
          : vscode.l10n.t('Runs loaded from {0}: {1}. They are pinned.', file.name, added),
      );
    } catch (error) {
      void vscode.window.showErrorMessage(messageOf(error));
    }
  }

  private async hydrate(): Promise<void> {
    if (!this.listening) return;
    await this.runs.load();
    const [experiments, data] = await Promise.all([this.services.experiments(), dataViews(this.services, translate)]);
    // Hidden meanwhile: what is wanted of the page waits until it is there again.
    if (!this.panel?.visible || !this.listening) return;
    const { select } = this;
    this.select = null;
    // From here on nothing waits: what is sent is the state of this moment, and later changes come after it.
    this.send({
      type: 'hydrate',
      experiments: experiments.map((info) => experimentView(info, translate)),
      schedules: scheduleViews(translate),
      data,
      run: this.runs.run,
      pace: this.runs.pace,
      history: this.runs.history,
      download: this.download.view,
      initial: this.weights.view,
      live: this.runs.live,
      select,
    });
    this.send({ type: 'race', race: this.race.view });
    if (this.section !== null) this.send({ type: 'section', section: this.section });
    this.section = null;
  }

  /** What happens in a run goes to the page, or to the status bar while there is none. */
  private follow(message: ToWebview): void {
    this.send(message);
    if (message.type === 'metrics') this.background.update();
    if (message.type === 'state') this.background.stateChanged();
  }

  private send(message: ToWebview): void {
    if (this.panel?.visible && this.listening) void this.panel.webview.postMessage(message);
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
    this.download.cancel();
    this.race.stop();
    this.background.dispose();
    this.runs.dispose();
    const { panel } = this;
    this.panel = null;
    panel?.dispose();
  }
}
