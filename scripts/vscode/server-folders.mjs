// @ts-check
import { rmSync } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * @typedef {object} ServerFolders
 * @property {string} dataDir - settings, state and logs
 * @property {string[]} args - of the server, so that it uses these folders
 * @property {Record<string, string>} env - of the server, likewise
 * @property {() => Promise<void>} remove - deletes what is temporary
 * @property {() => void} removeNow - the same, at the exit of this process
 */

/** Settings for a VS Code that asks nothing, fetches nothing, and shows the work only. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.quickOpen.closeOnFocusLost': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  // As on the desktop; in a browser VS Code saves after every pause.
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'git.openRepositoryInParentFolders': 'never',
  'typescript.disableAutomaticTypeAcquisition': true,
};

/** For a VS Code that nothing but a test looks at: what moves on the screen is drawn by the processor, and costs as much as the tests. */
export const calmSettings = {
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
};

/**
 * Makes the folders that a server needs, and writes its user settings.
 *
 * @param {object} options
 * @param {string} options.serverHome - the folder `lib/vscode` of the installed server
 * @param {string} [options.dataDir] - keep settings and state in this folder, and leave settings alone that are there already
 * @param {string} [options.extensionsDir] - where installed extensions are; without it a folder of `dataDir`
 * @param {readonly string[]} [options.leaveOut] - built-in extensions that the server does not have
 * @param {Record<string, unknown>} [options.settings] - on top of the quiet ones
 * @returns {Promise<ServerFolders>}
 */
export async function makeServerFolders({ serverHome, dataDir, extensionsDir, leaveOut = [], settings = {} }) {
  const scratch = await mkdtemp(path.join(await shortTemporaryFolder(), 'nnfs-vscode-'));
  const removal = { recursive: true, force: true, maxRetries: 5 };
  try {
    const data = dataDir ?? scratch;
    const userData = path.join(data, 'user-data');
    await writeSettings(userData, settings);
    // VS Code takes every extension below the folder of the one in development for that one, and then shows the first colour
    // theme of those. The server lies below this repository, so its own extensions get an address elsewhere.
    const builtin = path.join(scratch, 'builtin');
    await linkAll(path.join(serverHome, 'extensions'), builtin, leaveOut);
    // It does not delete its sockets and scratch folders: they go with ours.
    const [temporary, cache] = [path.join(scratch, 'tmp'), path.join(scratch, 'cache')];
    await Promise.all([temporary, cache].map((folder) => mkdir(folder, { mode: 0o700 })));
    return {
      dataDir: data,
      args: [
        ...['--server-data-dir', data, '--user-data-dir', userData],
        ...['--extensions-dir', extensionsDir ?? path.join(data, 'extensions'), '--builtin-extensions-dir', builtin],
      ],
      env: { TMPDIR: temporary, XDG_RUNTIME_DIR: temporary, XDG_CACHE_HOME: cache },
      remove: () => rm(scratch, removal),
      removeNow: () => rmSync(scratch, removal),
    };
  } catch (error) {
    await rm(scratch, removal);
    throw error;
  }
}

/**
 * @param {string} from
 * @param {string} to - a new folder, with a link to each entry of the other
 * @param {readonly string[]} leaveOut
 */
async function linkAll(from, to, leaveOut) {
  await mkdir(to);
  const names = (await readdir(from)).filter((name) => !leaveOut.includes(name));
  await Promise.all(names.map((name) => symlink(path.join(from, name), path.join(to, name))));
}

/** VS Code puts sockets into its temporary folder, and a socket's path may have about 100 characters only. */
async function shortTemporaryFolder() {
  const folder = await realpath(tmpdir());
  return folder.length > 40 && process.platform !== 'win32' ? realpath('/tmp') : folder;
}

/**
 * Writes the user settings. Those that are there already are the user's own, and stay.
 *
 * @param {string} userData - the folder of VS Code's user data
 * @param {Record<string, unknown>} settings - on top of the quiet ones
 */
export async function writeSettings(userData, settings) {
  const file = path.join(userData, 'User', 'settings.json');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
  await rename(`${file}.new`, file);
}
