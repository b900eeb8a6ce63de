/** Downloads MNIST once, from public mirrors: resumed after a break, checked by SHA-256, complete or not there at all. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError, messageOf } from '../errors';
import { MNIST_FILES, findMnistFile } from './mnistFolder';
import { fetchInto } from './fetchInto';
import { claimPart, releasePart, sizeOf } from './partFile';
import { type Verdict, verifyFile } from './verifyFile';

/** Public copies of the four files, under their original names with `.gz`. */
export const MNIST_MIRRORS: readonly string[] = [
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
];

/** Rough size of all four files together, until the servers have told. */
const EXPECTED_BYTES: Readonly<Record<string, number>> = {
  'train-images-idx3-ubyte': 9_912_422,
  'train-labels-idx1-ubyte': 28_881,
  't10k-images-idx3-ubyte': 1_648_877,
  't10k-labels-idx1-ubyte': 4_542,
};
/** Requests to one mirror for one file. */
const MAX_REQUESTS = 8;
/** Requests in a row that broke off and brought nothing, after which a mirror is given up. */
const MAX_FRUITLESS = 3;

export interface DownloadFile {
  name: string;
  /** Of the decompressed bytes. */
  sha256: string;
}

export interface DownloadProgress {
  /** The file that is being downloaded. */
  file: string;
  /** Bytes so far, of all files together. */
  received: number;
  /** Bytes of all files together; an estimate until the servers have told. */
  total: number;
}

export interface DownloadOptions {
  /** Where the files go. Made when it is not there. */
  folder: string;
  /** Addresses that end in a slash; tried in order. */
  mirrors?: readonly string[];
  files?: readonly DownloadFile[];
  signal?: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
  /** A mirror that sends nothing for so long is given up, in milliseconds. */
  stallMs?: number;
  /** Pause before a mirror is asked again, in milliseconds. */
  retryMs?: number;
}

/**
 * Downloads what the folder lacks. Files that are there are checked, and replaced when they are damaged.
 *
 * Several processes may do this at once with one folder: each writes a file of its own, and only a file that was
 * checked gets its final name.
 *
 * @throws UserError that says what each mirror answered; the signal's reason when it was aborted.
 *   What has arrived stays, and the next call goes on from there.
 */
export async function downloadMnist(options: DownloadOptions): Promise<void> {
  const { folder, files = MNIST_FILES, signal, onProgress } = options;
  await makeFolder(folder);
  const sizes = new Map(files.map(({ name }) => [name, { received: 0, total: EXPECTED_BYTES[name] ?? 0 }]));
  const report = (name: string, received: number, total: number | null): void => {
    const known = sizes.get(name)?.total ?? 0;
    sizes.set(name, { received, total: Math.max(total ?? known, received) });
    const all = [...sizes.values()];
    onProgress?.({
      file: name,
      received: all.reduce((sum, size) => sum + size.received, 0),
      total: all.reduce((sum, size) => sum + size.total, 0),
    });
  };
  for (const file of files) {
    signal?.throwIfAborted();
    const present = findMnistFile(folder, file.name);
    if (present !== null && (await verifyFile(present, file.sha256)).ok) {
      const size = await sizeOf(present);
      report(file.name, size, size);
    } else {
      await downloadFile(file, options, (received, total) => report(file.name, received, total));
    }
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new UserError(
      `The folder ${folder} cannot be made (${messageOf(error)}). Free the name, or check its rights.`,
    );
  }
}

type Report = (received: number, total: number | null) => void;

async function downloadFile(file: DownloadFile, options: DownloadOptions, report: Report): Promise<void> {
  const { folder, mirrors = MNIST_MIRRORS, signal } = options;
  const target = join(folder, `${file.name}.gz`);
  const part = await claimPart(target);
  const answers: string[] = [];
  try {
    for (const mirror of mirrors) {
      const answer = await tryMirror(new URL(`${file.name}.gz`, mirror), part, file, options, report);
      if (answer.ok) {
        await moveIntoPlace(part, answer.gzip ? target : join(folder, file.name), file);
        return;
      }
      answers.push(`${new URL(mirror).host}: ${answer.reason}`);
    }
  } finally {
    await releasePart(part, target);
  }
  signal?.throwIfAborted();
  throw new UserError(
    `${file.name} could not be downloaded. ${answers.join('; ')}. ` +
      'Check the network and try again (what has arrived is kept), choose a folder that holds the MNIST files, ' +
      'or train on the built-in digits.',
  );
}

/** @returns the verdict on the complete file, or why this mirror was given up */
async function tryMirror(
  url: URL,
  part: string,
  file: DownloadFile,
  options: DownloadOptions,
  report: Report,
): Promise<Verdict> {
  const { signal, stallMs = 30_000, retryMs = 500 } = options;
  let reason = 'gave nothing';
  let fruitless = 0;
  for (let request = 0; request < MAX_REQUESTS; request++) {
    if (request > 0) {
      await delay(retryMs, undefined, { signal });
    }
    const before = await sizeOf(part);
    const outcome = await fetchInto(url, part, { signal, stallMs, onBytes: report });
    signal?.throwIfAborted();
    if (outcome.kind === 'refused') {
      return { ok: false, reason: outcome.reason };
    }
    if (outcome.kind === 'broke off') {
      reason = outcome.reason;
      fruitless = (await sizeOf(part)) > before ? 0 : fruitless + 1;
      if (fruitless === MAX_FRUITLESS) {
        return { ok: false, reason };
      }
      continue;
    }
    const verdict = await verifyFile(part, file.sha256);
    if (verdict.ok) {
      return verdict;
    }
    // The beginning may be from another mirror, or was damaged before: once more, from the start.
    await rm(part, { force: true });
    reason = verdict.reason;
    if (before === 0) {
      return { ok: false, reason };
    }
  }
  return { ok: false, reason };
}

async function moveIntoPlace(part: string, target: string, file: DownloadFile): Promise<void> {
  try {
    await rename(part, target);
  } catch (error) {
    // On Windows a file that another process has open cannot be replaced; theirs is as good as ours.
    const theirs = await verifyFile(target, file.sha256).catch(() => ({ ok: false }));
    if (!theirs.ok) {
      throw new UserError(
        `${target} cannot be written (${messageOf(error)}). Close programs that use it, and try again.`,
      );
    }
    await rm(part, { force: true });
  }
}
