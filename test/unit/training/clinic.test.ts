/** The clinic: each patient has the fault that it should have, shows it, and does not tell it. In the shipped child, on built-in digits. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { loadCourse } from '../../../src/course/course';
import { PATIENTS, type RunConfig } from '../../../src/protocol/config';
import type { EpochMetric, LayerStats, StepMetric } from '../../../src/protocol/metrics';
import { FAULTS, type Fault, faultOf } from '../../../src/training/patients';
import type { StartRequest } from '../../../src/training/session';
import { sourcesFor } from '../../../src/training/sources';
import { configTexts, defaultsFor } from '../../../src/training/validate';
import { RecordedSession, dist, repository, until } from './support';

const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
const service = new CheckService(
  loadCourse(process.env.NNFS_LESSONS_ROOT ?? path.join(repository, 'lessons')),
  supervisor,
);
const folder = path.join(repository, 'out', 'learner');

const configOf = (fault: Fault, seed = 1, change: Partial<RunConfig> = {}): RunConfig => ({
  ...defaultsFor('clinic'),
  network: 'reference',
  data: { kind: 'digits' },
  seed,
  patient: PATIENTS.find((patient) => faultOf(seed, Number(patient)) === fault) ?? '1',
  ...change,
});

async function train(config: RunConfig, change: Partial<StartRequest> = {}): Promise<RecordedSession> {
  const recorded = new RecordedSession();
  const { sources } = await sourcesFor(config, folder, service);
  recorded.session.start({ config, sources, dataFolder: null, watched: true, ...change });
  await until(() => ['finished', 'stopped', 'failed'].includes(recorded.session.state), 'the end of the run');
  return recorded;
}

/** What the panel shows of a run. */
function curvesOf({ events }: RecordedSession): { steps: StepMetric[]; epochs: EpochMetric[]; samples: LayerStats[] } {
  const all = events.flatMap((event) => (event.type === 'metrics' ? [event] : []));
  return {
    steps: all.flatMap(({ steps }) => steps),
    epochs: all.flatMap(({ epochs }) => epochs),
    samples: all.flatMap(({ samples }) => samples),
  };
}

/** In the place of `diagnose`: it says what it was given, and spoils it. */
const EXAMINER = `
export function diagnose({ layers, data: { images } }) {
  for (const layer of layers) for (const { value } of layer.parameters()) value.data.fill(0);
  images.data.fill(0);
  return [images.rows, images.cols, layers.length];
}
`;

