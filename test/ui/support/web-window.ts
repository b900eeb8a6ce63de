/** A VS Code without a server: the extension host is a worker of the page. */
import { sharedBrowser } from './pool';
import { importScript, type VsCodeVersion } from './scripts';
import { themeSettings } from './themes';
import { VsCode } from './vscode';
import { PATIENCE_MS } from './wait-for';

interface WebHostOptions {
  version: VsCodeVersion;
  tests?: string;
  apart?: boolean;
  settings?: Record<string, unknown>;
  answer?(name: string, body: string): string | undefined;
}

interface WebHost {
  url: string;
  close(): Promise<void>;
}

/** Opens a window without a folder. The caller must `close()` it. */
export async function openWebVsCode(options: WebHostOptions, vscode = new VsCode()): Promise<VsCode> {
  const { startWebHost } = (await importScript('web-host.mjs')) as {
    startWebHost(options: WebHostOptions): Promise<WebHost>;
  };
  const host = await startWebHost({ ...options, settings: { ...themeSettings('light'), ...options.settings } });
  const context = await (
    await sharedBrowser()
  ).newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  for (const name of ['codeAutomationExit', 'codeAutomationLog']) await page.exposeFunction(name, () => undefined);
  vscode.attach({
    page,
    folder: '',
    close: async () => {
      await context.close();
      await host.close();
    },
  });
  await page.goto(host.url, { waitUntil: 'commit' });
  await vscode.waitUntilReady();
  return vscode;
}
