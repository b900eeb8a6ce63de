/** Why the system refuses a place: the very part of the way that is in the way, and advice that fits. */
import { existsSync, lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Refusal } from '../host';

export const obstacleTo = (place: string): Refusal | null => onTheWayTo(place, false);

/** Never throws: it words what has been thrown already. */
export function refusalOf(place: string, error: unknown): Refusal {
  const {
    code = '',
    path: at = place,
    dest = at,
    syscall = '',
    message,
  } = error as NodeJS.ErrnoException & { dest?: string };
  const plain = (syscall === 'write' ? OF_WRITING[code] : undefined) ??
    OF_FILES[code] ?? { fault: inWords(message), advice: '' };
  if (syscall.startsWith('spawn')) return OF_START[code] ?? plain;
  const isFolder = code === 'ENOTDIR' || code === 'EEXIST';
  try {
    return onTheWayTo(at, isFolder) ?? ofNearest(at, place, code) ?? named(plain, dest, place);
  } catch {
    return plain; // A relative place, and this folder is gone.
  }
}

/**
 * `it is a folder` is said of the place; where it is a file in it, that one is named.
 *
 * @param at what was to be written; of a file that was to be renamed, its new place
 */
const named = ({ fault, advice }: Refusal, at: string, place: string): Refusal => ({
  fault: path.resolve(at) === path.resolve(place) ? fault : fault.replace(/^it is a /, `${at} is a `),
  advice,
});

const OTHER = 'or choose another folder.';
const OWN = 'Choose a folder that belongs to you, or have this one opened for you.';
const TOO_MANY: Refusal = {
  fault: 'too many files are open',
  advice: 'This program may open no more files: close other programs, or raise the limit (ulimit -n).',
};

/** `EIO: i/o error, read` → `i/o error (EIO)`: the words of the system, and the code, by which they are found. */
const inWords = (message: string): string => message.replace(/^([A-Z][A-Z0-9_]+): (.+?), \w+(?: '.*)?$/s, '$2 ($1)');

const OF_START: Readonly<Record<string, Refusal>> = {
  EAGAIN: {
    fault: 'the system starts no more programs just now',
    advice: 'Close other programs, then try again.',
  },
  ENOENT: { fault: 'there is no such program', advice: '' },
  EACCES: { fault: 'it is no program, or you may not start it', advice: '' },
  ENOEXEC: { fault: 'it is no program of this system', advice: '' },
};

const OF_WRITING: Readonly<Record<string, Refusal>> = {
  EAGAIN: { fault: 'it takes nothing more just now', advice: 'Try again.' },
};

const OF_FILES: Readonly<Record<string, Refusal>> = {
  EACCES: { fault: 'the system does not allow it', advice: OWN },
  EPERM: { fault: 'the system does not allow it', advice: OWN },
  EROFS: {
    fault: 'the disk can only be read',
    advice: 'Choose a folder on a disk that can be written.',
  },
  ENOSPC: { fault: 'the disk is full', advice: 'Make some room, or choose a folder on another disk.' },
  EDQUOT: { fault: 'your share of the disk is full', advice: 'Make some room, or choose a folder on another disk.' },
  EFBIG: { fault: 'the file would be larger than this program may write', advice: 'Raise the limit (ulimit -f).' },
  EMFILE: TOO_MANY,
  ENFILE: TOO_MANY,
  EAGAIN: { fault: 'it has nothing to read just now', advice: '' },
  ENAMETOOLONG: { fault: 'the name is too long', advice: 'Choose a shorter one.' },
  EISDIR: { fault: 'it is a folder', advice: '' },
  ERR_ACCESS_DENIED: {
    fault: 'Node’s permission model does not allow it',
    advice: 'Start Node without --permission.',
  },
};

/** What is missing, or belongs to another user. @param at where the system failed: a temporary file beside the place, or the place */
function ofNearest(at: string, place: string, code: string): Refusal | null {
  if (!['ENOENT', 'EACCES', 'EPERM'].includes(code)) return null;
  const whole = path.resolve(at);
  const missing = waysTo(whole).find((part) => !existsSync(part));
  if (code !== 'ENOENT')
    return missing === undefined ? null : { fault: `you may not write in ${path.dirname(missing)}`, advice: OWN };
  if (missing === undefined) return null;
  if (missing !== whole) return { fault: `there is no folder ${missing}`, advice: '' };
  if (whole === path.resolve(place)) return { fault: `there is no ${place}`, advice: '' };
  return { fault: `nothing can be written in ${path.dirname(missing)}`, advice: 'Choose another folder.' };
}

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
