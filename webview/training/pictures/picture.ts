/** The figure beside the curves: the line that is fitted, weights as an image, the plane of two moons, or two networks side by side. */
import { css } from '../../shared/color';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import { pictureSummary } from '../run/describe';
import { SCALES } from './diverging';
import { LineFit } from './lineFit';
import { Moons } from './moons';
import { Pair } from './pair';
import { figure } from '../numbers';
import { SweepPlot } from './sweepPlot';
import { WeightImage } from './weightImage';
import type { Frames } from '../charts/figure/frames';
import type { Intents } from '../intents';
import { replaySlider } from '../replay/slider';
import type { ViewRun } from '../run/viewRun';
import type { ViewState } from '../state';

interface PictureFigure {
  element: HTMLElement;
  /** `state`: of the same run, for its replay. */
  update(run: ViewRun, state: ViewState): void;
  setTheme(theme: Theme): void;
}

export function pictureFigure(theme: Theme, intents: Intents, frames: Frames): PictureFigure {
  const fit = new LineFit();
  const weights = new WeightImage(theme);
  const moons = new Moons(theme);
  const pair = new Pair(theme, frames);
  const sweep = new SweepPlot();
  const moonsLegend = h(
    'ul',
    { class: 'legend' },
    legendEntry('moons-first', '●', t('class 0')),
    legendEntry('moons-second', '▲', t('class 1')),
    legendEntry('moons-edge', '―', t('decision boundary')),
  );
  const slider = replaySlider(intents, 'picture');
  const title = h('h3');
  const low = h('span');
  const high = h('span');
  const scale = h('div', { class: 'weights-legend' }, low, weights.scale, high);
  const image = h('div', { class: 'weights-frame' }, weights.canvas, scale);
  const summary = h('p', { class: 'summary' });
  const element = h(
    'figure',
    { class: 'figure', hidden: true },
    h('div', { class: 'figure-head' }, title),
    image,
    slider.element,
    h('figcaption', {}, summary),
  );
  paintLegend(moonsLegend, theme);
  image.before(fit.element, moonsLegend, moons.element, pair.element, sweep.element);
  element.append(sweep.table.element);
  return {
    element,
    update: (run, state) => {
      slider.update(state);
      const isThere = state.replayAt !== null && state.moment?.runId === run.id;
      const picture = (isThere ? state.moment?.picture : null) ?? run.picture;
      setHidden(element, picture === null);
      if (!picture) return;
      const text = pictureSummary(picture);
      setText(summary, text);
      setHidden(fit.element, picture.kind !== 'line');
      setHidden(image, picture.kind !== 'weights');
      setHidden(moons.element, picture.kind !== 'moons');
      setHidden(moonsLegend, picture.kind !== 'moons');
      setHidden(pair.element, picture.kind !== 'depth' && picture.kind !== 'autodiff');
      for (const part of [sweep.element, sweep.table.element]) setHidden(part, picture.kind !== 'sweep');
      switch (picture.kind) {
        case 'line':
          setText(title, t('The line'));
          fit.update(picture, text);
          return;
        case 'weights':
          setText(title, t('The weights'));
          weights.update(picture, text);
          setText(low, t('for a 7: −{0}', figure(rounded(weights.reach))));
          setText(high, t('for a 3: +{0}', figure(rounded(weights.reach))));
          return;
        case 'sweep':
          setText(title, t('Accuracy by learning rate'));
          sweep.update(picture.points, text);
          return;
        case 'moons':
          setText(title, t('The decision boundary'));
          moons.update(picture, text);
          return;
        case 'depth':
          setText(title, t('Gradient of each layer'));
          pair.update(picture);
          return;
        case 'autodiff':
          setText(title, t('Two ways to the same gradients'));
          pair.update(picture);
      }
    },
    setTheme: (next) => {
      weights.setTheme(next);
      moons.setTheme(next);
      pair.setTheme(next);
      paintLegend(moonsLegend, next);
    },
  };
}

/** The ends of a scale of colours need no more. */
const rounded = (value: number): number => Number(value.toPrecision(2));

function paintLegend(legend: HTMLElement, theme: Theme): void {
  const { negative, positive } = SCALES[theme.kind];
  legend.style.setProperty('--moons-first', css(negative));
  legend.style.setProperty('--moons-second', css(positive));
}

function legendEntry(kind: string, sign: string, text: string): HTMLElement {
  return h('li', {}, h('span', { class: kind, attributes: { 'aria-hidden': 'true' } }, sign), text);
}
