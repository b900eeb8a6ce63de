import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Host } from '../host';
import { folderOf } from './files';
import { obstacleTo, refusalOf } from './refusal';
import { startChild } from './start';

export const host: Host = {
  start: startChild,
  folder: folderOf,
  placeIn: (folder, file) => path.join(folder, file),
  pathIn: (folder, place) => {
    const relative = path.relative(folder, place);
    const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
    return isInside ? relative.replaceAll('\\', '/') : null;
  },
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
