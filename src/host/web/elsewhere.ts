/** Places that lie in no folder in memory: VS Code reads and writes them. */
interface Elsewhere {
  read(place: string): Promise<Uint8Array>;
  write(place: string, bytes: Uint8Array): Promise<void>;
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
