// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureNbformat } from '../nbformat.mjs';
import { ensureTorch } from '../python.mjs';
import { ensureChromium } from './browser.mjs';
import { withCourseFolder } from './course-folder.mjs';
import { ensureServer } from './install.mjs';
import { runNode } from './project.mjs';
import { runExtensionTests } from './run-extension-tests.mjs';

/** @typedef {{ passed: number, failed: number, pending: number }} Counts */

/** For tests that set none: long, because other work may slow this machine down; a test that hangs is still told. */
const testTimeoutMs = 60_000;
const stageDeadlineMs = 30 * 60_000;
const mochaArgs = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--enable-source-maps'];

/** @returns {Promise<void>} */
export async function prepareBrowser() {
  console.log(await ensureChromium());
}

/** Installs PyTorch where that can be done. Without it the tests that need it are skipped, each with a word. */
export async function prepareTorch() {
  console.log(
    (await ensureTorch()) ?? 'There is no Python with PyTorch here: the tests that compare with it are skipped.',
  );
}

/** Installs Jupyter's nbformat where that can be done. Without it the test that needs it is skipped, with a word. */
export async function prepareNbformat() {
  console.log(
    (await ensureNbformat()) ?? 'There is no Python with nbformat here: exported notebooks are not validated by it.',
  );
}

/**
 * Installs the VS Code server that tests run in, where it is missing.
 *
 * @param {string} version
 */
export async function prepareServer(version) {
  await ensureServer(/** @type {import('./install.mjs').VsCodeVersion} */ (version));
}

/** Builds the extension and the tests. */
export const build = () => tool(['scripts/build.mjs', '--tests']);

/**
 * The checks of a stage: what is checked, and what throws when it is not in order.
 *
 * @param {string} stage - `types` or `lint`
 * @returns {[name: string, check: () => Promise<void>][]}
 */
export function checks(stage) {
  const typescript = 'node_modules/typescript/bin/tsc';
  return stage === 'types'
    ? ['.', 'webview', 'lessons'].map((project) => [
        `types of ${project}`,
        () => tool([typescript, '--noEmit', '-p', project]),
      ])
    : [
        ['eslint', () => tool(['node_modules/eslint/bin/eslint.js', '.'])],
        ['prettier', () => tool(['node_modules/prettier/bin/prettier.cjs', '--check', '.'])],
      ];
}

/**
 * Runs the compiled tests of a folder with Mocha. No counts, or no test at all, is a failure.
 *
 * @param {string} folder - below `out/test/`
 * @param {string} [node] - the Node.js that runs them, when not this one
 * @returns {Promise<Counts>}
 */
export async function mocha(folder, node) {
  const counts = await mkdtemp(path.join(tmpdir(), 'nnfs-counts-'));
  try {
    const file = path.join(counts, 'counts.json');
    const args = [
      'node_modules/mocha/bin/mocha.js',
      ...['--timeout', String(testTimeoutMs)],
      '--reporter',
      'scripts/mocha-reporter.cjs',
      `out/test/${folder}/**/*.test.js`,
    ];
    const env = { NNFS_MOCHA_COUNTS: file };
    const { code } = await runNode([...mochaArgs, ...args], { node, show: true, env, deadlineMs: stageDeadlineMs });
    const written = await readFile(file, 'utf8').catch(() => undefined);
    if (written === undefined) throw new Error(`Mocha ended with status ${code} before it had run the tests.`);
    /** @type {Counts} */
    const result = JSON.parse(written);
    if (result.passed + result.failed === 0) throw new Error('No test ran.');
    // Mocha has more to complain about than tests, and then says so by its status.
    return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
  } finally {
    await rm(counts, { recursive: true, force: true });
  }
}

/** Runs the tests of the kernels with the Node.js of the newer VS Code: it knows relaxed SIMD, which this one may not. */
export async function kernelsInNewerNode() {
  const { node } = await ensureServer('1.139');
  return mocha('unit/training/kernels', node);
}

/**
 * Runs the tests of the extension inside a VS Code, in a course folder that has just been laid out.
 *
 * @param {string} version
 * @returns {Promise<Counts>}
 */
export function extensionTests(version) {
  return withCourseFolder((folder) =>
    runExtensionTests(/** @type {import('./install.mjs').VsCodeVersion} */ (version), {
      folder,
      onOutput: (text) => process.stdout.write(text),
    }),
  );
}

/** @param {string[]} args */
async function tool(args) {
  const { code } = await runNode(args, { show: true, deadlineMs: stageDeadlineMs });
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with status ${code}.`);
}
