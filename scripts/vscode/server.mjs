// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureServer } from './install.mjs';
import { closeAtExit, endGroup, runProgram, signalGroup } from './processes.mjs';
import { makeServerFolders } from './server-folders.mjs';

/**
 * @typedef {object} WindowOptions
 * @property {string} [folder] - absolute path of the folder to open
 * @property {string} [workspace] - absolute path of a `.code-workspace` to open instead; without both, a window without a folder
 * @property {string} [file] - absolute path of a file to open with it
 * @property {string} [extensionPath] - absolute path of an extension in development
 * @property {string} [extensionTests] - absolute path of a module whose `run()` the extension host calls
 */

/**
 * What a server is started with, and the window that its `url` opens. It serves other windows as well.
 *
 * @typedef {WindowOptions & ServerOnly} ServerOptions
 */

/**
 * @typedef {object} ServerOnly
 * @property {import('./install.mjs').VsCodeVersion} version
 * @property {number} [port] - on 127.0.0.1; without it the system chooses a free one
 * @property {boolean} [inDevelopment] - windows have extensions in development; true when left out and `url` has one
 * @property {string} [installVsix] - absolute path of a packaged extension, installed before the start
 * @property {Record<string, unknown>} [settings] - user settings, on top of the ones that make a quiet VS Code
 * @property {string} [dataDir] - keep settings and state in this folder; without it a temporary one, deleted by `close`
 * @property {string} [extensionsDir] - where installed extensions are; without it a folder of `dataDir`
 * @property {Record<string, string>} [env] - environment variables that the extension host sees
 * @property {string[]} [launcher] - a program with its arguments that starts the server, for example with less power
 * @property {(line: string) => void} [log]
 */

/**
 * @typedef {object} RunningServer
 * @property {string} url - address with the folder and the extension
 * @property {(window: WindowOptions) => string} addressOf - address of another window
 * @property {number} port
 * @property {number} pid - leader of the server's process group
 * @property {string} dataDir
 * @property {() => Promise<string>} logTail - the end of the server's log
 * @property {() => boolean} hasEnded - true when the server has ended
 * @property {Promise<void>} ended - resolves when the server has ended
 * @property {() => boolean} isClosing - true once `close` has been called, also by Ctrl-C
 * @property {() => Promise<void>} close - ends the server and everything it started, and deletes the temporary folder
 */

/** The port that was asked for cannot be had. */
export class PortInUseError extends Error {}

/** Long: other work may slow the machine down. */
const startDeadlineMs = 180_000;

/**
 * Starts a VS Code server and resolves when it answers. It is closed when this process ends, if nobody did before.
 *
 * @param {ServerOptions} options
 * @returns {Promise<RunningServer>}
 * @throws {PortInUseError} when `port` is taken
 * @throws {Error} when the server cannot be installed, ends, or does not answer in time; with the end of its log
 */
export async function startServer(options) {
  const installed = await ensureServer(options.version, { log: options.log });
  if (options.port !== undefined) await requireFreePort(options.port);
  const folders = await makeServerFolders({ ...options, serverHome: path.dirname(path.dirname(installed.serverMain)) });
  try {
    if (options.installVsix) await installVsix(installed, options.installVsix, folders);
    return await spawnServer(installed, options, folders);
  } catch (error) {
    await folders.remove();
    throw error;
  }
}

/**
 * Tries the port before the server does, which neither ends nor answers when it cannot have it.
 *
 * @param {number} port
 * @throws {PortInUseError}
 */
