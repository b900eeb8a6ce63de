/**
 * Files that are still being downloaded. Each process writes a file that carries its own name, so that two at once never
 * write into the same one. When a download breaks off, its file is released under a common name, from which the next one
 * takes it over; both are a rename, so exactly one process gets it. A process that was killed could not release its file:
 * the next one on the same machine takes it over when that process is gone.
 */
import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive, ownerName } from '../../../host/node/owner';

/** @returns a file of our own to write into, perhaps with the beginning of the download in it; it may not exist yet */
export async function claimPart(target: string): Promise<string> {
  const mine = `${target}.part-${ownerName(process.pid)}-${randomBytes(4).toString('hex')}`;
  for (const candidate of [`${target}.part`, ...(await orphans(target))]) {
    try {
      await rename(candidate, mine);
      return mine;
    } catch {
      // Not there, or another process was faster.
    }
  }
  return mine;
}

/** Gives an unfinished file back, so that the next download goes on from there. Does nothing when the file is gone. */
export async function releasePart(mine: string, target: string): Promise<void> {
  const common = `${target}.part`;
  const size = await sizeOf(mine);
  if (size === 0 || size < (await sizeOf(common))) {
    await rm(mine, { force: true });
    return;
  }
  await rename(mine, common).catch(() => rm(mine, { force: true }));
}

/** Removes what is not needed once the file is complete: beginnings that were given back, and those of dead processes. */
export async function dropParts(target: string): Promise<void> {
  for (const part of [`${target}.part`, ...(await orphans(target))]) {
    await rm(part, { force: true });
  }
}

/** @returns 0 when there is no such file */
export async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

async function orphans(target: string): Promise<string[]> {
  const prefix = `${basename(target)}.part-`;
  const names = await readdir(dirname(target)).catch(() => []);
  return names
    .filter((name) => name.startsWith(prefix))
    .filter((name) => {
      const pid = Number(/-(\d+)-[0-9a-f]+$/.exec(name)?.[1]);
      return name.startsWith(`${prefix}${ownerName(pid)}-`) && !isAlive(pid);
    })
    .map((name) => join(dirname(target), name));
}
