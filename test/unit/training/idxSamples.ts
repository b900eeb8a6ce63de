/** Small IDX files, and a folder as somebody without rights sees it. */
import { chown } from 'node:fs/promises';

/** An IDX file of square images whose pixels do not compress well. */
export function idxImages(count: number, side = 28): Buffer {
  const pixels = Buffer.alloc(count * side * side);
  let state = 1;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[i] = state >>> 24;
  }
  return idx(0x803, [count, side, side], pixels);
}

/** An IDX file of labels with these values. */
export function idxLabels(values: Uint8Array): Buffer {
  return idx(0x801, [values.length], values);
}

/** An IDX file of bytes: a header with the dimensions, then the values. */
export function idx(magic: number, dimensions: number[], values: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  [magic, ...dimensions].forEach((value, i) => header.writeUInt32BE(value, 4 * i));
  return Buffer.concat([header, values]);
}

const NOBODY = 65_534;

/** Runs something as a user for whom the rights of files count: root, whom tests in containers run as, may do everything. */
export async function asNobody(folder: string, action: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return action();
  await chown(folder, NOBODY, NOBODY);
  process.seteuid?.(NOBODY);
  try {
    await action();
  } finally {
    process.seteuid?.(0);
  }
}
