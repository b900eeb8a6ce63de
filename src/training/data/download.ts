/** A download of MNIST from public mirrors: resumed after a break, checked by SHA-256, complete or not there at all. */
import { UserError } from '../errors';
import { MIN_BYTES, fetchInto } from './fetchInto';
import type { Part } from './part';
import { DATA_SETS, type PublishedFile } from './sets';

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

type Options = Omit<DownloadOptions, 'folder'>;

/** A file that is there already. */
export interface Present {
  place: string;
  /** Whether it is the published one. */
  isWhole(): Promise<boolean>;
  /** In bytes. */
  size(): Promise<number>;
  remove(): Promise<void>;
}

/** Where downloads are kept. */
export interface Store {
  /** Before anything else. @throws UserError where nothing can be kept */
  prepare(): Promise<void>;
  /** Null when there is none. */
  find(file: PublishedFile): Promise<Present | null>;
  claim(file: PublishedFile): Promise<Part>;
  /** What is said of a download that broke off: `the part already downloaded is kept`. */
  keeps: string;
}

/**
 * Downloads what the store lacks. Files that are there are checked, and replaced when they are damaged.
 *
 * @throws UserError that says what each mirror answered; the signal's reason when it was aborted
 */
export async function downloadInto(store: Store, options: Options): Promise<void> {
  const { files = DATA_SETS.mnist.files, signal, onProgress } = options;
  await store.prepare();
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
    const present = await store.find(file);
    if (present !== null && (await present.isWhole())) {
      const size = await present.size();
      report(file.name, size, size);
      continue;
    }
    const placed = await downloadFile(store, file, options, (received, total) => report(file.name, received, total));
    // The damaged one has another spelling, and could be found first.
    if (present !== null && present.place !== placed) await present.remove();
  }
}

type Report = (received: number, total: number | null) => void;

/** @returns where the file is now */
async function downloadFile(store: Store, file: PublishedFile, options: Options, report: Report): Promise<string> {
  const { mirrors = DATA_SETS.mnist.mirrors, signal } = options;
  const part = await store.claim(file);
  const answers: Failure[] = [];
  try {
    for (const mirror of mirrors) {
      const answer = await tryMirror(new URL(`${file.name}.gz`, mirror), part, file, options, report);
      if (answer.ok) return await part.place(answer.gzip);
      answers.push({ ...answer, reason: `${new URL(mirror).host} ${answer.reason}` });
    }
  } finally {
    await part.release();
  }
  signal?.throwIfAborted();
  throw new UserError(failureText(file.name, answers, store.keeps));
}

/** What to do stands in the first line; what each mirror said, below it. */
function failureText(name: string, answers: readonly Failure[], keeps: string): string {
  const reasons = answers.map(({ reason }) => reason).join('; ');
  const what = answers.every(({ unreachable }) => unreachable)
    ? `No network: ${name} could not be downloaded.`
    : `${name} could not be downloaded.`;
  return (
    `${what} Check the network and try again: ${keeps}. Or choose a folder that holds the MNIST files, ` +
    `or train on the built-in digits.\n${reasons}.`
  );
}

/** Why a mirror was given up; goes on after its name. */
interface Failure {
  reason: string;
  unreachable: boolean;
}

type Answer = { ok: true; gzip: boolean } | ({ ok: false } & Failure);

async function tryMirror(url: URL, part: Part, file: PublishedFile, options: Options, report: Report): Promise<Answer> {
  const { signal, stallMs = 30_000, retryMs = 500 } = options;
  const givenUp = (reason: string, unreachable = false): Answer => ({ ok: false, reason, unreachable });
  let reason = 'gave nothing';
  let fruitless = 0;
  let waitMs = retryMs;
  for (let request = 0; request < MAX_REQUESTS; request++) {
    if (request > 0) {
      await pause(waitMs, signal);
    }
    waitMs = retryMs;
    const before = await part.size();
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
        fruitless = (await part.size()) >= before + MIN_BYTES ? 0 : fruitless + 1;
        break;
      case 'no rest':
        reason = outcome.reason;
        if (before === 0) {
          return givenUp(reason);
        }
        await part.remove();
        break;
      case 'complete': {
        const verdict = await part.verify(file);
        if (verdict.ok) {
          return verdict;
        }
        // The beginning may be from another mirror, or was damaged before: once more, from the start.
        await part.remove();
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

/** @throws the signal's reason when it is aborted */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, ms);
    if (signal?.aborted) aborted();
    else signal?.addEventListener('abort', aborted, { once: true });
  });
}
