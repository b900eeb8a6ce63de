/**
 * The first layer, where most inputs are exactly 0. An image is a list: the places of its pixels that are not 0, and
 * their values. A zero costs nothing, neither in X · W nor in Xᵀ · dY.
 *
 * The weights lie in panels of 32 columns (the last one may have 16 or 8): panel after panel, each row by row. So the
 * numbers that a kernel needs one after the other are neighbours, and eight vectors of sums stay in registers.
 *
 * Addresses of lists: `starts` (u32), `places` (u16), `values` (f32). Lists are cut into segments of neighbouring places, so
 * that the part of a panel that a segment meets stays in the nearest cache while all rows pass by: segment s of image i
 * has the entries starts[i · segments + s] … starts[i · segments + s + 1] − 1.
 */
import { MOMENTUM, PENALTY, PLAIN, WRITE, move } from './update';
import { ZERO, addProduct, at, splatAt } from './vector';

/** X · W + b for one panel, with ReLU where asked. `out` and `bias` begin at the panel's first column. */
export function sparseForward(
  width: i32,
  rows: i32,
  ids: usize,
  starts: usize,
  places: usize,
  values: usize,
  segments: i32,
  panel: usize,
  bias: usize,
  out: usize,
  outStride: usize,
  relu: i32,
): void {
  for (let segment: i32 = 0; segment < segments; segment++) {
    // The sums of the earlier segments wait where the result will be.
    const cut = segment === segments - 1 ? relu : 0;
    let to = out;
    for (let row: i32 = 0; row < rows; row++, to += outStride) {
      const list = starts + ((<usize>(<i32>load<u32>(ids + ((<usize>row) << 2)) * segments + segment)) << 2);
      const first = <usize>load<u32>(list);
      const end = values + ((<usize>load<u32>(list, 4)) << 2);
      const place = places + (first << 1);
      const value = values + (first << 2);
      const from = segment === 0 ? bias : to;
      if (width === 32) forward32(place, value, end, panel, from, to, cut);
      else if (width === 16) forward16(place, value, end, panel, from, to, cut);
      else forward8(place, value, end, panel, from, to, cut);
    }
  }
}

// @ts-ignore: decorator
@inline
function finish(out: usize, sum: v128, relu: i32): void {
  v128.store(out, relu ? f32x4.max(sum, ZERO) : sum);
}

// @ts-ignore: decorator
@inline
function forward32(place: usize, value: usize, end: usize, panel: usize, bias: usize, out: usize, relu: i32): void {
  let s0 = at(bias, 0);
  let s1 = at(bias, 16);
  let s2 = at(bias, 32);
  let s3 = at(bias, 48);
  let s4 = at(bias, 64);
  let s5 = at(bias, 80);
  let s6 = at(bias, 96);
  let s7 = at(bias, 112);
  for (; value < end; value += 4, place += 2) {
    const x = splatAt(value);
    const w = panel + ((<usize>load<u16>(place)) << 7);
    s0 = addProduct(s0, x, at(w, 0));
    s1 = addProduct(s1, x, at(w, 16));
    s2 = addProduct(s2, x, at(w, 32));
    s3 = addProduct(s3, x, at(w, 48));
    s4 = addProduct(s4, x, at(w, 64));
    s5 = addProduct(s5, x, at(w, 80));
    s6 = addProduct(s6, x, at(w, 96));
    s7 = addProduct(s7, x, at(w, 112));
  }
  finish(out, s0, relu);
  finish(out + 16, s1, relu);
  finish(out + 32, s2, relu);
  finish(out + 48, s3, relu);
  finish(out + 64, s4, relu);
  finish(out + 80, s5, relu);
  finish(out + 96, s6, relu);
  finish(out + 112, s7, relu);
}

// @ts-ignore: decorator
@inline
function forward16(place: usize, value: usize, end: usize, panel: usize, bias: usize, out: usize, relu: i32): void {
  let s0 = at(bias, 0);
  let s1 = at(bias, 16);
  let s2 = at(bias, 32);
  let s3 = at(bias, 48);
  for (; value < end; value += 4, place += 2) {
    const x = splatAt(value);
    const w = panel + ((<usize>load<u16>(place)) << 6);
    s0 = addProduct(s0, x, at(w, 0));
    s1 = addProduct(s1, x, at(w, 16));
    s2 = addProduct(s2, x, at(w, 32));
    s3 = addProduct(s3, x, at(w, 48));
  }
  finish(out, s0, relu);
  finish(out + 16, s1, relu);
  finish(out + 32, s2, relu);
  finish(out + 48, s3, relu);
}

