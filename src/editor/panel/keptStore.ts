/** What is kept of the last run in a file beside its charts. Of one run at most: it is large. */
import type { Files } from '../../host/files';
import type { Moment } from '../../protocol/replay';
import { MAX_KEPT_BYTES } from '../../training/keeper';
import { type Kept, readKept, writeKept } from './keptFile';
import { readReplay, writeReplay } from './replayFile';

/** A kind of file. */
interface Kind<T> {
  ending: string;
  maxBytes: number;
  write(run: string, value: T): Uint8Array;
  /** @returns null when it is not as it was written */
  read(bytes: Uint8Array, run: string): T | null;
}

/** Two checkpoints and a head. */
export const WEIGHTS: Kind<Kept> = {
  ending: '.weights',
  maxBytes: 2 * MAX_KEPT_BYTES + 1_000_000,
  write: writeKept,
  read: readKept,
};

/** Some eighty moments of at most 50 kB. */
export const REPLAY: Kind<readonly Moment[]> = {
  ending: '.replay',
  maxBytes: 8_000_000,
  write: writeReplay,
  read: readReplay,
};

export class KeptStore<T extends object = Kept> {
  private readonly files: Files;
  private readonly kind: Kind<T>;

  /** @param files the folder of the stored runs */
  constructor(files: Files, kind: Kind<T>) {
    this.files = files;
    this.kind = kind;
  }

  /** @returns null when nothing is kept of this run; `damaged` for a file that is not as it was written, and stays where it is */
  read(run: string): T | 'damaged' | null {
    const { ending, maxBytes, read } = this.kind;
    try {
      const bytes = this.files.read(run + ending, maxBytes);
      return bytes && (read(bytes, run) ?? 'damaged');
    } catch {
      return 'damaged';
    }
  }

  /**
   * Writes it, whole or not at all; then that of other runs goes.
   *
   * @throws Error of the file system: a full disk, a folder that cannot be written
   */
  async save(run: string, value: T): Promise<void> {
    const { ending, write } = this.kind;
    await this.files.write(run + ending, write(run, value));
    const others = (this.files.list('') ?? []).filter(({ name }) => name.endsWith(ending) && name !== run + ending);
    for (const { name } of others) await this.files.remove(name);
  }

  delete(run: string): Promise<void> {
    return this.files.remove(run + this.kind.ending);
  }
}
