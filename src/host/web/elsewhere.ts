/** Places that lie in no folder in memory: VS Code reads and writes them. */
import { FileRefused, requireSize } from '../files';

export interface ThereIs {
  kind: 'file' | 'folder' | 'other';
  /** In bytes. */
  size: number;
  /** When it was changed. Another one means that it was written. */
  changed: number;
}

interface Elsewhere {
  /** Null where nothing is. */
  look(place: string): Promise<ThereIs | null>;
  /** The names of what lies in a folder. */
  list(folder: string): Promise<readonly (readonly [name: string, kind: ThereIs['kind']])[]>;
  read(place: string): Promise<Uint8Array>;
  write(place: string, bytes: Uint8Array): Promise<void>;
  remove(place: string): Promise<void>;
}

let known: Elsewhere | null = null;

/** Tells how. Once, before anything is read. */
export function reachElsewhere(way: Elsewhere): void {
  known = way;
}

export function elsewhere(): Elsewhere {
  if (known === null) throw new Error('Nothing has told how other places are read.');
  return known;
}

/**
 * @param most bytes that a file of its kind can have
 * @throws FileRefused where it is no file, or too large; Error of VS Code
 */
export async function readElsewhere(place: string, most: number): Promise<Uint8Array> {
  const there = await elsewhere().look(place);
  if (there?.kind === 'folder') throw new FileRefused(place, 'is a folder, not an ordinary file');
  requireSize(place, there?.size ?? 0, most);
  const bytes = await elsewhere().read(place);
  requireSize(place, bytes.length, most);
  return bytes;
}
