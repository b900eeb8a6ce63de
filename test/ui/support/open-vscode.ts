import { launchBrowser, repositoryRoot, startServer, type VsCodeVersion } from './scripts';
import { VsCode } from './vscode';

export type Theme = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

/** `off`: VS Code does not ask; `restricted`: the folder is not trusted; `ask`: VS Code asks with a dialogue. */
export type Trust = 'off' | 'restricted' | 'ask';

export interface OpenOptions {
  version: VsCodeVersion;
  /** Absolute path of the folder to open. */
  folder?: string;
  /** Absolute path of a `.code-workspace` to open instead. Without both, the window has no folder. */
  workspace?: string;
  theme?: Theme;
  /** Absolute path of a packaged extension; it is installed instead of the one in development. */
  vsix?: string;
  /** Absolute path of the extension in development; this repository when left out. */
  extensionPath?: string;
  /** Absolute path of a folder with more installed extensions. */
  extensionsDir?: string;
  trust?: Trust;
  settings?: Record<string, unknown>;
  /** Absolute path of a folder that keeps settings, state and installed extensions; otherwise a temporary one. */
  dataDir?: string;
  /** Environment variables that the extension host sees. */
  env?: Record<string, string>;
  /** A program with its arguments that starts the server. */
  launcher?: string[];
  /** What VS Code's display language is set to, `zh-cn`; English when left out. Its own texts stay English: no language pack is installed. */
  language?: string;
  /** In CSS pixels. */
  viewport?: { width: number; height: number };
}

/**
 * Opens a folder in a real VS Code with the extension, in a browser without a window. The caller must `close()` it.
 *
 * @throws Error when VS Code does not come up; nothing is left running then
 */
export async function openVsCode(options: OpenOptions): Promise<VsCode> {
  const server = await startServer({
    version: options.version,
    folder: options.folder,
    workspace: options.workspace,
    launcher: options.launcher,
    extensionPath: options.vsix ? options.extensionPath : (options.extensionPath ?? repositoryRoot),
    installVsix: options.vsix,
    extensionsDir: options.extensionsDir,
    settings: {
      ...drivenSettings,
      ...themeSettings(options.version, options.theme ?? 'dark'),
      ...trustSettings(options.trust ?? 'off'),
      ...options.settings,
    },
    dataDir: options.dataDir,
    env: options.env,
  });
  try {
    const browser = await launchBrowser();
    try {
      const context = await browser.newContext({
        viewport: options.viewport ?? { width: 1440, height: 900 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      // What VS Code's page for a language sets, before its own scripts run.
      if (options.language !== undefined)
        await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.language)}`);
      const page = await context.newPage();
      await page.goto(server.url);
      const vscode = new VsCode(page, options.folder ?? '', async () => {
        await browser.close();
        await server.close();
      });
      await vscode.waitUntilReady();
      return vscode;
    } catch (error) {
      await browser.close();
      throw error;
    }
  } catch (error) {
    const log = await server.logTail();
    await server.close();
    throw new Error(
      `VS Code ${options.version} did not open ${options.folder ?? options.workspace ?? 'a window'}\n${log}`,
      { cause: error },
    );
  }
}

/** A list that fades out cannot be told from one that is open; and copying nothing must copy nothing. */
const drivenSettings = {
  'workbench.reduceMotion': 'on',
  'editor.emptySelectionClipboard': false,
};

function themeSettings(version: VsCodeVersion, theme: Theme): Record<string, unknown> {
  const prefix = version === '1.100' ? 'Default ' : '';
  const names: Record<Theme, string> = {
    light: `${prefix}Light Modern`,
    dark: `${prefix}Dark Modern`,
    'high-contrast': 'Default High Contrast',
    'high-contrast-light': 'Default High Contrast Light',
  };
  return { 'workbench.colorTheme': names[theme] };
}

function trustSettings(trust: Trust): Record<string, unknown> {
  return trust === 'off'
    ? { 'security.workspace.trust.enabled': false }
    : {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': trust === 'ask' ? 'always' : 'never',
        'security.workspace.trust.banner': 'never',
      };
}
