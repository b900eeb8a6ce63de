// @ts-check
/** `npm run screenshots`: takes the pictures of README.md from the running extension, into `media/screenshots/`. */
import { ensureChromium } from './vscode/browser.mjs';
import { ensureServer } from './vscode/install.mjs';
import { ensureDependencies, runNode } from './vscode/project.mjs';

await ensureDependencies(console.log);
await ensureChromium();
await ensureServer('1.139');
for (const args of [
  ['scripts/build.mjs', '--tests'],
  ['--enable-source-maps', 'out/test/screenshots/index.js'],
]) {
  const { code } = await runNode(args, { show: true });
  if (code !== 0) process.exit(1);
}
