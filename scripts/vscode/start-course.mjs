// @ts-check
/**
 * What `npm start` does: prepares the clone, lays out a learner's folder, and opens it with the extension in a VS Code.
 * Uses Node's own modules only, because on a fresh clone there are no others yet.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from './paths.mjs';
import { expectInterrupt, isEnding } from './processes.mjs';
import { ensureDependencies, runNode } from './project.mjs';
import { vsCodeVersions } from './install.mjs';
import { PortInUseError, startServer } from './server.mjs';
import { startWebHost } from './web-host.mjs';

/** The page keeps its state by address, so the port stays the same from one start to the next. */
const usualPort = 8377;

const themeOfTheSystem = {
  'window.autoDetectColorScheme': true,
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.preferredLightColorTheme': 'Default Light Modern',
};

const usage = `Usage: npm start -- [options]

Builds the extension and opens a course folder with it: in VS Code when the command "code" is there,
otherwise in a VS Code that runs in the browser.

  --folder DIR   where your code goes (default: nn-from-scratch in your home folder)
  --server       use the VS Code in the browser, also when "code" is there
  --web          use a VS Code without a server: everything runs in the browser, also your code
  --port N       port of that VS Code on 127.0.0.1 (default: ${usualPort}, or a free one when that is in use)
  --no-open      print the address only, do not open the browser
  --help         print this
`;

/**
 * @param {string[]} args - the command line
 * @returns {Promise<number>} the exit status
 */
export async function main(args) {
  const options = readOptions(args);
  if (typeof options === 'number') return options;
  try {
    await ensureDependencies(console.log);
    await runStep('Building the extension …', ['scripts/build.mjs']);
    if (options.web) return await serveWeb(options);
    await runStep(`Laying out your folder ${options.folder} …`, ['dist/cli.js', 'init', options.folder]);
    const folder = await realpath(options.folder);
    return !options.server && (await hasDesktop()) ? await openOnDesktop(folder) : await serve(folder, options);
  } catch (error) {
    if (!isEnding()) console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

/** @typedef {{ folder: string, port: number | undefined, server: boolean, web: boolean, open: boolean }} Options */

/**
 * @param {string[]} args
 * @returns {Options | number} the options, or the exit status when there is nothing to start
 */
function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        folder: { type: 'string' },
        port: { type: 'string' },
        server: { type: 'boolean', default: false },
        web: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    if (values.folder === '') throw new Error('--folder needs the path of a folder.');
    return {
      folder: path.resolve(values.folder ?? path.join(homedir(), 'nn-from-scratch')),
      port: values.port === undefined ? undefined : readPort(values.port),
      server: values.server,
      web: values.web,
      open: !values['no-open'],
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
}

/** @param {string} text */
function readPort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new Error(`--port needs a number from 1 to 65535, and "${text}" is not.`);
  }
  return port;
}

/**
 * @param {string} what
 * @param {string[]} args
 */
async function runStep(what, args) {
  console.log(what);
  const { code, output } = await runNode(args, { deadlineMs: 5 * 60_000 });
  if (code !== 0)
    throw new Error(output.trim() || `node ${args.join(' ')} ended with status ${code} and said nothing.`);
}

/**
 * True when `code` opens a window here. Not in continuous integration, not without a display, not for root (VS Code refuses),
 * and not in the terminal of a remote VS Code, whose `code` cannot load an extension in development.
 */
async function hasDesktop() {
  const { env, platform } = process;
  if (isSet(env.CI) || env.VSCODE_IPC_HOOK_CLI || !hasDisplay()) return false;
  if (platform === 'linux' && process.getuid?.() === 0) return false;
  return isOnPath('code');
}

/** @param {string | undefined} variable */
const isSet = (variable) => variable !== undefined && variable !== '' && variable !== 'false';

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @param {string} program */
async function isOnPath(program) {
  const names = process.platform === 'win32' ? [`${program}.cmd`, `${program}.exe`] : [program];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter((each) => each !== '')) {
    for (const name of names) {
      if (
        await access(path.join(folder, name), constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return true;
    }
  }
  return false;
}

/**
 * @param {string} folder
 * @returns {Promise<number>}
 */
function openOnDesktop(folder) {
  const shell = process.platform === 'win32';
  const args = [`--extensionDevelopmentPath=${repositoryRoot}`, folder];
  const quoted = shell ? args.map((each) => `"${each}"`) : args;
  return new Promise((resolve) => {
    const child = spawn('code', quoted, { shell, stdio: 'inherit' });
    child.on('error', (error) => {
      console.error(`VS Code could not be started with "code": ${error.message}\nTry: npm start -- --server`);
      resolve(1);
    });
    child.on('exit', (code) => {
      if (code === 0) {
        console.log(
          `VS Code opens ${folder} with the course.\n` +
            'If the course does not show: open the command palette (F1) and run "Neural Network: Start the Course".',
        );
      } else {
        console.error(`"code" ended with status ${code}. Try: npm start -- --server`);
      }
      resolve(code === 0 ? 0 : 1);
    });
  });
}

/**
 * Pages without a server of VS Code behind them: the course is kept by the browser.
 *
 * @param {Options} options
 * @returns {Promise<never>} Ctrl-C ends the process
 */
async function serveWeb({ port, open }) {
  // The last one that the tests use: its pages are there without an installation of their own.
  const { url } = await startWebHost({ version: vsCodeVersions[vsCodeVersions.length - 1], port: port ?? usualPort });
  console.log(`
Open this address in your browser:

  ${url}

Your work is kept by that browser. Press Ctrl-C here to stop.`);
  if (open && hasDisplay() && !isSet(process.env.CI)) openInBrowser(url);
  return new Promise(() => undefined);
}

/**
 * @param {string} folder
 * @param {Options} options
 * @returns {Promise<number>} when the server has ended by itself; Ctrl-C ends the process
 */
async function serve(folder, options) {
  const server = await startOnPort(folder, options.port);
  console.log(`
Your folder: ${folder}
Open this address in your browser:

  ${server.url}

Press Ctrl-C here to stop.`);
  expectInterrupt();
  if (options.open && hasDisplay() && !isSet(process.env.CI)) openInBrowser(server.url);
  await server.ended;
  if (server.isClosing()) return 0;
  console.error(`VS Code ended by itself. The end of its log:\n${await server.logTail()}`);
  await server.close();
  return 1;
}

/**
 * @param {string} folder
 * @param {number | undefined} port - undefined: the usual one, or a free one when that is in use
 */
async function startOnPort(folder, port) {
  const start = (/** @type {number | undefined} */ wanted) =>
    startServer({
      version: '1.100',
      folder,
      port: wanted,
      extensionPath: repositoryRoot,
      dataDir: path.join(repositoryRoot, '.vscode-test', 'start-data'),
      settings: themeOfTheSystem,
    });
  try {
    return await start(port ?? usualPort);
  } catch (error) {
    if (!(error instanceof PortInUseError)) throw error;
    if (port !== undefined)
      throw new Error(`${error.message}\nChoose another one: npm start -- --port N`, { cause: error });
    console.log(`${error.message} A free one is used instead.`);
    return start(undefined);
  }
}

/** @param {string} url */
function openInBrowser(url) {
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(program, [url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined); // The address is on the screen.
  child.unref();
}
