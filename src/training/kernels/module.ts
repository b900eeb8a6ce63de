/** The compiled kernels: which of the two modules this machine can run, and what they export. Sources: `assembly/`. */
import plainModule from 'kernels/simd.wasm';
import relaxedModule from 'kernels/relaxed-simd.wasm';

/** Taken before it is taken away: a learner's code has none. */
const { WebAssembly } = globalThis;

/** Addresses are bytes from the start of the memory. See `assembly/` for what each kernel does. */
type Address = number;

export interface Kernels {
  addBias(rows: number, from: number, to: number, out: Address, stride: number, bias: Address, relu: number): void;
  convForward(
    count: number,
    height: number,
    width: number,
    channels: number,
    filters: number,
    x: Address,
    xImage: number,
    xRow: number,
    panels: Address,
    bias: Address,
    out: Address,
    places: Address,
    outImage: number,
  ): void;
  convBackward(
    count: number,
    windows: number,
    channels: number,
    filters: number,
    x: Address,
    xImage: number,
    xRow: number,
    gradient: Address,
    places: Address,
    outImage: number,
    weights: Address,
    weightGradient: Address,
    biasGradient: Address,
    dx: Address,
    room: Address,
  ): void;
  convRoom(windows: number): number;
  packFilters(channels: number, filters: number, weights: Address, to: Address): void;
  gather(rows: number, ids: Address, source: Address, stride: number, to: Address): void;
  maskRelu(rows: number, from: number, to: number, gradient: Address, output: Address, stride: number): void;
  scaleBy(rows: number, from: number, to: number, values: Address, factors: Address, stride: number): void;
  product(
    rows: number,
    cols: number,
    inner: number,
    a: Address,
    aRow: number,
    aStep: number,
    b: Address,
    bRow: number,
    turned: number,
    c: Address,
    cRow: number,
    room: Address,
  ): void;
  productRoom(inner: number, cols: number): number;
  softmaxLoss(
    from: number,
    to: number,
    count: number,
    classes: number,
    logits: Address,
    gradient: Address,
    stride: number,
    labels: Address,
    ids: Address,
  ): number;
  packColumns(width: number, rows: number, from: Address, stride: number, to: Address): void;
  sparseForward(
    width: number,
    rows: number,
    ids: Address,
    starts: Address,
    places: Address,
    values: Address,
    panel: Address,
    bias: Address,
    out: Address,
    outStride: number,
    relu: number,
  ): void;
  sparseUpdate(
    rule: number,
    width: number,
    from: number,
    to: number,
    heads: Address,
    dy: Address,
    panel: Address,
    second: Address,
    rate: number,
    momentum: number,
    penalty: number,
  ): void;
  turnLists(
    rows: number,
    ids: Address,
    starts: Address,
    places: Address,
    values: Address,
    columns: number,
    heads: Address,
    cursors: Address,
    entries: Address,
  ): void;
  columnSums(rows: number, cols: number, from: Address, stride: number, to: Address): void;
  adamAll(
    count: number,
    w: Address,
    m: Address,
    v: Address,
    gradient: Address,
    rate: number,
    share: number,
    left: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
  moveAll(
    rule: number,
    count: number,
    w: Address,
    v: Address,
    gradient: Address,
    rate: number,
    momentum: number,
    penalty: number,
  ): void;
}

/** `relaxed SIMD` has a multiply-add in one instruction; V8 knows it since version 11.4 (Node 21, VS Code 1.82). */
export type SimdKind = 'relaxed SIMD' | 'SIMD';

export const SIMD_KINDS: readonly SimdKind[] = ['relaxed SIMD', 'SIMD'];

const codeOf = (simd: SimdKind): Uint8Array<ArrayBuffer> => (simd === 'SIMD' ? plainModule : relaxedModule);

export function canRun(simd: SimdKind): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(codeOf(simd));
}

/** The best module for this machine; null where WebAssembly has no SIMD. */
export function bestSimd(): SimdKind | null {
  return SIMD_KINDS.find(canRun) ?? null;
}

/** Compiles the kernels, to work on a memory. Takes a few milliseconds. */
export function instantiate(simd: SimdKind, memory: WebAssembly.Memory): Kernels {
  const module = new WebAssembly.Module(codeOf(simd));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}
