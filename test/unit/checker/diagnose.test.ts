/** Which known mistake is behind a failure. */
import assert from 'node:assert/strict';
import { diagnose } from '../../../src/checker/diagnose';
import { KnownMistake } from '../../../src/checker/knownMistakes';
import { checksFor } from '../../../src/checker/kit';
import { type Subject, runCheck } from '../../../src/checker/run';

interface Lesson {
  share(right: number, all: number): number;
  table(right: number, all: number): number[];
}

const { definitions } = checksFor<Lesson>((check) => {
  check('share', 'is the share', ({ learner, close }) => {
    close(learner.share(3, 7), 3 / 7);
    close(learner.share(0, 2), 0);
  });
  check('share', 'is the share of one', ({ learner, close }) => void close(learner.share(1, 5), 1 / 5));
  check('table', 'has the share and the rest', ({ learner, close }) => {
    const [share, rest] = learner.table(0, 2);
    close([share, rest], [0, 1]);
  });
});

const lesson = (share: Lesson['share'], table = (one: number) => [one, 1 - one]): Lesson => ({
  share,
  table: (right, all) => table(share(right, all)),
});
const subjectOf = (exports: Lesson): Subject => ({
  exports: { ...exports },
  folder: '/lesson',
  isLearners: () => true,
  entry: { path: 'lesson.ts', text: '' },
});

const reference = lesson((right, all) => right / all);
const smoothed = lesson((right, all) => (right + 1) / (all + 2));

async function named(
  learner: Lesson,
  wrong: Readonly<Record<string, Lesson>> = { smoothed },
): Promise<[string, string][]> {
  const list = Object.entries(wrong).map(([id, exports]) => {
    const mistake = { id, believed: '', edits: [], says: 'It is another number.' };
    return new KnownMistake(mistake, subjectOf(exports), { ...reference });
  });
  const subject = subjectOf(learner);
  const seed = 1;
  const reports = definitions.map((each) => runCheck(each, subject, { ...reference }, seed).report);
  const mistakes = () => Promise.resolve({ list, together: () => Promise.resolve(null) });
  const found = await diagnose({ definitions, reports, learner: subject, reference: { ...reference }, seed, mistakes });
  return found.map((each) => [each.check, each.mistake.id]);
}

describe('a diagnosis', () => {
  it('names a mistake of a function in those that call it, too', async () => {
    assert.deepEqual(await named(smoothed), [
      ['is the share', 'smoothed'],
      ['is the share of one', 'smoothed'],
      ['has the share and the rest', 'smoothed'],
    ]);
  });

  it('names no mistake of a function that does something else, though a caller gives the same', async () => {
    assert.deepEqual(await named(lesson((right, all) => (right === 0 ? 0.25 : right / all / 2))), []);
  });

  it('does not run a mistake in the checks after the first one in which it does something else', async () => {
    const asked: Record<string, number[]> = { doubled: [], smoothed: [] };
    const counted = (id: string, share: Lesson['share']): Lesson => ({
      ...reference,
      share: (right, all) => {
        asked[id].push(all);
        return share(right, all);
      },
    });
    const wrong = {
      doubled: counted('doubled', (right, all) => (2 * right) / all),
      smoothed: counted('smoothed', smoothed.share),
    };
    assert.deepEqual(await named({ ...reference, share: smoothed.share }, wrong), [
      ['is the share', 'smoothed'],
      ['is the share of one', 'smoothed'],
    ]);
    assert.deepEqual(asked, { doubled: [7], smoothed: [7, 5] });
  });
});
