/** The network as a picture, in words. Pure: no DOM. */
import { t } from '../../shared/l10n';
import type { NetworkAnswer, NetworkLayer, TraceAnswer } from '../../../src/protocol/networkPicture';
import { layerName } from '../inside/layerName';
import { count, figure } from '../numbers';
import { filterText } from '../inside/filters';
import { bendIn } from './bend';
import type { UnitPlace } from './layout';

/** The coordinates of a point. */
export const COORDINATES = ['x', 'y'] as const;

/** A unit by its layer and its number there, an output by its class. */
export function unitName({ layers, classes }: NetworkAnswer, { layer, unit }: UnitPlace): string {
  const { name, units } = layers[layer];
  if (layer === layers.length - 1) return t('Output {0}', classes[units[unit]] ?? units[unit] + 1);
  return t('{0}, neuron {1}', layerName(name), units[unit] + 1);
}

/** Where a weight comes from. */
export function sourceName(network: NetworkAnswer, layer: number, from: number): string {
  return layer === 0 ? COORDINATES[from] : unitName(network, { layer: layer - 1, unit: from });
}

/** What the whole picture is, in a sentence. */
export function networkText({ input, layers }: NetworkAnswer): string {
  const inputs = input.kind === 'plane' ? 2 : input.rows * input.cols;
  const sizes = [inputs, ...layers.map(({ of }) => of)].map(count).join(' → ');
  const hidden = layers.slice(0, -1).filter(({ of, units }) => units.length < of);
  const whole = t('{0}: from the inputs to the outputs.', sizes);
  if (hidden.length === 0) return whole;
  const [{ units, of }] = hidden;
  return t(
    '{0} {1} of {2} neurons are drawn: those with the largest weights, in and out.',
    whole,
    count(units.length),
    count(of),
  );
}

/** What one unit sees, and what listens to it. */
export function unitText(network: NetworkAnswer, at: UnitPlace): string {
  return [seesText(network, at), hearsText(network, at), listensText(network, at)]
    .filter((text) => text !== '')
    .join(' ');
}

function seesText({ input, layers }: NetworkAnswer, { layer, unit }: UnitPlace): string {
  const isOutput = layer === layers.length - 1;
  const values = layers[layer].views.at(unit) ?? [];
  if (input.kind === 'image') {
    if (layer > 0) return isOutput ? '' : t('It listens to neurons only, not to pixels.');
    return t('Its weights: {0}.', filterText(values, input.cols));
  }
  if (isOutput) return t('Its map shows the logit: where it is above 0, and where below.');
  if (values.every((value) => value === 0))
    return t('It is 0 all over this picture: a dead neuron, which learns nothing any more from these points.');
  const line = lineOf(layers[layer], unit);
  const equation = `${figure(line.across)} · x ${plus(line.up)} · y ${plus(line.bias)} = 0`;
  if (bendIn(line, input.area) === null)
    return t('Its ReLU begins at the line {0}, which lies outside this picture: here it never bends.', equation);
  return t(
    'Its ReLU begins at the line {0}. On one side it is 0; on the other, where the arrow points, it grows.',
    equation,
  );
}

/** The two weights and the bias of a unit that looks at points. */
export function lineOf(
  { weights, units, bias }: NetworkLayer,
  unit: number,
): { across: number; up: number; bias: number } {
  return { across: weights[unit], up: weights[units.length + unit], bias: bias[unit] };
}

function plus(value: number): string {
  return `${value < 0 ? '−' : '+'} ${figure(Math.abs(value))}`;
}

/** Of the units before it, the one with the largest weight. */
function hearsText(network: NetworkAnswer, { layer, unit }: UnitPlace): string {
  if (layer === 0) return '';
  const { units, weights } = network.layers[layer];
  const into = network.layers[layer - 1].units.map((_, from) => weights[from * units.length + unit]);
  const from = largest(into);
  return t('It listens most to {0}: {1}.', unitName(network, { layer: layer - 1, unit: from }), figure(into[from]));
}

const largest = (weights: readonly number[]): number =>
  weights.reduce((best, weight, i) => (Math.abs(weight) > Math.abs(weights[best]) ? i : best), 0);

/** The largest weight that leads away from a unit. */
function listensText(network: NetworkAnswer, { layer, unit }: UnitPlace): string {
  const next = network.layers.at(layer + 1);
  if (!next) return '';
  const weights = next.units.map((_, to) => next.weights[unit * next.units.length + to]);
  const to = largest(weights);
  return t(
    'Its largest weight leads to {0}: {1}.',
    unitName(network, { layer: layer + 1, unit: to }),
    figure(weights[to]),
  );
}

export function exampleText({ input, classes }: NetworkAnswer, trace: TraceAnswer): string {
  const label = classes[trace.label];
  if (input.kind === 'image') return t('Image {0}: its class is {1}.', count(trace.index), label);
  const [x, y] = trace.input;
  return t('Point {0}: x = {1}, y = {2}, its class is {3}.', count(trace.index), figure(x), figure(y), label);
}

/** Rows for the table of the units. @param trace null: no example is followed */
export function unitRows(network: NetworkAnswer, trace: TraceAnswer | null): string[][] {
  return network.layers.flatMap(({ units, bias }, layer) =>
    units.map((_, unit) => {
      const numbers = trace
        ? (['z', 'a', 'aGradient', 'zGradient'] as const).map((one) => figure(trace.layers[layer][one][unit]))
        : [];
      return [unitName(network, { layer, unit }), figure(bias[unit]), ...numbers];
    }),
  );
}

/** Rows for the table of the weights that are drawn. */
export function weightRows(network: NetworkAnswer, trace: TraceAnswer | null): string[][] {
  return network.layers.flatMap(({ units, weights }, layer) =>
    weights.map((weight, i) => [
      sourceName(network, layer, Math.floor(i / units.length)),
      unitName(network, { layer, unit: i % units.length }),
      figure(weight),
      ...(trace ? [figure(trace.layers[layer].weightGradient[i])] : []),
    ]),
  );
}
