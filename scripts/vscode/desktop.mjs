// @ts-check
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { withCourseFolder } from './course-folder.mjs';
import { repositoryRoot } from './paths.mjs';

/**
 * Runs the extension's tests, which are built, in a desktop VS Code, which is downloaded once.
 *
 * @param {string} version - of VS Code; `stable` is the newest
 * @returns {Promise<import('./test-stages.mjs').Counts>}
 * @throws {Error} when VS Code ended without a result
 */
export async function desktopTests(version) {
  const scratch = await realpath(await mkdtemp(path.join(tmpdir(), 'nnfs-desktop-')));
  try {
    return await withCourseFolder((folder) => run(version, folder, scratch));
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} version
 * @param {string} folder - the learner's folder
 * @param {string} scratch - for VS Code's own data and the results
 * @returns {Promise<import('./test-stages.mjs').Counts>}
 */
async function run(version, folder, scratch) {
  const results = path.join(scratch, 'results.json');
  /** @type {unknown} */
  let problem;
  const status = await runTests({
    version,
    cachePath: path.join(repositoryRoot, '.vscode-test'),
    extensionDevelopmentPath: repositoryRoot,
    extensionTestsPath: path.join(repositoryRoot, 'out', 'test', 'extension', 'index.js'),
    extensionTestsEnv: { NNFS_TEST_RESULTS: results },
    launchArgs: [
      folder,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
      `--user-data-dir=${path.join(scratch, 'data')}`,
      // VS Code refuses its sandbox to root, which is who runs tests in most containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  }).catch((error) => {
    problem = error;
    return 1;
  });
  // VS Code ends with 0 also when its extension host crashes: only the results say that the tests ran.
  const counts = await readFile(results, 'utf8').then(JSON.parse, () => undefined);
  if (counts === undefined) throw new Error('VS Code ended without a result of the tests.', { cause: problem });
  return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}
