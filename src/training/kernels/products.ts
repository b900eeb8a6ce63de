/** One matrix product by the kernels, for code that keeps its matrices in memory of its own. */
import { Matrix } from '../network/matrix';
import { matmul } from '../network/matmul';
import { Arena } from './arena';
import { densityOf, fillLists, isSparse } from './images';
import { gathered, padded, panelsOf, spread, spreadPanels } from './layout';
import { type SimdKind, type Kernels, instantiate } from './module';

/** a · b for a of rows × inner and b of inner × cols, row by row. */
export type Multiply = (
  a: Float32Array,
  rows: number,
  inner: number,
  b: Float32Array,
  cols: number,
) => Float32Array<ArrayBuffer>;

/** The product of this machine: the kernels', or without SIMD the blocks in TypeScript. */
export function multiplier(simd: SimdKind | null): Multiply {
  if (simd === null) return inTypeScript;
  const products = new Products(simd);
  return (a, rows, inner, b, cols) => products.multiply(a, rows, inner, b, cols);
}

const inTypeScript: Multiply = (a, rows, inner, b, cols) =>
  matmul(new Matrix(rows, inner, a), new Matrix(inner, cols, b)).data as Float32Array<ArrayBuffer>;

/** For so few rows that are mostly zeros, the copies cost more than the product (measured at 784 · 128 and two other sizes). */
const FEW_ROWS = 12;

/** A piece of the memory that is used again, and taken anew when it is too small. */
class Room {
  private readonly arena: Arena;
  private address = 0;
  private bytes = 0;

  constructor(arena: Arena) {
    this.arena = arena;
  }

  /** At least so many bytes. What they hold is of no use. */
  of(bytes: number): number {
    if (bytes > this.bytes) {
      // What was too small is lost, so it must not grow in small steps.
      this.bytes = Math.max(bytes, this.bytes * 2);
      this.address = this.arena.take(this.bytes);
    }
    return this.address;
  }
}

class Products {
  private readonly arena = new Arena();
  private readonly kernels: Kernels;
  private readonly left = new Room(this.arena);
  private readonly right = new Room(this.arena);
  private readonly result = new Room(this.arena);
  private readonly scratch = new Room(this.arena);
  private readonly starts = new Room(this.arena);
  private readonly places = new Room(this.arena);

  constructor(simd: SimdKind) {
    this.kernels = instantiate(simd, this.arena.memory);
  }

  /** Copies both factors in and the product out; that is little beside the work, except for very small matrices. */
  multiply(a: Float32Array, rows: number, inner: number, b: Float32Array, cols: number): Float32Array<ArrayBuffer> {
    const isMostlyZeros = isSparse(a, inner);
    if (isMostlyZeros && rows <= FEW_ROWS) return inTypeScript(a, rows, inner, b, cols);
    const width = padded(cols);
    const out = this.result.of(rows * width * 4);
    if (isMostlyZeros) this.sparse(a, rows, inner, b, cols, out);
    else this.dense(a, rows, inner, b, cols, out);
    return gathered(this.arena.floats(out, rows * width), rows, cols, width);
  }

  private dense(a: Float32Array, rows: number, inner: number, b: Float32Array, cols: number, out: number): void {
    const width = padded(cols);
    const left = this.left.of(rows * inner * 4);
    const right = this.right.of(inner * width * 4);
    const scratch = this.scratch.of(this.kernels.productRoom(inner, width));
    this.arena.floats(left, rows * inner).set(a);
    const target = this.arena.floats(right, inner * width);
    if (width === cols) target.set(b);
    else spread(b, inner, cols, target, width);
    this.kernels.product(rows, width, inner, left, inner * 4, 4, right, width * 4, 0, out, width * 4, scratch);
  }

  /** The rows of `a` as lists of what is not 0: for images, and for their transpose. */
  private sparse(a: Float32Array, rows: number, inner: number, b: Float32Array, cols: number, out: number): void {
    const width = padded(cols);
    const entries = Math.ceil(densityOf(a) * a.length) + 1;
    const lists = {
      starts: this.starts.of((rows + 1) * 4),
      places: this.places.of(entries * 2),
      values: this.left.of(entries * 4),
      longest: 0,
    };
    const panels = this.right.of(inner * width * 4);
    // Row numbers, and zeros for the bias that there is none of.
    const scratch = this.scratch.of(rows * 4 + width * 4);
    fillLists(this.arena, lists, a, rows, inner);
    spreadPanels(b, inner, cols, this.arena.floats(panels, inner * width));
    this.arena.words(scratch, rows).forEach((_, i, ids) => (ids[i] = i));
    this.arena.bytes(scratch + rows * 4, width * 4).fill(0);
    for (const { first, width: part } of panelsOf(cols)) {
      this.kernels.sparseForward(
        part,
        rows,
        scratch,
        lists.starts,
        lists.places,
        lists.values,
        panels + first * inner * 4,
        scratch + rows * 4 + first * 4,
        out + first * 4,
        width * 4,
        0,
      );
    }
  }
}
