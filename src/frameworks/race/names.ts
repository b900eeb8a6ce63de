/** A race in words, the same in the panel and in the terminal. */
import { t } from '../../course/l10n';
import { type RaceSize, type Runner, SIZES } from '../../protocol/race';
import { NETWORK_ROWS } from '../../training/networks';
import type { RaceResult } from './race';

/** Ids of the lessons whose `matmul` can race; the first that passes does. */
export const MATMUL_LESSONS: readonly string[] = ['fast-matmul', 'matmul'];

/** @param lesson whose `matmul` ran as the learner's: `3.1` or `4.6` */
export function runnerName(runner: Runner, lesson: string | null): string {
  switch (runner) {
    case 'mine':
      return t('your matmul (lesson {0})', lesson ?? '3.1');
    case 'nested':
      return t('nested arrays');
    case 'blocks':
      return t('blocks in TypeScript');
    case 'fast':
      return NETWORK_ROWS.fast.inLine();
    case 'tfjs':
      return t('TensorFlow.js, JavaScript');
    case 'tfjs-wasm':
      return t('TensorFlow.js, WebAssembly');
  }
}

/** `64×784 · 784×128`. */
export function sizeName({ rows, inner, cols }: RaceSize): string {
  return `${rows}×${inner} · ${inner}×${cols}`;
}

/** How the learner's `matmul` did at the largest size, in a sentence or two; empty without one. */
export function raceSummary(results: readonly RaceResult[]): string {
  const last = SIZES.length - 1;
  const of = (runner: Runner): number | null => results.find((one) => one.runner === runner)?.gflops[last] ?? null;
  const [mine, nested, fast] = [of('mine'), of('nested'), of('fast')];
  if (mine === null || nested === null) return '';
  const times = (ratio: number): string => Number(ratio.toPrecision(2)).toString();
  const first = t(
    'At {0}, your matmul does {1} GFLOP/s: {2} times what nested arrays do.',
    sizeName(SIZES[last]),
    Number(mine.toPrecision(2)).toString(),
    times(mine / nested),
  );
  if (fast === null) return first;
  return t('{0} {1}', first, t('The fast kernels do {0} times as much as yours.', times(fast / mine)));
}
