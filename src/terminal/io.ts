import { randomUUID } from 'node:crypto';
import { visible } from '../host/visible';
import type { SourceLocation } from '../protocol/location';

/** What a command has of the terminal. Passed in, so that tests can read it. */
export interface Io {
  /** Text for `toTerminal`, as that of `err`. */
  out(text: string): void;
  err(text: string): void;
  isTTY: boolean;
  /** Aborted when the command is to end: by a signal. The reason is an `Ending`. */
  stop: AbortSignal;
  /** Also aborted when standard output takes no more: for commands whose work is what they print. */
  stopUnread: AbortSignal;
  /** Takes the document of `--json` as far as it is, for a second signal, which ends the program before it is printed. */
  ifCut?(document: () => string): void;
}

/** Opens a control sequence of ours. No other text holds it: it is another one each time that the program runs. */
const OURS = randomUUID();

/** Takes back what stands in the line, so that another text can stand there. */
export const CLEAR_LINE = `${OURS}[G${OURS}[2K`;

/** Colours only where a person looks at a terminal. */
export function paint(io: Io, color: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string): string {
  const code = { green: 32, red: 31, yellow: 33, dim: 2, bold: 1 }[color];
  return io.isTTY ? `${OURS}[${code}m${text}${OURS}[0m` : text;
}

/** What goes to standard output and standard error: of control sequences, only those of this program work. */
export const toTerminal = (text: string): string => visible(text).replaceAll(OURS, '\x1b');

/** Stands before lines that a learner's code wrote, so that none of them looks like one of this program. */
const BAR = '| ';

/** A message that may hold words of a learner's code: its further lines are set off. @param indent of the first line */
export const setOff = (message: string, indent = ''): string => message.replaceAll('\n', `\n${indent}${BAR}`);

/** What a learner's code prints, in pieces as they come: whole lines, each set off. */
export class LearnersLines {
  private readonly write: (text: string) => void;
  private begun = '';

  constructor(write: (text: string) => void) {
    this.write = write;
  }

  take(text: string): void {
    const lines = (this.begun + text).split('\n');
    this.begun = lines.pop() as string;
    if (lines.length > 0) this.write(lines.map((line) => `${BAR}${line}\n`).join(''));
  }

  /** Writes also a line that has not come to its end. */
  end(): void {
    if (this.begun !== '') this.take('\n');
  }
}

/** The line of the learner's code that a message is about, below it; empty where it is about none. */
export function atLocation(location: SourceLocation | null): string {
  return location ? `\n  at ${location.file}:${location.line}:${location.column}` : '';
}
