/** Feature maps in words. Pure: no DOM. */
import { t } from '../../shared/l10n';
import type { FeatureMaps } from '../../../src/protocol/inspection';
import { count, figure, percent } from '../numbers';

type Stage = FeatureMaps['stages'][number];

interface MapFacts {
  highest: number;
  /** Of the highest number, from 1. */
  row: number;
  col: number;
  /** Share of numbers above 0. */
  active: number;
}

function mapFacts(values: readonly number[], cols: number): MapFacts {
  const highest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const at = values.indexOf(highest);
  const active = values.filter((value) => value > 0).length / values.length;
  return { highest, row: Math.floor(at / cols) + 1, col: (at % cols) + 1, active };
}

/** @param place of the stage among all, from 0: each convolution has a pool behind it */
export function stageName({ kind }: Stage, place: number): string {
  const number = Math.floor(place / 2) + 1;
  return kind === 'pool' ? t('Pool {0}', number) : t('Convolution {0}, with ReLU', number);
}

/** For the name of a map: where its filter answers most. */
export function mapText(values: readonly number[], cols: number): string {
  const { highest, row, col, active } = mapFacts(values, cols);
  if (highest <= 0) return t('0 everywhere');
  return t('highest {0} at row {1}, column {2}; {3} of it is above 0', figure(highest), row, col, percent(active));
}

export function stageSummary({ rows, cols, maps }: Stage): string {
  const highest = maps.map((values) => mapFacts(values, cols).highest);
  const strongest = highest.indexOf(Math.max(...highest));
  const silent = highest.filter((value) => value <= 0).length;
  const size = t('{0} feature maps of {1} × {2} numbers.', count(maps.length), rows, cols);
  if (silent === maps.length) return t('{0} {1}', size, t('All of them are 0 everywhere.'));
  const most = t('The highest number, {0}, is in map {1}.', figure(highest[strongest]), strongest + 1);
  if (silent === 0) return t('{0} {1}', size, most);
  return t('{0} {1}', t('{0} {1}', size, most), t('0 everywhere: {0} of them.', count(silent)));
}

export const STAGE_HEADS = (): string[] => [t('Map'), t('Highest'), t('Row'), t('Column'), t('Above 0')];

export const stageRows = ({ cols, maps }: Stage): string[][] =>
  maps.map((values, i) => {
    const { highest, row, col, active } = mapFacts(values, cols);
    return [
      String(i + 1),
      figure(highest),
      ...(highest > 0 ? [String(row), String(col)] : ['–', '–']),
      percent(active),
    ];
  });
