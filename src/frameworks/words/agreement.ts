/** How far the networks compute the same, in plain sentences. */
import { t } from '../../course/l10n';
import { lessonNumber } from '../../course/lessonNumber';
import { isLearners } from '../../training/engine';
import type { RunConfig } from '../../protocol/config';
import type { Comparison, Entry } from '../node/comparison';
import { type Parting, WEIGHTS_APART, largestDifference } from '../measure';
import { nameOf } from '../frameworks';
import { shapeOf } from '../plan';
import { type Finding, listed } from './finding';

/** From here on something is computed in another way, or the two have parted early. */
const APART = 1e-2;
/** Without a kink, rounding does not show in the losses of so few steps. */
const EARLY = 10;
/** Losses of frameworks that compute the same. */
const SAME_LOSS = 1e-4;
/** Where rounding decides at a ReLU or in a pool of a convolutional network, a loss differs by less at first. */
const LEAP = 5e-3;

/** One sentence for each framework; one for all of them where it is the course's network that differs. */
export function agreements(comparison: Comparison): Finding[] {
  const { entries, config } = comparison;
  const [own, ...others] = entries;
  const mine = nameOf(own.id, config.network);
  const compared = others.filter((entry) => entry.maxWeightDifference !== null);
  const apart = compared.filter((entry) => isApart(comparison, own, entry));
  if (apart.length > 1 && apart.length === compared.length && agreeWithEachOther(apart)) {
    const largest = Math.max(...apart.map((entry) => entry.maxWeightDifference as number));
    const text = t('{0} does not compute the same as the frameworks, which agree with each other.', mine);
    return [{ kind: 'apart', text }, why(largest, comparison, apart[0].parting)];
  }
  return compared.flatMap((entry): Finding[] => {
    const name = nameOf(entry.id, config.network);
    if (!apart.includes(entry)) return [{ kind: 'result', text: theSame(comparison, entry, mine, name) }];
    const text = t('{0} and {1} do not compute the same.', mine, name);
    return [{ kind: 'apart', text }, why(entry.maxWeightDifference as number, comparison, entry.parting)];
  });
}

/** The losses of a network that failed on the way, as far as it came. */
export function agreementsUntilFailure({ entries, config }: Comparison): string[] {
  const [own, ...others] = entries;
  if (own.error === null || own.maxWeightDifference !== null || own.losses.length === 0) return [];
  const mine = nameOf(own.id, config.network);
  const drawn = others.filter(({ losses }) => losses.length > 0);
  const same = drawn.filter(({ parting }) => parting === null).map(({ id }) => nameOf(id, config.network));
  return [
    ...(same.length > 0 ? [t('{0} had the same losses up to there as {1}.', mine, listed(same))] : []),
    ...drawn.flatMap(({ id, parting }) =>
      parting?.lossStep
        ? [t('{0} had other losses than {1} from step {2} on.', mine, nameOf(id, config.network), parting.lossStep)]
        : [],
    ),
  ];
}

function isApart({ config, kinks, network }: Comparison, own: Entry, entry: Entry): boolean {
  const largest = entry.maxWeightDifference as number;
  if (largest <= WEIGHTS_APART || partingAt(kinks, own.losses, entry.losses) !== null) return false;
  if (network.type === 'conv') return isApartAtOnce(own, entry, config);
  return largest > APART || (entry.parting?.lossStep ?? Infinity) <= EARLY;
}

/**
 * Of convolutional networks, which rounding parts sooner or later: an image has thousands of hidden numbers. What begins small
 * and grows is therefore taken for rounding. Another computation shows in the first loss, in the first step by more than a hidden
 * number's share, or in one leap.
 */
function isApartAtOnce(own: Entry, { losses, differences, parting }: Entry, config: RunConfig): boolean {
  const step = parting?.lossStep ?? null;
  return (
    step === 1 ||
    differences.some((each) => each.step === 1 && each.largest > config.learningRate / config.batchSize) ||
    (step !== null && Math.abs(own.losses[step - 1] - losses[step - 1]) > LEAP)
  );
}

