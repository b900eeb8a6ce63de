import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';

/** The oldest VS Code that the extension supports, and a current one; as in `scripts/vscode/install.mjs`. */
export const versions = ['1.100', '1.139'] as const;
export const [oldest, newest] = versions;
export type VsCodeVersion = (typeof versions)[number];

export interface WindowOptions {
  folder?: string;
  workspace?: string;
  file?: string;
  extensionPath?: string;
}

export interface ServerOptions extends WindowOptions {
  version: VsCodeVersion;
  inDevelopment?: boolean;
  installVsix?: string;
  extensionsDir?: string;
  leaveOut?: readonly string[];
  settings?: Record<string, unknown>;
  dataDir?: string;
  env?: Record<string, string>;
  launcher?: string[];
}

export interface RunningServer {
  url: string;
  addressOf(window: WindowOptions): string;
  port: number;
  pid: number;
  dataDir: string;
  logTail(): Promise<string>;
  hasEnded(): boolean;
  close(): Promise<void>;
}

/** Absolute path of the repository; the compiled tests lie somewhere below it. */
export const repositoryRoot = findRoot(__dirname);

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const script = (await importScript('server.mjs')) as { startServer(options: ServerOptions): Promise<RunningServer> };
  return script.startServer(options);
}

export async function launchBrowser(): Promise<Browser> {
  const script = (await importScript('browser.mjs')) as { launchBrowser(): Promise<Browser> };
  return script.launchBrowser();
}

/** The processes that have this environment variable with this value; on Linux only, elsewhere none. */
export async function processesWithEnvironment(
  name: string,
  value: string,
): Promise<readonly { pid: number; command: string }[]> {
  const script = (await importScript('processes.mjs')) as {
    processesWithEnvironment(name: string, value: string): { pid: number; command: string }[];
  };
  return script.processesWithEnvironment(name, value);
}

/** The command lines of a process group; on Linux only, elsewhere none. */
export async function commandsOfGroup(leader: number): Promise<readonly string[]> {
  const script = (await importScript('processes.mjs')) as { commandsOfGroup(leader: number): string[] };
  return script.commandsOfGroup(leader);
}

/** Runs a script of the repository with this Node.js. */
export async function runNode(args: readonly string[]): Promise<{ code: number; output: string }> {
  const script = (await importScript('project.mjs')) as { runNode: typeof runNode };
  return script.runNode(args);
}

/** The scripts are ES modules that find their place by `import.meta`, so they are loaded where they are, not bundled. */
export function importScript(name: string): Promise<unknown> {
  return import(pathToFileURL(path.join(repositoryRoot, 'scripts', 'vscode', name)).href);
}

function findRoot(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'scripts', 'vscode', 'server.mjs'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`No scripts/vscode/ above ${start}`);
  }
}
