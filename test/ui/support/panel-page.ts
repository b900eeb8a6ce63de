/** The real page of the training panel in a real browser, with a host that a test or a bench plays. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { renderPage } from '../../../src/editor/panel/html';
import type { FromWebview, ToWebview } from '../../../src/editor/panel/protocol';
import { launchBrowser, repositoryRoot } from './scripts';

const ORIGIN = 'http://panel.test';

export type PageTheme = 'dark' | 'light';

/** As VS Code's Dark Modern and Light Modern have them; what is missing falls back. */
const COLORS: Record<PageTheme, Record<string, string>> = {
  dark: {
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'editor-background': '#1f1f1f',
    'editor-foreground': '#cccccc',
    focusBorder: '#0078d4',
    'panel-border': '#2b2b2b',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#313131',
    'button-secondaryForeground': '#cccccc',
    'input-background': '#313131',
    'dropdown-background': '#313131',
    'textLink-foreground': '#4daafc',
    'charts-blue': '#3794ff',
    'charts-orange': '#d18616',
    'charts-green': '#89d185',
    'charts-purple': '#b180d7',
    'charts-red': '#f14c4c',
    'charts-yellow': '#cca700',
  },
  light: {
    foreground: '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    'editor-background': '#ffffff',
    'editor-foreground': '#3b3b3b',
    focusBorder: '#005fb8',
    'panel-border': '#e5e5e5',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'input-background': '#ffffff',
    'dropdown-background': '#ffffff',
    'textLink-foreground': '#005fb8',
    'charts-blue': '#1a85ff',
    'charts-orange': '#d18616',
    'charts-green': '#388a34',
    'charts-purple': '#652d90',
    'charts-red': '#e51400',
    'charts-yellow': '#bf8803',
  },
};

export interface PanelPage {
  page: Page;
  /** Sends messages to the page, as the extension host does. */
  send(...messages: ToWebview[]): Promise<void>;
  /** What the page has sent so far. */
  sent(): Promise<FromWebview[]>;
  close(): Promise<void>;
}

/** Opens the page in a browser of its own, after `npm run build`. */
export async function openPanelPage({
  theme = 'dark' as PageTheme,
  viewport = { width: 1280, height: 900 },
  browser: given = undefined as Browser | undefined,
  /** Runs in the page before its own script. */
  initScript = '',
} = {}): Promise<PanelPage> {
  const browser = given ?? (await launchBrowser());
  const page = await browser.newPage({ viewport });
  const html = renderPage({
    title: 'Training',
    noScript: '',
    language: { tag: 'en', bundle: {} },
    cspSource: ORIGIN,
    scriptUri: `${ORIGIN}/training.js`,
    styleUri: `${ORIGIN}/training.css`,
    nonce: 'page',
  });
  await page.route(`${ORIGIN}/**`, (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    if (name === 'panel') return route.fulfill({ contentType: 'text/html', body: html });
    const file = path.join(repositoryRoot, 'dist', 'webview', name);
    const contentType = name.endsWith('.js') ? 'text/javascript' : 'text/css';
    return route.fulfill({ contentType, body: readFileSync(file, 'utf8') });
  });
  await page.addInitScript(hostScript(theme));
  if (initScript !== '') await page.addInitScript(initScript);
  await page.goto(`${ORIGIN}/panel`);
  await page.waitForFunction('hostHas("ready")');
  return {
    page,
    send: (...messages) => page.evaluate(`hostSends(${JSON.stringify(messages)})`),
    sent: () => page.evaluate<FromWebview[]>('hostMessages'),
    close: () => (given ? page.close() : browser.close()),
  };
}

/** Runs in the page before its own script: the part of VS Code that a webview sees. */
function hostScript(theme: PageTheme): string {
  const colors = Object.entries({
    ...COLORS[theme],
    'font-family': 'system-ui, sans-serif',
    'font-size': '13px',
  });
  return `
    globalThis.hostMessages = [];
    globalThis.hostHas = (type) => hostMessages.some((message) => message.type === type);
    globalThis.hostSends = (messages) => { for (const data of messages) window.dispatchEvent(new MessageEvent('message', { data })); };
    let kept;
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => hostMessages.push(message),
      getState: () => kept,
      setState: (state) => { kept = state; },
    });
    document.addEventListener('DOMContentLoaded', () => {
      document.body.className = 'vscode-${theme}';
      for (const [name, value] of ${JSON.stringify(colors)}) document.documentElement.style.setProperty('--vscode-' + name, value);
    });
  `;
}
