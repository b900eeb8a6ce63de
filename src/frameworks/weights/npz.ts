/** Weights as NumPy's `.npz`: a ZIP archive of `.npy` arrays (weights1, bias1, weights2, …), which `numpy.load` reads. */
import { UserError } from '../../training/errors';
import { type LayerWeights, MAX_NUMBERS, requireNetwork } from './weights';
import { readZip, writeZip } from './node/zip';

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
/** NumPy begins the numbers of an array at a multiple of this. */
const ALIGNMENT = 64;
const NAME = /^(weights|bias)(\d+)\.npy$/;

/** An array of one or two dimensions. */
interface NumpyArray {
  shape: number[];
  data: Float32Array;
}

export function weightsToNpz(layers: readonly LayerWeights[]): Buffer {
  return writeZip(
    layers.flatMap(({ weights: { rows, cols, data }, bias }, i) => [
      { name: `weights${i + 1}.npy`, bytes: toNpy({ shape: [rows, cols], data }) },
      { name: `bias${i + 1}.npy`, bytes: toNpy({ shape: [bias.length], data: bias }) },
    ]),
  );
}

/** @throws UserError saying what is wrong */
export function weightsFromNpz(archive: Buffer, file: string): LayerWeights[] {
  const arrays = new Map<string, NumpyArray>();
  for (const { name, bytes } of readZip(archive, file, MAX_NUMBERS * 8)) {
    const match = NAME.exec(name);
    if (match === null) {
      throw new UserError(
        `${file} holds “${name}”, and a file of weights holds weights1, bias1, weights2, bias2 and so on.`,
      );
    }
    arrays.set(match[1] + match[2], fromNpy(bytes, `${file}: ${name}`));
  }
  const layers: LayerWeights[] = [];
  for (let i = 1; layers.length * 2 < arrays.size; i++) {
    const [weights, bias] = [arrays.get(`weights${i}`), arrays.get(`bias${i}`)];
    if (weights === undefined || bias === undefined) {
      throw new UserError(
        `${file}: ${weights === undefined ? `weights${i}` : `bias${i}`} is missing. Each layer has weights and a bias.`,
      );
    }
    if (weights.shape.length !== 2)
      throw new UserError(
        `${file}: weights${i} must have two dimensions (inputs × outputs), not ${weights.shape.length}.`,
      );
    const [rows, cols] = weights.shape;
    layers.push({ weights: { rows, cols, data: weights.data }, bias: bias.data });
  }
  requireNetwork(layers, file);
  return layers;
}

/** Version 1.0 of the format: magic, length of the header, a Python dictionary, the numbers. */
function toNpy({ shape, data }: NumpyArray): Buffer {
  const sizes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${sizes}, }`;
  const start = MAGIC.length + 4;
  const length = Math.ceil((start + header.length + 1) / ALIGNMENT) * ALIGNMENT - start;
  const front = Buffer.alloc(4);
  front.writeUInt8(1, 0);
  front.writeUInt16LE(length, 2);
  const numbers = Buffer.alloc(data.length * 4);
  data.forEach((value, i) => numbers.writeFloatLE(value, i * 4));
  return Buffer.concat([MAGIC, front, Buffer.from(`${header.padEnd(length - 1)}\n`, 'latin1'), numbers]);
}

function fromNpy(bytes: Buffer, where: string): NumpyArray {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new UserError(`${where} is not an array of NumPy.`);
  const wide = bytes.readUInt8(MAGIC.length) > 1;
  const lengthAt = MAGIC.length + 2;
  const start = lengthAt + (wide ? 4 : 2);
  const end = start + (wide ? bytes.readUInt32LE(lengthAt) : bytes.readUInt16LE(lengthAt));
  const header = bytes.toString('latin1', start, end);
  const kind = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const shape = /'shape':\s*\(([\d, ]*)\)/
    .exec(header)?.[1]
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  if (kind === undefined || shape === undefined) throw new UserError(`${where} has a header that cannot be read.`);
  const width = { '<f4': 4, '<f8': 8 }[kind];
  if (width === undefined)
    throw new UserError(`${where} holds numbers of the kind ${kind}, expected float32 or float64 (<f4, <f8).`);
  if (shape.length < 1 || shape.length > 2)
    throw new UserError(`${where} has ${shape.length} dimensions, expected one or two.`);
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - end !== count * width) {
    throw new UserError(
      `${where} says that it is ${shape.join('×')}, and holds ${Math.floor((bytes.length - end) / width)} numbers instead of ${count}.`,
    );
  }
  const at = (i: number): number => (width === 4 ? bytes.readFloatLE(end + i * 4) : bytes.readDoubleLE(end + i * 8));
  const isColumnwise = /'fortran_order':\s*True/.test(header) && shape.length === 2;
  const [rows, cols] = shape;
  // Column by column in the file: entry (row, col) is number col · rows + row.
  const place = (i: number): number => (isColumnwise ? (i % cols) * rows + Math.floor(i / cols) : i);
  return { shape, data: Float32Array.from({ length: count }, (_, i) => at(place(i))) };
}
