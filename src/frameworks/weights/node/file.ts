/** Files of weights: `.npz` for NumPy and PyTorch, `.json` for everybody else. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { atomicWrite } from '../../../host/node/atomicWrite';
import { UserError, messageOf } from '../../../training/errors';
import { weightsFromJson, weightsToJson } from '../json';
import { weightsFromNpz, weightsToNpz } from '../npz';
import type { LayerWeights } from '../weights';

/** A file with a network of this course is far smaller. */
const MAX_BYTES = 1_000_000_000;

/** @throws UserError when the ending is neither `.npz` nor `.json` */
export function requireWeightsEnding(file: string): '.npz' | '.json' {
  const ending = path.extname(file).toLowerCase();
  if (ending === '.npz' || ending === '.json') return ending;
  throw new UserError(`${file}: the name of a file of weights ends in .npz (NumPy, PyTorch) or in .json.`);
}

/** A folder of a mistyped name is not made. @throws UserError when there is no such folder */
export function requireFolderOf(file: string): void {
  const folder = path.dirname(file);
  if (!existsSync(folder))
    throw new UserError(`${file} cannot be written: there is no folder ${folder}. Make it, or choose another place.`);
}

/**
 * Writes a file, or leaves what was there.
 *
 * @throws UserError when it cannot be written
 */
export async function saveWeights(file: string, layers: readonly LayerWeights[]): Promise<void> {
  const content = requireWeightsEnding(file) === '.npz' ? weightsToNpz(layers) : weightsToJson(layers);
  requireFolderOf(file);
  try {
    atomicWrite(file, content);
  } catch (error) {
    throw new UserError(`${file} cannot be written (${messageOf(error)}).`);
  }
}

/** @throws UserError when it cannot be read, or does not hold the weights of a network */
export async function loadWeights(file: string): Promise<LayerWeights[]> {
  const ending = requireWeightsEnding(file);
  const content = await contentOf(file);
  return ending === '.npz' ? weightsFromNpz(content, file) : weightsFromJson(content.toString('utf8'), file);
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new Error(`it is ${Math.round(size / 1e6)} MB`);
    return await readFile(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read (${messageOf(error)}).`);
  }
}
