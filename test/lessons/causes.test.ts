/** Two mistakes of one file are told as two, and one as one, in every lesson with more than one function. */
import assert from 'node:assert/strict';
import { applyMistake } from '../../src/checker/knownMistakes';
import type { Mistake } from '../../src/checker/kit';
import type { CheckReport } from '../../src/protocol/report';
import type { Lesson } from '../../src/course/course';
import { lessons, loadMistakes } from '../support/course';
import { verdictOn } from '../support/verdicts';

/** So many pairs of a lesson are tried. */
const PAIRS = 4;

interface Planted {
  mistake: Mistake;
  text: string;
  /** The functions that fail by it: the one where it stands, and those that use it. */
  functions: string[];
  reports: CheckReport[];
}

/** They depend on chance, or on the calls of all checks before: two such programs do not do the same in one check. */
const NOT_REPEATABLE = ['keeps-the-second-number', 'own-chance'];

describe('mistakes by cause', function () {
  this.timeout(180_000);

  for (const lesson of lessons.filter(({ source }) => source.functions.length > 1))
    it(`${lesson.number} ${lesson.id}: two planted mistakes are two, each alone is one`, async () => {
      const planted = await plantedIn(lesson);
      const pairs = planted.flatMap((one, i) =>
        planted.slice(i + 1).flatMap((other): [Planted, Planted][] => (areApart(one, other) ? [[one, other]] : [])),
      );
      const chosen = pairs.filter((_, i) => i % Math.ceil(pairs.length / PAIRS) === 0);
      let tried = 0;
      for (const [one, other] of chosen) {
        const text = bothIn(one, other);
        if (text === null) continue;
        const { reports, causes } = await verdictOn(lesson, text);
        const told = causes.map((names) =>
          names.map((name) => `${name}: ${reports.find((report) => report.name === name)?.mistake}`).join('\n  '),
        );
        const what = `${one.mistake.id} and ${other.mistake.id}:\n${told.join('\n')}`;
        if ([one, other].some((each) => sameAs(each, reports, [one, other]))) continue;
        assert.equal(causes.length, 2, what);
        tried++;
        const failed = reports.filter(({ outcome }) => outcome !== 'passed').map(({ name }) => name);
        assert.deepEqual(causes.flat().sort(), failed.sort(), 'each failed check belongs to one cause');
      }
      assert.ok(tried > 0, 'no two mistakes of different functions');
    });
});

/** What the other one does is not to be seen: this one alone gives the same. */
function sameAs(alone: Planted, reports: CheckReport[], pair: [Planted, Planted]): boolean {
  const functions = new Set(pair.flatMap((each) => each.functions));
  const facts = (list: CheckReport[]): string[] =>
    list.flatMap(({ of, message, explanation }) =>
      of && functions.has(of) ? message.slice(0, message.length - (explanation?.length ?? 0)) : [],
    );
  return facts(alone.reports).join('\n') === facts(reports).join('\n');
}

/** Null where both edit the same line. */
function bothIn(one: Planted, { mistake }: Planted): string | null {
  try {
    return applyMistake(one.text, mistake);
  } catch {
    return null;
  }
}

/** One of them fails in one function only, and the other one in another, where it stands. */
function areApart(one: Planted, other: Planted): boolean {
  return [
    [one, other],
    [other, one],
  ].some(([a, b]) => a.functions.length === 1 && b.functions[0] !== a.functions[0]);
}

/** The known mistakes, each told as one. */
async function plantedIn(lesson: Lesson): Promise<Planted[]> {
  const planted: Planted[] = [];
  for (const mistake of await loadMistakes(lesson)) {
    const text = applyMistake(lesson.source.solution, mistake);
    const { reports, causes } = await verdictOn(lesson, text);
    assert.equal(causes.length, 1, `${mistake.id} is told as ${causes.length}`);
    const functions = [...new Set(reports.flatMap(({ outcome, of }) => (outcome === 'passed' || !of ? [] : of)))];
    if (!NOT_REPEATABLE.includes(mistake.id)) planted.push({ mistake, text, functions, reports });
  }
  return planted;
}
