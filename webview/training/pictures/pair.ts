/** Two networks that learn side by side: the gradient of each layer where they differ in their layers, and their losses. */
import { h, setHidden } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import { CurveChart } from '../charts/figure/curve';
import { DataTable } from '../charts/figure/dataTable';
import type { Frames } from '../charts/figure/frames';
import { Legend } from '../charts/figure/legend';
import { figure } from '../numbers';
import { gradientCurves, gradientTable, layerText, lossCurves, lossTable, stepText } from './pairCurves';
import type { PairPicture } from './pairWords';

export class Pair {
  readonly element: HTMLElement;
  private readonly gradients: CurveChart;
  private readonly losses: CurveChart;
  private readonly gradientLegend = new Legend();
  private readonly lossLegend = new Legend();
  private readonly gradientNumbers = new DataTable();
  private readonly lossNumbers = new DataTable();
  private readonly gradientPart: HTMLElement;
  private readonly frames: Frames;
  private picture: PairPicture | null = null;
  private drawn: unknown = null;

  constructor(theme: Theme, frames: Frames) {
    this.frames = frames;
    const formats = { formatY: figure, formatTick: figure };
    this.gradients = new CurveChart(
      {
        ...formats,
        label: t(
          'Chart of the size of the gradient in each layer of both networks. The text below says what it shows.',
        ),
        xTitle: t('layer, from the input to the output'),
        formatX: layerText,
      },
      theme,
    );
    this.losses = new CurveChart(
      {
        ...formats,
        label: t('Chart of the losses of both networks. The text below says what it shows.'),
        xTitle: t('step'),
        formatX: stepText,
      },
      theme,
    );
    this.gradientPart = h(
      'div',
      { class: 'pair-part' },
      this.gradients.element,
      this.gradientLegend.element,
      this.gradientNumbers.element,
    );
    this.element = h(
      'div',
      { class: 'pair' },
      this.gradientPart,
      h('h4', {}, t('Both losses')),
      h('div', { class: 'pair-part' }, this.losses.element, this.lossLegend.element, this.lossNumbers.element),
    );
  }

  update(picture: PairPicture): void {
    this.picture = picture;
    setHidden(this.gradientPart, picture.kind !== 'depth');
    this.lossLegend.update(lossCurves(picture).map(({ style }) => style));
    this.lossNumbers.update(() => lossTable(picture));
    if (picture.kind === 'depth') {
      this.gradientLegend.update(gradientCurves(picture).map(({ style }) => style));
      this.gradientNumbers.update(() => gradientTable(picture));
    }
    this.frames.ask(this.draw);
  }

  setTheme(theme: Theme): void {
    this.gradients.setTheme(theme);
    this.losses.setTheme(theme);
    this.drawn = null;
    if (this.picture) this.frames.ask(this.draw);
  }

  private readonly draw = (): void => {
    const { picture } = this;
    // What cannot be seen has no size to be drawn in; it is drawn with the next picture, or when it is shown.
    if (!picture || picture === this.drawn || this.element.offsetParent === null) return;
    this.drawn = picture;
    const common = { zoom: null, yMin: undefined, yMax: undefined, logarithmic: true };
    const { steps } = picture.losses;
    this.losses.draw({ ...common, curves: lossCurves(picture), xMax: Math.max(8, steps.at(-1) ?? 0) });
    if (picture.kind === 'depth')
      this.gradients.draw({ ...common, curves: gradientCurves(picture), xMax: picture.residual.length + 1 });
  };
}
