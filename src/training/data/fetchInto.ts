import { type FileHandle, open } from 'node:fs/promises';
import { UserError, messageOf } from '../errors';
import { sizeOf } from './partFile';

/** There is no such server for us right now, and asking again at once does not change that. */
const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|CERT_|bad port/;

/** How one request ended. */
export type FetchOutcome =
  | { kind: 'complete' }
  /** The server has no such file for us: asking again does not help. */
  | { kind: 'refused'; reason: string }
  /** The connection ended or stalled; what arrived is in the file. */
  | { kind: 'broke off'; reason: string };

interface FetchOptions {
  signal: AbortSignal | undefined;
  /** Silence after which the connection is given up, in milliseconds. */
  stallMs: number;
  /** Bytes in the file so far; its final size where the server tells it. */
  onBytes(received: number, total: number | null): void;
}

/**
 * Downloads into a file, going on after the bytes that it holds already (HTTP range request).
 * A server that does not know ranges sends everything, and the file begins anew.
 *
 * @throws UserError when the file cannot be written; the signal's reason when it was aborted
 */
export async function fetchInto(
  url: URL,
  file: string,
  { signal, stallMs, onBytes }: FetchOptions,
): Promise<FetchOutcome> {
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), stallMs);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), stallMs);
  };
  const anySignal = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal;
  try {
    const have = await sizeOf(file);
    // `identity`: the bytes on the wire are the file's own, or ranges would make no sense.
    const headers: Record<string, string> = { 'Accept-Encoding': 'identity' };
    if (have > 0) {
      headers.Range = `bytes=${have}-`;
    }
    const response = await fetch(url, { headers, signal: anySignal });
    const start = startOf(response, have);
    if (start === null) {
      await response.body?.cancel();
      if (have > 0 && response.status === 416) {
        // We have all of it, or more: the caller's check decides, and begins anew when it is not the right file.
        return { kind: 'complete' };
      }
      return { kind: 'refused', reason: `answered ${response.status} ${response.statusText}`.trimEnd() };
    }
    await receive(response, file, start, alive, onBytes);
    return { kind: 'complete' };
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    signal?.throwIfAborted();
    if (UNREACHABLE.test(causeOf(error))) {
      return { kind: 'refused', reason: `cannot be reached (${causeOf(error)})` };
    }
    const reason = stalled.signal.aborted ? `sent nothing for ${stallMs / 1000} s` : `broke off (${causeOf(error)})`;
    return { kind: 'broke off', reason };
  } finally {
    clearTimeout(timer);
  }
}

/** @returns the position in the file at which the body begins; null when there is no body to use */
function startOf(response: Response, have: number): number | null {
  if (response.status === 200) {
    return 0;
  }
  const range = /^bytes (\d+)-/.exec(response.headers.get('Content-Range') ?? '');
  return response.status === 206 && range !== null && Number(range[1]) === have ? have : null;
}

async function receive(
  response: Response,
  file: string,
  start: number,
  alive: () => void,
  onBytes: FetchOptions['onBytes'],
): Promise<void> {
  const length = response.headers.get('Content-Length');
  const total = length === null ? null : start + Number(length);
  let received = start;
  const handle = await writing(file, () => open(file, start === 0 ? 'w' : 'a'));
  try {
    onBytes(received, total);
    for await (const chunk of response.body ?? []) {
      alive();
      await writing(file, () => writeAll(handle, chunk as Uint8Array));
      received += (chunk as Uint8Array).length;
      onBytes(received, total);
    }
  } finally {
    await handle.close();
  }
  if (total !== null && received < total) {
    throw new Error(`${received} of ${total} bytes arrived`);
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await handle.write(bytes, written)).bytesWritten;
  }
}

async function writing<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UserError(
      `${file} cannot be written (${messageOf(error)}). Check the free space and the rights of its folder.`,
    );
  }
}

/** `fetch` hides what happened in `cause`. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as NodeJS.ErrnoException).code;
  return code && !messageOf(cause).includes(code) ? `${code}: ${messageOf(cause)}` : messageOf(cause);
}
