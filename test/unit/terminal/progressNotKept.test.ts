/** A verdict whatever the folder allows: the built program, in folders where progress cannot be kept. */
import assert from 'node:assert/strict';
import { type SpawnSyncOptions, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { layOut } from '../../../src/course/learnerFolder';
import { PROGRESS_FILE, recordCheck } from '../../../src/course/progress';
import { course, repository } from '../../support/course';
import { canLink, temporaryFolder } from '../../support/folders';

const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';
/** A user without a name, a home and rights. */
const STRANGER = 64_123;

type Spawn = Omit<SpawnSyncOptions, 'encoding'>;

interface Checked {
  seed: number | null;
  lessons: { lesson: string; outcome: string; checks: { message: string }[] }[];
  error: string | null;
}

describe('a check where progress cannot be kept', function () {
  this.timeout(600_000);
  let folder: string;
  /** The built program, where every user can read it. */
  let program = path.join(repository, 'dist/cli.js');
  const [pixels, , loss] = course.lessons;
  const state = (): string => path.join(folder, path.dirname(PROGRESS_FILE));
  const file = (): string => path.join(folder, PROGRESS_FILE);

  before(() => {
    if (!isRoot) return;
    const copy = temporaryFolder();
    chmodSync(copy, 0o755);
    for (const part of ['dist', 'lessons', 'package.json'])
      cpSync(path.join(repository, part), path.join(copy, part), { recursive: true });
    program = path.join(copy, 'dist/cli.js');
  });

  beforeEach(async () => {
    folder = temporaryFolder();
    chmodSync(folder, 0o755);
    await layOut(course, folder);
    await recordCheck(folder, 'pixels', 'in progress');
    writeFileSync(path.join(folder, loss.path), loss.source.solution);
  });

  /** Checks two lessons, one of which passes. @param spawn for the child that does it */
  function check(spawn: Spawn = {}): SpawnSyncReturns<string> {
    return spawnSync(
      process.execPath,
      [program, 'check', 'pixels', 'loss', '--timeout', '60', '--json', '--dir', folder],
      { ...spawn, encoding: 'utf8' },
    );
  }

  /** The verdicts of `check`, with one line on stderr. */
  function judgedWith({ status, stdout, stderr }: SpawnSyncReturns<string>, line: RegExp): void {
    const { lessons, error } = JSON.parse(stdout) as Checked;
    assert.deepEqual(
      lessons.map(({ outcome }) => outcome),
      ['not started', 'passed'],
    );
    assert.equal(error, null);
    assert.equal(status, 1);
    assert.match(stderr, line);
    assert.equal(stderr.split('\n').length, 2, stderr);
  }

  /** As a user who may not do everything. Root may, so root becomes another one. */
  const asStranger = (): Spawn => (isRoot ? { uid: STRANGER, gid: STRANGER, cwd: folder } : { cwd: folder });

  it('a folder that can only be read', function () {
    if (isWindows) this.skip();
    const before = readFileSync(file(), 'utf8');
    chmodSync(state(), 0o555);
    judgedWith(
      check(asStranger()),
      /^Progress was not kept: you have no permission to write in \S+\.nn-from-scratch\.$/m,
    );
    chmodSync(state(), 0o755);
    assert.equal(readFileSync(file(), 'utf8'), before);
    assert.deepEqual(readdirSync(state()).sort(), ['console.d.ts', 'layout.json', 'progress.json']);
  });

  it('progress that is not to be read, as another user’s', function () {
    if (isWindows) this.skip();
    chmodSync(state(), 0o777);
    chmodSync(file(), isRoot ? 0o600 : 0o000);
    judgedWith(
      check(asStranger()),
      /^Progress was not kept: \S+progress\.json cannot be read: the system does not allow it\.$/m,
    );
    chmodSync(state(), 0o755);
    assert.deepEqual(readdirSync(state()).sort(), ['console.d.ts', 'layout.json', 'progress.json']);
  });

  it('a user without a home', function () {
    if (isWindows) this.skip();
    chmodSync(folder, 0o777);
    chmodSync(state(), 0o777);
    const { status, stdout, stderr } = check({ ...asStranger(), env: withoutHome() });
    assert.equal(stderr, '');
    assert.equal(status, 1);
    assert.equal((JSON.parse(stdout) as Checked).lessons.length, 2);
    assert.match(readFileSync(file(), 'utf8'), /"loss": ?\{"state":"passed"/);
  });

  describe('disks', () => {
    before(function () {
      const probe = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']);
      if (probe.status === 0) return;
      console.log('      (no file system of its own can be made here: full and read-only disks are not tested)');
      this.skip();
    });

    /** Runs shell commands that see a disk of their own, which no other program sees. `$CHECK` checks what is at `$DISK`. */
    function onDisk(...commands: string[]): SpawnSyncReturns<string> {
      const disk = temporaryFolder();
      const check = `"${process.execPath}" "${program}" check pixels loss --timeout 60 --json --dir "$DISK"`;
      return spawnSync('unshare', ['-rm', 'sh', '-c', commands.join('\n')], {
        encoding: 'utf8',
        env: { ...process.env, DISK: disk, FOLDER: folder, CHECK: check },
      });
    }

    it('a full disk, and again when there is room', () => {
      const copied = ['mount -t tmpfs -o size=1m none "$DISK"', 'cp -r "$FOLDER/." "$DISK"'];
      const full = [...copied, 'cat /dev/zero > "$DISK/filler" 2>&-'];
      judgedWith(onDisk(...full, 'eval "$CHECK"'), /^Progress was not kept: the disk of \S+ is full\.$/m);
      const show = `cat "$DISK/${PROGRESS_FILE}"`;
      assert.equal(onDisk(...full, 'eval "$CHECK" > /dev/null', show).stdout, readFileSync(file(), 'utf8'));
      const again = onDisk(...full, 'eval "$CHECK" > /dev/null 2>&1', 'rm "$DISK/filler"', 'eval "$CHECK" >&2', show);
      assert.match(again.stdout, /"loss": \{"state":"passed","checks":1/);
    });

    it('a disk that can only be read', () => {
      const mounted = ['mount --bind "$FOLDER" "$DISK"', 'mount -o remount,ro,bind "$DISK"'];
      judgedWith(
        onDisk(...mounted, 'eval "$CHECK"'),
        /^Progress was not kept: \S+\.nn-from-scratch can only be read\.$/m,
      );
    });
  });

  const files: [what: string, text: string, line: RegExp][] = [
    ['a damaged progress file', '{"version":1,"les', /^Earlier progress was not kept, because \S+ was damaged\. /m],
    ['an empty progress file', '', /^Earlier progress was not kept, because \S+ was damaged\. /m],
    [
      'a progress file of a newer version',
      '{"version":7,"lessons":{}}',
      /^Progress was not kept: \S+progress\.json was written by a newer version of the course \(format 7\)/m,
    ],
  ];
  for (const [what, text, line] of files)
    it(`${what}: said in one line, and kept`, () => {
      writeFileSync(file(), text);
      judgedWith(check(), line);
      const kept = readdirSync(state()).filter((name) => name.startsWith('progress.json'));
      assert.ok(
        kept.some((name) => readFileSync(path.join(state(), name), 'utf8') === text),
        kept.join(),
      );
    });

  it('without --json, the line follows the verdicts', () => {
    writeFileSync(file(), '{"version":7}');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [program, 'check', 'loss', '--timeout', '60', '--dir', folder],
      { encoding: 'utf8' },
    );
    assert.match(stdout, /Passed: all/);
    assert.match(stderr, /^Progress was not kept: .*\.\n$/);
  });

  it('every lesson has a verdict: files that are missing, folders, links that lead nowhere, and whole ones', () => {
    const [, second, , fourth] = course.lessons;
    for (const { path: each } of [pixels, loss, fourth]) rmSync(path.join(folder, each));
    mkdirSync(path.join(folder, loss.path));
    if (canLink()) symlinkSync('nowhere', path.join(folder, fourth.path));
    const names = [pixels, loss, fourth, second].map(({ id }) => id);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, 'check', ...names, '--json', '--timeout', '60', '--dir', folder],
      { encoding: 'utf8' },
    );
    assert.equal(stderr, '');
    assert.equal(status, 2);
    const { lessons } = JSON.parse(stdout) as Checked;
    assert.deepEqual(
      lessons.map(({ outcome }) => outcome),
      ['missing file', 'missing file', 'missing file', 'not started'],
    );
    assert.match(lessons[1].checks[0].message, /is a folder, not an ordinary file\. /);
    if (canLink()) assert.match(lessons[2].checks[0].message, /is a link that leads to nothing\. Remove the link/);
  });

  it('a lesson’s file that may not be read', function () {
    if (isWindows) this.skip();
    chmodSync(path.join(folder, pixels.path), isRoot ? 0o600 : 0o000);
    const { status, stdout } = check(asStranger());
    const { lessons } = JSON.parse(stdout) as Checked;
    assert.deepEqual(
      lessons.map(({ outcome }) => outcome),
      ['missing file', 'passed'],
    );
    assert.match(lessons[0].checks[0].message, /cannot be read: the system does not allow it\./);
    assert.equal(status, 2);
  });

  for (const [what, args, message] of [
    ['an unknown lesson', ['lost'], /no lesson “lost”/],
    ['an unknown option', ['loss', '--al'], /There is no option --al here\./],
    ['no course', ['loss', '--dir', '/'], /holds no course/],
  ] as const)
    it(`--json where nothing can be checked is one document, too: ${what}`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'check', '--json', ...args], {
        encoding: 'utf8',
      });
      assert.equal(status, 2);
      const { lessons, seed, error } = JSON.parse(stdout) as Checked;
      assert.deepEqual([lessons, seed], [[], null]);
      assert.match(error ?? '', message);
      assert.match(stderr, message);
    });

  it('checks of one lesson in several terminals at once: each one counts', async () => {
    const { promisify } = await import('node:util');
    const { execFile } = await import('node:child_process');
    const args = [program, 'check', 'loss', '--timeout', '60', '--dir', folder];
    await Promise.all(Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, args)));
    const { lessons } = JSON.parse(readFileSync(file(), 'utf8')) as { lessons: Record<string, { checks: number }> };
    assert.equal(lessons.loss.checks, 6);
    assert.deepEqual(readdirSync(state()).sort(), ['console.d.ts', 'layout.json', 'progress.json']);
  });
});

function withoutHome(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HOME'));
}
