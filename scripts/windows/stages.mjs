// @ts-check
/** The stages of `npm run test:windows`: the same in Wine and on a real Windows, except for the VS Code. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '../vscode/paths.mjs';
import { runNode } from '../vscode/project.mjs';
import * as tests from './tests.mjs';

/** @typedef {import('./wine.mjs').Windows} Windows */
/** @typedef {import('../vscode/test-stages.mjs').Counts} Counts */

const testTimeoutMs = 60_000;
const stageDeadlineMs = 60 * 60_000;
/** How many times longer than elsewhere a test may take: Wine needs seconds to start a process where other work goes on. */
const patience = 5;

/** An access violation of the native file watcher: the extension host then waits for changes that are not reported. */
const watcherCrashed = /IPC "File Watcher" crashed with exit code 3221225477/;
const WINE_ATTEMPTS = 3;

/** @type {Record<string, (windows: Windows) => Promise<Counts>>} */
export const stages = {
  gate: (windows) => mocha(windows, tests.gate),
  unit: (windows) => mocha(windows, tests.unit),
  terminal: (windows) => mocha(windows, tests.terminal),
  extension: (windows) => (process.platform === 'win32' ? desktop() : inServer(windows)),
};

/** @type {Windows} This machine, where it is one. */
export const thisWindows = {
  pathOf: (file) => file,
  run: async (args, options) => (await runNode(args, { ...options, show: true })).code,
  traces: async () => [],
  endAll: async () => undefined,
  close: async () => undefined,
};

/**
 * Runs compiled tests with Mocha. No counts, or no test at all, is a failure.
 *
 * @param {Windows} windows
 * @param {readonly string[]} files - patterns below `out/test/`
 * @returns {Promise<Counts>}
 */
async function mocha(windows, files) {
  const folder = await mkdtemp(path.join(tmpdir(), 'nnfs-counts-'));
  try {
    const counts = path.join(folder, 'counts.json');
    const args = [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--enable-source-maps'],
      ...['node_modules/mocha/bin/mocha.js', '--timeout', String(testTimeoutMs), '--no-color'],
      ...['--reporter', 'scripts/mocha-reporter.cjs', ...files.map((pattern) => `out/test/${pattern}`)],
    ];
    const env = { NNFS_MOCHA_COUNTS: windows.pathOf(counts), NNFS_MOCHA_PATIENCE: String(patience) };
    const code = await windows.run(args, { env, deadlineMs: stageDeadlineMs });
    const written = await readFile(counts, 'utf8').catch(() => undefined);
    if (written === undefined) throw new Error(`Mocha ended with status ${code} before it had run the tests.`);
    /** @type {Counts} */
    const result = JSON.parse(written);
    if (result.passed + result.failed === 0) throw new Error('No test ran.');
    // Mocha has more to complain about than tests, and then says so by its status.
    return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In a desktop VS Code, the oldest that the extension supports. */
async function desktop() {
  const { desktopTests } = await import('../vscode/desktop.mjs');
  return desktopTests('1.100.3');
}

/**
 * In the server of the same VS Code, in Wine, with a browser of this machine in front.
 *
 * @param {Windows} windows
 * @returns {Promise<Counts>}
 */
async function inServer(windows) {
  const { runExtensionTests } = await import('../vscode/run-extension-tests.mjs');
  const { driveC } = await import('./wine.mjs');
  const { startServerInWine } = await import('./server.mjs');
  const name = 'nnfs course';
  const folder = path.join(driveC, name);
  const removal = { recursive: true, force: true, maxRetries: 5 };
  await rm(folder, removal);
  try {
    const code = await windows.run(['dist/cli.js', 'init', `C:\\${name}`]);
    if (code !== 0) throw new Error(`dist/cli.js init ended with status ${code}.`);
    for (let attempt = 1; ; attempt++) {
      const results = await runExtensionTests('1.100', {
        folder: `/c:/${name}`,
        extensionPath: inAddress(repositoryRoot),
        extensionTests: inAddress(path.join(repositoryRoot, 'out', 'test', 'extension', 'index.js')),
        onOutput: (text) => process.stdout.write(text),
        start: (options) =>
          startServerInWine(windows, {
            ...options,
            env: {
              ...options.env,
              NNFS_TEST_RESULTS: windows.pathOf(options.env?.NNFS_TEST_RESULTS ?? ''),
              NNFS_MOCHA_PATIENCE: String(patience),
            },
          }),
      });
      if (results.passed > 0 || attempt === WINE_ATTEMPTS || !watcherCrashed.test(results.output)) return results;
      console.log(
        'The file watcher of VS Code crashed in its Windows code, which Wine does not run reliably. Once more.',
      );
    }
  } finally {
    await rm(folder, removal);
  }
}

/**
 * How Windows' VS Code writes a file of this machine in an address.
 *
 * @param {string} file
 */
const inAddress = (file) => `/z:${file}`;
