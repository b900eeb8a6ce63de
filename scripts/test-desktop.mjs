// @ts-check
/**
 * `npm run test:desktop`: runs the extension's tests in a desktop VS Code, which is downloaded once. Needs a display
 * (on Linux without one: xvfb-run -a npm run test:desktop). `--version 1.100.3` chooses another VS Code than the newest.
 */
import { parseArgs } from 'node:util';
import { desktopTests } from './vscode/desktop.mjs';
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
  try {
    const { passed, failed } = await desktopTests(version);
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}
