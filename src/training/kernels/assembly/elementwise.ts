/** Bias, ReLU and dropout on matrices whose rows are a multiple of 4 numbers wide. */
import { ZERO, floorOf } from './vector';

/** Adds the bias to every row, and cuts what is below 0 where `relu` says so. `from` and `to` count columns. */
export function addBias(rows: i32, from: i32, to: i32, out: usize, stride: usize, bias: usize, relu: i32): void {
  const first = (<usize>from) << 2;
  const end = (<usize>to) << 2;
  const floor = floorOf(relu);
  for (let row: i32 = 0; row < rows; row++, out += stride) {
    for (let at = first; at < end; at += 16) {
      v128.store(out + at, f32x4.pmax(f32x4.add(v128.load(out + at), v128.load(bias + at)), floor));
    }
  }
}

/** Sets the gradient to 0 where the output of the ReLU was 0. */
export function maskRelu(rows: i32, from: i32, to: i32, gradient: usize, output: usize, stride: usize): void {
  const first = (<usize>from) << 2;
  const end = (<usize>to) << 2;
  for (let row: i32 = 0; row < rows; row++, gradient += stride, output += stride) {
    for (let at = first; at < end; at += 16) {
      const active = f32x4.gt(v128.load(output + at), ZERO);
      v128.store(gradient + at, v128.and(v128.load(gradient + at), active));
    }
  }
}

/** Multiplies entry by entry, in place. */
export function scaleBy(rows: i32, from: i32, to: i32, values: usize, factors: usize, stride: usize): void {
  const first = (<usize>from) << 2;
  const end = (<usize>to) << 2;
  for (let row: i32 = 0; row < rows; row++, values += stride, factors += stride) {
    for (let at = first; at < end; at += 16) {
      v128.store(values + at, f32x4.mul(v128.load(values + at), v128.load(factors + at)));
    }
  }
}

/** Copies the chosen rows of a matrix below each other. */
export function gather(rows: i32, ids: usize, source: usize, stride: usize, to: usize): void {
  for (let row: i32 = 0; row < rows; row++, ids += 4, to += stride) {
    memory.copy(to, source + <usize>load<u32>(ids) * stride, stride);
  }
}
