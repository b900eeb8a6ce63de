/** Downloads MNIST once, into a folder of the disk. */
import { mkdir, rm } from 'node:fs/promises';
import { refusalOf } from '../../../host/node/refusal';
import { UserError } from '../../errors';
import { type DownloadOptions, type Store, downloadInto } from '../download';
import { findMnistFile } from './mnistFiles';
import { PartFile, sizeOf } from './partFile';
import { verifyFile } from './verifyFile';

/**
 * Several processes may do this at once with one folder: each writes a file of its own, and only a file that was
 * checked gets its final name. What has arrived stays when it is aborted or fails, and the next call goes on from there.
 *
 * @see downloadInto
 */
export const downloadMnist = ({ folder, ...options }: DownloadOptions): Promise<void> =>
  downloadInto(storeIn(folder), options);

const storeIn = (folder: string): Store => ({
  prepare: () => makeFolder(folder),
  find: async (file) => {
    const place = findMnistFile(folder, file.name);
    return place === null
      ? null
      : {
          place,
          isWhole: async () => (await verifyFile(place, file)).ok,
          size: () => sizeOf(place),
          remove: () => rm(place, { force: true, recursive: true }),
        };
  },
  claim: (file) => PartFile.claim(folder, file),
  keeps: 'the part already downloaded is kept',
});

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new UserError(
      `The folder ${folder} cannot be made: ${refusalOf(folder, error).fault}. Free the name, or check the rights of the folder ` +
        'around it, or train on the built-in digits.',
    );
  }
}
