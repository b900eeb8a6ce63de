import assert from 'node:assert/strict';
import { type RunConfig } from '../../../src/protocol/config';
import { type ExperimentId, EXPERIMENTS } from '../../../src/training/experiments/table';
import { controlsFor, defaultsFor, validate } from '../../../src/training/validate';

const problemsOf = (change: Partial<RunConfig>, experiment: ExperimentId = 'mnist'): string[] =>
  validate({ ...defaultsFor(experiment), ...change }).map(({ field, message }) => `${field}: ${message}`);

describe('training: values of a run', () => {
  it('are fine as they stand at first', () => {
    for (const experiment of EXPERIMENTS) assert.deepEqual(validate(defaultsFor(experiment)), []);
  });

  it('start as the published runs do', () => {
    const { learningRate, batchSize, epochs } = defaultsFor('3-or-7');
    assert.deepEqual([learningRate, batchSize, epochs], [1, 256, 20]);
    const mnist = defaultsFor('mnist');
    assert.deepEqual([mnist.hidden, mnist.batchSize, mnist.learningRate, mnist.epochs], [[128], 64, 0.1, 5]);
  });

  const bad: [Partial<RunConfig>, RegExp][] = [
    [{ learningRate: 0 }, /^learningRate: The learning rate must be above 0, not 0\./],
    [{ learningRate: -1 }, /must be above 0, not -1/],
    [{ learningRate: 101 }, /must be at most 100, not 101/],
    [{ learningRate: NaN }, /must be a number, not NaN/],
    [{ learningRate: '0.1' as never }, /must be a number, not "0.1"/],
    [{ learningRate: undefined as never }, /must be a number, not nothing/],
    [{ batchSize: 0 }, /^batchSize: The batch size must be between 1 and 60,000, not 0/],
    [{ batchSize: 1.5 }, /must be a whole number, not 1.5/],
    [{ epochs: 0 }, /^epochs: Epochs must be between/],
    [{ epochs: Infinity }, /^epochs: Epochs must be a whole number/],
    [{ momentum: 1 }, /must be below 1, not 1/],
    [{ momentum: -0.1 }, /must be at least 0/],
    [{ optimizer: 'rmsprop' as never }, /^optimizer: The optimizer must be one of sgd, momentum, adam, not "rmsprop"/],
    [{ momentum: 0.9 }, /^momentum: Plain SGD has no momentum/],
    [{ optimizer: 'momentum' }, /^momentum: SGD with momentum needs a momentum above 0/],
    [{ optimizer: 'adam', learningRate: 0.001, momentum: 0.9 }, /^momentum: Adam has a mean of its own/],
    [{ optimizer: 'adam' }, /^learningRate: With Adam, .* 0.1 is too far/],
    [{ patience: 0 }, /^patience: The number of epochs to wait must be between 1 and/],
    [{ patience: 3, validation: 0 }, /^patience: To stop early, a run needs validation images/],
    [{ l2: -1 }, /^l2: /],
    [{ dropout: 1 }, /^dropout: Dropout must be below 1/],
    [{ schedule: 'linear' as never }, /must be one of constant, step, cosine, one-cycle, not "linear"/],
    [{ seed: -1 }, /^seed: /],
    [{ seed: 0.5 }, /^seed: /],
    [{ limit: 5 }, /must be between 10 and 60,000/],
    [{ hidden: [0] }, /size of a hidden layer must be between 1 and 4,096/],
    [{ hidden: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, /at most 8 hidden layers/],
    [{ hidden: 128 as never }, /must be a list of sizes/],
    [{ network: 'best' as never }, /must be one of mine, mine-fast, reference, fast/],
    [
      { experiment: 'line', network: 'fast' },
      /^network: The fast kernels train “Ten digits”, the sweep and “ConvNet” only/,
    ],
    [{ experiment: '3-or-7', network: 'mine-fast' }, /^network: The fast kernels train/],
    [{ data: { kind: 'folder', folder: ' ' } }, /data folder is empty/],
    [{ data: { kind: 'cloud' } as never }, /must be mnist, digits or a folder/],
    [{ experiment: 'two-moons', hidden: [4, 4] }, /Two moons has one hidden layer/],
    [{ experiment: 'chess' as never }, /^experiment: .*must be one of/],
  ];
  for (const [change, message] of bad) {
    it(`refuse ${JSON.stringify(change)} with a sentence`, () => {
      const problems = problemsOf(change);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0], message);
      assert.match(problems[0], /\.$/);
    });
  }

  it('are each judged: three bad values give three problems', () => {
    assert.equal(problemsOf({ learningRate: 0, epochs: 0, batchSize: 0 }).length, 3);
  });

  it('of a control that the experiment does not show stop nobody', () => {
    assert.deepEqual(problemsOf({ batchSize: 0, hidden: [0], momentum: 7 }, 'line'), []);
  });

  it('allow no hidden layer, no limit, and several layers', () => {
    assert.deepEqual(problemsOf({ hidden: [] }), []);
    assert.deepEqual(problemsOf({ hidden: [64, 32], limit: 1000 }), []);
  });

  it('are explained in a sentence, for each control', () => {
    for (const experiment of EXPERIMENTS) {
      for (const { label, explanation } of controlsFor(experiment)) {
        assert.ok(label.length > 0);
        assert.match(explanation, /^[A-Z].*\.$/);
        assert.doesNotMatch(explanation, /!|\b(simply|just|easy|obviously|clearly)\b/i);
      }
    }
  });
});
