// @ts-check
/** Runs steps side by side: one lane for what computes, the others for what mostly waits for other programs. */

import { availableParallelism } from 'node:os';
import { closeAtExit } from './processes.mjs';

/** @typedef {'computes' | 'waits'} Lane */
/** @typedef {{ passed: number, failed: number, pending: number, files?: Record<string, number> }} Counts `files`: seconds of each */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} stage - steps of one stage are added up in the report
 * @property {Lane} lane - where it belongs; a lane with nothing of its own to do takes from the other
 * @property {readonly string[]} [needs] - steps that must have succeeded before
 * @property {readonly string[]} [after] - steps that must have ended before, however, where they are part of the run
 * @property {(print: (text: string) => void) => Promise<Counts | void>} run - a step that throws counts as one failure
 */

/** @typedef {{ step: Step, counts: Counts, seconds: number, output: string, skipped?: string }} Outcome */
/**
 * @typedef {object} Listener
 * @property {(step: Step) => void} [onStart]
 * @property {(outcome: Outcome) => void} [onEnd]
 * @property {(step: Step, output: string) => void} [onCut] - this process ends while the step runs
 */

/** A step of the lanes that wait keeps about half a processor busy. */
const waitingLanes = availableParallelism();

/**
 * Runs each step once, in the order of the list as far as `needs` and `after` allow, whatever becomes of the others.
 *
 * @param {readonly Step[]} steps
 * @param {Listener} [listener]
 * @param {number} [lanes] - how many wait
 * @returns {Promise<Outcome[]>} in the order in which they ended
 * @throws {Error} when steps wait for one another
 */
export async function runInLanes(steps, { onStart, onEnd, onCut } = {}, lanes = waitingLanes) {
  const known = new Set(steps.map(({ name }) => name));
  const waiting = new Set(steps);
  /** @type {Map<string, Outcome>} */
  const outcomes = new Map();
  let running = 0;
  /** @type {(() => void)[]} */
  const idle = [];

  const hasEnded = (/** @type {string} */ name) => outcomes.has(name) || !known.has(name);
  const isReady = (/** @type {Step} */ { needs = [], after = [] }) => [...needs, ...after].every(hasEnded);
  const end = (/** @type {Outcome} */ outcome) => {
    outcomes.set(outcome.step.name, outcome);
    onEnd?.(outcome);
    for (const wake of idle.splice(0)) wake();
  };
  const take = (/** @type {Lane} */ lane) => {
    const ready = [...waiting].filter(isReady);
    return ready.find((step) => step.lane === lane) ?? ready[0];
  };
  const isGood = (/** @type {string} */ name) => {
    const outcome = outcomes.get(name);
    return outcome === undefined || (outcome.counts.failed === 0 && outcome.skipped === undefined);
  };

  const work = async (/** @type {Lane} */ lane) => {
    while (waiting.size > 0) {
      const step = take(lane);
      if (step === undefined) {
        if (running === 0)
          throw new Error(`Steps wait for one another: ${[...waiting].map(({ name }) => name).join(', ')}`);
        await new Promise((resolve) => idle.push(() => resolve(undefined)));
        continue;
      }
      waiting.delete(step);
      const lacking = (step.needs ?? []).find((name) => !isGood(name));
      if (lacking !== undefined) {
        end({ step, counts: none(), seconds: 0, output: '', skipped: `not run, because of: ${lacking}` });
        continue;
      }
      onStart?.(step);
      running += 1;
      const outcome = await runStep(step, onCut);
      running -= 1;
      end(outcome);
    }
  };
  await Promise.all([work('computes'), ...Array.from({ length: lanes }, () => work('waits'))]);
  return [...outcomes.values()];
}

/**
 * @param {Step} step
 * @param {Listener['onCut']} onCut
 * @returns {Promise<Outcome>}
 */
async function runStep(step, onCut) {
  const start = performance.now();
  let output = '';
  const print = (/** @type {string} */ text) => void (output += text);
  const forget = closeAtExit({ close: async () => undefined, closeNow: () => onCut?.(step, output) });
  let counts = none();
  try {
    counts = (await step.run(print)) ?? counts;
  } catch (error) {
    counts = { passed: 0, failed: 1, pending: 0 };
    print(`${error instanceof Error ? error.message : error}\n`);
  } finally {
    forget();
  }
  return { step, counts, seconds: (performance.now() - start) / 1000, output };
}

/** @returns {Counts} */
const none = () => ({ passed: 0, failed: 0, pending: 0 });
