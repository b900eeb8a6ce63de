/** Race your matmul, in the shipped child. Who is faster is not asked here. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { layOut } from '../../../src/course/learnerFolder';
import type { SourceSet } from '../../../src/protocol/sources';
import { raceSummary } from '../../../src/frameworks/race/names';
import { RUNNERS, RaceChildToHost, SIZES } from '../../../src/protocol/race';
import { parse } from '../../../src/protocol/schema';
import { bestOf, ownMatmul, race } from '../../../src/frameworks/race/race';
import { endingOf } from '../../../src/terminal/endingOf';
import { EXIT } from '../../../src/terminal/exit';
import type { TaskError } from '../../../src/training/task';
import { bestSimd } from '../../../src/training/kernels/module';
import { course } from '../../support/course';
import { dist, withFolder } from '../training/support';

const parseFromRaceChild = (value: unknown): RaceChildToHost | null => parse(RaceChildToHost, value);

const MATMUL = '3-complete-network/1-matmul.ts';

/** A learner's matmul with this body. */
function sourcesOf(body: string): SourceSet {
  const given = course.parts.flatMap((part) => part.given.map(({ path: file, text }) => ({ path: file, text })));
  const text = `import { Matrix } from './matrix.ts';\nexport function matmul(a, b) { ${body} }\n`;
  return {
    entry: MATMUL,
    folder: '/a/course',
    files: [...given.map((file) => ({ ...file, origin: 'given' as const })), { path: MATMUL, text, origin: 'learner' }],
  };
}

describe('frameworks: race your matmul', function () {
  this.timeout(240_000);

  it('times the learner’s matmul of lesson 3.1 beside all others, at each size', async () => {
    await withFolder(async (folder) => {
      await layOut(course, folder);
      const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
      try {
        const service = new CheckService(course, supervisor);
        assert.equal(await ownMatmul(service, folder), null);
        const matmul = course.lessons.find(({ id }) => id === 'matmul');
        assert.ok(matmul);
        writeFileSync(path.join(folder, matmul.path), matmul.source.solution);
        const own = await ownMatmul(service, folder);
        assert.equal(own?.lesson, '3.1');
        const results = await race({ dist, sources: own.sources, rounds: 1 });
        const expected = RUNNERS.filter((runner) => runner !== 'fast' || bestSimd() !== null);
        assert.deepEqual(
          results.map(({ runner }) => runner),
          expected,
        );
        for (const { gflops } of results) {
          assert.equal(gflops.length, SIZES.length);
          assert.ok(gflops.every((value) => value !== null && value > 0));
        }
      } finally {
        supervisor.dispose();
      }
    });
  });

  it('a product that is wrong does not count', async () => {
    const wrong = sourcesOf('return new Matrix(a.rows, b.cols);');
    await assert.rejects(race({ dist, sources: wrong }), (error: TaskError) => {
      assert.match(error.message, /`matmul` \(mine\) is wrong for 64×784 times 784×128: row 0/);
      assert.deepEqual(error.location, { file: MATMUL, line: 2, column: 17 });
      return true;
    });
    const short = sourcesOf('return new Matrix(1, 1);');
    await assert.rejects(race({ dist, sources: short }), /returned 1 numbers for 64×784 times 784×128, expected 8192/);
  });

  it('what is no matrix is told, and no error of our own', async () => {
    const given: [string, RegExp][] = [
      ['null as any', /^`matmul` \(mine\) returned null, expected a matrix\.$/],
      ['undefined as any', /returned undefined, expected a matrix/],
      ['Object.create(null)', /expected a matrix/],
      ['{ data: null } as any', /expected a matrix/],
      [`new Proxy({}, { get() { throw null; } }) as any`, /expected a matrix/],
    ];
    for (const [what, says] of given)
      await assert.rejects(race({ dist, sources: sourcesOf(`return ${what};`) }), (error: TaskError) => {
        assert.match(error.message, says);
        assert.equal(error.location?.file, MATMUL);
        return true;
      });
  });

  it('a matmul that throws, never ends or leaves is told', async () => {
    await assert.rejects(race({ dist, sources: sourcesOf(`throw new Error('no');`) }), {
      message: 'Your code threw Error: no',
      location: { file: MATMUL, line: 2, column: 38 },
    });
    const endless = { dist, sources: sourcesOf('for (;;);'), silenceMs: 2000 };
    await assert.rejects(race(endless), (error: TaskError) => {
      assert.match(error.message, /worked for 2 seconds of processor time and came no further, and was ended/);
      assert.equal(endingOf(error, '').status, EXIT.interrupted, 'cut by a limit of time');
      return true;
    });
    const hoard = sourcesOf('const kept = []; for (;;) kept.push(new Float64Array(4e6).fill(1));');
    await assert.rejects(race({ dist, sources: hoard, memoryMb: 600 }), (error: TaskError) => {
      assert.match(error.message, /used too much memory, and was ended/);
      assert.equal(endingOf(error, '').status, EXIT.interrupted, 'cut by a limit of memory');
      return true;
    });
  });

  it('is ended by a signal', async () => {
    const interrupt = new AbortController();
    const running = race({ dist, sources: sourcesOf('for (;;);') }, () => undefined, interrupt.signal);
    interrupt.abort(new Error('enough'));
    await assert.rejects(running, /enough/);
  });

  it('takes the best lap, and says how the learner’s did', () => {
    const lap = (runner: (typeof RUNNERS)[number], gflops: number) => ({ runner, size: SIZES.length - 1, gflops });
    const results = bestOf([lap('nested', 0.5), lap('mine', 1), lap('mine', 2), lap('fast', 30), lap('mine', 1.5)]);
    assert.deepEqual(
      results.map(({ runner, gflops }) => [runner, gflops.at(-1)]),
      [
        ['mine', 2],
        ['nested', 0.5],
        ['fast', 30],
      ],
    );
    assert.equal(results[0].gflops[0], null);
    assert.equal(
      raceSummary(results),
      'At 512×512 · 512×512, your matmul does 2 GFLOP/s: 4 times what nested arrays do. The fast kernels do 15 times as much as yours.',
    );
    assert.equal(raceSummary(results.slice(1)), '');
  });

  it('believes no message of another form', () => {
    const good = { type: 'lap', lap: { runner: 'mine', size: 0, gflops: 1 } };
    assert.deepEqual(parseFromRaceChild(good), good);
    for (const lap of [{ runner: 'me' }, { size: 9 }, { size: -1 }, { gflops: 0 }, { gflops: NaN }, { gflops: '1' }])
      assert.equal(parseFromRaceChild({ type: 'lap', lap: { ...good.lap, ...lap } }), null, JSON.stringify(lap));
    const failed = { type: 'failed', message: 'no', location: { file: MATMUL, line: 2, column: 3 } };
    assert.deepEqual(parseFromRaceChild(failed), failed);
    assert.deepEqual(parseFromRaceChild({ ...failed, location: { file: 7 } }), { ...failed, location: null });
    for (const value of [null, 'lap', {}, { type: 'lap' }, { type: 'failed' }, { type: 'gone' }])
      assert.equal(parseFromRaceChild(value), null);
  });
});
