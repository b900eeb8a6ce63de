/** What a comparison shows, in plain sentences: the same in the terminal and in the editor. */
import { t } from '../course/l10n';
import { grouped } from '../training/describe';
import { percent } from '../training/percent';
import type { Comparison, Entry } from './node/comparison';
import { nameOf } from './frameworks';
import type { SourceLocation } from '../protocol/location';
import type { Finding } from './words/finding';
import { agreements, agreementsUntilFailure } from './words/agreement';
import { notesOnBlas } from './words/blas';
import { sameLogits } from './words/logits';
import { speeds, threads } from './words/speed';

interface Sentence {
  /** `main`: what a reader should take along, one at most. `warning`: what stands in its way. `speed`: how fast, and why. */
  kind: 'main' | 'result' | 'speed' | 'warning';
  text: string;
  /** The learner's line that it is about. */
  location: SourceLocation | null;
}

/** In the order in which to read them. */
export function sentencesOf(comparison: Comparison): Sentence[] {
  const { entries, config, usedReference } = comparison;
  const name = (entry: Entry): string => nameOf(entry.id, config.network);
  const said =
    (kind: Sentence['kind']) =>
    (text: string): Sentence => ({ kind, text, location: null });
  const warning = (text: string, location: SourceLocation | null = null): Sentence => ({
    kind: 'warning',
    text,
    location,
  });
  const failures = (some: readonly Entry[]): Sentence[] =>
    some.flatMap((entry) => (entry.error === null ? [] : [warning(failure(entry, comparison), entry.location)]));
  return [
    ...(usedReference.length > 0 ? [warning(borrowed(comparison))] : []),
    ...failures(entries.slice(0, 1)),
    ...weighed([...sameLogits(comparison), ...agreements(comparison)]).map(({ kind, text }) => said(kind)(text)),
    ...failures(entries.slice(1)),
    ...agreementsUntilFailure(comparison).map(said('result')),
    ...accuracies(comparison, name).map(said('result')),
    ...speeds(comparison).map(said('speed')),
    ...threads(entries, config.network).map(said('speed')),
    ...entries.flatMap((entry) =>
      entry.blas === null ? [] : notesOnBlas(name(entry), entry.blas).map(({ kind, text }) => said(kind)(text)),
    ),
  ];
}

/** A difference weighs more than what is the same; what helps to find it stands below it. */
function weighed(findings: readonly Finding[]): { kind: Sentence['kind']; text: string }[] {
  const main = findings.find(({ kind }) => kind === 'apart') ?? findings.find(({ kind }) => kind === 'same');
  const rest = findings.filter((finding) => finding !== main);
  return [
    ...(main ? [{ kind: 'main' as const, text: main.text }] : []),
    ...rest.map(({ kind, text }) => ({ kind: kind === 'why' ? ('warning' as const) : ('result' as const), text })),
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

function accuracies({ entries, network, testImages }: Comparison, name: (entry: Entry) => string): string[] {
  const known = entries.filter((entry) => entry.testAccuracy !== null);
  if (known.length < 2) return [];
  const shares = known.map((entry) => percent(entry.testAccuracy as number));
  const which = network.type === 'conv' ? ` ${t('They are the first {0} test images.', grouped(testImages))}` : '';
  // Where one of them failed, it is not all of them.
  if (known.length === entries.length && new Set(shares).size === 1)
    return [`${t('All of them read {0} of the test images correctly.', shares[0])}${which}`];
  const list = known.map((entry, i) => `${name(entry)} ${shares[i]}`).join(', ');
  return [`${t('Test images read correctly: {0}.', list)}${which}`];
}
