/**
 * Files that are still being downloaded. Each process writes a file that carries its own name, so that two at once never
 * write into the same one. When a download breaks off, its file is released under a common name, from which the next one
 * takes it over; both are a rename, so exactly one process gets it. A process that was killed could not release its file:
 * the next one on the same machine takes it over when that process is gone.
 */
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive, ownerName } from '../../../host/node/owner';
import { refusalOf } from '../../../host/node/refusal';
import { UserError } from '../../errors';
import type { Part, PartWriter } from '../part';
import type { PublishedFile } from '../sets';
import type { Verdict } from '../verdict';
import { verifyFile } from './verifyFile';
import { writing } from './writing';

/** The part of one process. */
export class PartFile implements Part {
  private readonly file: PublishedFile;
  /** Under which name it ends when it is gzip. */
  private readonly target: string;
  private readonly mine: string;

  private constructor(file: PublishedFile, target: string, mine: string) {
    this.file = file;
    this.target = target;
    this.mine = mine;
  }

  static async claim(folder: string, file: PublishedFile): Promise<PartFile> {
    const target = join(folder, `${file.name}.gz`);
    return new PartFile(file, target, await claimPart(target));
  }

  size(): Promise<number> {
    return sizeOf(this.mine);
  }

  async open(keeps: boolean): Promise<PartWriter> {
    const { mine } = this;
    const handle = await writing(mine, () => open(mine, keeps ? 'a' : 'w'));
    return {
      write: (bytes) => writing(mine, () => writeAll(handle, bytes)),
      // It is moved into place next, and must not be found empty there after a power cut.
      finish: () => writing(mine, () => handle.sync()),
      close: () => handle.close(),
    };
  }

  async remove(): Promise<void> {
    await rm(this.mine, { force: true });
  }

  verify(file: PublishedFile): Promise<Verdict> {
    return verifyFile(this.mine, file);
  }

  async place(gzip: boolean): Promise<string> {
    const place = gzip ? this.target : join(dirname(this.target), this.file.name);
    await this.moveTo(place);
    await dropParts(this.target);
    return place;
  }

  release(): Promise<void> {
    return releasePart(this.mine, this.target);
  }

  private async moveTo(place: string): Promise<void> {
    try {
      await rename(this.mine, place);
    } catch (error) {
      // On Windows a file that another process has open cannot be replaced; theirs is as good as ours.
      if (!(await verifyFile(place, this.file)).ok) {
        throw new UserError(
          `${place} cannot be written: ${refusalOf(place, error).fault}. Close programs that use it or remove what has its name, ` +
            'and try again.',
        );
      }
      await this.remove();
    }
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await handle.write(bytes, written)).bytesWritten;
  }
}

/** @returns a file of our own to write into, perhaps with the beginning of the download in it; it may not exist yet */
async function claimPart(target: string): Promise<string> {
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
async function releasePart(mine: string, target: string): Promise<void> {
  const common = `${target}.part`;
  const size = await sizeOf(mine);
  if (size === 0 || size < (await sizeOf(common))) {
    await rm(mine, { force: true });
    return;
  }
  await rename(mine, common).catch(() => rm(mine, { force: true }));
}

/** Removes what is not needed once the file is complete: beginnings that were given back, and those of dead processes. */
async function dropParts(target: string): Promise<void> {
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
