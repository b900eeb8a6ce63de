/** The baseline in words, the same in the guide, the panel and the terminal. */
import { t } from '../../course/l10n';
import type { Baseline, Tally } from '../../protocol/baseline';
import { grouped } from '../describe';

/** What the program reads right, of both digits and of each, and on which data. */
export function baselineSummary({ data, threes, sevens }: Baseline): string {
  const all: Tally = { right: threes.right + sevens.right, count: threes.count + sevens.count };
  return [
    t(
      'Your program reads {0} of {1} threes and sevens correctly: {2} in 100.',
      grouped(all.right),
      grouped(all.count),
      inHundred(all),
    ),
    t('Of the threes it is {0} in 100, of the sevens {1} in 100.', inHundred(threes), inHundred(sevens)),
    t('The images: {0}.', data),
  ].join(' ');
}

/** `95.1`: one decimal. */
const inHundred = ({ right, count }: Tally): string => ((100 * right) / count).toFixed(1);
