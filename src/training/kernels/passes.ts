/**
 * Forward, backward and update, as calls of the kernels.
 *
 * Several threads can share the work: each calls the same functions with its own `part` of `parts`, and waits at the
 * same barriers. The first layer is divided by columns, so that each thread keeps its part of the weights in its own
 * cache; everything between the first layer's output and the gradients is divided by rows, and needs no barrier.
 */
import { ADAM } from '../network/adam';
import { type Lists } from './images';
import { type Panel, panelsOf } from './layout';
import type { Kernels } from './module';
import type { LayerMemory, MemoryPlan } from './plan';

/** `PLAIN`, `PENALTY`, `MOMENTUM`, `WRITE` in `assembly/update.ts`; the kernels know Adam by a function of its own. */
export type Rule = 0 | 1 | 2 | 3 | 4;
export const RULES = { plain: 0, penalty: 1, momentum: 2, write: 3, adam: 4 } as const;

/** How parameters move. */
export interface Move {
  rule: Rule;
  learningRate: number;
  momentum: number;
  /** λ of the L2 penalty, of Adam that of weight decay; it holds for weights and not for biases. */
  l2: number;
  /** Of Adam: the number of the step, from 1. */
  step?: number;
}

/** Where numbers lie that move together: parameters, what is remembered of them, and their gradients. */
interface Moved {
  values: number;
  velocities: number;
  squares: number;
  gradients: number;
}

/** Moves `count` parameters by gradients that were written down. */
export function moveBy(kernels: Kernels, move: Move, count: number, moved: Moved, l2 = move.l2): void {
  const { rule, learningRate, momentum, step = 1 } = move;
  const { values, velocities, squares, gradients } = moved;
  if (rule !== RULES.adam)
    return kernels.moveAll(rule, count, values, velocities, gradients, learningRate, momentum, l2);
  const { beta1, beta2, epsilon } = ADAM;
  const rate = learningRate / (1 - beta1 ** step);
  const share = 1 / (1 - beta2 ** step);
  const left = 1 - learningRate * l2;
  kernels.adamAll(count, values, velocities, squares, gradients, rate, share, left, beta1, beta2, epsilon);
}

/** The rows of a batch, and where they come from. */
export interface Batch {
  rows: number;
  /** Address of u32: which images of the source. */
  ids: number;
  source: { kind: 'lists'; lists: Lists } | { kind: 'dense'; images: number };
}

/** Who does what, and how to wait for the others. */
export interface Share {
  part: number;
  parts: number;
  barrier(): void;
}

const ALONE: Share = { part: 0, parts: 1, barrier: () => undefined };

/** The part of 0 … count − 1 that belongs to a thread. */
function range(count: number, { part, parts }: Share, step = 1): [number, number] {
  const units = Math.ceil(count / step);
  const at = (i: number): number => Math.min(count, Math.floor((units * i) / parts) * step);
  return [at(part), at(part + 1)];
}

export class Passes {
  private readonly kernels: Kernels;
  private readonly plan: MemoryPlan;
  private readonly share: Share;
  private readonly room: number;
  private readonly firstPanels: Panel[];
  /** Where the panels are fewer than the threads, the first layer is divided by rows. */
  private readonly byPanels: boolean;

  constructor(kernels: Kernels, plan: MemoryPlan, share: Share = ALONE) {
    this.kernels = kernels;
    this.plan = plan;
    this.share = share;
    this.room = plan.rooms[share.part];
    const panels = panelsOf(plan.layers[0].outputs);
    this.byPanels = panels.length >= share.parts;
    this.firstPanels = this.byPanels ? panels.slice(...range(panels.length, share)) : panels;
  }

  /** Fills the outputs of all layers. */
  forward(batch: Batch, withDropout: boolean): void {
    this.firstForward(batch, withDropout);
    this.share.barrier();
    const [from, to] = range(batch.rows, this.share, 4);
    for (let i = 1; i < this.plan.layers.length; i++) this.denseForward(i, from, to, withDropout);
  }

  /** The gradient of the mean loss with respect to the logits. @returns the sum of the losses of this thread's rows */
  loss(batch: Batch, labels: number): number {
    const last = this.plan.layers[this.plan.layers.length - 1];
    const [from, to] = range(batch.rows, this.share, 4);
    return this.kernels.softmaxLoss(
      from,
      to,
      batch.rows,
      last.outputs,
      last.output,
      last.outputGradient,
      last.paddedOutputs * 4,
      labels,
      batch.ids,
    );
  }

