/** Comparisons with the real frameworks, and with programs that only pretend to be one. */
import assert from 'node:assert/strict';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Comparison,
  type ComparisonRequest,
  type Entry,
  compare,
  refusal,
} from '../../../src/frameworks/comparison';
import { RivalError } from '../../../src/frameworks/rivalProcess';
import { sentencesOf } from '../../../src/frameworks/sentences';
import { defaultsFor } from '../../../src/training/validate';
import type { RunConfig } from '../../../src/training/protocol';
import { dist, isAlive, learnerFile, mnistFolder, repository, until, withFolder } from '../training/support';
import { torchPython } from './support';

const scripts = path.join(repository, 'media', 'python');
/**
 * With this seed, no hidden unit comes nearer to 0 than 7.9e-7 in the 200 steps. With others one does (seed 1: 3.8e-8 in
 * step 29), and then rounding decides about a whole gradient: see rivals/kinks.ts.
 */
const SEED = 7;

const config = (change: Partial<RunConfig> = {}): RunConfig => ({
  ...defaultsFor('mnist'),
  network: 'reference',
  ...change,
});

/** A small comparison on the built-in digits, unless something else is said. */
async function run(
  change: Partial<ComparisonRequest> & { options?: Partial<RunConfig> } = {},
  {
    python = null as string | null,
    readyMs = 60_000,
    silenceMs = 60_000,
    signal = undefined as AbortSignal | undefined,
  } = {},
): Promise<Comparison> {
  const { options, ...request } = change;
  return compare(
    {
      config: config({ data: { kind: 'digits' }, hidden: [16], limit: 500, batchSize: 32, ...options }),
      ...{ sources: null, dataFolder: null, frameworks: [], steps: 20, threads: 1, rounds: 0 },
      ...request,
    },
    { dist, scripts, python: { named: python, option: '--python' }, deadlines: { readyMs, silenceMs } },
    undefined,
    signal,
  );
}

const entryOf = ({ entries }: Comparison, id: Entry['id']): Entry => entries.find((entry) => entry.id === id) as Entry;

/** A Python that is one for the probe, and something else when it is to train. */
async function pretender(folder: string, python: string, commands: string): Promise<string> {
  const file = path.join(folder, 'python3');
  await writeFile(file, `#!/bin/sh\ncase "$1" in *probe.py) exec ${python} "$@";; esac\n${commands}\n`);
  await chmod(file, 0o755);
  return file;
}

