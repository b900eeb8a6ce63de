// @ts-check
/**
 * `npm run test:desktop`: runs the extension's tests in a desktop VS Code, which is downloaded once. Needs a display
 * (on Linux without one: xvfb-run -a npm run test:desktop). `--version 1.100.3` chooses another VS Code than the newest.
 */
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { withCourseFolder } from './vscode/course-folder.mjs';
import { repositoryRoot } from './vscode/paths.mjs';
import { runNode } from './vscode/project.mjs';

const { values } = parseArgs({ options: { version: { type: 'string', default: 'stable' } } });
process.exitCode = await main(values.version);

/**
 * @param {string} version
 * @returns {Promise<number>} the exit status
 */
async function main(version) {
  const { code } = await runNode(['scripts/build.mjs', '--tests'], { show: true });
  if (code !== 0) return 1;
  const scratch = await realpath(await mkdtemp(path.join(tmpdir(), 'nnfs-desktop-')));
  try {
    return await withCourseFolder((folder) => run(version, folder, scratch));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} version
 * @param {string} folder - the learner's folder
 * @param {string} scratch - for VS Code's own data and the results
 * @returns {Promise<number>}
 */
async function run(version, folder, scratch) {
  const results = path.join(scratch, 'results.json');
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
  });
  // VS Code ends with 0 also when its extension host crashes: only the results say that the tests ran.
  const counts = await readFile(results, 'utf8').then(JSON.parse, () => undefined);
  if (counts === undefined) {
    console.error('VS Code ended without a result of the tests.');
    return 1;
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return status === 0 && counts.failed === 0 ? 0 : 1;
}
