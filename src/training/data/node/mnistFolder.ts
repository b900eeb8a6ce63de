/** MNIST as four IDX files in a folder. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { UserError } from '../../errors';
import { type Dataset, type Examples, split, toPixels } from '../dataset';
import { ADVICE, otherSize, parseIdxImages, parseIdxLabels } from '../idx';
import { refusalOf } from '../../../host/node/refusal';
import { lookAtIdxFile, readIdxFile } from './idxFile';
import { completeFoldersBelow, findMnistFile, missingMnistFiles, nameOfFolder } from './mnistFiles';
import { DATA_SETS } from '../sets';

const OTHER_DATA = 'Choose another folder, or train on the built-in digits.';

const { files } = DATA_SETS.mnist;

/** Where a program looks for MNIST. Empty and undefined entries are skipped. */
interface MnistPlaces {
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
 * @returns the folder that holds the files, or null when none was named and the cache is not complete: then a download helps
 * @throws UserError naming each missing file when a folder was named and is not complete
 */
export function locateMnist(places: MnistPlaces): string | null {
  for (const folder of [places.explicit, places.configured]) {
    if (folder) return completeFolder(folder);
  }
  return missingMnistFiles(places.cache).length === 0 ? places.cache : null;
}

/**
 * What a folder holds, from its labels and the headers of its images.
 *
 * @returns the numbers of images
 * @throws UserError when a file is missing, unreadable or not what it should be
 */
export async function lookAtMnist(chosen: string): Promise<{ train: number; test: number }> {
  const folder = completeFolder(chosen);
  const [train, test] = [filesOf(folder, 'train'), filesOf(folder, 't10k')];
  return { train: await lookAtPair(train), test: await lookAtPair(test) };
}

/**
 * Reads MNIST, or whatever has its form.
 *
 * @param chosen holds the four files, or one folder that does
 * @param options `limit`: at most so many training examples, null for all; fewer need less memory (3 KB an image).
 *   `validation`: so many of them are held back, see `split`
 * @throws UserError when a file is missing, unreadable or damaged, or when images and labels do not fit together
 */
export async function readMnist(
  chosen: string,
  { limit = null, validation = 0 }: { limit?: number | null; validation?: number } = {},
): Promise<Dataset> {
  const folder = completeFolder(chosen);
  const train = await readPair(filesOf(folder, 'train'));
  const test = await readPair(filesOf(folder, 't10k'));
  const places = split(train.count, validation);
  const isMnist = train.isMnist && test.isMnist;
  return {
    name: isMnist ? 'MNIST' : `${nameOfFolder(folder)} (folder)`,
    rows: 28,
    cols: 28,
    train: train.examples(places.train.subarray(0, limit ?? train.count)),
    validation: places.validation.length > 0 ? train.examples(places.validation) : null,
    test: test.examples(),
  };
}

/**
 * The folder that holds the four files: this one, or the only one below that does. Archives are often unpacked a folder or two too deep.
 *
 * @throws UserError naming what is missing, or the folders to choose from
 */
function completeFolder(folder: string): string {
  requireFolder(folder);
  const missing = missingMnistFiles(folder);
  if (missing.length === 0) return folder;
  const below = completeFoldersBelow(folder);
  if (below.length === 1) return below[0];
  if (below.length > 1)
    throw new UserError(
      `The folder ${folder} holds more than one set of images: ${below.join(', ')}. Choose one of these folders.`,
    );
  throw new UserError(
    `The folder ${folder} does not hold all four MNIST files. Missing: ${missing.join(', ')} (plain or .gz). ${OTHER_DATA}`,
  );
}

function requireFolder(folder: string): void {
  try {
    if (!statSync(folder).isDirectory()) {
      throw new UserError(`${folder} is a file, not a folder. ${OTHER_DATA}`);
    }
    readdirSync(folder);
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    throw new UserError(
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `There is no folder ${folder}. ${OTHER_DATA}`
        : `The folder ${folder} cannot be read: ${refusalOf(folder, error).fault}. ${OTHER_DATA}`,
    );
  }
}

interface Pair {
  images: string;
  labels: string;
  /** SHA-256 of the decompressed MNIST files. */
  sha256: { images: string; labels: string };
}

function filesOf(folder: string, set: 'train' | 't10k'): Pair {
  const [images, labels] = files.filter(({ name }) => name.startsWith(set));
  return {
    images: findMnistFile(folder, images.name) ?? join(folder, images.name),
    labels: findMnistFile(folder, labels.name) ?? join(folder, labels.name),
    sha256: { images: images.sha256, labels: labels.sha256 },
  };
}

/** @returns the number of images */
async function lookAtPair({ images, labels }: Pair): Promise<number> {
  const [count, rows, cols] = (await lookAtIdxFile(images, 'images')).dimensions;
  requireImages(images, count, rows, cols);
  // These are small: they are read as a whole, because other data sets of this form have more than ten classes.
  requirePair(images, count, labels, parseIdxLabels(await readIdxFile(labels, 'labels'), labels).length);
  return count;
}

async function readPair({ images: imagesFile, labels: labelsFile, sha256 }: Pair): Promise<{
  count: number;
  /** Those at these places of the files; left out: all. */
  examples(places?: Uint32Array): Examples;
  isMnist: boolean;
}> {
  const imageBytes = await readIdxFile(imagesFile, 'images');
  const labelBytes = await readIdxFile(labelsFile, 'labels');
  const images = parseIdxImages(imageBytes, imagesFile);
  const labels = parseIdxLabels(labelBytes, labelsFile);
  requireImages(imagesFile, images.count, images.rows, images.cols);
  requirePair(imagesFile, images.count, labelsFile, labels.length);
  return {
    count: images.count,
    examples: (places = Uint32Array.from(labels.keys())) => {
      const pixels = new Uint8Array(places.length * 784);
      places.forEach((place, i) => pixels.set(images.pixels.subarray(place * 784, (place + 1) * 784), i * 784));
      return {
        images: toPixels(pixels),
        labels: Uint8Array.from(places, (place) => labels[place]),
        count: places.length,
      };
    },
    // The small file first: other data are known by it.
    isMnist: hashOf(labelBytes) === sha256.labels && hashOf(imageBytes) === sha256.images,
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function requireImages(file: string, count: number, rows: number, cols: number): void {
  if (rows !== 28 || cols !== 28) {
    throw new UserError(`${file}: ${otherSize([rows, cols])}`);
  }
  if (count === 0) {
    throw new UserError(`${file}: holds no images. ${ADVICE}`);
  }
}

function requirePair(imagesFile: string, images: number, labelsFile: string, labels: number): void {
  if (images !== labels) {
    throw new UserError(
      `${imagesFile} holds ${images} images, but ${labelsFile} holds ${labels} labels. ` +
        `They do not belong together. ${ADVICE}`,
    );
  }
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
