/** MNIST as four IDX files in a folder. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError, messageOf } from '../errors';
import { type Dataset, type Examples, toPixels } from './dataset';
import { parseIdxImages, parseIdxLabels } from './idx';

/** The four files, by the names under which they were published, with the SHA-256 of their decompressed bytes. */
export const MNIST_FILES = [
  {
    name: 'train-images-idx3-ubyte',
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  {
    name: 'train-labels-idx1-ubyte',
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  {
    name: 't10k-images-idx3-ubyte',
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  {
    name: 't10k-labels-idx1-ubyte',
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
] as const;

export type MnistFileName = (typeof MNIST_FILES)[number]['name'];

/** The file in the folder, under one of the spellings in use (`-idx3-`, `.idx3-`, with or without `.gz`); null if none. */
export function findMnistFile(folder: string, name: string): string | null {
  const dotted = name.replace('-idx', '.idx');
  for (const candidate of [name, `${name}.gz`, dotted, `${dotted}.gz`]) {
    const path = join(folder, candidate);
    if (existsSync(path)) {
      return path;
    }
  }
  return null;
}

/** Which of the four files a folder lacks. */
export function missingMnistFiles(folder: string): MnistFileName[] {
  return MNIST_FILES.map(({ name }) => name).filter((name) => findMnistFile(folder, name) === null);
}

/** Where a program looks for MNIST. Empty and undefined entries are skipped. */
export interface MnistPlaces {
  /** A folder that the user named for this run. */
  explicit?: string | null;
  /** A folder from the setting or from `NNFS_MNIST_DIR`. */
  configured?: string | null;
  /** Where downloads are kept. */
  cache: string;
}

/**
 * Finds the folder with the MNIST files: the named one, else the configured one, else the cache.
 *
 * @returns the folder, or null when none was named and the cache is not complete: then a download helps
 * @throws UserError naming each missing file when a folder was named and is not complete
 */
export function locateMnist(places: MnistPlaces): string | null {
  for (const folder of [places.explicit, places.configured]) {
    if (folder) {
      requireComplete(folder);
      return folder;
    }
  }
  return missingMnistFiles(places.cache).length === 0 ? places.cache : null;
}

function requireComplete(folder: string): void {
  const missing = missingMnistFiles(folder);
  if (missing.length > 0) {
    throw new UserError(
      `The folder ${folder} does not hold all four MNIST files. Missing: ${missing.join(', ')} (plain or .gz). ` +
        'Choose another folder, or train on the built-in digits.',
    );
  }
}

/**
 * Reads MNIST.
 *
 * @param folder holds the four files
 * @param limit at most so many training examples, null for all; fewer need less memory (3 KB an image)
 * @throws UserError when a file is missing, unreadable or damaged, or when images and labels do not fit together
 */
export async function readMnist(folder: string, limit: number | null = null): Promise<Dataset> {
  requireComplete(folder);
  const train = await readExamples(folder, 'train-images-idx3-ubyte', 'train-labels-idx1-ubyte', limit);
  const test = await readExamples(folder, 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte', null);
  return { name: 'MNIST', rows: 28, cols: 28, train, test };
}

async function readExamples(
  folder: string,
  imagesName: MnistFileName,
  labelsName: MnistFileName,
  limit: number | null,
): Promise<Examples> {
  const imagesFile = findMnistFile(folder, imagesName) as string;
  const labelsFile = findMnistFile(folder, labelsName) as string;
  const images = parseIdxImages(await readBytes(imagesFile), imagesFile);
  const labels = parseIdxLabels(await readBytes(labelsFile), labelsFile);
  if (images.rows !== 28 || images.cols !== 28) {
    throw new UserError(`${imagesFile}: the images have ${images.rows}×${images.cols} pixels, expected 28×28.`);
  }
  if (images.count !== labels.length) {
    throw new UserError(
      `${imagesFile} holds ${images.count} images, but ${labelsFile} holds ${labels.length} labels. ` +
        'They do not belong together. Download the MNIST files again.',
    );
  }
  if (images.count === 0) {
    throw new UserError(`${imagesFile}: holds no images. Download the MNIST files again.`);
  }
  const count = limit === null ? images.count : Math.min(limit, images.count);
  return {
    images: toPixels(images.pixels.subarray(0, count * 784)),
    labels: labels.slice(0, count),
    count,
  };
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UserError(`${file}: cannot be read (${messageOf(error)}). Check the folder and its permissions.`);
  }
}

/** Where the terminal keeps downloads: the user's cache folder of the platform. */
export function defaultCacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const base =
    env.XDG_CACHE_HOME ||
    (platform === 'win32' && env.LOCALAPPDATA) ||
    (platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache'));
  return join(base, 'nn-from-scratch', 'mnist');
}
