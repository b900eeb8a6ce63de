/** What the convolutions and the pools make of one image. */
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import { type Inspect, type Loaded, notAnswered } from './loadQueue';
import { MapParts } from './mapParts';
import { OneDigitView } from './oneDigit';
import { type Surroundings, withMaps } from './view';

export class MapsView extends OneDigitView {
  readonly id = 'maps';
  readonly title = t('Feature maps');
  readonly lookFor = t(
    'Each filter of the first convolution has a map below it: the stronger the colour, the stronger its answer at this place. Look which strokes a filter answers to, and what is left of a map behind the pool.',
  );
  readonly suits = withMaps;
  private readonly maps: MapParts;

  constructor(theme: Theme, surroundings: Surroundings) {
    const maps = new MapParts(theme);
    super(theme, surroundings, maps);
    this.maps = maps;
  }

  async refresh(inspect: Inspect): Promise<Loaded> {
    const answer = await inspect({ kind: 'maps', index: this.index });
    if (answer.kind !== 'maps') return notAnswered(answer);
    this.maps.show(answer.maps);
    return this.showDigit(answer);
  }
}