function agreeWithEachOther([first, ...rest]: readonly Entry[]): boolean {
  return rest.every(({ losses }) => largestDifference(first.losses, losses) <= SAME_LOSS);
}

/** How far apart, since when, where, and what to do. */
function why(largest: number, { config, network, steps }: Comparison, parting: Parting | null): Finding {
  const text = [
    t(
      'After {0} steps the largest difference of any weight is {1}. Rounding alone would not do that.',
      steps,
      scientific(largest),
    ),
    ...(parting === null ? [] : [since(parting), ...where(parting, shapeOf(network).parameters.length)]),
    ...(isLearners(config.network) ? [lessonsToCheck(network)] : []),
  ].join(' ');
  return { kind: 'why', text };
}

function lessonsToCheck({ type }: Comparison['network']): string {
  return type === 'mlp'
    ? t('Check your lessons of Part 3 and Part 4.')
    : t(
        'Check your lessons {0} and {1}, and those of Part 3 and Part 4.',
        lessonNumber('patches'),
        lessonNumber('convolution'),
      );
}

function since({ lossStep, weightStep }: Parting): string {
  switch (lossStep) {
    case null:
      return t('The losses agree in every step, but after step {0} weights differ.', weightStep ?? 0);
    case 1:
      return t(
        'The losses differ in step 1 already, where the weights are still the same: the forward pass or the loss is computed in another way.',
      );
    case 2:
      return t(
        'The losses agree in step 1 and differ in step 2: the forward pass and the loss are the same, the gradients or the update are not.',
      );
    default:
      return t('The losses agree up to step {0} and differ from step {1} on.', lossStep - 1, lossStep);
  }
}

/** Only where it is not all of them: then it says nothing. */
function where({ weightStep, parameters }: Parting, all: number): string[] {
  if (weightStep === null || parameters.length === 0 || parameters.length === all) return [];
  const names = parameters.map((i) => {
    const layer = Math.floor(i / 2) + 1;
    return i % 2 === 0 ? t('weights of layer {0}', layer) : t('bias of layer {0}', layer);
  });
  return [t('After step {0}, these parameters differ and the others agree: {1}.', weightStep, names.join(', '))];
}

function theSame(comparison: Comparison, entry: Entry, mine: string, other: string): string {
  const { entries, network, steps, kinks } = comparison;
  const largest = entry.maxWeightDifference as number;
  if (largest === 0)
    return t('{0} computes exactly the same as {1}: after {2} steps, not one weight differs.', mine, other, steps);
  const size = scientific(largest);
  if (largest <= WEIGHTS_APART) {
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
  const kink = partingAt(kinks, entries[0].losses, entry.losses);
  if (kink !== null) {
    return t(
      '{0} and {1} compute the same up to step {2}. There the input of a hidden neuron is {3} away from 0: rounding decides its sign, and ReLU passes the gradient on in one network and stops it in the other. So after {4} steps the largest difference of any weight is {5}.',
      mine,
      other,
      kink.step,
      scientific(kink.distance),
      steps,
      size,
    );
  }
  const nearly = t(
    '{0} and {1} compute nearly the same: after {2} steps the largest difference of any weight is {3}. Differences by rounding grow from step to step.',
    mine,
    other,
    steps,
    size,
  );
  return network.type === 'mlp'
    ? nearly
    : `${nearly} ${t(
        'In a convolutional network they grow in leaps: an image has thousands of hidden numbers, and where one is so near to 0, or two in a pool are so near to each other, that rounding decides, a gradient goes another way.',
      )}`;
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

/** `2.1e-7`. */
export function scientific(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

function decimals(difference: number): number {
  return Math.max(0, Math.floor(-Math.log10(difference)));
}
