/** What a backend in Node must be able to do, and the loop that drives it. The same loop for all, so that none has an easier one. */
import type { Plan } from '../../protocol/plan';
import { bytesOf, floatsOf, joinParameters, splitParameters, stepsOf } from '../plan';
import { ROUNDING } from './kinks';
import type { HostToBackend, BackendToHost } from '../../protocol/comparison';

/** Taken before it is taken away: a learner's code has none. */
const { Buffer } = globalThis;

/** One framework with one network in it. */
export interface Trainer {
  /** Sets the initial weights again, and clears velocities. */
  reset(): void;
  /** Trains on one batch of the plan, and gives its loss before the update. */
  step(step: number): number;
  /** The parameters now, copied. */
  parameters(): Float32Array[];
  /** The logits of the first test images with these parameters, image by image. The network keeps the parameters. */
  logits(parameters: Float32Array[], count: number): Float32Array;
  /** The smallest distance of a hidden unit to the kink of its ReLU in a step that comes next; see kinks.ts. */
  closestToKink?(step: number): number;
  /** Mean loss and accuracy on the test data. */
  evaluate(): { testLoss: number; testAccuracy: number };
}

/** What the loop needs of a plan. */
export type TrainedPlan = Pick<Plan, 'network' | 'batchStarts' | 'learningRates' | 'snapshots'>;

/** A sign of life goes out at least this often, as far as single steps allow. */
const ALIVE_MS = 200;
/** While it trains, more often: where a step hangs, the host has the losses before it. */
const LOSSES_MS = 20;

/** Carries out a command. @throws whatever the framework or the learner's code throws */
export async function execute(
  command: HostToBackend,
  trainer: Trainer,
  plan: TrainedPlan,
  send: (message: BackendToHost) => void,
): Promise<void> {
  switch (command.type) {
    case 'train':
      return train(trainer, plan, send);
    case 'time':
      return time(trainer, plan, command.steps, send);
    case 'logits': {
      const parameters = splitParameters(floatsOf(Buffer.from(command.weights, 'base64')), plan.network);
      return send({ type: 'logits', logits: base64(trainer.logits(parameters, command.count)) });
    }
  }
}

async function train(trainer: Trainer, plan: TrainedPlan, send: (message: BackendToHost) => void): Promise<void> {
  trainer.reset();
  let losses: number[] = [];
  let seconds = 0;
  let lastSent = performance.now();
  for (let step = 1; step <= stepsOf(plan); step++) {
    const distance = trainer.closestToKink?.(step - 1) ?? Infinity;
    if (distance < ROUNDING) send({ type: 'kink', step, distance });
    const started = performance.now();
    const loss = stepOrSend(trainer, step, () => send({ type: 'losses', losses }));
    seconds += (performance.now() - started) / 1000;
    losses.push(loss);
    if (plan.snapshots.includes(step)) {
      send({ type: 'snapshot', step, weights: base64(joinParameters(trainer.parameters())) });
    }
    if (performance.now() - lastSent >= LOSSES_MS) {
      send({ type: 'losses', losses });
      losses = [];
      await yieldToMessages();
      lastSent = performance.now();
    }
  }
  send({ type: 'losses', losses });
  await yieldToMessages();
  const { testLoss, testAccuracy } = trainer.evaluate();
  // Infinite where a network is sure of a wrong answer.
  send({ type: 'trained', seconds, testLoss: Number.isFinite(testLoss) ? testLoss : null, testAccuracy });
}

async function time(
  trainer: Trainer,
  plan: TrainedPlan,
  steps: number,
  send: (message: BackendToHost) => void,
): Promise<void> {
  let samples = 0;
  let seconds = 0;
  let lastSent = performance.now();
  let started = lastSent;
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
    if (now - lastSent >= ALIVE_MS) {
      seconds += (now - started) / 1000;
      send({ type: 'alive' });
      await yieldToMessages();
      lastSent = started = performance.now();
    }
  }
  seconds += (performance.now() - started) / 1000;
  // A clock may be too coarse for very few steps.
  send({ type: 'timed', steps, samples, seconds: Math.max(seconds, 1e-6) });
}

/** One step. When it throws, the losses of the steps before it go out first. */
function stepOrSend(trainer: Trainer, step: number, sendLosses: () => void): number {
  try {
    const loss = trainer.step(step - 1);
    requireFinite(loss, step);
    return loss;
  } catch (error) {
    sendLosses();
    throw error;
  }
}

function requireFinite(loss: number, step: number): void {
  if (!Number.isFinite(loss)) {
    throw new Error(`the loss became ${loss} in step ${step}. Try a smaller learning rate.`);
  }
}

const base64 = (numbers: Float32Array): string => Buffer.from(bytesOf(numbers)).toString('base64');

/** Lets messages in and out. */
function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
