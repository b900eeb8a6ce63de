/**
 * A convolution with windows of 5 × 5, ReLU behind it and a pool of 2 × 2: forward in one, so that what lies between is never
 * written down, and backward along the one of four places that the pool took.
 *
 * An image lies row by row, and each pixel with all its channels: a row of a window is one run of 5 · channels numbers. Channels
 * are a multiple of 8, but for the image itself. What a filter learns lies as its windows do, five runs of
 * `runBytes(channels)` each, and filter after filter; for the way forward, eight filters lie side by side (`packFilters`).
 */
import { ZERO, addProduct, splatAt } from './vector';

/** Images that go backward together: what they need stays in the nearest cache. */
const BLOCK: i32 = 4;

/** Bytes from one row of a filter to the next: a multiple of two vectors. The numbers too many hold zeros. */
// @ts-ignore: decorator
@inline
function runBytes(channels: i32): i32 {
  return ((5 * channels + 7) & ~7) << 2;
}

/** For each eight filters, their weights side by side: row by row of the window, and number by number. */
export function packFilters(channels: i32, filters: i32, weights: usize, to: usize): void {
  const run = <usize>runBytes(channels);
  const used = (<usize>channels) * 20;
  const filter = run * 5;
  for (let first: i32 = 0; first < filters; first += 8, weights += filter << 3) {
    for (let row = weights, end = weights + filter; row < end; row += run) {
      for (let from = row, last = row + used; from < last; from += 4, to += 32) {
        for (let i: usize = 0; i < 8; i++) store<f32>(to + (i << 2), load<f32>(from + i * filter));
      }
    }
  }
}

/**
 * @param height of the output, behind the pool; `width`, too
 * @param x the images, `xImage` bytes from one to the next and `xRow` from one row of pixels to the next
 * @param panels the weights as `packFilters` lays them
 * @param out `outImage` bytes from one image to the next
 * @param places as large as `out`: where the window lay that was the largest of four, in bytes from the start of the image
 */
export function convForward(
  count: i32,
  height: i32,
  width: i32,
  channels: i32,
  filters: i32,
  x: usize,
  xImage: usize,
  xRow: usize,
  panels: usize,
  bias: usize,
  out: usize,
  places: usize,
  outImage: usize,
): void {
  const step = (<usize>channels) << 2;
  const pixel = (<usize>filters) << 2;
  const panel = step * 200;
  for (let image: i32 = 0; image < count; image++, x += xImage, out += outImage, places += outImage) {
    for (let first: i32 = 0; first < filters; first += 8) {
      const shift = (<usize>first) << 2;
      const weights = panels + <usize>(first >> 3) * panel;
      let at = shift;
      for (let row: i32 = 0; row < height; row++) {
        let place = <usize>row * (xRow << 1);
        for (let col: i32 = 0; col < width; col++, at += pixel, place += step << 1) {
          if (channels === 8) window(8, x + place, xRow, weights, bias + shift, out + at, places + at, place);
          else if (channels === 1) window(1, x + place, xRow, weights, bias + shift, out + at, places + at, place);
          else window(channels, x + place, xRow, weights, bias + shift, out + at, places + at, place);
        }
      }
    }
  }
}

/** Eight filters at four neighbouring places, and the largest of the four: eight vectors of sums stay in registers. */
// @ts-ignore: decorator
@inline
function window(
  channels: i32,
  x: usize,
  xRow: usize,
  weights: usize,
  bias: usize,
  out: usize,
  places: usize,
  place: usize,
): void {
  const step = (<usize>channels) << 2;
  const run = step * 5;
  let p0 = v128.load(bias);
  let p1 = v128.load(bias, 16);
  let q0 = p0;
  let q1 = p1;
  let r0 = p0;
  let r1 = p1;
  let s0 = p0;
  let s1 = p1;
  for (let row: i32 = 0; row < 5; row++, x += xRow) {
    let above = x;
    let below = x + xRow;
    if (channels === 1 && isBlank(above, below)) {
      weights += 160;
      continue;
    }
    for (let end = above + run; above < end; above += 4, below += 4, weights += 32) {
      const left = v128.load(weights);
      const right = v128.load(weights, 16);
      let value = splatAt(above);
      p0 = addProduct(p0, value, left);
      p1 = addProduct(p1, value, right);
      value = splatAt(above + step);
      q0 = addProduct(q0, value, left);
      q1 = addProduct(q1, value, right);
      value = splatAt(below);
      r0 = addProduct(r0, value, left);
      r1 = addProduct(r1, value, right);
      value = splatAt(below + step);
      s0 = addProduct(s0, value, left);
      s1 = addProduct(s1, value, right);
    }
  }
  const upper = i32x4.splat(<i32>place);
  const lower = i32x4.splat(<i32>(place + xRow));
  keepLargest(p0, q0, r0, s0, upper, lower, step, out, places);
  keepLargest(p1, q1, r1, s1, upper, lower, step, out + 16, places + 16);
}

