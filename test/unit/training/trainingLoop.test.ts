import assert from 'node:assert/strict';
import type { Evaluation, PreparedRun } from '../../../src/training/experiments/experiment';
import type { EpochMetric, StepMetric, TestMetric } from '../../../src/protocol/metrics';
import type { Inspection, InspectRequest } from '../../../src/protocol/inspection';
import type { TrainingChildToHost } from '../../../src/protocol/run';
import { Dials } from '../../../src/training/dials';
import { DivergedError } from '../../../src/training/errors';
import { defaultsFor } from '../../../src/training/validate';
import { TrainingLoop } from '../../../src/training/trainingLoop';

const EPOCHS = 3;
const STEPS = 4;

/** A world with a clock of its own. `onTurn` is where messages arrive. */
class TestWorld {
  readonly runId = 'a';
  time = 0;
  turns = 0;
  waited: number[] = [];
  readonly log: string[] = [];
  readonly sent: TrainingChildToHost[] = [];
  onTurn: (turn: number) => unknown = () => undefined;

  send(message: TrainingChildToHost): void {
    this.sent.push(message);
  }

  now(): number {
    return this.time;
  }

  async yieldFor(ms: number): Promise<void> {
    this.time += ms;
    this.waited.push(ms);
    this.onTurn(++this.turns);
  }

  get steps(): StepMetric[] {
    return this.sent.flatMap((message) => (message.type === 'metrics' ? message.steps : []));
  }

  get epochs(): EpochMetric[] {
    return this.sent.flatMap((message) => (message.type === 'metrics' ? message.epochs : []));
  }

  get tests(): TestMetric[] {
    return this.sent.flatMap((message) => (message.type === 'tested' ? [message.test] : []));
  }

  get states(): string[] {
    return this.sent.flatMap((message) => (message.type === 'state' ? [message.state] : []));
  }
}

function prepare(world: TestWorld, stepMs: number, evaluationSlices = 0, heldBack = false): PreparedRun {
  function* steps(): Generator<StepMetric, void> {
    for (let step = 1; step <= EPOCHS * STEPS; step++) {
      world.time += stepMs;
      yield { step, epoch: Math.ceil(step / STEPS), loss: 100 - step };
    }
  }
  function* evaluate(accuracy: number): Generator<void, Evaluation> {
    for (let i = 0; i < evaluationSlices; i++) {
      world.time += 20;
      yield;
    }
    return { loss: 0.5, accuracy };
  }
  return {
    info: {
      dataDescription: '',
      trainingExamples: 40,
      validationExamples: heldBack ? 10 : 0,
      stepsPerEpoch: STEPS,
      totalSteps: EPOCHS * STEPS,
    },
    steps: steps(),
    validate: heldBack ? () => evaluate(0.75) : null,
    dials: new Dials(defaultsFor('line'), [{ field: 'learningRate', from: 'epoch' }]),
    interim: null,
    test: evaluationSlices > 0 ? { examples: 20, measure: () => evaluate(heldBack ? 0.25 : 0.75) } : null,
    layers: {
      before: () => void world.log.push('before'),
      after: ({ step, epoch }) => ({ step, epoch, learningRate: 1, layers: [] }),
    },
    inspect: null,
    keep: () => ({ parameters: [Float64Array.of(world.time)], velocities: null, random: null, startLoss: 99 }),
    picture: () => ({ kind: 'weights', rows: 1, cols: 1, values: [world.time] }),
  };
}

