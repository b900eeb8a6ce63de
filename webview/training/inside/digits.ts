/** Images that a network read, in words. Pure: no DOM. */
import { t } from '../../shared/l10n';
import type { DigitView } from '../../../src/protocol/inspection';
import { count, figure, percent } from '../numbers';

/** For people who hear the page, and beside the large image. */
export function digitText(digit: DigitView, classes: readonly string[]): string {
  const read = percent(digit.probabilities[digit.predicted] ?? 0);
  if (digit.predicted === digit.label)
    return t('Image {0}: {1}, read correctly with {2}', count(digit.index), classes[digit.label], read);
  return t(
    'Image {0}: {1}, read as {2} with {3}',
    count(digit.index),
    classes[digit.label],
    classes[digit.predicted],
    read,
  );
}

/** The same below a small image. */
export function digitCaption(digit: DigitView, classes: readonly string[]): string {
  if (digit.predicted === digit.label) return `${classes[digit.label]} ✓`;
  return `${classes[digit.label]} → ${classes[digit.predicted]}`;
}

export function lossText(digit: DigitView, classes: readonly string[]): string {
  return t(
    'Loss {0}: the right answer, {1}, got {2}.',
    figure(digit.loss),
    classes[digit.label],
    percent(digit.probabilities[digit.label] ?? 0),
  );
}
