// @ts-check
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { canInstallPackages, installPackages } from '../apt.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome',
  'msedge',
];
const macApplications = ['Chromium', 'Google Chrome', 'Microsoft Edge'];

/**
 * Finds a Chromium-based browser: `NNFS_CHROMIUM`, then PATH, then where such browsers are usually installed.
 *
 * @returns {Promise<string | undefined>} absolute path of the program
 * @throws {Error} when `NNFS_CHROMIUM` names something that cannot be run
 */
export async function findChromium() {
  const chosen = process.env.NNFS_CHROMIUM;
  if (chosen) {
    if (await canRun(chosen)) return chosen;
    throw new Error(
      `NNFS_CHROMIUM says ${chosen}, and that is not a program that can be run. Correct it, or remove it.`,
    );
  }
  for (const candidate of candidates()) {
    if (await canRun(candidate)) return candidate;
  }
  return undefined;
}

/**
 * Like `findChromium`, and installs Debian's Chromium when there is none and this machine allows it.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string>}
 * @throws {Error} that says what to install
 */
export async function ensureChromium({ log = (line) => console.log(line) } = {}) {
  const found = await findChromium();
  if (found) return found;
  if (await canInstallPackages()) {
    log('Chromium is missing. Installing the package "chromium" with apt-get …');
    await installPackages(['chromium']);
    const installed = await findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'The tests need a Chromium-based browser (Chromium, Chrome or Edge), and none was found.\n' +
      'Install one (on Debian and Ubuntu: sudo apt-get install chromium), or set NNFS_CHROMIUM to the path of one.',
  );
}

/**
 * Launches the browser through playwright-core, with a profile of its own that goes when it closes.
 *
 * @param {{ headless?: boolean }} [options]
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser({ headless = true } = {}) {
  // Not imported at the top: `ensureChromium` must work before node_modules exists.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: await ensureChromium(),
    headless,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Chromium refuses its sandbox to root, which is who runs tests in most containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

/** @returns {string[]} absolute paths */
function candidates() {
  const extension = process.platform === 'win32' ? '.exe' : '';
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const fixed =
    process.platform === 'darwin'
      ? macApplications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
      : process.platform === 'win32'
        ? [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']]
            .filter((folder) => folder !== undefined)
            .flatMap((folder) => [
              path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
              path.join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
            ])
        : [
            '/usr/bin/chromium',
            '/usr/bin/chromium-browser',
            '/usr/bin/google-chrome',
            '/usr/bin/microsoft-edge',
            '/snap/bin/chromium',
          ];
  return [...names.flatMap((name) => onPath.map((folder) => path.join(folder, name + extension))), ...fixed];
}

/** @param {string} file */
async function canRun(file) {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
