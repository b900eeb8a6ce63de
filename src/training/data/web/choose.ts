/** From what a run asks for to the folder that it reads, in a browser. */
import type { DataChoice } from '../../../protocol/config';
import type { DataPlaces, FoundData } from '../found';
import { DATA_SETS } from '../sets';
import type { Verdict } from '../verdict';
import { readElsewhere } from '../../../host/web/elsewhere';
import { MAX_BYTES } from '../idxBytes';
import { messageOf } from '../../errors';
import { completeFolder, placesIn } from './mnistFiles';
import { stampOf } from './mnistFolder';
import { verifyBytes } from './verifyBytes';

/** Keeps in mind which downloaded files were checked, so that one object serves a whole session. */
export class DataFinder {
  private readonly checked = new Map<string, { stamp: string; verdict: Verdict }>();

  /**
   * The data for a run. A downloaded file is checked against its SHA-256 before its first use, and again when it has changed.
   *
   * @throws UserError that says what is wrong when a folder was named or configured and is not complete
   */
  async find(choice: DataChoice, { configured, cache }: DataPlaces): Promise<FoundData> {
    switch (choice.kind) {
      case 'digits':
        return { kind: 'none' };
      case 'folder':
        return found(choice.folder);
      case 'mnist':
        return configured ? found(configured) : this.cached(cache, true);
    }
  }

  /** The same for MNIST at a glance, for showing it: only what is known already is told of the contents of files. */
  async glance({ configured, cache }: DataPlaces): Promise<FoundData> {
    return configured ? found(configured) : this.cached(cache, false);
  }

  private async cached(cache: string, verifies: boolean): Promise<FoundData> {
    const places = await placesIn(cache);
    if (places === null) return { kind: 'missing' };
    for (const published of DATA_SETS.mnist.files) {
      const place = places[published.name];
      const stamp = await stampOf(place);
      let known = this.checked.get(place);
      if (known?.stamp !== stamp && verifies) {
        const verdict = await readElsewhere(place, MAX_BYTES).then(
          (bytes) => verifyBytes(bytes, published),
          (error: unknown): Verdict => ({ ok: false, fault: `cannot be read: ${messageOf(error)}` }),
        );
        known = { stamp, verdict };
        this.checked.set(place, known);
      }
      if (known?.stamp === stamp && !known.verdict.ok) {
        const problem = `A file of MNIST in this browser has changed since it was downloaded: ${published.name} ${known.verdict.fault}.`;
        return { kind: 'damaged', problem };
      }
    }
    return { kind: 'folder', folder: cache };
  }
}

const found = async (folder: string): Promise<FoundData> => ({
  kind: 'folder',
  folder: (await completeFolder(folder)).folder,
});
