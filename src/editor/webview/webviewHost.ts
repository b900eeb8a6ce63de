/**
 * A webview and what VS Code needs for it: made when it is first shown, taken over when VS Code brings it back after a reload of the
 * window. VS Code unloads a page that is hidden; it sends `ready` whenever it listens, and is filled then.
 */
import * as vscode from 'vscode';
import { inBackground } from '../inBackground';
import { pageLanguage } from '../l10n';
import { renderPage } from './html';

export type PageName = 'compare' | 'guide' | 'training';

/** Also the id of the serializer, and part of the activation event `onWebviewPanel:…`. */
const viewTypeOf = (page: PageName): string => `nnFromScratch.${page}`;

/** Where a page has a tab, be it hidden or not loaded since the window was. */
export const columnsOf = (page: PageName): vscode.ViewColumn[] => tabsOf(page).map(({ group }) => group.viewColumn);

function tabsOf(page: PageName): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewTypeOf(page)));
}

interface WebviewHostOptions<From extends { type: string }> {
  extensionUri: vscode.Uri;
  /** Names the page's script and style sheet in `dist/webview`. */
  page: PageName;
  /** Names two pictures in `media`. */
  icon: 'guide' | 'training';
  title: string;
  /** Left out: the title of the page. */
  tabTitle?(): string;
  /** Where it opens. */
  column(): vscode.ViewColumn;
  /** The page brings a font of its own. */
  fonts?: boolean;
  /** It can be searched as an editor can. */
  find?: boolean;
  /** Null for what is not one of the page's messages: that is dropped. */
  parse(value: unknown): From | null;
  /** Failures are shown. */
  onMessage(message: From): Promise<void>;
  /** The page is in sight, or has got the focus. */
  onShow?(): void;
  /** The page is hidden, or another one takes its place: it hears nothing until its next `ready`. */
  onHide?(): void;
  onClose(): void;
}

/**
 * VS Code brings pages back after a reload of the window, whose host then adopts them. Call while the extension is activated:
 * later is too late.
 *
 * @param revive `state` is what the page had stored, unchecked: an earlier version may have written it
 */
export function onRevive(
  page: PageName,
  revive: (panel: vscode.WebviewPanel, state: unknown) => void | Promise<void>,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(viewTypeOf(page), {
    deserializeWebviewPanel: async (panel, state) => revive(panel, state),
  });
}

export class WebviewHost<From extends { type: string }, To> implements vscode.Disposable {
  private readonly options: WebviewHostOptions<From>;
  private panel: vscode.WebviewPanel | null = null;
  /** From the page's `ready` on, until it is hidden. */
  private listening = false;

  constructor(options: WebviewHostOptions<From>) {
    this.options = options;
  }

  get isOpen(): boolean {
    return this.panel !== null;
  }

  /** Whether the page is on the screen and hears messages. */
  get isListening(): boolean {
    return this.listening;
  }

  /** Undefined while there is none, and while it is hidden. */
  get column(): vscode.ViewColumn | undefined {
    return this.panel?.visible ? this.panel.viewColumn : undefined;
  }

  /** Brings it into sight, made if need be. */
  reveal({ focus = true } = {}): void {
    this.updateTitle();
    if (this.panel) return this.panel.reveal(undefined, !focus);
    const { page, column, find } = this.options;
    // VS Code brings a page back only when its tab is looked at: until then, it is a tab without a page.
    const before = tabsOf(page);
    this.adopt(
      vscode.window.createWebviewPanel(
        viewTypeOf(page),
        this.tabTitle,
        { viewColumn: before.at(0)?.group.viewColumn ?? column(), preserveFocus: !focus },
        { enableFindWidget: find },
      ),
    );
    inBackground(closeTabs(before));
  }

  /** Call when the title of the tab may be another one. */
  updateTitle(): void {
    if (this.panel && this.panel.title !== this.tabTitle) this.panel.title = this.tabTitle;
  }

  /** What the page does not hear is lost. */
  post(message: To): void {
    if (this.panel && this.listening) void this.panel.webview.postMessage(message);
  }

  /** Closes it, without `onClose`. */
  dispose(): void {
    const { panel } = this;
    this.panel = null;
    panel?.dispose();
  }

  /** Takes over a page that VS Code has brought back, unless there is one already. */
  revive(panel: vscode.WebviewPanel): void {
    if (this.panel) panel.dispose();
    else this.adopt(panel);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const { extensionUri, icon, page, parse, onMessage, onShow, onClose } = this.options;
    this.panel = panel;
    this.hidden();
    this.updateTitle();
    const picture = (theme: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'media', `${icon}-${theme}.svg`);
    panel.iconPath = { light: picture('light'), dark: picture('dark') };
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = null;
      this.listening = false;
      onClose();
    });
    panel.onDidChangeViewState(() => {
      if (this.panel !== panel) return;
      if (panel.visible) onShow?.();
      else this.hidden();
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parse(value);
      if (!message || this.panel !== panel) return;
      if (message.type === 'ready') this.listening = true;
      inBackground(onMessage(message));
    });
    const file = (...names: string[]): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'dist', 'webview', ...names);
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [file()] };
    webview.html = renderPage({
      title: this.options.title,
      noScript: vscode.l10n.t('This page needs scripts, and they are switched off here.'),
      language: pageLanguage(),
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(file(`${page}.js`)).toString(),
      styleUri: webview.asWebviewUri(file(`${page}.css`)).toString(),
      nonce: globalThis.crypto.randomUUID(),
      fonts: this.options.fonts,
    });
  }

  private hidden(): void {
    this.listening = false;
    this.options.onHide?.();
  }

  private get tabTitle(): string {
    return this.options.tabTitle?.() ?? this.options.title;
  }
}

async function closeTabs(tabs: readonly vscode.Tab[]): Promise<void> {
  await vscode.window.tabGroups.close(tabs, true);
}
