/** How fast the networks are and why, in plain sentences. */
import { t } from '../../course/l10n';
import type { NetworkChoice } from '../../protocol/config';
import type { Comparison, Entry } from '../node/comparison';
import { FRAMEWORKS, nameOf } from '../frameworks';

/**
 * One for each framework whose time was taken, as the course's network's was. The reasons are those of dense layers, where they
 * were found by taking them away.
 */
export function speeds({ entries, config: { network }, network: { type } }: Comparison): string[] {
  const [own, ...others] = entries;
  const mine = nameOf(own.id, network);
  return others.flatMap((entry) => {
    if (own.samplesPerSecond === null || entry.samplesPerSecond === null) return [];
    const ratio = entry.samplesPerSecond / own.samplesPerSecond;
    const other = nameOf(entry.id, network);
    if (ratio > 0.9 && ratio < 1.1) return [t('{0} and {1} are about equally fast.', mine, other)];
    const fast = ratio > 1;
    const row = entry.id === 'course' || type !== 'mlp' ? null : FRAMEWORKS[entry.id];
    const { threads, blas } = entry;
    const speeds = { network, threads, blas, mine, other, ratio: times(fast ? ratio : 1 / ratio) };
    return [
      fast
        ? (row?.faster(speeds) ?? t('{0} takes {1} times as long as {2}.', mine, speeds.ratio, other))
        : (row?.slower(speeds) ?? t('{0} is {1} times as fast as {2}.', mine, speeds.ratio, other)),
    ];
  });
}

/** Who has how many threads, and how the time was taken. Empty where it was not. */
export function threads(entries: readonly Entry[], network: NetworkChoice): string[] {
  const timed = entries.filter((entry) => entry.samplesPerSecond !== null && entry.threads !== null);
  if (timed.length === 0) return [];
  const list = timed.map((entry) => `${nameOf(entry.id, network)} ${entry.threads}`).join(', ');
  return [
    timed.every((entry) => entry.threads === 1)
      ? t('Each uses one thread. Each speed is the median of three rounds in turns, after a round to warm up.')
      : t('Threads: {0}. Each speed is the median of three rounds in turns, after a round to warm up.', list),
  ];
}

function times(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(1) : String(Math.round(ratio));
}
