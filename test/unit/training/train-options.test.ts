/** The options of `train` that go together. */
import assert from 'node:assert/strict';
import { UsageError } from '../../../src/terminal/exit';
import { parseTrainOptions } from '../../../src/terminal/trainOptions';

describe('terminal: options of train that go together', () => {
  const follows: [string, string, number, number][] = [
    ['', 'sgd', 0, 0.1],
    ['--momentum 0.8', 'momentum', 0.8, 0.1],
    ['--optimizer momentum', 'momentum', 0.9, 0.1],
    ['--optimizer momentum --momentum 0.5', 'momentum', 0.5, 0.1],
    ['--optimizer adam', 'adam', 0, 0.001],
    ['--optimizer adam --learning-rate 0.003', 'adam', 0, 0.003],
    ['--optimizer sgd --learning-rate 0.001', 'sgd', 0, 0.001],
    ['--experiment convnet', 'momentum', 0.9, 0.05],
    ['--experiment convnet --momentum 0', 'sgd', 0, 0.05],
    ['--experiment convnet --optimizer sgd', 'sgd', 0, 0.05],
    ['--experiment convnet --optimizer adam', 'adam', 0, 0.001],
  ];
  for (const [line, ...expected] of follows) {
    it(`lets optimizer, momentum and learning rate go together: ${line || 'no option'}`, () => {
      const { optimizer, momentum, learningRate } = parseTrainOptions(line.split(' ').filter(Boolean)).config;
      assert.deepEqual([optimizer, momentum, learningRate], expected);
    });
  }

  const bad: [string, RegExp][] = [
    ['--optimizer rmsprop', /The optimizer must be one of sgd, momentum, adam, not "rmsprop"/],
    ['--optimizer sgd --momentum 0.9', /^Plain SGD has no momentum/],
    ['--optimizer momentum --momentum 0', /^SGD with momentum needs a momentum above 0/],
    ['--optimizer adam --momentum 0.9', /^Adam has a mean of its own/],
    ['--optimizer adam --learning-rate 0.1', /^With Adam, the learning rate is about how far .* 0\.1 is too far/],
    ['--experiment two-moons --optimizer adam', /--optimizer changes nothing in the experiment two-moons/],
    ['--experiment 3-or-7 --validation 100', /--validation changes nothing in the experiment 3-or-7/],
    ['--schedule up', /must be one of constant, step, cosine, one-cycle/],
    ['--patience 0', /The number of epochs to wait must be between 1 and/],
    ['--patience 2 --validation 0', /^To stop early, a run needs validation images/],
    ['--experiment line --patience 2', /--patience changes nothing in the experiment line/],
  ];
  for (const [line, message] of bad) {
    it(`refuses ${line}`, () => {
      assert.throws(
        () => parseTrainOptions(line.split(' ')),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});
