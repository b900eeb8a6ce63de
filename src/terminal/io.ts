import type { SourceLocation } from '../protocol/location';

/** What a command has of the terminal. Passed in, so that tests can read it. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  isTTY: boolean;
  /** Aborted when the command is to end: by a signal. The reason is an `Ending`. */
  stop: AbortSignal;
  /** Also aborted when standard output takes no more: for commands whose work is what they print. */
  stopUnread: AbortSignal;
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
