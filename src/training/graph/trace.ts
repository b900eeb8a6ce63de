/** A formula, built and differentiated by the functions of lesson 5.3, with what each value hands on. Runs in the child. */
import { formatValue } from '../../checker/kit/format';
import type { Namespace } from '../../checker/modules';
import type { Contribution, Graph } from '../../protocol/graph';
import { ContractError } from '../errors';
import { exportedFunction } from '../experiments/experiment';
import { type Formula, type Operation, type Step, madeAs } from './formulas';

/** As `value.ts` of the course makes it. */
interface Value {
  readonly data: number;
  gradient: number;
  readonly inputs: readonly Value[];
  readonly slopes: readonly number[];
}
type MakeValue = new (data: number) => Value;

/** Sums may be made in another order than ours. */
const TOLERANCE = 1e-9;

/**
 * @param lesson what the lesson's file exports
 * @param file its name, for messages
 * @param values one for each input of the formula
 * @throws ContractError where a function does something else than its lesson says
 */
export function traceGraph(
  lesson: Namespace,
  MakeValue: MakeValue,
  formula: Formula,
  values: readonly number[],
  file: string,
): Graph {
  const order = exportedFunction<(end: Value) => unknown>(lesson, 'order', file);
  const backward = exportedFunction<(end: Value) => unknown>(lesson, 'backward', file);
  const nodes = new Map<string, Value>();
  formula.inputs.forEach(({ name, value }, i) => nodes.set(name, new MakeValue(values[i] ?? value)));
  for (const step of formula.steps) {
    const make = exportedFunction<(...inputs: Value[]) => unknown>(lesson, step.by, file);
    const inputs = step.of.map((name) => nodes.get(name) as Value);
    nodes.set(step.name, checkedValue(make(...inputs), step, inputs));
  }
  const all = [...nodes.values()];
  const end = all[all.length - 1];
  const sorted = checkedOrder(order(end), all);
  backward(end);
  const placeOf = (value: Value): number => all.indexOf(value);
  const places = [...formula.inputs, ...formula.steps];
  return {
    formula: formula.id,
    nodes: places.map(({ name, at: [col, row] }, i) => {
      const { data, gradient, inputs, slopes } = all[i];
      const made = i < formula.inputs.length ? '' : madeAs(formula.steps[i - formula.inputs.length]);
      return { name, made, data, gradient, inputs: inputs.map(placeOf), slopes: [...slopes], col, row };
    }),
    order: sorted.map(placeOf),
    visits: visitsOf(sorted, all, [...nodes.keys()]),
  };
}

/** Backwards through the order. What arrives is added up here, and has to come to what `backward` left in each value. */
function visitsOf(sorted: readonly Value[], all: readonly Value[], names: readonly string[]): Graph['visits'] {
  const sums = all.map(() => 0);
  sums[all.length - 1] = 1;
  const visits = [...sorted].reverse().map((value) => {
    const { gradient, inputs, slopes } = value;
    const contributions = inputs.map((input, k): Contribution => {
      const to = all.indexOf(input);
      const added = slopes[k] * gradient;
      sums[to] += added;
      return { to, slope: slopes[k], added, sum: sums[to] };
    });
    return { at: all.indexOf(value), gradient, contributions };
  });
  all.forEach(({ gradient }, i) => {
    if (typeof gradient === 'number' && Math.abs(gradient - sums[i]) <= TOLERANCE * (1 + Math.abs(sums[i]))) return;
    throw new ContractError(
      'backward',
      `\`backward\` left the gradient ${formatValue(gradient)} in ${names[i]}, but what is handed on to it adds up to ${sums[i]}.`,
    );
  });
  return visits;
}

function checkedValue(made: unknown, step: Step, inputs: readonly Value[]): Value {
  const value = made as Value;
  if (typeof made !== 'object' || made === null || !Number.isFinite(value.data))
    throw wrong(step.by, `returned ${formatValue(made)}, expected a Value with a number as its data.`);
  const isRight = (what: unknown, fits: (one: unknown, k: number) => boolean): boolean =>
    Array.isArray(what) && what.length === inputs.length && what.every(fits);
  if (!isRight(value.inputs, (input, k) => input === inputs[k]))
    throw wrong(step.by, 'returned a Value whose inputs are not the values that it was given, in their order.');
  if (!isRight(value.slopes, Number.isFinite))
    throw wrong(step.by, 'returned a Value that has not one number as slope for each input.');
  return value;
}

function checkedOrder(returned: unknown, all: readonly Value[]): Value[] {
  const sorted = returned as Value[];
  const seen = new Set<Value>();
  if (Array.isArray(returned)) {
    for (const value of sorted) {
      if (!all.includes(value) || seen.has(value) || !value.inputs.every((input) => seen.has(input))) break;
      seen.add(value);
    }
    if (seen.size === all.length && sorted.length === all.length) return sorted;
  }
  throw wrong(
    'order',
    `did not return the ${all.length} values of the formula, each once and after all of its inputs.`,
  );
}

const wrong = (of: Operation | 'order', what: string): ContractError => new ContractError(of, `\`${of}\` ${what}`);
