/** Why the system refuses a place: the very part of the way that is in the way, and advice that fits. */
import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Refusal } from '../host';

export const obstacleTo = (place: string): Refusal | null => onTheWayTo(place, false);

/** Never throws: it words what has been thrown already. */
export function refusalOf(place: string, error: unknown): Refusal {
  const { code = '', path: at = place, message } = error as NodeJS.ErrnoException;
  const isFolder = code === 'ENOTDIR' || code === 'EEXIST';
  const plain = { fault: message, advice: ADVICE[code] ?? '' };
  try {
    return onTheWayTo(at, isFolder) ?? plain;
  } catch {
    return plain; // A relative place, and this folder is gone.
  }
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
  const whole = path.resolve(place);
  for (const part of waysTo(whole)) {
    try {
      if (statSync(part).isDirectory() || (part === whole && !isFolder)) continue;
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
  if (code === 'ENAMETOOLONG') return { fault: `the name ${part} is too long`, advice: 'Choose a shorter one.' };
  return isLink(part) ? { fault: `${part} is a link that leads to nothing`, advice: remove } : null;
}

function isLink(part: string): boolean {
  try {
    return lstatSync(part).isSymbolicLink();
  } catch {
    return false; // Not there, or not to be seen.
  }
}

/** `/a`, `/a/b`, `/a/b/c` */
function waysTo(place: string): string[] {
  const ways = [place];
  for (let at = place; path.dirname(at) !== at; ways.push(at)) at = path.dirname(at);
  return ways.reverse();
}
