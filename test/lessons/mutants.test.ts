/** Wrong programs by the hundred: the checks of every lesson reject each of them, or it is known why it is right. */
import assert from 'node:assert/strict';
import { equivalentOf, isEquivalent } from '../mutants/equivalent';
import { EQUIVALENT } from '../mutants/equivalents';
import { mutantsOf } from '../mutants/generate';
import { type Mutant, describeMutant } from '../mutants/mutant';
import { judgeAll } from '../mutants/pool';
import { isRejected, resultOf } from '../mutants/report';
import { groupBy, sample } from '../mutants/sample';
import { lessons } from '../support/course';

/** The same ones each time; `npm run mutants -- --all` runs every one. */
const PER_LESSON = 12;
const RIGHT_PER_LESSON = 2;
const SEED = 4;

describe('mutants of the solutions', function () {
  this.timeout(300_000);
  const mutants = mutantsOf(lessons);
  const byLesson = groupBy(mutants, ({ lesson }) => lesson);

  it('there are some for every lesson, each another program', () => {
    for (const { id } of lessons) assert.ok(byLesson.has(id), `${id}: no mutants`);
    assert.equal(new Set(mutants.map(({ lesson, text }) => `${lesson}\n${text}`)).size, mutants.length);
  });

  it('what is called equivalent is a mutant, with a reason', () => {
    for (const { lesson, of, why, edits } of EQUIVALENT) {
      if (!lessons.some(({ id }) => id === lesson)) continue;
      assert.ok(why.length > 20, `${lesson}, ${of}: no reason`);
      for (const [before, after, occurrence = 1] of edits)
        assert.ok(
          mutants.some((each) => isEdit(each, { lesson, of, before, after, occurrence })),
          `${lesson}, ${of}: no mutant is\n    - ${before}\n    + ${after}`,
        );
    }
  });

  it('a sample of what is called equivalent: the checks refuse none of it', async () => {
    const right = mutants.filter((mutant) => {
      const equivalent = equivalentOf(mutant);
      return equivalent && !equivalent.mayBeSlow;
    });
    const chosen = sample(right, RIGHT_PER_LESSON, SEED);
    const verdicts = await judgeAll(chosen.map(({ lesson, text }) => ({ lesson, text, seed: SEED, quick: true })));
    const refused = chosen.filter((_, i) => verdicts[i].outcome !== 'passed').map(describeMutant);
    assert.ok(
      refused.length === 0,
      'The checks refuse what is below. It is no right program, and stands in test/mutants/equivalents.ts; or a check is wrong:\n' +
        refused.join('\n'),
    );
  });

  it('a sample of every lesson: all are rejected that are not equivalent', async () => {
    const chosen = sample(
      mutants.filter((mutant) => !isEquivalent(mutant)),
      PER_LESSON,
      SEED,
    );
    assert.ok(chosen.length > 0);
    // Quick: a name for each is what `npm run mutants` asks for.
    const verdicts = await judgeAll(chosen.map(({ lesson, text }) => ({ lesson, text, seed: SEED, quick: true })));
    const results = chosen.map((mutant, i) => resultOf(mutant, verdicts[i]));
    console.log(`      ${results.filter(isRejected).length} of ${results.length} rejected`);
    const survivors = results.filter(({ fate }) => fate === 'survivor').map(({ mutant }) => describeMutant(mutant));
    assert.ok(
      survivors.length === 0,
      'Every check passes what is below. Add one that does not, or, where it is right, say why in test/mutants/equivalents.ts:\n' +
        survivors.join('\n'),
    );
  });
});

/** Whether a mutant is the one with these properties. */
function isEdit(mutant: Mutant, wanted: Partial<Mutant>): boolean {
  return Object.entries(wanted).every(([key, value]) => mutant[key as keyof Mutant] === value);
}
