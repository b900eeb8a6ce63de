/** What files of weights hold, by their ending: `.npz` for NumPy and PyTorch, `.json` for everybody else. */
import { textOf } from '../../host/text';
import { UserError } from '../../training/errors';
import { weightsFromJson, weightsToJson } from './json';
import { weightsFromNpz, weightsToNpz } from './npz';
import { type LayerWeights, MAX_NUMBERS } from './weights';

/** Float64 at most, and headers. JSON takes several times the room, and is read as one text: it is for small networks. */
export const MAX_BYTES = { '.npz': MAX_NUMBERS * 8 + 1_000_000, '.json': 150_000_000 };

/** @throws UserError when the ending is neither `.npz` nor `.json` */
export function requireWeightsEnding(file: string): '.npz' | '.json' {
  // With a slash behind it, it is the name of a folder, of which something else is said.
  const ending = /[^/\\](\.(?:npz|json))[/\\]*$/i.exec(file)?.[1].toLowerCase();
  if (ending === '.npz' || ending === '.json') return ending;
  throw new UserError(`${file}: the name of a file of weights ends in .npz (NumPy, PyTorch) or in .json.`);
}

export const contentFor = (file: string, layers: readonly LayerWeights[]): string | Uint8Array =>
  requireWeightsEnding(file) === '.npz' ? weightsToNpz(layers) : weightsToJson(layers);

/** @throws UserError when they are not the weights of a network */
export async function weightsIn(content: Uint8Array, file: string): Promise<LayerWeights[]> {
  return requireWeightsEnding(file) === '.npz' ? weightsFromNpz(content, file) : weightsFromJson(textOf(content), file);
}

/** What to say of a file that is refused. @param message of the refusal */
export const refused = (message: string): UserError =>
  new UserError(`${message} A file of weights comes from Export Weights, or from NumPy’s savez.`);