const numbers = (steps: StepMetric[]): number[] => steps.map(({ step }) => step);
const all = Array.from({ length: EPOCHS * STEPS }, (_, i) => i + 1);
/** Lets everything that is ready run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('training: loop', () => {
  it('reports each step and each epoch once, in order, with means and speeds', async () => {
    const world = new TestWorld();
    assert.equal(await new TrainingLoop(prepare(world, 10, 2), world).finish(), 'finished');
    assert.deepEqual(numbers(world.steps), all);
    assert.deepEqual(
      world.epochs.map(({ epoch }) => epoch),
      [1, 2, 3],
    );
    const [first] = world.epochs;
    assert.equal(first.trainLoss, (99 + 98 + 97 + 96) / 4);
    assert.equal(first.testAccuracy, 0.75);
    // 4 steps of 10 ms; the 40 ms of evaluation do not count.
    assert.ok(Math.abs(first.seconds - 0.04) < 1e-12);
    assert.ok(Math.abs(first.samplesPerSecond - 1000) < 1e-6);
  });

  it('looks at messages at least every 30 ms and a step, and sends at most 15 times a second', async () => {
    const world = new TestWorld();
    await new TrainingLoop(prepare(world, 10), world).finish();
    // 12 steps of 10 ms, a look every 30 ms.
    assert.ok(world.turns >= 3 && world.turns <= 5, `${world.turns} looks`);
    const metrics = world.sent.filter((message) => message.type === 'metrics').length;
    assert.ok(metrics <= 4, `${metrics} messages for 120 ms`);
  });

  it('pauses at once, goes on, and loses nothing', async () => {
    const world = new TestWorld();
    const loop = new TrainingLoop(prepare(world, 31), world);
    world.onTurn = (turn) => {
      if (turn === 3) loop.pause();
    };
    const end = loop.finish();
    await settle();
    const seen = world.steps.length;
    assert.ok(seen > 0 && seen < all.length);
    assert.deepEqual(world.states, ['paused']);
    await settle();
    assert.equal(world.steps.length, seen, 'a paused run does not go on');
    loop.resume();
    assert.equal(await end, 'finished');
    assert.deepEqual(world.states, ['paused', 'running']);
    assert.deepEqual(numbers(world.steps), all);
  });

  it('does one step, and pauses again', async () => {
    const world = new TestWorld();
    const loop = new TrainingLoop(prepare(world, 1), world);
    loop.pause();
    const end = loop.finish();
    for (let step = 1; step <= 6; step++) {
      loop.step();
      await settle();
      assert.deepEqual(numbers(world.steps), all.slice(0, step));
    }
    assert.deepEqual(
      world.epochs.map(({ epoch }) => epoch),
      [1],
      'the epoch that ended meanwhile is reported',
    );
    assert.deepEqual(world.states, ['paused']);
    loop.stop();
    assert.equal(await end, 'stopped');
  });

  it('does the rest of an epoch, and pauses', async () => {
    const world = new TestWorld();
    const loop = new TrainingLoop(prepare(world, 1, 3), world);
    loop.step();
    const end = loop.finish();
    await settle();
    loop.epoch();
    await settle();
    assert.deepEqual(numbers(world.steps), [1, 2, 3, 4]);
    assert.equal(world.epochs.length, 1);
    loop.epoch();
    await settle();
    assert.equal(world.steps.length, 8);
    assert.equal(world.epochs.length, 2);
    assert.deepEqual(world.states, ['paused', 'running', 'paused', 'running', 'paused']);
    loop.stop();
    await end;
  });

  it('stops while it runs, while it is paused, and while it measures', async () => {
    const running = new TestWorld();
    const first = new TrainingLoop(prepare(running, 31), running);
    running.onTurn = () => first.stop();
    assert.equal(await first.finish(), 'stopped');
    assert.ok(running.steps.length < all.length);

    const paused = new TestWorld();
    const second = new TrainingLoop(prepare(paused, 1), paused);
    second.pause();
    const end = second.finish();
    await settle();
    second.stop();
    assert.equal(await end, 'stopped');
    assert.equal(paused.steps.length, 0);

    const measuring = new TestWorld();
    const third = new TrainingLoop(prepare(measuring, 0, 10), measuring);
    measuring.onTurn = (turn) => turn > 1 && third.stop();
    assert.equal(await third.finish(), 'stopped');
    assert.deepEqual(numbers(measuring.steps), [1, 2, 3, 4], 'the steps before it are not lost');
    assert.equal(measuring.epochs.length, 0);
  });

  it('opens the test once, after the last epoch; with nothing held back, the last epoch has done it', async () => {
    const held = new TestWorld();
    assert.equal(await new TrainingLoop(prepare(held, 10, 2, true), held).finish(), 'finished');
    assert.deepEqual(
      held.epochs.map(({ validationAccuracy, testAccuracy }) => [validationAccuracy, testAccuracy]),
      [0.75, 0.75, 0.75].map((accuracy) => [accuracy, null]),
    );
    assert.deepEqual(held.tests, [{ loss: 0.5, accuracy: 0.25, examples: 20 }]);
    assert.deepEqual(held.states, ['testing']);
    assert.equal(held.sent.at(-1)?.type, 'tested');

    const open = new TestWorld();
    await new TrainingLoop(prepare(open, 10, 2), open).finish();
    assert.deepEqual(
      open.epochs.map(({ validationAccuracy, testAccuracy }) => [validationAccuracy, testAccuracy]),
      [0.75, 0.75, 0.75].map((accuracy) => [null, accuracy]),
    );
    assert.deepEqual(open.tests, [{ loss: 0.5, accuracy: 0.75, examples: 20 }]);
    assert.deepEqual(open.states, []);
  });

  it('opens the test where it was stopped, but not before the first step; a second stop ends that', async () => {
    const stopped = new TestWorld();
    const first = new TrainingLoop(prepare(stopped, 31, 4), stopped);
    stopped.onTurn = (turn) => turn === 2 && first.stop();
    assert.equal(await first.finish(), 'stopped');
    assert.deepEqual(stopped.states, ['testing']);
    assert.equal(stopped.tests.length, 1);

    const untrained = new TestWorld();
    const second = new TrainingLoop(prepare(untrained, 1, 4), untrained);
    second.stop();
    assert.equal(await second.finish(), 'stopped');
    assert.deepEqual([untrained.states, untrained.tests], [[], []]);

    const cut = new TestWorld();
    const third = new TrainingLoop(prepare(cut, 10, 8, true), cut);
    cut.onTurn = () => cut.states.includes('testing') && third.stop();
    assert.equal(await third.finish(), 'finished', 'all of its training is done');
    assert.deepEqual(cut.tests, []);
  });

  it('while the test is measured, no command but stop changes anything, and questions are answered', async () => {
    const world = new TestWorld();
    const inspect = function* (_: InspectRequest, step: number): Generator<void, Inspection> {
      yield;
      return { kind: 'confusion', classes: [], matrix: [], step };
    };
    const loop = new TrainingLoop({ ...prepare(world, 10, 8, true), inspect }, world);
    let asked = false;
    world.onTurn = () => {
      if (!world.states.includes('testing') || asked) return;
      asked = true;
      loop.pause();
      loop.step();
      loop.inspect(1, { kind: 'confusion' });
    };
    assert.equal(await loop.finish(), 'finished');
    assert.deepEqual(world.states, ['testing']);
    assert.equal(world.tests.length, 1);
    assert.ok(world.sent.some((message) => message.type === 'inspected' && message.id === 1));
  });

  it('a loss that has left does not keep the test closed; other errors do', async () => {
    const ending = async (error: Error): Promise<TestWorld> => {
      const world = new TestWorld();
      function* failing(): Generator<StepMetric, void> {
        yield { step: 1, epoch: 1, loss: 1 };
        throw error;
      }
      const run = { ...prepare(world, 1, 2, true), steps: failing() };
      await assert.rejects(new TrainingLoop(run, world).finish(), error);
      return world;
    };
    assert.equal((await ending(new DivergedError('train', 'far away'))).tests.length, 1);
    assert.equal((await ending(new Error('a bug'))).tests.length, 0);
  });

  it('sends what it has when the learner’s code throws', async () => {
    const world = new TestWorld();
    const run = prepare(world, 1);
    function* failing(): Generator<StepMetric, void> {
      yield { step: 1, epoch: 1, loss: 1 };
      throw new Error('in the second step');
    }
    await assert.rejects(new TrainingLoop({ ...run, steps: failing() }, world).finish(), /in the second step/);
    assert.deepEqual(numbers(world.steps), [1]);
  });

  it('takes in a change where the next epoch begins, and tells it', async () => {
    const world = new TestWorld();
    const run = prepare(world, 31);
    const loop = new TrainingLoop(run, world);
    let asked = false;
    world.onTurn = () => {
      if (asked || world.steps.length === 0) return;
      asked = true;
      loop.adjust('learningRate', 0.5);
      loop.adjust('l2', 1);
    };
    await loop.finish();
    const changes = world.sent.flatMap((message) => (message.type === 'changed' ? [message.change] : []));
    assert.deepEqual(changes, [{ field: 'learningRate', step: STEPS + 1, before: 0.1, value: 0.5 }]);
    assert.deepEqual([run.dials.learningRate, run.dials.l2], [0.5, 0]);
  });

  it('keeps its pace where one is asked for', async () => {
    const world = new TestWorld();
    await new TrainingLoop(prepare(world, 1), world, { stepIntervalMs: 50 }).finish();
    assert.deepEqual(numbers(world.steps), all);
    assert.ok(world.time >= 11 * 50 && world.time < 12 * 60, `12 steps took ${world.time} ms`);
  });

  it('makes a picture at most ten times a second, and always one of the end', async () => {
    const world = new TestWorld();
    await new TrainingLoop(prepare(world, 35), world).finish();
    const pictures = world.sent.flatMap((message) => (message.type === 'metrics' ? [message.picture] : []));
    // 12 steps of 35 ms, sent at every second one.
    assert.ok(pictures.length >= 6, `${pictures.length} messages`);
    const made = pictures.filter((picture) => picture !== null);
    assert.ok(made.length <= 5, `${made.length} pictures in 420 ms`);
    assert.deepEqual(made.at(-1), { kind: 'weights', rows: 1, cols: 1, values: [420] });
  });

  it('measures layers at most 15 times a second and in the last step, and not at all when nobody watches', async () => {
    const world = new TestWorld();
    await new TrainingLoop(prepare(world, 10), world, { watched: true }).finish();
    const samples = world.sent.flatMap((message) => (message.type === 'metrics' ? message.samples : []));
    assert.deepEqual(
      samples.map(({ step }) => step),
      [1, 8, 12],
    );
    assert.equal(world.log.length, 3);
    const alone = new TestWorld();
    await new TrainingLoop(prepare(alone, 10), alone).finish();
    assert.equal(alone.log.length, 0);
  });

  it('answers questions in slices: running, paused, and after the end; a pause gets through in between', async () => {
    const world = new TestWorld();
    const parts = 10;
    function* inspect(_: InspectRequest, step: number): Generator<void, Inspection> {
      for (let i = 0; i < parts; i++) {
        world.time += 25;
        yield;
      }
      return { kind: 'confusion', classes: [], matrix: [], step };
    }
    const loop = new TrainingLoop({ ...prepare(world, 10), inspect }, world);
    let asked = 0;
    world.onTurn = (turn) => {
      if (turn === 2) loop.inspect(asked++, { kind: 'confusion' });
      if (turn === 4) loop.pause();
    };
    const end = loop.finish();
    await settle();
    await settle();
    const order = world.sent.map((message) => (message.type === 'state' ? message.state : message.type));
    assert.ok(order.indexOf('paused') < order.indexOf('inspected'), order.join());
    const answers = (): number[] =>
      world.sent.flatMap((message) =>
        message.type === 'inspected' && message.result.kind === 'confusion' ? [message.result.step] : [],
      );
    assert.deepEqual(answers(), [world.steps.length]);
    loop.inspect(asked++, { kind: 'confusion' });
    await settle();
    await settle();
    assert.equal(answers().length, 2, 'a paused run answers');
    assert.deepEqual(world.states, ['paused'], 'and stays paused');
    loop.resume();
    await end;
    void loop.keepAnswering();
    loop.inspect(asked++, { kind: 'confusion' });
    await settle();
    await settle();
    assert.deepEqual(answers().at(-1), EPOCHS * STEPS);
    assert.deepEqual(numbers(world.steps), all);
  });

  it('stops in the middle of an answer, and finishes the answer afterwards', async () => {
    const world = new TestWorld();
    function* inspect(_: InspectRequest, step: number): Generator<void, Inspection> {
      for (let i = 0; i < 20; i++) {
        world.time += 25;
        yield;
      }
      return { kind: 'confusion', classes: [], matrix: [], step };
    }
    const loop = new TrainingLoop({ ...prepare(world, 10), inspect }, world);
    world.onTurn = (turn) => {
      if (turn === 1) loop.inspect(7, { kind: 'confusion' });
      if (turn === 3) loop.stop();
    };
    assert.equal(await loop.finish(), 'stopped');
    assert.ok(!world.sent.some((message) => message.type === 'inspected'));
    void loop.keepAnswering();
    await settle();
    await settle();
    assert.ok(world.sent.some((message) => message.type === 'inspected' && message.id === 7));
  });

  it('answers with the message of code that throws, and goes on', async () => {
    const world = new TestWorld();
    const inspect = (): never => {
      throw new TypeError('no weights');
    };
    const loop = new TrainingLoop({ ...prepare(world, 10), inspect }, world);
    loop.inspect(1, { kind: 'filters' });
    assert.equal(await loop.finish(), 'finished');
    assert.deepEqual(
      world.sent.find((message) => message.type === 'inspected'),
      { type: 'inspected', id: 1, result: { kind: 'unavailable', reason: 'Your code threw TypeError: no weights' } },
    );
  });
});