// @ts-ignore: decorator
@inline
function forward8(place: usize, value: usize, end: usize, panel: usize, bias: usize, out: usize, relu: i32): void {
  let s0 = at(bias, 0);
  let s1 = at(bias, 16);
  for (; value < end; value += 4, place += 2) {
    const x = splatAt(value);
    const w = panel + ((<usize>load<u16>(place)) << 5);
    s0 = addProduct(s0, x, at(w, 0));
    s1 = addProduct(s1, x, at(w, 16));
  }
  finish(out, s0, relu);
  finish(out + 16, s1, relu);
}

/**
 * Turns the lists of a batch around: for each place, the rows of the batch that are not 0 there. `heads` (u32, places + 1)
 * tells where each place's entries are; an entry is 8 bytes: the row times 32, then the value. `cursors` is room for
 * `columns` u32.
 */
export function turnLists(
  rows: i32,
  ids: usize,
  starts: usize,
  places: usize,
  values: usize,
  segments: i32,
  columns: i32,
  heads: usize,
  cursors: usize,
  entries: usize,
): void {
  memory.fill(cursors, 0, (<usize>columns) << 2);
  for (let row: i32 = 0; row < rows; row++) {
    const list = starts + (((<usize>load<u32>(ids + ((<usize>row) << 2))) * segments) << 2);
    let place = places + ((<usize>load<u32>(list)) << 1);
    const end = places + ((<usize>load<u32>(list + ((<usize>segments) << 2))) << 1);
    for (; place < end; place += 2) {
      const cursor = cursors + ((<usize>load<u16>(place)) << 2);
      store<u32>(cursor, load<u32>(cursor) + 8);
    }
  }
  let next = <u32>entries;
  for (let column: usize = 0; column < <usize>columns; column++) {
    const cursor = cursors + (column << 2);
    const size = load<u32>(cursor);
    store<u32>(heads + (column << 2), next);
    store<u32>(cursor, next);
    next += size;
  }
  store<u32>(heads + ((<usize>columns) << 2), next);
  for (let row: i32 = 0; row < rows; row++) {
    const list = starts + (((<usize>load<u32>(ids + ((<usize>row) << 2))) * segments) << 2);
    const first = <usize>load<u32>(list);
    let place = places + (first << 1);
    let value = values + (first << 2);
    const end = values + ((<usize>load<u32>(list + ((<usize>segments) << 2))) << 2);
    for (; value < end; value += 4, place += 2) {
      const cursor = cursors + ((<usize>load<u16>(place)) << 2);
      const entry = load<u32>(cursor);
      store<u32>(<usize>entry, <u32>row << 5);
      store<f32>(<usize>entry, load<f32>(value), 4);
      store<u32>(cursor, entry + 8);
    }
  }
}

/** Copies a panel's columns of dY, so that the rows are neighbours. */
export function packColumns(width: i32, rows: i32, from: usize, stride: usize, to: usize): void {
  const bytes = (<usize>width) << 2;
  for (let row: i32 = 0; row < rows; row++, from += stride, to += bytes) {
    for (let column: usize = 0; column < bytes; column += 16) v128.store(to + column, v128.load(from + column));
  }
}

/**
 * Xᵀ · dY for one panel, and the update with it. With PLAIN, rows of W whose pixel is 0 in the whole batch are not touched.
 *
 * @param dy the panel's columns of dY, from `packColumns`
 * @param second velocities (MOMENTUM) or gradients (WRITE), laid out as the panel
 */
export function sparseUpdate(
  rule: i32,
  width: i32,
  from: i32,
  to: i32,
  heads: usize,
  dy: usize,
  panel: usize,
  second: usize,
  rate: f32,
  momentum: f32,
  penalty: f32,
): void {
  if (rule === PLAIN) updateBy(PLAIN, width, from, to, heads, dy, panel, second, rate, momentum, penalty);
  else if (rule === PENALTY) updateBy(PENALTY, width, from, to, heads, dy, panel, second, rate, momentum, penalty);
  else if (rule === MOMENTUM) updateBy(MOMENTUM, width, from, to, heads, dy, panel, second, rate, momentum, penalty);
  else updateBy(WRITE, width, from, to, heads, dy, panel, second, rate, momentum, penalty);
}

