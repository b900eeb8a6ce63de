/** A program of ours that runs beside this one, seen from both ends. In Node it is a process. */

/** The host's end. */
export interface Child {
  /** Of the process, while it lives. */
  readonly pid: number | undefined;
  /** A message to a child that is gone is dropped. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** What the child prints, in pieces as they come, without what the machine prints while the child dies. */
  onOutput(listener: (text: string, stream: 'stdout' | 'stderr') => void): void;
  /** Resolves once, when the child is gone and its last message has arrived. Never rejects. */
  readonly ended: Promise<Ending>;
  /** Ends it at once, with all that it started. */
  kill(): void;
}

export interface ChildOptions {
  /** In megabytes. A child that uses more is ended, and its last words tell so. */
  memoryMb: number;
  /** Whether its last words tell the line at which it was. Costs a debugger that is attached near the end. */
  tellsLine?: boolean;
  /** Whether what it has of WebAssembly works for moments only: then it is not made fast, which takes longer than it brings. */
  isBrief?: boolean;
  /** Whether it runs under a debugger: then nothing limits its time and its memory. */
  debug?: boolean;
  /** A folder of the host's. Removed when the host dies before the child. */
  folder?: string;
  /** Left out: it may be silent at its work for ever. */
  patience?: Patience;
}

/** The longest silence of a child at its work, in milliseconds: of processor time, or of waiting. */
export interface Patience {
  /** Before its first message. */
  readyMs: number;
  silenceMs: number;
}

/**
 * How long a child may take, in milliseconds. A host that cannot read the processor time of a child (a browser's worker) has
 * only the clock.
 */
export interface TimeLimits {
  /** Processor time: what its work costs, however busy the machine is. */
  cpuMs: number;
  /** By the clock, without the time in which it worked, or stood in line for a processor: so it waits. */
  waitMs: number;
}

/** More than a watchdog waits for the debugger, so that its last words come first. */
const WATCHDOG_GRACE_MS = 40_000;

/** When a host ends a child with limits, whose watchdog has not done so: the slowest that it can be without waiting is a hundredth of a processor. */
export const longestMs = ({ cpuMs, waitMs }: TimeLimits): number => 100 * cpuMs + waitMs + WATCHDOG_GRACE_MS;

/** How a child ended. */
export interface Ending {
  /** Why it could not be started, in whole sentences; null where it was. */
  error: string | null;
  code: number | null;
  signal: string | null;
  /** Whether something other than the child itself ended it. */
  fromOutside: boolean;
  /** The end of what it wrote there. */
  stderr: string;
  lastWords: LastWords | null;
}

/** How one came to its end, to stand in brackets. */
export const howEnded = (code: number | null, signal: string | null): string =>
  signal === null ? `exit code ${code}` : `signal ${signal}`;

/** Whether V8 ended a child that had no more room, before its watchdog could. @param stderr what the child wrote there */
export const isHeapFull = (stderr: string): boolean =>
  /heap out of memory|Array buffer allocation failed/i.test(stderr);

export interface Frame {
  url: string;
  line: number;
  column: number;
}

/** Why a child was ended: by its watchdog, or by itself. The innermost frame is first; none where the line is not known. */
export type LastWords =
  | { type: 'out-of-memory'; megabytes: number; frames: Frame[] }
  | { type: 'stuck'; limit: keyof TimeLimits; frames: Frame[] }
  /** Something was thrown where nothing could catch it. */
  | { type: 'uncaught'; what: string; advice: string; stack: string };

/** What the child is given when it is started. */
export interface ChildSettings extends ChildOptions {
  hostPid: number;
  /** Opens its last words on stderr. A secret, so that a learner's code cannot write them. */
  token: string;
}

/** The child's end. */
export interface HostLink {
  readonly settings: ChildSettings;
  /** @param sent called when the message has left */
  send(message: unknown, sent?: () => void): void;
  onMessage(listener: (message: unknown) => void): void;
  /** What nothing has caught. Without a listener, it ends the child. */
  onUncaught(listener: (error: unknown, from: 'promise' | 'callback') => void): void;
  /** Ends the child at a limit, also out of an endless loop. Each call counts from 0. Not for a child with `debug`. */
  limitTime(limits: TimeLimits): void;
  /** Stands still until a debugger is attached; `announce` tells the host the port. For a child with `debug`. */
  waitForDebugger(announce: (port: number, sent: () => void) => void): Promise<void>;
  /** Ends this child. */
  exit(code: number, words?: LastWords | string): void;
}
