/** Checks that run several at once on few processors: the machine is busy with them. */
import assert from 'node:assert/strict';
import { applyMistake } from '../../src/checker/knownMistakes';
import { CheckService } from '../../src/checker/service';
import type { Supervisor } from '../../src/checker/supervisor';
import type { Lesson } from '../../src/course/course';
import { course, loadMistakes } from './course';
import { temporaryFolder } from './folders';

interface Job {
  lesson: Lesson;
  text: string;
  isRight: boolean;
}

/** Compares what eight checks at once say with what each says alone, for the solution of each lesson and its first known mistake. */
export async function assertSameVerdicts(
  supervisor: Supervisor,
  lessons: readonly Lesson[],
  rounds = 1,
): Promise<void> {
  const jobs: Job[] = [];
  for (const lesson of lessons) {
    const { solution } = lesson.source;
    const [mistake] = await loadMistakes(lesson);
    jobs.push({ lesson, text: solution, isRight: true });
    jobs.push({ lesson, text: applyMistake(solution, mistake), isRight: false });
  }
  // Without files of earlier lessons: the reference stands in for them.
  const service = new CheckService(course, supervisor);
  const folder = temporaryFolder();
  const verdictOf = async ({ lesson, text }: Job): Promise<string> => {
    const { outcome, checks } = await service.check(lesson, folder, { text, seed: 1 });
    const lines = checks.map((each) => `${each.name}: ${each.outcome} ${each.mistake} ${each.message}`);
    return withoutTimes([`${lesson.id}: ${outcome}`, ...lines].join('\n'));
  };
  const alone: string[] = [];
  for (const job of jobs) alone.push(await verdictOf(job));
  for (const text of alone) assert.doesNotMatch(text, /cut short/);
  jobs.forEach(({ isRight }, i) => assert.equal(/^\S+ passed\n/.test(alone[i]), isRight, alone[i]));
  for (let round = 1; round <= rounds; round++) {
    const together: string[] = [];
    const waiting = [...jobs.keys()];
    const work = async (): Promise<void> => {
      for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) together[i] = await verdictOf(jobs[i]);
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: 8 }, work));
    const different = jobs.filter((_, i) => together[i] !== alone[i]);
    if (rounds > 1) {
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      const right = lessons.length - different.filter(({ isRight }) => isRight).length;
      const wrong = lessons.length - different.filter(({ isRight }) => !isRight).length;
      console.log(
        `      round ${round}: ${right} right and ${wrong} wrong programs of ${lessons.length} each, ${seconds} s`,
      );
    }
    assert.deepEqual(together, alone);
  }
}

/** What is measured differs from run to run. */
function withoutTimes(text: string): string {
  // The race that decides is measured, too.
  return text
    .replace(/\d+\.\d+ (ms|times)/g, '… $1')
    .replace(/For \d+×\d+ times \d+×\d+, `matmul` took/g, 'For …, `matmul` took')
    .replace(/ \(Other programs keep[^)]*\)/g, '');
}
