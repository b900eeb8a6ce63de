/** The convolutional network, whose numbers all live in WebAssembly memory and whose work the kernels do. */
import { type ConvNetSpec, parameterShapes } from '../network/convNet';
import { numbersOf } from '../network/image';
import type { Parameter } from '../network/layer';
import type { TrainableNetwork } from '../network/library';
import { Matrix } from '../network/matrix';
import { shape } from '../network/matmul';
import type { TrainingData } from '../network/train';
import { Arena } from './arena';
import { ConvStage, type PixelImages, eachNumber, takeImages } from './convStage';
import { gathered, spread } from './layout';
import { type SimdKind, instantiate } from './module';
import { type Batch, type Move, Passes, RULES } from './passes';
import { type LayerMemory, type MemoryPlan, planMemory } from './plan';

/** Rows that `forward` takes at once, at least. */
const SLICE = 256;

export interface FastConvOptions {
  spec: ConvNetSpec;
  /** What to start from: weights and bias of each layer, in the order of `parameters()`. Copied. */
  initial: readonly Matrix[];
  /** What to train on. The images are read in each step, and must not change. */
  data: TrainingData;
  /** Rows of the largest batch. */
  batchSize: number;
  momentum?: boolean;
  adam?: boolean;
}

/**
 * Trains as `createConvNet`'s network with `train` or `compose` does; results differ in the last digits. It is used as
 * `FastNetwork` is.
 */
export class FastConvNet implements TrainableNetwork {
  private readonly spec: ConvNetSpec;
  private readonly data: TrainingData;
  private readonly momentum: boolean;
  private readonly arena = new Arena();
  private readonly image: PixelImages;
  private readonly stages: ConvStage[];
  /** The dense layer at the end. */
  private readonly plan: MemoryPlan;
  private readonly passes: Passes;
  private readonly labels: number;
  private order: ArrayLike<number>;
  /** Of the last `forward`, for `backward`. */
  private last: Batch | null = null;

  /**
   * @throws UserError when there is not enough memory
   * @throws Error when the network does not fit the data or the initial parameters
   */
  constructor(simd: SimdKind, { spec, initial, data, batchSize, momentum = false, adam = false }: FastConvOptions) {
    checkShapes(spec, initial, data);
    const { arena } = this;
    const kernels = instantiate(simd, arena.memory);
    const capacity = Math.max(SLICE, batchSize);
    this.spec = spec;
    this.data = data;
    this.momentum = momentum || adam;
    this.image = takeImages(arena, capacity, spec.image, spec.image.channels, false);
    let input = this.image;
    this.stages = spec.filters.map((filters) => {
      const stage = new ConvStage(arena, kernels, input, filters, capacity, { momentum, adam });
      input = stage.output;
      return stage;
    });
    const { height, width } = input.shape;
    this.plan = planMemory(arena, kernels, {
      sizes: [height * width * input.channels, spec.classes],
      capacity,
      sparse: false,
      batchEntries: 0,
      momentum,
      adam,
      dropout: false,
      threads: 1,
    });
    this.passes = new Passes(kernels, this.plan);
    this.labels = arena.take(capacity);
    this.order = Uint32Array.from({ length: data.labels.length }, (_, i) => i);
    this.setParameters(initial.map(({ data: numbers }) => numbers));
  }

  /** Says in which order `step` goes through the data: numbers of examples. */
  setOrder(order: ArrayLike<number>): void {
    this.order = order;
  }

  /**
   * One step of training on the examples `start` … `start + rows − 1` of the order.
   *
   * @returns the mean loss of the batch, before the step
   */
  step(start: number, rows: number, move: Move): number {
    this.last = null;
    const { data, arena, order } = this;
    const chosen = Array.from({ length: rows }, (_, i) => order[start + i]);
    arena.bytes(this.labels, rows).set(chosen.map((i) => data.labels[i]));
    this.show(data.images, chosen);
    const batch = this.batchOf(rows);
    this.forwardAll(batch);
    const loss = this.passes.loss(batch, this.labels);
    this.backwardAll(batch, move);
    for (const stage of this.stages) stage.move(move);
    return loss / rows;
  }

