import { formatValue } from '../../checker/kit/format';
import type { Checkpoint } from '../../protocol/checkpoint';
import { ContractError } from '../errors';
import type { Kept } from './experiment';
import { type Span, fitting } from './resume';

/** What a linear model learns, as lesson 1.6 defines it. */
export interface LinearParameters {
  weights: number[];
  bias: number;
}

/**
 * Reads the parameters out of a report of lesson 1.6 or 1.7.
 *
 * @param inputs how many weights there must be
 * @throws ContractError when they are missing, of another length, or not finite
 */
export function readParameters(report: Record<string, unknown>, loop: string, inputs: number): LinearParameters {
  const parameters = report.parameters as { weights?: ArrayLike<number>; bias?: unknown } | null | undefined;
  const weights = parameters?.weights;
  if (typeof weights !== 'object' || weights === null || typeof parameters?.bias !== 'number') {
    throw new ContractError(
      loop,
      `\`${loop}\` must yield \`parameters\` as an object { weights, bias } in every step.`,
    );
  }
  if (weights.length !== inputs) {
    throw new ContractError(
      loop,
      `\`${loop}\` yielded ${weights.length} weights, expected ${inputs}: one for each input.`,
    );
  }
  const numbers = Array.from(weights);
  const bad = numbers.findIndex((weight) => !Number.isFinite(weight));
  if (bad >= 0 || !Number.isFinite(parameters.bias)) {
    const [what, value]: [string, unknown] = bad >= 0 ? [`weight ${bad}`, numbers[bad]] : ['the bias', parameters.bias];
    const yielded = `\`${loop}\` yielded ${what} as ${formatValue(value)}`;
    throw new ContractError(
      loop,
      typeof value === 'number'
        ? `${yielded}, which is not a finite number. ` +
            'Try a smaller learning rate first; if that does not help, look at the step that computes it.'
        : `${yielded}, expected a number.`,
    );
  }
  return { weights: numbers, bias: parameters.bias };
}

/** What a run that goes on begins with; zeros where it begins. */
export function restoredParameters(from: Checkpoint | null | undefined, inputs: number): LinearParameters {
  if (!from) return { weights: new Array<number>(inputs).fill(0), bias: 0 };
  const [weights, bias] = fitting(from.parameters, [inputs, 1]);
  return { weights: [...weights], bias: bias[0] };
}

export const keptParameters = ({ weights, bias }: LinearParameters, { watch }: Span): Kept => ({
  parameters: [Float64Array.from(weights), Float64Array.of(bias)],
  velocities: null,
  random: null,
  startLoss: watch.startLoss,
});
