/** How matrices lie in the kernels' memory. */

/** Columns of a full panel. */
const PANEL = 32;

/** Part of a weight matrix: `width` columns from `first` on, row by row. */
export interface Panel {
  first: number;
  width: 32 | 16 | 8;
}

/** Columns as the kernels see them: a multiple of 32, or one of 8 or 16 left over. The columns too many hold zeros. */
export function padded(columns: number): number {
  const rest = columns % PANEL;
  const width = rest === 0 ? 0 : rest <= 8 ? 8 : rest <= 16 ? 16 : PANEL;
  return columns - rest + width;
}

export function panelsOf(columns: number): Panel[] {
  const panels: Panel[] = [];
  for (let first = 0; first < padded(columns); first += PANEL) {
    panels.push({ first, width: Math.min(PANEL, padded(columns) - first) as Panel['width'] });
  }
  return panels;
}

/**
 * Copies a matrix into rows of `stride` numbers. What lies beyond `cols` stays as it is.
 *
 * @param from rows × cols
 */
export function spread(from: ArrayLike<number>, rows: number, cols: number, to: Float32Array, stride: number): void {
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) to[row * stride + col] = from[row * cols + col];
  }
}

/** The other way round: the first `cols` numbers of each row. */
export function gathered(from: Float32Array, rows: number, cols: number, stride: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    result.set(from.subarray(row * stride, row * stride + cols), row * cols);
  }
  return result;
}

/** As `spread`, into panels. */
export function spreadPanels(from: ArrayLike<number>, rows: number, cols: number, to: Float32Array): void {
  for (const { first, width } of panelsOf(cols)) {
    const end = Math.min(cols, first + width);
    for (let row = 0; row < rows; row++) {
      const start = first * rows + row * width - first;
      for (let col = first; col < end; col++) to[start + col] = from[row * cols + col];
    }
  }
}

/** As `gathered`, out of panels. */
export function gatheredPanels(from: Float32Array, rows: number, cols: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(rows * cols);
  for (const { first, width } of panelsOf(cols)) {
    const end = Math.min(cols, first + width);
    for (let row = 0; row < rows; row++) {
      const start = first * rows + row * width;
      result.set(from.subarray(start, start + end - first), row * cols + first);
    }
  }
  return result;
}
