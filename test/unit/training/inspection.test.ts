/** Looking inside networks that real training children have trained, compared with our own arithmetic on their weights. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { type Course, findLesson, loadCourse, referenceSources } from '../../../src/course/course';
import type { SourceSet } from '../../../src/protocol/sources';
import type { Dataset, Examples } from '../../../src/training/data/dataset';
import { loadImages } from '../../../src/training/data/load';
import { softmaxCrossEntropy } from '../../../src/training/network/loss';
import { Dense } from '../../../src/training/network/dense';
import { Matrix } from '../../../src/training/network/matrix';
import { Network } from '../../../src/training/network/network';
import { ReLU } from '../../../src/training/network/relu';
import type { Layer } from '../../../src/training/network/layer';
import type { RunConfig } from '../../../src/protocol/config';
import type { Inspection, InspectRequest } from '../../../src/protocol/inspection';
import type { LayerStats } from '../../../src/protocol/metrics';
import { type ExperimentId, experimentRow } from '../../../src/training/experiments/table';
import { defaultsFor } from '../../../src/training/validate';
import { fewDigits } from '../../support/digits';
import { RecordedSession, canFreeze, isAlive, repository, until } from './support';

let course: Course;

/** The solutions of the course, as the learner's own files. `change` is applied to their texts. */
function solutions(
  experiment: ExperimentId,
  change: (file: string, text: string) => string = (_, text) => text,
): SourceSet {
  const lesson = findLesson(course, experimentRow(experiment).lesson);
  assert.ok(lesson);
  const set = referenceSources(course, lesson, path.join(repository, 'out', 'learner'));
  return {
    ...set,
    files: set.files.map((file) => ({
      ...file,
      text: change(file.path, file.text),
      origin: file.origin === 'given' ? 'given' : 'learner',
    })),
  };
}

interface Run {
  recorded: RecordedSession;
  ask<K extends InspectRequest['kind']>(
    request: Extract<InspectRequest, { kind: K }>,
  ): Promise<Extract<Inspection, { kind: K }>>;
  unavailable(request: InspectRequest): Promise<string>;
}

function start(experiment: ExperimentId, change: Partial<RunConfig>, sources: SourceSet | null): Run {
  const recorded = new RecordedSession();
  const config = { ...defaultsFor(experiment), data: { kind: 'digits' } as const, ...change };
  recorded.session.start({ config, sources, dataFolder: fewDigits(), watched: true });
  return {
    recorded,
    ask: async (request) => {
      const answer = await recorded.session.inspect(request);
      assert.equal(answer.kind, request.kind, JSON.stringify(answer));
      return answer as never;
    },
    unavailable: async (request) => {
      const answer = await recorded.session.inspect(request);
      assert.ok(answer.kind === 'unavailable', `${request.kind} was answered`);
      return answer.reason;
    },
  };
}

async function finished(run: Run): Promise<void> {
  await until(() => ['finished', 'failed', 'stopped'].includes(run.recorded.session.state), 'the end');
  assert.equal(run.recorded.session.state, 'finished', run.recorded.failure?.message);
}

const samplesOf = ({ recorded }: Run): LayerStats[] =>
  recorded.events.flatMap((event) => (event.type === 'metrics' ? event.samples : []));
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const near = (a: number, b: number, what: string, tolerance = 1e-3): void =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(1e-3, Math.abs(b)), `${what}: ${a}, expected ${b}`);

/** The network that an answer holds, built from the parts of the reference. */
function rebuild({ layers }: Extract<Inspection, { kind: 'weights' }>): { network: Network; parts: Layer[] } {
  const parts = layers.flatMap(({ weights, bias }, i): Layer[] => [
    ...(i > 0 ? [new ReLU()] : []),
    new Dense(
      new Matrix(weights.rows, weights.cols, Float32Array.from(weights.data)),
      new Matrix(1, bias.length, Float32Array.from(bias)),
    ),
  ]);
  return { network: new Network(parts), parts };
}

