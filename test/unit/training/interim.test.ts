/** What is looked at during an epoch: a sample of the validation images, and ten of them that are shown. */
import assert from 'node:assert/strict';
import type { Dataset, Examples } from '../../../src/training/data/dataset';
import { Dials } from '../../../src/training/dials';
import type { Evaluation, Interim, PreparedRun } from '../../../src/training/experiments/experiment';
import { interimOf } from '../../../src/training/experiments/interim';
import { InterimMeter } from '../../../src/training/inspection/interimMeter';
import type { NetworkView } from '../../../src/training/inspection/networkView';
import { Pace } from '../../../src/training/pace';
import { TrainingLoop } from '../../../src/training/trainingLoop';
import type { RunConfig } from '../../../src/protocol/config';
import type { StepMetric } from '../../../src/protocol/metrics';
import type { TrainingChildToHost } from '../../../src/protocol/run';
import { defaultsFor } from '../../../src/training/validate';
import { RecordedSession } from './support';

const PIXELS = 4;

/** Images that hold their own number; the labels go round, without a 7. */
function examples(count: number): Examples {
  const images = Float32Array.from({ length: count * PIXELS }, (_, i) => Math.floor(i / PIXELS) / count);
  const labels = Uint8Array.from({ length: count }, (_, i) => (i % 10 === 7 ? 8 : i % 10));
  return { images, labels, count };
}

const dataset = (held: number): Dataset => ({
  name: 'd',
  rows: 2,
  cols: 2,
  train: examples(10),
  validation: held === 0 ? null : examples(held),
  test: examples(10),
});

/** A network that takes every image for a 3, and notes how many it was given. */
const threes = (given: number[]): NetworkView =>
  ({
    logits: (_, count) => {
      given.push(count);
      return Float32Array.from({ length: count * 10 }, (_, i) => (i % 10 === 3 ? 5 : 0));
    },
  }) as Partial<NetworkView> as NetworkView;

/** A clock, and an interim whose measurement takes `slices` times `sliceMs`. */
function timed(clock: { ms: number }, sliceMs: number, slices = 2): Interim {
  return {
    examples: 500,
    digits: { rows: 1, cols: 1, labels: [1], images: [[255]] },
    *measure(): Generator<void, Evaluation> {
      for (let i = 0; i < slices; i++) {
        clock.ms += sliceMs;
        yield;
      }
      return { loss: 1, accuracy: 0.5 };
    },
    read: () => ({ read: [1], sure: [0.5] }),
  };
}

