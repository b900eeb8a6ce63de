// @ts-check
/**
 * `npm run soak -- --minutes 30 --seed 1`: one learner's folder, used at random from terminals and windows that are killed and
 * loaded again. Exit status 1 when something was lost or left behind. `--plant text|file|progress|stray` spoils something on
 * purpose, to see that it is found.
 */
import { parseArgs } from 'node:util';
import { ensureChromium } from './vscode/browser.mjs';
import { ensureServer, vsCodeVersions } from './vscode/install.mjs';
import { ensureDependencies, runNode } from './vscode/project.mjs';
import { watchForTraces } from './vscode/traces.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'string', default: '' },
  },
});
const { minutes, seed, plant } = values;
if (!(Number(minutes) > 0) || !Number.isSafeInteger(Number(seed))) {
  console.error('Usage: npm run soak -- [--minutes 30] [--seed 1]');
  process.exit(2);
}

await ensureDependencies(console.log);
await ensureChromium();
for (const version of vsCodeVersions) await ensureServer(version);
const build = await runNode(['scripts/build.mjs', '--tests'], { show: true });
if (build.code !== 0) process.exit(build.code);

const traces = watchForTraces();
const { code } = await runNode(
  ['--no-warnings', '--enable-source-maps', 'out/test/load/soak.program.js', minutes, seed, plant],
  // Other work may slow the machine down.
  { show: true, env: { NNFS_MOCHA_PATIENCE: '8', NNFS_MNIST_DIR: '' } },
);
process.exitCode = code;
try {
  await traces.assertNone();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
