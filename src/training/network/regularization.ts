import type { Parameter } from './layer';

/** Adds the penalty's gradient λ·w to the gradients of the weights, in place. A bias has one row, and is not penalised. */
export function addL2Gradient(parameters: Parameter[], lambda: number): void {
  for (const { value, gradient } of parameters.filter(({ value: { rows } }) => rows !== 1)) {
    for (let i = 0; i < value.data.length; i++) {
      gradient.data[i] += lambda * value.data[i];
    }
  }
}
