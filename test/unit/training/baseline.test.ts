/** The code of lesson 1.1 on digits, in the shipped child. What the reference reaches on MNIST: pixelBaseline.test.ts. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isThree, meanImage } from '../../../lessons/1-linear-model/1-pixels/solution';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { findLesson } from '../../../src/course/course';
import { layOut } from '../../../src/course/learnerFolder';
import { BaselineController } from '../../../src/editor/baselineController';
import { type Baseline, BaselineChildToHost } from '../../../src/protocol/baseline';
import { parse } from '../../../src/protocol/schema';
import { BASELINE_LESSON, baseline, ownBaseline } from '../../../src/training/baseline/baseline';
import { threesAndSevens } from '../../../src/training/data/dataset';
import { loadImages } from '../../../src/training/data/load';
import type { TaskError } from '../../../src/training/task';
import { course } from '../../support/course';
import { fewDigits } from '../../support/digits';
import { dist, learnerFile, withFolder } from './support';

const lesson = findLesson(course, BASELINE_LESSON) ?? assert.fail();
const { solution } = lesson.source;
const program = path.join(dist, 'baseline-child.js');

/** Measures this text on a few of the built-in digits. */
const measured = (text: string, silenceMs?: number): Promise<Baseline> =>
  baseline({ program, sources: learnerFile(lesson.path, text), dataFolder: fewDigits(), silenceMs });

