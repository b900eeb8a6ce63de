// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureServer } from './install.mjs';
import { closeAtExit, endGroup, runProgram, signalGroup } from './processes.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {import('./install.mjs').VsCodeVersion} version
 * @property {number} [port] - on 127.0.0.1; without it the system chooses a free one
 * @property {string} [folder] - absolute path of the folder to open
 * @property {string} [file] - absolute path of a file to open with it
 * @property {string} [extensionPath] - absolute path of an extension in development
 * @property {string} [extensionTests] - absolute path of a module whose `run()` the extension host calls
 * @property {string} [installVsix] - absolute path of a packaged extension, installed before the start
 * @property {Record<string, unknown>} [settings] - user settings, on top of the ones that make a quiet VS Code
 * @property {string} [dataDir] - keep settings and state in this folder; without it a temporary one, deleted by `close`
 * @property {string} [extensionsDir] - where installed extensions are; without it a folder of `dataDir`
 * @property {Record<string, string>} [env] - environment variables that the extension host sees
 * @property {(line: string) => void} [log]
 */

/**
 * @typedef {object} RunningServer
 * @property {string} url - address with the folder and the extension
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

const startDeadlineMs = 60_000;

/** Settings for a VS Code that asks nothing, fetches nothing, and shows the work only. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.quickOpen.closeOnFocusLost': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  // As on the desktop; in a browser VS Code saves after every pause.
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'git.openRepositoryInParentFolders': 'never',
  'typescript.disableAutomaticTypeAcquisition': true,
};

/**
 * Starts a VS Code server and resolves when it answers. It is closed when this process ends, if nobody did before.
 *
 * @param {ServerOptions} options
 * @returns {Promise<RunningServer>}
 * @throws {PortInUseError} when `port` is taken
 * @throws {Error} when the server cannot be installed, ends, or does not answer within a minute; with the end of its log
 */
export async function startServer(options) {
  const installed = await ensureServer(options.version, { log: options.log });
  if (options.port !== undefined) await requireFreePort(options.port);
  const isTemporary = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(await shortTemporaryFolder(), 'nnfs-vscode-')));
  const removeData = () => (isTemporary ? rm(dataDir, { recursive: true, force: true, maxRetries: 5 }) : undefined);
  try {
    await writeSettings(dataDir, options.settings ?? {}, { keepExisting: !isTemporary });
    const extensionsDir = options.extensionsDir ?? path.join(dataDir, 'extensions');
    const folders = [
      '--server-data-dir',
      dataDir,
      '--user-data-dir',
      userData(dataDir),
      '--extensions-dir',
      extensionsDir,
    ];
    if (options.installVsix) await installVsix(installed, options.installVsix, folders);
    return await spawnServer(installed, options, dataDir, folders, isTemporary);
  } catch (error) {
    await removeData();
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

/** @param {string} dataDir */
const userData = (dataDir) => path.join(dataDir, 'user-data');

/**
 * @param {import('./install.mjs').InstalledServer} installed
 * @param {ServerOptions} options
 * @param {string} dataDir
 * @param {string[]} folders
 * @param {boolean} isTemporary
 * @returns {Promise<RunningServer>}
 */
async function spawnServer(installed, options, dataDir, folders, isTemporary) {
  const logFile = path.join(dataDir, 'server.log');
  const logHandle = openSync(logFile, 'w');
  const child = spawn(
    installed.node,
    [
      installed.serverMain,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
      // Version 1.139 takes the "payload" of the address only in this mode, which shows no notifications as toasts.
      ...(options.extensionPath === undefined ? [] : ['--enable-smoke-test-driver']),
      ...folders,
    ],
    {
      detached: true,
      stdio: ['ignore', logHandle, logHandle],
      env: { ...serverEnvironment(), ...(isTemporary ? await ownFolders(dataDir) : {}), ...options.env },
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
      if (isTemporary) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
      forget();
    })());
  const forget = closeAtExit({
    close,
    closeNow: () => {
      signalGroup(pid, 'SIGKILL');
      if (isTemporary) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  });

  try {
    const port = await waitForServer(logFile, () => end);
    return {
      url: addressOf(port, options),
      port,
      pid,
      dataDir,
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
 * @param {ServerOptions} options
 */
function addressOf(port, { folder, file, extensionPath, extensionTests }) {
  const remote = (/** @type {string} */ file) => `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`;
  const payload = [
    ...(extensionPath ? [['extensionDevelopmentPath', remote(extensionPath)]] : []),
    ...(extensionTests ? [['extensionTestsPath', remote(extensionTests)]] : []),
    ...(file ? [['openFile', remote(file)]] : []),
  ];
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (folder) url.searchParams.set('folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/**
 * @param {import('./install.mjs').InstalledServer} installed
 * @param {string} vsix
 * @param {string[]} folders
 */
async function installVsix(installed, vsix, folders) {
  const args = [installed.serverMain, '--install-extension', vsix, ...folders, '--accept-server-license-terms'];
  const { code, output } = await runProgram(installed.node, args, { cwd: installed.folder, env: serverEnvironment() });
  // It ends with status 0 also when the package was refused.
  if (code !== 0 || !/successfully installed/i.test(output)) {
    throw new Error(`VS Code ${installed.version} did not install ${vsix}:\n${output}`);
  }
}

/** VS Code puts sockets into its temporary folder, and a socket's path may have about 100 characters only. */
async function shortTemporaryFolder() {
  const folder = await realpath(tmpdir());
  return folder.length > 40 && process.platform !== 'win32' ? realpath('/tmp') : folder;
}

/**
 * VS Code does not delete its sockets and scratch folders: give it places that go with the server.
 *
 * @param {string} dataDir
 */
async function ownFolders(dataDir) {
  const [temporary, cache] = [path.join(dataDir, 'tmp'), path.join(dataDir, 'cache')];
  await Promise.all([temporary, cache].map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })));
  return { TMPDIR: temporary, XDG_RUNTIME_DIR: temporary, XDG_CACHE_HOME: cache };
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
 * @param {string} dataDir
 * @param {Record<string, unknown>} settings
 * @param {{ keepExisting: boolean }} options - leave a settings file alone that is there already: it is somebody's own
 */
async function writeSettings(dataDir, settings, { keepExisting }) {
  const file = path.join(userData(dataDir), 'User', 'settings.json');
  if (
    keepExisting &&
    (await readFile(file).then(
      () => true,
      () => false,
    ))
  )
    return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
  await rename(`${file}.new`, file);
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