// @ts-ignore: decorator
@inline
function updateBy(
  rule: i32,
  width: i32,
  from: i32,
  to: i32,
  heads: usize,
  dy: usize,
  panel: usize,
  second: usize,
  rate: f32,
  momentum: f32,
  penalty: f32,
): void {
  const rates = f32x4.splat(rate);
  const momenta = f32x4.splat(momentum);
  const penalties = f32x4.splat(penalty);
  for (let column = from; column < to; column++) {
    const head = heads + ((<usize>column) << 2);
    const entry = <usize>load<u32>(head);
    const end = <usize>load<u32>(head, 4);
    if (rule === PLAIN && entry === end) continue;
    if (width === 32) {
      const shift = (<usize>column) << 7;
      update32(rule, entry, end, dy, panel + shift, second + shift, rates, momenta, penalties);
    } else if (width === 16) {
      const shift = (<usize>column) << 6;
      update16(rule, entry, end, dy, panel + shift, second + shift, rates, momenta, penalties);
    } else {
      const shift = (<usize>column) << 5;
      update8(rule, entry, end, dy, panel + shift, second + shift, rates, momenta, penalties);
    }
  }
}

// @ts-ignore: decorator
@inline
function update32(
  rule: i32,
  entry: usize,
  end: usize,
  dy: usize,
  w: usize,
  v: usize,
  rate: v128,
  momentum: v128,
  penalty: v128,
): void {
  let s0: v128 = ZERO;
  let s1: v128 = ZERO;
  let s2: v128 = ZERO;
  let s3: v128 = ZERO;
  let s4: v128 = ZERO;
  let s5: v128 = ZERO;
  let s6: v128 = ZERO;
  let s7: v128 = ZERO;
  for (; entry < end; entry += 8) {
    const row = dy + ((<usize>load<u32>(entry)) << 2);
    const x = splatAt(entry + 4);
    s0 = addProduct(s0, x, at(row, 0));
    s1 = addProduct(s1, x, at(row, 16));
    s2 = addProduct(s2, x, at(row, 32));
    s3 = addProduct(s3, x, at(row, 48));
    s4 = addProduct(s4, x, at(row, 64));
    s5 = addProduct(s5, x, at(row, 80));
    s6 = addProduct(s6, x, at(row, 96));
    s7 = addProduct(s7, x, at(row, 112));
  }
  move(rule, w, v, s0, rate, momentum, penalty);
  move(rule, w + 16, v + 16, s1, rate, momentum, penalty);
  move(rule, w + 32, v + 32, s2, rate, momentum, penalty);
  move(rule, w + 48, v + 48, s3, rate, momentum, penalty);
  move(rule, w + 64, v + 64, s4, rate, momentum, penalty);
  move(rule, w + 80, v + 80, s5, rate, momentum, penalty);
  move(rule, w + 96, v + 96, s6, rate, momentum, penalty);
  move(rule, w + 112, v + 112, s7, rate, momentum, penalty);
}

// @ts-ignore: decorator
@inline
function update16(
  rule: i32,
  entry: usize,
  end: usize,
  dy: usize,
  w: usize,
  v: usize,
  rate: v128,
  momentum: v128,
  penalty: v128,
): void {
  let s0: v128 = ZERO;
  let s1: v128 = ZERO;
  let s2: v128 = ZERO;
  let s3: v128 = ZERO;
  for (; entry < end; entry += 8) {
    const row = dy + ((<usize>load<u32>(entry)) << 1);
    const x = splatAt(entry + 4);
    s0 = addProduct(s0, x, at(row, 0));
    s1 = addProduct(s1, x, at(row, 16));
    s2 = addProduct(s2, x, at(row, 32));
    s3 = addProduct(s3, x, at(row, 48));
  }
  move(rule, w, v, s0, rate, momentum, penalty);
  move(rule, w + 16, v + 16, s1, rate, momentum, penalty);
  move(rule, w + 32, v + 32, s2, rate, momentum, penalty);
  move(rule, w + 48, v + 48, s3, rate, momentum, penalty);
}

// @ts-ignore: decorator
@inline
function update8(
  rule: i32,
  entry: usize,
  end: usize,
  dy: usize,
  w: usize,
  v: usize,
  rate: v128,
  momentum: v128,
  penalty: v128,
): void {
  let s0: v128 = ZERO;
  let s1: v128 = ZERO;
  for (; entry < end; entry += 8) {
    const row = dy + <usize>load<u32>(entry);
    const x = splatAt(entry + 4);
    s0 = addProduct(s0, x, at(row, 0));
    s1 = addProduct(s1, x, at(row, 16));
  }
  move(rule, w, v, s0, rate, momentum, penalty);
  move(rule, w + 16, v + 16, s1, rate, momentum, penalty);
}
