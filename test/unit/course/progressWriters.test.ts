/** Several programs that write one learner's progress at the same time, and are paused or killed at any moment. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { PROGRESS_FILE, readProgress, recordCheck } from '../../../src/course/progress';
import { atUse } from '../../support/filesUse';
import { repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

const writer = path.join(repository, 'out/test/unit/course/progressWriter.program.js');
const checksOf = (folder: string, lesson: string): number => readProgress(folder).lessons[lesson]?.checks ?? 0;
const filesOf = (folder: string): string[] => readdirSync(path.dirname(path.join(folder, PROGRESS_FILE)));

/** Another program records, and is done. @returns the lessons that were acknowledged */
function recordElsewhere(folder: string, lessons: string[], killedAt?: number): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [writer, folder, lessons.join(), ...(killedAt === undefined ? [] : [String(killedAt)])],
    { encoding: 'utf8' },
  );
  assert.equal(stderr, '');
  return stdout.split('\n').filter(Boolean);
}

describe('progress with several writers', function () {
  this.timeout(600_000);

  /** Records in another program before a step of a record, for one step after the other. */
  async function heldUpAtEachStep(others: number, stride: number, countsUpTo: number): Promise<void> {
    const lessons = Array.from({ length: others }, () => 'loss');
    for (let step = 1; ; step += stride) {
      const folder = temporaryFolder();
      await recordCheck(folder, 'loss', 'in progress');
      const end = atUse(step, () => assert.equal(recordElsewhere(folder, lessons).length, others));
      await recordCheck(folder, 'loss', 'passed');
      if (end() < step) break;
      const count = checksOf(folder, 'loss') - 1 - others;
      assert.ok(count >= 1 && count <= countsUpTo, `held up before step ${step}: counts ${count} times`);
      await recordCheck(folder, 'pixels', 'passed');
      assert.deepEqual(filesOf(folder), ['progress.json'], `held up before step ${step}`);
    }
  }

  it('a writer that is held up between any two steps while another program writes: both are kept', () =>
    heldUpAtEachStep(2, 1, 1));

  it('a writer that is held up for longer than the changes stay apart: its own is not lost', () =>
    heldUpAtEachStep(45, 3, 2));

  it('a writer that is killed between any two steps: what was there is kept, and the next one tidies up', async () => {
    for (let step = 1; ; step++) {
      const folder = temporaryFolder();
      await recordCheck(folder, 'loss', 'passed');
      const acknowledged = recordElsewhere(folder, ['loss', 'pixels'], step);
      const kept = checksOf(folder, 'loss') + checksOf(folder, 'pixels');
      assert.ok(kept - 1 - acknowledged.length <= 1, `killed before step ${step}`);
      assert.ok(kept - 1 >= acknowledged.length, `killed before step ${step}`);
      await recordCheck(folder, 'gradients', 'passed');
      assert.equal(checksOf(folder, 'loss') + checksOf(folder, 'pixels'), kept, `killed before step ${step}`);
      assert.deepEqual(filesOf(folder), ['progress.json'], `killed before step ${step}`);
      if (acknowledged.length === 2) break;
    }
  });
});

/** All of it: `NNFS_PROGRESS_ROUNDS=50`. */
const ROUNDS = Number(process.env.NNFS_PROGRESS_ROUNDS ?? 2);
const WRITERS = 16;
const RECORDS = 6;

describe(`${ROUNDS} rounds of ${WRITERS} writers of progress`, function () {
  this.timeout(300_000);

  for (let round = 1; round <= ROUNDS; round++)
    it(`round ${round}: nothing acknowledged is lost, with some killed and some paused`, async () => {
      const folder = temporaryFolder();
      const started = Array.from({ length: WRITERS }, (_, i) => startWriter(folder, `writer-${i}`));
      const ended = Promise.all(started.map(({ child }) => once(child, 'close')));
      // Until all have begun: what happens to them then meets them at work.
      await Promise.all(started.map(({ child }) => once(child.stdout, 'data')));
      for (const [i, { child }] of started.entries()) {
        if (i % 4 === 0) child.kill('SIGKILL');
        else if (i % 4 === 1 && process.platform !== 'win32') pauseAndGoOn(child, started);
      }
      await ended;

      const { lessons } = readProgress(folder);
      const acknowledged = started.flatMap(({ lines }) => lines());
      const common = acknowledged.filter((lesson) => lesson === 'common').length;
      const lost = acknowledged.filter((lesson) => !(lesson in lessons));
      assert.deepEqual(lost, []);
      assert.ok(common > 0 && lessons.common.checks >= common, `${lessons.common.checks} of ${common}`);
      for (const [i, { lines }] of started.entries())
        if (i % 4 !== 0) assert.equal(lines().length, 2 * RECORDS, `writer ${i} could not record all`);
      // One more of each killed writer may have been kept without an answer.
      const killed = started.filter((_, i) => i % 4 === 0).length;
      assert.ok(lessons.common.checks <= common + killed, `${lessons.common.checks} of ${common}`);
      await recordCheck(folder, 'the end', 'passed');
      assert.deepEqual(filesOf(folder), ['progress.json']);
    });
});

interface Writer {
  child: ChildProcess & { stdout: NodeJS.ReadableStream };
  lines(): string[];
}

function startWriter(folder: string, name: string): Writer {
  const lessons = Array.from({ length: RECORDS }, (_, i) => [`${name}-${i}`, 'common']).flat();
  const child = spawn(process.execPath, [writer, folder, lessons.join()], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
  return { child, lines: () => text.split('\n').filter(Boolean) };
}

/** Until another writer has recorded something meanwhile, or none is left that could. */
function pauseAndGoOn(child: ChildProcess, all: Writer[]): void {
  child.kill('SIGSTOP');
  const goOn = (): void => void child.kill('SIGCONT');
  const others = all.filter((other) => other.child !== child && other.child.exitCode === null);
  for (const other of others) {
    other.child.stdout.once('data', goOn);
    other.child.once('exit', goOn);
  }
}
