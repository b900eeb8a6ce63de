/** Comparisons of the convolutional network with the real frameworks. */
import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/frameworks/node/comparison';
import { shapeOf, CONV_NETWORK } from '../../../src/frameworks/plan';
import { refusal, runWith } from '../../../src/frameworks/comparable';
import { sentencesOf } from '../../../src/frameworks/sentences';
import type { LayerWeights } from '../../../src/frameworks/weights/weights';
import { seededRandom } from '../../../src/training/data/random';
import { UserError } from '../../../src/training/errors';
import { config, run } from './smallComparison';
import { learnersConvNet, probedTorchPython } from './support';

const CONV = { experiment: 'convnet' } as const;

/** The weights of the convolutional network in a file, at random. */
function someWeights(): LayerWeights[] {
  const random = seededRandom(3);
  const some = (count: number): Float32Array => Float32Array.from({ length: count }, () => random() / 4 - 0.125);
  return shapeOf(CONV_NETWORK).parameters.flatMap(({ rows, cols }, i) =>
    i % 2 === 0 ? [{ weights: { rows, cols, data: some(rows * cols) }, bias: some(cols) }] : [],
  );
}

function assertAgree(comparison: Comparison, steps: number): void {
  const { entries, logits, network } = comparison;
  assert.equal(network.type, 'conv');
  assert.equal(comparison.testImages, 300);
  for (const entry of entries) {
    assert.equal(entry.error, null);
    assert.equal(entry.losses.length, steps);
    assert.ok((entry.maxLossDifference as number) <= 1e-5, `${entry.id}: ${entry.maxLossDifference}`);
    assert.ok((entry.maxWeightDifference as number) <= 1e-5, `${entry.id}: ${entry.maxWeightDifference}`);
    assert.ok((entry.maxLogitDifference as number) <= 1e-6 * (logits?.largest ?? 0) * 5, entry.id);
    assert.ok(Math.abs((entry.testAccuracy as number) - (entries[0].testAccuracy as number)) < 0.005, entry.id);
  }
}

const textOf = (comparison: Comparison): string =>
  sentencesOf(comparison)
    .map(({ text }) => text)
    .join('\n');

describe('frameworks: comparison of the convolutional network', function () {
  this.timeout(240_000);

  it('the reference, with momentum and a penalty: the same weights, losses and logits in TensorFlow.js', async () => {
    const options = { ...CONV, batchSize: 8, l2: 0.01 };
    const comparison = await run({ options, frameworks: ['tfjs', 'tfjs-wasm'], steps: 3 });
    assertAgree(comparison, 3);
    assert.deepEqual(
      comparison.entries[1].differences.map(({ step }) => step),
      [1, 3],
    );
    assert.match(
      textOf(comparison),
      /^The reference network computes the same as TensorFlow\.js \(WebAssembly\) to \d/m,
    );
  });

  it('the fast network in PyTorch, and the logits of a file’s weights', async function () {
    const python = await probedTorchPython(this);
    const options = { ...CONV, network: 'fast' as const };
    const weights = someWeights();
    const comparison = await run({ options, weights, frameworks: ['tfjs-wasm', 'pytorch'], steps: 5 }, { python });
    assertAgree(comparison, 5);
    assert.ok(comparison.logits?.ofFile);
  });

  for (const network of ['mine', 'mine-fast'] as const)
    it(`a learner’s own: ${network}`, async () => {
      const options = { ...CONV, network, batchSize: 8 };
      assertAgree(await run({ options, sources: learnersConvNet(), frameworks: ['tfjs-wasm'], steps: 2 }), 2);
    });

  it('wrong on the way back: since which step, in which parameters, and which lessons to look at', async () => {
    const sources = learnersConvNet(
      'return col2im(ofPatches, ',
      'ofPatches.data.fill(0);\n    return col2im(ofPatches, ',
    );
    const options = { ...CONV, network: 'mine' as const };
    const comparison = await run({ options, sources, frameworks: ['tfjs-wasm'], steps: 2 });
    assert.deepEqual(comparison.entries[1].parting, { lossStep: 2, weightStep: 1, parameters: [0, 1] });
    const text = textOf(comparison);
    assert.match(text, /^Your network and TensorFlow\.js \(WebAssembly\) do not compute the same\.$/m);
    assert.match(text, /the others agree: weights of layer 1, bias of layer 1\. Check your lessons 5\.6 and 5\.7, and/);
  });

  it('of other sizes: what it should be, and the lesson', async () => {
    const sources = learnersConvNet(
      'heWeights(25, 8, random), Matrix.zeros(1, 8)',
      'heWeights(25, 4, random), Matrix.zeros(1, 4)',
    );
    await assert.rejects(run({ options: { ...CONV, network: 'mine' }, sources }), (error: Error) => {
      assert.match(
        error.message,
        /has 6 parameters, and the convolutional network has 6: 25×8, 1×8, 200×16, 1×16, 256×10, 1×10\. .* lesson 5\.7/,
      );
      return true;
    });
  });

  it('refuses the weights of another network, and what cannot be compared', async () => {
    await assert.rejects(run({ weights: someWeights() }), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /those of the convolutional network, .* is a network of the sizes 784, 16, 10\.$/);
      return true;
    });
    // Known before anything is started; with those of dense layers, the hidden layers are theirs.
    assert.equal(runWith(someWeights(), config()), null);
    assert.deepEqual(runWith(someWeights(), config(CONV)), config(CONV));
    assert.equal(refusal(config(CONV)), null);
    assert.match(refusal(config({ ...CONV, optimizer: 'adam' })) as string, /Adam cannot be compared/);
  });
});
