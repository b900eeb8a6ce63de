/** The reference solutions against results that PyTorch gave for the same inputs. See docs/pytorch-oracle.md. */
import assert from 'node:assert/strict';
import { ModuleLoader } from '../../src/checker/node/load';
import type { Namespace } from '../../src/checker/modules';
import { type Lesson, referenceSources } from '../../src/course/course';
import { course, lessons } from '../support/course';
import { type Numbers, worstDeviation } from '../support/float';
import type { Oracle } from '../support/pytorch/attempt';
import { type Case, readFixture, recordedLessons } from '../support/pytorch/fixtures';
import { GRADIENT_LESSONS, ORACLES } from '../support/pytorch/oracles';

describe('PyTorch agrees with the reference solutions', () => {
  it('every gradient lesson has a fixture, and every fixture a test', () => {
    assert.deepEqual(recordedLessons().sort(), [...GRADIENT_LESSONS].sort());
    for (const id of GRADIENT_LESSONS) {
      const { lesson, madeWith } = readFixture(id);
      assert.equal(lesson, id);
      for (const key of ['torch', 'python', 'blas'] as const) assert.match(madeWith[key], /\d+\.\d+/, `${id}: ${key}`);
    }
  });

  for (const id of GRADIENT_LESSONS) {
    const lesson = course.lessons.find((each) => each.id === id);
    if (!lesson) it(`${id}: is in the course`, () => assert.fail('the lesson was renamed, or is missing'));
    else if (lessons.includes(lesson)) describe(`${lesson.number} ${id}`, () => compareLesson(lesson, ORACLES[id]));
  }
});

function compareLesson(lesson: Lesson, oracle: Oracle): void {
  const { tolerance, attempts } = oracle;

  it('every function that is tried has cases, and every case is tried', () => {
    const tried = new Set(readFixture(lesson.id).cases.map((each) => each.function));
    assert.deepEqual([...tried].sort(), Object.keys(attempts).sort());
  });

  for (const name of Object.keys(attempts)) {
    it(`${name}: off by at most ${tolerance.toExponential()}`, async function () {
      const exports = await referenceExports(lesson);
      const results = casesOf(lesson, name).map((each) => tryCase(exports, oracle, each));
      assert.ok(results.length > 0, 'no cases');
      const wrong = results.filter(({ error }) => error > tolerance).map(({ message }) => message);
      if (wrong.length > 0) {
        const count = `${wrong.length} of ${results.length} cases`;
        const heading = `${lesson.number} ${lesson.id}, ${name}: ${count} are not as PyTorch has them.`;
        assert.fail([heading, ...wrong].join('\n'));
      }
      const largest = Math.max(...results.map(({ error }) => error));
      if (this.test) this.test.title += ` (${largest.toExponential(1)} in ${results.length} cases)`;
    });
  }

  it('would see ten times of what is allowed, in every case', async () => {
    const exports = await referenceExports(lesson);
    for (const each of readFixture(lesson.id).cases) {
      const expected = scaled(each.expected, 1 + 10 * tolerance);
      const zero = worstDeviation(each.expected, expected, oracle.measure).error === 0;
      const { error } = tryCase(exports, oracle, { ...each, expected });
      assert.ok(zero || error > tolerance, `${each.function}, ${each.name}`);
    }
  });
}

function casesOf(lesson: Lesson, name: string): Case[] {
  return readFixture(lesson.id).cases.filter((each) => each.function === name);
}

function tryCase(exports: Namespace, { attempts, measure }: Oracle, each: Case): { error: number; message: string } {
  const { error, text } = worstDeviation(attempts[each.function](exports, each.given), each.expected, measure);
  return { error, message: `${each.name}: ${text} (off by ${error.toExponential(1)} of the ${MEASURED_BY[measure]})` };
}

const MEASURED_BY = { matrix: 'largest entry', entry: 'entry' };

/** What a lesson's reference solution exports, and those of the lessons before it. */
async function referenceExports(lesson: Lesson): Promise<Namespace> {
  const { folder, files } = referenceSources(course, lesson, '/course');
  const loader = new ModuleLoader(folder, files);
  const earlier = course.lessons.slice(0, course.lessons.indexOf(lesson));
  const given = files.filter(({ origin }) => origin === 'given');
  const exports: Namespace = {};
  // Two may have one name: the lesson's own is meant, or what it is given.
  for (const file of [...earlier, ...given, lesson]) Object.assign(exports, await loader.load(file.path));
  return exports;
}

function scaled(value: Numbers, factor: number): Numbers {
  if (typeof value === 'number') return value * factor;
  if (Array.isArray(value)) return value.map((part) => scaled(part, factor));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, scaled(part, factor)]));
}

describe('the comparison with recorded numbers', () => {
  const errorOf = (...args: Parameters<typeof worstDeviation>): number => worstDeviation(...args).error;

  it('measures a difference by the largest entry of its matrix', () => {
    assert.equal(errorOf([1, 4.5], [1, 4]), 0.125);
    assert.equal(errorOf([[0.5], [4]], [[0], [4]]), 0.125);
    assert.equal(errorOf([[[0.5]], [[4]]], [[[1]], [[4]]]), 0.5);
    assert.equal(errorOf({ weights: [[0.5]], bias: [8] }, { weights: [[1]], bias: [8] }), 0.5);
  });

  it('measures a difference by the entry itself when asked to', () => {
    assert.equal(errorOf([0.5, 4], [1, 4], 'entry'), 0.5);
  });

  it('takes the difference itself where only zeros are expected', () => {
    assert.equal(errorOf([0.25, 0], [0, 0]), 0.25);
  });

  it('says which entry is furthest off', () => {
    const { text } = worstDeviation({ passes: [{ output: [[1, 2.5]] }] }, { passes: [{ output: [[1, 2]] }] });
    assert.equal(text, 'passes[0].output[0][1] is 2.5 and not 2');
  });

  it('finds no number right that is missing, too much or not finite', () => {
    for (const wrong of [[1], [1, 2, 3], [1, NaN], [1, Infinity], [1, '2'], undefined, null, {}, 7])
      assert.equal(errorOf(wrong, [1, 2]), Infinity, String(wrong));
    assert.equal(errorOf({}, { loss: 1 }), Infinity);
    assert.equal(errorOf([[[1]], [[1]]], [[[1]]]), Infinity);
  });

  it('does not mind other kinds of arrays, or more names', () => {
    assert.equal(errorOf({ a: Float32Array.of(1, 2), b: 3 }, { a: [1, 2] }), 0);
  });
});
