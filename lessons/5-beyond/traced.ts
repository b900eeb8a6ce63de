// Given in Part 5 · A matrix that keeps what it was made of, and the walk back through all of it.

import { Matrix } from '../3-complete-network/matrix.ts';

/** A matrix in a computation. It keeps the matrices that it was made of, and how a gradient goes back to them. */
export class Traced {
  /** The matrix itself. */
  readonly value: Matrix;
  /** How fast the end of the computation rises when each number of `value` rises. Zeros until `backward` sets it. */
  gradient: Matrix;
  /** The matrices that it was made of; none for a matrix that was there from the start. */
  readonly inputs: readonly Traced[];
  /** Takes the gradient of `value`, and returns for each input what it adds to the gradient of that input. */
  readonly pull: (upstream: Matrix) => Matrix[];

  constructor(value: Matrix, inputs: readonly Traced[] = [], pull: (upstream: Matrix) => Matrix[] = () => []) {
    this.value = value;
    this.gradient = Matrix.zeros(value.rows, value.cols);
    this.inputs = inputs;
    this.pull = pull;
  }
}

/**
 * Sets the gradient of `end`, and of everything that it was made of.
 *
 * The gradient of `end` itself is ones: for a loss of 1 × 1, it rises as fast as itself.
 *
 * @throws Error when a `pull` does not return one matrix for each input, of the input's shape
 */
export function backward(end: Traced): void {
  const made = inOrder(end);
  for (const each of made) each.gradient = Matrix.zeros(each.value.rows, each.value.cols);
  end.gradient.data.fill(1);
  for (const each of made.reverse()) {
    const pulled = each.pull(each.gradient);
    if (pulled.length !== each.inputs.length) {
      throw new Error(`backward: pull returned ${pulled.length} matrices, but there are ${each.inputs.length} inputs`);
    }
    each.inputs.forEach((input, i) => addInto(input.gradient, pulled[i], i));
  }
}

/** Each matrix once, and after all that it was made of. */
function inOrder(end: Traced): Traced[] {
  const order: Traced[] = [];
  const seen = new Set<Traced>([end]);
  const path = [{ of: end, next: 0 }];
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    const input = last.of.inputs[last.next++];
    if (input === undefined) {
      order.push(last.of);
      path.pop();
    } else if (!seen.has(input)) {
      seen.add(input);
      path.push({ of: input, next: 0 });
    }
  }
  return order;
}

function addInto(sum: Matrix, more: Matrix, input: number): void {
  if (more.rows !== sum.rows || more.cols !== sum.cols) {
    throw new Error(
      `backward: for input ${input}, pull returned ${more.rows}×${more.cols}, but that input is ${sum.rows}×${sum.cols}`,
    );
  }
  for (let i = 0; i < sum.data.length; i++) sum.data[i] += more.data[i];
}
