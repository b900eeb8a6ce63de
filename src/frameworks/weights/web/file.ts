/** Files of weights in a browser. What is chosen in a dialogue lies wherever VS Code can reach. */
import { FileRefused } from '../../../host/files';
import { elsewhere, readElsewhere } from '../../../host/web/elsewhere';
import { UserError, messageOf } from '../../../training/errors';
import { MAX_BYTES, contentFor, refused, requireWeightsEnding, weightsIn } from '../content';
import { type LayerWeights, requireDigits } from '../weights';

/** @throws UserError when it cannot be written */
export async function saveWeights(file: string, layers: readonly LayerWeights[]): Promise<void> {
  const content = contentFor(file, layers);
  try {
    await elsewhere().write(file, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${messageOf(error)}.`);
  }
}

/** @throws UserError when it cannot be read, or does not hold the weights of a network that reads digits */
export async function loadDigitWeights(file: string): Promise<LayerWeights[]> {
  const layers = await weightsIn(await contentOf(file, MAX_BYTES[requireWeightsEnding(file)]), file);
  requireDigits(layers, file);
  return layers;
}

async function contentOf(file: string, most: number): Promise<Uint8Array> {
  try {
    return await readElsewhere(file, most);
  } catch (error) {
    if (error instanceof FileRefused) throw refused(error.message);
    throw new UserError(`${file} cannot be read: ${messageOf(error)}.`);
  }
}
