/** The real page of a webview in a real browser, with a host that a test or a bench plays. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { renderPage } from '../../../src/editor/webview/html';
import { launchBrowser, repositoryRoot } from './scripts';
import { type Theme, classOf } from './themes';
import { readLook } from './vscode-look';

const ORIGIN = 'http://page.test';
const MIME: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };

export interface WebviewPage<From, To> {
  page: Page;
  /** Sends messages to the page, as the extension host does. */
  send(...messages: To[]): Promise<void>;
  /** What the page has sent so far. */
  sent(): Promise<From[]>;
  /** Gives it the colours of another theme. */
  show(theme: Theme): Promise<void>;
  close(): Promise<void>;
}

export interface PageOptions {
  theme?: Theme;
  viewport?: { width: number; height: number };
  browser?: Browser;
  /** Runs in the page before its own script. */
  initScript?: string;
  /** As the user's settings have it. */
  reducedMotion?: boolean;
  /** Is handed what the page sends. */
  onMessage?: (value: unknown) => void;
}

/** Opens the page, after `npm run build`; in a browser of its own when none is given. */
export async function openWebviewPage<From, To>(
  name: 'guide' | 'training' | 'compare',
  {
    theme = 'dark',
    viewport = { width: 1280, height: 900 },
    browser: given,
    initScript = '',
    reducedMotion = false,
    onMessage,
  }: PageOptions = {},
): Promise<WebviewPage<From, To>> {
  const browser = given ?? (await launchBrowser());
  const page = await browser.newPage({ viewport });
  const look = readLook();
  await page.route(`${ORIGIN}/**`, (route) => {
    const file = path.basename(new URL(route.request().url()).pathname);
    if (file === 'page') return route.fulfill({ contentType: 'text/html', body: html(name) });
    const contentType = MIME[path.extname(file)];
    if (file === 'vscode.css') return route.fulfill({ contentType, body: look.styles.join('\n') });
    return route.fulfill({
      contentType,
      body: readFileSync(path.join(repositoryRoot, 'dist', 'webview', file)),
    });
  });
  if (onMessage) await page.exposeFunction('hostHears', onMessage);
  const show = (theme: Theme): string => `hostShows(${JSON.stringify([classOf(theme), look.colors[theme]])})`;
  await page.addInitScript(HOST);
  await page.addInitScript(`
    document.addEventListener('DOMContentLoaded', () => {
      if (${reducedMotion}) document.body.classList.add('vscode-reduce-motion');
      ${show(theme)};
    });
    ${initScript}
  `);
  await page.goto(`${ORIGIN}/page`);
  await page.waitForFunction('hostHas("ready")');
  return {
    page,
    send: (...messages) => page.evaluate(`hostSends(${JSON.stringify(messages)})`),
    sent: () => page.evaluate<From[]>('hostMessages'),
    show: (theme) => page.evaluate(show(theme)),
    close: () => (given ? page.close() : browser.close()),
  };
}

function html(name: string): string {
  const page = renderPage({
    title: name,
    noScript: '',
    language: { tag: 'en', bundle: {} },
    cspSource: ORIGIN,
    scriptUri: `${ORIGIN}/${name}.js`,
    styleUri: `${ORIGIN}/${name}.css`,
    nonce: 'page',
  });
  return page.replace('<head>', `<head><link rel="stylesheet" href="${ORIGIN}/vscode.css">`);
}

/** Runs in the page before its own script: the part of VS Code that a webview sees. */
const HOST = `
  globalThis.hostMessages = [];
  globalThis.hostHas = (type) => hostMessages.some((message) => message.type === type);
  globalThis.hostSends = (messages) => { for (const data of messages) window.dispatchEvent(new MessageEvent('message', { data })); };
  globalThis.hostShows = ([kind, colors]) => {
    const { body, documentElement: { style } } = document;
    body.classList.remove(...[...body.classList].filter((name) => /^vscode-(light|dark|high-contrast.*)$/.test(name)));
    body.classList.add(kind, ...(kind === 'vscode-high-contrast-light' ? ['vscode-high-contrast'] : []));
    body.dataset.vscodeThemeKind = kind;
    for (const name of [...style]) if (name.startsWith('--vscode-')) style.removeProperty(name);
    const fonts = { 'font-family': 'system-ui, sans-serif', 'font-size': '13px', 'font-weight': 'normal' };
    for (const [name, value] of Object.entries({ ...colors, ...fonts })) style.setProperty('--vscode-' + name, value);
  };
  // What a click on a link does to a webview, as in VS Code's own page around it.
  document.addEventListener('click', (event) => {
    if (event.composedPath().some((node) => node.tagName === 'A' && node.getAttribute('href') === '#')) scrollTo(0, 0);
  });
  let kept;
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      hostMessages.push(message);
      globalThis.hostHears?.(message);
    },
    getState: () => kept,
    setState: (state) => { kept = state; },
  });
`;
