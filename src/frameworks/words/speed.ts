/** How fast the networks are and why, in plain sentences: a reason stands only where it is known to be one. */
import { t } from '../../course/l10n';
import type { NetworkChoice } from '../../protocol/config';
import type { Entry } from '../node/comparison';
import { nameOf } from '../names';

/** One for each framework whose time was taken, as the course's network's was. */
export function speeds([own, ...others]: readonly Entry[], network: NetworkChoice): string[] {
  const mine = nameOf(own.id, network);
  return others.flatMap((entry) => {
    if (own.samplesPerSecond === null || entry.samplesPerSecond === null) return [];
    const ratio = entry.samplesPerSecond / own.samplesPerSecond;
    const other = nameOf(entry.id, network);
    if (ratio > 0.9 && ratio < 1.1) return [t('{0} and {1} are about equally fast.', mine, other)];
    return [ratio < 1 ? faster(entry, mine, times(1 / ratio), network) : slower(entry, mine, times(ratio), network)];
  });
}

function slower({ id }: Entry, mine: string, ratio: string, network: NetworkChoice): string {
  const other = nameOf(id, network);
  if (id === 'pytorch') {
    return t(
      '{0} takes {1} times as long as {2}, because PyTorch leaves the products of matrices to a library that is written for this processor: it multiplies many numbers with one instruction and reads memory in the order that suits the cache.',
      mine,
      ratio,
      other,
    );
  }
  // With the other networks of the course, that is not what makes the difference.
  if (network === 'mine' && id === 'tfjs-wasm') {
    return t(
      '{0} takes {1} times as long as {2}, because WebAssembly with SIMD multiplies four numbers with one instruction, and JavaScript one.',
      mine,
      ratio,
      other,
    );
  }
  if (network === 'mine' && id === 'tfjs') {
    return t(
      '{0} takes {1} times as long as {2}, because TensorFlow.js leaves out the gradient with respect to the images, which no step needs, and goes through the matrices block by block, which suits the cache.',
      mine,
      ratio,
      other,
    );
  }
  return t('{0} takes {1} times as long as {2}.', mine, ratio, other);
}

function faster({ id, threads: count }: Entry, mine: string, ratio: string, network: NetworkChoice): string {
  const other = nameOf(id, network);
  if (id === 'pytorch' && count === 1) {
    return t(
      '{0} is {1} times as fast as {2}, because for so small a network the work around each operation of PyTorch takes longer than the products.',
      mine,
      ratio,
      other,
    );
  }
  if (network === 'mine' || id === 'pytorch') return t('{0} is {1} times as fast as {2}.', mine, ratio, other);
  return t(
    '{0} is {1} times as fast as {2}, because TensorFlow.js also multiplies the pixels that are 0, which are most of them, and notes down each operation for the gradients.',
    mine,
    ratio,
    other,
  );
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
