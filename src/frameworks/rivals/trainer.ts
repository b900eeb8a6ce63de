/** What a rival in Node must be able to do, and the loop that drives it. The same loop for all, so that none has an easier one. */
import type { Plan } from '../../protocol/plan';
import { bytesOf, joinParameters, stepsOf } from '../plan';
import { ROUNDING } from './kinks';
import type { HostToRival, RivalToHost } from '../protocol';

/** One framework with one network in it. */
export interface Trainer {
  /** Sets the initial weights again, and forgets velocities. */
  reset(): void;
  /** Trains on one batch of the plan, and gives its loss before the update. */
  step(step: number): number;
  /** The parameters now, copied. */
  parameters(): Float32Array[];
  /** The smallest distance of a hidden unit to the kink of its ReLU in a step that comes next; see kinks.ts. */
  closestToKink?(step: number): number;
  /** Mean loss and accuracy on the test data. */
  evaluate(): { testLoss: number; testAccuracy: number };
}

/** What the loop needs to know of a plan. */
export type TrainedPlan = Pick<Plan, 'batchStarts' | 'learningRates' | 'snapshots'>;

/** A sign of life goes out at least this often, as far as single steps allow. */
const TELL_MS = 200;
/** While it trains, more often: of a step that hangs, the steps before it are known. */
const NEWS_MS = 20;

/** Does what the host asks for. @throws whatever the framework or the learner's code throws */
export async function obey(
  command: HostToRival,
  trainer: Trainer,
  plan: TrainedPlan,
  send: (message: RivalToHost) => void,
): Promise<void> {
  switch (command.type) {
    case 'train':
      return train(trainer, plan, send);
    case 'time':
      return time(trainer, plan, command.steps, send);
  }
}

async function train(trainer: Trainer, plan: TrainedPlan, send: (message: RivalToHost) => void): Promise<void> {
  trainer.reset();
  let losses: number[] = [];
  let seconds = 0;
  let told = performance.now();
  for (let step = 1; step <= stepsOf(plan); step++) {
    const distance = trainer.closestToKink?.(step - 1) ?? Infinity;
    if (distance < ROUNDING) send({ type: 'kink', step, distance });
    const started = performance.now();
    const loss = stepOrTell(trainer, step, () => send({ type: 'losses', losses }));
    seconds += (performance.now() - started) / 1000;
    losses.push(loss);
    if (plan.snapshots.includes(step)) {
      const weights = bytesOf(joinParameters(trainer.parameters()));
      send({ type: 'snapshot', step, weights: Buffer.from(weights).toString('base64') });
    }
    if (performance.now() - told >= NEWS_MS) {
      send({ type: 'losses', losses });
      losses = [];
      await othersTurn();
      told = performance.now();
    }
  }
  send({ type: 'losses', losses });
  await othersTurn();
  send({ type: 'trained', seconds, ...trainer.evaluate() });
}

async function time(
  trainer: Trainer,
  plan: TrainedPlan,
  steps: number,
  send: (message: RivalToHost) => void,
): Promise<void> {
  let samples = 0;
  let seconds = 0;
  let told = performance.now();
  let started = told;
  for (let i = 0; i < steps; i++) {
    const step = i % stepsOf(plan);
    if (step === 0) {
      seconds += (performance.now() - started) / 1000;
      trainer.reset();
      started = performance.now();
    }
    trainer.step(step);
    samples += plan.batchStarts[step + 1] - plan.batchStarts[step];
    const now = performance.now();
    if (now - told >= TELL_MS) {
      seconds += (now - started) / 1000;
      send({ type: 'alive' });
      await othersTurn();
      told = started = performance.now();
    }
  }
  seconds += (performance.now() - started) / 1000;
  // A clock may be too coarse for very few steps.
  send({ type: 'timed', steps, samples, seconds: Math.max(seconds, 1e-6) });
}

/** One step. When it throws, the losses of the steps before it go out first. */
function stepOrTell(trainer: Trainer, step: number, tell: () => void): number {
  try {
    const loss = trainer.step(step - 1);
    requireFinite(loss, step);
    return loss;
  } catch (error) {
    tell();
    throw error;
  }
}

function requireFinite(loss: number, step: number): void {
  if (!Number.isFinite(loss)) {
    throw new Error(`the loss became ${loss} in step ${step}. Try a smaller learning rate.`);
  }
}

/** Lets messages in and out. */
function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
