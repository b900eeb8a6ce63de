/**
 * A program that records checks, for the tests of several at once. It prints a lesson's id when its record has been
 * acknowledged. At one of its uses of the folder it may end as if it was killed.
 */
import { writeSync } from 'node:fs';
import { PROGRESS_FILE, recordCheck } from '../../../src/course/progress';
import { atUse } from '../../support/filesUse';

const [folder, lessons, killedAt] = process.argv.slice(2);
if (killedAt) atUse(Number(killedAt), () => process.kill(process.pid, 'SIGKILL'));

void (async () => {
  for (const lesson of lessons.split(',')) {
    await recordCheck(folder, lesson, 'passed');
    writeSync(1, `${lesson}\n`);
  }
})().catch((error: unknown) => {
  process.stderr.write(`${PROGRESS_FILE}: ${(error as Error).stack}\n`);
  process.exitCode = 1;
});
