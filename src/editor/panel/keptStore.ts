/** The weights of the last run, in a file beside its charts. Those of one run at most: they are large. */
import type { Files } from '../../host/files';
import { MAX_KEPT_BYTES } from '../../training/keeper';
import { type Kept, readKept, writeKept } from './keptFile';

const ENDING = '.weights';
/** Two checkpoints and a head. */
const MAX_BYTES = 2 * MAX_KEPT_BYTES + 1_000_000;

export class KeptStore {
  private readonly files: Files;

  /** @param files the folder of the stored runs */
  constructor(files: Files) {
    this.files = files;
  }

  /** @returns null when nothing is kept of this run; `damaged` for a file that is not as it was written, and stays where it is */
  read(run: string): Kept | 'damaged' | null {
    try {
      const bytes = this.files.read(run + ENDING, MAX_BYTES);
      return bytes && (readKept(bytes, run) ?? 'damaged');
    } catch {
      return 'damaged';
    }
  }

  /**
   * Writes the weights, whole or not at all; then those of other runs go.
   *
   * @throws Error of the file system: a full disk, a folder that cannot be written
   */
  async save(run: string, kept: Kept): Promise<void> {
    await this.files.write(run + ENDING, writeKept(run, kept));
    const others = (this.files.list('') ?? []).filter(({ name }) => name.endsWith(ENDING) && name !== run + ENDING);
    for (const { name } of others) await this.files.remove(name);
  }

  delete(run: string): Promise<void> {
    return this.files.remove(run + ENDING);
  }
}
