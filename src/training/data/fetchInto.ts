/** One request for a file: what the answer means, and its bytes as they come. */
import { ask } from './ask';
import { networkFault } from './node/networkFault';
import { type Part, type PartWriter, WriteError } from './part';

/** So many bytes must arrive before the time for them is up; a server that trickles would keep us for hours. */
export const MIN_BYTES = 32_768;

/** Why a request did not come to its end. */
export type NetworkFault =
  /** No server can be reached: asking again does not help. */
  | { kind: 'unreachable'; reason: string }
  /** The server has no such file for us, or takes no connection: asking again does not help. */
  | { kind: 'refused'; reason: string }
  /** The rest of the file cannot be had, only the whole. */
  | { kind: 'no rest'; reason: string }
  /** The connection ended or stalled; what arrived is in the file. */
  | { kind: 'broke off'; reason: string };

export interface FailedRequest {
  url: URL;
  /** Whether an answer had begun. */
  answered: boolean;
  /** Bytes of the file that were there, so that only the rest was asked for. */
  have: number;
}

/** How one request ended. */
type FetchOutcome =
  | { kind: 'complete' }
  /** Too many requests. `waitMs`: how long the server wants us to wait, null when it does not say. */
  | { kind: 'busy'; reason: string; waitMs: number | null }
  | NetworkFault;

interface FetchOptions {
  signal: AbortSignal | undefined;
  /** Time for `MIN_BYTES`, or for the answer to begin, in milliseconds. */
  stallMs: number;
  /** A body that is longer is not the file. */
  maxBytes: number;
  /** Bytes in the file so far; its final size where the server tells it. */
  onBytes(received: number, total: number | null): void;
}

/**
 * Downloads a file, going on after the bytes that it holds already (HTTP range request).
 * A server that does not know ranges sends everything, and the file begins anew.
 *
 * @throws UserError when the file cannot be written; the signal's reason when it was aborted
 */
export async function fetchInto(url: URL, part: Part, options: FetchOptions): Promise<FetchOutcome> {
  const { signal, stallMs } = options;
  const watch = new Watch(stallMs, signal);
  let answered = false;
  let have = 0;
  try {
    have = await part.size();
    // `identity`: the bytes on the wire are the file's own, or ranges would make no sense.
    const headers: Record<string, string> = { 'Accept-Encoding': 'identity' };
    if (have > 0) {
      headers.Range = `bytes=${have}-`;
    }
    const response = await ask(url, { headers, signal: watch.signal });
    answered = true;
    watch.restart();
    const refusal = judge(response, have, options.maxBytes);
    if (refusal !== null) {
      // Not waited for: its end changes nothing.
      response.body?.cancel().catch(() => undefined);
      return refusal;
    }
    return await receive(response, part, response.status === 206 ? have : 0, watch, options);
  } catch (error) {
    if (error instanceof WriteError) {
      throw error;
    }
    signal?.throwIfAborted();
    if (watch.hasStalled) {
      return { kind: 'broke off', reason: watch.reason };
    }
    return await networkFault(error, { url, answered, have });
  } finally {
    watch.stop();
  }
}

/** @returns null when the body is to be had */
function judge(response: Response, have: number, maxBytes: number): FetchOutcome | null {
  const { status, statusText, headers } = response;
  const answer = `answered ${status} ${statusText}`.trimEnd();
  if (status === 416 && have > 0) {
    // We have all of it, or more: the caller's check decides, and begins anew when it is not the right file.
    return { kind: 'complete' };
  }
  if (status === 429 || (status === 503 && headers.has('Retry-After'))) {
    return { kind: 'busy', reason: answer, waitMs: waitOf(headers.get('Retry-After')) };
  }
  if (status === 206) {
    const range = headers.get('Content-Range') ?? 'no range';
    const start = /^bytes (\d+)-/.exec(range)?.[1];
    return have > 0 && Number(start) === have && !isEncoded(response)
      ? null
      : { kind: 'no rest', reason: `sent another part of the file than was asked for (${range})` };
  }
  if (status !== 200) {
    return { kind: 'refused', reason: answer };
  }
  if (/^text\/html/i.test(headers.get('Content-Type') ?? '')) {
    // Before it takes the place of what has arrived.
    const page = `a web page from ${new URL(response.url).host} (a login page of this network, or an error page)`;
    return { kind: 'refused', reason: `answered with ${page}` };
  }
  const length = lengthOf(response);
  return length !== null && length > maxBytes ? tooLong(maxBytes) : null;
}

