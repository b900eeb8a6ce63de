/** First-layer weights in words. Pure: no DOM. */
import { t } from '../../shared/l10n';
import { count, figure } from '../numbers';

interface Extremes {
  low: number;
  high: number;
}

/** Where the smallest and the largest value are. */
function extremes(values: readonly number[]): Extremes {
  let [low, high] = [0, 0];
  values.forEach((value, i) => {
    if (value < values[low]) low = i;
    if (value > values[high]) high = i;
  });
  return { low, high };
}

/** For the name of an image of weights: where they are strongest. */
export function filterText(values: readonly number[], cols: number): string {
  const { low, high } = extremes(values);
  return t(
    'highest {0} at row {1}, column {2}; lowest {3} at row {4}, column {5}',
    figure(values[high]),
    Math.floor(high / cols) + 1,
    (high % cols) + 1,
    figure(values[low]),
    Math.floor(low / cols) + 1,
    (low % cols) + 1,
  );
}

/** This share of the weights is within the scale of colours; the few larger ones would make all others faint. */
const WITHIN = 0.99;

/** The size of a weight that has the full colour, in all images alike; 1 where all weights are 0. */
export function sharedReach(filters: readonly (readonly number[])[]): number {
  const sizes = Float64Array.from(filters.flat(), (value) => (Number.isFinite(value) ? Math.abs(value) : 0)).sort();
  return sizes[Math.ceil(WITHIN * sizes.length) - 1] || sizes.at(-1) || 1;
}

/** Mean size of the weights. */
function meanSize(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
}

export function filtersSummary(filters: readonly (readonly number[])[], of: number): string {
  const sizes = filters.map(meanSize);
  const strongest = sizes.indexOf(Math.max(...sizes));
  const weakest = sizes.indexOf(Math.min(...sizes));
  const shown =
    filters.length < of
      ? t('The first {0} of {1} units of the first layer.', count(filters.length), count(of))
      : of === 1
        ? t('The one unit of the network.')
        : t('All {0} units of the first layer.', count(of));
  if (filters.length < 2) return shown;
  const compared = t(
    'Unit {0} has the largest weights (mean size {1}), unit {2} the smallest ({3}).',
    strongest + 1,
    figure(sizes[strongest]),
    weakest + 1,
    figure(sizes[weakest]),
  );
  return t('{0} {1}', shown, compared);
}
