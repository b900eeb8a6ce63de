/** Downloads MNIST once, in a browser: into the extension's storage, as `.gz`. */
import { host } from '../../../host';
import { joined } from '../../../host/bytes';
import { elsewhere, readElsewhere } from '../../../host/web/elsewhere';
import { gzip } from '../../../host/web/unpack';
import { UserError, messageOf } from '../../errors';
import { type DownloadOptions, type Present, type Store, downloadInto } from '../download';
import { MAX_BYTES } from '../idxBytes';
import type { Part } from '../part';
import type { PublishedFile } from '../sets';
import { verifyBytes } from './verifyBytes';

/** @see downloadInto. A file that has arrived and was checked stays when the next one fails. */
export const downloadMnist = ({ folder, ...options }: DownloadOptions): Promise<void> =>
  downloadInto(storeIn(folder), options);

function storeIn(folder: string): Store {
  const placeOf = ({ name }: PublishedFile): string => host.placeIn(folder, `${name}.gz`);
  return {
    // VS Code makes the folder of a file that is written.
    prepare: () => Promise.resolve(),
    find: async (file) => presentAt(placeOf(file), file),
    claim: (file) => Promise.resolve(partFor(placeOf(file), file)),
    keeps: 'the files that are whole are kept',
  };
}

async function presentAt(place: string, file: PublishedFile): Promise<Present | null> {
  const there = await elsewhere().look(place);
  if (there === null) return null;
  return {
    place,
    isWhole: async () => {
      try {
        return (await verifyBytes(await readElsewhere(place, MAX_BYTES), file)).ok;
      } catch {
        return false;
      }
    },
    size: () => Promise.resolve(there.size),
    remove: () => elsewhere().remove(place),
  };
}

/** In memory, until it is whole. */
function partFor(place: string, file: PublishedFile): Part {
  let pieces: Uint8Array[] = [];
  const remove = (): Promise<void> => {
    pieces = [];
    return Promise.resolve();
  };
  return {
    size: () => Promise.resolve(pieces.reduce((sum, { length }) => sum + length, 0)),
    open: (keeps) => {
      if (!keeps) pieces = [];
      return Promise.resolve({
        write: (bytes) => {
          pieces.push(bytes);
          return Promise.resolve();
        },
        finish: () => Promise.resolve(),
        close: () => Promise.resolve(),
      });
    },
    remove,
    verify: (published) => verifyBytes(joined(pieces), published),
    place: async (isGzip) => {
      const bytes = joined(pieces);
      try {
        // What a server sends as packed for the way, the browser has unpacked.
        await elsewhere().write(place, isGzip ? bytes : await gzip(bytes));
      } catch (error) {
        throw new UserError(
          `${file.name} cannot be kept in this browser: ${messageOf(error)}. MNIST needs about 12 MB there. ` +
            'Free some space (in the settings of the browser, under the data of web sites), or train on the built-in digits.',
        );
      }
      return place;
    },
    release: remove,
  };
}
