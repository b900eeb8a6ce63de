/**
 * The only way to the contents of files that people may have put in their places, for terminal, editor and children alike: an ordinary
 * file, up to a size that the reader of its kind names. Nothing else is opened: a pipe would wait for ever, a device never end, and
 * opening one may already do something.
 */
import { Buffer } from 'node:buffer';
import { type Stats, closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { FileRefused, requireSize } from '../files';

/** Should a pipe come between the look and the opening, opening it does not wait. Windows has no such flag, and no such pipes. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** At first, where a file says that it is empty: files of `/proc` do. */
const LEAST_ROOM = 4096;

/**
 * Reads a whole file.
 *
 * @param most bytes that a file of its kind can have
 * @param name for messages
 * @throws FileRefused where it is no ordinary file, or too large; Error of the machine
 */
export function readRegular(place: string, most: number, name = place): Buffer {
  requireRegular(statSync(place), name);
  const descriptor = openSync(place, FLAGS);
  try {
    const { size } = requireRegular(fstatSync(descriptor), name);
    const filling = new Filling(size, most, name);
    while (filling.take(readSync(descriptor, filling.room)));
    return filling.bytes;
  } finally {
    closeSync(descriptor);
  }
}

/** The same for a large file: other work goes on meanwhile. */
export function readRegularLater(place: string, most: number): Promise<Buffer> {
  return withRegular(place, async (file, { size }) => {
    const filling = new Filling(size, most, place);
    while (filling.take((await file.read(filling.room)).bytesRead));
    return filling.bytes;
  });
}

/**
 * Opens a file for reading parts of it, and closes it afterwards.
 *
 * @throws FileRefused where it is no ordinary file; Error of the machine; what the action throws
 */
export async function withRegular<T>(
  place: string,
  action: (file: FileHandle, about: Stats) => Promise<T>,
): Promise<T> {
  requireRegular(await stat(place), place);
  const file = await open(place, FLAGS);
  try {
    // Of what was opened: something else may stand in its place by now.
    return await action(file, requireRegular(await file.stat(), place));
  } finally {
    await file.close();
  }
}

function requireRegular(about: Stats, name: string): Stats {
  if (about.isFile()) return about;
  throw new FileRefused(name, `is ${kindOf(about)}, not an ordinary file`);
}

function kindOf(about: Stats): string {
  if (about.isDirectory()) return 'a folder';
  if (about.isFIFO()) return 'a pipe';
  return about.isSocket() ? 'a socket' : 'a device';
}

/** Takes up a file as it comes, with as much room as the file said, and more if that was too little, but not for more than `most` bytes. */
class Filling {
  private readonly most: number;
  private readonly name: string;
  private buffer: Buffer;
  private length = 0;

  constructor(size: number, most: number, name: string) {
    this.most = most;
    this.name = name;
    requireSize(name, size, most);
    // One byte more, so that the end is met without another buffer.
    this.buffer = Buffer.allocUnsafe(Math.max(size, LEAST_ROOM) + 1);
  }

  /** Where the next bytes go. */
  get room(): Buffer {
    return this.buffer.subarray(this.length);
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  /** @param count bytes that have come @returns whether more may come */
  take(count: number): boolean {
    this.length += count;
    requireSize(this.name, this.length, this.most);
    if (this.length === this.buffer.length)
      this.buffer = Buffer.concat([this.buffer], Math.min(2 * this.length, this.most + 1));
    return count > 0;
  }
}
