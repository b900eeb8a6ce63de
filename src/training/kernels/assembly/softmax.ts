/** Softmax and cross-entropy, with the largest logit taken out of the sum. */
import { ZERO, addProduct } from './vector';

/**
 * e^x for x ≤ 0: 2^n · e^r with n = round(x / ln 2), and the series of e^r, whose |r| ≤ 0.35. Relative error about 1e-7.
 * Below −87, where 32 bits end, it stays at e^−87.
 */
// @ts-ignore: decorator
@inline
function exp(x: v128): v128 {
  const bounded = f32x4.max(x, f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.4426950408889634)));
  // ln 2 in two parts, so that the difference keeps its last bits.
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let sum = f32x4.splat(1 / 720);
  sum = addProduct(f32x4.splat(1 / 120), sum, r);
  sum = addProduct(f32x4.splat(1 / 24), sum, r);
  sum = addProduct(f32x4.splat(1 / 6), sum, r);
  sum = addProduct(f32x4.splat(0.5), sum, r);
  sum = addProduct(f32x4.splat(1), sum, r);
  sum = addProduct(f32x4.splat(1), sum, r);
  const exponent = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(sum, exponent);
}

/**
 * The gradient of the mean loss with respect to the logits, written to `gradient`, and the sum of the losses of these rows.
 *
 * @param from first row, `to` row after the last one
 * @param count rows of the whole batch, over which the mean is taken
 * @param classes how many numbers of a row are logits; the rest, up to the stride, is room, and 0 in the gradient
 * @param stride bytes from one row to the next, a multiple of 16
 * @param labels one byte an example; `ids` says which examples are in the batch
 */
export function softmaxLoss(
  from: i32,
  to: i32,
  count: i32,
  classes: i32,
  logits: usize,
  gradient: usize,
  stride: usize,
  labels: usize,
  ids: usize,
): f64 {
  let total: f64 = 0;
  const width = (<usize>classes) << 2;
  for (let row = from; row < to; row++) {
    const z = logits + <usize>row * stride;
    const g = gradient + <usize>row * stride;
    for (let at = width; at < stride; at += 4) store<f32>(z + at, -f32.MAX_VALUE);
    let largest4: v128 = v128.load(z);
    for (let at: usize = 16; at < stride; at += 16) largest4 = f32x4.max(largest4, v128.load(z + at));
    const largest = max(
      max(f32x4.extract_lane(largest4, 0), f32x4.extract_lane(largest4, 1)),
      max(f32x4.extract_lane(largest4, 2), f32x4.extract_lane(largest4, 3)),
    );
    const shift = f32x4.splat(largest);
    let sums: v128 = ZERO;
    for (let at: usize = 0; at < stride; at += 16) {
      const power = exp(f32x4.sub(v128.load(z + at), shift));
      v128.store(g + at, power);
      sums = f32x4.add(sums, power);
    }
    const sum =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      f32x4.extract_lane(sums, 2) +
      f32x4.extract_lane(sums, 3);
    const label = (<usize>load<u8>(labels + <usize>load<u32>(ids + ((<usize>row) << 2)))) << 2;
    total += Math.log(<f64>sum) - <f64>(load<f32>(z + label) - largest);
    const factor = f32x4.splat(1 / (sum * <f32>count));
    for (let at: usize = 0; at < stride; at += 16) v128.store(g + at, f32x4.mul(v128.load(g + at), factor));
    store<f32>(g + label, load<f32>(g + label) - 1 / <f32>count);
    for (let at = width; at < stride; at += 4) store<f32>(g + at, 0);
  }
  return total;
}
