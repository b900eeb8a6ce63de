// @ts-check
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode } from './project.mjs';

/**
 * Lays out a learner's folder in a temporary place, as `nn-from-scratch init` does, and deletes it when `use` has ended.
 *
 * @template T
 * @param {(folder: string) => Promise<T>} use - gets the absolute path
 * @returns {Promise<T>}
 * @throws {Error} when the folder cannot be laid out
 */
export async function withCourseFolder(use) {
  const base = await realpath(await mkdtemp(path.join(tmpdir(), 'nnfs-course-')));
  try {
    const folder = path.join(base, 'my network');
    const { code, output } = await runNode(['dist/cli.js', 'init', folder]);
    if (code !== 0) throw new Error(`dist/cli.js init failed with status ${code}:\n${output}`);
    return await use(folder);
  } finally {
    await rm(base, { recursive: true, force: true, maxRetries: 3 });
  }
}
