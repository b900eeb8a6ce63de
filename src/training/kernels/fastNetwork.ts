/** A network of dense layers whose numbers all live in WebAssembly memory, and whose work the kernels do. */
import type { Parameter } from '../network/layer';
import type { TrainableNetwork } from '../network/library';
import { Matrix } from '../network/matrix';
import { shape } from '../network/matmul';
import type { TrainingData } from '../network/train';
import { Arena } from './arena';
import { fillLists, isSparse, storeLists, takeLists } from './images';
import { gathered, gatheredPanels, padded, spread, spreadPanels } from './layout';
import { type SimdKind, type Kernels, instantiate } from './module';
import { type Batch, type Move, Passes, RULES } from './passes';
import { type LayerMemory, type MemoryPlan, planMemory } from './plan';

/** Rows that `forward` takes at once, at least. */
const SLICE = 256;

interface FastOptions {
  /** Inputs, hidden layers, outputs. */
  sizes: readonly number[];
  /** What to start from: weights and bias of each layer, in the order of `parameters()`. Copied. */
  initial: readonly Matrix[];
  /** What to train on. Copied. */
  data: TrainingData;
  /** Rows of the largest batch. */
  batchSize: number;
  momentum?: boolean;
  adam?: boolean;
  dropout?: boolean;
  /** More than one thread; `start` starts the others. */
  threads?: { count: number; start(work: SharedWork): Team };
}

/** What threads share: one memory, and in it the network, the data (`labels` is an address) and the batches. */
export interface SharedWork {
  arena: Arena;
  kernels: Kernels;
  simd: SimdKind;
  plan: MemoryPlan;
  source: Batch['source'];
  labels: number;
  parts: number;
}

/** Threads that do the steps of one network together. */
export interface Team {
  /** @param ids address of the batch's numbers @returns the sum of the losses of the batch */
  step(rows: number, ids: number, move: Move): number;
  dispose(): Promise<void>;
}

/**
 * Trains as `Network` with `train` or `compose` does; results differ in the last digits, because sums are added up in
 * another order. Two ways to use it:
 *
 * - `setOrder` and `step` train on the data that it was made with, by numbers of examples; nothing is copied.
 * - `forward`, `backward` and `parameters` are those of every network, and copy: `parameters()` is what the parameters
 *   are now, and what their gradients were in the last `backward`; later steps do not change it.
 */
export class FastNetwork implements TrainableNetwork {
  readonly simd: SimdKind;
  /** Whether the first layer works on lists of what is not 0. */
  readonly sparse: boolean;
  private readonly arena = new Arena();
  private readonly kernels: Kernels;
  private readonly plan: MemoryPlan;
  private readonly passes: Passes;
  private readonly team: Team | null;
  private readonly source: Batch['source'];
  private readonly labels: number;
  private readonly order: number;
  /** Of the last `forward`, for `backward`. */
  private last: Batch | null = null;
  private readonly visiting: Batch['source'];

  /**
   * @throws UserError when there is not enough memory
   * @throws Error when the sizes do not fit the data or the initial parameters
   */
  constructor(simd: SimdKind, options: FastOptions) {
    const { sizes, initial, data, batchSize, momentum = false, adam = false, dropout = false, threads } = options;
    checkShapes(sizes, initial, data);
    this.simd = simd;
    this.kernels = instantiate(simd, this.arena.memory);
    const { images, labels } = data;
    this.sparse = isSparse(images.data, images.cols);
    this.source = this.sparse
      ? { kind: 'lists', lists: storeLists(this.arena, images.data, images.rows, images.cols) }
      : { kind: 'dense', images: this.storeDense(images) };
    this.labels = this.arena.take(labels.length);
    this.arena.bytes(this.labels, labels.length).set(labels);
    this.order = this.arena.take(labels.length * 4);
    const capacity = Math.max(SLICE, batchSize);
    const inputs = sizes[0];
    const longest = this.source.kind === 'lists' ? this.source.lists.longest : 0;
    this.plan = planMemory(this.arena, this.kernels, {
      sizes,
      capacity,
      sparse: this.sparse,
      batchEntries: Math.max(batchSize * longest, SLICE * inputs),
      momentum,
      adam,
      dropout,
      threads: threads?.count ?? 1,
    });
    this.visiting = this.sparse
      ? { kind: 'lists', lists: takeLists(this.arena, SLICE, SLICE * inputs) }
      : { kind: 'dense', images: this.arena.take(SLICE * padded(inputs) * 4) };
    this.setParameters(initial.map(({ data: numbers }) => numbers));
    this.passes = new Passes(this.kernels, this.plan);
    const { arena, kernels, plan, source, labels: addressOfLabels } = this;
    const work = { arena, kernels, simd, plan, source, labels: addressOfLabels };
    this.team = threads?.start({ ...work, parts: threads.count }) ?? null;
  }

