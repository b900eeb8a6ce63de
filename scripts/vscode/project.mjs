// @ts-check
/** What a fresh clone needs before anything of it can run. Node's own modules only. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { repositoryRoot } from './paths.mjs';
import { runProgram } from './processes.mjs';

/**
 * Installs the packages of the lock file when node_modules lacks some of them.
 *
 * @param {(line: string) => void} log
 * @throws {import('./npm.mjs').NpmError}
 */
export async function ensureDependencies(log) {
  const missing = await missingPackages();
  if (missing === 0) return;
  log('Installing the packages with npm …');
  await runNpm([missing === undefined ? 'install' : 'ci'], repositoryRoot);
}

/**
 * Compares what is installed with the lock file, package by package: times of files say little after a checkout.
 *
 * @returns {Promise<number | undefined>} how many packages are missing or of another version; undefined without a lock file
 */
async function missingPackages() {
  const lock = await readPackages(path.join(repositoryRoot, 'package-lock.json'));
  if (lock === undefined) return undefined;
  const installed = (await readPackages(path.join(repositoryRoot, 'node_modules', '.package-lock.json'))) ?? {};
  return Object.entries(lock).filter(([place, wanted]) => {
    if (place === '') return false;
    const actual = installed[place];
    // What is optional may be for another platform, and then is not installed here.
    return actual === undefined ? !(wanted.optional || wanted.devOptional) : actual.version !== wanted.version;
  }).length;
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | undefined>}
 */
async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Runs a script or tool of the project with this Node.js (or another), in the repository.
 *
 * @param {readonly string[]} args - arguments of node, beginning with the file
 * @param {{ node?: string, show?: boolean, onOutput?: (text: string) => void, env?: Record<string, string>, deadlineMs?: number }} [options] - as for `runProgram`
 * @returns {Promise<{ code: number, output: string }>} `output` is empty with `show`
 */
export function runNode(args, { node = process.execPath, env = {}, ...options } = {}) {
  return runProgram(node, args, { ...options, cwd: repositoryRoot, env: { ...process.env, ...env } });
}
