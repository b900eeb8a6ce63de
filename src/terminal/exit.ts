/** How the program ends. Loaded first of all, so it imports nothing. */

/** Exit statuses. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 3 } as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** What each means. The README says the same, line by line. */
export const MEANINGS: Readonly<Record<ExitStatus, string>> = {
  0: 'passed, or done',
  1: 'a check did not pass, or what was measured, trained, raced or compared failed',
  2: 'wrong usage, or something that is missing, damaged, or cannot be written',
  3: 'cut: by a limit of time or memory, by a signal (Ctrl-C), or by a fault of this program',
};

/** A value of a hundred thousand letters, which would hide the sentence that it stands in. Its ends are told. */
const LONG_WORD = /(\S{300})\S{401,}(\S{300})/g;

/** Why a command ends before its work is done, or as if it was. Thrown, or the reason of an aborted signal. */
export class Ending {
  readonly status: ExitStatus;
  /** For standard error; empty where there is nothing to say. */
  readonly message: string;

  constructor(status: ExitStatus, message: string) {
    this.status = status;
    this.message = message.replace(LONG_WORD, '$1…$2');
  }
}

/** The command line is wrong, or names something that is not there. */
export class UsageError extends Error {}
