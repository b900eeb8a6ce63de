/** Pulls a learner's training loop and checks each report, so that a wrong one is named where it arises. */
import { counted } from '../../course/count';
import { formatValue } from '../../checker/kit/format';
import { ContractError, DivergedError } from '../errors';
import { lossText } from '../describe';
import type { Dials } from '../dials';
import type { StepMetric } from '../../protocol/metrics';
import { type Divergence, DivergenceWatch } from './divergenceWatch';
import type { Renewal } from './renewal';
import type { Span } from './resume';

/** What a loop must do. */
export interface StepPlan {
  /** The name of the generator, for messages. */
  loop: string;
  epochs: number;
  stepsPerEpoch: number;
  /** Examples in a step. */
  batchSize: number;
  /** Lesson 1.6 reports no `step`: it does one an epoch. */
  reportsStep: boolean;
  /** For messages: the learning rate may change while the loop runs. */
  dials: Pick<Dials, 'learningRate'>;
  /** Of a run that may go on: `epochs` are those that are left. */
  span?: Pick<Span, 'done'> & {
    /** Null: no loss ends it, as long as it is a number. */
    watch: Span['watch'] | null;
  };
}

type Report = Record<string, unknown>;

/**
 * Goes through a training loop step by step.
 *
 * @param first what the learner's generator function returned
 * @param keep called with each report after its numbers were checked; may throw a ContractError itself
 * @param renewal calls the loop anew where an epoch begins; it counts from 1 again then
 * @throws ContractError when the loop reports something else than its lesson says, stops early or does not stop
 * @throws DivergedError when the loss is no longer a finite number, or has left for good (see `DivergenceWatch`)
 */
export function* checkedSteps(
  first: unknown,
  plan: StepPlan,
  keep: (report: Report) => void,
  renewal: Renewal | null = null,
): Generator<StepMetric, void> {
  const { loop, epochs, stepsPerEpoch } = plan;
  let iterator = checkIterator(first, loop);
  /** How many epochs were done before the loop was called last. */
  let earlier = 0;
  const total = epochs * stepsPerEpoch;
  const { done: before, watch } = plan.span ?? {
    done: { step: 0, epoch: 0 },
    watch: new DivergenceWatch(plan.batchSize, stepsPerEpoch),
  };
  for (let step = 1; step <= total; step++) {
    const epoch = Math.ceil(step / stepsPerEpoch);
    if (renewal?.isDue && step === (epoch - 1) * stepsPerEpoch + 1) {
      earlier = epoch - 1;
      iterator = checkIterator(renewal.begin(epochs - earlier), loop);
    }
    const { done, value } = iterator.next();
    if (done) {
      throw new ContractError(
        loop,
        `\`${loop}\` ended after ${counted(step - 1, 'step')}, expected ${total} ` +
          `(${counted(epochs, 'epoch')} of ${counted(stepsPerEpoch, 'step')}). Does it yield in every step, of every epoch?`,
      );
    }
    const loss = checkReport(value, plan, epoch - earlier, step - earlier * stepsPerEpoch);
    keep(value as Report);
    // Before the yield: what is kept at this step knows of it.
    const divergence = watch?.see(loss) ?? null;
    yield { step: before.step + step, epoch: before.epoch + epoch, loss };
    if (divergence !== null) {
      throw new DivergedError(loop, growth(divergence, epoch, step, plan.dials.learningRate));
    }
  }
  if (!iterator.next().done) {
    throw new ContractError(
      loop,
      `\`${loop}\` went on after step ${total}, where it should end ` +
        `(${counted(epochs, 'epoch')} of ${counted(stepsPerEpoch, 'step')}). Look at the conditions of its loops.`,
    );
  }
  const divergence = watch?.end() ?? null;
  if (divergence !== null) {
    throw new DivergedError(loop, growth(divergence, epochs, total, plan.dials.learningRate));
  }
}

function checkReport(value: unknown, plan: StepPlan, epoch: number, step: number): number {
  const { loop } = plan;
  const fields = plan.reportsStep ? '{ epoch, step, loss, … }' : '{ epoch, loss, … }';
  if (typeof value !== 'object' || value === null) {
    throw new ContractError(
      loop,
      `\`${loop}\` yielded ${describe(value)} in step ${step}, expected an object ${fields}.`,
    );
  }
  const report = value as Report;
  if (typeof report.loss !== 'number') {
    throw new ContractError(
      loop,
      `\`${loop}\` yielded ${describe(report.loss)} as loss in step ${step}, expected a number.`,
    );
  }
  if (report.epoch !== epoch) {
    throw new ContractError(
      loop,
      `\`${loop}\` yielded epoch ${describe(report.epoch)} in step ${step}, expected ${epoch}. Epochs count from 1.`,
    );
  }
  if (plan.reportsStep && report.step !== step) {
    throw new ContractError(
      loop,
      `\`${loop}\` yielded step ${describe(report.step)}, expected ${step}. Steps count from 1, through the whole run.`,
    );
  }
  if (!Number.isFinite(report.loss)) {
    throw new DivergedError(loop, divergence(report.loss, epoch, step, plan.dials.learningRate));
  }
  return report.loss;
}

/** Why a run stopped whose numbers got out of hand, and what to try. */
function divergence(loss: number, epoch: number, step: number, learningRate: number): string {
  return (
    `The loss became ${loss} in step ${step} (epoch ${epoch}), so training was stopped. ` +
    `The usual cause is a learning rate that is too large: every step overshoots further. It was ${learningRate}; ` +
    `try ${Number((learningRate / 10).toPrecision(3))}. If that does not help, look for a division by 0 or the logarithm of 0.`
  );
}

/** Why a run stopped whose loss grew and grew, and what to try. */
function growth({ start, now }: Divergence, epoch: number, step: number, learningRate: number): string {
  return (
    `The loss began at ${lossText(start)} and stays far above that: it is ${lossText(now)} in step ${step} (epoch ${epoch}), ` +
    `so training was stopped. The usual cause is a learning rate that is too large: every step jumps over the minimum. ` +
    `It was ${learningRate}; try ${Number((learningRate / 10).toPrecision(3))}. If that does not help, ` +
    'look at the sign of the update (against the gradient, not along it) and at how the gradient is averaged over the batch.'
  );
}

function checkIterator(value: unknown, loop: string): Iterator<unknown, unknown> {
  if (isIterator(value)) return value;
  throw new ContractError(
    loop,
    `\`${loop}\` did not return a generator. Write it as \`function* ${loop}\`, with the star.`,
  );
}

function isIterator(value: unknown): value is Iterator<unknown, unknown> {
  return typeof value === 'object' && value !== null && typeof (value as Iterator<unknown>).next === 'function';
}

function describe(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'object':
      return value === null ? 'null' : 'an object';
    case 'function':
      return 'a function';
    default:
      return formatValue(value);
  }
}
