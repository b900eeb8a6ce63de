/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'counts the uses of each value, and sets out from what has no more of them',
    text: `import { Value } from './value.ts';

const made = (data: number, ...from: [input: Value, slope: number][]): Value =>
  new Value(data, from.map(([input]) => input), from.map(([, slope]) => slope));

export const add = (a: Value, b: Value): Value => made(a.data + b.data, [a, 1], [b, 1]);
export const multiply = (a: Value, b: Value): Value => made(a.data * b.data, [a, b.data], [b, a.data]);
export const relu = (a: Value): Value => made(a.data > 0 ? a.data : 0, [a, Number(a.data > 0)]);

export function order(end: Value): Value[] {
  const uses = new Map([[end, 0]]);
  for (const value of uses.keys())
    for (const input of value.inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  const free = [end];
  for (const value of free)
    for (const input of value.inputs) {
      const left = (uses.get(input) as number) - 1;
      uses.set(input, left);
      if (left === 0) free.push(input);
    }
  return free.reverse();
}

export function backward(end: Value): void {
  const values = order(end).reverse();
  for (const value of values) value.gradient = value === end ? 1 : 0;
  for (const { gradient, inputs, slopes } of values)
    for (let k = 0; k < inputs.length; k++) inputs[k].gradient += gradient * slopes[k];
}
`,
  },
  {
    name: 'a list of what is to be entered and to be left, gradients in a map until the end',
    text: `import { Value } from './value.ts';

function add(a: Value, b: Value) {
  return new Value(b.data + a.data, [a, b], [1, 1]);
}

function multiply(...factors: Value[]) {
  const [a, b] = factors;
  return new Value(a.data * b.data, factors, [b.data, a.data]);
}

function relu(a: Value) {
  if (a.data > 0) return new Value(a.data, [a], [1]);
  return new Value(0, [a], [0]);
}

function order(end: Value): Value[] {
  const list: Value[] = [];
  const seen = new Set<Value>();
  const todo: { value: Value; isLeft: boolean }[] = [{ value: end, isLeft: false }];
  while (todo.length) {
    const { value, isLeft } = todo.pop()!;
    if (isLeft) {
      list.push(value);
      continue;
    }
    if (seen.has(value)) continue;
    seen.add(value);
    todo.push({ value, isLeft: true });
    for (const input of value.inputs) if (!seen.has(input)) todo.push({ value: input, isLeft: false });
  }
  return list;
}

function backward(end: Value): void {
  const gradients = new Map<Value, number>([[end, 1]]);
  const list = order(end);
  for (let value = list.pop(); value; value = list.pop()) {
    const gradient = gradients.get(value) ?? 0;
    value.gradient = gradient;
    value.inputs.forEach((input, k) => gradients.set(input, (gradients.get(input) ?? 0) + gradient * value.slopes[k]));
  }
}

export { add, backward, multiply, order, relu };
`,
  },
  {
    name: 'the gradient of an input pulled together from all that was made of it',
    text: `import { Value } from './value.ts';

export const add = (a: Value, b: Value) => new Value(a.data + b.data, [a, b], [1, 1]);

export const multiply = (a: Value, b: Value) => new Value(a.data * b.data, [a, b], [b, a].map(({ data }) => data));

export const relu = (a: Value) => new Value(Math.max(a.data, 0), [a], [a.data <= 0 ? 0 : 1]);

export function order(end: Value) {
  const state = new Map<Value, number>([[end, 0]]);
  const way = [end];
  const result: Value[] = [];
  for (;;) {
    const value = way.at(-1);
    if (value === undefined) return result;
    const next = state.get(value)!;
    state.set(value, next + 1);
    const input = value.inputs[next];
    if (input === undefined) {
      result.push(value);
      way.length--;
    } else if (!state.has(input)) {
      state.set(input, 0);
      way.push(input);
    }
  }
}

export function backward(end: Value) {
  const madeOf = new Map<Value, [by: Value, slope: number][]>();
  const values = order(end);
  for (const value of values) {
    madeOf.set(value, []);
    value.inputs.forEach((input, k) => madeOf.get(input)!.push([value, value.slopes[k]]));
  }
  for (const value of values.toReversed())
    value.gradient = madeOf.get(value)!.reduce((sum, [by, slope]) => sum + by.gradient * slope, value === end ? 1 : 0);
}
`,
  },
];
