import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Host } from '../host';
import type { MemoryFolder } from '../memory';
import { once } from '../once';
import { folderOf } from './files';
import { obstacleTo, refusalOf } from './refusal';
import { startChild } from './start';

/** Folders in memory, by their places. */
const mounted = new Map<string, () => MemoryFolder>();

function pathIn(folder: string, place: string): string | null {
  const relative = path.relative(folder, place);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isInside ? relative.replaceAll('\\', '/') : null;
}

export const host: Host = {
  start: startChild,
  folder: (place) => {
    for (const [at, open] of mounted) {
      const inside = at === place ? '' : pathIn(at, place);
      if (inside !== null) return open().view(inside);
    }
    return folderOf(place);
  },
  mount: (place, open) => void mounted.set(place, once(open)),
  placeIn: (folder, file) => path.join(folder, file),
  pathIn,
  nameOf: (place) => path.basename(place),
  folderOf: (place) => path.dirname(place),
  realPlace: (place) => (existsSync(place) ? realpathSync(place) : place),
  obstacleTo,
  refusalOf,
  isPlace: (text) => path.isAbsolute(text),
  get home() {
    return homedir();
  },
  can: { debug: true, programs: true },
  sha256: (data) => createHash('sha256').update(data).digest('hex'),
};
