/** What the hidden layers make of an image, in words. Pure: no DOM. */
import { t } from '../../shared/l10n';
import { count, figure, percent } from '../numbers';

interface LayerFacts {
  units: number;
  active: number;
  /** Unit with the highest value, from 0. */
  strongest: number;
  highest: number;
}

function layerFacts(values: readonly number[]): LayerFacts {
  let strongest = 0;
  values.forEach((value, i) => {
    if (value > values[strongest]) strongest = i;
  });
  return {
    units: values.length,
    active: values.filter((value) => value > 0).length,
    strongest,
    highest: values[strongest] ?? 0,
  };
}

export function layerSummary(values: readonly number[]): string {
  const { units, active, strongest, highest } = layerFacts(values);
  if (active === 0) return t('None of the {0} neurons is active: the next layers get nothing but 0.', count(units));
  return t(
    '{0} of {1} neurons are active ({2}). Strongest: neuron {3}, with {4}.',
    count(active),
    count(units),
    percent(active / units),
    strongest + 1,
    figure(highest),
  );
}

/** Columns of a rectangle of so many units that is about twice as wide as it is high. */
export function columnsFor(units: number): number {
  return Math.max(1, Math.min(units, 32, 2 ** Math.round(Math.log2(Math.sqrt(units * 2)))));
}
