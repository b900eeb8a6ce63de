// @ts-check
/** `npm run bench`: measures speed, as ratios against rivals in the same run. `npm run bench -- check` runs one bench. */
import { cp, mkdir, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureTorch } from './python.mjs';
import { runNpm } from './vscode/npm.mjs';
import { repositoryRoot } from './vscode/paths.mjs';
import { ensureDependencies, runNode } from './vscode/project.mjs';

const rivals = path.join(repositoryRoot, '.bench', 'rivals');

/** Rivals are installed beside the project and not into it: nobody but a bench needs them. */
async function installRivals() {
  const source = path.join(repositoryRoot, 'test', 'bench', 'rivals');
  const lock = 'package-lock.json';
  const installed = await readFile(path.join(rivals, 'node_modules', '.installed'), 'utf8').catch(() => '');
  const wanted = await readFile(path.join(source, lock), 'utf8');
  if (installed === wanted) return;
  console.log('Installing what the bench measures against …');
  await mkdir(rivals, { recursive: true });
  for (const file of ['package.json', lock]) await cp(path.join(source, file), path.join(rivals, file));
  await cp(path.join(repositoryRoot, '.npmrc'), path.join(rivals, '.npmrc'));
  await runNpm(['ci'], rivals);
  await cp(path.join(source, lock), path.join(rivals, 'node_modules', '.installed'));
}

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--'));
const options = args.filter((arg) => arg.startsWith('--'));
await ensureDependencies(console.log);
const { code } = await runNode(['scripts/build.mjs', '--tests'], { show: true });
if (code !== 0) process.exit(code);
await installRivals();

const benches = (await readdir(path.join(repositoryRoot, 'out', 'test', 'bench')))
  .filter((file) => file.endsWith('.bench.js'))
  .map((file) => file.replace('.bench.js', ''));
const unknown = names.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench “${unknown.join(', ')}”. The benches are: ${benches.join(', ')}.`);
  process.exit(2);
}
for (const name of names.length > 0 ? names : benches) {
  const file = `out/test/bench/${name}.bench.js`;
  // Who has no PyTorch and cannot get one measures without it, and is told.
  if (name === 'train') await ensureTorch();
  const run = await runNode(['--experimental-vm-modules', '--no-warnings', '--enable-source-maps', file, ...options], {
    show: true,
  });
  if (run.code !== 0) process.exitCode = 1;
}
