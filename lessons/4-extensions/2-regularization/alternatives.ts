/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'functional style, arrow functions, the squares summed by reduce',
    text: `import type { Parameter } from '../3-complete-network/layer.ts';

const weightsOnly = (parameters: Parameter[]): Parameter[] => parameters.filter(({ value: { rows } }) => rows > 1);

export const l2Penalty = (parameters: Parameter[], lambda: number): number =>
  weightsOnly(parameters)
    .flatMap(({ value }) => [...value.data])
    .reduce((sum, w) => sum + (lambda * w * w) / 2, 0);

export const addL2Gradient = (parameters: Parameter[], lambda: number): void =>
  weightsOnly(parameters).forEach(({ value, gradient }) =>
    gradient.data.set(gradient.data.map((slope, i) => slope + lambda * value.data[i])),
  );
`,
  },
  {
    name: 'get and set, backwards, the norm of each matrix squared',
    text: `function isBias(parameter) {
  return parameter.value.rows === 1;
}

export function l2Penalty(parameters, lambda) {
  let total = 0;
  for (let p = parameters.length - 1; p >= 0; p--) {
    if (isBias(parameters[p])) continue;
    total += parameters[p].value.data.reduce((norm, weight) => Math.hypot(norm, weight), 0) ** 2;
  }
  return 0.5 * lambda * total;
}

export function addL2Gradient(parameters, lambda) {
  for (const parameter of parameters) {
    if (isBias(parameter)) continue;
    const { value, gradient } = parameter;
    for (let col = 0; col < value.cols; col++) {
      for (let row = 0; row < value.rows; row++) {
        gradient.set(row, col, gradient.get(row, col) + value.get(row, col) * lambda);
      }
    }
  }
}
`,
  },
  {
    name: 'a new gradient matrix from map of lesson 3.2',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import { type Parameter } from '../3-complete-network/layer.ts';
import { map, multiply, sumRows } from '../3-complete-network/2-broadcasting.ts';

export function l2Penalty(parameters: Parameter[], lambda: number): number {
  let sum = 0;
  for (const { value } of parameters) {
    if (value.rows === 1) continue;
    for (const column of sumRows(multiply(value, value)).data) sum += column;
  }
  return (sum * lambda) / 2;
}

export function addL2Gradient(parameters: Parameter[], lambda: number): void {
  for (const parameter of parameters) {
    if (parameter.value.rows === 1) continue;
    const pull = map(parameter.value, (weight) => lambda * weight);
    const { rows, cols, data } = parameter.gradient;
    parameter.gradient = new Matrix(rows, cols, data.map((slope, i) => slope + pull.data[i]));
  }
}
`,
  },
];
