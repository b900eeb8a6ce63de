/** Looking inside convolutional networks that real training children have trained, compared with arithmetic of our own in float64. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { findLesson, loadCourse, referenceSources } from '../../../src/course/course';
import type { SourceSet } from '../../../src/protocol/sources';
import type { RunConfig } from '../../../src/protocol/config';
import type { FeatureMaps, Inspection, InspectRequest, LayerParameters } from '../../../src/protocol/inspection';
import { type ExperimentId, experimentRow } from '../../../src/training/experiments/table';
import { defaultsFor } from '../../../src/training/validate';
import { fewDigits } from '../../support/digits';
import { RecordedSession, repository, until } from './support';

const course = loadCourse(path.join(repository, 'lessons'));

/** The solutions of the course, as the learner's own files. `change` is applied to their texts. */
function solutions(change: (text: string) => string = (text) => text): SourceSet {
  const lesson = findLesson(course, experimentRow('convnet').lesson);
  const further = experimentRow('convnet').furtherLessons?.map((id) => findLesson(course, id)) ?? [];
  assert.ok(lesson && further[0]);
  const root = path.join(repository, 'out', 'learner');
  const set = referenceSources(course, lesson, root);
  const own = new Set(set.files.map((file) => file.path));
  const more = referenceSources(course, further[0], root).files.filter((file) => !own.has(file.path));
  return {
    ...set,
    files: [...set.files, ...more].map((file) => ({
      ...file,
      text: change(file.text),
      origin: file.origin === 'given' ? 'given' : 'learner',
    })),
  };
}

/** Filter after filter, in float64; ReLU behind it. */
function convolved(input: number[][], side: number, { weights, bias }: LayerParameters): number[][] {
  const out = side - 4;
  return Array.from(bias, (start, filter) =>
    Array.from({ length: out * out }, (_, at) => {
      const [y, x] = [Math.floor(at / out), at % out];
      let sum = start;
      for (let row = 0; row < weights.rows; row++) {
        const [channel, tap] = [Math.floor(row / 25), row % 25];
        const pixel = input[channel][(y + Math.floor(tap / 5)) * side + x + (tap % 5)];
        sum += pixel * weights.data[row * weights.cols + filter];
      }
      return Math.max(0, sum);
    }),
  );
}

function pooled(maps: number[][], side: number): number[][] {
  const half = side / 2;
  return maps.map((map) =>
    Array.from({ length: half * half }, (_, at) => {
      const corner = 2 * Math.floor(at / half) * side + 2 * (at % half);
      return Math.max(map[corner], map[corner + 1], map[corner + side], map[corner + side + 1]);
    }),
  );
}

function assertMaps(maps: FeatureMaps, layers: readonly LayerParameters[], pixels: readonly number[]): void {
  const first = convolved([[...pixels]], 28, layers[0]);
  const firstPool = pooled(first, 24);
  const second = convolved(firstPool, 12, layers[1]);
  const expected = [first, firstPool, second, pooled(second, 8)];
  assert.deepEqual(
    maps.stages.map(({ kind, rows, cols, maps: { length } }) => [kind, rows, cols, length]),
    [
      ['convolution', 24, 24, 8],
      ['pool', 12, 12, 8],
      ['convolution', 8, 8, 16],
      ['pool', 4, 4, 16],
    ],
  );
  maps.stages.forEach((stage, i) => {
    const most = Math.max(...expected[i].flat());
    assert.ok(most > 0, 'the image gets an answer');
    expected[i].forEach((map, channel) =>
      map.forEach((value, at) => {
        const made = stage.maps[channel][at];
        assert.ok(Math.abs(made - value) <= 6e-3 * most, `stage ${i}, map ${channel}, ${at}: ${made}, not ${value}`);
      }),
    );
  });
  const { weights } = layers[0];
  maps.filters.values.forEach((filter, col) =>
    filter.forEach((value, row) =>
      assert.ok(Math.abs(value - weights.data[row * weights.cols + col]) <= 1e-4 * (1 + Math.abs(value))),
    ),
  );
}

