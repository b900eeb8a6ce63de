/** Why the system refuses a place: the very part of the way that is in the way, and advice that fits. */
import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Refusal } from '../host';

export const obstacleTo = (place: string): Refusal | null => onTheWayTo(path.resolve(place), false);

export function refusalOf(place: string, error: unknown): Refusal {
  const { code = '', path: at = place, message } = error as NodeJS.ErrnoException;
  const isFolder = code === 'ENOTDIR' || code === 'EEXIST';
  return onTheWayTo(path.resolve(at), isFolder) ?? { fault: message, advice: ADVICE[code] ?? '' };
}

const OTHER = 'or choose another folder.';
const OWN = 'Choose a folder that belongs to you, or have this one opened for you.';
const FILES = 'This program may open no more files: close other programs, or raise the limit (ulimit -n).';

const ADVICE: Readonly<Record<string, string>> = {
  EACCES: OWN,
  EPERM: OWN,
  EROFS: 'It can only be read: choose a folder on a disk that can be written.',
  ENOSPC: 'The disk is full: make some room, or choose a folder on another disk.',
  EDQUOT: 'Your share of the disk is full: make some room, or choose a folder on another disk.',
  EMFILE: FILES,
  ENFILE: FILES,
  EAGAIN: 'The system starts no more programs just now: close other programs, then try again.',
  ENAMETOOLONG: 'The name is too long: choose a shorter one.',
};

/** @param isFolder whether also its last part has to be a folder */
function onTheWayTo(place: string, isFolder: boolean): Refusal | null {
  for (const part of waysTo(place)) {
    try {
      if (statSync(part).isDirectory() || (part === place && !isFolder)) continue;
      return {
        fault: `${part} is a file, and a folder is needed in its place`,
        advice: `Give it another name, ${OTHER}`,
      };
    } catch (error) {
      return ofPart(part, (error as NodeJS.ErrnoException).code);
    }
  }
  return null;
}

function ofPart(part: string, code: string | undefined): Refusal | null {
  const remove = `Remove the link, ${OTHER}`;
  if (code === 'ELOOP') return { fault: `${part} is a link that leads in a circle`, advice: remove };
  if (code === 'EACCES' || code === 'EPERM')
    return { fault: `you may not look into ${path.dirname(part)}`, advice: OWN };
  const isLink = lstatSync(part, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink ? { fault: `${part} is a link that leads to nothing`, advice: remove } : null;
}

/** `/a`, `/a/b`, `/a/b/c` */
function waysTo(place: string): string[] {
  const parent = path.dirname(place);
  return parent === place ? [place] : [...waysTo(parent), place];
}