async function receive(
  response: Response,
  part: Part,
  start: number,
  watch: Watch,
  { maxBytes, onBytes }: FetchOptions,
): Promise<FetchOutcome> {
  const length = lengthOf(response);
  const total = length === null ? null : start + length;
  let received = start;
  let writer: PartWriter | null = null;
  const opened = (): Promise<PartWriter> => part.open(start > 0);
  try {
    onBytes(received, total);
    for await (const bytes of chunksOf(response, watch.signal)) {
      watch.count(bytes.length);
      if (received + bytes.length > maxBytes) {
        await part.remove();
        return tooLong(maxBytes);
      }
      // Not before there is something to write: a server that sends nothing does not take what has arrived.
      writer ??= await opened();
      await writer.write(bytes);
      received += bytes.length;
      onBytes(received, total);
    }
    writer ??= await opened();
    await writer.finish();
  } catch (error) {
    if (isEncoded(response) && !(error instanceof WriteError)) {
      // What arrived was decoded on the way. A range would count other bytes.
      await part.remove();
    }
    throw error;
  } finally {
    await writer?.close();
  }
  return total !== null && received < total
    ? { kind: 'broke off', reason: `broke off (${received} of ${total} bytes arrived)` }
    : { kind: 'complete' };
}

/**
 * The body, chunk by chunk. With Node 20, a body whose request is aborted while its last bytes arrive may neither end nor
 * fail; so the signal is listened to here, too.
 */
async function* chunksOf({ body }: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
  if (!reader) {
    return;
  }
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  aborted.catch(() => undefined);
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await Promise.race([reader.read(), aborted]);
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function tooLong(maxBytes: number): FetchOutcome {
  return { kind: 'refused', reason: `sends more than ${maxBytes} bytes, too many for this file` };
}

/** Of the body as it arrives here; null where that is not known. */
function lengthOf(response: Response): number | null {
  const length = response.headers.get('Content-Length');
  return length === null || isEncoded(response) ? null : Number(length);
}

function isEncoded(response: Response): boolean {
  return (response.headers.get('Content-Encoding') ?? 'identity') !== 'identity';
}

/** `Retry-After` is a number of seconds or a date. */
function waitOf(retryAfter: string | null): number | null {
  if (retryAfter === null) {
    return null;
  }
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Ends a request that brings too little, or that the caller's signal ends. */
class Watch {
  hasStalled = false;
  private readonly ms: number;
  private readonly outer: AbortSignal | undefined;
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private bytes = 0;

  constructor(ms: number, outer: AbortSignal | undefined) {
    this.ms = ms;
    this.outer = outer;
    outer?.addEventListener('abort', this.abort);
    if (outer?.aborted) {
      this.abort();
    }
    this.restart();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get reason(): string {
    const seconds = `${this.ms / 1000} s`;
    return this.bytes === 0 ? `sent nothing for ${seconds}` : `sent only ${this.bytes} bytes in ${seconds}`;
  }

  count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes >= MIN_BYTES) {
      this.restart();
    }
  }

  restart(): void {
    this.bytes = 0;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.hasStalled = true;
      this.controller.abort();
    }, this.ms);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.abort);
  }

  private readonly abort = (): void => this.controller.abort(this.outer?.reason);
}
