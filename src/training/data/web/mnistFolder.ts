/** MNIST as four IDX files, in a browser: the host reads them, and the child that trains gets their bytes. */
import { FileRefused } from '../../../host/files';
import { elsewhere, readElsewhere } from '../../../host/web/elsewhere';
import type { DataFolder, HandedFiles } from '../../../protocol/dataFolder';
import { UserError, messageOf } from '../../errors';
import type { Dataset } from '../dataset';
import { ADVICE, type IdxKind } from '../idx';
import { MAX_BYTES, plainIdx } from '../idxBytes';
import { type Reader, countsOf, datasetOf, dimensionsOf } from '../mnist';
import { nameOfFolder } from '../mnistFiles';
import { DATA_SETS, type MnistFileName } from '../sets';
import { completeFolder } from './mnistFiles';
import { sha256 } from './sha256';

const NAMES = DATA_SETS.mnist.files.map(({ name }) => name);

interface Looked {
  /** Of the files, then. */
  stamp: string;
  counts: { train: number; test: number };
}

/** By folder. Files cannot be read in part here, and what is in a folder is shown often. */
const looked = new Map<string, Looked>();

/** @see countsOf */
export async function lookAtMnist(chosen: string): Promise<{ train: number; test: number }> {
  const { folder, places } = await completeFolder(chosen);
  const stamp = (await Promise.all(NAMES.map((name) => stampOf(places[name])))).join();
  const known = looked.get(folder);
  if (known?.stamp === stamp) return known.counts;
  const counts = await countsOf(readerOf((name) => ({ shown: places[name], read: () => bytesAt(places[name]) })));
  looked.set(folder, { stamp, counts });
  return counts;
}

/** Another one means that the file was written. */
export async function stampOf(place: string): Promise<string> {
  const there = await elsewhere().look(place);
  return there === null ? '' : `${there.size} ${there.changed}`;
}

/** What a child needs of a folder. @throws UserError where a file is missing or cannot be read */
export async function handOver(chosen: string): Promise<HandedFiles> {
  const { folder, places } = await completeFolder(chosen);
  const [a, b, c, d] = await Promise.all(
    NAMES.map(async (name) => ({ shown: places[name], bytes: await bytesAt(places[name]) })),
  );
  return { name: nameOfFolder(folder), files: [a, b, c, d] };
}

/** In the child. @see datasetOf */
export function readMnist(
  handed: DataFolder,
  options: { limit?: number | null; validation?: number } = {},
): Promise<Dataset> {
  if (typeof handed === 'string') throw new Error('In a browser, a child can read no folder.');
  const fileOf = (name: MnistFileName): HandedFiles['files'][number] => handed.files[NAMES.indexOf(name)];
  const reader = readerOf((name) => ({ shown: fileOf(name).shown, read: () => Promise.resolve(fileOf(name).bytes) }));
  return datasetOf(reader, handed.name, options, sha256);
}

interface Source {
  shown: string;
  /** As it lies there, plain or gzip. */
  read(): Promise<Uint8Array>;
}

function readerOf(sourceOf: (name: MnistFileName) => Source): Reader {
  const read = async (name: MnistFileName, kind: IdxKind): Promise<Uint8Array> => {
    const source = sourceOf(name);
    return plainIdx(await source.read(), source.shown, kind);
  };
  return {
    shown: (name) => sourceOf(name).shown,
    read,
    look: async (name) => dimensionsOf(await read(name, 'images'), sourceOf(name).shown),
  };
}

async function bytesAt(place: string): Promise<Uint8Array> {
  try {
    return await readElsewhere(place, MAX_BYTES);
  } catch (error) {
    throw new UserError(
      error instanceof FileRefused
        ? `${place}: ${error.fault}. ${ADVICE}`
        : `${place} cannot be read: ${messageOf(error)}. Check the folder and its permissions.`,
    );
  }
}
