// @ts-check
/** Makes the `.vsix`: `npm run package [-- --out FILE]`. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const named = process.argv.indexOf('--out');
const out = path.resolve(named > 0 ? process.argv[named + 1] : path.join(root, `${name}-${version}.vsix`));

// vsce runs `vscode:prepublish`, which checks the manifest and makes a production build. Everything is bundled, so no dependencies.
const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
const args = [
  vsce,
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  out,
];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;

const LARGEST = 3_500_000;
if (status === 0 && statSync(out).size > LARGEST) {
  console.error(`${out} has ${statSync(out).size} bytes, more than the ${LARGEST} that it may have. What got into it?`);
  process.exitCode = 1;
}
