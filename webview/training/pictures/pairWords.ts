/** Two networks that learn side by side, in words. Pure: no DOM. */
import type { Picture } from '../../../src/protocol/metrics';
import { t } from '../../shared/l10n';
import { count, figure, percent } from '../numbers';

export type DepthPicture = Extract<Picture, { kind: 'depth' }>;
export type AutodiffPicture = Extract<Picture, { kind: 'autodiff' }>;
export type PairPicture = DepthPicture | AutodiffPicture;

/** A gradient that is so many times smaller than another hardly teaches its layer anything. */
const VANISHING = 1000;

/** The names of the two, the first one first. */
export const namesOf = ({ kind }: PairPicture): [string, string] =>
  kind === 'depth' ? [t('residual'), t('plain')] : [t('layers'), t('graph')];

/** In sentences, one after the other. */
export function pairSentences(picture: PairPicture): string[] {
  return picture.kind === 'depth' ? depthSentences(picture) : autodiffSentences(picture);
}

function depthSentences(picture: DepthPicture): string[] {
  const { residual, plain, accuracy } = picture;
  const [first, second] = namesOf(picture);
  const sizes = (name: string, values: readonly number[]): string =>
    t(
      'Gradient of the network “{0}”: {1} in the first layer, {2} in the last.',
      name,
      figure(values[0]),
      figure(values[values.length - 1]),
    );
  const lost = t('The loss of the plain network is not a number any more, so it learns no further.');
  const zeros = residual.filter((size) => size === 0).length;
  const zerosOfPlain = plain.filter((size) => size === 0).length;
  const read = (name: string, share: number): string =>
    t('At the end of the newest epoch, “{0}” reads {1} of the images right.', name, percent(share));
  return [
    ...(residual.length > 0 ? [sizes(first, residual)] : []),
    ...(plain.length > 0 ? [sizes(second, plain)] : [lost]),
    isVanishing(plain)
      ? t('In the plain network it vanishes on its way to the front: the first layers hardly learn.')
      : '',
    zeros + zerosOfPlain > 0
      ? t('Layers with a gradient of 0 are not drawn: {0} of “{1}”, {2} of “{3}”.', zeros, first, zerosOfPlain, second)
      : '',
    accuracy.residual === null ? '' : read(first, accuracy.residual),
    accuracy.plain === null ? '' : read(second, accuracy.plain),
  ].filter((text) => text !== '');
}

function isVanishing(sizes: readonly number[]): boolean {
  return sizes.length > 0 && sizes[0] > 0 && VANISHING * sizes[0] < sizes[sizes.length - 1];
}

function autodiffSentences({ losses, difference }: AutodiffPicture): string[] {
  const place = losses.second.length - 1;
  const now =
    place < 0
      ? []
      : [
          t(
            'Loss at step {0}: {1} with the layers, {2} with the graph.',
            count(losses.steps[place]),
            figure(losses.first[place]),
            figure(losses.second[place]),
          ),
        ];
  if (difference === null) return [...now, t('A gradient of the graph is not a number any more.')];
  const { largest, gradient } = difference;
  return [
    ...now,
    largest === 0
      ? t('No gradient differs: both find the same numbers, to the last digit.')
      : t('The largest difference of two gradients so far is {0}.', figure(largest)),
    t('The largest gradient in the last step is {0}.', figure(gradient)),
  ];
}
