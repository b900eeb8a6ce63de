// @ts-check
/** A VS Code server that runs on Windows, under Wine: its JavaScript is the same on every platform, its native parts can be missing. */
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureServer } from '../vscode/install.mjs';
import { writeSettings } from '../vscode/server-folders.mjs';
import { spawnServer } from '../vscode/server.mjs';
import { driveC, modulesForWindows, nodeForWindows, wineEnvironment } from './wine.mjs';

/** Without its native part it cannot be loaded: nothing is written in this registry. */
const registry = 'exports.GetStringRegKey = () => undefined;\nexports.GetDWORDRegKey = () => undefined;\n';
const removal = { recursive: true, force: true, maxRetries: 5 };

/**
 * Starts the server, as `startServer` does on this machine. Paths in the options are those of Windows as in an address, `/c:/folder`.
 *
 * @param {import('./wine.mjs').Windows} windows
 * @param {import('../vscode/server.mjs').ServerOptions} options
 * @returns {Promise<import('../vscode/server.mjs').RunningServer>}
 */
export async function startServerInWine(windows, options) {
  const installed = await ensureServer(options.version, { log: options.log });
  const [code, data] = ['nnfs-vscode', 'nnfs-vscode-data'].map((name) => path.join(driveC, name));
  await Promise.all([rm(code, removal), rm(data, removal)]);
  await mirrorServer(path.dirname(path.dirname(installed.serverMain)), code);
  await writeSettings(path.join(data, 'user-data'), options.settings ?? {});
  const folders = {
    dataDir: data,
    args: [
      ...['--server-data-dir', 'C:\\nnfs-vscode-data', '--user-data-dir', 'C:\\nnfs-vscode-data\\user-data'],
      ...['--extensions-dir', 'C:\\nnfs-vscode-data\\extensions'],
    ],
    env: /** @type {Record<string, string>} */ (wineEnvironment()),
    remove: async () => {
      await windows.endAll();
      await Promise.all([rm(code, removal), rm(data, removal)]);
    },
    removeNow: () => [code, data].forEach((folder) => rmSync(folder, removal)),
  };
  const server = { ...installed, node: nodeForWindows, serverMain: 'C:\\nnfs-vscode\\out\\server-main.js' };
  return spawnServer(server, { ...options, launcher: ['wine'] }, folders);
}

/**
 * The server in another place, made of links to its files, with another `windows-registry`, and with what it has for Windows only.
 * Below this repository, VS Code would take its extensions for the one in development.
 *
 * @param {string} from
 * @param {string} to
 */
async function mirrorServer(from, to) {
  const [theirs, modules] = [from, to].map((folder) => path.join(folder, 'node_modules'));
  await linkAll(from, to, ['node_modules', 'node_modules.asar']);
  await linkAll(theirs, modules, ['@parcel', '@vscode']);
  await linkAll(path.join(theirs, '@parcel'), path.join(modules, '@parcel'));
  await linkAll(path.join(modulesForWindows, '@parcel'), path.join(modules, '@parcel'));
  await linkAll(path.join(theirs, '@vscode'), path.join(modules, '@vscode'), ['windows-registry', 'ripgrep']);
  await linkAll(path.join(theirs, '@vscode', 'ripgrep'), path.join(modules, '@vscode', 'ripgrep'), ['bin']);
  const ripgrep = path.join(modulesForWindows, '@vscode', 'ripgrep-win32-x64', 'bin');
  await linkAll(ripgrep, path.join(modules, '@vscode', 'ripgrep', 'bin'));
  const changed = path.join(modules, '@vscode', 'windows-registry');
  await mkdir(changed);
  await writeFile(path.join(changed, 'index.js'), registry);
  await symlink(modules, path.join(to, 'node_modules.asar'));
}

/**
 * @param {string} from
 * @param {string} to - a folder that gets a link to all that is in the other one
 * @param {string[]} [except]
 */
async function linkAll(from, to, except = []) {
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).filter((name) => !except.includes(name));
  await Promise.all(names.map((name) => symlink(path.join(from, name), path.join(to, name))));
}
