/** What the network takes the shown images for, in words. Pure: no DOM. */
import { t } from '../../shared/l10n';
import { count, percent } from '../numbers';
import type { ViewRun } from '../run/viewRun';

/** One of the images. */
export interface WatchedDigit {
  label: string;
  /** What it is taken for; null before the first reading. */
  read: string | null;
  isRight: boolean;
  /** The probability of its own class, 0 … 1. */
  sure: number;
}

/** Empty where a run shows none. */
export function watchedDigits({ watched, reading, about }: ViewRun): WatchedDigit[] {
  if (!watched) return [];
  const name = (label: number): string => about?.classes[label] ?? String(label);
  return watched.labels.map((label, i) => {
    const read = reading?.read[i];
    return {
      label: name(label),
      read: read === undefined ? null : name(read),
      isRight: read === label,
      sure: reading?.sure[i] ?? 0,
    };
  });
}

/** How many are read correctly, and what they are. */
export function watchedSummary(run: ViewRun): string {
  const digits = watchedDigits(run);
  const right = digits.filter(({ isRight }) => isRight).length;
  return run.reading
    ? t('Validation images, after step {0}: {1} of {2} read correctly', count(run.reading.step), right, digits.length)
    : t('Validation images');
}

/** One image for people who hear the page. */
export function digitText({ label, read, isRight, sure }: WatchedDigit): string {
  if (read === null) return t('A {0}, not read yet', label);
  return isRight
    ? t('A {0}, read correctly; the network gives it {1}', label, percent(sure))
    : t('A {0}, read as {1}; the network gives {0} {2}', label, read, percent(sure));
}