describe('training: looking inside a convolutional network', function () {
  this.timeout(180_000);
  const runs: RecordedSession[] = [];
  const begin = async (
    { experiment = 'convnet', ...change }: Partial<RunConfig> & { experiment?: ExperimentId },
    sources: SourceSet | null,
  ): Promise<RecordedSession> => {
    const recorded = new RecordedSession();
    runs.push(recorded);
    const config: RunConfig = {
      ...defaultsFor(experiment),
      data: { kind: 'digits' },
      limit: 96,
      validation: 40,
      epochs: 1,
      ...change,
    };
    recorded.session.start({ config, sources, dataFolder: fewDigits(), watched: true });
    await until(() => ['finished', 'failed', 'stopped'].includes(recorded.session.state), 'the end');
    assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
    return recorded;
  };
  const ask = async <K extends InspectRequest['kind']>(
    { session }: RecordedSession,
    request: Extract<InspectRequest, { kind: K }>,
  ): Promise<Extract<Inspection, { kind: K }>> => {
    const answer = await session.inspect(request);
    assert.equal(answer.kind, request.kind, JSON.stringify(answer));
    return answer as never;
  };
  const unavailable = async ({ session }: RecordedSession, request: InspectRequest): Promise<string> => {
    const answer = await session.inspect(request);
    assert.ok(answer.kind === 'unavailable', `${request.kind} was answered`);
    return answer.reason;
  };
  afterEach(async () => {
    for (const { session, ...recorded } of runs.splice(0)) {
      session.dispose();
      await session.done;
      assert.ok(recorded);
    }
  });

  for (const network of ['mine', 'mine-fast', 'reference', 'fast'] as const) {
    it(`${network}: filters and feature maps fit its weights, of an image and of a drawing`, async () => {
      const run = await begin({ network }, network.startsWith('mine') ? solutions() : null);
      const { layers } = await ask(run, { kind: 'weights' });
      const answer = await ask(run, { kind: 'maps', index: 3 });
      assert.equal(answer.of, 40);
      assert.equal(answer.digit.index, 3);
      assertMaps(
        answer.maps,
        layers,
        answer.digit.pixels.map((byte) => byte / 255),
      );
      const pixels = Array.from({ length: 784 }, (_, i) => (i % 28 > 11 && i % 28 < 16 && i > 112 && i < 672 ? 1 : 0));
      const read = await ask(run, { kind: 'predict', pixels });
      assert.ok(read.maps);
      assertMaps(read.maps, layers, pixels);
    });
  }

  for (const experiment of ['convnet', 'mnist'] as const) {
    it(`${experiment}: counts what is read of moved images as it reads each of them, part by part`, async () => {
      const network = { network: 'reference' as const, hidden: [16], epochs: 2 };
      const run = await begin({ experiment, ...network, limit: 200, validation: 0 }, null);
      const move = { right: 2, down: -1 };
      const read = async (index: number): Promise<{ isRight: boolean; moved: number[] }> => {
        // Any answer that has the image of this number.
        const { digit } = (await run.session.inspect({
          kind: experiment === 'convnet' ? 'maps' : 'activations',
          index,
        })) as Extract<Inspection, { kind: 'maps' }>;
        const moved = digit.pixels.map((_, i) => {
          const [row, col] = [Math.floor(i / 28) + 1, (i % 28) - 2];
          return row < 28 && col >= 0 ? digit.pixels[row * 28 + col] : 0;
        });
        const { predicted } = await ask(run, { kind: 'predict', pixels: moved.map((byte) => byte / 255) });
        return { isRight: predicted === digit.label, moved };
      };
      const last = await ask(run, { kind: 'shifted', ...move, from: 250 });
      assert.deepEqual([last.from, last.to, last.of], [250, 300, 300]);
      const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => read(250 + i)));
      assert.equal(last.correct, answers.filter(({ isRight }) => isRight).length);
      assert.deepEqual(last.pixels, answers[0].moved);
      const still = { kind: 'shifted', right: 0, down: 0 } as const;
      const parts = [await ask(run, { ...still, from: 0 }), await ask(run, { ...still, from: 250 })];
      assert.equal(parts[0].to, 250);
      const { matrix } = await ask(run, { kind: 'confusion' });
      const diagonal = matrix.reduce((sum, row, i) => sum + row[i], 0);
      assert.equal(parts[0].correct + parts[1].correct, diagonal);
      assert.match(await unavailable(run, { ...still, from: 300 }), /There is no image 300/);
      const gone = await ask(run, { kind: 'shifted', right: 28, down: 0, from: 0 });
      assert.ok(gone.pixels.every((pixel) => pixel === 0));
    });
  }

  it('says why there are no maps where the network is another one than its layers', async () => {
    const without = (text: string): string =>
      text.replace(/new ReLU\(\),\n(\s*)new MaxPool\(\{ channels: 16/, '$1new MaxPool({ channels: 16');
    const run = await begin({ network: 'mine' }, solutions(without));
    const reason = await unavailable(run, { kind: 'maps', index: 0 });
    assert.match(reason, /^The layers of lesson 5\.7, one after the other, give other numbers than this network/);
    assert.match(await unavailable(run, { kind: 'maps', index: 40 }), /There is no image 40: there are 40/);
    assert.match(await unavailable(run, { kind: 'gradients' }), /Start “Ten digits”/);
  });

  it('has none of a network of dense layers', async () => {
    const run = await begin({ experiment: 'mnist', network: 'reference', hidden: [8] }, null);
    assert.match(await unavailable(run, { kind: 'maps', index: 0 }), /has no convolutions/);
    const pixels = new Array<number>(784).fill(0.5);
    assert.equal((await ask(run, { kind: 'predict', pixels })).maps, undefined);
  });
});
