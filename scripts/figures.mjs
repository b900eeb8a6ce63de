// @ts-check
/**
 * `npm run figures`: runs the experiments that the guides quote, and writes what they give into `lessons/figures.json`. With ids of
 * experiments behind `--`, it runs those alone.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './vscode/paths.mjs';
import { ensureDependencies, runNode } from './vscode/project.mjs';

const lessons = path.join(repositoryRoot, 'lessons');
const file = path.join(lessons, 'figures.json');

/** Without them nothing can be built. They stay where the measuring is broken off; a test refuses them. */
function standInForNewFigures() {
  /** @type {Record<string, Record<string, unknown>>} */
  const figures = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const guides = readdirSync(lessons, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  for (const guide of guides)
    for (const [, experiment, quantity] of readFileSync(path.join(lessons, guide), 'utf8').matchAll(
      /\{\{([\w-]+)\.([\w-]+)/g,
    ))
      (figures[experiment] ??= {})[quantity] ??= { mean: '?', least: '?', most: '?' };
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}

await ensureDependencies(console.log);
standInForNewFigures();
const measuring = ['out/test/figures/write.program.js', ...process.argv.slice(2)];
for (const args of [['scripts/build.mjs'], ['scripts/build.mjs', '--tests'], measuring]) {
  const { code } = await runNode(args, { show: true });
  if (code !== 0) process.exit(code);
}
const { code } = await runNode(['scripts/build.mjs'], { show: true });
process.exitCode = code;