describe('training: the sample of the validation images', () => {
  it('comes from all over, and one of each class is shown; without validation images there is none', () => {
    assert.equal(interimOf(dataset(0), threes([])), null);
    const given: number[] = [];
    const interim = interimOf(dataset(2000), threes(given));
    assert.ok(interim);
    assert.equal(interim.examples, 500);
    // Of every fourth image the first of each class, in the order of the classes.
    assert.deepEqual(interim.digits.labels, [0, 2, 4, 6, 8]);
    assert.deepEqual(
      interim.digits.images.map(([pixel]) => pixel),
      [0, 12, 4, 16, 8].map((place) => Math.round((place / 2000) * 255)),
    );
    const all = interimOf(dataset(40), threes(given));
    assert.deepEqual([all?.examples, all?.digits.labels], [40, [0, 1, 2, 3, 4, 5, 6, 8, 9]]);
    const reading = all?.read();
    assert.deepEqual(
      reading?.read,
      Array.from({ length: 9 }, () => 3),
    );
    const sure = Math.exp(5) / (Math.exp(5) + 9);
    assert.deepEqual(reading?.sure.map((one) => one > 0.5).indexOf(true), 3);
    assert.ok(Math.abs((reading?.sure[3] ?? 0) - sure) < 1e-3);
    const measuring = interim.measure();
    let result = measuring.next();
    while (!result.done) result = measuring.next();
    assert.equal(result.value.accuracy, 0, 'no 3 is among them');
    assert.deepEqual(given, [9, 100, 100, 100, 100, 100]);
  });

  it('is measured after 10 steps and every 100, but takes no more than a hundredth of the time', () => {
    const measuredAt = (sliceMs: number, stepMs: number): number[] => {
      const clock = { ms: 0 };
      const meter = new InterimMeter(timed(clock, sliceMs), () => clock.ms);
      const steps: number[] = [];
      for (let step = 1; step <= 1000; step++) {
        clock.ms += stepMs;
        const measuring = meter.sample(step)?.();
        if (!measuring) continue;
        steps.push(step);
        // Others have their turn between two slices; that is not what it costs.
        while (!measuring.next().done) clock.ms += 1;
      }
      return steps;
    };
    assert.deepEqual(measuredAt(0.1, 10), [10, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
    const gaps = (steps: number[]): number[] => steps.slice(1).map((step, i) => step - steps[i]);
    // 80 ms each: the first two come anyway, then after 8 s, less what the measurement itself takes of them.
    const [first, second, ...later] = measuredAt(40, 10);
    assert.deepEqual([first, second], [10, 100]);
    const slow = [second, ...later];
    assert.ok(slow.length === 2 && gaps(slow).every((gap) => gap >= 790 && gap <= 800), slow.join());
    // Steps of fast kernels: at most five times a second.
    const fast = measuredAt(0.1, 0.4);
    assert.ok(fast.length > 1 && gaps(fast).every((gap) => gap >= 490 && gap <= 510), fast.join());
  });

  it('is not held up by one measurement that a busy machine has made long', () => {
    let ms = 0;
    const pace = new Pace(() => ms, { everyMs: 100, share: 50 });
    const turn = (cost: number): number => {
      while (!pace.isDue) ms += 10;
      pace.begin();
      const began = ms;
      pace.spend(() => (ms += cost));
      while (!pace.isDue) ms += 10;
      return ms - began;
    };
    assert.deepEqual([turn(4), turn(4), turn(1000)], [204, 204, 1000]);
    assert.deepEqual([turn(20), turn(20), turn(20)], [200, 1000, 1000], 'what stays long is rarer');
  });

  it('is given up for a run whose network throws, and the run goes on', () => {
    const clock = { ms: 0 };
    const fail = (): never => {
      throw new Error('forward');
    };
    const reading = new InterimMeter({ ...timed(clock, 0), read: fail }, () => clock.ms);
    assert.equal(reading.read(0, true), null);
    assert.equal(reading.sample(10), null);
    const sample = new InterimMeter({ ...timed(clock, 0), measure: fail }, () => clock.ms);
    const { done, value } = (sample.sample(10) as () => Generator<void, Evaluation>)().next();
    assert.ok(done && Number.isNaN(value.loss));
    assert.equal(sample.read(10, true), null);
  });

  it('is told between the steps; the shown images also before the first step, in a pause and at the end', async () => {
    const EACH = 150;
    const clock = { ms: 0 };
    const sent: TrainingChildToHost[] = [];
    let turns = 0;
    let loop: TrainingLoop | null = null;
    function* steps(): Generator<StepMetric, void> {
      for (let step = 1; step <= 2 * EACH; step++) {
        clock.ms += 10;
        yield { step, epoch: Math.ceil(step / EACH), loss: 1 };
      }
    }
    const run: PreparedRun = {
      info: {
        dataDescription: '',
        trainingExamples: EACH,
        validationExamples: 500,
        stepsPerEpoch: EACH,
        totalSteps: 2 * EACH,
      },
      steps: steps(),
      dials: new Dials(defaultsFor('mnist'), []),
      validate: timed(clock, 1).measure,
      interim: timed(clock, 1),
      test: null,
      layers: { before: () => undefined, after: () => null },
      inspect: null,
      keep: () => ({ parameters: [], velocities: null, random: null, startLoss: 1 }),
      picture: () => null,
    };
    const world = {
      runId: 'a',
      send: (message: TrainingChildToHost) => void sent.push(message),
      now: () => clock.ms,
      yieldFor: async () => {
        turns++;
        if (turns === 20) loop?.pause();
        if (turns === 20) setImmediate(() => loop?.resume());
      },
    };
    loop = new TrainingLoop(run, world, { watched: true });
    assert.equal(await loop.finish(), 'finished');
    assert.equal(sent[0].type, 'watched');
    const read = sent.flatMap((message) => (message.type === 'read' ? [message.reading.step] : []));
    assert.equal(read[0], 0);
    assert.equal(read.at(-1), 2 * EACH);
    const paused = sent.findIndex((message) => message.type === 'state' && message.state === 'paused');
    const done = sent.slice(0, paused).flatMap((message) => (message.type === 'metrics' ? message.steps : []));
    assert.ok(read.includes(done.at(-1)?.step ?? -1), `paused at step ${done.at(-1)?.step}, read at ${read.join()}`);
    const interim = sent.flatMap((message) => (message.type === 'interim' ? [message.interim] : []));
    assert.deepEqual(
      interim.map(({ step, epoch }) => [step, epoch]),
      [
        [10, 1],
        [100, 1],
        [200, 2],
      ],
      'and not at the end of an epoch, where all of them are measured',
    );
    const alone = new TrainingLoop({ ...run, steps: steps() }, world);
    sent.length = 0;
    await alone.finish();
    assert.ok(!sent.some(({ type }) => type === 'watched' || type === 'read' || type === 'interim'));
  });

  for (const network of ['reference', 'fast'] as const)
    it(`changes nothing in a real run (${network}), and shows it learning`, async function () {
      this.timeout(600_000);
      const config: RunConfig = {
        ...defaultsFor('mnist'),
        network,
        data: { kind: 'digits' },
        dropout: network === 'reference' ? 0.2 : 0,
        limit: 600,
        validation: 100,
        batchSize: 4,
        learningRate: 0.05,
        epochs: 1,
      };
      const [alone, watched] = [new RecordedSession(), new RecordedSession()];
      for (const [recorded, isWatched] of [
        [alone, false],
        [watched, true],
      ] as const) {
        recorded.session.onEvent((event) => {
          if (event.type === 'state' && event.state === 'finished') recorded.session.dispose();
        });
        recorded.session.start({ config, sources: null, dataFolder: null, watched: isWatched });
        await recorded.session.done;
      }
      const losses = ({ events }: RecordedSession): number[] =>
        events.flatMap((event) => (event.type === 'metrics' ? event.steps : [])).map(({ loss }) => loss);
      assert.equal(losses(watched).length, 150);
      assert.deepEqual(losses(watched), losses(alone));
      const samples = watched.events.flatMap((event) => (event.type === 'interim' ? [event.interim] : []));
      assert.equal(samples[0].step, 10);
      const readings = watched.events.flatMap((event) => (event.type === 'read' ? [event.reading] : []));
      assert.deepEqual([readings[0].step, readings.at(-1)?.step], [0, 150]);
      const digits = watched.events.find((event) => event.type === 'watched');
      assert.ok(digits?.type === 'watched');
      const right = ({ read }: { read: number[] }): number =>
        read.filter((one, i) => one === digits.digits.labels[i]).length;
      assert.deepEqual(digits.digits.labels, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      assert.ok(right(readings[0]) < right(readings.at(-1) as { read: number[] }));
    });
});
