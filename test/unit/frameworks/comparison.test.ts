/** Comparisons with the real frameworks, and with programs that only pretend to be one. */
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Comparison,
  type ComparisonProgress,
  type Entry,
  whatIsCompared,
} from '../../../src/frameworks/node/comparison';
import { refusal } from '../../../src/frameworks/comparable';
import { BackendError } from '../../../src/frameworks/node/backendProcess';
import { writePlan } from '../../../src/frameworks/plan';
import { kernelsFor, processorFlags } from '../../../src/frameworks/node/python/kernels';
import { sentencesOf } from '../../../src/frameworks/sentences';
import type { LayerWeights } from '../../../src/frameworks/weights/weights';
import { seededRandom } from '../../../src/training/data/random';
import { InputError } from '../../../src/training/errors';
import { defaultsFor } from '../../../src/training/validate';
import type { RunConfig } from '../../../src/protocol/config';
import { fewDigits } from '../../support/digits';
import { mnistFolder } from '../../support/mnist';
import { isAlive, learnerFile, until, withFolder } from '../training/support';
import { PATIENT, config, entryOf, run } from './smallComparison';
import { answering, learnersNetwork, probedTorchPython } from './support';

/**
 * With this seed, no hidden unit comes nearer to 0 than 7.9e-7 in the 200 steps. With others one does (seed 1: 3.8e-8 in
 * step 29), and then rounding decides about a whole gradient: see backends/kinks.ts.
 */
const SEED = 7;

/** What a Python with PyTorch answers to the probe. */
const PROBED = JSON.stringify({
  ...{ type: 'probe', python: '3.12.0', numpy: null },
  torch: { version: '2.0.0', build: '', libraries: [] },
});

/** A Python that is one for the probe, and something else when it is to train. */
const pretender = (folder: string, commands: string): string => answering(folder, PROBED, commands);

