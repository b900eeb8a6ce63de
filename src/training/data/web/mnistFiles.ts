/** Where the four files of MNIST are, for a host that is told of folders one after the other: first all is looked at, then searched. */
import { host } from '../../../host';
import { elsewhere } from '../../../host/web/elsewhere';
import { messageOf, UserError } from '../../errors';
import {
  type Kind,
  type Look,
  MAX_DEPTH,
  MAX_FOLDERS,
  type MnistPlaces,
  OTHER_DATA,
  completeIn,
  isWanted,
  placesOf,
} from '../mnistFiles';

/** Null where a file is missing. @param folder that is itself to hold them */
export async function placesIn(folder: string): Promise<MnistPlaces | null> {
  return placesOf(await lookInto(folder, 1).catch(() => NOTHING), folder);
}

/**
 * The folder that holds the four files, see `completeIn`, and their places.
 *
 * @throws UserError also where there is no such folder
 */
export async function completeFolder(chosen: string): Promise<{ folder: string; places: MnistPlaces }> {
  const look = await lookInto(chosen, MAX_DEPTH + 1);
  const folder = completeIn(look, chosen);
  const places = placesOf(look, folder);
  if (places === null) throw new Error(`${folder} was complete a moment ago.`);
  return { folder, places };
}

const NOTHING: Look = { kindOf: () => null, foldersIn: () => [] };

/** @param depth of folders in folders; one more, for those that have the name of a file */
async function lookInto(root: string, depth: number): Promise<Look> {
  const kinds = new Map<string, Kind>();
  const folders = new Map<string, string[]>();
  const visit = async (folder: string): Promise<void> => {
    const below: string[] = [];
    for (const [name, kind] of await elsewhere().list(folder)) {
      const place = host.placeIn(folder, name);
      kinds.set(place, kind);
      if (kind === 'folder' && isWanted(name)) below.push(place);
    }
    folders.set(folder, below);
  };
  await visit(root).catch((error: unknown) => refuse(root, error));
  let level = [root];
  for (let deep = 0; deep < depth; deep++) {
    level = level.flatMap((folder) => folders.get(folder) ?? []).slice(0, MAX_FOLDERS);
    for (const folder of level) await visit(folder).catch(() => undefined);
  }
  return { kindOf: (place) => kinds.get(place) ?? null, foldersIn: (folder) => folders.get(folder) ?? [] };
}

async function refuse(folder: string, error: unknown): Promise<never> {
  const there = await elsewhere()
    .look(folder)
    .catch(() => null);
  if (there === null) throw new UserError(`There is no folder ${folder}. ${OTHER_DATA}`);
  if (there.kind !== 'folder') throw new UserError(`${folder} is a file, not a folder. ${OTHER_DATA}`);
  throw new UserError(`The folder ${folder} cannot be read: ${messageOf(error)}. ${OTHER_DATA}`);
}
