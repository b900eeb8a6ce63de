/** Inputs in the kernels' memory: as lists of what is not 0, or as they are. */
import type { Arena } from './arena';

/** Above this share of numbers that are not 0, the dense product is faster (docs/performance.md). */
const DENSE_FROM = 0.6;
/** A place is kept in 16 bits. */
const MAX_COLUMNS = 65_536;

/** Addresses of lists: places (u16) and values (f32). Image i has the entries starts[i] … starts[i + 1] − 1. */
export interface Lists {
  starts: number;
  places: number;
  values: number;
  /** The most entries of one image. */
  longest: number;
}

/** How many numbers are not 0; NaN is not 0. */
function entriesOf(images: Float32Array): number {
  let count = 0;
  for (let i = 0; i < images.length; i++) if (images[i] !== 0) count++;
  return count;
}

/** The share of numbers that are not 0. */
export const densityOf = (images: Float32Array): number =>
  images.length === 0 ? 1 : entriesOf(images) / images.length;

export function isSparse(images: Float32Array, columns: number): boolean {
  return columns <= MAX_COLUMNS && densityOf(images) < DENSE_FROM;
}

/** Copies images into new lists. */
export function storeLists(arena: Arena, images: Float32Array, count: number, columns: number): Lists {
  const lists = takeLists(arena, count, entriesOf(images));
  lists.longest = fillLists(arena, lists, images, count, columns);
  return lists;
}

/** Room for lists of so many images, with so many entries in all. */
export function takeLists(arena: Arena, count: number, entries: number): Lists {
  return {
    starts: arena.take((count + 1) * 4),
    places: arena.take(entries * 2),
    values: arena.take(entries * 4),
    longest: 0,
  };
}

/** @returns the most entries of one image */
export function fillLists(arena: Arena, lists: Lists, images: Float32Array, count: number, columns: number): number {
  const capacity = Math.floor((arena.memory.buffer.byteLength - lists.values) / 4);
  const starts = arena.words(lists.starts, count + 1);
  const places = new Uint16Array(arena.memory.buffer, lists.places);
  const values = arena.floats(lists.values, capacity);
  let next = 0;
  let longest = 0;
  for (let image = 0; image < count; image++) {
    const first = image * columns;
    starts[image] = next;
    for (let place = 0; place < columns; place++) {
      const value = images[first + place];
      if (value !== 0) {
        places[next] = place;
        values[next] = value;
        next++;
      }
    }
    longest = Math.max(longest, next - starts[image]);
  }
  starts[count] = next;
  return longest;
}