  /**
   * From the gradient of the logits to all others, and the move of the parameters (or the gradients written down).
   *
   * @param inputs where to write the gradient of dense inputs, rows as wide as theirs; 0 where it is not needed
   */
  backward(batch: Batch, move: Move, withDropout: boolean, inputs = 0): void {
    const { layers } = this.plan;
    const [from, to] = range(batch.rows, this.share, 4);
    // The weights are moved only after every thread has read them.
    for (let i = layers.length - 1; i > 0; i--) this.inputGradient(i, from, to, withDropout);
    if (inputs !== 0) this.productBack(layers[0], from, to, inputs);
    if (batch.source.kind === 'lists' && this.share.part === this.share.parts - 1) this.turn(batch);
    this.share.barrier();
    for (let i = layers.length - 1; i > 0; i--) {
      const input = layers[i - 1];
      this.moveDense(layers[i], batch.rows, input.output, input.paddedOutputs * 4, move);
    }
    if (batch.source.kind === 'lists') this.moveFirst(batch, move);
    else this.moveDense(layers[0], batch.rows, this.plan.batch, layers[0].paddedInputs * 4, move);
    this.share.barrier();
  }

  private firstForward(batch: Batch, withDropout: boolean): void {
    const layer = this.plan.layers[0];
    const relu = this.plan.layers.length > 1 ? 1 : 0;
    const stride = layer.paddedOutputs * 4;
    const [from, to] = this.byPanels ? [0, batch.rows] : range(batch.rows, this.share);
    if (batch.source.kind === 'dense') {
      const [first, end] = range(batch.rows, this.share, 4);
      const bytes = layer.paddedInputs * 4;
      this.kernels.gather(
        end - first,
        batch.ids + first * 4,
        batch.source.images,
        bytes,
        this.plan.batch + first * bytes,
      );
      this.product(layer, first, end, this.plan.batch, relu);
      this.drop(layer, first, end, 0, layer.paddedOutputs, withDropout);
      return;
    }
    const { lists } = batch.source;
    for (const { first, width } of this.firstPanels) {
      this.kernels.sparseForward(
        width,
        to - from,
        batch.ids + from * 4,
        lists.starts,
        lists.places,
        lists.values,
        layer.weights + first * layer.inputs * 4,
        layer.bias + first * 4,
        layer.output + from * stride + first * 4,
        stride,
        relu,
      );
      this.drop(layer, from, to, first, first + width, withDropout);
    }
  }

  private denseForward(i: number, from: number, to: number, withDropout: boolean): void {
    const layer = this.plan.layers[i];
    this.product(layer, from, to, this.plan.layers[i - 1].output, i < this.plan.layers.length - 1 ? 1 : 0);
    this.drop(layer, from, to, 0, layer.paddedOutputs, withDropout);
  }

  /** X · W + b for some rows, W row by row. */
  private product(layer: LayerMemory, from: number, to: number, input: number, relu: number): void {
    const { inputs, paddedInputs, paddedOutputs, weights, bias, output } = layer;
    const out = output + from * paddedOutputs * 4;
    this.kernels.product(
      to - from,
      paddedOutputs,
      inputs,
      input + from * paddedInputs * 4,
      paddedInputs * 4,
      4,
      weights,
      paddedOutputs * 4,
      0,
      out,
      paddedOutputs * 4,
      this.room,
    );
    this.kernels.addBias(to - from, 0, paddedOutputs, out, paddedOutputs * 4, bias, relu);
  }

  private drop(layer: LayerMemory, from: number, to: number, first: number, end: number, withDropout: boolean): void {
    if (!withDropout || layer.mask === 0) return;
    const stride = layer.paddedOutputs * 4;
    this.kernels.scaleBy(to - from, first, end, layer.output + from * stride, layer.mask + from * stride, stride);
  }

