/** The memory of the kernels: handed out piece by piece, never taken back. It ends with the object that holds it. */
import { UserError } from '../errors';

/** Taken before it is taken away: a learner's code has none. */
const { WebAssembly } = globalThis;

const PAGE = 65_536;
const MAX_PAGES = 65_536;
/** Of cache lines: a piece does not share one with another. */
const ALIGNMENT = 64;

export class Arena {
  readonly memory: WebAssembly.Memory;
  /** The first page belongs to the module's own constants. */
  private used = PAGE;

  constructor() {
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
  }

  /**
   * Room for so many bytes, filled with zeros.
   *
   * @returns its address
   * @throws UserError when there is not so much memory
   */
  take(bytes: number): number {
    const address = this.used;
    const end = address + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) this.grow(missing);
    this.used = end;
    return address;
  }

  private grow(pages: number): void {
    try {
      this.memory.grow(pages);
    } catch {
      throw new UserError(
        'There is not enough memory for this run. Use smaller batches, smaller hidden layers or fewer training examples.',
      );
    }
  }

  /** A view of numbers in the memory. Take it again after the next `take`. */
  floats(address: number, count: number): Float32Array<ArrayBufferLike> {
    return new Float32Array(this.memory.buffer, address, count);
  }

  words(address: number, count: number): Uint32Array<ArrayBufferLike> {
    return new Uint32Array(this.memory.buffer, address, count);
  }

  halves(address: number, count: number): Uint16Array<ArrayBufferLike> {
    return new Uint16Array(this.memory.buffer, address, count);
  }

  bytes(address: number, count: number): Uint8Array<ArrayBufferLike> {
    return new Uint8Array(this.memory.buffer, address, count);
  }
}
