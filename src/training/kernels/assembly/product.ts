/**
 * The dense matrix product C = A · B in tiles of 4 rows × 8 columns: eight vectors of sums stay in registers, and each
 * number that is fetched is used four or eight times. Larger tiles need more registers than there are.
 *
 * A is read with two strides, so that Aᵀ needs no copy. B is packed: panels of 8 columns, whose rows are neighbours.
 */
import { ZERO, addProduct, splatAt } from './vector';

/** Rows of B that are packed and used together: a panel of so many rows stays in the nearest cache. */
const DEPTH: i32 = 384;
/** Rows of A that are used together with one panel after the other. */
const HEIGHT: i32 = 96;

/** Room that `product` needs at `room`, in bytes. */
export function productRoom(inner: i32, cols: i32): i32 {
  return min(inner, DEPTH) * cols * 4;
}

/**
 * @param cols a multiple of 8, as are the columns of C that are written
 * @param aRow bytes from one row of A to the next, `aStep` from one column to the next
 * @param bRow bytes from one row of B to the next; with `turned`, B is given as Bᵀ, and they are the rows of Bᵀ
 * @param room scratch memory, `productRoom` bytes
 */
export function product(
  rows: i32,
  cols: i32,
  inner: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  turned: i32,
  c: usize,
  cRow: usize,
  room: usize,
): void {
  for (let start: i32 = 0; start < inner; start += DEPTH) {
    const depth = min(DEPTH, inner - start);
    const part = turned ? b + ((<usize>start) << 2) : b + <usize>start * bRow;
    if (turned) packTurned(depth, cols, part, bRow, room);
    else pack(depth, cols, part, bRow, room);
    const left = a + <usize>start * aStep;
    for (let top: i32 = 0; top < rows; top += HEIGHT) {
      const height = min(HEIGHT, rows - top);
      for (let col: i32 = 0; col < cols; col += 8) {
        const panel = room + <usize>col * (<usize>depth << 2);
        let from = left + <usize>top * aRow;
        let to = c + <usize>top * cRow + ((<usize>col) << 2);
        let row: i32 = 0;
        for (; row + 4 <= height; row += 4, from += aRow << 2, to += cRow << 2) {
          tile4(depth, from, aRow, aStep, panel, to, cRow, start);
        }
        for (; row < height; row++, from += aRow, to += cRow) tile1(depth, from, aStep, panel, to, start);
      }
    }
  }
  if (inner === 0) {
    for (let row: i32 = 0; row < rows; row++) memory.fill(c + <usize>row * cRow, 0, (<usize>cols) << 2);
  }
}

function pack(depth: i32, cols: i32, b: usize, bRow: usize, to: usize): void {
  for (let col: i32 = 0; col < cols; col += 8) {
    let from = b + ((<usize>col) << 2);
    for (let k: i32 = 0; k < depth; k++, from += bRow, to += 32) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
  }
}

/** Packs B out of Bᵀ: eight rows of Bᵀ become eight columns, in squares of 4 × 4. */
function packTurned(depth: i32, cols: i32, b: usize, bRow: usize, to: usize): void {
  const whole = depth & ~3;
  for (let col: i32 = 0; col < cols; col += 8) {
    const from = b + <usize>col * bRow;
    for (let half: usize = 0; half < 2; half++) {
      let source = from + (half << 2) * bRow;
      let target = to + (half << 4);
      let k: i32 = 0;
      for (; k < whole; k += 4, source += 16, target += 128) {
        const p = v128.load(source);
        const q = v128.load(source + bRow);
        const r = v128.load(source + bRow * 2);
        const s = v128.load(source + bRow * 3);
        const pq = v128.shuffle<f32>(p, q, 0, 4, 1, 5);
        const rs = v128.shuffle<f32>(r, s, 0, 4, 1, 5);
        const pqHigh = v128.shuffle<f32>(p, q, 2, 6, 3, 7);
        const rsHigh = v128.shuffle<f32>(r, s, 2, 6, 3, 7);
        v128.store(target, v128.shuffle<f32>(pq, rs, 0, 1, 4, 5));
        v128.store(target, v128.shuffle<f32>(pq, rs, 2, 3, 6, 7), 32);
        v128.store(target, v128.shuffle<f32>(pqHigh, rsHigh, 0, 1, 4, 5), 64);
        v128.store(target, v128.shuffle<f32>(pqHigh, rsHigh, 2, 3, 6, 7), 96);
      }
      for (; k < depth; k++, source += 4, target += 32) {
        for (let lane: usize = 0; lane < 4; lane++) store<f32>(target + (lane << 2), load<f32>(source + lane * bRow));
      }
    }
    to += (<usize>depth) << 5;
  }
}

// @ts-ignore: decorator
@inline
function tile4(
  depth: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  panel: usize,
  c: usize,
  cRow: usize,
  more: i32,
): void {
  let p0: v128 = ZERO;
  let p1: v128 = ZERO;
  let q0: v128 = ZERO;
  let q1: v128 = ZERO;
  let r0: v128 = ZERO;
  let r1: v128 = ZERO;
  let s0: v128 = ZERO;
  let s1: v128 = ZERO;
  let second = a + aRow;
  let third = second + aRow;
  let fourth = third + aRow;
  const end = panel + ((<usize>depth) << 5);
  for (; panel < end; panel += 32, a += aStep, second += aStep, third += aStep, fourth += aStep) {
    const left = v128.load(panel);
    const right = v128.load(panel, 16);
    let x = splatAt(a);
    p0 = addProduct(p0, x, left);
    p1 = addProduct(p1, x, right);
    x = splatAt(second);
    q0 = addProduct(q0, x, left);
    q1 = addProduct(q1, x, right);
    x = splatAt(third);
    r0 = addProduct(r0, x, left);
    r1 = addProduct(r1, x, right);
    x = splatAt(fourth);
    s0 = addProduct(s0, x, left);
    s1 = addProduct(s1, x, right);
  }
  write(c, p0, p1, more);
  write(c + cRow, q0, q1, more);
  write(c + cRow * 2, r0, r1, more);
  write(c + cRow * 3, s0, s1, more);
}

// @ts-ignore: decorator
@inline
function tile1(depth: i32, a: usize, aStep: usize, panel: usize, c: usize, more: i32): void {
  let p0: v128 = ZERO;
  let p1: v128 = ZERO;
  const end = panel + ((<usize>depth) << 5);
  for (; panel < end; panel += 32, a += aStep) {
    const x = splatAt(a);
    p0 = addProduct(p0, x, v128.load(panel));
    p1 = addProduct(p1, x, v128.load(panel, 16));
  }
  write(c, p0, p1, more);
}

// @ts-ignore: decorator
@inline
function write(c: usize, left: v128, right: v128, more: i32): void {
  if (more) {
    left = f32x4.add(left, v128.load(c));
    right = f32x4.add(right, v128.load(c, 16));
  }
  v128.store(c, left);
  v128.store(c, right, 16);
}
