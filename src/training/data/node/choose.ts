/** From what a run asks for to the folder that it reads. */
import { stat } from 'node:fs/promises';
import type { DataChoice } from '../../../protocol/config';
import type { DataPlaces, FoundData } from '../found';
import { DATA_SETS } from '../sets';
import { findMnistFile } from './mnistFiles';
import { locateMnist } from './mnistFolder';
import type { Verdict } from '../verdict';
import { verifyFile } from './verifyFile';

/** Finds the data of a choice. Keeps in mind which downloaded files were checked, so that one object serves a whole session. */
export class DataFinder {
  private readonly checked = new Map<string, { stamp: string; verdict: Verdict }>();

  /**
   * The data for a run. A downloaded file is checked against its SHA-256 before its first use, and again when it has changed.
   *
   * @throws UserError that says what is wrong when a folder was named or configured and is not complete
   */
  async find(choice: DataChoice, places: DataPlaces): Promise<FoundData> {
    switch (choice.kind) {
      case 'digits':
        return { kind: 'none' };
      case 'folder':
        return found(locateMnist({ explicit: choice.folder, cache: places.cache }));
      case 'mnist':
        return places.configured
          ? found(locateMnist(places))
          : this.cached(places.cache, (file, published) => verifyFile(file, published));
    }
  }

  /** The same for MNIST at a glance, for showing it: only what is known already is told of the contents of files. */
  async glance(places: DataPlaces): Promise<FoundData> {
    return places.configured ? found(locateMnist(places)) : this.cached(places.cache, null);
  }

  private async cached(cache: string, verify: typeof verifyFile | null): Promise<FoundData> {
    if (locateMnist({ cache }) === null) {
      return { kind: 'missing' };
    }
    for (const published of DATA_SETS.mnist.files) {
      const file = findMnistFile(cache, published.name);
      if (file === null) {
        return { kind: 'missing' };
      }
      const stamp = await stampOf(file);
      let verdict = this.checked.get(file);
      if (verdict?.stamp !== stamp && verify !== null) {
        verdict = { stamp, verdict: await verify(file, published) };
        this.checked.set(file, verdict);
      }
      if (verdict?.stamp === stamp && !verdict.verdict.ok) {
        const problem = `A file of MNIST on this computer has changed since it was downloaded: ${file} ${verdict.verdict.fault}.`;
        return { kind: 'damaged', problem };
      }
    }
    return { kind: 'folder', folder: cache };
  }
}

function found(folder: string | null): FoundData {
  return folder === null ? { kind: 'missing' } : { kind: 'folder', folder };
}

/** Another one means that the file was written. */
async function stampOf(file: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(file);
  return [size, mtimeMs, ino].join();
}
