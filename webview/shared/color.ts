/** Arithmetic with colours. Pure: no DOM. */

/** The colour with another opacity (0 … 1). */
export function withAlpha(color: string, alpha: number): string {
  const parsed = parseColor(color);
  return parsed ? `rgba(${parsed.join(', ')}, ${alpha})` : color;
}

/** Contrast that lines need against what they are drawn on (WCAG 2.2, 1.4.11). */
const LINE_CONTRAST = 3;

/**
 * The colour without transparency, moved towards the foreground as far as it takes to be seen: some themes make their chart
 * colours faint.
 */
export function visible(color: string, background: string, foreground: string): string {
  const [wanted, ground, text] = [color, background, foreground].map(parseColor);
  if (!wanted || !ground || !text) return color;
  for (let part = 0; part <= 1; part += 0.1) {
    const mixed = mix(wanted, text, part);
    if (contrast(mixed, ground) >= LINE_CONTRAST) return css(mixed);
  }
  return foreground;
}

/** The colour that lies `part` (0 … 1) of the way from `from` to `to`. */
export function mix(from: Rgb, to: Rgb, part: number): Rgb {
  return from.map((channel, i) => Math.round(channel + (to[i] - channel) * part)) as Rgb;
}

export function css(color: Rgb): string {
  return `rgb(${color.join(', ')})`;
}

/** Contrast that text needs (WCAG 2.2, 1.4.3). */
const TEXT_CONTRAST = 4.5;

/**
 * The background of a cell with a number in it: the more of `share` (0 … 1), the more of `tint`, but never so much that
 * text in the foreground's colour could not be read on it.
 */
export function shaded(tint: string, background: string, foreground: string, share: number): string {
  const [wanted, ground, text] = [tint, background, foreground].map(parseColor);
  if (!wanted || !ground || !text) return background;
  // Themes whose own text has less contrast than that are not made worse.
  const least = Math.min(TEXT_CONTRAST, contrast(text, ground));
  let most = 1;
  while (most > 0 && contrast(mix(ground, wanted, most), text) < least) most -= 0.02;
  return css(mix(ground, wanted, Math.max(0, most) * Math.max(0, Math.min(1, share))));
}

export type Rgb = [number, number, number];

/** VS Code gives its colours as `#rrggbb`, `#rrggbbaa` or `rgba(…)`. */
export function parseColor(color: string): Rgb | null {
  const [, hex] = /^#([\da-f]{6})(?:[\da-f]{2})?$/i.exec(color) ?? [];
  if (hex) return [0, 2, 4].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)) as Rgb;
  const [, ...channels] = /^rgba?\(\s*([\d.]+),\s*([\d.]+),\s*([\d.]+)/i.exec(color) ?? [];
  return channels.length === 3 ? (channels.map(Number) as Rgb) : null;
}

/** Contrast ratio of WCAG 2: (L₁ + 0.05) / (L₂ + 0.05) of the relative luminances, the lighter first. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
