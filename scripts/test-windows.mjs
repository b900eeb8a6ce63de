// @ts-check
/**
 * `npm run test:windows`: the tests that depend on the operating system, on Windows. On Linux that is Node.js for Windows under Wine,
 * a strong hint and no proof (docs/windows.md).
 */
import { parseArgs } from 'node:util';
import { isEnding } from './vscode/processes.mjs';
import { ensureDependencies, runNode } from './vscode/project.mjs';
import { stages, thisWindows } from './windows/stages.mjs';
import { leftOut } from './windows/tests.mjs';

const usage = `Usage: npm run test:windows -- [options]

  --only A,B   run these stages only: ${Object.keys(stages).join(', ')}
  --help       print this
`;

/**
 * @param {string[]} args - the command line
 * @returns {Promise<number>} the exit status: 0 when nothing failed, 1 when something did, 2 for wrong usage
 */
async function main(args) {
  const chosen = readOptions(args);
  if (typeof chosen === 'number') return chosen;
  const results = new Results();
  /** @type {import('./windows/wine.mjs').Windows | undefined} */
  let windows;
  try {
    const isReady =
      (await results.add('Windows', async () => void (windows = await openWindows()))) &&
      (await results.add('build', build));
    const open = windows;
    if (isReady && open) {
      for (const name of chosen) {
        if (isEnding()) break;
        await results.add(name, () => stages[name](open));
        await results.add(`after ${name}`, async () => assertNone(await open.traces()));
      }
    }
  } finally {
    await windows?.close();
  }
  return results.report();
}

/** @returns {Promise<import('./windows/wine.mjs').Windows>} */
async function openWindows() {
  await ensureDependencies(console.log);
  const windows = process.platform === 'win32' ? thisWindows : await (await import('./windows/wine.mjs')).openWine();
  const says = 'console.log(`${process.platform}, ${os.version()} ${os.release()}, Node.js ${process.version}`)';
  await windows.run(['-e', says]);
  return windows;
}

async function build() {
  const { code } = await runNode(['scripts/build.mjs', '--tests'], { show: true });
  if (code !== 0) throw new Error(`The build ended with status ${code}.`);
}

/** @param {string[]} traces */
function assertNone(traces) {
  if (traces.length > 0) throw new Error(traces.join('\n'));
}

/** Runs steps, whatever becomes of them, and adds up. */
class Results {
  /** @type {{ name: string, counts: import('./windows/stages.mjs').Counts, seconds: number }[]} */
  #steps = [];

  /**
   * @param {string} name
   * @param {() => Promise<import('./windows/stages.mjs').Counts | void> | void} body - one that throws counts as one failure
   * @returns {Promise<boolean>} true when nothing failed
   */
  async add(name, body) {
    console.log(`\n=== ${name}`);
    const start = performance.now();
    let counts = { passed: 0, failed: 0, pending: 0 };
    try {
      counts = (await body()) ?? counts;
    } catch (error) {
      counts.failed = 1;
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
      console.log(`${name.padEnd(16)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${result}`);
    }
    for (const [file, why] of Object.entries(leftOut)) console.log(`left out: ${file}: ${why}`);
    const sum = (/** @type {'passed' | 'failed'} */ key) =>
      this.#steps.reduce((total, step) => total + step.counts[key], 0);
    console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
    return sum('failed') === 0 ? 0 : 1;
  }
}

/**
 * @param {string[]} args
 * @returns {string[] | number} the stages, or the exit status when there is nothing to run
 */
function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const chosen = values.only?.split(',') ?? Object.keys(stages);
    const unknown = chosen.filter((name) => !(name in stages));
    if (unknown.length > 0) throw new Error(`There is no stage "${unknown.join('", "')}".`);
    return chosen;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
