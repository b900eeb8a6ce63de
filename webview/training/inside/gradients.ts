/** What the gradients of a network's layers say about its health. Pure: no DOM. */
import { t } from '../../shared/l10n';
import type { GradientView } from '../../../src/protocol/inspection';
import { count, figure, percent } from '../numbers';
import { layerName } from './layerName';

/**
 * The first layer's typical gradient is so many times smaller than the last one's: little of the error reaches it. In networks
 * of 1 to 10 hidden layers that learned well it was 6 times smaller to 2 times larger (measured on MNIST).
 */
const VANISHED = 1 / 50;
/** And so many times larger: the layers blow the error up. */
const EXPLODED = 50;
/** A few dead units are common and do no harm. */
const MANY_DEAD = 0.2;

/** Root mean square of the layer's gradients: its norm does not grow with the number of weights. */
export function typicalSize({ norm, counts }: GradientView): number {
  const weights = counts.reduce((sum, value) => sum + value, 0);
  return weights === 0 ? 0 : norm / Math.sqrt(weights);
}

type Finding =
  | { kind: 'vanishing'; first: GradientView; last: GradientView }
  | { kind: 'exploding'; first: GradientView; last: GradientView }
  | { kind: 'stuck' }
  | { kind: 'dead'; layer: GradientView; dead: number };

export function findings(layers: readonly GradientView[]): Finding[] {
  const found: Finding[] = [];
  const [first, last] = [layers.at(0), layers.at(-1)];
  if (!first || !last) return found;
  const [low, high] = [typicalSize(first), typicalSize(last)];
  if (layers.every((layer) => typicalSize(layer) === 0)) found.push({ kind: 'stuck' });
  else if (layers.length > 1 && low < high * VANISHED) found.push({ kind: 'vanishing', first, last });
  else if (layers.length > 1 && low > high * EXPLODED) found.push({ kind: 'exploding', first, last });
  for (const layer of layers)
    if (layer.deadUnits !== null && layer.deadUnits > layer.units * MANY_DEAD)
      found.push({ kind: 'dead', layer, dead: layer.deadUnits });
  return found;
}

export function findingText(finding: Finding): string {
  switch (finding.kind) {
    case 'stuck':
      return t(
        'All gradients are 0: no weight moves any more. A learning rate that was too large often does this, by killing every neuron.',
      );
    case 'vanishing':
      return t(
        'Vanishing gradients: a typical gradient is {1} in “{0}” and {3} in “{2}”. The first layers get next to no news of the error, and hardly learn. Fewer layers, He weights and ReLU help.',
        layerName(finding.first.name),
        figure(typicalSize(finding.first)),
        layerName(finding.last.name),
        figure(typicalSize(finding.last)),
      );
    case 'exploding':
      return t(
        'Growing gradients: a typical gradient is {1} in “{0}” and only {3} in “{2}”. The steps of the first layers are large; a smaller learning rate or smaller first weights help.',
        layerName(finding.first.name),
        figure(typicalSize(finding.first)),
        layerName(finding.last.name),
        figure(typicalSize(finding.last)),
      );
    case 'dead':
      return t(
        'Dead ReLUs: {0} of {1} neurons in “{2}” are 0 for every image of the probe. Their gradient is 0, so they never wake up. A smaller learning rate from the start avoids it.',
        count(finding.dead),
        count(finding.layer.units),
        layerName(finding.layer.name),
      );
  }
}

export function gradientSummary(layer: GradientView): string {
  const texts = [
    t('Norm {0}, typical gradient {1}.', figure(layer.norm), figure(typicalSize(layer))),
    t('{0} of the gradients are 0.', percent(layer.zeroShare)),
  ];
  if (layer.deadUnits !== null)
    texts.push(
      layer.deadUnits === 0
        ? t('No dead ReLU among {0} neurons.', count(layer.units))
        : t('{0} of {1} ReLU neurons are dead.', count(layer.deadUnits), count(layer.units)),
    );
  return texts.reduce((text, sentence) => t('{0} {1}', text, sentence));
}

/** Heights of the bars, 0 … 1: logarithmic, because nearly all gradients lie in the middle and the tails matter. */
export function barHeights(counts: readonly number[]): number[] {
  const most = Math.log1p(Math.max(...counts, 1));
  return counts.map((value) => Math.log1p(value) / most);
}
