// @ts-check
/**
 * What `npm test` does: prepares the clone, runs every stage, adds up, and looks for what was left behind.
 * Uses Node's own modules only, because on a fresh clone there are no others yet.
 */
import { parseArgs } from 'node:util';
import { runInLanes } from './lanes.mjs';
import { ensureDependencies } from './project.mjs';
import { planSteps, stageNames } from './test-stages.mjs';
import { watchForTraces } from './traces.mjs';

/** @typedef {import('./lanes.mjs').Outcome} Outcome */
/** @typedef {import('./lanes.mjs').Step} Step */
/** @typedef {import('./test-stages.mjs').Selection} Selection */

const usage = `Usage: npm test -- [options]

  --only A,B   run these stages only: ${stageNames.join(', ')}
  --file PART  run only the test files whose path holds this, for example test/unit/course/progress.test.ts
  --shard I/N  run only this part of "extension" and "ui": N machines run all of them
  --quick      leave out the newest VS Code in the stage "extension" (not in continuous integration)
  --help       print this
`;

/** Files that took longer are listed at the end, in seconds. */
const SLOW_FILE = 5;

/** So much of what a failed step printed is printed again at the end, where a log that was cut still has it. */
const FAILED_LINES = 60;

/**
 * @param {string[]} args - the command line
 * @returns {Promise<number>} the exit status: 0 when nothing failed, 1 when something did, 2 for wrong usage
 */
export async function main(args) {
  const selection = readOptions(args);
  if (typeof selection === 'number') return selection;
  const start = performance.now();
  const traces = watchForTraces();
  const outcomes = await runInLanes([packages], listener);
  if (outcomes.every(isGood)) outcomes.push(...(await runInLanes(planSteps(selection), listener)));
  outcomes.push(...(await runInLanes([{ ...ending, run: () => traces.assertNone() }], listener)));
  return report(outcomes, (performance.now() - start) / 1000);
}

/** @type {Step} */
const packages = {
  name: 'packages',
  stage: 'preparation',
  lane: 'computes',
  run: (print) => ensureDependencies((line) => print(`${line}\n`)),
};

const ending = /** @type {const} */ ({ name: 'what is left behind', stage: 'ending', lane: 'computes' });

/**
 * Two steps run at once: what one prints is shown in one piece, when it has ended.
 *
 * @type {import('./lanes.mjs').Listener}
 */
const listener = {
  onStart: ({ name }) => console.log(`... ${name}`),
  onEnd: ({ step, output, seconds, skipped }) =>
    console.log(`\n=== ${step.name}: ${skipped ?? `${seconds.toFixed(1)} s`}\n${output.trimEnd()}\n`),
  onCut: ({ name }, output) => console.log(`\n=== ${name}: cut\n${output.trimEnd()}\n`),
};

/** @param {Outcome} outcome */
const isGood = ({ counts }) => counts.failed === 0;

/**
 * Prints the steps, the stages, the slow files and, at the very end, the sum.
 *
 * @param {readonly Outcome[]} outcomes
 * @param {number} seconds - of the whole run
 * @returns {number} the exit status
 */
function report(outcomes, seconds) {
  const row = (/** @type {string} */ name, /** @type {number} */ taken, /** @type {string} */ result) =>
    console.log(`${name.padEnd(28)} ${`${taken.toFixed(1)} s`.padStart(8)}  ${result}`);
  console.log('=== summary');
  for (const { step, counts, seconds: taken, skipped } of outcomes) row(step.name, taken, skipped ?? told(counts));

  console.log('\n=== stages (their steps run side by side)');
  for (const stage of new Set(outcomes.map(({ step }) => step.stage))) {
    const own = outcomes.filter(({ step }) => step.stage === stage);
    row(
      stage,
      own.reduce((sum, each) => sum + each.seconds, 0),
      told(sumOf(own)),
    );
  }

  const slow = outcomes
    .flatMap(({ counts }) => Object.entries(counts.files ?? {}))
    .filter(([, taken]) => taken >= SLOW_FILE)
    .sort(([, a], [, b]) => b - a);
  if (slow.length > 0) console.log(`\n=== files that took ${SLOW_FILE} s or more`);
  for (const [file, taken] of slow) console.log(`${`${taken.toFixed(1)} s`.padStart(8)}  ${file}`);

  for (const { step, output } of outcomes.filter((outcome) => !isGood(outcome)))
    console.log(`\n=== what failed in ${step.name}\n${failuresIn(output)}`);

  const { passed, failed } = sumOf(outcomes);
  console.log(`\n${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** What Mocha lists at its end, or the end of what another program printed. @param {string} output */
function failuresIn(output) {
  const lines = output.trimEnd().split('\n');
  const list = lines.findLastIndex((line) => /\d+ failing/.test(line));
  return lines.slice(list === -1 ? -FAILED_LINES : list, list === -1 ? undefined : list + FAILED_LINES).join('\n');
}

/** @param {readonly Outcome[]} outcomes */
function sumOf(outcomes) {
  const sum = { passed: 0, failed: 0, pending: 0 };
  for (const { counts } of outcomes) {
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.pending += counts.pending;
  }
  return sum;
}

/** @param {{ passed: number, failed: number, pending: number }} counts */
function told({ passed, failed, pending }) {
  if (passed + failed === 0) return 'ok';
  return `${passed} passed, ${failed} failed${pending > 0 ? `, ${pending} skipped` : ''}`;
}

/**
 * @param {string[]} args
 * @returns {Selection | number} the options, or the exit status when there is nothing to run
 */
function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: 'string' },
        file: { type: 'string' },
        shard: { type: 'string', default: '1/1' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const stages = values.only?.split(',') ?? [...stageNames];
    const unknown = stages.filter((name) => !(/** @type {readonly string[]} */ (stageNames).includes(name)));
    if (unknown.length > 0) throw new Error(`There is no stage "${unknown.join('", "')}".`);
    const isCi = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';
    const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(values.shard) ?? []).map(Number);
    if (index < 1 || index > count) throw new Error(`--shard ${values.shard}: write it as 1/3, 2/3 or 3/3.`);
    return { stages: new Set(stages), quick: values.quick && !isCi, shard: { index, count }, file: values.file };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
}
