// @ts-check
/** Debian packages, for tests on a machine that is theirs. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * Whether packages may be installed without asking anybody: as root, on a Linux with apt-get.
 *
 * @returns {Promise<boolean>}
 */
export async function canInstallPackages() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return access('/usr/bin/apt-get', constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * @param {string[]} names
 * @throws {Error} with what apt-get said
 */
export async function installPackages(names) {
  await aptGet(['update']);
  await aptGet(['install', '--yes', '--no-install-recommends', ...names]);
}

/** @param {string[]} args */
async function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt-get may be at work, as on a machine that has just started: it is waited for.
  const all = ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args];
  await promisify(execFile)('apt-get', all, { env, maxBuffer: 64 * 1024 * 1024 }).catch((error) => {
    throw new Error(`apt-get ${args[0]} failed:\n${error.stderr || error.message}`, { cause: error });
  });
}
