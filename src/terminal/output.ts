/** Standard output and standard error, which can end, or be full, at any moment. */
import { fstatSync, writeSync } from 'node:fs';
import { toTerminal } from './io';

/** What a stream answers whose reader has gone: `| head -1`, a terminal that is closed (EIO). */
const READER_GONE = ['EPIPE', 'EOF', 'ECONNRESET', 'EIO', 'ERR_STREAM_DESTROYED'];

/** Whether standard output and standard error are one pipe. */
export function haveOneReader(): boolean {
  try {
    const [out, err] = [1, 2].map((stream) => fstatSync(stream, { bigint: true }));
    return out.isFIFO() && out.dev === err.dev && out.ino === err.ino && out.ino !== 0n;
  } catch {
    return false; // One of them is closed.
  }
}

export class Output {
  /** Whether anything was written. */
  isUsed = false;
  private isOpen = true;
  private readonly stream: NodeJS.WriteStream & { fd: number };

  /** @param onEnd called once, when the stream takes no more: with null where its reader has gone, else with the reason */
  constructor(stream: NodeJS.WriteStream & { fd: number }, onEnd: (problem: Error | null) => void) {
    this.stream = stream;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!this.isOpen) return;
      this.isOpen = false;
      onEnd(READER_GONE.includes(error.code ?? '') ? null : error);
    });
  }

  /** Writes, as long as the stream takes it. Control characters of others are made visible. */
  write(text: string): void {
    if (!this.isOpen) return;
    this.isUsed = true;
    this.stream.write(toTerminal(text));
  }

  /** Writes before it returns, for a process that ends then. A reader that takes nothing is waited for so long. */
  writeNow(text: string, limitMs: number): void {
    this.isUsed = true;
    const end = Date.now() + limitMs;
    for (let left = Buffer.from(toTerminal(text)); this.isOpen && left.length > 0;) {
      try {
        left = left.subarray(writeSync(this.stream.fd, left));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || Date.now() > end) return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      }
    }
  }

  /** Resolves when all is written, or cannot be. A device that is full refuses also nothing, and nothing is missing then. */
  async flushed(): Promise<void> {
    if (!this.isOpen || !this.isUsed) return;
    await new Promise<void>((resolve) => {
      this.stream.on('error', () => resolve());
      this.stream.write('', () => resolve());
    });
  }
}
