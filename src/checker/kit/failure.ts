import type { Difference } from './compare';

/** What a failure can say beside its message. May be worked out only when it is read. */
interface Details {
  /** What was right and what came, as text; null where there is nothing to put side by side. */
  readonly expected?: string | null;
  readonly actual?: string | null;
  /** How many numbers differ, and where most; null where no numbers were compared. */
  readonly difference?: Difference | null;
  /** It says what the code did, such as that it changed an argument, and not only that a value is wrong. */
  readonly isCause?: boolean;
  /** The way to what differs in the value that was compared. */
  readonly path?: readonly (string | number)[];
}

/** Most characters of a learner's own message that are looked at: patterns over hundreds of megabytes take minutes. */
const MAX_MESSAGE = 10_000;

/** Of an error of a learner's, up to a sensible length; empty where it cannot be read. */
export function messageOf(error: Error): string {
  try {
    return String(error.message).slice(0, MAX_MESSAGE);
  } catch {
    return '';
  }
}

/** Thrown by the tools of a check when what the learner's code did is not right. */
export class CheckFailure extends Error {
  readonly outcome: 'wrong shape' | 'wrong value';
  readonly details: Details;

  constructor(outcome: 'wrong shape' | 'wrong value', message: string, details: Details = {}) {
    super(message);
    this.outcome = outcome;
    this.details = details;
  }
}

/** The learner's code threw in a call with arguments that were drawn. */
export class CallFailed extends Error {
  readonly thrown: unknown;
  /** The arguments, in a sentence. */
  readonly asked: string;

  constructor(thrown: unknown, asked: string) {
    super(asked);
    this.thrown = thrown;
    this.asked = asked;
  }
}
