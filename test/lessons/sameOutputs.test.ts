/** A mistake is named by its outputs. Where other code gives the same outputs, the sentence must be true of that code, too. */
import assert from 'node:assert/strict';
import { judgeText, lessons } from '../support/course';

interface OtherCode {
  lesson: string;
  is: string;
  find: string;
  replace: string;
  mistake: string;
  /** What the sentence must allow for. */
  says: RegExp;
}

const OTHER_CODE: OtherCode[] = [
  {
    lesson: 'pixels',
    is: 'l2Distance is a copy of l1Distance',
    find: 'sum += (a[pixel] - b[pixel]) ** 2;\n  }\n  return Math.sqrt(sum / a.length);',
    replace: 'sum += Math.abs(a[pixel] - b[pixel]);\n  }\n  return sum / a.length;',
    mistake: 'l2-root-of-each',
    says: /either nothing is squared, or /,
  },
];

describe('the sentence of a known mistake, for other code with the same outputs', () => {
  for (const { lesson: id, is, find, replace, mistake, says } of OTHER_CODE) {
    const lesson = lessons.find((each) => each.id === id);
    if (!lesson) continue;
    it(`${lesson.number} ${id}: ${is}`, async () => {
      const { solution } = lesson.source;
      assert.ok(solution.includes(find), find);
      const named = (await judgeText(lesson, solution.replace(find, replace))).filter((each) => each.mistake !== null);
      assert.ok(named.length > 0);
      for (const report of named) {
        assert.equal(report.mistake, mistake);
        assert.match(report.message, says);
      }
    });
  }
});
