/** Weights as NumPy's `.npz`: a ZIP archive of `.npy` arrays (weights1, bias1, weights2, …), which `numpy.load` reads. */
import { UserError } from '../../training/errors';
import { type ListedEntry, beginningOf, listZip, unpacked, writeZip } from './node/zip';
import { type LayerWeights, MAX_LAYERS, requireShapes, toNetwork, transposed } from './weights';

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

/** An array of an archive before its numbers are read. */
interface ListedArray {
  entry: ListedEntry;
  header: NumpyHeader;
}

/**
 * Everything that the archive says is judged before any numbers are unpacked: a few kilobytes can hold gigabytes.
 *
 * @throws UserError saying what is wrong
 */
export async function weightsFromNpz(archive: Buffer, file: string): Promise<LayerWeights[]> {
  const listed = layersOf(arraysOf(archive, file), file);
  requireShapes(
    listed.map(({ weights, bias }) => {
      const [rows, cols] = weights.header.shape;
      return { rows, cols, biases: countOf(bias.header) };
    }),
    file,
  );
  const layers: LayerWeights[] = [];
  for (const { weights, bias } of listed) {
    const [rows, cols] = weights.header.shape;
    const data = await numbersOf(weights, file);
    layers.push({
      weights: weights.header.isColumnwise ? transposed({ rows: cols, cols: rows, data }) : { rows, cols, data },
      bias: await numbersOf(bias, file),
    });
  }
  return toNetwork(layers, file);
}

function arraysOf(archive: Buffer, file: string): Map<string, ListedArray> {
  const arrays = new Map<string, ListedArray>();
  for (const entry of listZip(archive, file, 2 * MAX_LAYERS)) {
    const match = NAME.exec(entry.name);
    if (match === null) {
      throw new UserError(
        `${file} holds “${entry.name}”, and a file of weights holds weights1, bias1, weights2, bias2 and so on.`,
      );
    }
    const where = `${file}: ${entry.name}`;
    const header = readHeader(beginningOf(entry, file), where);
    requireCount(header, entry.size, where);
    arrays.set(match[1] + match[2], { entry, header });
  }
  return arrays;
}

/** The layers in their order. */
function layersOf(
  arrays: ReadonlyMap<string, ListedArray>,
  file: string,
): { weights: ListedArray; bias: ListedArray }[] {
  const layers: { weights: ListedArray; bias: ListedArray }[] = [];
  for (let i = 1; layers.length * 2 < arrays.size; i++) {
    const [weights, bias] = [arrays.get(`weights${i}`), arrays.get(`bias${i}`)];
    if (weights === undefined || bias === undefined) {
      throw new UserError(
        `${file}: ${weights === undefined ? `weights${i}` : `bias${i}`} is missing. Each layer has weights and a bias.`,
      );
    }
    const { shape } = weights.header;
    if (shape.length !== 2)
      throw new UserError(`${file}: weights${i} must have two dimensions (inputs × outputs), not ${shape.length}.`);
    layers.push({ weights, bias });
  }
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

/** What stands before the numbers of an array. */
interface NumpyHeader {
  shape: number[];
  /** Bytes of a number. */
  width: 4 | 8;
  /** Whether the numbers stand column by column. */
  isColumnwise: boolean;
  /** Where the numbers begin. */
  start: number;
}

const countOf = ({ shape }: NumpyHeader): number => shape.reduce((product, size) => product * size, 1);

function readHeader(bytes: Buffer, where: string): NumpyHeader {
  const isWide = bytes[MAGIC.length] > 1;
  const lengthAt = MAGIC.length + 2;
  const headerAt = lengthAt + (isWide ? 4 : 2);
  if (bytes.length < headerAt || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new UserError(`${where} is not an array of NumPy.`);
  const start = headerAt + (isWide ? bytes.readUInt32LE(lengthAt) : bytes.readUInt16LE(lengthAt));
  const header = bytes.toString('latin1', headerAt, start);
  const kind = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const shape = /'shape':\s*\(([\d, ]*)\)/
    .exec(header)?.[1]
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  if (kind === undefined || shape === undefined) throw new UserError(`${where} has a header that cannot be read.`);
  const width = { '<f4': 4 as const, '<f8': 8 as const }[kind];
  if (width === undefined)
    throw new UserError(`${where} holds numbers of the kind ${kind}, expected float32 or float64 (<f4, <f8).`);
  if (shape.length < 1 || shape.length > 2)
    throw new UserError(`${where} has ${shape.length} dimensions, expected one or two.`);
  return { shape, width, isColumnwise: /'fortran_order':\s*True/.test(header) && shape.length === 2, start };
}

/** @param size of the array with its header, in bytes */
function requireCount(header: NumpyHeader, size: number, where: string): void {
  const { shape, width, start } = header;
  const count = countOf(header);
  if (size - start !== count * width) {
    throw new UserError(
      `${where} says that it is ${shape.join('×')}, and holds ${Math.floor((size - start) / width)} numbers instead of ${count}.`,
    );
  }
}

/** In the order of the file. */
async function numbersOf({ entry, header }: ListedArray, file: string): Promise<Float32Array> {
  const bytes = await unpacked(entry, file);
  // A copy that begins where a number of its kind may begin.
  const { buffer } = new Uint8Array(bytes.subarray(header.start));
  return header.width === 4 ? new Float32Array(buffer) : Float32Array.from(new Float64Array(buffer));
}