  /** Of layer i: the gradient of what the layer before put into its ReLU. */
  private inputGradient(i: number, from: number, to: number, withDropout: boolean): void {
    const before = this.plan.layers[i - 1];
    const stride = before.paddedOutputs * 4;
    const target = before.outputGradient + from * stride;
    this.productBack(this.plan.layers[i], from, to, before.outputGradient);
    if (withDropout && before.mask !== 0) {
      this.kernels.scaleBy(to - from, 0, before.paddedOutputs, target, before.mask + from * stride, stride);
    }
    this.kernels.maskRelu(to - from, 0, before.paddedOutputs, target, before.output + from * stride, stride);
  }

  /** dY · Wᵀ for some rows. */
  private productBack(layer: LayerMemory, from: number, to: number, target: number): void {
    const { outputs, paddedInputs, paddedOutputs, outputGradient, weights } = layer;
    const width = paddedOutputs * 4;
    const stride = paddedInputs * 4;
    this.kernels.product(
      to - from,
      paddedInputs,
      outputs,
      outputGradient + from * width,
      width,
      4,
      weights,
      width,
      1,
      target + from * stride,
      stride,
      this.room,
    );
  }

  private turn({ rows, ids, source }: Batch): void {
    if (source.kind !== 'lists') return;
    const { starts, places, values } = source.lists;
    const { heads, cursors, entries } = this.plan;
    const { inputs } = this.plan.layers[0];
    this.kernels.turnLists(rows, ids, starts, places, values, inputs, heads, cursors, entries);
  }

  private moveFirst({ rows }: Batch, move: Move): void {
    const layer = this.plan.layers[0];
    const isAdam = move.rule === RULES.adam;
    const rule = isAdam ? RULES.write : move.rule;
    const second = rule === RULES.write ? layer.weightGradient : layer.weightVelocity;
    const [from, to] = this.byPanels ? [0, layer.inputs] : range(layer.inputs, this.share);
    for (const { first, width } of this.firstPanels) {
      this.kernels.packColumns(width, rows, layer.outputGradient + first * 4, layer.paddedOutputs * 4, this.room);
      const shift = first * layer.inputs * 4;
      this.kernels.sparseUpdate(
        rule,
        width,
        from,
        to,
        this.plan.heads,
        this.room,
        layer.weights + shift,
        second + shift,
        move.learningRate,
        move.momentum,
        move.l2,
      );
      if (isAdam) this.moveWeights(layer, shift + from * width * 4, (to - from) * width, move);
    }
    this.moveBias(layer, rows, move);
  }

  /** From a place on, counted in bytes. */
  private moveWeights(layer: LayerMemory, shift: number, count: number, move: Move): void {
    const { weights, weightVelocity, weightSquare, weightGradient } = layer;
    const moved = {
      values: weights + shift,
      velocities: weightVelocity + shift,
      squares: weightSquare + shift,
      gradients: weightGradient + shift,
    };
    moveBy(this.kernels, move, count, moved);
  }

  /** Xᵀ · dY for this thread's rows of W, and their move. */
  private moveDense(layer: LayerMemory, rows: number, input: number, stride: number, move: Move): void {
    const { paddedInputs, paddedOutputs, weightGradient, outputGradient } = layer;
    const [from, to] = range(paddedInputs, this.share, 8);
    const shift = from * paddedOutputs * 4;
    this.kernels.product(
      to - from,
      paddedOutputs,
      rows,
      input + from * 4,
      4,
      stride,
      outputGradient,
      paddedOutputs * 4,
      0,
      weightGradient + shift,
      paddedOutputs * 4,
      this.room,
    );
    if (move.rule !== RULES.write) this.moveWeights(layer, shift, (to - from) * paddedOutputs, move);
    this.moveBias(layer, rows, move);
  }

  private moveBias(layer: LayerMemory, rows: number, move: Move): void {
    if (this.share.part !== 0) return;
    const { paddedOutputs, bias, biasVelocity, biasSquare, biasGradient, outputGradient } = layer;
    this.kernels.columnSums(rows, paddedOutputs, outputGradient, paddedOutputs * 4, biasGradient);
    if (move.rule === RULES.write) return;
    const rule = move.rule === RULES.penalty ? RULES.plain : move.rule;
    const moved = { values: bias, velocities: biasVelocity, squares: biasSquare, gradients: biasGradient };
    moveBy(this.kernels, { ...move, rule }, paddedOutputs, moved, 0);
  }
}
