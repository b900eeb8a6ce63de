/** The filters of the first convolution, and what each convolution and each pool makes of one image: small pictures, in words, and as tables. */
import { mix, parseColor } from '../../shared/color';
import { h, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { inkColors, paintPixels } from '../../shared/pixels';
import type { Theme } from '../../shared/theme';
import type { FeatureMaps } from '../../../src/protocol/inspection';
import { figure } from '../numbers';
import { WeightImage } from '../pictures/weightImage';
import { filterText, sharedReach } from './filters';
import { STAGE_HEADS, mapText, stageName, stageRows, stageSummary } from './maps';
import { NumberTable } from './numberTable';

export class MapParts {
  readonly element = h('div', { class: 'maps' });
  private filters: FilterPart | null = null;
  private stages: StagePart[] = [];
  private shape = '';
  private theme: Theme;

  constructor(theme: Theme) {
    this.theme = theme;
  }

  show({ filters, stages }: FeatureMaps): void {
    const shape = [filters.values, ...stages.map(({ maps }) => maps)].map(({ length }) => length).join();
    if (shape !== this.shape) {
      this.shape = shape;
      this.filters = new FilterPart(this.theme, filters.values.length);
      this.stages = stages.map((stage, i) => new StagePart(stageName(stage, i), stage.maps.length));
      this.element.replaceChildren(this.filters.element, ...this.stages.map(({ element }) => element));
    }
    this.filters?.show(filters);
    stages.forEach((stage, i) => this.stages[i].show(stage, this.theme));
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.filters?.setTheme(theme);
    for (const stage of this.stages) stage.paint(theme);
  }
}

/** A heading, numbered pictures of which each has a place, words, and a table. */
class Row {
  readonly element: HTMLElement;
  readonly summary = h('p', { class: 'summary' });
  readonly table: NumberTable;

  constructor(name: string, canvases: readonly HTMLCanvasElement[], heads: readonly string[], below: Node[] = []) {
    this.table = new NumberTable(name, t('Show as a table'), heads);
    const tiles = canvases.map((canvas, i) =>
      h('li', {}, canvas, h('span', { attributes: { 'aria-hidden': 'true' } }, String(i + 1))),
    );
    this.element = h(
      'figure',
      { class: 'figure' },
      h('h4', {}, name),
      h('ul', { class: 'map-tiles', attributes: { 'aria-label': name } }, ...tiles),
      ...below,
      h('figcaption', {}, this.summary),
      this.table.element,
    );
  }
}

class FilterPart {
  readonly element: HTMLElement;
  private readonly images: WeightImage[];
  private readonly row: Row;
  private readonly low = h('span');
  private readonly high = h('span');

  constructor(theme: Theme, filters: number) {
    this.images = Array.from({ length: filters }, () => new WeightImage(theme));
    const { scale } = this.images[0];
    this.row = new Row(
      t('Filters of convolution 1'),
      this.images.map(({ canvas }) => canvas),
      [t('Filter'), t('Weights, row by row')],
      [h('div', { class: 'weights-legend' }, this.low, scale, this.high)],
    );
    this.element = this.row.element;
  }

  show({ rows, cols, values }: FeatureMaps['filters']): void {
    const reach = sharedReach(values);
    values.forEach((weights, i) =>
      this.images[i].update(
        { kind: 'weights', rows, cols, values: weights },
        t('Filter {0}: {1}', i + 1, filterText(weights, cols)),
        reach,
      ),
    );
    setText(this.low, `≤ −${figure(reach)}`);
    setText(this.high, `≥ +${figure(reach)}`);
    setText(
      this.row.summary,
      t(
        '{0} filters of {1} × {2} weights, in one scale of colours. The map below a filter is its answer to the image.',
        values.length,
        rows,
        cols,
      ),
    );
    const lines = (weights: readonly number[]): string =>
      Array.from({ length: rows }, (_, row) =>
        weights
          .slice(row * cols, (row + 1) * cols)
          .map(figure)
          .join(' '),
      ).join('; ');
    this.row.table.update(values.map((weights, i) => [String(i + 1), lines(weights)]));
  }

  setTheme(theme: Theme): void {
    for (const image of this.images) image.setTheme(theme);
  }
}

class StagePart {
  readonly element: HTMLElement;
  private readonly row: Row;
  private readonly canvases: HTMLCanvasElement[];
  private stage: FeatureMaps['stages'][number] | null = null;

  constructor(name: string, maps: number) {
    this.canvases = Array.from({ length: maps }, () => h('canvas', { class: 'pixels', role: 'img' }));
    this.row = new Row(name, this.canvases, STAGE_HEADS());
    this.element = this.row.element;
  }

  show(stage: FeatureMaps['stages'][number], theme: Theme): void {
    this.stage = stage;
    stage.maps.forEach((values, i) =>
      this.canvases[i].setAttribute('aria-label', t('Map {0}: {1}', i + 1, mapText(values, stage.cols))),
    );
    setText(this.row.summary, stageSummary(stage));
    this.row.table.update(stageRows(stage));
    this.paint(theme);
  }

  /** The maps of a stage are in one scale of colours. */
  paint(theme: Theme): void {
    if (!this.stage) return;
    const { rows, cols, maps } = this.stage;
    const { paper, ink } = inkColors(theme);
    const full = parseColor(theme.first) ?? ink;
    const most = maps.flat().reduce((high, value) => Math.max(high, value), 0) || 1;
    maps.forEach((values, i) =>
      paintPixels(this.canvases[i], rows, cols, (at) => mix(paper, full, Math.max(0, values[at] / most))),
    );
  }
}
