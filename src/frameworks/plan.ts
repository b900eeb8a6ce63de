/**
 * What all the frameworks train: one folder of files that each of them reads. So nothing decides in a framework what
 * the initial weights, the batches or the learning rates are.
 *
 *     plan.json           the plan
 *     initial.f32         the initial parameters, one after the other, row by row (little endian, as all of these)
 *     images.u8|f32       the training examples that are used, count × pixels; u8 is the pixel times 255
 *     labels.u8           their labels
 *     order.u32           which example comes when
 *     test-images.u8|f32  the test examples
 *     test-labels.u8      their labels
 */
import { host } from '../host';
import { Plan, type PlannedNetwork } from '../protocol/plan';
import { parse } from '../protocol/schema';
import { requireBytes, requireText } from '../host/files';
import type { Examples } from '../training/data/dataset';
import { InputError } from '../training/errors';
import { CONV_NET, WINDOW } from '../training/network/convNet';
import { type NetworkShape, convShape, denseShape } from '../training/inspection/networkView';
import { type LayerWeights, areConvolutional, sizesOf } from './weights/weights';

/** The examples of a plan, as the frameworks in this room use them. */
export interface PlanData {
  plan: Plan;
  initial: Float32Array[];
  train: Examples;
  order: Uint32Array;
  test: Examples;
}

export const stepsOf = (plan: Pick<Plan, 'learningRates'>): number => plan.learningRates.length;

export const CONV_NETWORK = {
  type: 'conv',
  ...CONV_NET,
  filters: [...CONV_NET.filters],
  window: WINDOW,
} satisfies PlannedNetwork;

/** Of weights as a file has them. */
export const networkOf = (weights: readonly LayerWeights[]): PlannedNetwork =>
  areConvolutional(weights) ? CONV_NETWORK : { type: 'mlp', sizes: sizesOf(weights) };

/** For messages. */
export const textOf = (network: PlannedNetwork): string =>
  network.type === 'mlp' ? `a network of the sizes ${network.sizes.join(', ')}` : 'the convolutional network';

/** Inputs, classes, and rows and columns of each parameter of a plan's network. */
export const shapeOf = (network: PlannedNetwork): NetworkShape =>
  network.type === 'mlp' ? denseShape(network.sizes) : convShape(network);

/** Steps after which weights are compared: 1, 10, 100 and the last. */
export function snapshotsFor(steps: number): number[] {
  return [...new Set([1, 10, 100, steps].filter((step) => step <= steps))].sort((a, b) => a - b);
}

/** Writes the files of a plan into a folder. @throws InputError where they cannot be written */
export async function writePlan(
  folder: string,
  data: Omit<PlanData, 'plan'> & { plan: Omit<Plan, 'pixels'> },
): Promise<void> {
  const { train, test, order, initial } = data;
  const pixels = [train, test].every(({ images }) => areBytes(images)) ? 'u8' : 'f32';
  const images = (examples: Examples): Uint8Array =>
    pixels === 'u8' ? toBytes(examples.images) : bytesOf(examples.images);
  const files = host.folder(folder);
  try {
    await files.write('initial.f32', bytesOf(joinParameters(initial)));
    await files.write(`images.${pixels}`, images(train));
    await files.write('labels.u8', train.labels);
    await files.write('order.u32', bytesOf(order));
    await files.write(`test-images.${pixels}`, images(test));
    await files.write('test-labels.u8', test.labels);
    await files.write('plan.json', JSON.stringify({ ...data.plan, pixels } satisfies Plan));
  } catch (error) {
    throw new InputError(noTemporaryFiles(host.folderOf(folder), host.refusalOf(folder, error).fault));
  }
}

/** What is said where a comparison can keep no temporary files. @param fault of the place */
export const noTemporaryFiles = (place: string, fault: string): string =>
  `A comparison needs a folder for temporary files, and ${place} cannot be used: ${fault}. Set TMPDIR (on Windows TEMP) to another folder.`;

/** What the host needs to know of a plan that was written: not its examples. */
export function readOutline(
  folder: string,
): Pick<Plan, 'network' | 'testCount'> & { firstLabel: number; steps: number } {
  const plan = planOf(folder);
  const { network, testCount } = plan;
  return {
    network,
    testCount,
    steps: stepsOf(plan),
    firstLabel: requireBytes(host.folder(folder), 'test-labels.u8')[0],
  };
}

function planOf(folder: string): Plan {
  const plan = parse(Plan, JSON.parse(requireText(host.folder(folder), 'plan.json')));
  if (plan === null) throw new Error(`plan.json in ${folder} is not a plan.`);
  return plan;
}

/** Reads what `writePlan` wrote. @throws Error where a file is missing */
export function readPlan(folder: string): PlanData {
  const bytes = (name: string): Uint8Array => requireBytes(host.folder(folder), name);
  const plan = planOf(folder);
  const examples = (prefix: string, count: number): Examples => ({
    images: fromBytes(bytes(`${prefix}images.${plan.pixels}`), plan.pixels),
    labels: new Uint8Array(bytes(`${prefix}labels.u8`)),
    count,
  });
  return {
    plan,
    initial: splitParameters(floatsOf(bytes('initial.f32')), plan.network),
    train: examples('', plan.trainCount),
    order: new Uint32Array(copied(bytes('order.u32'))),
    test: examples('test-', plan.testCount),
  };
}

/**
 * All parameters in one array → one array each. They share the memory.
 *
 * @throws Error when the numbers are not as many as the parameters need
 */
export function splitParameters(all: Float32Array, network: PlannedNetwork): Float32Array[] {
  let start = 0;
  const parts = shapeOf(network).parameters.map(({ rows, cols }) => all.subarray(start, (start += rows * cols)));
  if (start !== all.length) throw new Error(`${all.length} numbers came, and ${start} were expected.`);
  return parts;
}

export function joinParameters(parameters: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parameters.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const parameter of parameters) {
    all.set(parameter, start);
    start += parameter.length;
  }
  return all;
}

/** @throws Error when the bytes are no whole number of floats */
export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(copied(bytes));
}

export function bytesOf(numbers: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** A buffer of its own: typed arrays of four bytes need an address that four divides. */
function copied(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** Whether every pixel is k / 255, as MNIST's are. Then a quarter of the space is enough, and nothing is lost. */
function areBytes(images: Float32Array): boolean {
  return images.every((pixel) => Math.fround(Math.round(pixel * 255) / 255) === pixel);
}

function toBytes(images: Float32Array): Uint8Array {
  return Uint8Array.from(images, (pixel) => Math.round(pixel * 255));
}

function fromBytes(bytes: Uint8Array, pixels: Plan['pixels']): Float32Array {
  return pixels === 'u8' ? Float32Array.from(bytes, (byte) => byte / 255) : floatsOf(bytes);
}
