/** What happens in each step of an example's way through the network and back, in words and with its numbers. Pure: no DOM. */
import { t } from '../../shared/l10n';
import type { NetworkAnswer, TraceAnswer } from '../../../src/protocol/networkPicture';
import { layerName } from '../inside/layerName';
import { count, figure, percent } from '../numbers';
import type { UnitPlace } from './layout';
import { type TraceStep, quantityAt, stepsOf, termsOf, valuesOf } from './steps';
import { exampleText, sourceName, unitName } from './words';

export function stepTitle({ kind, layer }: TraceStep, { layers }: NetworkAnswer): string {
  const name = layerName(layers[layer].name);
  switch (kind) {
    case 'input':
      return t('The example goes in');
    case 'sum':
      return t('{0}: weighted sums', name);
    case 'relu':
      return t('{0}: ReLU', name);
    case 'loss':
      return t('The loss');
    case 'lossGradient':
      return t('{0}: the gradient begins', name);
    case 'weights':
      return t('{0}: gradients of its weights', name);
    case 'upstream':
      return t('{0}: what comes back', name);
    case 'reluBack':
      return t('{0}: back through the ReLU', name);
    case 'update':
      return t('All gradients are there');
  }
}

/** What happens in all units of the layer at once. */
export function stepText({ kind, layer }: TraceStep, network: NetworkAnswer, trace: TraceAnswer): string {
  const { layers, classes } = network;
  const { active } = trace.layers[layer];
  switch (kind) {
    case 'input':
      return t('{0} Nothing else is known to the network than these numbers.', exampleText(network, trace));
    case 'sum':
      return t(
        'Each neuron multiplies what comes in by its weights, adds all of it, and adds its bias: z = input · weights + bias.',
      );
    case 'relu':
      return t(
        'What is below 0 becomes 0: a = max(0, z). {0} of {1} neurons are active; the others pass nothing on.',
        count(active),
        count(layers[layer].of),
      );
    case 'loss': {
      const probability = trace.probabilities[trace.label];
      return t(
        'Softmax turns the logits into probabilities. The right class, {0}, gets {1}: the loss is −log {2} = {3}.',
        classes[trace.label],
        percent(probability),
        figure(probability),
        figure(trace.loss),
      );
    }
    case 'lossGradient':
      return t(
        'Now the way back. At each output, the gradient of the loss is its probability, minus 1 at the right class: the outputs are pushed towards the truth.',
      );
    case 'weights':
      return t(
        'The gradient of a weight is what came in through it, times the gradient of the neuron that it leads to.',
      );
    case 'upstream':
      return t(
        'Each neuron gets back, from each neuron that it leads to, the gradient there times the weight between them: the same edges, backwards.',
      );
    case 'reluBack':
      return t(
        'The gradient passes where the ReLU was open. The {0} neurons that were off get 0: they learn nothing from this example.',
        count(layers[layer].of - active),
      );
    case 'update':
      return t(
        'Each weight and each bias has its gradient. Training takes the mean over a mini-batch, and moves each of them a little against it: weight − learning rate × gradient.',
      );
  }
}

/**
 * The unit that is worked out as an example: the chosen one where the step is about its layer, else the one with the largest
 * number there. Null: the step is about none.
 */
export function unitInStep(
  at: number,
  { layers }: NetworkAnswer,
  trace: TraceAnswer,
  chosen: UnitPlace,
): UnitPlace | null {
  const steps = stepsOf(layers.length);
  const { kind, layer } = steps[at];
  if (kind === 'input') return null;
  if (chosen.layer === layer || kind === 'update') return chosen;
  const quantity = quantityAt(steps, at, layer);
  const values = quantity ? valuesOf(trace, layer, quantity) : [];
  const unit = values.reduce((best, value, i) => (Math.abs(value) > Math.abs(values[best]) ? i : best), 0);
  return { layer, unit };
}

/** That unit's own arithmetic. @param rate see `plainRate` */
export function unitSentence(
  { kind }: TraceStep,
  network: NetworkAnswer,
  trace: TraceAnswer,
  at: UnitPlace,
  rate: number | null,
): string {
  const { layer, unit } = at;
  const name = unitName(network, at);
  const numbers = trace.layers[layer];
  switch (kind) {
    case 'input':
      return '';
    case 'sum':
      return `${name}: ${sumText(network, trace, at)}`;
    case 'relu':
      return numbers.z[unit] > 0
        ? t('{0}: z = {1} is above 0, so a = {1}.', name, figure(numbers.z[unit]))
        : t('{0}: z = {1} is not above 0, so a = 0. It is off.', name, figure(numbers.z[unit]));
    case 'loss':
      return t('{0}: z = {1}, probability {2}.', name, figure(numbers.z[unit]), figure(trace.probabilities[unit]));
    case 'lossGradient': {
      const isRight = network.layers[layer].units[unit] === trace.label;
      const truth = isRight ? 1 : 0;
      return `${name}: ${figure(trace.probabilities[unit])} − ${truth} = ${figure(numbers.zGradient[unit])}`;
    }
    case 'weights':
      return weightText(network, trace, at);
    case 'upstream':
      return `${name}: ${backText(network, trace, at)}`;
    case 'reluBack':
      return numbers.z[unit] > 0
        ? t('{0} was active: its gradient stays {1}.', name, figure(numbers.zGradient[unit]))
        : t('{0} was off: its gradient becomes {1}.', name, figure(numbers.zGradient[unit]));
    case 'update':
      return updateText(network, trace, at, rate);
  }
}

