import { setTimeout as sleep } from 'node:timers/promises';

/** Long: other work may slow the machine down, and a wait that has come to its end is a failure. */
export const PATIENCE_MS = 120_000;

export interface WaitOptions {
  /** The longest wait, in milliseconds: how long to hope, not how long it should take. */
  timeoutMs?: number;
  /** An error of the condition counts as "not yet". */
  retryErrors?: boolean;
}

/** What a condition may give back while the state is not there yet. */
type NotYet = false | undefined | null | '' | 0;

/**
 * Resolves with what the condition gives back, once that is more than false, undefined, null, 0 or an empty text.
 *
 * @param what names the state in the error
 * @throws Error when the condition does not come to hold in time
 */
export async function waitFor<T>(
  what: string | (() => string),
  condition: () => T | Promise<T>,
  { timeoutMs = PATIENCE_MS, retryErrors = false }: WaitOptions = {},
): Promise<Exclude<T, NotYet>> {
  const deadline = Date.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const result = await condition();
      if (result) return result as Exclude<T, NotYet>;
    } catch (error) {
      if (!retryErrors) throw error;
      cause = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain for ${typeof what === 'string' ? what : what()}`, { cause });
    }
    await sleep(50);
  }
}
