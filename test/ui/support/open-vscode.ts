import type { BrowserContext } from 'playwright-core';
import { packedExtension } from './packed-extension';
import { leaseServer, sharedBrowser } from './pool';
import { type VsCodeVersion, oldest, repositoryRoot } from './scripts';
import { themeSettings } from './themes';
import { VsCode } from './vscode';
import { PATIENCE_MS } from './wait-for';

/** `off`: VS Code does not ask; `restricted`: the folder is not trusted; `ask`: VS Code asks with a dialogue. */
export type Trust = 'off' | 'restricted' | 'ask';

/** Windows whose options of the server are the same have the same server, one after the other. */
export interface OpenOptions {
  /** The oldest one that is supported when left out. An option of the server. */
  version?: VsCodeVersion;
  /** Absolute path of the folder to open. */
  folder?: string;
  /** Absolute path of a `.code-workspace` to open instead. Without both, the window has no folder. */
  workspace?: string;
  /** The extension as it is in this repository (when left out), installed as it is published, or not at all. An option of the server. */
  extension?: 'development' | 'packaged' | 'none';
  /** Absolute path of another extension in development. VS Code in a browser has one at most, so not beside this one in development. */
  otherExtension?: string;
  /** Absolute path of a folder with more installed extensions. An option of the server. */
  extensionsDir?: string;
  /** Whether VS Code's own TypeScript features are there. They cost more than all else in a window. An option of the server. */
  typescript?: boolean;
  /** An option of the server. */
  trust?: Trust;
  /** The user's settings; those of a folder cost no server of their own. An option of the server. */
  settings?: Record<string, unknown>;
  /** Absolute path of a folder that keeps settings, state and installed extensions; otherwise a temporary one. An option of the server. */
  dataDir?: string;
  /** Environment variables that the extension host sees. An option of the server. */
  env?: Record<string, string>;
  /** A program with its arguments that starts the server. An option of the server. */
  launcher?: string[];
  /** What VS Code's display language is set to, `zh-cn`; English when left out. Its own texts stay English: no language pack is installed. */
  language?: string;
  /** In CSS pixels. */
  viewport?: { width: number; height: number };
}

/**
 * Opens a window of a real VS Code with the extension, in a browser without a window. The caller must `close()` it.
 *
 * @param vscode what is to drive it; a new one when left out
 * @throws Error when VS Code does not come up
 */
export async function openVsCode(options: OpenOptions, vscode = new VsCode()): Promise<VsCode> {
  const { version = oldest, extension = 'development', folder, workspace } = options;
  const extensionPath = extension === 'development' ? repositoryRoot : options.otherExtension;
  const { server, end } = await leaseServer({
    version,
    inDevelopment: extensionPath !== undefined,
    installVsix: extension === 'packaged' ? await packedExtension() : undefined,
    settings: {
      ...drivenSettings,
      ...themeSettings('dark'),
      ...trustSettings(options.trust ?? 'off'),
      ...options.settings,
    },
    extensionsDir: options.extensionsDir,
    leaveOut: options.typescript ? [] : ['typescript-language-features'],
    dataDir: options.dataDir,
    // The data that this machine may have are for the tests that ask for them.
    env: { NNFS_MNIST_DIR: '', ...options.env },
    launcher: options.launcher,
  });
  let context: BrowserContext | undefined;
  const close = async (): Promise<void> => {
    // VS Code ends the extension host of a window that is left; one that vanishes could come back.
    for (const page of context?.pages() ?? []) await page.goto('about:blank').catch(() => undefined);
    await context?.close();
    await end();
  };
  try {
    const browser = await sharedBrowser();
    context = await browser.newContext({
      viewport: options.viewport ?? { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(PATIENCE_MS);
    // What VS Code's page for a language sets, before its own scripts run.
    if (options.language !== undefined)
      await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.language)}`);
    if (!options.typescript)
      // The workbench knows TypeScript's extension by itself, and runs its part for browsers where the server has none. This
      // server has not even that part: a notification would say so, over the buttons of the page below it.
      await context.route('**/typescript-language-features/dist/browser/extension.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: 'exports.activate = () => undefined;' }),
      );
    const page = await context.newPage();
    await page.goto(server.addressOf({ folder, workspace, extensionPath }));
    vscode.attach({ page, folder: folder ?? '', close });
    await vscode.waitUntilReady();
    return vscode;
  } catch (error) {
    const log = await server.logTail();
    await (vscode.isOpen ? vscode.close() : close());
    throw new Error(`VS Code ${version} did not open ${folder ?? workspace ?? 'a window'}\n${log}`, { cause: error });
  }
}

/**
 * A list that fades out cannot be told from one that is open; copying nothing must copy nothing; and on a busy machine a check may
 * take longer than a learner would wait.
 */
const drivenSettings = {
  'nnFromScratch.check.timeout': 60,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'editor.emptySelectionClipboard': false,
};

function trustSettings(trust: Trust): Record<string, unknown> {
  return trust === 'off'
    ? { 'security.workspace.trust.enabled': false }
    : {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': trust === 'ask' ? 'always' : 'never',
        'security.workspace.trust.banner': 'never',
      };
}
