import type { SourceLocation } from '../protocol/location';

/** Where a command writes to, and how. Passed in, so that tests can read it. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  isTTY: boolean;
}

/** Exit statuses of the terminal, as `--help` says them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, cut: 3 } as const;

/** The command line is wrong, or names something that is not there. Exit status 2. */
export class UsageError extends Error {}

export function processIo(): Io {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTTY: process.stdout.isTTY === true && !process.env.NO_COLOR,
  };
}

/** Colours only where a person looks at a terminal. */
export function paint(io: Io, color: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string): string {
  const code = { green: 32, red: 31, yellow: 33, dim: 2, bold: 1 }[color];
  return io.isTTY ? `\x1b[${code}m${text}\x1b[0m` : text;
}

/** The line of the learner's code that a message is about, below it; empty where it is about none. */
export function atLocation(location: SourceLocation | null): string {
  return location ? `\n  at ${location.file}:${location.line}:${location.column}` : '';
}
