/** Files of weights on the disk. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { FileRefused } from '../../../host/files';
import { atomicWrite } from '../../../host/node/atomicWrite';
import { refusalOf } from '../../../host/node/refusal';
import { readRegularLater } from '../../../host/node/regularFile';
import { UserError, messageOf } from '../../../training/errors';
import { MAX_BYTES, contentFor, refused, requireWeightsEnding, weightsIn } from '../content';
import { type LayerWeights, requireDigits } from '../weights';

/** A folder of a mistyped name is not made. @throws UserError when there is no such folder */
export function requireFolderOf(file: string): void {
  const folder = path.dirname(file);
  if (!existsSync(folder))
    throw new UserError(`${file} cannot be written: there is no folder ${folder}. Make it, or choose another place.`);
}

/** What is no ordinary file is refused when it is written. @throws UserError when something else than weights is there already */
export async function requireNothingElse(file: string): Promise<void> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile() || found.size === 0) return;
  try {
    await loadWeights(file);
  } catch {
    throw new UserError(`${file} is there already, and holds no weights. Choose another name, or move it away first.`);
  }
}

/**
 * Writes a file, or leaves what was there.
 *
 * @throws UserError when it cannot be written
 */
export async function saveWeights(file: string, layers: readonly LayerWeights[]): Promise<void> {
  const content = contentFor(file, layers);
  requireFolderOf(file);
  try {
    atomicWrite(file, content);
  } catch (error) {
    const { fault, advice } = refusalOf(file, error);
    throw new UserError(`${file} cannot be written: ${fault}. ${advice}`.trimEnd());
  }
}

/**
 * The same for weights that cannot be had again: where the file cannot be written, or was made by another program while they
 * were trained and holds something else, they are kept in another place.
 *
 * @throws UserError that names that place
 */
export async function saveOrKeepWeights(file: string, layers: readonly LayerWeights[]): Promise<void> {
  try {
    await requireNothingElse(file);
    await saveWeights(file, layers);
  } catch (error) {
    const kept = await keepElsewhere(path.basename(file), layers);
    const where = kept
      ? `The weights are in ${kept} instead: move them to where you want them.`
      : 'The weights are lost.';
    throw new UserError(`${messageOf(error)}\n${where}`);
  }
}

/** @returns where; null where no place takes them */
async function keepElsewhere(name: string, layers: readonly LayerWeights[]): Promise<string | null> {
  for (const parent of [tmpdir(), homedir()]) {
    let folder: string | null = null;
    try {
      folder = mkdtempSync(path.join(path.resolve(parent), 'nnfs-weights-'));
      const file = path.join(folder, name);
      await saveWeights(file, layers);
      return file;
    } catch {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    }
  }
  return null;
}

/** @throws UserError when it cannot be read, or does not hold the weights of a network */
export async function loadWeights(file: string): Promise<LayerWeights[]> {
  return weightsIn(await contentOf(file, MAX_BYTES[requireWeightsEnding(file)]), file);
}

/** The same for a network that reads digits. @throws UserError also for a network with other inputs or outputs */
export async function loadDigitWeights(file: string): Promise<LayerWeights[]> {
  const layers = await loadWeights(file);
  requireDigits(layers, file);
  return layers;
}

async function contentOf(file: string, most: number): Promise<Uint8Array> {
  try {
    return await readRegularLater(file, most);
  } catch (error) {
    if (error instanceof FileRefused) throw refused(error.message);
    throw new UserError(`${file} cannot be read: ${refusalOf(file, error).fault}.`);
  }
}
