/** How a gradient changes the parameters. */
import { ZERO, addProduct } from './vector';

/** w ← w − η·g */
export const PLAIN: i32 = 0;
/** w ← w − η·(g + λ·w) */
export const PENALTY: i32 = 1;
/** v ← μ·v + g + λ·w, w ← w − η·v */
export const MOMENTUM: i32 = 2;
/** Nothing is moved: the gradient is written down. */
export const WRITE: i32 = 3;

/**
 * Moves four parameters by their gradient.
 *
 * @param w address of the parameters
 * @param v address of their velocities with MOMENTUM, of their gradients with WRITE; else not used
 */
// @ts-ignore: decorator
@inline
export function move(rule: i32, w: usize, v: usize, gradient: v128, rate: v128, momentum: v128, penalty: v128): void {
  if (rule === WRITE) {
    v128.store(v, gradient);
    return;
  }
  const value = v128.load(w);
  let step = gradient;
  if (rule !== PLAIN) step = addProduct(step, penalty, value);
  if (rule === MOMENTUM) {
    step = addProduct(step, momentum, v128.load(v));
    v128.store(v, step);
  }
  v128.store(w, f32x4.sub(value, f32x4.mul(rate, step)));
}

/** Moves `count` parameters (a multiple of 4) by the gradients at `gradient`. */
export function moveAll(
  rule: i32,
  count: i32,
  w: usize,
  v: usize,
  gradient: usize,
  rate: f32,
  momentum: f32,
  penalty: f32,
): void {
  const rates = f32x4.splat(rate);
  const momenta = f32x4.splat(momentum);
  const penalties = f32x4.splat(penalty);
  const end = w + ((<usize>count) << 2);
  for (; w < end; w += 16, v += 16, gradient += 16) {
    move(rule, w, v, v128.load(gradient), rates, momenta, penalties);
  }
}

/**
 * Adam: moves `count` parameters (a multiple of 4) by the gradients at `gradient`.
 *
 * @param m address of the means
 * @param v address of the mean squares
 * @param rate the learning rate, divided by the share of the means that comes from gradients
 * @param share 1 divided by that of the mean squares
 * @param left the part of a parameter that weight decay leaves
 */
export function adamAll(
  count: i32,
  w: usize,
  m: usize,
  v: usize,
  gradient: usize,
  rate: f32,
  share: f32,
  left: f32,
  beta1: f64,
  beta2: f64,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const shares = f32x4.splat(share);
  const parts = f32x4.splat(left);
  const epsilons = f32x4.splat(epsilon);
  const old1 = f32x4.splat(<f32>beta1);
  const old2 = f32x4.splat(<f32>beta2);
  const new1 = f32x4.splat(<f32>(1 - beta1));
  const new2 = f32x4.splat(<f32>(1 - beta2));
  const end = w + ((<usize>count) << 2);
  for (; w < end; w += 16, m += 16, v += 16, gradient += 16) {
    const g = v128.load(gradient);
    const mean = f32x4.add(f32x4.mul(old1, v128.load(m)), f32x4.mul(new1, g));
    const square = f32x4.add(f32x4.mul(old2, v128.load(v)), f32x4.mul(new2, f32x4.mul(g, g)));
    v128.store(m, mean);
    v128.store(v, square);
    const size = f32x4.add(f32x4.sqrt(f32x4.mul(square, shares)), epsilons);
    const step = f32x4.div(f32x4.mul(rates, mean), size);
    v128.store(w, f32x4.sub(f32x4.mul(parts, v128.load(w)), step));
  }
}

/** Sums of the columns of a matrix: the gradient of a bias. `cols` is a multiple of 4, `stride` in bytes. */
export function columnSums(rows: i32, cols: i32, from: usize, stride: usize, to: usize): void {
  for (let col: i32 = 0; col < cols; col += 4, from += 16, to += 16) {
    let sum: v128 = ZERO;
    let address = from;
    for (let row: i32 = 0; row < rows; row++, address += stride) sum = f32x4.add(sum, v128.load(address));
    v128.store(to, sum);
  }
}
