/** The webview that the guide lives in: made when first shown, filled again whenever it comes back. */
import * as vscode from 'vscode';
import { pageLanguage } from '../l10n';
import { renderPage } from '../panel/html';
import { GuideToHost, type HostToGuide } from '../../protocol/guide';
import { parse } from '../../protocol/schema';

/** Also the id of the serializer, and part of the activation event `onWebviewPanel:…`. */
export const GUIDE_VIEW_TYPE = 'nnFromScratch.guide';

export interface GuidePanelOptions {
  extensionUri: vscode.Uri;
  /** Called with every message but `ready`. */
  onMessage(message: Exclude<GuideToHost, { type: 'ready' }>): void;
  /** The page listens, and knows nothing yet. */
  onReady(): void;
  onClose(): void;
}

export class GuidePanel implements vscode.Disposable {
  private readonly options: GuidePanelOptions;
  private panel: vscode.WebviewPanel | null = null;
  /** True from the page's `ready` until it is hidden: only then does it hear messages. */
  private listening = false;

  constructor(options: GuidePanelOptions) {
    this.options = options;
  }

  get isOpen(): boolean {
    return this.panel !== null;
  }

  /** Whether the page is on the screen and hears messages. One that comes into sight asks for everything. */
  get isListening(): boolean {
    return this.listening;
  }

  /** Undefined while there is none, and while it is hidden. */
  get column(): vscode.ViewColumn | undefined {
    return this.panel?.visible ? this.panel.viewColumn : undefined;
  }

  /** Brings it into sight, beside the editor that is in front when it is new. */
  reveal(title: string, focus: boolean): void {
    if (this.panel) {
      this.setTitle(title);
      this.panel.reveal(undefined, !focus);
      return;
    }
    const viewColumn = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    this.adopt(
      vscode.window.createWebviewPanel(
        GUIDE_VIEW_TYPE,
        title,
        { viewColumn, preserveFocus: !focus },
        { enableFindWidget: true },
      ),
    );
  }

  /** Takes over a panel that VS Code has made, for example after a reload of the window. */
  adopt(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    this.listening = false;
    const media = (name: string): vscode.Uri => vscode.Uri.joinPath(this.options.extensionUri, 'media', name);
    panel.iconPath = { light: media('guide-light.svg'), dark: media('guide-dark.svg') };
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = null;
      this.listening = false;
      this.options.onClose();
    });
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.listening = false;
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parse(GuideToHost, value);
      if (!message || this.panel !== panel) return;
      if (message.type === 'ready') {
        this.listening = true;
        this.options.onReady();
      } else this.options.onMessage(message);
    });
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.file()] };
    panel.webview.html = this.html(panel.webview);
  }

  setTitle(title: string): void {
    if (this.panel && this.panel.title !== title) this.panel.title = title;
  }

  send(message: HostToGuide): void {
    if (this.panel && this.listening) void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private html(webview: vscode.Webview): string {
    return renderPage({
      title: vscode.l10n.t('Guide'),
      noScript: vscode.l10n.t('This page needs scripts, and they are switched off here.'),
      language: pageLanguage(),
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(this.file('guide.js')).toString(),
      styleUri: webview.asWebviewUri(this.file('guide.css')).toString(),
      nonce: globalThis.crypto.randomUUID(),
      fonts: true,
    });
  }

  private file(...names: string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.options.extensionUri, 'dist', 'webview', ...names);
  }
}
