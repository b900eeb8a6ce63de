/** The numbers of an answer. */
import { UserError } from '../errors';

/** More digits than an eye sees would only make a message longer. */
export function short(value: number, digits = 5): number {
  return Number(value.toPrecision(digits));
}

/**
 * An answer goes to a page as JSON, and that has neither NaN nor infinity.
 *
 * @param what of the network these are, for the message
 * @param count how many values there must be
 * @throws UserError when a value is missing or not finite
 */
export function requireFinite<T extends ArrayLike<number>>(values: T, what: string, count = values.length): T {
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(values[i])) {
      throw new UserError(`The ${what} are not finite numbers any more, so there is nothing to look at.`);
    }
  }
  return values;
}
