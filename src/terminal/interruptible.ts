/** A command that takes its time: Ctrl-C ends it, and what a learner can mend is said in a sentence. */
import { UserError } from '../training/errors';
import { EXIT, type Io } from './io';

/**
 * @param userErrorExit the exit status of a UserError
 * @returns the exit status of `body`, or the one of what it threw
 * @throws what is neither an interruption nor a UserError
 */
export async function interruptible(
  io: Io,
  userErrorExit: number,
  body: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort();
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await body(interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) {
      io.err('Stopped.\n');
      return EXIT.interrupted;
    }
    if (error instanceof UserError) {
      io.err(`${error.message}\n`);
      return userErrorExit;
    }
    throw error;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
