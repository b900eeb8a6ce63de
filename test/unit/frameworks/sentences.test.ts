/** What a comparison says. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Comparison, Entry } from '../../../src/frameworks/node/comparison';
import { differences, largestDifference, median } from '../../../src/frameworks/measure';
import { CONV_NETWORK } from '../../../src/frameworks/plan';
import { logitTableOf } from '../../../src/frameworks/words/logits';
import { sentencesOf } from '../../../src/frameworks/sentences';
import { comparisonJson } from '../../../src/terminal/compareReport';
import { parseCompareOptions } from '../../../src/terminal/compareOptions';
import { defaultsFor } from '../../../src/training/validate';

const entry = (id: Entry['id'], change: Partial<Entry> = {}): Entry => ({
  ...{ id, name: id, version: '1', engine: 'x', threads: 1, blas: null, error: null, isCut: false, location: null },
  ...{ losses: [2, 1], differences: [], maxWeightDifference: 0, maxLossDifference: 0, parting: null },
  ...{ firstLogits: [1.5, -2], maxLogitDifference: 0 },
  ...{ testLoss: 1, testAccuracy: 0.9, samplesPerSecond: 1000, rounds: [1000, 1000, 1000] },
  ...change,
});

const LOGITS = { images: 100, label: 7, largest: 12.25, ofFile: false };

function comparison(other: Partial<Entry>, change: Partial<Comparison> = {}): Comparison {
  const config = { ...defaultsFor('mnist'), network: 'mine' as const };
  const entries = [entry('course'), entry('pytorch', other)];
  const network = { type: 'mlp' as const, sizes: [784, 128, 10] };
  return {
    config,
    network,
    steps: 200,
    threads: 1,
    usedReference: [],
    testImages: 2000,
    kinks: [],
    logits: LOGITS,
    entries,
    ...change,
  };
}

const textOf = (other: Partial<Entry>, change: Partial<Comparison> = {}): string =>
  sentencesOf(comparison(other, change))
    .map(({ text }) => text)
    .join('\n');

describe('frameworks: sentences', () => {
  it('the same but for rounding: how many places, and why', () => {
    const text = textOf({ maxWeightDifference: 2.1e-7 });
    assert.match(
      text,
      /Your network computes the same as PyTorch to 6 decimal places: .* more than 2\.1e-7\. What is left is rounding/,
    );
  });

  it('the same logits: in how many digits, of how many images', () => {
    const main = (other: Partial<Entry>, change: Partial<Comparison> = {}): string[] =>
      sentencesOf(comparison(other, change)).flatMap(({ kind, text }) => (kind === 'main' ? [text] : []));
    assert.deepEqual(main({ maxLogitDifference: 2.4e-6 }), [
      'Your network gives the same logits as PyTorch to 6 digits, with the same weights.',
    ]);
    assert.match(
      textOf({ maxLogitDifference: 2.4e-6 }),
      /^On 100 test images, no logit differs by more than 2\.4e-6, and the largest is 12\.3\.$/m,
    );
    assert.match(main({})[0], /^Your network gives exactly the same logits as PyTorch/);
    assert.match(
      main({ maxLogitDifference: 0.1 })[0],
      /^Your network does not give the same logits as PyTorch, with the same weights\.$/,
    );
    assert.match(textOf({ maxLogitDifference: 0.1 }), /^On 100 test images, logits differ by up to 1\.0e-1\./m);
    assert.deepEqual(main({}, { logits: null }), []);
    assert.deepEqual(main({ maxLogitDifference: null }), []);
    // A network whose logits are all 0 agrees with one that gives 0, and with no other.
    const zeros = { logits: { ...LOGITS, largest: 0 } };
    assert.match(main({}, zeros)[0], /exactly the same/);
    assert.match(main({ maxLogitDifference: 1e-3 }, zeros)[0], /does not give the same/);
  });

  it('the logits of the first image, digit by digit', () => {
    const table = logitTableOf(comparison({ firstLogits: [1.5000001, -2] }));
    assert.deepEqual(table?.columns, ['Your network', 'PyTorch']);
    assert.deepEqual(table?.rows[0], { name: '0', cells: ['1.500000', '1.500000'] });
    assert.match(table?.title ?? '', /a 7, with the weights after the last step$/);
    assert.equal(logitTableOf(comparison({}, { logits: null })), null);
  });

  it('exactly the same', () => assert.match(textOf({}), /computes exactly the same as PyTorch/));

  it('parted at the kink of a ReLU: the step, and what happened there', () => {
    const losses = Array.from({ length: 200 }, () => 1);
    const own = entry('course', { losses });
    const other = entry('pytorch', {
      losses: losses.map((loss, i) => (i < 29 ? loss : loss + 1e-5)),
      maxWeightDifference: 1e-3,
    });
    const kinks = [{ step: 29, distance: 3.8e-8 }];
    assert.match(
      textOf({}, { kinks, entries: [own, other] }),
      /the same up to step 29\. .* 3\.8e-8 away from 0: rounding decides its sign/,
    );
    // A kink that comes later explains nothing.
    const later = [{ step: 31, distance: 3.8e-8 }];
    assert.match(textOf({}, { kinks: later, entries: [own, other] }), /compute nearly the same/);
  });

  it('something else is computed: that stands above all, though the forward pass is the same', () => {
    const found = sentencesOf(comparison({ maxWeightDifference: 0.3, losses: [2, 1.5], maxLogitDifference: 2.4e-6 }));
    assert.deepEqual(
      found.filter(({ kind }) => kind === 'main').map(({ text }) => text),
      ['Your network and PyTorch do not compute the same.'],
    );
    const [why] = found.filter(({ kind }) => kind === 'warning');
    assert.match(why.text, /^After 200 steps the largest difference of any weight is 3\.0e-1\..* Check your lessons/);
    assert.match(found.map(({ text }) => text).join('\n'), /gives the same logits as PyTorch to 6 digits/);
  });

  describe('of the convolutional network', () => {
    const CONV = { network: CONV_NETWORK, config: { ...defaultsFor('convnet'), network: 'mine' as const } };
    const losses = Array.from({ length: 200 }, () => 1);
    /** Losses that are the same up to a step, and differ from there on; weights after the first step and the last. */
    const parted = (lossStep: number, by: number, weights: [number, number]): string => {
      const other = losses.map((loss, i) => (i + 1 < lossStep ? loss : loss + by * 1.1 ** (i + 1 - lossStep)));
      const differences = [
        { step: 1, largest: weights[0] },
        { step: 200, largest: weights[1] },
      ];
      const parting = { lossStep, weightStep: null, parameters: [] };
      const change = { losses: other, differences, maxWeightDifference: Math.max(...weights), parting };
      return textOf({}, { ...CONV, entries: [entry('course', { losses }), entry('pytorch', change)] });
    };

    it('what begins small and grows is rounding, however large it becomes, and why it grows so', () => {
      const text = parted(131, 2e-5, [3e-8, 1.2e-2]);
      assert.match(
        text,
        /compute nearly the same: after 200 steps .* 1\.2e-2\. .* In a convolutional network .* in leaps/,
      );
      assert.doesNotMatch(text, /do not compute the same/);
      assert.match(parted(5, 2e-5, [3e-8, 0.2]), /compute nearly the same/);
    });

    it('another computation: in the first loss, after the first step, or in one leap', () => {
      for (const text of [
        parted(1, 2e-5, [3e-8, 2e-3]),
        parted(3, 2e-5, [2e-3, 2e-3]),
        parted(131, 2e-2, [3e-8, 1e-3]),
      ])
        assert.match(
          text,
          /^Your network and PyTorch do not compute the same\..* Check your lessons 5\.6 and 5\.7, and/ms,
        );
    });

    it('accuracy: of the first test images', () =>
      assert.match(
        textOf({}, CONV),
        /^All of them read 90\.0% of .* correctly\. They are the first 2,000 test images\.$/m,
      ));

    it('no reason for a speed: those that are known are of dense layers', () => {
      assert.match(textOf({ samplesPerSecond: 9000 }, CONV), /Your network takes 9\.0 times as long as PyTorch\.$/m);
      assert.match(textOf({ samplesPerSecond: 100 }, CONV), /Your network is 10 times as fast as PyTorch\.$/m);
    });
  });

  it('speed, in both directions', () => {
    assert.match(textOf({ samplesPerSecond: 9000 }), /Your network takes 9\.0 times as long as PyTorch, because/);
    const blas = { name: 'OpenBLAS', slow: false, kernel: 'SkylakeX', replaced: null, doubt: null };
    assert.match(
      textOf({ samplesPerSecond: 9000, blas }),
      /gives each product of matrices to OpenBLAS \(SkylakeX\) in one call\. This library multiplies 16 numbers/,
    );
    assert.match(
      textOf({ samplesPerSecond: 100 }),
      /Your network is 10 times as fast as PyTorch, because for so small/,
    );
    // With several threads, something else may be the reason.
    assert.match(textOf({ samplesPerSecond: 100, threads: 2 }), /Your network is 10 times as fast as PyTorch\.$/m);
    assert.match(textOf({ samplesPerSecond: 1050 }), /about equally fast/);
    assert.match(textOf({ threads: 4 }), /Threads: Your network 1, PyTorch 4\. Each speed/);
  });

  it('warns of the slow BLAS, and says how to get another', () => {
    const blas = { name: 'reference BLAS', slow: true, kernel: null, replaced: null, doubt: null };
    const warnings = sentencesOf(comparison({ blas })).filter(({ kind }) => kind === 'warning');
    assert.equal(warnings.length, 1);
    assert.match(warnings[0].text, /ten times slower.*apt-get install libopenblas0/);
  });

  it('a framework that failed: its error, and nothing about its numbers', () => {
    const nothing = { maxWeightDifference: null, testAccuracy: null, samplesPerSecond: null, losses: [] };
    const failed = { error: 'It is not here.', ...nothing };
    assert.match(textOf({ ...failed, maxLogitDifference: null }), /^PyTorch: It is not here\.\nEach uses one thread/);
  });

  it('accuracy: of all of them only where all have one', () => {
    assert.match(textOf({}), /All of them read 90\.0% of the test images correctly\./);
    const [own, other] = comparison({}).entries;
    const failed = entry('tfjs', { error: 'gone', testAccuracy: null });
    assert.match(
      textOf({}, { entries: [own, failed, other] }),
      /read correctly: Your network 90\.0%, PyTorch 90\.0%\./,
    );
  });

  it('--json has the fields of the design', () => {
    const document = JSON.parse(comparisonJson(comparison({ error: 'gone' }), 'digits')) as {
      frameworks: Record<string, unknown>[];
    };
    const [framework] = document.frameworks;
    for (const field of ['name', 'version', 'samplesPerSecond', 'maxWeightDifference', 'testAccuracy', 'error']) {
      assert.ok(field in framework, field);
    }
    assert.equal(framework.error, 'gone');
  });

  it('reads its options', () => {
    const parse = (text: string): ReturnType<typeof parseCompareOptions> =>
      parseCompareOptions(text.split(' ').filter(Boolean));
    assert.deepEqual(parse('')?.frameworks, ['tfjs', 'tfjs-wasm', 'pytorch']);
    assert.equal(parse('')?.steps, 200);
    assert.equal(parse('--epochs 2')?.steps, null);
    for (const option of ['--experiment convnet', '--network-type conv'])
      assert.deepEqual([parse(option).config.experiment, parse(option).steps], ['convnet', 20]);
    assert.deepEqual(parse('--frameworks pytorch --steps 7 --epochs 2 --python p --threads 2 --json'), {
      ...parse('--epochs 2'),
      ...{ frameworks: ['pytorch'], steps: 7, python: 'p', threads: 2, json: true },
    });
    assert.equal(parse('')?.weights, null);
    assert.equal(path.basename(parse('--weights a.npz')?.weights ?? ''), 'a.npz');
    assert.throws(() => parse('--weights a.txt'), /ends in \.npz .* or in \.json/);
    const bad: [string, RegExp][] = [
      ['--frameworks jax', /takes tfjs, tfjs-wasm, pytorch, .*not “jax”/],
      ['--steps 0', /--steps takes a whole number from 1/],
      ['--dropout 0.5', /Dropout cannot be compared/],
      ['--network-type conv --hidden 16', /--hidden changes nothing in the experiment convnet/],
      ['--network-type conv --optimizer adam', /Adam cannot be compared/],
      ['--experiment line', /Only the experiments mnist and convnet/],
    ];
    for (const [text, message] of bad) assert.throws(() => parse(text), message);
  });

  it('numbers: median, largest difference, and what cannot be compared', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.equal(largestDifference([1, 2], [1.5, 1]), 1);
    assert.ok(Number.isNaN(largestDifference([1, NaN, 3], [1, 2, 9])));
    const at = (step: number, ...weights: number[]): { step: number; weights: Float32Array }[] => [
      { step, weights: Float32Array.from(weights) },
    ];
    assert.deepEqual(differences(at(1, 1, 2), at(1, 1, 4)), [{ step: 1, largest: 2 }]);
    assert.equal(differences(at(1, 1, 2), at(1, 1)), null);
    assert.equal(differences(at(1, 1), at(2, 1)), null);
    assert.equal(differences(at(1, 1), at(1, NaN)), null);
  });
});
