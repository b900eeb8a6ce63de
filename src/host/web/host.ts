/** The machine, in a browser: places are addresses, folders are in memory, programs are workers. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Host } from '../host';
import { MemoryFolder, READ_ONLY } from '../memory';
import { once } from '../once';
import { join } from '../paths';
import { startWorker } from './start';

/** Where the extension keeps the courses of learners who have no folder. */
export const OWN_FILES = 'nn-from-scratch:';

/** By their places. */
const mounted = new Map<string, () => MemoryFolder>();

const withoutSlash = (place: string): string => place.replace(/\/+$/, '');

/** `nn-from-scratch:` and `http://host:80` of an address; empty for a path. */
const originOf = (place: string): string => /^[a-z][\w+.-]*:(?:\/\/[^/]*)?/i.exec(place)?.[0] ?? '';

function placeIn(folder: string, path: string): string {
  const origin = originOf(folder);
  return withoutSlash(`${origin}/${join(folder.slice(origin.length), path)}`);
}

function pathIn(folder: string, place: string): string | null {
  const start = `${withoutSlash(folder)}/`;
  return place.startsWith(start) ? place.slice(start.length) : null;
}

const folderOf = (place: string): string => placeIn(place, '..');

export const host: Host = {
  start: startWorker,
  folder: (place) => {
    for (let at = withoutSlash(place); ; at = folderOf(at)) {
      const open = mounted.get(at);
      if (open) return open().view(pathIn(at, place) ?? '');
      if (at === folderOf(at)) return new MemoryFolder(READ_ONLY).view('');
    }
  },
  mount: (place, open) => void mounted.set(withoutSlash(place), once(open)),
  placeIn,
  pathIn,
  nameOf: (place) => withoutSlash(place).slice(withoutSlash(place).lastIndexOf('/') + 1),
  folderOf,
  realPlace: (place) => place,
  obstacleTo: () => null,
  refusalOf: (place, error) => ({
    fault: `${place} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    advice: '',
  }),
  isPlace: (text) => originOf(text) !== '' || text.startsWith('/'),
  home: OWN_FILES,
  can: { debug: false, programs: false },
  sha256: (data) => bytesToHex(sha256(typeof data === 'string' ? new TextEncoder().encode(data) : data)),
};