  /** @param parameters in the order of `parameters()` */
  setParameters(parameters: readonly ArrayLike<number>[]): void {
    this.stages.forEach((stage, i) => stage.write(parameters[2 * i], parameters[2 * i + 1]));
    const [weights, bias] = parameters.slice(-2);
    this.writeDense(this.dense.weights, this.dense.bias, weights, bias);
  }

  /** Momentum begins from a standstill again. */
  stand(): void {
    if (!this.momentum) return;
    for (const stage of this.stages) stage.stand();
    const { weightVelocity, biasVelocity, paddedInputs, paddedOutputs } = this.dense;
    this.arena.floats(weightVelocity, paddedInputs * paddedOutputs).fill(0);
    this.arena.floats(biasVelocity, paddedOutputs).fill(0);
  }

  /** batch × pixels → batch × classes: the logits. */
  forward(x: Matrix): Matrix {
    const inputs = numbersOf(this.spec.image);
    if (x.cols !== inputs) throw new Error(`FastConvNet: the network has ${inputs} inputs, but x is ${shape(x)}`);
    const { outputs, output, paddedOutputs } = this.dense;
    const result = new Float32Array(x.rows * outputs);
    for (let start = 0; start < x.rows; start += SLICE) {
      const rows = Math.min(SLICE, x.rows - start);
      const batch = this.batchOf(rows);
      this.show(
        x,
        Array.from({ length: rows }, (_, i) => start + i),
      );
      this.forwardAll(batch);
      result.set(
        gathered(this.arena.floats(output, rows * paddedOutputs), rows, outputs, paddedOutputs),
        start * outputs,
      );
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
    const batch = this.last;
    if (batch === null) {
      throw new Error(`FastConvNet: backward needs a forward of at most ${SLICE} rows directly before it`);
    }
    const { outputs, outputGradient, paddedOutputs } = this.dense;
    if (upstream.rows !== batch.rows || upstream.cols !== outputs) {
      throw new Error(`FastConvNet: the last output was ${batch.rows}×${outputs}, but upstream is ${shape(upstream)}`);
    }
    const gradient = this.arena.floats(outputGradient, batch.rows * paddedOutputs);
    gradient.fill(0);
    spread(upstream.data, batch.rows, outputs, gradient, paddedOutputs);
    this.backwardAll(batch, { rule: RULES.write, learningRate: 0, momentum: 0, l2: 0 });
  }

  /** Copies of weights and bias of each layer, in the order of the layers. */
  parameters(): Parameter[] {
    const { weights, weightGradient, bias, biasGradient } = this.dense;
    return [
      ...this.stages.flatMap((stage) => stage.parameters()),
      { value: this.denseWeightsAt(weights), gradient: this.denseWeightsAt(weightGradient) },
      { value: this.denseBiasAt(bias), gradient: this.denseBiasAt(biasGradient) },
    ];
  }

  /** As `FastNetwork`'s. */
  velocities(): Float32Array[] | null {
    if (!this.momentum) return null;
    const { weightVelocity, biasVelocity, weightSquare, biasSquare } = this.dense;
    const dense = (weights: number, bias: number): Float32Array[] => [
      this.denseWeightsAt(weights).data,
      this.denseBiasAt(bias).data,
    ];
    return [
      ...this.stages.flatMap((stage) => stage.velocities()),
      ...dense(weightVelocity, biasVelocity),
      ...(weightSquare === 0
        ? []
        : [...this.stages.flatMap((stage) => stage.squares()), ...dense(weightSquare, biasSquare)]),
    ];
  }

  /** @param velocities of a network of the same sizes, made with momentum or for Adam as this one */
  restoreVelocities(velocities: readonly ArrayLike<number>[]): void {
    this.stages.forEach((stage, i) => stage.restoreVelocities(velocities[2 * i], velocities[2 * i + 1]));
    const { weightVelocity, biasVelocity, weightSquare, biasSquare } = this.dense;
    const each = 2 * this.stages.length + 2;
    this.writeDense(weightVelocity, biasVelocity, velocities[each - 2], velocities[each - 1]);
    if (weightSquare === 0) return;
    this.stages.forEach((stage, i) => stage.restoreSquares(velocities[each + 2 * i], velocities[each + 2 * i + 1]));
    this.writeDense(weightSquare, biasSquare, velocities[2 * each - 2], velocities[2 * each - 1]);
  }

  private get dense(): LayerMemory {
    return this.plan.layers[0];
  }

  /** What the dense layer gets. */
  private get pooled(): PixelImages {
    return this.stages[this.stages.length - 1].output;
  }

  private batchOf(rows: number): Batch {
    return { rows, ids: this.plan.identity, source: { kind: 'dense', images: this.pooled.values } };
  }

  /** Puts images where the first convolution reads them. */
  private show({ data }: Matrix, chosen: readonly number[]): void {
    const { stride, values, channels } = this.image;
    const pixels = numbersOf(this.spec.image);
    const target = this.arena.floats(values, chosen.length * stride);
    chosen.forEach((example, i) => {
      const one = data.subarray(example * pixels, (example + 1) * pixels);
      if (channels === 1) target.set(one, i * stride);
      else eachNumber(this.image, (own, there) => (target[i * stride + own] = one[there]));
    });
  }

  private forwardAll(batch: Batch): void {
    for (const stage of this.stages) stage.forward(batch.rows);
    this.passes.forward(batch, false);
  }

  private backwardAll(batch: Batch, move: Move): void {
    this.passes.backward(batch, move, false, this.pooled.gradient);
    for (const stage of this.stages.toReversed()) stage.backward(batch.rows);
  }

  private writeDense(toWeights: number, toBias: number, weights: ArrayLike<number>, bias: ArrayLike<number>): void {
    const { paddedInputs, paddedOutputs, outputs } = this.dense;
    const target = this.arena.floats(toWeights, paddedInputs * paddedOutputs);
    eachNumber(this.pooled, (own, there) => {
      for (let col = 0; col < outputs; col++) target[own * paddedOutputs + col] = weights[there * outputs + col];
    });
    this.arena.floats(toBias, outputs).set(bias);
  }

  private denseWeightsAt(address: number): Matrix {
    const { paddedInputs, paddedOutputs, outputs } = this.dense;
    const source = this.arena.floats(address, paddedInputs * paddedOutputs);
    const result = Matrix.zeros(numbersOf(this.pooled.shape), outputs);
    eachNumber(this.pooled, (own, there) => {
      for (let col = 0; col < outputs; col++) result.data[there * outputs + col] = source[own * paddedOutputs + col];
    });
    return result;
  }

  private denseBiasAt(address: number): Matrix {
    return new Matrix(1, this.dense.outputs, Float32Array.from(this.arena.floats(address, this.dense.outputs)));
  }
}

function checkShapes(spec: ConvNetSpec, initial: readonly Matrix[], { images, labels }: TrainingData): void {
  const pixels = numbersOf(spec.image);
  if (images.cols !== pixels || images.rows !== labels.length) {
    throw new Error(
      `FastConvNet: images are ${shape(images)} with ${labels.length} labels, but the network has ${pixels} inputs`,
    );
  }
  const wrong = labels.find((label) => label >= spec.classes);
  if (wrong !== undefined) throw new Error(`FastConvNet: a label is ${wrong}, but there are ${spec.classes} classes`);
  const expected = parameterShapes(spec).map(({ rows, cols }) => `${rows}×${cols}`);
  const actual = initial.map(shape);
  if (expected.join() !== actual.join()) {
    throw new Error(`FastConvNet: the initial parameters are ${actual.join(', ')}, but must be ${expected.join(', ')}`);
  }
}
