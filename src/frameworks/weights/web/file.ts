/** Files of weights in a browser: `.json`. What is chosen in a dialogue lies wherever VS Code can reach. */
import { elsewhere } from '../../../host/web/elsewhere';
import { textOf } from '../../../host/text';
import { UserError, messageOf } from '../../../training/errors';
import { weightsFromJson, weightsToJson } from '../json';
import { type LayerWeights, requireDigits } from '../weights';

/** @throws UserError when the ending is another one */
function requireJson(file: string): void {
  if (file.toLowerCase().endsWith('.json')) return;
  throw new UserError(`${file}: in a browser, weights are read and written as .json only.`);
}

/** @throws UserError when it cannot be written */
export async function saveWeights(file: string, layers: readonly LayerWeights[]): Promise<void> {
  requireJson(file);
  try {
    await elsewhere().write(file, new TextEncoder().encode(weightsToJson(layers)));
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${messageOf(error)}.`);
  }
}

/** @throws UserError when it cannot be read, or does not hold the weights of a network that reads digits */
export async function loadDigitWeights(file: string): Promise<LayerWeights[]> {
  requireJson(file);
  let bytes: Uint8Array;
  try {
    bytes = await elsewhere().read(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${messageOf(error)}.`);
  }
  const layers = weightsFromJson(textOf(bytes), file);
  requireDigits(layers, file);
  return layers;
}
