/**
 * What ends a program from outside: Ctrl-C, a closed terminal, `kill`. The first signal asks the command to end, and it
 * cleans up; the second ends the program at once, but for its last words, and what it started ends with it.
 *
 * Listening begins when this is loaded, so that a signal counts from the first moment on.
 */
import { EXIT } from './exit';

// SIGBREAK is Ctrl-Break, on Windows.
const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'];

const controller = new AbortController();

/** Aborted by the first signal. */
export const stopSignal = controller.signal;

let lastWords = (): void => undefined;

/** What is still said where a second signal ends the program. */
export function sayAtLast(words: () => void): void {
  lastWords = words;
}

for (const signal of SIGNALS)
  process.on(signal, () => {
    if (controller.signal.aborted) {
      lastWords();
      process.exit(EXIT.interrupted);
    }
    controller.abort();
  });
