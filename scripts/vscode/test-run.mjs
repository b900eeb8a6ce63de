// @ts-check
/**
 * What `npm test` does: prepares the clone, runs every stage, adds up, and looks for what was left behind.
 * Uses Node's own modules only, because on a fresh clone there are no others yet.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { closeAtExit, processesWithEnvironment } from './processes.mjs';
import { ensureDependencies } from './project.mjs';
import {
  build,
  checks,
  extensionTests,
  kernelsInNewerNode,
  mocha,
  prepareBrowser,
  prepareNbformat,
  prepareServer,
  prepareTorch,
} from './test-stages.mjs';

/** @typedef {import('./test-stages.mjs').Counts} Counts */

const stageNames = /** @type {const} */ (['types', 'lint', 'unit', 'lessons', 'extension', 'ui']);

const usage = `Usage: npm test -- [options]

  --only A,B   run these stages only: ${stageNames.join(', ')}
  --quick      leave out the newest VS Code in the stage "extension" (not in continuous integration)
  --help       print this
`;

/**
 * @param {string[]} args - the command line
 * @returns {Promise<number>} the exit status: 0 when nothing failed, 1 when something did, 2 for wrong usage
 */
export async function main(args) {
  const options = readOptions(args);
  if (typeof options === 'number') return options;
  const traces = watchForTraces();
  const run = new Run();
  if (await run.step('packages', () => ensureDependencies(console.log))) {
    await runStages(run, options);
  }
  await run.step('what is left behind', () => traces.assertNone());
  return run.report();
}

/** @typedef {{ stages: Set<string>, quick: boolean }} Options */

/**
 * @param {Run} run
 * @param {Options} options
 */
async function runStages(run, { stages, quick }) {
  const needsBrowser = stages.has('extension') || stages.has('ui');
  const hasBrowser = !needsBrowser || (await run.step('browser', prepareBrowser));
  const versions = quick ? ['1.100'] : ['1.100', '1.139'];
  if (needsBrowser) {
    // Before the unit tests: one of them runs the learner's files with the Node of the newer one.
    for (const version of versions) await run.step(`VS Code ${version}`, () => prepareServer(version));
  }
  if (stages.has('unit')) await run.step('PyTorch', prepareTorch);
  if (stages.has('lessons')) await run.step('nbformat', prepareNbformat);
  const isBuilt = await run.step('build', build);

  for (const stage of ['types', 'lint']) {
    if (!stages.has(stage)) continue;
    for (const [name, check] of checks(stage)) await run.step(name, check);
  }
  if (!isBuilt) return; // What lies in out/ from an earlier build says nothing about the code of now.
  for (const stage of ['unit', 'lessons']) {
    if (stages.has(stage)) await run.step(stage, () => mocha(stage));
  }
  if (stages.has('unit') && needsBrowser && !quick) await run.step('unit, with relaxed SIMD', kernelsInNewerNode);
  if (!hasBrowser) return;
  if (stages.has('extension')) {
    for (const version of versions) {
      await run.step(`extension in VS Code ${version}`, () => extensionTests(version));
    }
  }
  if (stages.has('ui')) await run.step('ui', () => mocha('ui'));
}

/** Runs steps one after the other, whatever becomes of them, and adds up. */
class Run {
  /** @type {{ name: string, counts: Counts, seconds: number }[]} */
  #steps = [];

  /**
   * @param {string} name
   * @param {() => Promise<Counts | void>} body - a step that throws counts as one failure
   * @returns {Promise<boolean>} true when nothing failed
   */
  async step(name, body) {
    console.log(`\n=== ${name}`);
    const start = performance.now();
    /** @type {Counts} */
    let counts = { passed: 0, failed: 0, pending: 0 };
    try {
      counts = (await body()) ?? counts;
    } catch (error) {
      counts = { passed: 0, failed: 1, pending: 0 };
      console.error(error instanceof Error ? error.message : error);
    }
    this.#steps.push({ name, counts, seconds: (performance.now() - start) / 1000 });
    return counts.failed === 0;
  }

  /** @returns {number} the exit status */
  report() {
    console.log('\n=== summary');
    for (const { name, counts, seconds } of this.#steps) {
      const skipped = counts.pending > 0 ? `, ${counts.pending} skipped` : '';
      const result =
        counts.passed + counts.failed > 0 ? `${counts.passed} passed, ${counts.failed} failed${skipped}` : 'ok';
      console.log(`${name.padEnd(28)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${result}`);
    }
    const sum = (/** @type {'passed' | 'failed'} */ key) =>
      this.#steps.reduce((total, step) => total + step.counts[key], 0);
    console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
    return sum('failed') === 0 ? 0 : 1;
  }
}

/**
 * From now on everything that is started carries a mark in its environment, and has a temporary folder of this run.
 *
 * @returns {{ assertNone: () => Promise<void> }} which throws when a marked process or a temporary folder of ours is left
 */
function watchForTraces() {
  const id = randomUUID();
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-run-'));
  // Tests that give up root's rights must still find their way through it.
  chmodSync(folder, 0o711);
  process.env.NNFS_RUN_ID = id;
  process.env.TMPDIR = folder;
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const marked = () => processesWithEnvironment('NNFS_RUN_ID', id);
  const killMarked = () => marked().forEach(({ pid }) => kill(pid));
  const forget = closeAtExit({
    close: async () => undefined, // The others first: they end what is theirs in good order.
    closeNow: () => {
      killMarked();
      remove();
    },
  });
  return {
    assertNone: async () => {
      // A process that has been told to end may still be about to.
      for (let patience = 40; patience > 0 && marked().length > 0; patience--) await sleep(100);
      const processes = marked();
      killMarked();
      // Other programs have their own habits there; what we make begins with our name.
      const folders = readdirSync(folder).filter((name) => name.startsWith('nnfs'));
      remove();
      forget();
      const lines = [
        ...processes.map(({ pid, command }) => `process ${pid} was still running: ${command}`),
        ...folders.map((name) => `temporary folder was left: ${name}`),
      ];
      if (lines.length > 0) throw new Error(lines.join('\n'));
    },
  };
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * @param {string[]} args
 * @returns {Options | number} the options, or the exit status when there is nothing to run
 */
function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: 'string' },
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
    return { stages: new Set(stages), quick: values.quick && !isCi };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
}
