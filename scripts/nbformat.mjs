// @ts-check
/** A Python with nbformat, Jupyter's own judge of notebook files, for the tests of exported notebooks. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { canInstallPackages, installPackages } from './apt.mjs';

const candidates = ['python3', '/usr/bin/python3', 'python'];

/**
 * Finds a Python with nbformat.
 *
 * @returns {Promise<string | undefined>} the program
 */
export async function findNbformat() {
  for (const python of candidates) {
    const found = await promisify(execFile)(python, ['-c', 'import nbformat']).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  return undefined;
}

/**
 * Like `findNbformat`, and installs Debian's nbformat when there is none and this machine allows it.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string | undefined>}
 */
export async function ensureNbformat({ log = (line) => console.log(line) } = {}) {
  const found = await findNbformat();
  if (found || !(await canInstallPackages())) return found;
  log('nbformat is missing. Installing the package "python3-nbformat" with apt-get …');
  try {
    await installPackages(['python3-nbformat']);
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
  }
  return findNbformat();
}
