/** What a comparison shows, in plain sentences: the same in the terminal and in the editor. */
import { type Translate, english } from '../course/l10n';
import { percent } from '../training/describe';
import type { NetworkChoice } from '../training/protocol';
import type { Comparison, Entry } from './comparison';
import { nameOf } from './names';

/** Weights that differ by less are the same but for rounding. */
const SAME = 1e-4;
/** From here on something is computed in another way, or the two have parted early. */
const APART = 1e-2;

export interface Sentence {
  kind: 'result' | 'warning';
  text: string;
}

/** In the order in which to read them. */
export function sentencesOf(comparison: Comparison, t: Translate = english): Sentence[] {
  const { entries, config } = comparison;
  const [own, ...others] = entries;
  const name = (entry: Entry): string => nameOf(entry.id, config.network, t);
  const compared = others.filter((entry) => entry.maxWeightDifference !== null);
  const result = (text: string): Sentence => ({ kind: 'result', text });
  const warning = (text: string): Sentence => ({ kind: 'warning', text });
  return [
    ...entries.flatMap((entry) => (entry.error === null ? [] : [warning(`${name(entry)}: ${entry.error}`)])),
    ...compared.map((entry) => result(agreement(comparison, own, entry, t))),
    ...accuracies(entries, name, t).map(result),
    ...others.flatMap((entry) => speed(own, entry, config.network, name, t).map(result)),
    ...threads(entries, name, t).map(result),
    ...entries.flatMap((entry) => (entry.blas?.slow ? [warning(slowBlas(t))] : [])),
  ];
}

function agreement(comparison: Comparison, own: Entry, entry: Entry, t: Translate): string {
  const { config, steps, kinks } = comparison;
  const [mine, other] = [nameOf(own.id, config.network, t), nameOf(entry.id, config.network, t)];
  const largest = entry.maxWeightDifference as number;
  if (largest === 0)
    return t('{0} computes exactly the same as {1}: after {2} steps, not one weight differs.', mine, other, steps);
  const size = scientific(largest);
  if (largest <= SAME) {
    const sentence = t(
      '{0} computes the same as {1} to {2} decimal places: in {3} steps, no weight differs by more than {4}.',
      mine,
      other,
      decimals(largest),
      steps,
      size,
    );
    return `${sentence} ${t('What is left is rounding: the sums are added up in another order.')}`;
  }
  const kink = partingAt(kinks, own.losses, entry.losses);
  if (kink !== null) {
    return t(
      '{0} and {1} compute the same up to step {2}. There the input of a hidden unit is {3} away from 0: rounding decides its sign, and ReLU passes the gradient on in one network and stops it in the other. So after {4} steps the largest difference of any weight is {5}.',
      mine,
      other,
      kink.step,
      scientific(kink.distance),
      steps,
      size,
    );
  }
  if (largest <= APART) {
    return t(
      '{0} and {1} compute nearly the same: after {2} steps the largest difference of any weight is {3}. Differences by rounding grow from step to step.',
      mine,
      other,
      steps,
      size,
    );
  }
  return t(
    '{0} and {1} do not compute the same: after {2} steps the largest difference of any weight is {3}. Rounding alone would not do that. Check your lessons of Part 3 and Part 4.',
    mine,
    other,
    steps,
    size,
  );
}

/** The step of a kink after which the losses part, which they had not done before. */
function partingAt(
  kinks: Comparison['kinks'],
  own: readonly number[],
  other: readonly number[],
): Comparison['kinks'][number] | null {
  const parted = own.findIndex((loss, i) => Math.abs(loss - other[i]) > 1e-6 * Math.max(1, Math.abs(loss)));
  if (parted < 0) return null;
  // Steps count from 1. The kink shows in the weights of its step, and so in the losses of those that come after.
  return kinks.filter(({ step }) => step <= parted && parted - step <= 100).at(-1) ?? null;
}

function accuracies(entries: readonly Entry[], name: (entry: Entry) => string, t: Translate): string[] {
  const known = entries.filter((entry) => entry.testAccuracy !== null);
  if (known.length < 2) return [];
  const shares = known.map((entry) => percent(entry.testAccuracy as number));
  if (new Set(shares).size === 1) return [t('All of them read {0} of the test images right.', shares[0])];
  const list = known.map((entry, i) => `${name(entry)} ${shares[i]}`).join(', ');
  return [t('Test images read right: {0}.', list)];
}

function speed(
  own: Entry,
  entry: Entry,
  network: NetworkChoice,
  name: (entry: Entry) => string,
  t: Translate,
): string[] {
  if (own.samplesPerSecond === null || entry.samplesPerSecond === null) return [];
  const ratio = entry.samplesPerSecond / own.samplesPerSecond;
  const [mine, other] = [name(own), name(entry)];
  if (ratio > 0.9 && ratio < 1.1) return [t('{0} and {1} are about equally fast.', mine, other)];
  if (ratio < 1)
    return [t('{0} is {1} times as fast as {2}, {3}', mine, times(1 / ratio), other, whySlower(entry, network, t))];
  return [t('{0} takes {1} times as long as {2}, {3}', mine, times(ratio), other, whyFaster(entry, t))];
}

function whyFaster({ id }: Entry, t: Translate): string {
  switch (id) {
    case 'pytorch':
      return t(
        'because PyTorch leaves the products of matrices to a library that is written for this processor: it multiplies many numbers with one instruction and reads memory in the order that suits the cache.',
      );
    case 'tfjs-wasm':
      return t('because WebAssembly with SIMD multiplies four numbers with one instruction, and JavaScript one.');
    default:
      return t('because it keeps the numbers in an order that suits the cache better.');
  }
}

function whySlower({ id }: Entry, network: NetworkChoice, t: Translate): string {
  if (network === 'fast') {
    return t(
      'because its kernels are made for this one kind of network, and a framework must be ready for every kind.',
    );
  }
  switch (id) {
    case 'tfjs':
    case 'tfjs-wasm':
      return t(
        'because TensorFlow.js also multiplies the pixels that are 0, which are most of them, and notes down each operation for the gradients.',
      );
    default:
      return t('because for so small a network the work around each operation takes longer than the products.');
  }
}

function threads(entries: readonly Entry[], name: (entry: Entry) => string, t: Translate): string[] {
  const timed = entries.filter((entry) => entry.samplesPerSecond !== null && entry.threads !== null);
  if (timed.length === 0) return [];
  const several = timed.filter((entry) => entry.threads !== 1);
  const who = several.map((entry) => t('{0} uses {1} threads', name(entry), entry.threads as number)).join(', ');
  return [
    several.length === 0
      ? t('Each uses one thread. Each speed is the median of three rounds in turns, after a round to warm up.')
      : t('{0}, the others one. Each speed is the median of three rounds in turns, after a round to warm up.', who),
  ];
}

function slowBlas(t: Translate): string {
  return t(
    'This PyTorch multiplies with the reference BLAS, which is about ten times slower than others, so its speed says little here. On Debian and Ubuntu, a fast one is installed by: sudo apt-get install libopenblas0',
  );
}

/** `2.1e-7`. */
export function scientific(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

function decimals(difference: number): number {
  return Math.max(0, Math.floor(-Math.log10(difference)));
}

function times(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(1) : String(Math.round(ratio));
}
