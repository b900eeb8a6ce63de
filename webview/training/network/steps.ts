/** The way of one example through the network and back, in steps that are looked at one by one. Pure: no DOM. */
import type { NetworkAnswer, TraceAnswer } from '../../../src/protocol/networkPicture';

/**
 * `layer` is the place of the layer that the step is about. Forward: the example goes in, a layer sums, its ReLU cuts, the loss
 * compares. Back: the gradient of the loss, the gradients of a layer's weights, what reaches the layer before, and what its ReLU
 * lets through. At the end: all gradients are there.
 */
export interface TraceStep {
  kind: 'input' | 'sum' | 'relu' | 'loss' | 'lossGradient' | 'weights' | 'upstream' | 'reluBack' | 'update';
  layer: number;
}

export function stepsOf(layers: number): TraceStep[] {
  const last = layers - 1;
  const steps: TraceStep[] = [{ kind: 'input', layer: 0 }];
  for (let layer = 0; layer < layers; layer++) {
    steps.push({ kind: 'sum', layer });
    if (layer < last) steps.push({ kind: 'relu', layer });
  }
  steps.push({ kind: 'loss', layer: last }, { kind: 'lossGradient', layer: last });
  for (let layer = last; layer >= 0; layer--) {
    steps.push({ kind: 'weights', layer });
    if (layer > 0) steps.push({ kind: 'upstream', layer: layer - 1 }, { kind: 'reluBack', layer: layer - 1 });
  }
  steps.push({ kind: 'update', layer: 0 });
  return steps;
}

/** What the nodes of a layer show. */
type Quantity = 'z' | 'a' | 'probability' | 'aGradient' | 'zGradient';

const SHOWS: Readonly<Partial<Record<TraceStep['kind'], Quantity>>> = {
  sum: 'z',
  relu: 'a',
  loss: 'probability',
  lossGradient: 'zGradient',
  upstream: 'aGradient',
  reluBack: 'zGradient',
};

/** What the nodes of a layer show after step `at`: what came to it last. Null: nothing has reached it. */
export function quantityAt(steps: readonly TraceStep[], at: number, layer: number): Quantity | null {
  for (let i = Math.min(at, steps.length - 1); i >= 0; i--) {
    const shows = SHOWS[steps[i].kind];
    if (shows && steps[i].layer === layer) return shows;
  }
  return null;
}

/** The numbers of a layer's shown units. */
export function valuesOf(trace: TraceAnswer, layer: number, quantity: Quantity): readonly number[] {
  return quantity === 'probability' ? trace.probabilities : trace.layers[layer][quantity];
}

/** What the edges into a layer carry in a step. */
interface Carried {
  /** The layer that they lead to. */
  layer: number;
  /** From × to, as `weights` of the layer; empty where pixels go in. */
  values: readonly number[];
  flow: 'forward' | 'back' | 'none';
}

/** Null: in this step nothing runs along the edges. */
export function carriedIn(step: TraceStep, network: NetworkAnswer, trace: TraceAnswer): Carried | null {
  const { layer } = step;
  switch (step.kind) {
    case 'sum': {
      const { units, weights } = network.layers[layer];
      const inputs = inputsOf(network, trace, layer);
      const values = weights.map((weight, i) => weight * inputs[Math.floor(i / units.length)]);
      return { layer, values, flow: 'forward' };
    }
    case 'weights':
      return { layer, values: trace.layers[layer].weightGradient, flow: 'none' };
    case 'upstream': {
      const { units, weights } = network.layers[layer + 1];
      const gradients = trace.layers[layer + 1].zGradient;
      const values = weights.map((weight, i) => weight * gradients[i % units.length]);
      return { layer: layer + 1, values, flow: 'back' };
    }
    default:
      return null;
  }
}

/** What goes into a layer: the coordinates, or the activations of the shown units before it. */
function inputsOf(network: NetworkAnswer, trace: TraceAnswer, layer: number): readonly number[] {
  if (layer > 0) return trace.layers[layer - 1].a;
  return network.input.kind === 'plane' ? trace.input : [];
}

/** A part of a sum: which input it comes from, and how much it is. */
interface Term {
  from: number;
  input: number;
  weight: number;
}

/** The terms of the sum of one unit that are shown, largest first, and what the rest of them comes to. */
export function termsOf(
  network: NetworkAnswer,
  trace: TraceAnswer,
  layer: number,
  unit: number,
): { terms: Term[]; rest: number; others: number } {
  const { units, weights, bias } = network.layers[layer];
  const inputs = inputsOf(network, trace, layer);
  const terms = inputs
    .map((input, from): Term => ({ from, input, weight: weights[from * units.length + unit] }))
    .sort((a, b) => Math.abs(b.input * b.weight) - Math.abs(a.input * a.weight));
  const shown = terms.reduce((sum, { input, weight }) => sum + input * weight, 0);
  const all = layer > 0 ? network.layers[layer - 1].of : trace.input.length;
  return { terms, rest: trace.layers[layer].z[unit] - bias[unit] - shown, others: all - terms.length };
}

/**
 * The learning rate of plain gradient descent as it is now.
 *
 * @returns null where a step is not the learning rate times the gradient, or the rate follows a schedule
 */
export function plainRate(
  config: { optimizer: string; learningRate: number; momentum: number; l2: number; schedule: string },
  changes: readonly { field: string; value: number }[],
): number | null {
  const now = { learningRate: config.learningRate, momentum: config.momentum, l2: config.l2 };
  for (const { field, value } of changes) if (field in now) now[field as keyof typeof now] = value;
  const isPlain = config.optimizer !== 'adam' && config.schedule === 'constant';
  return isPlain && now.momentum === 0 && now.l2 === 0 ? now.learningRate : null;
}
