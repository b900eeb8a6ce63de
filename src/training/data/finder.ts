/** From what a run asks for to the folder that it reads. */
import type { DataChoice } from '../../protocol/config';
import type { DataPlaces, FoundData } from './found';
import type { MnistPlaces } from './mnistFiles';
import { DATA_SETS, type PublishedFile } from './sets';
import type { Verdict } from './verdict';

/** MNIST as files of this machine. */
export interface MnistFiles {
  /** The folder that holds the four files. @throws UserError that names what is missing */
  complete(chosen: string): Promise<string>;
  /** The places of the four downloaded files; null where one is missing. */
  downloaded(cache: string): Promise<MnistPlaces | null>;
  /** Another one means that the file was written. */
  stampOf(place: string): Promise<string>;
  verify(place: string, published: PublishedFile): Promise<Verdict>;
  /** Where a file is, for a sentence, and its name there. */
  shown(place: string, name: string): { where: string; file: string };
}

/** Finds the data of a choice. Keeps in mind which downloaded files were checked, so that one object serves a whole session. */
export class DataFinder {
  private readonly files: MnistFiles;
  private readonly checked = new Map<string, { stamp: string; verdict: Verdict }>();

  constructor(files: MnistFiles) {
    this.files = files;
  }

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
        return this.chosen(choice.folder);
      case 'mnist':
        return configured ? this.chosen(configured) : this.cached(cache, true);
    }
  }

  /** The same for MNIST at a glance, for showing it: only what is known already is told of the contents of files. */
  async glance({ configured, cache }: DataPlaces): Promise<FoundData> {
    return configured ? this.chosen(configured) : this.cached(cache, false);
  }

  private async chosen(folder: string): Promise<FoundData> {
    return { kind: 'folder', folder: await this.files.complete(folder) };
  }

  private async cached(cache: string, verifies: boolean): Promise<FoundData> {
    const places = await this.files.downloaded(cache);
    if (places === null) return { kind: 'missing' };
    for (const published of DATA_SETS.mnist.files) {
      const place = places[published.name];
      const stamp = await this.files.stampOf(place);
      let known = this.checked.get(place);
      if (known?.stamp !== stamp && verifies) {
        known = { stamp, verdict: await this.files.verify(place, published) };
        this.checked.set(place, known);
      }
      if (known?.stamp === stamp && !known.verdict.ok) {
        const { where, file } = this.files.shown(place, published.name);
        const problem = `A file of MNIST ${where} has changed since it was downloaded: ${file} ${known.verdict.fault}.`;
        return { kind: 'damaged', problem };
      }
    }
    return { kind: 'folder', folder: cache };
  }
}