describe('frameworks: comparison', function () {
  this.timeout(240_000);

  describe('on MNIST, 200 steps of 64 images, 784 → 128 → 10', () => {
    let comparison: Comparison;

    before(async function () {
      if (mnistFolder === null) return this.skip();
      const python = await torchPython(this);
      comparison = await run(
        {
          options: { seed: SEED, data: { kind: 'mnist' }, hidden: [128], limit: null, batchSize: 64 },
          ...{ dataFolder: mnistFolder, frameworks: ['tfjs', 'tfjs-wasm', 'pytorch'], steps: 200, rounds: 3 },
        },
        { python },
      );
    });

    for (const id of ['tfjs', 'tfjs-wasm', 'pytorch'] as const) {
      it(`${id}: the same weights to 1e-4, the same losses to 1e-4`, function () {
        const entry = entryOf(comparison, id);
        assert.equal(entry.error, null);
        assert.deepEqual(
          entry.differences.map(({ step }) => step),
          [1, 10, 100, 200],
        );
        assert.equal(entry.losses.length, 200);
        assert.ok((entry.maxWeightDifference as number) <= 1e-4, `weights: ${entry.maxWeightDifference}`);
        assert.ok((entry.maxLossDifference as number) <= 1e-4, `losses: ${entry.maxLossDifference}`);
        assert.ok(Math.abs((entry.testAccuracy as number) - (comparison.entries[0].testAccuracy as number)) < 0.002);
        if (this.test) this.test.title += ` (${entry.maxWeightDifference?.toExponential(1)})`;
      });
    }

    it('learns, and takes the time of each in three rounds', () => {
      assert.ok((comparison.entries[0].testAccuracy as number) > 0.85);
      for (const entry of comparison.entries) {
        assert.equal(entry.rounds.length, 3);
        assert.ok((entry.samplesPerSecond as number) > 0);
        assert.equal(entry.threads, 1);
      }
      assert.notEqual(entryOf(comparison, 'pytorch').blas?.name, undefined);
    });
  });

  const variants: [string, Partial<RunConfig>][] = [
    ['momentum and a step schedule', { momentum: 0.9, learningRate: 0.02, schedule: 'step' }],
    ['the fast network, with momentum', { network: 'fast', momentum: 0.5 }],
    ['an L2 penalty, a cosine schedule, no hidden layer', { l2: 0.01, schedule: 'cosine', hidden: [] }],
    [
      'one cycle, momentum and a penalty, two hidden layers, a smaller last batch',
      { schedule: 'one-cycle', momentum: 0.9, l2: 0.001, hidden: [16, 12], batchSize: 96 },
    ],
  ];
  for (const [what, options] of variants) {
    it(`the same conventions everywhere: ${what}`, async function () {
      const python = await torchPython(this);
      const comparison = await run(
        { options: { epochs: 2, ...options }, frameworks: ['tfjs', 'tfjs-wasm', 'pytorch'], steps: 25 },
        { python },
      );
      for (const entry of comparison.entries) {
        assert.equal(entry.error, null);
        assert.ok((entry.maxWeightDifference as number) <= 1e-5, `${entry.id}: ${entry.maxWeightDifference}`);
      }
    });
  }

  it('would see a framework that does something else', async () => {
    // Momentum in one, none in the other: the same plan, another network.
    const plain = await run({ frameworks: ['tfjs'] });
    const other = await run({ frameworks: ['tfjs'], options: { momentum: 0.5 } });
    const [a, b] = [entryOf(plain, 'tfjs').losses, entryOf(other, 'tfjs').losses];
    assert.ok(a.some((loss, i) => Math.abs(loss - b[i]) > 1e-3));
  });

  describe('goes on when Python', () => {
    const others = async (python: string, limits = {}): Promise<Entry> => {
      const comparison = await run({ frameworks: ['pytorch', 'tfjs'] }, { python, ...limits });
      assert.equal(entryOf(comparison, 'tfjs').error, null);
      assert.ok((entryOf(comparison, 'tfjs').maxWeightDifference as number) <= 1e-5);
      assert.ok(sentencesOf(comparison).some(({ kind, text }) => kind === 'warning' && text.startsWith('PyTorch: ')));
      return entryOf(comparison, 'pytorch');
    };

    before(function () {
      if (process.platform === 'win32') this.skip();
    });

    it('is missing', async () => {
      const entry = await others('/nowhere/python3');
      assert.match(entry.error as string, /\/nowhere\/python3 cannot be started/);
    });

    it('hangs while it starts, and ends it', async function () {
      const python = await torchPython(this);
      await withFolder(async (folder) => {
        const pidFile = path.join(folder, 'pid');
        const file = await pretender(folder, python, `echo $$ > ${pidFile}\nexec sleep 1000`);
        const entry = await others(file, { readyMs: 5000 });
        assert.match(entry.error as string, /did not answer for 5 seconds, and was ended/);
        const pid = Number(await readFile(pidFile, 'utf8'));
        await until(() => !isAlive(pid), 'its end');
      });
    });

    it('hangs while it trains, and ends it', async function () {
      const python = await torchPython(this);
      await withFolder(async (folder) => {
        const ready = '{"type": "ready", "version": "0", "engine": "none", "threads": 1}';
        const file = await pretender(folder, python, `echo '${ready}'\nexec sleep 1000`);
        const entry = await others(file, { silenceMs: 3000 });
        assert.match(entry.error as string, /did not answer for 3 seconds, and was ended/);
      });
    });

    it('prints garbage', async function () {
      const python = await torchPython(this);
      await withFolder(async (folder) => {
        const file = await pretender(folder, python, 'echo "Segmentation fault, they say"; exit 7');
        const entry = await others(file);
        assert.match(
          entry.error as string,
          /ended by itself \(exit code 7\).* It said: “Segmentation fault, they say”/,
        );
      });
    });

    it('prints garbage without end', async function () {
      const python = await torchPython(this);
      await withFolder(async (folder) => {
        const entry = await others(await pretender(folder, python, 'exec yes garbage'));
        assert.match(entry.error as string, /prints without end/);
      });
    });

    it('sends numbers that are no weights', async function () {
      const python = await torchPython(this);
      await withFolder(async (folder) => {
        const answers = [
          '{"type": "ready", "version": "0", "engine": "none", "threads": 1}',
          '{"type": "snapshot", "step": 1, "weights": "AAAA"}',
        ];
        const file = await pretender(
          folder,
          python,
          `echo '${answers[0]}'; read line; echo '${answers[1]}'; read line`,
        );
        const entry = await others(file);
        assert.match(entry.error as string, /weights that are not whole numbers of four bytes/);
      });
    });
  });

  it('a learner’s code that throws: the message and the place, and no process left', async () => {
    const file = '3-complete-network/8-training-loop.ts';
    const sources = learnerFile(file, 'export const broken: number = 1;');
    await assert.rejects(run({ options: { network: 'mine' }, sources }), (error) => {
      assert.ok(error instanceof RivalError);
      assert.match(error.message, /matrix\.ts/);
      return true;
    });
  });

  it('can be cancelled, and leaves nothing behind', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('nnfs-compare-'));
    const abort = new AbortController();
    const running = run(
      { frameworks: ['tfjs'], steps: 100_000, options: { epochs: 10_000 } },
      { signal: abort.signal },
    );
    setTimeout(() => abort.abort(new Error('enough')), 1500);
    await assert.rejects(running, /enough/);
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('nnfs-compare-'));
    assert.deepEqual(
      after.filter((name) => !before.includes(name)),
      [],
    );
  });

  it('refuses what cannot be compared, and says why', async () => {
    assert.match(refusal(config({ dropout: 0.2 })) as string, /Dropout cannot be compared: .* random/);
    assert.match(refusal(defaultsFor('line')) as string, /Only the experiment mnist/);
    assert.equal(refusal(config()), null);
    await assert.rejects(run({ options: { dropout: 0.1 } }), /Dropout cannot be compared/);
  });
});
