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

/** @param filters the strongest first @param units their places in the layer, from 0 */
export function filtersSummary(filters: readonly (readonly number[])[], units: readonly number[], of: number): string {
  const shown =
    filters.length < of
      ? t('The {0} strongest of {1} neurons of the first layer, strongest first.', count(filters.length), count(of))
      : of === 1
        ? t('The one neuron of the network.')
        : t('All {0} neurons of the first layer, strongest first.', count(of));
  const last = filters.length - 1;
  if (last < 1) return shown;
  const compared = t(
    'The weights of neuron {0} have a mean size of {1}, those of neuron {2} one of {3}.',
    units[0] + 1,
    figure(meanSize(filters[0])),
    units[last] + 1,
    figure(meanSize(filters[last])),
  );
  return t('{0} {1}', shown, compared);
}