/** The solution with another body of a function. */
function withBody(name: 'meanImage' | 'isThree', body: string): string {
  const head = `export function ${name}(`;
  assert.ok(solution.includes(head));
  return `${solution.replace(head, `function unused(`)}export function ${name}(...given: any[]): any { ${body} }\n`;
}

describe('training: the baseline of lesson 1.1', function () {
  this.timeout(240_000);

  it('is what the two functions of the learner’s file make of the images', async () => {
    const { train, test } = threesAndSevens(
      await loadImages({ experiment: '3-or-7', limit: null, validation: 0 }, fewDigits()),
    );
    const of = (target: number): number[][] => train.images.filter((_, i) => train.targets[i] === target);
    const [three, seven] = [meanImage(of(1)), meanImage(of(0))];
    const said = test.images.map((image) => isThree(image, three, seven));
    const right = said.map((each, i) => each === (test.targets[i] === 1));
    const count = (target: number): Baseline['threes'] => {
      const places = test.targets.flatMap((each, i) => (each === target ? [i] : []));
      return { right: places.filter((i) => right[i]).length, count: places.length };
    };
    const bytes = (image: number[]): number[] => image.map((pixel) => Math.round(255 * pixel));
    const result = await measured(solution);
    assert.deepEqual([result.rows, result.cols], [28, 28]);
    assert.deepEqual([result.meanThree, result.meanSeven], [bytes(three), bytes(seven)]);
    assert.deepEqual([result.threes, result.sevens], [count(1), count(0)]);
    assert.deepEqual(
      result.first.map(({ pixels, saidThree }) => [pixels, saidThree]),
      test.images.slice(0, 8).map((image, i) => [bytes(image), said[i]]),
    );
    const wrong = right.flatMap((each, i) => (each || i < 8 ? [] : [i])).slice(0, 4);
    assert.deepEqual(
      result.wrong.map(({ pixels, isThree, saidThree }) => [pixels, isThree, saidThree]),
      wrong.map((i) => [bytes(test.images[i]), test.targets[i] === 1, said[i]]),
    );
  });

  it('is the learner’s: code that calls everything a 3 reads every 3 and no 7', async () => {
    const { threes, sevens, first, wrong } = await measured(withBody('isThree', 'return true;'));
    assert.equal(threes.right, threes.count);
    assert.equal(sevens.right, 0);
    assert.ok(first.every(({ saidThree }) => saidThree));
    assert.ok(wrong.length === 4 && wrong.every((digit) => !digit.isThree));
  });

  it('reads 95 in 100 of the built-in digits, too, and threes are harder, as the guide says', async () => {
    const { data, threes, sevens } = await baseline({
      ...{ program, dataFolder: null },
      sources: learnerFile(lesson.path, solution),
    });
    assert.equal(data, 'built-in digits');
    assert.equal(Math.floor((100 * (threes.right + sevens.right)) / (threes.count + sevens.count)), 95);
    assert.ok(threes.right / threes.count < sevens.right / sevens.count);
  });

  it('a mean in an array of another kind counts, too', async () => {
    const text = solution.replace('const mean: number[] = [];', 'const mean = new Float32Array(images[0].length);');
    const filled = text.replace('mean.push(sum / images.length);', 'mean[pixel] = sum / images.length;');
    const typed = await measured(filled.replace('return mean;', 'return mean as unknown as number[];'));
    assert.deepEqual(typed.threes, (await measured(solution)).threes);
  });

  it('code that throws, never ends or answers something else is told', async () => {
    const told = async (text: string, message: RegExp, line: number | null = null): Promise<void> => {
      await assert.rejects(measured(text, 3000), (error: TaskError) => {
        assert.match(error.message, message);
        if (line !== null) assert.deepEqual([error.location?.file, error.location?.line], [lesson.path, line]);
        return true;
      });
    };
    const last = withBody('isThree', '').split('\n').length - 1;
    await told(withBody('isThree', `throw new Error('no');`), /^Your code threw Error: no$/, last);
    await told(withBody('isThree', 'return 1;'), /^`isThree` returned 1, expected true or false\./, last);
    await told(
      withBody('isThree', 'return Object.create(null);'),
      /^`isThree` returned .*, expected true or false\./,
      last,
    );
    await told(
      withBody('meanImage', 'return [1, 2];'),
      /^`meanImage` did not return an image .*an array of 784 /,
      last,
    );
    await told(withBody('meanImage', 'return given[0][0].map(() => NaN);'), /^`meanImage` did not return an image /);
    await told(withBody('meanImage', 'return null;'), /^`meanImage` did not return an image /);
    await told(lesson.source.stub, /^Not started: your code still has a TODO here/);
    await told(
      withBody('isThree', 'for (;;);'),
      /^The measurement worked for 3 seconds of processor time and came no further, and was ended\. Do `mean/,
    );
  });

  it('is not ended for the time in which a busy machine gives no turn', async () => {
    const running = measured(solution, 2000);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2100);
    assert.ok((await running).first.length > 0);
  });

  it('is ended by a signal', async () => {
    const interrupt = new AbortController();
    const sources = learnerFile(lesson.path, withBody('isThree', 'for (;;);'));
    const running = baseline({ program, sources, dataFolder: fewDigits() }, interrupt.signal);
    interrupt.abort(new Error('enough'));
    await assert.rejects(running, /enough/);
  });

  it('is measured for code that passes its checks; else it is the verdict that is told', async () => {
    await withFolder(async (folder) => {
      await layOut(course, folder);
      const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
      const own = (text?: string): ReturnType<typeof ownBaseline> => {
        if (text !== undefined) writeFileSync(path.join(folder, lesson.path), text);
        return ownBaseline(new CheckService(course, supervisor), folder);
      };
      try {
        await assert.rejects(own(), /^TaskError: Not started: `meanImage`, /);
        const forgotten = solution.replace('mean.push(sum / images.length)', 'mean.push(sum)');
        await assert.rejects(own(forgotten), (error: TaskError) => {
          assert.match(error.message, /^Wrong value: `meanImage\(/);
          assert.equal(error.location?.file, lesson.path);
          return true;
        });
        const { files, entry } = await own(solution);
        assert.equal(files.find(({ path: file }) => file === entry)?.origin, 'learner');
        rmSync(path.join(folder, lesson.path));
        await assert.rejects(own(), /^UserError: There is no file /);
      } finally {
        supervisor.dispose();
      }
    });
  });

  it('is shown as it goes on: running, done, stopped, failed, forgotten', async () => {
    const result = await measured(solution);
    const states: string[] = [];
    let next: (signal: AbortSignal) => Promise<Baseline> = () => Promise.resolve(result);
    const controller = new BaselineController((signal) => next(signal));
    controller.onChange(() => states.push(controller.view.state));
    await Promise.all([controller.start(), controller.start()]);
    assert.deepEqual(states, ['running', 'done'], 'once, however often it is asked for');
    assert.match(
      controller.view.status,
      /^Your program reads [\d,]+ of [\d,]+ threes and sevens correctly: [\d.]+ in 100\. /,
    );
    assert.equal(controller.view.baseline, result);
    next = (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const stopped = controller.start();
    assert.equal(controller.view.baseline, result, 'the old picture stays meanwhile');
    controller.stop();
    await stopped;
    assert.deepEqual([controller.view.state, controller.view.baseline], ['stopped', null]);
    next = () => Promise.reject(new Error('No course is open.'));
    await controller.start();
    assert.deepEqual([controller.view.state, controller.view.status], ['failed', 'No course is open.']);
    controller.forget();
    assert.deepEqual([controller.view.state, controller.view.status], ['idle', '']);
  });

  it('believes no message of another form', async () => {
    const good = { type: 'measured', baseline: await measured(solution) };
    assert.deepEqual(parse(BaselineChildToHost, good), good);
    const tally = { right: 2, count: 1 };
    for (const change of [{ rows: 27 }, { meanThree: [1] }, { meanSeven: 'x' }, { threes: tally }, { first: [{}] }])
      assert.equal(
        parse(BaselineChildToHost, { ...good, baseline: { ...good.baseline, ...change } }),
        null,
        JSON.stringify(change),
      );
  });
});