async function requireFreePort(port) {
  const probe = createServer();
  try {
    await new Promise((resolve, reject) =>
      probe.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined)),
    );
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    const reason = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used (${code})`;
    throw new PortInUseError(`Port ${port} on 127.0.0.1 ${reason}.`, { cause: error });
  } finally {
    probe.close();
  }
}

/**
 * Starts a server that is installed, in folders that are there, and resolves when it answers.
 *
 * @param {import('./install.mjs').InstalledServer} installed
 * @param {ServerOptions} options
 * @param {import('./server-folders.mjs').ServerFolders} folders
 * @returns {Promise<RunningServer>}
 */
export async function spawnServer(installed, options, folders) {
  const logFile = path.join(folders.dataDir, 'server.log');
  const logHandle = openSync(logFile, 'w');
  const [program, ...before] = [...(options.launcher ?? []), installed.node];
  const { inDevelopment = options.extensionPath !== undefined } = options;
  const child = spawn(
    program,
    [
      ...before,
      installed.serverMain,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
      // This version takes the "payload" of the address only in this mode, which shows no notifications as toasts.
      ...(options.version === '1.139' && inDevelopment ? ['--enable-smoke-test-driver'] : []),
      ...folders.args,
    ],
    {
      detached: true,
      stdio: ['ignore', logHandle, logHandle],
      env: { ...serverEnvironment(), ...folders.env, ...options.env },
    },
  );
  closeSync(logHandle);
  const pid = child.pid;
  /** @type {string | undefined} */
  let end;
  child.on('error', (error) => (end = error.message));
  const ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      end = signal ?? `status ${code}`;
      resolve(undefined);
    });
  });
  if (pid === undefined) {
    throw new Error(`The VS Code server could not be started with ${installed.node}.`);
  }

  /** @type {Promise<void> | undefined} */
  let closing;
  const close = () =>
    (closing ??= (async () => {
      await endGroup(pid);
      await folders.remove();
      forget();
    })());
  const forget = closeAtExit({
    close,
    closeNow: () => {
      signalGroup(pid, 'SIGKILL');
      folders.removeNow();
    },
  });

  try {
    const port = await waitForServer(logFile, () => end);
    return {
      url: addressOf(port, options),
      addressOf: (window) => addressOf(port, window),
      port,
      pid,
      dataDir: folders.dataDir,
      logTail: () => logTail(logFile),
      hasEnded: () => end !== undefined,
      ended,
      isClosing: () => closing !== undefined,
      close,
    };
  } catch (error) {
    const log = await readFile(logFile, 'utf8').catch(() => '');
    await close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The VS Code server ${installed.version} did not start: ${reason}.\n${log.slice(-3000)}`, {
      cause: error,
    });
  }
}

/**
 * @param {string} logFile
 * @param {() => string | undefined} ended - how the server ended, once it has
 * @returns {Promise<number>} the port on which the server answers
 */
async function waitForServer(logFile, ended) {
  const deadline = Date.now() + startDeadlineMs;
  for (;;) {
    const end = ended();
    if (end !== undefined) throw new Error(`it ended with ${end}`);
    if (Date.now() > deadline) throw new Error(`it did not answer within ${startDeadlineMs / 1000} seconds`);
    const log = await readFile(logFile, 'utf8');
    const port = Number(/^Extension host agent listening on (\d+)/m.exec(log)?.[1]);
    if (port > 0 && (await answers(port))) return port;
    await sleep(50);
  }
}

/** @param {number} port */
async function answers(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/version`, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * @param {number} port
 * @param {WindowOptions} window
 */
function addressOf(port, { folder, workspace, file, extensionPath, extensionTests }) {
  const remote = (/** @type {string} */ file) => `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`;
  const payload = [
    ...(extensionPath ? [['extensionDevelopmentPath', remote(extensionPath)]] : []),
    ...(extensionTests ? [['extensionTestsPath', remote(extensionTests)]] : []),
    ...(file ? [['openFile', remote(file)]] : []),
  ];
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (folder) url.searchParams.set('folder', folder);
  else if (workspace) url.searchParams.set('workspace', workspace);
  else url.searchParams.set('ew', 'true');
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/**
 * @param {import('./install.mjs').InstalledServer} installed
 * @param {string} vsix
 * @param {import('./server-folders.mjs').ServerFolders} folders
 */
async function installVsix(installed, vsix, folders) {
  const args = [installed.serverMain, '--install-extension', vsix, ...folders.args, '--accept-server-license-terms'];
  const { code, output } = await runProgram(installed.node, args, { cwd: installed.folder, env: serverEnvironment() });
  // It ends with status 0 also when the package was refused.
  if (code !== 0 || !/successfully installed/i.test(output)) {
    throw new Error(`VS Code ${installed.version} did not install ${vsix}:\n${output}`);
  }
}

/** Without what a surrounding VS Code terminal or a tool passes down to its own Node processes. */
function serverEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|npm_)/.test(name),
    ),
  );
}

/**
 * The end of the server's log, without the complaint about a native logger that these installs do not have.
 *
 * @param {string} logFile
 */
async function logTail(logFile) {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  const told = log.replace(/^Error: Could not locate the bindings file[^]*?^\}$/gm, '').trim();
  return told.split('\n').slice(-40).join('\n');
}