describe('training: the clinic', function () {
  this.timeout(600_000);
  after(() => supervisor.dispose());

  it('gives the six patients of a seed all six faults, in an order that other seeds change', () => {
    const places = new Map(FAULTS.map((fault) => [fault, new Set<number>()]));
    const orders = new Set<string>();
    for (let seed = 0; seed < 500; seed++) {
      const order = PATIENTS.map((patient) => faultOf(seed, Number(patient)));
      assert.deepEqual([...order].sort(), [...FAULTS].sort(), `seed ${seed}`);
      orders.add(order.join());
      order.forEach((fault, i) => places.get(fault)?.add(i));
    }
    assert.ok(orders.size > 300, `${orders.size} orders`);
    for (const [fault, found] of places) assert.equal(found.size, 6, `${fault} is everywhere`);
    assert.notDeepEqual(
      PATIENTS.map((patient) => faultOf(1, Number(patient))),
      [...FAULTS],
    );
    assert.ok(FAULTS.includes(faultOf(4_294_967_295, 6)));
  });

  it('does not name the fault in the line of a run', () => {
    assert.deepEqual(configTexts(configOf('steps-too-large')).length, 2);
    for (const fault of FAULTS) assert.match(configTexts(configOf(fault)).join(), /^Patient [1-6],seed 1$/);
  });

  const guesses = Math.log(10);
  /** What the panel says of each fault must be so. */
  const signs: Record<Fault, (curves: ReturnType<typeof curvesOf>) => void> = {
    'inputs-not-scaled': ({ steps }) => assert.ok(steps[0].loss > 10 * guesses, `first loss ${steps[0].loss}`),
    'all-neurons-equal': ({ epochs, samples, steps }) => {
      assert.ok(Math.abs(steps[0].loss - guesses) < 0.1);
      const end = epochs[epochs.length - 1].trainLoss;
      assert.ok(end < steps[0].loss && end > 1.5, `end ${end}`);
      assert.ok(samples.slice(-5).every(({ layers }) => layers.every(({ gradientNorm }) => gradientNorm > 0)));
    },
    'neurons-asleep': ({ epochs, samples }) => {
      for (const { layers } of samples) assert.deepEqual([layers[0].gradientNorm, layers[0].updateRatio], [0, 0]);
      assert.ok(epochs.every(({ trainLoss }) => Math.abs(trainLoss - guesses) < 0.05));
    },
    'labels-do-not-fit': ({ steps, epochs, samples }) => {
      assert.ok(steps[0].loss < 3.5, `first loss ${steps[0].loss}`);
      const { validationAccuracy } = epochs[epochs.length - 1];
      assert.ok(validationAccuracy !== null && validationAccuracy < 0.3, `${validationAccuracy}`);
      assert.ok(samples.every(({ layers }) => layers.every(({ gradientNorm }) => gradientNorm > 0)));
    },
    'steps-too-large': ({ steps }) => {
      const [first] = steps;
      assert.ok(first.loss < 3.5, `first loss ${first.loss}`);
      const highest = Math.max(...steps.map(({ loss }) => loss));
      assert.ok(highest > 2 * first.loss, `highest ${highest}`);
    },
    healthy: ({ steps, epochs }) => {
      assert.ok(steps[0].loss < 3.5, `first loss ${steps[0].loss}`);
      const { trainLoss, validationAccuracy } = epochs[epochs.length - 1];
      assert.ok(trainLoss < 0.6, `end ${trainLoss}`);
      assert.ok(validationAccuracy !== null && validationAccuracy > 0.8, `${validationAccuracy}`);
    },
  };

  for (const fault of FAULTS) {
    it(`shows the fault, does not tell it, and \`diagnose\` finds it: ${fault}`, async () => {
      for (const seed of [1]) {
        // With the reference's code and fast products: the same numbers but for rounding, in a third of the time.
        const recorded = await train(configOf(fault, seed), {
          config: configOf(fault, seed, { network: 'mine-fast' }),
        });
        assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
        const curves = curvesOf(recorded);
        // Bytes may end in numbers that are none.
        if (fault !== 'inputs-not-scaled') assert.equal(curves.epochs.length, 10);
        signs[fault](curves);
        const told = JSON.stringify(recorded.events, (_, value: unknown) =>
          ArrayBuffer.isView(value) ? undefined : value,
        );
        for (const name of FAULTS) assert.ok(!told.includes(name), `it told ${name}`);
        const answer = await recorded.session.inspect({ kind: 'diagnosis' });
        assert.ok(answer.kind === 'diagnosis', JSON.stringify(answer));
        assert.equal(answer.says, fault, `seed ${seed}`);
        recorded.session.dispose();
      }
    });
  }

  it('has no value that could be changed or would tell, and asks the code that trains it', async () => {
    const config = configOf('healthy', 1, { epochs: 1 });
    const { sources } = await sourcesFor(config, folder, service);
    assert.ok(sources);
    const file = sources.files.find(({ path: at }) => at === sources.entry);
    assert.ok(file);
    file.text = file.text.replace('export function diagnose', 'function unused') + EXAMINER;
    const recorded = await train(config, { sources });
    assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
    const info = recorded.events.find((event) => event.type === 'info');
    assert.ok(info?.type === 'info');
    assert.deepEqual(info.info.adjustable, []);
    const before = await recorded.session.inspect({ kind: 'predict', pixels: new Array<number>(784).fill(0.5) });
    const answer = await recorded.session.inspect({ kind: 'diagnosis' });
    assert.deepEqual(answer, { kind: 'diagnosis', says: '[500, 784, 3]', step: 40 });
    // An examination that changes the patient does not reach the run.
    assert.deepEqual(
      await recorded.session.inspect({ kind: 'predict', pixels: new Array<number>(784).fill(0.5) }),
      before,
    );
    recorded.session.dispose();
  });

  it('shows its images as they are, also where the network gets bytes', async () => {
    const recorded = await train(configOf('inputs-not-scaled', 1, { epochs: 1 }));
    const watched = recorded.events.find((event) => event.type === 'watched');
    assert.ok(watched?.type === 'watched');
    const pixels = watched.digits.images.flat();
    assert.ok(Math.max(...pixels) <= 255 && new Set(pixels).size > 20, 'grey, not black and white');
    const [activations, worst] = [
      await recorded.session.inspect({ kind: 'activations', index: 0 }),
      await recorded.session.inspect({ kind: 'worst' }),
    ];
    assert.ok(worst.kind === 'worst' && worst.digits.every((digit) => Math.max(...digit.pixels) <= 255));
    // What the layers make of an image agrees with what the network reads in it.
    assert.ok(activations.kind === 'activations');
    const { values } = activations.layers[activations.layers.length - 1];
    assert.equal(values.indexOf(Math.max(...values)), activations.digit.predicted);
    recorded.session.dispose();
  });

  it('ends a run whose loss is no number without an error, and still answers', async () => {
    const recorded = await train(configOf('healthy', 1, { epochs: 2, learningRate: 1e38 }));
    assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
    assert.ok(curvesOf(recorded).steps.length < 40, 'it ended early');
    const answer = await recorded.session.inspect({ kind: 'diagnosis' });
    assert.ok(answer.kind === 'diagnosis', JSON.stringify(answer));
    assert.equal(answer.says, 'steps-too-large');
    recorded.session.dispose();
  });
});