/** A factor of a product: a minus in front of it would be taken for an operation. */
const factor = (value: number): string => (value < 0 ? `(${figure(value)})` : figure(value));

/** Most products that are written out. */
const WRITTEN = 3;

function sumText(network: NetworkAnswer, trace: TraceAnswer, { layer, unit }: UnitPlace): string {
  const { terms, rest, others } = termsOf(network, trace, layer, unit);
  const { z } = trace.layers[layer];
  const written = terms.slice(0, WRITTEN);
  const left = terms.slice(WRITTEN).reduce((sum, { input, weight }) => sum + input * weight, rest);
  const hidden = others + terms.length - written.length;
  const parts = written.map(({ input, weight }) => `${factor(input)} · ${factor(weight)}`);
  if (hidden > 0) {
    const what =
      network.input.kind === 'image' && layer === 0 ? t('{0} pixels', count(hidden)) : t('{0} more', count(hidden));
    parts.push(`${factor(left)} [${what}]`);
  }
  parts.push(factor(network.layers[layer].bias[unit]));
  return `z = ${parts.join(' + ')} = ${figure(z[unit])}`;
}

function backText(network: NetworkAnswer, trace: TraceAnswer, { layer, unit }: UnitPlace): string {
  const next = network.layers[layer + 1];
  const gradients = trace.layers[layer + 1].zGradient;
  const whole = trace.layers[layer].aGradient[unit];
  const terms = next.units
    .map((_, to) => ({ weight: next.weights[unit * next.units.length + to], gradient: gradients[to] }))
    .sort((a, b) => Math.abs(b.weight * b.gradient) - Math.abs(a.weight * a.gradient));
  const written = terms.slice(0, WRITTEN);
  const left = written.reduce((sum, { weight, gradient }) => sum - weight * gradient, whole);
  const hidden = next.of - written.length;
  const parts = written.map(({ weight, gradient }) => `${factor(weight)} · ${factor(gradient)}`);
  if (hidden > 0) parts.push(`${factor(left)} [${t('{0} more', count(hidden))}]`);
  return `${parts.join(' + ')} = ${figure(whole)}`;
}

/** Of the weights into a unit, the one with the largest gradient; of pixels, the bias. */
function weightText(network: NetworkAnswer, trace: TraceAnswer, at: UnitPlace): string {
  const largest = largestGradient(network, trace, at);
  const name = unitName(network, at);
  const { zGradient, weightGradient, biasGradient } = trace.layers[at.layer];
  const bias = t('its bias {0}', figure(biasGradient[at.unit]));
  if (largest === null)
    return t('{0}: every pixel times {1}, shown as an image; {2}.', name, figure(zGradient[at.unit]), bias);
  const { units } = network.layers[at.layer];
  return t(
    '{0}: its weight from {1} has the gradient {2}; {3}.',
    name,
    sourceName(network, at.layer, largest.from),
    `${factor(largest.input)} · ${factor(zGradient[at.unit])} = ${figure(weightGradient[largest.from * units.length + at.unit])}`,
    bias,
  );
}

function largestGradient(
  network: NetworkAnswer,
  trace: TraceAnswer,
  { layer, unit }: UnitPlace,
): { from: number; input: number; weight: number } | null {
  const { terms } = termsOf(network, trace, layer, unit);
  return terms.reduce<(typeof terms)[number] | null>(
    (best, term) => (best === null || Math.abs(term.input) > Math.abs(best.input) ? term : best),
    null,
  );
}

function updateText(network: NetworkAnswer, trace: TraceAnswer, at: UnitPlace, rate: number | null): string {
  if (rate === null) return '';
  const { layer, unit } = at;
  const { units, bias } = network.layers[layer];
  const largest = largestGradient(network, trace, at);
  const { weightGradient, biasGradient } = trace.layers[layer];
  const [weight, gradient] = largest
    ? [largest.weight, weightGradient[largest.from * units.length + unit]]
    : [bias[unit], biasGradient[unit]];
  const step = `${figure(weight)} − ${figure(rate)} · ${factor(gradient)} = ${figure(weight - rate * gradient)}`;
  const name = unitName(network, at);
  return largest
    ? t(
        '{0}: were this example the whole mini-batch, its weight from {1} would become {2}.',
        name,
        sourceName(network, layer, largest.from),
        step,
      )
    : t('{0}: were this example the whole mini-batch, its bias would become {1}.', name, step);
}
