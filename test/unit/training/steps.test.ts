import assert from 'node:assert/strict';
import { type LinearParameters, readParameters } from '../../../src/training/experiments/parameters';
import { type StepPlan, checkedSteps } from '../../../src/training/experiments/steps';

const plan: StepPlan = {
  loop: 'fit',
  epochs: 2,
  batchSize: 64,
  stepsPerEpoch: 2,
  reportsStep: true,
  dials: { learningRate: 3 },
};
const right = [
  { epoch: 1, step: 1, loss: 4 },
  { epoch: 1, step: 2, loss: 3 },
  { epoch: 2, step: 3, loss: 2 },
  { epoch: 2, step: 4, loss: 1 },
];
const run = (reports: unknown[], change: Partial<StepPlan> = {}): unknown[] => [
  ...checkedSteps(reports[Symbol.iterator](), { ...plan, ...change }, () => undefined),
];
const withThird = (third: unknown): unknown[] => right.map((report, i) => (i === 2 ? third : report));

describe('training: a learner’s loop', () => {
  it('passes when it reports what its lesson says', () => {
    assert.deepEqual(run(right), right);
    const plain = right.map(({ epoch, loss }) => ({ epoch, loss }));
    assert.deepEqual(run(plain, { reportsStep: false }), right);
  });

  const bad: [string, unknown[], RegExp][] = [
    ['ends early', right.slice(0, 3), /`fit` ended after 3 steps, expected 4 \(2 epochs of 2 steps\)/],
    ['yields nothing', [], /ended after 0 steps/],
    ['goes on', [...right, { epoch: 3, step: 5, loss: 1 }], /went on after step 4, where it should end/],
    ['counts epochs from 0', right.map((r) => ({ ...r, epoch: r.epoch - 1 })), /yielded epoch 0 in step 1, expected 1/],
    ['counts steps anew in each epoch', withThird({ epoch: 2, step: 1, loss: 2 }), /yielded step 1, expected 3/],
    ['leaves the loss out', withThird({ epoch: 2, step: 3 }), /yielded nothing as loss in step 3/],
    ['yields a number', withThird(7), /yielded 7 in step 3, expected an object \{ epoch, step, loss, … \}/],
    [
      'yields a text as loss',
      withThird({ epoch: 2, step: 3, loss: '2' }),
      /yielded "2" as loss in step 3, expected a number/,
    ],
    ['yields a text as step', withThird({ epoch: 2, step: '3', loss: 2 }), /yielded step "3", expected 3/],
    ['yields a text', withThird('7'), /yielded "7" in step 3, expected an object/],
    ['yields null', withThird(null), /yielded null in step 3/],
    [
      'diverges',
      withThird({ epoch: 2, step: 3, loss: NaN }),
      /The loss became NaN in step 3 \(epoch 2\).*learning rate that is too large.*It was 3; try 0\.3\./,
    ],
    ['overflows', withThird({ epoch: 2, step: 3, loss: Infinity }), /The loss became Infinity in step 3/],
  ];
  for (const [what, reports, message] of bad) {
    it(`that ${what} is stopped with a sentence that says so`, () => {
      assert.throws(() => run(reports), { name: 'ContractError', of: 'fit', message });
    });
  }

  it('whose loss grows and grows is stopped, with the usual cause', () => {
    const growing = Array.from({ length: 100 }, (_, i) => ({ epoch: 1, step: i + 1, loss: 0.5 * 1.4 ** i }));
    const seen: unknown[] = [];
    const all = checkedSteps(growing[Symbol.iterator](), { ...plan, epochs: 1, stepsPerEpoch: 100 }, (one) =>
      seen.push(one),
    );
    assert.throws(() => [...all], {
      name: 'ContractError',
      of: 'fit',
      message:
        /began at 0\.5 and stays far above that: it is .* in step 27 .*learning rate that is too large.*It was 3; try 0\.3\./,
    });
    assert.equal(seen.length, 27);
  });

  it('that is not a generator is named as such', () => {
    for (const value of [undefined, 5, { epoch: 1 }]) {
      assert.throws(
        () => checkedSteps(value, plan, () => undefined).next(),
        /did not return a generator.*with the star/,
      );
    }
  });

  it('hands on every report before the step is told, so that a picture is of the same step', () => {
    const kept: unknown[] = [];
    const steps = checkedSteps(right[Symbol.iterator](), plan, (report) => kept.push(report));
    steps.next();
    assert.deepEqual(kept, [right[0]]);
  });

  it('reports parameters of any array-like, and they are copied', () => {
    const weights = Float32Array.from([1, 2]);
    const read: LinearParameters = readParameters({ parameters: { weights, bias: 3 } }, 'fit', 2);
    weights[0] = 9;
    assert.deepEqual(read, { weights: [1, 2], bias: 3 });
  });

  const badParameters: [unknown, RegExp][] = [
    [undefined, /must yield `parameters` as an object \{ weights, bias \}/],
    [{ weights: [1, 2] }, /must yield `parameters`/],
    [{ weights: [1], bias: 0 }, /yielded 1 weights, expected 2/],
    [{ weights: [1, NaN], bias: 0 }, /yielded weight 1 as NaN, which is not a finite number\. Try a smaller/],
    [{ weights: [1, '3'], bias: 0 }, /yielded weight 1 as "3", expected a number\.$/],
    [{ weights: [1, 2], bias: Infinity }, /yielded the bias as Infinity/],
  ];
  for (const [parameters, message] of badParameters) {
    it(`with parameters ${JSON.stringify(parameters)} is stopped`, () => {
      assert.throws(() => readParameters({ parameters }, 'fit', 2), { name: 'ContractError', message });
    });
  }
});