/** Whether six pixels of two rows are all 0, as most are at the edge of a digit. */
// @ts-ignore: decorator
@inline
function isBlank(above: usize, below: usize): bool {
  const left = v128.or(v128.load(above), v128.load(below));
  const right = v128.or(v128.load(above, 8), v128.load(below, 8));
  return !v128.any_true(v128.or(left, right));
}

/** Of equal ones the first, in the order upper left, upper right, lower left, lower right. */
// @ts-ignore: decorator
@inline
function keepLargest(
  p: v128,
  q: v128,
  r: v128,
  s: v128,
  upper: v128,
  lower: v128,
  step: usize,
  out: usize,
  places: usize,
): void {
  const steps = i32x4.splat(<i32>step);
  let larger = f32x4.gt(q, p);
  let best = v128.bitselect(q, p, larger);
  let place = v128.bitselect(i32x4.add(upper, steps), upper, larger);
  larger = f32x4.gt(r, best);
  best = v128.bitselect(r, best, larger);
  place = v128.bitselect(lower, place, larger);
  larger = f32x4.gt(s, best);
  best = v128.bitselect(s, best, larger);
  place = v128.bitselect(i32x4.add(lower, steps), place, larger);
  v128.store(out, f32x4.pmax(best, ZERO));
  v128.store(places, place);
}

/** Room that `convBackward` needs at `room`, in bytes. */
export function convRoom(windows: i32): i32 {
  return (BLOCK * windows + 1) << 3;
}

/**
 * The gradients of weights and bias, and of the inputs where `dx` is not 0.
 *
 * @param windows numbers of an output, for each filter
 * @param gradient of the outputs, 0 where the ReLU was; `places` from `convForward`, both `outImage` bytes an image
 * @param dx as large as `x`
 */
export function convBackward(
  count: i32,
  windows: i32,
  channels: i32,
  filters: i32,
  x: usize,
  xImage: usize,
  xRow: usize,
  gradient: usize,
  places: usize,
  outImage: usize,
  weights: usize,
  weightGradient: usize,
  biasGradient: usize,
  dx: usize,
  room: usize,
): void {
  const run = <usize>runBytes(channels);
  const filter = run * 5;
  const pixel = (<usize>filters) << 2;
  memory.fill(weightGradient, 0, filter * <usize>filters);
  for (let first: i32 = 0; first < count; first += BLOCK) {
    const images = min(BLOCK, count - first);
    const from = <usize>first * xImage;
    const shift = <usize>first * outImage;
    if (dx) memory.fill(dx + from, 0, <usize>images * xImage);
    for (let i: i32 = 0; i < filters; i++) {
      const number = shift + ((<usize>i) << 2);
      const end = collect(images, windows, pixel, gradient + number, places + number, outImage, xImage, room);
      const own = <usize>i * filter;
      for (let part: usize = 0; part < run; part += 32) {
        weightsOfPart(room, end, x + from + part, xRow, weightGradient + own + part, run);
      }
      if (dx) inputs(room, end, dx + from, xRow, weights + own, run);
    }
  }
  clearRest(channels, filters, weightGradient);
  sums(count, windows, filters, gradient, outImage, biasGradient);
}

/**
 * The windows that a filter's gradient goes to, without those where it is 0: 8 bytes each, the place of the window and the gradient.
 *
 * @returns where they end
 */
// @ts-ignore: decorator
@inline
function collect(
  images: i32,
  windows: i32,
  pixel: usize,
  gradient: usize,
  places: usize,
  outImage: usize,
  xImage: usize,
  to: usize,
): usize {
  let start: usize = 0;
  for (let image: i32 = 0; image < images; image++, start += xImage, gradient += outImage, places += outImage) {
    let value = gradient;
    let place = places;
    for (let i: i32 = 0; i < windows; i++, value += pixel, place += pixel) {
      const slope = load<f32>(value);
      store<u32>(to, load<u32>(place) + <u32>start);
      store<f32>(to, slope, 4);
      // Without a branch, which could not be foreseen.
      to += <usize>(slope !== 0) << 3;
    }
  }
  return to;
}

