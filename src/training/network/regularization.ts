import type { Parameter } from './layer';

/** A bias has one row; only weights are penalised. */
const isWeights = (parameter: Parameter): boolean => parameter.value.rows !== 1;

/** The L2 penalty λ/2 · Σ w², over weights and not over biases. */
export function l2Penalty(parameters: Parameter[], lambda: number): number {
  let sum = 0;
  for (const { value } of parameters.filter(isWeights)) {
    for (const weight of value.data) {
      sum += weight * weight;
    }
  }
  return (lambda / 2) * sum;
}

/** Adds the penalty's gradient λ·w to the gradients of the weights, in place. */
export function addL2Gradient(parameters: Parameter[], lambda: number): void {
  for (const { value, gradient } of parameters.filter(isWeights)) {
    for (let i = 0; i < value.data.length; i++) {
      gradient.data[i] += lambda * value.data[i];
    }
  }
}
