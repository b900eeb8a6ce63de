// Lesson 5.3 · Automatic differentiation: each number keeps what it was made of, and one walk back finds every slope.

import { Value } from '../value.ts';

/**
 * The sum of two values.
 *
 * @returns a new value. Its inputs are a and b; its slopes say how fast the sum rises when each of them rises
 */
export function add(a: Value, b: Value): Value {
  // BEGIN SOLUTION: return a new Value with the sum, its two inputs, and a slope for each of them.
  return new Value(a.data + b.data, [a, b], [1, 1]);
  // END SOLUTION
}

/**
 * The product of two values. They may be one and the same.
 *
 * @returns a new value. Its inputs are a and b; its slopes say how fast the product rises when each of them rises
 */
export function multiply(a: Value, b: Value): Value {
  // BEGIN SOLUTION: the same with the product. If only a rises a little, how much does the product rise?
  return new Value(a.data * b.data, [a, b], [b.data, a.data]);
  // END SOLUTION
}

/**
 * What is left of a value when negative numbers become 0.
 *
 * @returns a new value, with the one input a. Where a is exactly 0, its slope is 0
 */
export function relu(a: Value): Value {
  // BEGIN SOLUTION: the same with ReLU, which has one input.
  return new Value(Math.max(0, a.data), [a], [a.data > 0 ? 1 : 0]);
  // END SOLUTION
}

/**
 * Everything that a value was made of, in an order in which it can be computed.
 *
 * @returns each value once, and each after all of its inputs; the last one is `end`
 */
export function order(end: Value): Value[] {
  // BEGIN SOLUTION: walk from end to its inputs, and put a value down when all of its inputs are put down. Walk with a list of your own: where 20,000 values stand in a row, a function that calls itself overflows.
  const path = [end];
  const done = new Set<Value>();
  while (path.length > 0) {
    const value = path[path.length - 1];
    const open = value.inputs.find((input) => !done.has(input));
    if (open === undefined) {
      done.add(value);
      path.pop();
    } else {
      path.push(open);
    }
  }
  return [...done];
  // END SOLUTION
}

/**
 * Sets the gradient of `end`, and of everything that it was made of: how fast `end` rises when that number rises.
 * Other values keep the gradient that they have. Called again, it sets the same gradients again.
 */
export function backward(end: Value): void {
  // BEGIN SOLUTION: set all gradients to 0 and that of end to 1. Then go through the order from its end, and let each value add gradient · slope to the gradient of each input.
  const values = order(end);
  for (const value of values) value.gradient = 0;
  end.gradient = 1;
  for (let i = values.length - 1; i >= 0; i--) {
    const { gradient, inputs, slopes } = values[i];
    inputs.forEach((input, k) => {
      input.gradient += slopes[k] * gradient;
    });
  }
  // END SOLUTION
}