  /** Says in which order `step` goes through the data: numbers of examples. */
  setOrder(order: ArrayLike<number>): void {
    this.arena.words(this.order, order.length).set(order);
  }

  /**
   * The factors of dropout for the next step, layer after layer: numbers that a hidden layer's outputs are multiplied by.
   *
   * @param next gives one factor after the other, in the order of rows and columns
   */
  drawMasks(rows: number, next: () => number): void {
    for (const { mask, outputs, paddedOutputs } of this.plan.layers) {
      if (mask === 0) continue;
      const factors = this.arena.floats(mask, rows * paddedOutputs);
      for (let row = 0; row < rows; row++) {
        for (let col = 0; col < outputs; col++) factors[row * paddedOutputs + col] = next();
      }
    }
  }

  /**
   * One step of training on the examples `start` … `start + rows − 1` of the order.
   *
   * @returns the mean loss of the batch, before the step
   */
  step(start: number, rows: number, move: Move): number {
    const batch: Batch = { rows, ids: this.order + start * 4, source: this.source };
    this.last = null;
    if (this.team !== null) return this.team.step(rows, batch.ids, move) / rows;
    this.passes.forward(batch, true);
    const loss = this.passes.loss(batch, this.labels);
    this.passes.backward(batch, move, true);
    return loss / rows;
  }

  /** @param parameters in the order of `parameters()` */
  setParameters(parameters: readonly ArrayLike<number>[]): void {
    this.plan.layers.forEach((layer, i) => {
      this.writeWeights(layer, layer.weights, parameters[2 * i]);
      this.writeBias(layer, layer.bias, parameters[2 * i + 1]);
    });
  }

  /** Momentum begins from a standstill again. */
  stand(): void {
    for (const { weightVelocity, biasVelocity, paddedInputs, paddedOutputs } of this.plan.layers) {
      if (weightVelocity === 0) continue;
      this.arena.floats(weightVelocity, paddedInputs * paddedOutputs).fill(0);
      this.arena.floats(biasVelocity, paddedOutputs).fill(0);
    }
  }

  /** Ends its threads; without more than one, there is nothing to end. */
  async dispose(): Promise<void> {
    await this.team?.dispose();
  }

  /** batch × inputs → batch × outputs: the logits, without dropout. */
  forward(x: Matrix): Matrix {
    const { layers } = this.plan;
    const { inputs } = layers[0];
    if (x.cols !== inputs) throw new Error(`FastNetwork: the network has ${inputs} inputs, but x is ${shape(x)}`);
    const { outputs, output, paddedOutputs } = layers[layers.length - 1];
    const result = new Float32Array(x.rows * outputs);
    for (let start = 0; start < x.rows; start += SLICE) {
      const rows = Math.min(SLICE, x.rows - start);
      const batch: Batch = { rows, ids: this.plan.identity, source: this.visiting };
      this.visit(x.data.subarray(start * inputs, (start + rows) * inputs), rows);
      this.passes.forward(batch, false);
      const logits = gathered(this.arena.floats(output, rows * paddedOutputs), rows, outputs, paddedOutputs);
      result.set(logits, start * outputs);
      this.last = x.rows <= SLICE ? batch : null;
    }
    return new Matrix(x.rows, outputs, result);
  }

  /**
   * The gradients of all parameters; `parameters()` has them then.
   *
   * @param upstream of the shape of the last output
   * @throws Error when the last thing was not a `forward` of at most 256 rows
   */
  backward(upstream: Matrix): void {
    const { layers } = this.plan;
    const { outputs, outputGradient, paddedOutputs } = layers[layers.length - 1];
    const batch = this.last;
    if (batch === null) {
      throw new Error(`FastNetwork: backward needs a forward of at most ${SLICE} rows directly before it`);
    }
    if (upstream.rows !== batch.rows || upstream.cols !== outputs) {
      throw new Error(`FastNetwork: the last output was ${batch.rows}×${outputs}, but upstream is ${shape(upstream)}`);
    }
    const gradient = this.arena.floats(outputGradient, batch.rows * paddedOutputs);
    gradient.fill(0);
    spread(upstream.data, batch.rows, outputs, gradient, paddedOutputs);
    this.passes.backward(batch, { rule: RULES.write, learningRate: 0, momentum: 0, l2: 0 }, false);
  }

