/** MNIST as four IDX files in a folder of the disk. */
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { host } from '../../../host';
import type { DataFolder } from '../../../protocol/dataFolder';
import type { Dataset } from '../dataset';
import { type Reader, countsOf, datasetOf } from '../mnist';
import { nameOfFolder } from '../mnistFiles';
import type { MnistFileName } from '../sets';
import { lookAtIdxFile, readIdxFile } from './idxFile';
import { completeFolder, findMnistFile } from './mnistFiles';

/**
 * @param chosen holds the four files, or one folder that does
 * @see countsOf
 */
export const lookAtMnist = async (chosen: string): Promise<{ train: number; test: number }> =>
  countsOf(readerOf(completeFolder(chosen)));

/**
 * @param chosen holds the four files, or one folder that does
 * @see datasetOf
 */
export async function readMnist(
  chosen: DataFolder,
  options: { limit?: number | null; validation?: number } = {},
): Promise<Dataset> {
  if (typeof chosen !== 'string') throw new Error('In Node, a child reads the files itself.');
  const folder = completeFolder(chosen);
  return datasetOf(readerOf(folder), nameOfFolder(folder), options, (bytes) => host.sha256(bytes));
}

/** In Node, a child reads a folder itself. */
export const handOver = (folder: string): Promise<DataFolder> => Promise.resolve(folder);

function readerOf(folder: string): Reader {
  const fileOf = (name: MnistFileName): string => findMnistFile(folder, name) ?? join(folder, name);
  return {
    shown: fileOf,
    read: async (name, kind) => readIdxFile(fileOf(name), kind),
    look: async (name) => (await lookAtIdxFile(fileOf(name), 'images')).dimensions,
  };
}

/** Where the terminal keeps downloads: the user's cache folder of the platform. */
export function defaultCacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  // A relative place would lie in whatever folder the command is used in; by its own rules it does not count.
  const given = [env.XDG_CACHE_HOME, platform === 'win32' ? env.LOCALAPPDATA : undefined].find(
    (place) => place !== undefined && isAbsolute(place),
  );
  const base = given ?? (platform === 'darwin' ? join(home(), 'Library', 'Caches') : join(home(), '.cache'));
  return join(base, 'nn-from-scratch', 'mnist');
}

/** `HOME` may be empty, or relative. */
const home = (): string => (isAbsolute(homedir()) ? homedir() : userInfo().homedir);
