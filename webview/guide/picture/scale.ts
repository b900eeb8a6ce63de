/** From numbers to places in a drawing. Pure: no DOM. */

export interface Scale {
  min: number;
  max: number;
  at(value: number): number;
}

/** Some room at both ends, so that nothing lies on the border. */
const ROOM = 0.04;

export function scaleOver(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const reach = high - low || Math.abs(high) || 1;
  const [min, max] = [low - ROOM * reach, high + ROOM * reach];
  return { min, max, at: (value) => from + ((value - min) / (max - min)) * (to - from) };
}

/** Three to eight round numbers: multiples of 1, 2 or 5 times a power of ten. */
export function ticksOf({ min, max }: Pick<Scale, 'min' | 'max'>): number[] {
  const rough = (max - min) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([5, 2].find((each) => each * power <= rough) ?? 1);
  const first = Math.ceil(min / step);
  const count = Math.floor(max / step) - first + 1;
  // Whole multiples, since sums of steps drift; no −0.
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);
}
