// @ts-check
/**
 * Publishes a package to VS Code's marketplace and to Open VSX: `npm run marketplace -- --vsix FILE [--dry-run]`.
 * Stops before it sends anything when something is missing. See docs/publishing.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** The newest that runs with Node 20. Used by this script only, so it is no dependency of the project. */
const OVSX = 'ovsx@0.10.9';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: { vsix: { type: 'string' }, 'dry-run': { type: 'boolean' } } });
const missing = whatIsMissing(values.vsix);
if (missing.length > 0) {
  console.error(`Nothing was published:\n${missing.map((each) => `- ${each}`).join('\n')}\nSee docs/publishing.md.`);
  process.exitCode = 1;
} else if (values['dry-run']) {
  console.log('All is there. Without --dry-run it would be published now.');
} else {
  const vsix = path.resolve(/** @type {string} */ (values.vsix));
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  // Both read their token from the environment, so that it stands in no list of processes.
  const isOnMarketplace = run('the marketplace', process.execPath, [
    vsce,
    'publish',
    '--packagePath',
    vsix,
    '--skip-duplicate',
  ]);
  const isOnOpenVsx = run('Open VSX', 'npx', ['--yes', OVSX, 'publish', vsix, '--skip-duplicate']);
  process.exitCode = isOnMarketplace && isOnOpenVsx ? 0 : 1;
}

/**
 * @param {string | undefined} vsix
 * @returns {string[]} a sentence for each thing that is not in order
 */
function whatIsMissing(vsix) {
  const { version, publisher, repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const sentences = [];
  if (!process.env.VSCE_PAT)
    sentences.push(`VSCE_PAT is not set: the marketplace's token for the publisher ${publisher}.`);
  if (!process.env.OVSX_PAT) sentences.push(`OVSX_PAT is not set: Open VSX's token for the namespace ${publisher}.`);
  if (!vsix) sentences.push('Name the package that was tested: --vsix FILE (npm run package makes one).');
  else if (!existsSync(vsix) || !statSync(vsix).isFile()) sentences.push(`There is no file ${vsix}.`);
  const changelog = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
  if (!changelog.includes(`\n## ${version}`)) sentences.push(`CHANGELOG.md has no section "## ${version}".`);
  if (!repository) sentences.push('package.json names no repository: pictures of the README would not be found.');
  return sentences;
}

/** @param {string} where @param {string} program @param {string[]} args */
function run(where, program, args) {
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && program === 'npx',
  });
  console.log(status === 0 ? `Published on ${where}.` : `Not published on ${where}: status ${status}.`);
  return status === 0;
}
