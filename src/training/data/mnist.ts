/** MNIST, or whatever has its form: two pairs of images and labels. */
import { UserError } from '../errors';
import { type Dataset, type Examples, split, toPixels } from './dataset';
import { ADVICE, type IdxKind, otherSize, parseIdxHeader, parseIdxImages, parseIdxLabels } from './idx';
import { DATA_SETS, type MnistFileName } from './sets';

const { files } = DATA_SETS.mnist;

/** How the four files are read. */
export interface Reader {
  /** What a file is called in messages. */
  shown(name: MnistFileName): string;
  /** The decompressed contents. @throws UserError when it cannot be read or is not what it should be */
  read(name: MnistFileName, kind: IdxKind): Promise<Uint8Array>;
  /** The dimensions of a file of images. It need not be read as a whole for that. */
  look(name: MnistFileName): Promise<readonly number[]>;
}

/** What unpacked files say of themselves. */
export const dimensionsOf = (images: Uint8Array, file: string): number[] =>
  parseIdxHeader(images, file, 'images').dimensions;

interface Pair {
  images: MnistFileName;
  labels: MnistFileName;
  /** SHA-256 of the decompressed MNIST files. */
  sha256: { images: string; labels: string };
}

function pairOf(set: 'train' | 't10k'): Pair {
  const [images, labels] = files.filter(({ name }) => name.startsWith(set));
  return {
    images: images.name,
    labels: labels.name,
    sha256: { images: images.sha256, labels: labels.sha256 },
  };
}

/**
 * What the files hold, from labels and from the headers of images.
 *
 * @returns the numbers of images
 * @throws UserError when a file is missing, unreadable or not what it should be
 */
export async function countsOf(reader: Reader): Promise<{ train: number; test: number }> {
  return { train: await countOf(pairOf('train'), reader), test: await countOf(pairOf('t10k'), reader) };
}

/**
 * @param folder how it is called where the images are not those of MNIST
 * @param options `limit`: at most so many training examples, null for all; fewer need less memory (3 KB an image).
 *   `validation`: so many of them are held back, see `split`
 * @param sha256 of bytes, in hexadecimal digits
 * @throws UserError when a file is missing, unreadable or damaged, or when images and labels do not fit together
 */
export async function datasetOf(
  reader: Reader,
  folder: string,
  { limit = null, validation = 0 }: { limit?: number | null; validation?: number },
  sha256: (bytes: Uint8Array) => string | Promise<string>,
): Promise<Dataset> {
  const train = await readPair(pairOf('train'), reader, sha256);
  const test = await readPair(pairOf('t10k'), reader, sha256);
  const places = split(train.count, validation);
  const isMnist = train.isMnist && test.isMnist;
  return {
    name: isMnist ? 'MNIST' : `${folder} (folder)`,
    rows: 28,
    cols: 28,
    train: train.examples(places.train.subarray(0, limit ?? train.count)),
    validation: places.validation.length > 0 ? train.examples(places.validation) : null,
    test: test.examples(),
  };
}

/** @returns the number of images */
async function countOf({ images, labels }: Pair, reader: Reader): Promise<number> {
  const [imagesFile, labelsFile] = [reader.shown(images), reader.shown(labels)];
  const [count, rows, cols] = await reader.look(images);
  requireImages(imagesFile, count, rows, cols);
  // These are small: they are read as a whole, because other data sets of this form have more than ten classes.
  const found = parseIdxLabels(await reader.read(labels, 'labels'), labelsFile);
  requirePair(imagesFile, count, labelsFile, found.length);
  return count;
}

async function readPair(
  { images: imagesName, labels: labelsName, sha256 }: Pair,
  reader: Reader,
  hashOf: (bytes: Uint8Array) => string | Promise<string>,
): Promise<{
  count: number;
  /** Those at these places of the files; left out: all. */
  examples(places?: Uint32Array): Examples;
  isMnist: boolean;
}> {
  const [imagesFile, labelsFile] = [reader.shown(imagesName), reader.shown(labelsName)];
  const imageBytes = await reader.read(imagesName, 'images');
  const labelBytes = await reader.read(labelsName, 'labels');
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
    isMnist: (await hashOf(labelBytes)) === sha256.labels && (await hashOf(imageBytes)) === sha256.images,
  };
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
