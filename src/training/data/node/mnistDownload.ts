/** Downloads MNIST once, from public mirrors: resumed after a break, checked by SHA-256, complete or not there at all. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { refusalOf } from '../../../host/node/refusal';
import { UserError } from '../../errors';
import { DATA_SETS, type PublishedFile } from '../sets';
import { findMnistFile } from './mnistFiles';
import { MIN_BYTES, fetchInto } from './fetchInto';
import { claimPart, dropParts, releasePart, sizeOf } from './partFile';
import { verifyFile } from './verifyFile';

/**
 * The mirrors that `NNFS_MNIST_MIRRORS` names, for a school with a copy of its own: addresses with spaces between them.
 * Every file is checked, so a wrong one can do no harm.
 *
 * @returns undefined for the public ones
 * @throws UserError for what is not an address that can be asked
 */
export function mirrorsFrom(setting: string | undefined): string[] | undefined {
  const words = (setting ?? '').split(/\s+/).filter(Boolean);
  for (const word of words) {
    const fault = faultOf(word);
    // A password stays out of messages.
    const shown = word.replace(/^([a-z+.-]*:\/*)?.*@/i, '$1…@');
    if (fault !== null) throw new UserError(`NNFS_MNIST_MIRRORS: “${shown}” ${fault}.`);
  }
  return words.length === 0 ? undefined : words.map((word) => (word.endsWith('/') ? word : `${word}/`));
}

/** Null for an address that can be asked. */
function faultOf(word: string): string | null {
  if (!URL.canParse(word) || !/^https?:/.test(word)) return 'is not an address that begins with http:// or https://';
  const { username, password, port } = new URL(word);
  if (username || password) return 'holds a user name or a password. Name an address that needs none';
  return BAD_PORTS.has(Number(port)) ? `has port ${port}, which is kept for another kind of server` : null;
}

/** "Bad ports" of the Fetch standard: `fetch` asks none of them. */
const BAD_PORTS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** Requests to one mirror for one file. */
const MAX_REQUESTS = 8;
/** Requests in a row that brought next to nothing, after which a mirror is given up. */
const MAX_FRUITLESS = 3;
/** Longer than this no mirror is waited for while there is another. */
const MAX_WAIT_MS = 10_000;

interface DownloadProgress {
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
  files?: readonly PublishedFile[];
  signal?: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
  /** A mirror that sends nothing, or next to nothing, for so long is given up, in milliseconds. */
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
  const { folder, files = DATA_SETS.mnist.files, signal, onProgress } = options;
  await makeFolder(folder);
  const sizes = new Map(files.map(({ name, download = 0 }) => [name, { received: 0, total: download }]));
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
    if (present !== null && (await verifyFile(present, file)).ok) {
      const size = await sizeOf(present);
      report(file.name, size, size);
      continue;
    }
    const placed = await downloadFile(file, options, (received, total) => report(file.name, received, total));
    if (present !== null && present !== placed) {
      // The damaged one has another spelling, and could be found first.
      await rm(present, { force: true, recursive: true });
    }
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new UserError(
      `The folder ${folder} cannot be made: ${refusalOf(folder, error).fault}. Free the name, or check the rights of the folder ` +
        'around it, or train on the built-in digits.',
    );
  }
}

type Report = (received: number, total: number | null) => void;

/** @returns where the file is now */
async function downloadFile(file: PublishedFile, options: DownloadOptions, report: Report): Promise<string> {
  const { folder, mirrors = DATA_SETS.mnist.mirrors, signal } = options;
  const target = join(folder, `${file.name}.gz`);
  const part = await claimPart(target);
  const answers: Failure[] = [];
  try {
    for (const mirror of mirrors) {
      const answer = await tryMirror(new URL(`${file.name}.gz`, mirror), part, file, options, report);
      if (answer.ok) {
        const place = answer.gzip ? target : join(folder, file.name);
        await moveIntoPlace(part, place, file);
        await dropParts(target);
        return place;
      }
      answers.push({ ...answer, reason: `${new URL(mirror).host} ${answer.reason}` });
    }
  } finally {
    await releasePart(part, target);
  }
  signal?.throwIfAborted();
  throw new UserError(failureText(file.name, answers));
}

/** What to do stands in the first line; what each mirror said, below it. */
function failureText(name: string, answers: readonly Failure[]): string {
  const reasons = answers.map(({ reason }) => reason).join('; ');
  const what = answers.every(({ unreachable }) => unreachable)
    ? `No network: ${name} could not be downloaded.`
    : `${name} could not be downloaded.`;
  return (
    `${what} Check the network and try again: the part already downloaded is kept. Or choose a folder that holds the MNIST files, ` +
    `or train on the built-in digits.\n${reasons}.`
  );
}

/** Why a mirror was given up; goes on after its name. */
interface Failure {
  reason: string;
  unreachable: boolean;
}

type Answer = { ok: true; gzip: boolean } | ({ ok: false } & Failure);

async function tryMirror(
  url: URL,
  part: string,
  file: PublishedFile,
  options: DownloadOptions,
  report: Report,
): Promise<Answer> {
  const { signal, stallMs = 30_000, retryMs = 500 } = options;
  const givenUp = (reason: string, unreachable = false): Answer => ({ ok: false, reason, unreachable });
  let reason = 'gave nothing';
  let fruitless = 0;
  let waitMs = retryMs;
  for (let request = 0; request < MAX_REQUESTS; request++) {
    if (request > 0) {
      await delay(waitMs, undefined, { signal });
    }
    waitMs = retryMs;
    const before = await sizeOf(part);
    const outcome = await fetchInto(url, part, { signal, stallMs, maxBytes: mostBytes(file), onBytes: report });
    signal?.throwIfAborted();
    switch (outcome.kind) {
      case 'unreachable':
      case 'refused':
        return givenUp(outcome.reason, outcome.kind === 'unreachable');
      case 'busy':
        reason = outcome.reason;
        waitMs = outcome.waitMs ?? retryMs;
        fruitless++;
        if (waitMs > MAX_WAIT_MS) {
          return givenUp(`${reason} (and wants us to wait ${Math.round(waitMs / 1000)} s)`);
        }
        break;
      case 'broke off':
        reason = outcome.reason;
        fruitless = (await sizeOf(part)) >= before + MIN_BYTES ? 0 : fruitless + 1;
        break;
      case 'no rest':
        reason = outcome.reason;
        if (before === 0) {
          return givenUp(reason);
        }
        await rm(part, { force: true });
        break;
      case 'complete': {
        const verdict = await verifyFile(part, file);
        if (verdict.ok) {
          return verdict;
        }
        // The beginning may be from another mirror, or was damaged before: once more, from the start.
        await rm(part, { force: true });
        reason = `sent a file that ${verdict.fault}`;
        if (before === 0) {
          return givenUp(reason);
        }
      }
    }
    if (fruitless === MAX_FRUITLESS) {
      break;
    }
  }
  return givenUp(reason);
}

/** A mirror may send the file plain. Gzip of what does not compress is a little longer than that. */
function mostBytes({ bytes }: PublishedFile): number {
  return bytes + Math.ceil(bytes / 1000) + 1024;
}

async function moveIntoPlace(part: string, target: string, file: PublishedFile): Promise<void> {
  try {
    await rename(part, target);
  } catch (error) {
    // On Windows a file that another process has open cannot be replaced; theirs is as good as ours.
    if (!(await verifyFile(target, file)).ok) {
      throw new UserError(
        `${target} cannot be written: ${refusalOf(target, error).fault}. Close programs that use it or remove what has its name, ` +
          'and try again.',
      );
    }
    await rm(part, { force: true });
  }
}
