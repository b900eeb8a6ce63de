/** The terminal as people use it: the built `dist/cli.js`, in a process of its own. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { EOL } from 'node:os';
import path from 'node:path';
import { recordCheck } from '../../../src/course/progress';
import { quoted } from '../../../src/terminal/courseFolder';
import { requiredLessons } from '../../../src/course/course';
import { course, repository } from '../../support/course';
import { fewDigits } from '../../support/digits';
import { temporaryFolder } from '../../support/folders';
import { run } from './support';

function cli(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(repository, 'dist/cli.js'), ...args], {
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

interface CheckDocument {
  seed: number;
  lessons: {
    lesson: string;
    outcome: string;
    durationMs: number;
    usedReference: string[];
    checks: Record<string, unknown>[];
  }[];
}

const pixels = course.lessons[0];

describe('the terminal', function () {
  this.timeout(600_000);
  let folder: string;

  before(() => {
    folder = path.join(temporaryFolder(), 'my course');
    const { status, out } = cli('init', folder);
    assert.equal(status, 0);
    assert.ok(out.includes(`--dir "${folder}"`), 'what is to be typed next is whole');
  });

  it('a shell reads what is to be typed as it is meant', function () {
    if (process.platform === 'win32') this.skip();
    for (const name of ['plain-ü', 'it’s', "it's", 'a $HOME', 'b`id`', 'c"d', "e\\f'g", '#h*?;&', '!i', '~'])
      assert.equal(execFileSync('sh', ['-c', `printf %s ${quoted(name)}`], { encoding: 'utf8' }), name);
  });

  it('init lays out the course, and again changes nothing', () => {
    assert.ok(existsSync(path.join(folder, course.lessons[0].path)));
    const again = cli('init', folder);
    assert.equal(again.status, 0);
    assert.match(again.out, /0 files added, 0 renewed, 0 files of yours left alone/);
  });

  it('check --all on a fresh folder: every lesson not started, status 1', () => {
    const { status, out } = cli('check', '--all', '--dir', folder, '--json');
    const document = JSON.parse(out) as CheckDocument;
    assert.equal(status, 1);
    assert.deepEqual(
      document.lessons.map((each) => each.lesson),
      course.lessons.map((each) => each.id),
    );
    for (const each of document.lessons) assert.equal(each.outcome, 'not started', each.lesson);
  });

  it('check --json has the fields of its contract', () => {
    const { out } = cli('check', 'loss', '--dir', folder, '--json', '--seed', '42');
    const document = JSON.parse(out) as CheckDocument;
    assert.equal(document.seed, 42);
    const [lesson] = document.lessons;
    for (const key of ['lesson', 'outcome', 'durationMs', 'usedReference', 'checks', 'causes'])
      assert.ok(key in lesson, key);
    for (const check of lesson.checks)
      assert.deepEqual(Object.keys(check), [
        'name',
        'outcome',
        'message',
        'explanation',
        'mistake',
        'expected',
        'actual',
        'difference',
        'location',
        'symbol',
      ]);
    assert.deepEqual(Object.keys(lesson.checks[0].location as object), ['file', 'line', 'column']);
  });

  it('a wrong solution: status 1, and the mistake by name', () => {
    const lesson = course.lessons[2];
    const file = path.join(folder, lesson.path);
    writeFileSync(file, lesson.source.solution.replace('  return sum / predictions.length;', '  return sum;'));
    const { status, out } = cli('check', file);
    assert.equal(status, 1);
    assert.match(out, /✗ meanSquaredError: .*\n.*This is the sum of the squared errors/);
    assert.match(out, /in meanSquaredError, 1-linear-model\/3-loss\.ts:\d+:\d+/);
    assert.match(out, /seed \d+/);
  });

  it('a file: its own course, from wherever it is named, and no other', () => {
    const lesson = course.lessons[2];
    const file = path.join(folder, lesson.path);
    writeFileSync(file, lesson.source.solution);
    const program = path.join(repository, 'dist/cli.js');
    const beside = { cwd: path.dirname(file), encoding: 'utf8' as const };
    assert.equal(spawnSync(process.execPath, [program, 'check', path.basename(file)], beside).status, 0);
    const other = path.join(temporaryFolder(), 'other');
    assert.equal(cli('init', other).status, 0);
    const { status, out, err } = cli('check', path.join(other, lesson.path), '--dir', folder);
    assert.deepEqual([status, out], [2, '']);
    assert.match(
      err,
      /3-loss\.ts is not a lesson of the course in .*my course\. Leave out --dir, or name a file there\./,
    );
    writeFileSync(file, lesson.source.stub);
  });

  it('a wrong list: the first failed check of its function shows a table of the difference', () => {
    const lesson = course.lessons[1];
    const file = path.join(folder, lesson.path);
    writeFileSync(file, lesson.source.solution.replace('return sum;', 'return sum + bias;'));
    const { out } = cli('check', file, '--seed', '1');
    writeFileSync(file, lesson.source.stub);
    assert.match(out, /\n +index +yours +expected\n +✗ +0 +7 +6\.5\n +✗ +1 +1 +0\.5\n +✗ +2 +-2 +-2\.5\n +in \w+, /);
    assert.equal(out.split('yours').length - 1, 1);
  });

  it('a file that is missing: its own verdict, with the command that lays it out; the others are judged; status 2', () => {
    const [first, second] = course.lessons;
    rmSync(path.join(folder, second.path));
    const { status, out } = cli('check', first.id, second.id, '--dir', folder, '--json');
    assert.equal(status, 2);
    const { lessons } = JSON.parse(out) as CheckDocument;
    assert.deepEqual(
      lessons.map(({ outcome }) => outcome),
      ['not started', 'missing file'],
    );
    assert.ok(String(lessons[1].checks[0].message).includes(`\`init "${folder}"\``));
    cli('init', folder);
    assert.equal(readFileSync(path.join(folder, second.path), 'utf8'), second.source.stub);
  });

  it('an endless loop: status 3', () => {
    const lesson = course.lessons[2];
    writeFileSync(path.join(folder, lesson.path), lesson.source.solution.replace('let sum = 0;', 'for (;;);'));
    const { status, out } = cli('check', 'loss', '--dir', folder, '--timeout', '1');
    assert.equal(status, 3);
    assert.match(out, /Timed out/);
  });

  it('check --all with the solutions in place, but for what is optional: all passed, status 0, and lessons shows it', () => {
    const required = requiredLessons(course);
    for (const lesson of required) {
      const { status, out } = cli('solution', lesson.id);
      assert.equal(status, 0);
      writeFileSync(path.join(folder, lesson.path), out.replaceAll('\n', EOL));
    }
    // A limit that no right solution is near, however busy the machine is.
    const { status, out } = cli('check', '--all', '--timeout', '60', '--dir', folder);
    assert.equal(status, 0, out);
    assert.ok(out.includes(`${required.length} of ${required.length} lessons passed.`), out);
    const optional = course.lessons.length - required.length;
    assert.equal(out.includes(`${optional} optional lesson`), optional > 0, out);
    const { lessons } = JSON.parse(cli('lessons', '--json', '--dir', folder).out) as { lessons: { state: string }[] };
    assert.deepEqual(
      lessons.map(({ state }) => state),
      course.lessons.map(({ part }) => (part.isOptional ? 'not started' : 'passed')),
    );
    assert.match(cli('lessons', '--dir', folder).out, /Part 5 \(optional\): [^]*The course is complete\./);
    assert.match(readFileSync(path.join(folder, '.nn-from-scratch/progress.json'), 'utf8'), /"passed"/);
  });

  it('reset: the stub is back, the learner’s version is kept, the progress is forgotten', async () => {
    const lesson = course.lessons[2];
    const file = path.join(folder, lesson.path);
    const mine = `${lesson.source.solution}// mine\n`;
    writeFileSync(file, mine);
    for (const id of ['pixels', 'loss', 'gradients']) await recordCheck(folder, id, 'passed');
    const { status, out } = cli('reset', 'loss', 'pixels', '--dir', folder);
    assert.equal(status, 0);
    assert.equal(readFileSync(file, 'utf8'), lesson.source.stub);
    const copy = /3-loss\.ts has been reset\. Your version is kept in (.*)\.$/m.exec(out)?.[1];
    assert.equal(readFileSync(path.join(folder, copy ?? ''), 'utf8'), mine);
    const { lessons } = JSON.parse(cli('lessons', '--json', '--dir', folder).out) as {
      lessons: { id: string; state: string }[];
    };
    const states = new Map(lessons.map((each) => [each.id, each.state]));
    assert.deepEqual(
      ['pixels', 'loss', 'gradients'].map((id) => states.get(id)),
      ['not started', 'not started', 'passed'],
    );
    assert.match(cli('reset', 'loss', '--dir', folder).out, /1 file was untouched/);
    assert.equal(cli('reset', '--all', '--dir', folder).status, 0);
    for (const each of course.lessons)
      assert.equal(readFileSync(path.join(folder, each.path), 'utf8'), each.source.stub, each.id);
  });

  it('export: prints a notebook, or writes it, and replaces no file unasked', () => {
    const printed = cli('export', 'loss', '--to', 'ipynb');
    assert.equal(printed.status, 0);
    assert.equal((JSON.parse(printed.out) as { nbformat: number }).nbformat, 4);
    const file = path.join(folder, 'notebooks', 'loss.ts');
    assert.equal(cli('export', '1.3', '--to', 'percent', '--out', file, '--dir', folder).status, 0);
    assert.match(readFileSync(file, 'utf8'), /^\/\/ %% \[markdown\]$/m);
    writeFileSync(file, 'mine');
    const again = cli('export', '1.3', '--to', 'percent', '--out', file);
    assert.equal(again.status, 2);
    assert.match(again.err, /is there already, so nothing was written/);
    assert.equal(readFileSync(file, 'utf8'), 'mine');
    rmSync(file);
    for (const to of ['percent', 'ipynb', 'percent']) {
      assert.equal(cli('export', '1.3', '--to', to, '--out', file, '--force').status, 0);
      assert.equal(cli('export', '1.3', '--to', to, '--out', file).status, 2);
    }
  });

  it('export: of several at once, one writes the file', async () => {
    const file = path.join(folder, 'at once.ipynb');
    const all = await Promise.all([1, 2, 3, 4].map(() => run(['export', 'pixels', '--to', 'ipynb', '--out', file])));
    assert.deepEqual(all.map(({ status }) => status).sort(), [0, 2, 2, 2]);
    for (const { status, err } of all)
      assert.match(err, status === 0 ? /is written/ : /is there already, so nothing was written/);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('at once')),
      ['at once.ipynb'],
    );
  });

  it('baseline: what the code of lesson 1.1 reads, in a picture and in words, or as JSON; before it passes, its verdict', () => {
    const own = path.join(temporaryFolder(), 'a course');
    cli('init', own);
    const measured = (...more: string[]): ReturnType<typeof cli> =>
      cli('baseline', '--dir', own, '--data', fewDigits(), ...more);
    const before = measured();
    assert.equal(before.status, 1);
    assert.match(before.err, /^Not started: `meanImage`, /);
    writeFileSync(path.join(own, pixels.path), pixels.source.solution);
    const { status, out } = measured();
    assert.equal(status, 0);
    const lines = out.split(EOL);
    assert.match(lines[0], /^Your mean 3 +Your mean 7$/);
    assert.equal(lines.slice(1, 15).filter((line) => /^[ ░▒▓█]*$/.test(line)).length, 14);
    assert.match(out, /^The first 8 test images: [37] (✓|read as [37] ✗) {2}/m);
    assert.match(
      out,
      /^Your program reads [\d,]+ of [\d,]+ threes and sevens correctly: [\d.]+ in 100\. .* The images: .* \(folder\)\.$/m,
    );
    const document = JSON.parse(measured('--json').out) as Record<string, unknown>;
    assert.deepEqual(Object.keys(document), ['data', 'threes', 'sevens', 'meanThree', 'meanSeven']);
  });

  const wrong: [string, string[], RegExp][] = [
    ['no command', [], /in a terminal/],
    ['an unknown command', ['chekc'], /no command “chekc”/],
    ['an unknown option', ['check', '--al'], /There is no option --al here\./],
    ['an unknown lesson', ['check', 'lost', '--dir', '.'], /no lesson “lost”. The lessons are: /],
    ['nothing to check', ['check'], /Name the lessons/],
    ['a folder without a course', ['check', 'loss', '--dir', '/'], /holds no course/],
    [
      'init where nothing can be written',
      ['init', process.platform === 'linux' ? '/proc/nope' : path.join(repository, 'package.json', 'below')],
      /cannot be written|cannot/,
    ],
    ['init without a folder', ['init'], /Name the folder/],
    ['a reset of nothing', ['reset'], /Name the lessons/],
    ['a reset of an unknown lesson', ['reset', 'lost'], /no lesson “lost”/],
    ['a reset where no course is', ['reset', 'loss', '--dir', '/'], /holds no course/],
    ['a solution of nothing', ['solution'], /Name one lesson/],
    ['a solution of no lesson', ['solution', 'constructor'], /There is no lesson “constructor”/],
    ['a word of many letters', ['solution', 'a'.repeat(100_000)], /^There is no lesson “a{299}…a{298}”\. The lessons/],
    [
      'a notebook with the name of a folder',
      ['export', 'pixels', '--to', 'ipynb', '--out', 'x.ipynb/'],
      /^--out names a file/,
    ],
    ['an export of nothing', ['export', '--to', 'ipynb'], /Name one lesson/],
    ['an export to nothing', ['export', 'loss'], /--to ipynb .* or --to percent/],
    ['an export to another format', ['export', 'loss', '--to', 'docx'], /not “docx”/],
    ['an export from where no course is', ['export', 'loss', '--to', 'ipynb', '--dir', '/'], /holds no course/],
    ['a baseline where no course is', ['baseline', '--dir', '/'], /holds no course/],
    ['a seed that is no number', ['check', 'loss', '--seed', 'x'], /--seed takes a number/],
  ];
  for (const [what, args, message] of wrong)
    it(`${what}: status 2, and what to do`, () => {
      const { status, err } = cli(...args);
      assert.equal(status, 2);
      assert.match(err, message);
      assert.doesNotMatch(err, /\n\s+at /);
    });

  it('--help: status 0', () => {
    const { status, out } = cli('--help');
    assert.equal(status, 0);
    assert.match(out, /check <lesson-id\|file>/);
  });
});