/** Two vectors of each of a filter's five rows: ten vectors of sums stay in registers. */
// @ts-ignore: decorator
@inline
function weightsOfPart(entry: usize, end: usize, x: usize, xRow: usize, to: usize, run: usize): void {
  const t1 = to + run;
  const t2 = t1 + run;
  const t3 = t2 + run;
  const t4 = t3 + run;
  let a0 = v128.load(to);
  let a1 = v128.load(to, 16);
  let b0 = v128.load(t1);
  let b1 = v128.load(t1, 16);
  let c0 = v128.load(t2);
  let c1 = v128.load(t2, 16);
  let d0 = v128.load(t3);
  let d1 = v128.load(t3, 16);
  let e0 = v128.load(t4);
  let e1 = v128.load(t4, 16);
  for (; entry < end; entry += 8) {
    const slope = splatAt(entry + 4);
    let row = x + <usize>load<u32>(entry);
    a0 = addProduct(a0, slope, v128.load(row));
    a1 = addProduct(a1, slope, v128.load(row, 16));
    row += xRow;
    b0 = addProduct(b0, slope, v128.load(row));
    b1 = addProduct(b1, slope, v128.load(row, 16));
    row += xRow;
    c0 = addProduct(c0, slope, v128.load(row));
    c1 = addProduct(c1, slope, v128.load(row, 16));
    row += xRow;
    d0 = addProduct(d0, slope, v128.load(row));
    d1 = addProduct(d1, slope, v128.load(row, 16));
    row += xRow;
    e0 = addProduct(e0, slope, v128.load(row));
    e1 = addProduct(e1, slope, v128.load(row, 16));
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(t1, b0);
  v128.store(t1, b1, 16);
  v128.store(t2, c0);
  v128.store(t2, c1, 16);
  v128.store(t3, d0);
  v128.store(t3, d1, 16);
  v128.store(t4, e0);
  v128.store(t4, e1, 16);
}

/** What each pixel of the windows gets of a filter's gradient. Eight channels of a row at a time: ten vectors of weights stay in registers. */
// @ts-ignore: decorator
@inline
function inputs(room: usize, end: usize, dx: usize, xRow: usize, weights: usize, run: usize): void {
  for (let row: i32 = 0; row < 5; row++, dx += xRow) {
    for (let part: usize = 0; part < run; part += 160, weights += 160) {
      const w0 = v128.load(weights);
      const w1 = v128.load(weights, 16);
      const w2 = v128.load(weights, 32);
      const w3 = v128.load(weights, 48);
      const w4 = v128.load(weights, 64);
      const w5 = v128.load(weights, 80);
      const w6 = v128.load(weights, 96);
      const w7 = v128.load(weights, 112);
      const w8 = v128.load(weights, 128);
      const w9 = v128.load(weights, 144);
      for (let entry = room; entry < end; entry += 8) {
        const slope = splatAt(entry + 4);
        const to = dx + part + <usize>load<u32>(entry);
        v128.store(to, addProduct(v128.load(to), slope, w0));
        v128.store(to, addProduct(v128.load(to, 16), slope, w1), 16);
        v128.store(to, addProduct(v128.load(to, 32), slope, w2), 32);
        v128.store(to, addProduct(v128.load(to, 48), slope, w3), 48);
        v128.store(to, addProduct(v128.load(to, 64), slope, w4), 64);
        v128.store(to, addProduct(v128.load(to, 80), slope, w5), 80);
        v128.store(to, addProduct(v128.load(to, 96), slope, w6), 96);
        v128.store(to, addProduct(v128.load(to, 112), slope, w7), 112);
        v128.store(to, addProduct(v128.load(to, 128), slope, w8), 128);
        v128.store(to, addProduct(v128.load(to, 144), slope, w9), 144);
      }
    }
  }
}

/** The sums of each filter's gradient. */
function sums(count: i32, windows: i32, filters: i32, gradient: usize, outImage: usize, to: usize): void {
  const pixel = (<usize>filters) << 2;
  for (let shift: usize = 0; shift < pixel; shift += 16) {
    let sum: v128 = ZERO;
    let start = gradient + shift;
    for (let image: i32 = 0; image < count; image++, start += outImage) {
      let address = start;
      for (let i: i32 = 0; i < windows; i++, address += pixel) sum = f32x4.add(sum, v128.load(address));
    }
    v128.store(to + shift, sum);
  }
}

/** Behind a row of a window, the sums met pixels that are none of its own. */
function clearRest(channels: i32, filters: i32, weights: usize): void {
  const run = <usize>runBytes(channels);
  const used = (<usize>channels) * 20;
  for (let row: i32 = 0; row < filters * 5; row++, weights += run) {
    for (let at = used; at < run; at += 4) store<f32>(weights + at, 0);
  }
}
