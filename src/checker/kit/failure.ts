import type { Mismatch } from './compare';

/** Thrown by the tools of a check when what the learner's code did is not right. */
export class CheckFailure extends Error {
  readonly outcome: 'wrong shape' | 'wrong value';
  /** What was right and what came, as text; null where there is nothing to put side by side. */
  readonly expected: string | null;
  readonly actual: string | null;
  /** Pairs of numbers for reasoning about the kind of error. */
  readonly entries: Mismatch['entries'];

  constructor(
    outcome: 'wrong shape' | 'wrong value',
    message: string,
    details: { expected?: string | null; actual?: string | null; entries?: Mismatch['entries'] } = {},
  ) {
    super(message);
    this.outcome = outcome;
    this.expected = details.expected ?? null;
    this.actual = details.actual ?? null;
    this.entries = details.entries ?? [];
  }
}