describe('training: looking inside', function () {
  this.timeout(120_000);
  let data: Dataset;
  const runs: Run[] = [];
  const begin = (...[experiment, change, sources]: Parameters<typeof start>): Run => {
    const run = start(experiment, change, sources);
    runs.push(run);
    return run;
  };

  before(async () => {
    course = loadCourse(path.join(repository, 'lessons'));
    data = await loadImages({ experiment: 'mnist', limit: 400, validation: 60 }, fewDigits());
  });
  afterEach(async () => {
    for (const { recorded } of runs.splice(0)) {
      recorded.session.dispose();
      await recorded.session.done;
    }
  });

  const small = { network: 'mine', limit: 400, validation: 60, epochs: 2, hidden: [24, 12] } as const;
  const networks: [string, Partial<RunConfig>, () => SourceSet | null][] = [
    ['the learner’s network', { ...small, hidden: [24, 12] }, () => solutions('mnist')],
    ['the fast kernels', { ...small, hidden: [24, 12], network: 'fast', momentum: 0.5 }, () => null],
    ['the reference, with dropout', { ...small, hidden: [24, 12], network: 'reference', dropout: 0.3 }, () => null],
  ];
  for (const [name, change, sources] of networks) {
    it(`${name}: every answer fits its weights`, async () => {
      const run = begin('mnist', change, sources());
      await finished(run);
      const weights = await run.ask({ kind: 'weights' });
      assert.deepEqual(
        weights.layers.map(({ weights: { rows, cols } }) => [rows, cols]),
        [
          [784, 24],
          [24, 12],
          [12, 10],
        ],
      );
      const { network, parts } = rebuild(weights);
      const { train } = data;
      const test = data.validation as Examples;
      const logits = network.forward(new Matrix(test.count, 784, test.images));
      const predicted = Array.from({ length: test.count }, (_, i) => {
        const row = logits.data.subarray(i * 10, i * 10 + 10);
        return row.indexOf(Math.max(...row));
      });

      const { matrix, classes, step } = await run.ask({ kind: 'confusion' });
      assert.deepEqual(classes, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
      assert.equal(step, run.recorded.steps);
      const expected = classes.map(() => classes.map(() => 0));
      predicted.forEach((guess, i) => expected[test.labels[i]][guess]++);
      assert.deepEqual(matrix, expected);
      const epoch = run.recorded.events.flatMap((event) => (event.type === 'metrics' ? event.epochs : [])).at(-1);
      near(sum(matrix.map((row, i) => row[i])) / test.count, epoch?.validationAccuracy ?? 0, 'accuracy', 1e-9);

      const wrong = predicted.findIndex((guess, i) => guess !== test.labels[i]);
      const cell = await run.ask({ kind: 'cell', truth: test.labels[wrong], predicted: predicted[wrong] });
      assert.equal(cell.count, matrix[cell.truth][cell.predicted]);
      assert.equal(cell.digits.length, Math.min(30, cell.count));
      for (const digit of cell.digits) {
        assert.equal(digit.label, cell.truth);
        assert.equal(predicted[digit.index], cell.predicted);
        near(sum(digit.probabilities), 1, 'probabilities');
        near(digit.loss, -Math.log(digit.probabilities[digit.label]), 'loss');
        const pixels = test.images.subarray(digit.index * 784, (digit.index + 1) * 784);
        assert.deepEqual(
          digit.pixels,
          Array.from(pixels, (value) => Math.round(value * 255)),
        );
      }

      const { digits } = await run.ask({ kind: 'worst' });
      const missed = predicted.filter((guess, i) => guess !== test.labels[i]).length;
      assert.equal(digits.length, Math.min(30, missed));
      assert.ok(
        digits.every((digit, i) => digit.label !== digit.predicted && digit.loss <= (digits[i - 1]?.loss ?? Infinity)),
      );

      const { filters, units, of, rows, cols } = await run.ask({ kind: 'filters' });
      assert.deepEqual([filters.length, of, rows, cols], [24, 24, 28, 28]);
      const [first] = weights.layers;
      near(filters[5][300], first.weights.data[300 * 24 + units[5]], 'a weight');
      assert.equal(new Set(units).size, 24);
      const sizes = filters.map((filter) => sum(filter.map(Math.abs)));
      assert.ok(
        sizes.every((size, i) => i === 0 || size <= sizes[i - 1] + 1e-3),
        'the strongest first',
      );

      const seen = await run.ask({ kind: 'activations', index: 7 });
      assert.equal(seen.of, test.count);
      const image = new Matrix(1, 784, test.images.slice(7 * 784, 8 * 784));
      // Behind each ReLU, and the logits.
      const outputs = [2, 4, 5].map((end) => parts.slice(0, end).reduce((x, part) => part.forward(x), image).data);
      assert.deepEqual(
        seen.layers.map((layer) => [layer.name, layer.values.length]),
        [
          ['hidden 1', 24],
          ['hidden 2', 12],
          ['output', 10],
        ],
      );
      seen.layers.forEach((layer, i) => layer.values.forEach((value, j) => near(value, outputs[i][j], layer.name)));

      const picture = await run.ask({ kind: 'network' });
      assert.deepEqual(
        picture.layers.map(({ of, units, weights: between }) => [of, units.length, between.length]),
        [
          [24, 16, 0],
          [12, 12, 16 * 12],
          [10, 10, 12 * 10],
        ],
      );
      const [, second] = picture.layers;
      near(second.weights[3 * 12 + 5], weights.layers[1].weights.data[picture.layers[0].units[3] * 12 + 5], 'a weight');
      const way = await run.ask({ kind: 'trace', index: 7 });
      way.layers.forEach(({ a }, i) =>
        a.forEach((value, j) => near(value, outputs[i][picture.layers[i].units[j]], `a of layer ${i}`)),
      );
      const own = softmaxCrossEntropy(network.forward(image), Uint8Array.of(way.label));
      near(way.loss, own.loss, 'the loss');
      network.backward(own.gradient);
      network
        .parameters()[4]
        .gradient.data.forEach((value, i) => near(way.layers[2].weightGradient[i], value, 'a gradient of the output'));
      const images = network.parameters()[0].gradient.data;
      way.layers[0].gradientImages[2].forEach((value, pixel) =>
        near(value, images[pixel * 24 + picture.layers[0].units[2]], 'a gradient of the first layer'),
      );

      const drawn = await run.ask({ kind: 'predict', pixels: Array.from(image.data) });
      assert.equal(drawn.predicted, predicted[7]);
      near(drawn.probabilities[3], seen.digit.probabilities[3], 'the same image');
      // The hidden ones; what the output says are the probabilities.
      assert.deepEqual(drawn.layers, seen.layers.slice(0, 2));

      const inside = await run.ask({ kind: 'gradients' });
      const probe = new Matrix(inside.probe, 784, train.images.slice(0, inside.probe * 784));
      const { gradient } = softmaxCrossEntropy(network.forward(probe), train.labels.subarray(0, inside.probe));
      network.backward(gradient);
      inside.layers.forEach((layer, i) => {
        const own = network.parameters()[2 * i].gradient.data;
        near(layer.norm, Math.sqrt(sum(own.map((value) => value * value))), `norm of ${layer.name}`);
        near(layer.zeroShare, own.filter((value) => value === 0).length / own.length, 'zeros');
        assert.equal(sum(layer.counts), own.length);
        assert.equal(layer.edges.length, layer.counts.length + 1);
      });
      const hidden = parts.slice(0, 2).reduce((x, part) => part.forward(x), probe);
      const dead = Array.from({ length: 24 }, (_, unit) => unit).filter((unit) =>
        Array.from({ length: probe.rows }, (_, row) => hidden.get(row, unit)).every((value) => value === 0),
      );
      assert.deepEqual(
        inside.layers.map((layer) => layer.deadUnits),
        [dead.length, inside.layers[1].deadUnits, null],
      );
    });
  }

  it('changes nothing: a run that was looked into ends with the same weights', async () => {
    const change = { ...small, hidden: [8], network: 'reference', dropout: 0.5, momentum: 0.9 } as const;
    const left = begin('mnist', { ...change, hidden: [8] }, null);
    await finished(left);
    const watched = begin('mnist', { ...change, hidden: [8] }, null);
    const { session } = watched.recorded;
    session.step();
    await until(() => watched.recorded.steps > 0);
    for (const kind of ['gradients', 'confusion', 'worst'] as const) await watched.ask({ kind });
    session.step();
    await watched.ask({ kind: 'activations', index: 0 });
    session.resume();
    await watched.ask({ kind: 'gradients' });
    await finished(watched);
    const [a, b] = [await left.ask({ kind: 'weights' }), await watched.ask({ kind: 'weights' })];
    assert.deepEqual(a, b);
  });

  it('finds dead ReLUs and gradients that vanish', async () => {
    // So large a step pushes hidden units below 0 for good. The loss need not show it.
    const change = { ...small, hidden: [16], learningRate: 60, epochs: 1, batchSize: 400 };
    const run = begin('mnist', change, solutions('mnist'));
    run.recorded.session.step();
    await until(() => run.recorded.steps === 1);
    const { layers } = await run.ask({ kind: 'gradients' });
    assert.ok((layers[0].deadUnits ?? 0) > 0, JSON.stringify(layers[0]));
    assert.ok(layers[0].zeroShare > 0.2);
    assert.equal(layers[0].units, 16);
  });

  it('answers about 3 or 7 what a linear model has, and says what it has not', async () => {
    const run = begin('3-or-7', { network: 'mine', limit: 300, epochs: 3 }, solutions('3-or-7'));
    await finished(run);
    const { classes, matrix } = await run.ask({ kind: 'confusion' });
    assert.deepEqual(classes, ['7', '3']);
    const epoch = run.recorded.events.flatMap((event) => (event.type === 'metrics' ? event.epochs : [])).at(-1);
    near((matrix[0][0] + matrix[1][1]) / sum(matrix.flat()), epoch?.testAccuracy ?? 0, 'accuracy', 1e-9);
    const cell = await run.ask({ kind: 'cell', truth: 1, predicted: 1 });
    assert.equal(cell.count, matrix[1][1]);
    const { filters, of } = await run.ask({ kind: 'filters' });
    assert.equal(of, 1);
    const picture = run.recorded.events
      .flatMap((event) => (event.type === 'metrics' && event.picture ? [event.picture] : []))
      .at(-1);
    assert.ok(picture?.kind === 'weights');
    filters[0].forEach((weight, i) => near(weight, picture.values[i], 'a weight'));
    const [digit] = cell.digits;
    const drawn = await run.ask({ kind: 'predict', pixels: digit.pixels.map((byte) => byte / 255) });
    near(drawn.probabilities[1], digit.probabilities[1], 'the same image');
    assert.deepEqual(drawn.layers, []);
    assert.match(await run.unavailable({ kind: 'gradients' }), /no hidden layers/);
    assert.match(await run.unavailable({ kind: 'activations', index: 0 }), /no hidden layers/);
  });

  it('says that a line and two moons have no more inside than their picture shows', async () => {
    for (const experiment of ['line', 'two-moons'] as const) {
      const run = begin(experiment, { network: 'mine', epochs: 3 }, solutions(experiment));
      await finished(run);
      assert.match(await run.unavailable({ kind: 'confusion' }), /nothing more inside/);
    }
  });

  it('refuses questions that make no sense, and lives on', async () => {
    const run = begin('mnist', { ...small, hidden: [4], epochs: 1 }, solutions('mnist'));
    await finished(run);
    assert.match(await run.unavailable({ kind: 'cell', truth: 10, predicted: 0 }), /10 classes/);
    assert.match(await run.unavailable({ kind: 'activations', index: 1e6 }), /no image 1000000/);
    assert.match(await run.unavailable({ kind: 'predict', pixels: [1] }), /has 1 pixels, expected 784/);
    await run.ask({ kind: 'predict', pixels: new Array<number>(784).fill(0) });
  });

  it('code that throws only when it is looked into ends no run', async () => {
    const throwing = (file: string, text: string): string =>
      file.endsWith('7-network.ts')
        ? text.replace(
            'let output = x;',
            "let output = x;\n    if (x.rows === 1) throw new RangeError('one image is too few');",
          )
        : text;
    const run = begin('mnist', { ...small, hidden: [4] }, solutions('mnist', throwing));
    run.recorded.session.step();
    await until(() => run.recorded.steps > 0);
    assert.equal(
      await run.unavailable({ kind: 'predict', pixels: new Array<number>(784).fill(0) }),
      'Your code threw RangeError: one image is too few',
    );
    run.recorded.session.resume();
    await finished(run);
  });

  it('parameters that are not as lesson 3.7 says are named, and the run goes on without samples', async () => {
    const bent = (file: string, text: string): string =>
      file.endsWith('7-network.ts')
        ? text.replace(
            'return this.layers.flatMap((layer) => layer.parameters());',
            'return this.layers.flatMap((layer) => layer.parameters()).reverse();',
          )
        : text;
    const run = begin('mnist', { ...small, hidden: [4] }, solutions('mnist', bent));
    await finished(run);
    assert.deepEqual(samplesOf(run), []);
    assert.match(await run.unavailable({ kind: 'weights' }), /`parameters\(\)` must be .*784×4, 1×4, 4×10, 1×10/);
  });

  it('measures the layers: the real learning rate, the real update', async () => {
    const change = { ...small, network: 'reference', hidden: [16], schedule: 'cosine', epochs: 1 } as const;
    const run = begin('mnist', { ...change, hidden: [16] }, null);
    const { session } = run.recorded;
    // The first step is always measured; samples come at most 15 times a second, so not each of the others is.
    const weights: Extract<Inspection, { kind: 'weights' }>[] = [];
    do {
      session.step();
      await until(() => run.recorded.steps === weights.length + 1);
      weights.push(await run.ask({ kind: 'weights' }));
    } while (samplesOf(run).length < 2 && weights.length < 7);
    const sample = samplesOf(run).at(-1);
    assert.ok(sample && sample.step > 1, JSON.stringify(samplesOf(run)));
    const [before, after] = weights.slice(sample.step - 2, sample.step);
    // Cosine over 7 steps.
    near(sample.learningRate, 0.05 * (1 + Math.cos((Math.PI * (sample.step - 1)) / 7)), 'learning rate');
    sample.layers.forEach((layer, i) => {
      const old = before.layers[i].weights.data;
      const update = after.layers[i].weights.data.map((value, at) => value - old[at]);
      const size = (values: Float32Array): number => Math.sqrt(sum(values.map((value) => value * value)));
      near(layer.updateRatio, size(update) / size(old), layer.name);
      near(layer.gradientNorm, size(update) / sample.learningRate, layer.name);
    });
    session.resume();
    await finished(run);
  });

  it('measures the linear lessons, too, from what they yield', async () => {
    for (const experiment of ['line', '3-or-7', 'two-moons'] as const) {
      const run = begin(experiment, { network: 'mine', limit: 200, epochs: 4 }, solutions(experiment));
      await finished(run);
      const [sample] = samplesOf(run);
      assert.equal(samplesOf(run).at(-1)?.step, run.recorded.steps, 'the last step is measured, too');
      assert.equal(sample.learningRate, defaultsFor(experiment).learningRate);
      assert.deepEqual(
        sample.layers.map(({ name }) => name),
        experiment === 'two-moons' ? ['hidden 1', 'output'] : ['weights'],
      );
      assert.ok(sample.layers.every(({ gradientNorm }) => gradientNorm > 0));
    }
  });

  it('paints the plane of two moons as the network sees it', async () => {
    const run = begin('two-moons', { network: 'mine' }, solutions('two-moons'));
    await finished(run);
    const pictures = run.recorded.events.flatMap((event) =>
      event.type === 'metrics' && event.picture ? [event.picture] : [],
    );
    const last = pictures.at(-1);
    assert.ok(last?.kind === 'moons');
    const { area, cols, rows } = last;
    const at = ([x, y]: number[]): number =>
      last.probabilities[
        Math.floor(((area.top - y) / (area.top - area.bottom)) * rows) * cols +
          Math.floor(((x - area.left) / (area.right - area.left)) * cols)
      ];
    const right = last.xs.filter((point, i) => at(point) > 0.5 === (last.labels[i] === 1)).length;
    assert.ok(right / last.xs.length > 0.95, `${right} of ${last.xs.length} points lie on the right side`);
  });

  it('stays after the end and goes when it is told to, or when its host does', async () => {
    const run = begin('mnist', { ...small, hidden: [4], epochs: 1 }, solutions('mnist'));
    await finished(run);
    const { session } = run.recorded;
    const pid = session.pid as number;
    assert.ok(isAlive(pid));
    session.stop();
    await run.ask({ kind: 'filters' });
    session.dispose();
    assert.equal(await session.done, 'finished');
    assert.ok(!isAlive(pid));
    assert.match(await run.unavailable({ kind: 'filters' }), /has ended/);
  });

  it('can still be looked into after a stop', async () => {
    const run = begin('mnist', { ...small, hidden: [4], epochs: 1000 }, solutions('mnist'));
    await until(() => run.recorded.steps > 5);
    run.recorded.session.stop();
    await until(() => run.recorded.session.state === 'stopped');
    const { step } = await run.ask({ kind: 'confusion' });
    assert.equal(step, run.recorded.steps);
  });

  it('leaves no question open when its process dies', async function () {
    if (!canFreeze) this.skip();
    const run = begin('mnist', { ...small, hidden: [4], epochs: 1000 }, solutions('mnist'));
    await until(() => run.recorded.steps > 0);
    const pid = run.recorded.session.pid as number;
    process.kill(pid, 'SIGSTOP');
    const answers = [run.unavailable({ kind: 'confusion' }), run.unavailable({ kind: 'worst' })];
    process.kill(pid, 'SIGKILL');
    for (const answer of await Promise.all(answers)) assert.match(answer, /has ended/);
    assert.equal(await run.recorded.session.done, 'failed');
  });
});
