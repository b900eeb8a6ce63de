/** An error whose message is written for the reader: what happened, where, what to try next. */
export class UserError extends Error {
  override name = 'UserError';
}

/** What was given to a run cannot be used: a folder with images, a file of weights. No code is at fault. */
export class InputError extends UserError {}

/** What a learner's function returned or yielded is not what its lesson says. */
export class ContractError extends UserError {
  override name = 'ContractError';
  /** The exported function that it is about. */
  readonly of: string;

  constructor(of: string, message: string) {
    super(message);
    this.of = of;
  }
}

/** A loss that has left for good, or is no number any more. */
export class DivergedError extends ContractError {}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
