/** Colours for numbers of both signs: none is the colour of the page, positive goes one way, negative the other. Pure: no DOM. */
import { type Rgb, css, mix } from '../../shared/color';
import type { ThemeKind } from '../../shared/theme';

interface Scale {
  negative: Rgb;
  zero: Rgb;
  positive: Rgb;
}

/** Blue and orange are told apart with every common colour vision; the middle is close to the editor's background. */
export const SCALES: Record<ThemeKind, Scale> = {
  dark: { negative: [74, 163, 255], zero: [37, 37, 38], positive: [255, 158, 66] },
  light: { negative: [0, 84, 180], zero: [248, 248, 248], positive: [196, 86, 0] },
  'high-contrast-dark': { negative: [90, 180, 255], zero: [0, 0, 0], positive: [255, 176, 64] },
  'high-contrast-light': { negative: [0, 60, 150], zero: [255, 255, 255], positive: [170, 70, 0] },
};

/** The colour of `share`, −1 … 1 of the largest size. What is not a number has the colour of 0. */
export function divergingColor(scale: Scale, share: number): Rgb {
  if (!Number.isFinite(share)) return scale.zero;
  return mix(scale.zero, share < 0 ? scale.negative : scale.positive, Math.min(1, Math.abs(share)));
}

/** The largest size among the values, which has the full colour; 1 where all are 0. */
export function reachOf(values: readonly number[]): number {
  return values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0) || 1;
}

/** The strip that explains the colours, as a CSS background: −1 at the left. */
export function scaleGradient(scale: Scale): string {
  const stops = [-1, -0.5, 0, 0.5, 1].map((share) => css(divergingColor(scale, share)));
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
