/** Measures how far a step of training moved each layer. */
import type { LayerStat, LayerStats, StepMetric } from '../../protocol/metrics';
import { short } from './numbers';

/** The weights of one layer. */
interface LayerState {
  name: string;
  weights: ArrayLike<number>;
  /** Of the last step; null where it follows from the update, as in plain gradient descent. */
  gradient: ArrayLike<number> | null;
}

export interface LayerProbe {
  /** Call right before a step. */
  before(): void;
  /** Call right after it. @returns null when there is nothing sensible to tell */
  after(step: StepMetric): LayerStats | null;
}

/**
 * @param layers the layers as they are now; gradients count only after a step
 * @param learningRateOf of a step, which counts from 1
 */
export function layerProbe(
  layers: (isAfter: boolean) => LayerState[],
  learningRateOf: (step: number) => number,
): LayerProbe {
  let before: Float64Array[] = [];
  return {
    before: () => {
      before = layers(false).map(({ weights }, i) => copyInto(before[i], weights));
    },
    after: ({ step, epoch }) => {
      const learningRate = learningRateOf(step);
      const motions = layers(true).map((layer, i) => statOf(layer, before[i], learningRate));
      const numbers = motions.flatMap(({ gradientNorm, updateRatio }) => [gradientNorm, updateRatio]);
      const good = [learningRate, ...numbers].every(Number.isFinite);
      return good ? { step, epoch, learningRate: short(learningRate), layers: motions } : null;
    },
  };
}

/** ‖values‖₂. */
export function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] * values[i];
  }
  return Math.sqrt(sum);
}

function statOf({ name, weights, gradient }: LayerState, before: Float64Array, learningRate: number): LayerStat {
  let moved = 0;
  let size = 0;
  for (let i = 0; i < before.length; i++) {
    const update = weights[i] - before[i];
    moved += update * update;
    size += before[i] * before[i];
  }
  return {
    name,
    gradientNorm: short(gradient === null ? Math.sqrt(moved) / learningRate : norm(gradient)),
    updateRatio: size === 0 ? 0 : short(Math.sqrt(moved / size)),
  };
}

function copyInto(room: Float64Array | undefined, values: ArrayLike<number>): Float64Array {
  const target = room?.length === values.length ? room : new Float64Array(values.length);
  target.set(values);
  return target;
}
