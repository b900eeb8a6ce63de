/** What happens between two uses that a program makes of a folder. */
import { host } from '../../src/host';
import type { Files } from '../../src/host/files';

/**
 * Does something right before the nth use of any folder (reading, listing, writing, moving), counted from 1.
 *
 * @returns ends the counting, and returns how many uses there were
 */
export function atUse(nth: number, action: () => void): () => number {
  const { folder } = host;
  let uses = 0;
  const counted = <A extends unknown[], R>(use: (...args: A) => R) => {
    return (...args: A): R => {
      if (++uses === nth) action();
      return use(...args);
    };
  };
  host.folder = (place) => {
    const files = folder(place);
    return Object.fromEntries(
      Object.entries(files).map(([name, use]) => [name, counted(use as (...args: unknown[]) => unknown)]),
    ) as unknown as Files;
  };
  return () => {
    host.folder = folder;
    return uses;
  };
}
