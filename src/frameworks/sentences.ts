/** What a comparison shows, in plain sentences: the same in the terminal and in the editor. */
import { t } from '../course/l10n';
import { percent } from '../training/describe';
import type { Comparison, Entry } from './node/comparison';
import { nameOf } from './frameworks';
import type { SourceLocation } from '../protocol/location';
import { agreements, agreementsUntilFailure } from './words/agreement';
import { speeds, threads } from './words/speed';

interface Sentence {
  kind: 'result' | 'warning';
  text: string;
  /** The learner's line that it is about. */
  location: SourceLocation | null;
}

/** In the order in which to read them. */
export function sentencesOf(comparison: Comparison): Sentence[] {
  const { entries, config, usedReference } = comparison;
  const name = (entry: Entry): string => nameOf(entry.id, config.network);
  const result = (text: string): Sentence => ({ kind: 'result', text, location: null });
  const warning = (text: string, location: SourceLocation | null = null): Sentence => ({
    kind: 'warning',
    text,
    location,
  });
  return [
    ...(usedReference.length > 0 ? [warning(borrowed(comparison))] : []),
    ...entries.flatMap((entry) => (entry.error === null ? [] : [warning(failure(entry, comparison), entry.location)])),
    ...agreementsUntilFailure(comparison).map(result),
    ...agreements(comparison).map(result),
    ...accuracies(entries, name).map(result),
    ...speeds(entries, config.network).map(result),
    ...threads(entries, config.network).map(result),
    ...entries.flatMap((entry) => (entry.blas?.slow ? [warning(slowBlas())] : [])),
  ];
}

function borrowed({ config, usedReference }: Comparison): string {
  const lessons = usedReference.join(', ');
  return config.network === 'reference'
    ? t(
        'Your code of lesson {0} does not pass its checks yet, so the reference network takes the place of yours.',
        lessons,
      )
    : t('The reference solution stands in for your code of: {0}. Its checks do not pass yet.', lessons);
}

/** @returns for a network that failed on the way, also how far it came */
function failure(entry: Entry, { config, steps }: Comparison): string {
  const name = nameOf(entry.id, config.network);
  const done = entry.losses.length;
  return done > 0 && done < steps
    ? t('{0} stopped after step {1}: {2}', name, done, entry.error as string)
    : `${name}: ${entry.error}`;
}

function accuracies(entries: readonly Entry[], name: (entry: Entry) => string): string[] {
  const known = entries.filter((entry) => entry.testAccuracy !== null);
  if (known.length < 2) return [];
  const shares = known.map((entry) => percent(entry.testAccuracy as number));
  // Where one of them failed, it is not all of them.
  if (known.length === entries.length && new Set(shares).size === 1)
    return [t('All of them read {0} of the test images right.', shares[0])];
  const list = known.map((entry, i) => `${name(entry)} ${shares[i]}`).join(', ');
  return [t('Test images read right: {0}.', list)];
}

function slowBlas(): string {
  return t(
    'This PyTorch multiplies with the reference BLAS, which is about ten times slower than others, so its speed says little here. On Debian and Ubuntu, a fast one is installed by: sudo apt-get install libopenblas0',
  );
}
