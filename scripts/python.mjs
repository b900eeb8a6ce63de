// @ts-check
/** A Python with PyTorch for the tests and benches that compare with it. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { canInstallPackages, installPackages } from './apt.mjs';

const probe = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'media', 'python', 'probe.py');
const probeDeadlineMs = 60_000;

/**
 * Finds a Python with PyTorch: `NNFS_PYTHON`, then PATH.
 *
 * @returns {Promise<string | undefined>} absolute path of the program
 */
export async function findTorch() {
  const named = process.env.NNFS_PYTHON;
  if (named) return (await hasTorch(named)) ? named : undefined;
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const candidate of folders.flatMap((folder) => [path.join(folder, 'python3'), path.join(folder, 'python')])) {
    if ((await canRun(candidate)) && (await hasTorch(candidate))) return candidate;
  }
  return undefined;
}

/**
 * Like `findTorch`, and installs Debian's PyTorch with a fast BLAS when there is none and this machine allows it.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string | undefined>}
 */
export async function ensureTorch({ log = (line) => console.log(line) } = {}) {
  const found = await findTorch();
  if (found) return found;
  if (await canInstallPackages()) {
    log('PyTorch is missing. Installing the packages "python3-torch" and "libopenblas0" with apt-get …');
    try {
      await installPackages(['python3-torch', 'libopenblas0']);
      return await findTorch();
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
  }
  return undefined;
}

/** @param {string} python */
async function hasTorch(python) {
  try {
    const { stdout } = await promisify(execFile)(python, [probe], { timeout: probeDeadlineMs, killSignal: 'SIGKILL' });
    return typeof JSON.parse(stdout).torch?.version === 'string';
  } catch {
    return false;
  }
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
