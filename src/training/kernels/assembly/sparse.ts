/**
 * The first layer, where most inputs are exactly 0. An image is a list: the places of its pixels that are not 0, and
 * their values. A zero costs nothing, neither in X · W nor in Xᵀ · dY.
 *
 * The weights lie in panels of 32 columns (the last one may have 16 or 8): panel after panel, each row by row. So the
 * numbers that a kernel needs one after the other are neighbours, and eight vectors of sums stay in registers.
 *
 * Addresses of lists: `starts` (u32), `places` (u16), `values` (f32). Image i has the entries starts[i] … starts[i + 1] − 1.
 */
import { MOMENTUM, PENALTY, PLAIN, WRITE, move } from './update';
import { ZERO, addProduct, at, floorOf, splatAt } from './vector';

/** X · W + b for one panel, with ReLU where asked. `out` and `bias` begin at the panel's first column. */
export function sparseForward(
  width: i32,
  rows: i32,
  ids: usize,
  starts: usize,
  places: usize,
  values: usize,
  panel: usize,
  bias: usize,
  out: usize,
  outStride: usize,
  relu: i32,
): void {
  const floor = floorOf(relu);
  for (let row: i32 = 0; row < rows; row++, out += outStride) {
    const list = starts + ((<usize>load<u32>(ids + ((<usize>row) << 2))) << 2);
    const first = <usize>load<u32>(list);
    const end = values + ((<usize>load<u32>(list, 4)) << 2);
    const place = places + (first << 1);
    const value = values + (first << 2);
    if (width === 32) forward(32, place, value, end, panel, bias, out, floor);
    else if (width === 16) forward(16, place, value, end, panel, bias, out, floor);
    else forward(8, place, value, end, panel, bias, out, floor);
  }
}

/**
 * Always true, for lists have no zeros: it divides a loop's body in two. V8 before relaxed SIMD (Node 20) moves all loads of a
 * body to its front, has too few registers for eight of them beside eight sums, and adds in memory: half as fast.
 */
// @ts-ignore: decorator
@inline
function isEntry(width: i32, value: usize): bool {
  return ASC_FEATURE_RELAXED_SIMD || width < 32 || load<u32>(value) !== 0;
}

// @ts-ignore: decorator
@inline
function forward(
  width: i32,
  place: usize,
  value: usize,
  end: usize,
  panel: usize,
  bias: usize,
  out: usize,
  floor: v128,
): void {
  let s0 = at(bias, 0);
  let s1 = at(bias, 16);
  let s2: v128 = ZERO;
  let s3: v128 = ZERO;
  let s4: v128 = ZERO;
  let s5: v128 = ZERO;
  let s6: v128 = ZERO;
  let s7: v128 = ZERO;
  if (width > 8) {
    s2 = at(bias, 32);
    s3 = at(bias, 48);
  }
  if (width > 16) {
    s4 = at(bias, 64);
    s5 = at(bias, 80);
    s6 = at(bias, 96);
    s7 = at(bias, 112);
  }
  for (; value < end; value += 4, place += 2) {
    const x = splatAt(value);
    const w = panel + ((<usize>load<u16>(place)) * (width << 2));
    if (isEntry(width, value)) {
      s0 = addProduct(s0, x, at(w, 0));
      s1 = addProduct(s1, x, at(w, 16));
      if (width > 8) {
        s2 = addProduct(s2, x, at(w, 32));
        s3 = addProduct(s3, x, at(w, 48));
      }
    }
    if (width > 16) {
      s4 = addProduct(s4, x, at(w, 64));
      s5 = addProduct(s5, x, at(w, 80));
      s6 = addProduct(s6, x, at(w, 96));
      s7 = addProduct(s7, x, at(w, 112));
    }
  }
  v128.store(out, f32x4.pmax(s0, floor));
  v128.store(out, f32x4.pmax(s1, floor), 16);
  if (width > 8) {
    v128.store(out, f32x4.pmax(s2, floor), 32);
    v128.store(out, f32x4.pmax(s3, floor), 48);
  }
  if (width > 16) {
    v128.store(out, f32x4.pmax(s4, floor), 64);
    v128.store(out, f32x4.pmax(s5, floor), 80);
    v128.store(out, f32x4.pmax(s6, floor), 96);
    v128.store(out, f32x4.pmax(s7, floor), 112);
  }
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
  columns: i32,
  heads: usize,
  cursors: usize,
  entries: usize,
): void {
  memory.fill(cursors, 0, (<usize>columns) << 2);
  for (let row: i32 = 0; row < rows; row++) {
    const list = starts + ((<usize>load<u32>(ids + ((<usize>row) << 2))) << 2);
    let place = places + ((<usize>load<u32>(list)) << 1);
    const end = places + ((<usize>load<u32>(list, 4)) << 1);
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
    const list = starts + ((<usize>load<u32>(ids + ((<usize>row) << 2))) << 2);
    const first = <usize>load<u32>(list);
    let place = places + (first << 1);
    let value = values + (first << 2);
    const end = values + ((<usize>load<u32>(list, 4)) << 2);
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
    const shift = (<usize>column) * (width << 2);
    const w = panel + shift;
    const v = second + shift;
    if (width === 32) update(rule, 32, entry, end, dy, w, v, rates, momenta, penalties);
    else if (width === 16) update(rule, 16, entry, end, dy, w, v, rates, momenta, penalties);
    else update(rule, 8, entry, end, dy, w, v, rates, momenta, penalties);
  }
}

// @ts-ignore: decorator
@inline
function update(
  rule: i32,
  width: i32,
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
    // The entry counts in rows of 8 columns' bytes.
    const row = dy + (<usize>load<u32>(entry)) * (width >> 3);
    const x = splatAt(entry + 4);
    if (isEntry(width, entry + 4)) {
      s0 = addProduct(s0, x, at(row, 0));
      s1 = addProduct(s1, x, at(row, 16));
      if (width > 8) {
        s2 = addProduct(s2, x, at(row, 32));
        s3 = addProduct(s3, x, at(row, 48));
      }
    }
    if (width > 16) {
      s4 = addProduct(s4, x, at(row, 64));
      s5 = addProduct(s5, x, at(row, 80));
      s6 = addProduct(s6, x, at(row, 96));
      s7 = addProduct(s7, x, at(row, 112));
    }
  }
  move(rule, w, v, s0, rate, momentum, penalty);
  move(rule, w + 16, v + 16, s1, rate, momentum, penalty);
  if (width > 8) {
    move(rule, w + 32, v + 32, s2, rate, momentum, penalty);
    move(rule, w + 48, v + 48, s3, rate, momentum, penalty);
  }
  if (width > 16) {
    move(rule, w + 64, v + 64, s4, rate, momentum, penalty);
    move(rule, w + 80, v + 80, s5, rate, momentum, penalty);
    move(rule, w + 96, v + 96, s6, rate, momentum, penalty);
    move(rule, w + 112, v + 112, s7, rate, momentum, penalty);
  }
}
