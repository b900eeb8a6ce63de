/** A share as a percentage, the same in the panel, the guide, the comparison, the terminal and in every language. It imports nothing. */

/** A share of 0 … 1 with one decimal: `97.1%`. Only nothing is `0%`, and only all is `100%`. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${100 * share}%`;
  if (share > 0 && share < 0.0005) return '<0.1%';
  if (share < 1 && share >= 0.9995) return '>99.9%';
  return `${(100 * share).toFixed(1)}%`;
}

/** As short as it can be, for an axis and for settings: `80%`, `0.5%`. */
export function percentShort(share: number): string {
  return `${Number((100 * share).toFixed(1))}%`;
}
