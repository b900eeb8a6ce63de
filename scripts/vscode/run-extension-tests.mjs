// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from './browser.mjs';
import { repositoryRoot } from './paths.mjs';
import { calmSettings } from './server-folders.mjs';
import { startServer } from './server.mjs';

/**
 * @typedef {object} TestResults
 * @property {number} passed
 * @property {number} failed
 * @property {number} pending
 * @property {string} output - what Mocha's reporter printed
 */

/** The longest silence that is accepted, in milliseconds: no test of ours runs longer. */
const silenceMs = 120_000;

/**
 * Runs the extension's tests inside the extension host of a real VS Code.
 *
 * @param {import('./install.mjs').VsCodeVersion} version
 * @param {object} options
 * @param {string} options.folder - absolute path of the folder to open
 * @param {string} [options.extensionPath] - the extension under test; this repository when left out
 * @param {string} [options.extensionTests] - the compiled `test/extension/index.js` when left out
 * @param {Record<string, unknown>} [options.settings] - user settings
 * @param {Record<string, string>} [options.env] - environment variables of the extension host
 * @param {(text: string) => void} [options.onOutput] - gets the reporter's output as it comes
 * @param {(options: import('./server.mjs').ServerOptions) => Promise<import('./server.mjs').RunningServer>} [options.start] -
 *   starts the server in another way than the usual one
 * @returns {Promise<TestResults>} without a result from the extension host: one failure, and `output` says what is known
 */
export async function runExtensionTests(version, options) {
  const resultsFolder = await mkdtemp(path.join(tmpdir(), 'nnfs-results-'));
  const resultsFile = path.join(resultsFolder, 'results.json');
  try {
    const server = await (options.start ?? startServer)({
      version,
      folder: options.folder,
      extensionPath: options.extensionPath ?? repositoryRoot,
      extensionTests: options.extensionTests ?? path.join(repositoryRoot, 'out', 'test', 'extension', 'index.js'),
      settings: { ...calmSettings, ...options.settings },
      env: { ...options.env, NNFS_TEST_RESULTS: resultsFile },
    });
    try {
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
        return await watch(page, server, resultsFile, options.onOutput ?? (() => undefined));
      } finally {
        await browser.close();
      }
    } finally {
      await server.close();
    }
  } finally {
    await rm(resultsFolder, { recursive: true, force: true });
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('./server.mjs').RunningServer} server
 * @param {string} resultsFile
 * @param {(text: string) => void} onOutput
 * @returns {Promise<TestResults>}
 */
async function watch(page, server, resultsFile, onOutput) {
  /** @type {string[]} */
  const pageLog = [];
  page.on('console', (message) => pageLog.push(message.text()));
  page.on('pageerror', (error) => pageLog.push(String(error)));
  let isOver = false;
  // VS Code calls this when the tests end, and also (with 0) when the extension host crashes: a hint to look, no verdict.
  await page.exposeFunction('codeAutomationExit', () => void (isOver = true));
  await page.goto(server.url);

  const outputFile = `${resultsFile}.output`;
  let output = '';
  let deadline = Date.now() + silenceMs;
  /** @type {string | undefined} */
  let problem;
  for (;;) {
    // In this order: when the end is known before the look, a result that is not there will not come any more.
    const isLastLook = isOver || server.hasEnded() || page.isClosed();
    // Results first: what was printed before them is there when they are.
    const results = await readFile(resultsFile, 'utf8').catch(() => undefined);
    const text = await readFile(outputFile, 'utf8').catch(() => '');
    if (text.length > output.length) {
      onOutput(text.slice(output.length));
      output = text;
      deadline = Date.now() + silenceMs;
    }
    if (results !== undefined) return { ...JSON.parse(results), output };
    if (isLastLook) problem = 'The extension host ended without a result.';
    if (Date.now() > deadline) problem = `The extension host said nothing for ${silenceMs / 1000} seconds.`;
    if (problem) break;
    await sleep(100);
  }
  const details = [
    problem,
    `--- the page's console\n${pageLog.slice(-25).join('\n')}`,
    `--- the server's log\n${await server.logTail()}`,
  ].join('\n');
  onOutput(`${details}\n`);
  return { passed: 0, failed: 1, pending: 0, output: `${output}\n${details}` };
}
