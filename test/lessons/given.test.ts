/** Files of Part 5 that a learner gets and does not write: they must be right for what no lesson checks. */
import assert from 'node:assert/strict';
import { Matrix } from '../../lessons/3-complete-network/matrix';
import { nearest } from '../../lessons/5-beyond/patients';
import { Traced, backward } from '../../lessons/5-beyond/traced';
import { Value } from '../../lessons/5-beyond/value';

const one = (): Traced => new Traced(Matrix.from([[1]]));
const sum = (a: Traced, b: Traced): Traced =>
  new Traced(Matrix.from([[a.value.get(0, 0) + b.value.get(0, 0)]]), [a, b], (upstream) => [upstream, upstream]);

describe('given files of Part 5', () => {
  it('nearest: another image, the first of equals, among as many as it is told', () => {
    const images = Matrix.from([
      [0, 0],
      [3, 4],
      [0, 1],
      [0, 1],
      [3, 3],
    ]);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((row) => nearest(images, row)),
      [2, 4, 3, 2, 1],
    );
    assert.deepEqual(
      [0, 1, 4].map((row) => nearest(images, row, 2)),
      [1, 0, 1],
    );
  });

  it('Value: each input has a slope', () => {
    assert.throws(() => new Value(6, [new Value(2), new Value(3)], [3]), /inputs has 2 entries and slopes has 1/);
  });

  it('backward of traced.ts: each matrix once, however deep and however often it is used', () => {
    const start = one();
    let end = start;
    for (let i = 0; i < 40; i++) end = sum(end, end);
    for (let i = 0; i < 20_000; i++) end = sum(end, one());
    for (const time of ['at first', 'again']) {
      backward(end);
      assert.equal(start.gradient.get(0, 0), 2 ** 40, time);
    }
  });

  it('backward of traced.ts: keeps its own matrices apart from what pull returns, and other gradients', () => {
    const [a, b, other] = [one(), one(), one()];
    other.gradient.set(0, 0, 8);
    const end = sum(a, b);
    backward(end);
    backward(sum(end, other));
    assert.deepEqual(
      [a, b, end, other].map(({ gradient }) => gradient.get(0, 0)),
      [1, 1, 1, 1],
    );
    assert.equal(new Set([a, b, end].map(({ gradient }) => gradient)).size, 3);
    const alone = one();
    backward(alone);
    assert.equal(alone.gradient.get(0, 0), 1);
    assert.equal(other.gradient.get(0, 0), 1);
  });

  it('backward of traced.ts: says what does not fit', () => {
    const input = new Traced(Matrix.zeros(1, 3));
    const through = (...pulled: Matrix[]): Traced => new Traced(Matrix.zeros(2, 3), [input], () => pulled);
    assert.throws(() => backward(through()), /pull returned 0 matrices, but there are 1 inputs/);
    assert.throws(() => backward(through(Matrix.zeros(2, 3))), /input 0, pull returned 2×3, but that input is 1×3/);
  });
});