describe('frameworks: comparison', function () {
  this.timeout(240_000);

  describe('on MNIST, 200 steps of 64 images, 784 → 128 → 10', () => {
    let comparison: Comparison;

    before(async function () {
      if (mnistFolder === null) return this.skip();
      const python = await probedTorchPython(this);
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
        // Given the same weights, the logits of the same images: six digits.
        const { logits } = comparison;
        assert.ok(
          (entry.maxLogitDifference as number) <= 1e-6 * (logits?.largest ?? 0) * 5,
          `logits: ${entry.maxLogitDifference}`,
        );
        assert.equal(logits?.images, 100);
        assert.equal(logits.label, 7);
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
      const python = await probedTorchPython(this);
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

    it('has an OpenBLAS that fell back: what trains is started with the right kernel', async function () {
      const [best] = kernelsFor(processorFlags());
      if (best === undefined) return this.skip();
      await withFolder(async (folder) => {
        const answerOf = (kernel: string): string =>
          PROBED.replace('"libraries":[]', `"libraries":["/x/libopenblas.so"],"kernel":"${kernel}"`);
        const asked = path.join(folder, 'asked');
        const python = path.join(folder, 'python3');
        const commands = [
          '#!/bin/sh',
          `case "$1 $OPENBLAS_CORETYPE" in`,
          `*"probe.py ") echo '${answerOf('Prescott')}';;`,
          `*probe.py*) echo '${answerOf(best)}';;`,
          `*) echo "$OPENBLAS_CORETYPE" > ${asked};;`,
          'esac',
        ];
        await writeFile(python, `${commands.join('\n')}\n`, { mode: 0o755 });
        const entry = await others(python);
        assert.equal((await readFile(asked, 'utf8')).trim(), best);
        assert.deepEqual([entry.blas?.kernel, entry.blas?.replaced], [best, 'Prescott']);
      });
    });

    it('hangs while it starts, and ends it', async () => {
      await withFolder(async (folder) => {
        const pidFile = path.join(folder, 'pid');
        const file = pretender(folder, `echo $$ > ${pidFile}\nexec sleep 1000`);
        // Long enough to write the number.
        const entry = await others(file, { deadlinesOf: { pytorch: { ...PATIENT, readyMs: 2000 } } });
        assert.match(entry.error as string, /did not answer for 2 seconds, and was ended/);
        const pid = Number(await readFile(pidFile, 'utf8'));
        await until(() => !isAlive(pid), 'its end');
      });
    });

    it('hangs while it trains, and ends it', async () => {
      await withFolder(async (folder) => {
        const ready = '{"type": "ready", "version": "0", "engine": "none", "threads": 1}';
        const file = pretender(folder, `echo '${ready}'\nexec sleep 1000`);
        const entry = await others(file, { deadlinesOf: { pytorch: { ...PATIENT, silenceMs: 500 } } });
        assert.match(entry.error as string, /did not answer for 0\.5 seconds, and was ended/);
      });
    });

    it('prints garbage', async () => {
      await withFolder(async (folder) => {
        const file = pretender(folder, 'echo "Segmentation fault, they say"; exit 7');
        const entry = await others(file);
        assert.match(
          entry.error as string,
          /ended by itself \(exit code 7\).* It said: “Segmentation fault, they say”/,
        );
      });
    });

    it('prints garbage without end', async () => {
      await withFolder(async (folder) => {
        const entry = await others(pretender(folder, 'exec yes garbage'));
        assert.match(entry.error as string, /prints without end/);
      });
    });

    it('sends numbers that are no weights', async () => {
      await withFolder(async (folder) => {
        const answers = [
          '{"type": "ready", "version": "0", "engine": "none", "threads": 1}',
          '{"type": "snapshot", "step": 1, "weights": "AAAA"}',
        ];
        const file = pretender(folder, `echo '${answers[0]}'; read line; echo '${answers[1]}'; read line`);
        const entry = await others(file);
        assert.match(entry.error as string, /numbers that are not of four bytes each/);
      });
    });
  });

  it('a learner’s code that throws: the message and the place, and no process left', async () => {
    const file = '3-complete-network/8-training-loop.ts';
    const sources = learnerFile(file, 'export const broken: number = 1;');
    await assert.rejects(run({ options: { network: 'mine' }, sources }), (error) => {
      assert.ok(error instanceof BackendError);
      assert.match(error.message, /matrix\.ts/);
      return true;
    });
  });

  describe('a learner’s complete network', () => {
    // Only one hidden layer: its inputs are the 784 pixels, those of the output layer 16.
    const text = async (
      mistake: Parameters<typeof learnersNetwork>[0],
      more: Partial<RunConfig> = {},
      limits = {},
    ): Promise<{ comparison: Comparison; text: string }> => {
      const comparison = await run(
        {
          options: { network: 'mine', epochs: 2, ...more },
          ...{ sources: learnersNetwork(mistake), frameworks: ['tfjs', 'tfjs-wasm'], steps: 25 },
        },
        limits,
      );
      return {
        comparison,
        text: sentencesOf(comparison)
          .map((each) => each.text)
          .join('\n'),
      };
    };

    for (const network of ['mine', 'mine-fast'] as const) {
      it(`the same weights to 1e-6: ${network}`, async () => {
        const { comparison, text: said } = await text({}, { network });
        for (const entry of comparison.entries) {
          assert.equal(entry.error, null);
          assert.ok((entry.maxWeightDifference as number) <= 1e-6, `${entry.id}: ${entry.maxWeightDifference}`);
          assert.equal(entry.parting, null);
        }
        assert.match(said, /^Your network.* computes the same as TensorFlow\.js \(JavaScript\) to \d decimal places/m);
        const { engine } = comparison.entries[0];
        assert.match(engine as string, network === 'mine' ? /^JavaScript$/ : /^JavaScript, products in WebAssembly \(/);
      });
    }

    it('wrong in the forward pass: it differs in step 1', async () => {
      const { comparison, text: said } = await text({
        forward: 'x = new Matrix(x.rows, x.cols, x.data.map((value) => value * 1.1));',
      });
      assert.equal(comparison.entries[1].parting?.lossStep, 1);
      assert.match(said, /^Your network does not compute the same as the frameworks, which agree with each other\.$/m);
      assert.match(said, /^Your network does not give the same logits as TensorFlow\.js .*, with the same weights\.\n/);
      assert.match(said, /^On 100 test images, logits differ by .*the forward pass is computed in another way\.$/m);
      assert.match(said, /differ in step 1 already.*the forward pass or the loss .* Check your lessons/);
    });

    it('wrong in one gradient: it differs in step 2, in the parameters of that layer', async () => {
      const { comparison, text: said } = await text({
        gradient: 'if (this.input.cols !== 784) for (let i = 0; i < 160; i++) this.weights.gradient.data[i] *= 2;',
      });
      assert.deepEqual(comparison.entries[1].parting, { lossStep: 2, weightStep: 1, parameters: [2] });
      assert.match(said, /agree in step 1 and differ in step 2: .* the gradients or the update are not\./);
      assert.match(said, /After step 1, these parameters differ and the others agree: weights of layer 2\./);
    });

    it('wrong from some step on: that step', async () => {
      const { comparison, text: said } = await text({
        gradient: 'if (calls > 2 * 12) this.weights.gradient.data.fill(0);',
      });
      assert.deepEqual(comparison.entries[1].parting?.lossStep, 14);
      assert.match(said, /The losses agree up to step 13 and differ from step 14 on\./);
    });

    it('throws on the way: the step, the line, and that it was right until then', async () => {
      const { comparison, text: said } = await text({ forward: "if (calls > 2 * 4) throw new Error('oh no');" });
      const [own, other] = comparison.entries;
      assert.equal(own.losses.length, 4);
      assert.equal(own.location?.file, '3-complete-network/3-dense-layer.ts');
      assert.equal(other.error, null);
      assert.match(said, /^Your network stopped after step 4: Your code threw Error: oh no/);
      assert.match(
        said,
        /Your network had the same losses up to there as TensorFlow\.js \(JavaScript\) and TensorFlow\.js/,
      );
    });

    it('never ends a step: it is ended, the others go on, and the hint is to look for a loop', async () => {
      const { comparison, text: said } = await text(
        { forward: 'if (calls > 2 * 4) for (;;);' },
        {},
        // Only of the course's own: the others may take their time.
        { deadlinesOf: { course: { ...PATIENT, silenceMs: 2000 } } },
      );
      assert.equal(comparison.entries[1].error, null);
      assert.match(
        said,
        /^Your network stopped after step \d: It worked for 2 seconds of processor time without an answer, .* a loop that does not end/,
      );
    });

    it('loses its numbers: the step, and what to try', async () => {
      const { text: said } = await text({ forward: 'if (calls > 2 * 4) x.data.fill(NaN);' });
      assert.match(said, /^Your network stopped after step 4: The loss became NaN in step 5/);
    });

    it('where nothing of the learner’s passes, the reference takes its place, and that is said', async () => {
      const { files, ...rest } = learnersNetwork();
      const sources = { ...rest, files: files.map((file) => ({ ...file, origin: 'reference' as const })) };
      const compared = whatIsCompared(config({ network: 'mine' }), sources);
      assert.deepEqual(compared, { config: config(), sources: null });
      const own = learnersNetwork();
      assert.deepEqual(whatIsCompared(config({ network: 'mine' }), own), {
        config: config({ network: 'mine' }),
        sources: own,
      });
      const comparison = await run({ frameworks: ['tfjs'], steps: 2, usedReference: ['3.8'] });
      assert.match(sentencesOf(comparison)[0].text, /^Your code of lesson 3\.8 does not pass .* the reference network/);
    });
  });

  it('compares the logits of a file’s weights, and refuses those of another network', async () => {
    const random = seededRandom(3);
    const layer = (rows: number, cols: number): LayerWeights => ({
      weights: { rows, cols, data: Float32Array.from({ length: rows * cols }, () => random() - 0.5) },
      bias: Float32Array.from({ length: cols }, () => random() - 0.5),
    });
    const weights = [layer(784, 16), layer(16, 10)];
    for (const network of ['reference', 'fast'] as const) {
      const found = await run({ weights, frameworks: ['tfjs'], steps: 2, options: { network } });
      const [own, other] = found.entries;
      assert.ok(found.logits?.ofFile);
      assert.ok((other.maxLogitDifference as number) <= 1e-6 * found.logits.largest, network);
      // Those after two steps would be others.
      const after = await run({ frameworks: ['tfjs'], steps: 2, options: { network } });
      assert.ok(Math.abs((own.firstLogits?.[0] ?? 0) - (after.entries[0].firstLogits?.[0] ?? 0)) > 0.01, network);
    }
    await assert.rejects(run({ weights: [layer(784, 10)] }), /of the sizes 784, 10, .* of the sizes 784, 16, 10/);
  });

  it('takes all steps of the epochs where no number of steps is given', async () => {
    const comparison = await run({ steps: null, options: { epochs: 2 } });
    assert.equal(comparison.entries[0].error, null);
    assert.equal(comparison.steps, 2 * Math.ceil(500 / 32));
  });

  it('can be cancelled, and leaves nothing behind', async () => {
    await withFolder(async (folder) => {
      const { TMPDIR } = process.env;
      const abort = new AbortController();
      const begun = (progress: ComparisonProgress): void => {
        if (progress.type === 'losses') abort.abort(new Error('enough'));
      };
      fewDigits();
      process.env.TMPDIR = folder;
      try {
        const running = run(
          { frameworks: ['tfjs'], steps: 2000, options: { epochs: 200 } },
          { signal: abort.signal, onProgress: begun },
        );
        await assert.rejects(running, /enough/);
      } finally {
        if (TMPDIR === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = TMPDIR;
      }
      assert.deepEqual(await readdir(folder), []);
    });
  });

  it('says where no room is for its temporary files, and blames no code', async () => {
    const examples = { images: Float32Array.of(0), labels: Uint8Array.of(0), count: 1 };
    const network = { type: 'mlp' as const, sizes: [1, 1] };
    const plan = { network, batchStarts: [0, 1], learningRates: [1], momentum: 0, l2: 0, snapshots: [1] };
    await assert.rejects(
      writePlan(path.join(__filename, 'x'), {
        plan: { ...plan, trainCount: 1, testCount: 1 },
        ...{ initial: [], train: examples, order: Uint32Array.of(0), test: examples },
      }),
      (error: Error) =>
        error instanceof InputError &&
        /^A comparison needs a folder for temporary files, and .* cannot be used: .*Set TMPDIR/.test(error.message),
    );
  });

  it('refuses what cannot be compared, and says why', async () => {
    assert.match(refusal(config({ dropout: 0.2 })) as string, /Dropout cannot be compared: .* random/);
    assert.match(refusal(defaultsFor('line')) as string, /Only the experiments mnist and convnet can be compared/);
    assert.equal(refusal(config()), null);
    await assert.rejects(run({ options: { dropout: 0.1 } }), /Dropout cannot be compared/);
  });
});
