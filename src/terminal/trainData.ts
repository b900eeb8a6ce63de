/** Finds the images for `train`, or downloads them. */
import { downloadMnist } from '../training/data/node/mnistDownload';
import { DataFinder } from '../training/data/node/choose';
import { UserError, messageOf } from '../training/errors';
import type { DataChoice } from '../protocol/config';
import { CLEAR_LINE, type Io } from './io';

/**
 * Asked for where something is downloaded, and not before. @returns undefined for the public ones @throws UserError for what is
 * no address
 */
export type Mirrors = () => readonly string[] | undefined;

interface DataSettings {
  /** From `NNFS_MNIST_DIR`. */
  configured: string | null;
  /** Where downloads are kept. */
  cache: string;
  /** Left out: the public ones. */
  mirrors?: Mirrors;
}

/** Which images a run uses: the choice as it turned out, and the folder to read (null for the built-in digits). */
export interface TrainData {
  choice: DataChoice;
  folder: string | null;
}

/**
 * @param given whether the command line named the data; without that, built-in digits stand in for missing MNIST files
 * @throws UserError when the data cannot be had; the signal's reason when it was aborted
 */
export async function findTrainData(
  choice: DataChoice,
  given: boolean,
  settings: DataSettings,
  io: Io,
  signal: AbortSignal,
): Promise<TrainData> {
  const found = await new DataFinder().find(choice, settings);
  if (found.kind === 'none' || found.kind === 'folder') {
    return { choice, folder: found.kind === 'folder' ? found.folder : null };
  }
  const reason = found.kind === 'damaged' ? found.problem : 'MNIST is not on this machine.';
  if (!given) {
    io.err(`${reason} This run uses the built-in digits. For MNIST: --data mnist\n`);
    return { choice: { kind: 'digits' }, folder: null };
  }
  if (found.kind === 'damaged') {
    io.err(`${reason}\n`);
  }
  await download(settings, io, signal);
  return { choice, folder: settings.cache };
}

async function download(settings: DataSettings, io: Io, signal: AbortSignal): Promise<void> {
  const mirrors = settings.mirrors?.();
  io.err(`Downloading MNIST into ${settings.cache} (about 12 MB, once)\n`);
  let shown = '';
  try {
    await downloadMnist({
      folder: settings.cache,
      mirrors,
      signal,
      onProgress: ({ received, total }) => {
        const text = `${(received / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;
        if (io.isTTY && text !== shown) {
          shown = text;
          io.err(`${CLEAR_LINE}${text}`);
        }
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new UserError(
      `${messageOf(error)}\nIn a terminal: --data digits, or --data <folder> with the four MNIST files.`,
    );
  } finally {
    if (shown !== '') {
      io.err(CLEAR_LINE);
    }
  }
}
