/** What each unit of the hidden layers makes of one image. */
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import { LayerParts } from './layerParts';
import { type Inspect, type Loaded, notAnswered } from './loadQueue';
import { OneDigitView } from './oneDigit';
import { type Surroundings, withoutMaps } from './view';

export class ActivationsView extends OneDigitView {
  readonly id = 'activations';
  readonly title = t('Activations');
  readonly lookFor = t(
    'Each square is a neuron of a hidden layer, the stronger its colour, the more active. Look which neurons answer to this image, and whether other images of the same digit wake up the same ones.',
  );
  readonly suits = withoutMaps;
  private readonly layers: LayerParts;

  constructor(theme: Theme, surroundings: Surroundings) {
    const layers = new LayerParts(theme);
    super(theme, surroundings, layers);
    this.layers = layers;
  }

  async refresh(inspect: Inspect): Promise<Loaded> {
    const answer = await inspect({ kind: 'activations', index: this.index });
    if (answer.kind !== 'activations') return notAnswered(answer);
    // The output stands beside it, as probabilities.
    this.layers.show(answer.layers.slice(0, -1));
    return this.showDigit(answer);
  }
}
