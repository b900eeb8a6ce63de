// @ts-check
/**
 * `npm run screenshots`: takes the pictures of README.md from the running extension, into `media/screenshots/`; with
 * `-- --surfaces` pictures of everything around a lesson in three themes instead, into `out/screenshots/`, to be looked at.
 */
import { ensureChromium } from './vscode/browser.mjs';
import { ensureServer } from './vscode/install.mjs';
import { ensureDependencies, runNode } from './vscode/project.mjs';

await ensureDependencies(console.log);
await ensureChromium();
await ensureServer('1.139');
for (const args of [
  ['scripts/build.mjs', '--tests'],
  ['--enable-source-maps', 'out/test/screenshots/index.js', ...process.argv.slice(2)],
]) {
  const { code } = await runNode(args, { show: true });
  if (code !== 0) process.exit(1);
}
