/** How curves look: each run or layer has a colour, dashes and dots of its own, so that colours are not needed. Pure: no DOM. */
import { t } from '../../shared/l10n';
import { measuredOnText, sampleText } from '../run/describe';
import type { ViewRun } from '../run/viewRun';
import type { CurveStyle, PointShape } from './figure/curve';

interface SlotStyle {
  dash: readonly number[];
  dots: PointShape;
}

/** By slot; as many as `Theme.series` has colours. */
const SLOTS: readonly SlotStyle[] = [
  { dash: [], dots: 'circle' },
  { dash: [8, 4], dots: 'triangle' },
  { dash: [2, 3], dots: 'rect' },
  { dash: [10, 3, 2, 3], dots: 'rectRot' },
  { dash: [4, 2], dots: 'star' },
  { dash: [14, 4], dots: 'cross' },
];

const PLAIN: CurveStyle = { label: '', color: 0, width: 2, dash: [], opacity: 1, dots: null };

/** Of a run that is alone in its chart. */
export const ALONE = {
  eachStep: { ...PLAIN, label: t('each step'), width: 1, opacity: 0.45 },
  loss: { ...PLAIN, label: t('loss') },
  mean: { ...PLAIN, label: t('running mean') },
  value: PLAIN,
} as const satisfies Record<string, CurveStyle>;

/** What a run that is alone was measured on after each epoch. */
export const eachEpoch = (run: ViewRun): CurveStyle => ({
  ...PLAIN,
  label: t('{0}, each epoch', measuredOnText([run])),
  color: 1,
  dash: [6, 4],
  dots: 'circle',
});

/** The sample that is measured during the epochs: the colour of `eachEpoch`, thinner, and without dots. */
export const duringEpochs = (run: ViewRun): CurveStyle => ({ ...PLAIN, label: sampleText(run), color: 1, width: 1.25 });

/** The same beside other runs. */
export const slotSample = (slot: number, run: ViewRun): CurveStyle => ({
  ...slotStyle(slot, t('{0}, {1}', run.name, sampleText(run))),
  width: 1,
});

/** A curve in the colour and dashes of a slot. The styles are used again from the first when there are more slots. */
export function slotStyle(slot: number, label: string): CurveStyle {
  const color = slot % SLOTS.length;
  return { ...PLAIN, label, color, dash: SLOTS[color].dash };
}

/** The same for few points far apart: a thin line, with dots. */
export function slotDots(slot: number, label: string): CurveStyle {
  const color = slot % SLOTS.length;
  return { ...slotStyle(slot, label), width: 1, dots: SLOTS[color].dots };
}

export function guideStyle(label: string): CurveStyle {
  return { ...PLAIN, label, color: 'guide', width: 1, dash: [2, 4] };
}