  /** Copies of weights and bias of each layer, in the order of the layers. */
  parameters(): Parameter[] {
    return this.plan.layers.flatMap((layer) => [
      { value: this.readWeights(layer, layer.weights), gradient: this.readWeights(layer, layer.weightGradient) },
      { value: this.readBias(layer, layer.bias), gradient: this.readBias(layer, layer.biasGradient) },
    ]);
  }

  /** Copies of what momentum remembers, in the order of `parameters()`, or of Adam's means and then its mean squares; null where it was made without. */
  velocities(): Float32Array[] | null {
    const { layers } = this.plan;
    if (layers[0].weightVelocity === 0) return null;
    const read = (layer: LayerMemory, weights: number, bias: number): Float32Array[] => [
      this.readWeights(layer, weights).data,
      this.readBias(layer, bias).data,
    ];
    return [
      ...layers.flatMap((layer) => read(layer, layer.weightVelocity, layer.biasVelocity)),
      ...layers.flatMap((layer) => (layer.weightSquare === 0 ? [] : read(layer, layer.weightSquare, layer.biasSquare))),
    ];
  }

  /** @param velocities of a network of the same sizes, made with momentum or for Adam as this one */
  restoreVelocities(velocities: readonly ArrayLike<number>[]): void {
    this.plan.layers.forEach((layer, i) => {
      this.writeWeights(layer, layer.weightVelocity, velocities[2 * i]);
      this.writeBias(layer, layer.biasVelocity, velocities[2 * i + 1]);
      if (layer.weightSquare === 0) return;
      const squares = 2 * (this.plan.layers.length + i);
      this.writeWeights(layer, layer.weightSquare, velocities[squares]);
      this.writeBias(layer, layer.biasSquare, velocities[squares + 1]);
    });
  }

  /** Puts foreign inputs where the first layer reads them. */
  private visit(images: Float32Array, rows: number): void {
    const { inputs, paddedInputs } = this.plan.layers[0];
    if (this.visiting.kind === 'lists') {
      fillLists(this.arena, this.visiting.lists, images, rows, inputs);
    } else {
      spread(images, rows, inputs, this.arena.floats(this.visiting.images, rows * paddedInputs), paddedInputs);
    }
  }

  private storeDense({ rows, cols, data }: Matrix): number {
    const stride = padded(cols);
    const address = this.arena.take(rows * stride * 4);
    spread(data, rows, cols, this.arena.floats(address, rows * stride), stride);
    return address;
  }

  private writeWeights(layer: LayerMemory, address: number, weights: ArrayLike<number>): void {
    const { inputs, outputs, paddedOutputs, panels } = layer;
    const target = this.weightsAt(layer, address);
    if (panels) spreadPanels(weights, inputs, outputs, target);
    else spread(weights, inputs, outputs, target, paddedOutputs);
  }

  private writeBias({ outputs }: LayerMemory, address: number, bias: ArrayLike<number>): void {
    this.arena.floats(address, outputs).set(bias);
  }

  private readWeights(layer: LayerMemory, address: number): Matrix {
    const { inputs, outputs, paddedOutputs, panels } = layer;
    const source = this.weightsAt(layer, address);
    const data = panels ? gatheredPanels(source, inputs, outputs) : gathered(source, inputs, outputs, paddedOutputs);
    return new Matrix(inputs, outputs, data);
  }

  private readBias({ outputs }: LayerMemory, address: number): Matrix {
    return new Matrix(1, outputs, Float32Array.from(this.arena.floats(address, outputs)));
  }

  private weightsAt({ paddedInputs, paddedOutputs }: LayerMemory, address: number): Float32Array<ArrayBufferLike> {
    return this.arena.floats(address, paddedInputs * paddedOutputs);
  }
}

function checkShapes(sizes: readonly number[], initial: readonly Matrix[], { images, labels }: TrainingData): void {
  if (sizes.length < 2) {
    throw new Error(`FastNetwork: needs at least two sizes (inputs and outputs), but got [${sizes.join(', ')}]`);
  }
  if (images.cols !== sizes[0] || images.rows !== labels.length) {
    throw new Error(
      `FastNetwork: images are ${shape(images)} with ${labels.length} labels, but the network has ${sizes[0]} inputs`,
    );
  }
  const wrong = labels.find((label) => label >= (sizes.at(-1) as number));
  if (wrong !== undefined) throw new Error(`FastNetwork: a label is ${wrong}, but there are ${sizes.at(-1)} classes`);
  const expected = sizes.slice(1).flatMap((outputs, i) => [`${sizes[i]}×${outputs}`, `1×${outputs}`]);
  const actual = initial.map(shape);
  if (expected.join() !== actual.join()) {
    throw new Error(`FastNetwork: the initial parameters are ${actual.join(', ')}, but must be ${expected.join(', ')}`);
  }
}
