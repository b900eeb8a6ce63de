/** Two networks that learn side by side: plain and residual (5.8), layers and graph (5.4). In the shipped child, on built-in digits. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { loadCourse } from '../../../src/course/course';
import type { RunConfig } from '../../../src/protocol/config';
import type { Picture } from '../../../src/protocol/metrics';
import type { SourceSet } from '../../../src/protocol/sources';
import { sourcesFor } from '../../../src/training/sources';
import { type ExperimentId, experimentOf } from '../../../src/training/experiments/table';
import { defaultsFor } from '../../../src/training/validate';
import { RecordedSession, dist, repository, until } from './support';

const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
const course = loadCourse(process.env.NNFS_LESSONS_ROOT ?? path.join(repository, 'lessons'));
const service = new CheckService(course, supervisor);
/** Of a learner who has written nothing: the reference stands in. */
const EMPTY = path.join(repository, 'out', 'learner');

async function run(
  experiment: ExperimentId,
  change: Partial<RunConfig>,
  edit: (sources: SourceSet) => SourceSet = (sources) => sources,
): Promise<RecordedSession> {
  const config: RunConfig = {
    ...defaultsFor(experiment),
    network: 'reference',
    epochs: 1,
    limit: 320,
    validation: 100,
    ...change,
  };
  const { sources } = await sourcesFor({ ...config, data: { kind: 'digits' } }, EMPTY, service);
  assert.ok(sources);
  const recorded = new RecordedSession();
  recorded.session.start({ config, sources: edit(sources), dataFolder: null, watched: true });
  await until(() => ['finished', 'stopped', 'failed'].includes(recorded.session.state), 'the end of the run');
  recorded.session.dispose();
  assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
  return recorded;
}

/** The same files, with something replaced in that of lesson 5.4. */
const traced =
  (find: string, replace: string) =>
  (sources: SourceSet): SourceSet => ({
    ...sources,
    files: sources.files.map((file) => {
      if (file.path !== '5-beyond/4-traced.ts') return file;
      assert.ok(file.text.includes(find));
      return { ...file, text: file.text.replace(find, replace) };
    }),
  });

function last<K extends Picture['kind']>({ events }: RecordedSession, kind: K): Extract<Picture, { kind: K }> {
  const picture = events.flatMap((event) => (event.type === 'metrics' && event.picture ? [event.picture] : [])).at(-1);
  assert.ok(picture?.kind === kind);
  return picture as Extract<Picture, { kind: K }>;
}

describe('training: two networks side by side', function () {
  this.timeout(600_000);
  after(() => supervisor.dispose());

  it('are what the lessons 5.4 and 5.8 open', () => {
    assert.deepEqual([experimentOf('traced'), experimentOf('residual')], ['autodiff', 'depth']);
  });

  it('plain and residual: the gradient of each layer of both, and the share that each reads', async () => {
    const recorded = await run('depth', { blocks: 8, batchSize: 32, epochs: 2 });
    const { residual, plain, losses, accuracy } = last(recorded, 'depth');
    assert.deepEqual([residual.length, plain.length], [18, 18]);
    assert.ok([...residual, ...plain].every((size) => size > 0));
    assert.deepEqual([losses.steps.length, losses.first.length, losses.second.length], [20, 20, 20]);
    assert.notEqual(losses.first[0], losses.second[0], 'two networks');
    const epoch = recorded.events.flatMap((event) => (event.type === 'metrics' ? event.epochs : [])).at(-1);
    assert.equal(accuracy.residual, epoch?.validationAccuracy);
    assert.ok(accuracy.plain !== null && accuracy.plain !== accuracy.residual, 'each reads by itself');
  });

  it('plain and residual: without blocks both are the same network', async () => {
    const { residual, plain, losses, accuracy } = last(await run('depth', { blocks: 0 }), 'depth');
    assert.deepEqual([residual.length, plain], [2, residual]);
    assert.deepEqual(losses.second, losses.first);
    assert.equal(accuracy.plain, accuracy.residual);
  });

  it('plain and residual: in its first step, the layers in front of the zeros get no gradient', async () => {
    const recorded = await run('depth', { blocks: 2, batchSize: 320 });
    const { residual } = last(recorded, 'depth');
    assert.deepEqual(
      residual.map((size) => size > 0),
      [true, false, true, false, true, true],
    );
  });

  it('layers and graph: number for number the same', async () => {
    const { losses, difference } = last(await run('autodiff', { hidden: [8] }), 'autodiff');
    assert.equal(losses.steps.length, 5);
    // That of the graph lies in a matrix.
    assert.deepEqual(losses.second, losses.first.map(Math.fround));
    assert.deepEqual([difference?.now, difference?.largest], [0, 0]);
    assert.ok(difference && difference.gradient > 1e-4);
  });

  it('layers and graph: a graph that is wrong is seen', async () => {
    const edit = traced('[upstream, sumRows(upstream)]', '[upstream, map(sumRows(upstream), (value) => 0.5 * value)]');
    const { losses, difference } = last(await run('autodiff', { hidden: [8] }, edit), 'autodiff');
    assert.equal(losses.second[0], Math.fround(losses.first[0]), 'from the same weights');
    assert.notEqual(losses.second[4], Math.fround(losses.first[4]));
    assert.ok(difference && difference.largest >= difference.now && difference.largest > 1e-4);
  });

  it('goes on with the first one where the loss of the second is no number any more', async () => {
    const edit = traced(
      'const { loss, gradient } = softmaxCrossEntropy(logits.value, labels);',
      'let { loss, gradient } = softmaxCrossEntropy(logits.value, labels); if (++asked > 2) loss = NaN;',
    );
    const counted = (sources: SourceSet): SourceSet => {
      const { files, ...rest } = edit(sources);
      return {
        ...rest,
        files: files.map((file) =>
          file.path === '5-beyond/4-traced.ts' ? { ...file, text: `${file.text}\nlet asked = 0;\n` } : file,
        ),
      };
    };
    const recorded = await run('autodiff', { hidden: [8] }, counted);
    const { losses, difference } = last(recorded, 'autodiff');
    assert.deepEqual([losses.first.length, losses.second.length, difference], [5, 2, null]);
    const kept = recorded.events.flatMap((event) => (event.type === 'kept' ? [event.checkpoint] : [])).at(-1);
    assert.equal(kept?.parameters.length, 4, 'what is kept is the first network alone');
  });
});
