/** Weights as NumPy's `.npz`: a ZIP archive of `.npy` arrays (weights1, bias1, weights2, …), which `numpy.load` reads. */
import { counted } from '../../course/count';
import { bytesOfLatin1, joined, latin1, viewOf } from '../../host/bytes';
import { UserError } from '../../training/errors';
import { type ListedEntry, beginningOf, listZip, unpacked, writeZip } from './zip';
import { type LayerWeights, MAX_LAYERS, requireShapes, toNetwork, transposed } from './weights';

const MAGIC = bytesOfLatin1('\x93NUMPY');
/** NumPy begins the numbers of an array at a multiple of this. */
const ALIGNMENT = 64;
const NAME = /^(weights|bias)(\d+)\.npy$/;

/** What to do about an array that cannot be read. */
const SAVE = 'Write it again with numpy.savez, or export the weights again.';

/** An array of one or two dimensions; those of a window, in PyTorch's weights of a convolution, are one. */
interface NumpyArray {
  shape: number[];
  data: Float32Array;
}

export function weightsToNpz(layers: readonly LayerWeights[]): Uint8Array<ArrayBuffer> {
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
export async function weightsFromNpz(archive: Uint8Array, file: string): Promise<LayerWeights[]> {
  const listed = layersOf(await arraysOf(archive, file), file);
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

async function arraysOf(archive: Uint8Array, file: string): Promise<Map<string, ListedArray>> {
  const arrays = new Map<string, ListedArray>();
  for (const entry of listZip(archive, file, 2 * MAX_LAYERS)) {
    const match = NAME.exec(entry.name);
    if (match === null) {
      throw new UserError(
        `${file} holds “${entry.name}”, and a file of weights holds weights1, bias1, weights2, bias2 and so on.`,
      );
    }
    const where = `${file}: ${entry.name}`;
    const name = match[1] + match[2];
    const header = readHeader(await beginningOf(entry, file), entry.size, where);
    requireCount(header, entry.size, where);
    if (arrays.has(name)) throw new UserError(`${file} holds ${entry.name} twice. Which one counts? ${SAVE}`);
    arrays.set(name, { entry, header });
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
function toNpy({ shape, data }: NumpyArray): Uint8Array {
  const sizes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${sizes}, }`;
  const start = MAGIC.length + 4;
  const length = Math.ceil((start + header.length + 1) / ALIGNMENT) * ALIGNMENT - start;
  const front = new Uint8Array(4);
  viewOf(front).setUint8(0, 1);
  viewOf(front).setUint16(2, length, true);
  const numbers = new Uint8Array(data.length * 4);
  const view = viewOf(numbers);
  data.forEach((value, i) => view.setFloat32(i * 4, value, true));
  return joined([MAGIC, front, bytesOfLatin1(`${header.padEnd(length - 1)}\n`), numbers]);
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

/** The versions of the format that there are: the later ones have longer headers, and headers in UTF-8. */
const VERSIONS = ['1.0', '2.0', '3.0'];

/** @param bytes its first ones @param size of all of it, with the header */
function readHeader(bytes: Uint8Array, size: number, where: string): NumpyHeader {
  if (bytes.length < MAGIC.length || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw new UserError(`${where} is not an array of NumPy. ${SAVE}`);
  const version = `${bytes[MAGIC.length]}.${bytes[MAGIC.length + 1]}`;
  const lengthAt = MAGIC.length + 2;
  const numbers = viewOf(bytes);
  const headerAt = lengthAt + (version === '1.0' ? 2 : 4);
  if (bytes.length < headerAt) throw new UserError(`${where} is cut off: its header is not complete. ${SAVE}`);
  if (!VERSIONS.includes(version))
    throw new UserError(
      `${where} has version ${version} of NumPy’s format, and the versions ${VERSIONS.join(', ')} are read here. ${SAVE}`,
    );
  const start = headerAt + (version === '1.0' ? numbers.getUint16(lengthAt, true) : numbers.getUint32(lengthAt, true));
  if (start > size)
    throw new UserError(
      `${where} is cut off or damaged: by its first bytes its header alone has ${start} bytes, and there are ${size}. ${SAVE}`,
    );
  const header = latin1(bytes.subarray(headerAt, start));
  const kind = /'descr':\s*(?:'([^']*)'|\[)/.exec(header);
  const sizes = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1].split(',');
  if (kind === null || sizes === undefined)
    throw new UserError(`${where} has a header that does not say kind and shape of its numbers. ${SAVE}`);
  const shape = sizes.map((one) => one.trim()).filter((one) => one !== '');
  const wrong = shape.find((one) => !/^\d+$/.test(one));
  if (wrong !== undefined)
    throw new UserError(`${where} says that its shape is (${shape.join(', ')}), and “${wrong}” is no size. ${SAVE}`);
  const isColumnwise = /'fortran_order':\s*True/.test(header);
  const isConvolution = shape.length === 4 && !isColumnwise;
  if (shape.length < 1 || (shape.length > 2 && !isConvolution))
    throw new UserError(
      `${where} has ${counted(shape.length, 'dimension')}, expected two for weights and one for a bias.`,
    );
  const [filters, ...window] = shape.map(Number);
  return {
    shape: isConvolution ? [filters, window.reduce((product, one) => product * one)] : [filters, ...window],
    width: widthOf(kind[1], where),
    isColumnwise: isColumnwise && shape.length === 2,
    start,
  };
}

/** @param kind as NumPy writes it; undefined for records of several fields */
function widthOf(kind: string | undefined, where: string): 4 | 8 {
  if (kind === '<f4') return 4;
  if (kind === '<f8') return 8;
  const expected = `expected float32 or float64 (<f4, <f8). In NumPy: a.astype('<f4')`;
  if (kind === '>f4' || kind === '>f8')
    throw new UserError(`${where} holds numbers with their bytes the other way round (${kind}), ${expected}.`);
  if (kind === undefined) throw new UserError(`${where} holds records of several fields, ${expected} of one of them.`);
  if (kind.includes('O')) throw new UserError(`${where} holds Python objects, ${expected}.`);
  throw new UserError(`${where} holds numbers of the kind ${kind}, ${expected}.`);
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
