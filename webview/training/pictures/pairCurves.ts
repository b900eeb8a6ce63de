/** What two networks that learn side by side show: curves and tables. Pure: no DOM. */
import { t } from '../../shared/l10n';
import type { Curve, CurveStyle } from '../charts/figure/curve';
import type { Table } from '../charts/figure/dataTable';
import { slotStyle } from '../charts/styles';
import { count, figure } from '../numbers';
import type { Point } from '../run/series';
import { type DepthPicture, type PairPicture, namesOf } from './pairWords';

/** Rows of the table of losses: enough to follow them. */
const MAX_ROWS = 25;

/** The second one lies above the first: thinner, with gaps, so that both are seen where they are the same. */
function stylesOf(picture: PairPicture): [CurveStyle, CurveStyle] {
  const [first, second] = namesOf(picture);
  if (picture.kind === 'depth') return [slotStyle(0, first), slotStyle(1, second)];
  return [{ ...slotStyle(0, first), width: 4, opacity: 0.55 }, slotStyle(1, second)];
}

/** Later curves are drawn above earlier ones. */
function curvesOf(picture: PairPicture, first: Point[], second: Point[]): Curve[] {
  const [one, other] = stylesOf(picture);
  return [
    { style: one, points: () => first },
    { style: other, points: () => second },
  ];
}

export function lossCurves(picture: PairPicture): Curve[] {
  const { steps, first, second } = picture.losses;
  const points = (values: readonly number[]): Point[] => values.map((y, i) => ({ x: steps[i], y }));
  return curvesOf(picture, points(first), points(second));
}

/** Layers count from 1; a gradient of 0 is a gap. */
export function gradientCurves(picture: DepthPicture): Curve[] {
  const points = (values: readonly number[]): Point[] => values.map((y, i) => ({ x: i + 1, y }));
  return curvesOf(picture, points(picture.residual), points(picture.plain)).map((curve) => ({
    ...curve,
    style: { ...curve.style, dots: curve.style.dash.length > 0 ? 'triangle' : 'circle' },
  }));
}

export const layerText = (layer: number): string => t('layer {0}', count(Math.round(layer)));
export const stepText = (step: number): string => t('step {0}', count(Math.round(step)));

export function gradientTable(picture: DepthPicture): Table {
  return {
    caption: t('Size of the gradient in each layer'),
    heads: [t('Layer'), ...namesOf(picture)],
    rows: picture.residual.map((size, i) => [
      count(i + 1),
      figure(size),
      picture.plain.length > 0 ? figure(picture.plain[i]) : '–',
    ]),
  };
}

export function lossTable(picture: PairPicture): Table {
  const { steps, first, second } = picture.losses;
  const every = Math.max(1, Math.ceil((steps.length - 1) / (MAX_ROWS - 1)));
  const places = steps.map((_, i) => i).filter((i) => i % every === 0 || i === steps.length - 1);
  return {
    caption: t('Losses of both networks'),
    heads: [t('Step'), ...namesOf(picture)],
    rows: places.map((i) => [count(steps[i]), figure(first[i]), i < second.length ? figure(second[i]) : '–']),
  };
}
