/** What people may put where a file is expected, and what would wait for ever or fill the memory if it were read. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { canLink } from './folders';

export interface OddFile {
  what: string;
  /** Puts it there, in place of what was there. */
  put(place: string): void;
  /** What a message says of it. */
  said: RegExp;
}

const cleared = (put: (place: string) => void) => (place: string) => {
  rmSync(place, { recursive: true, force: true });
  put(place);
};

/** Those that this system can have. */
export const ODD_FILES: readonly OddFile[] = [
  { what: 'a folder', put: mkdirSync, said: /is a folder, not an ordinary file/ },
  {
    what: 'a file of ten gigabytes with nothing in it',
    put: (place: string) => {
      writeFileSync(place, '');
      truncateSync(place, 10_000_000_000);
    },
    said: /too large|too much|promises/,
  },
  ...(process.platform === 'win32'
    ? []
    : [
        {
          what: 'a pipe',
          put: (place: string) => void execFileSync('mkfifo', [place]),
          said: /is a pipe, not an ordinary file/,
        },
        {
          what: 'a link to a device that never ends',
          put: (place: string) => symlinkSync('/dev/zero', place),
          said: /is a device, not an ordinary file/,
        },
      ]),
].map(({ put, ...rest }) => ({ ...rest, put: cleared(put) }));

/** Links that lead nowhere: to no file, and round. */
export const DEAD_LINKS: readonly Omit<OddFile, 'said'>[] = canLink()
  ? [
      { what: 'a link to nothing', put: cleared((place) => symlinkSync('nowhere', place)) },
      { what: 'a link to itself', put: cleared((place) => symlinkSync(place, place)) },
    ]
  : [];

/** A socket under this name, until the action is over. */
export async function withSocket(place: string, action: () => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(place, resolve));
  try {
    await action();
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
