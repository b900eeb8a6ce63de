/** A newer version of the course opens a folder that an older one laid out, in the middle of a learner's work. */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ModuleLoader } from '../../../src/checker/node/load';
import { CheckService } from '../../../src/checker/service';
import { progressStateOf } from '../../../src/checker/progressState';
import { Supervisor } from '../../../src/checker/supervisor';
import { type Course, type Lesson, findLesson } from '../../../src/course/course';
import { type CourseIndex, courseFromIndex, indexOf } from '../../../src/course/courseIndex';
import { FolderError, LAYOUT_FILE, NewerFolderError, layOut } from '../../../src/course/learnerFolder';
import { courseIn, lessonIn } from '../../../src/course/placedCourse';
import { lessonAt, pathIn } from '../../../src/course/places';
import { readProgress, recordCheck, stateOf } from '../../../src/course/progress';
import { resetLessons } from '../../../src/course/reset';
import { exportLesson } from '../../../src/notebook/exportLesson';
import type { LessonReport } from '../../../src/protocol/report';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';
import { NewerCourse } from '../../support/newerCourse';

const dist = path.join(repository, 'dist');

/** Whatever the version is now. */
const NEWER = '99.0.0';

/** What the learner has written, by the paths that version 0.1.0 gave. */
const PASSED = [
  '3-complete-network/1-matmul.ts',
  '3-complete-network/2-broadcasting.ts',
  '3-complete-network/3-dense-layer.ts',
];
const HALF = '3-complete-network/4-relu-layer.ts';
const NETWORK = '3-complete-network/7-network.ts';
const HELPERS: Record<string, string> = {
  '3-complete-network/helpers.ts': `import { Dense } from './3-dense-layer.ts';\nimport { Matrix } from './matrix.ts';\n
export const layerOf = (inputs: number): Dense => new Dense(Matrix.zeros(inputs, 1), Matrix.zeros(1, 1));\n`,
  'try.ts': `import { layerOf } from './3-complete-network/helpers.ts';\n\nconsole.log(layerOf(3).parameters().length);\n`,
  'notes.md': 'Dense: remember the input.\n',
};

/** Given in the new part. */
const GIVEN = `import type { Dense } from '../3-complete-network/4-dense-layer/solution.ts';
import type { twice } from '../3-complete-network/3-twice/solution.ts';
import type { Matrix } from '../3-complete-network/matrix.ts';\n
export type Row = [Dense, typeof twice, Matrix];\n`;

const lesson = (of: Course, id: string): Lesson => {
  const found = findLesson(of, id);
  assert.ok(found, id);
  return found;
};

const textAt = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');

/** Every file with its text. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) =>
    path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
  );
  return Object.fromEntries(names.sort().map((name) => [name, textAt(folder, name)]));
}

/** As `layout.json` was written by version 0.1.0: without the course's version and without places. */
function asOf010(folder: string): void {
  const file = path.join(folder, LAYOUT_FILE);
  const { files } = JSON.parse(readFileSync(file, 'utf8')) as { files: object };
  writeFileSync(file, `${JSON.stringify({ version: 1, files }, null, 2)}\n`);
}

describe('an update in the middle of the course', function () {
  this.timeout(300_000);
  let supervisor: Supervisor;
  let made: NewerCourse;
  /** As the terminal reads it. */
  let newer: Course;
  let begun: string;

  const check = (of: Course, folder: string, id: string): Promise<LessonReport> =>
    new CheckService(of, supervisor).check(lesson(of, id), folder, { seed: 1 });

  /** A copy of the folder, as the learner left it. */
  const left = (): string => {
    const folder = path.join(temporaryFolder(), 'my course');
    cpSync(begun, folder, { recursive: true });
    return folder;
  };

  before(async () => {
    supervisor = new Supervisor({ script: path.join(dist, 'check-child.js'), timeoutMs: 30_000 });
    begun = temporaryFolder();
    await layOut(course, begun);
    asOf010(begun);
    for (const file of [...PASSED, NETWORK]) {
      const { solution } = (course.lessons.find((each) => each.path === file) as Lesson).source;
      writeFileSync(path.join(begun, file), `${solution}\n// By me.\n`);
    }
    const half = lesson(course, 'relu-layer').source.stub;
    writeFileSync(path.join(begun, HALF), `${half}\n// I will go on here.\n`);
    for (const [file, text] of Object.entries(HELPERS)) writeFileSync(path.join(begun, file), text);
    for (const id of ['matmul', 'broadcasting', 'dense-layer', 'relu-layer']) {
      const report = await check(course, begun, id);
      await recordCheck(begun, id, progressStateOf(report));
    }

    made = new NewerCourse(NEWER);
    made.makeRoom('3-complete-network', 3);
    await made.addLesson('3-complete-network/3-twice', {
      solution: 'return new Matrix(m.rows, m.cols, m.data.map((x) => 2 * x));',
    });
    made.addPart('6-more', { isOptional: true });
    made.write('6-more/rows.ts', GIVEN);
    await made.addLesson('6-more/1-doubled', {
      imports: `import { Dense } from '../../3-complete-network/4-dense-layer/solution.ts';\nimport { twice } from '../../3-complete-network/3-twice/solution.ts';\n`,
      solution: 'return new Dense(twice(Matrix.from([[1, 0], [0, 1]])), Matrix.zeros(1, 2)).forward(m);',
    });
    made.editStubs();
    newer = made.load();
  });

  after(() => supervisor.dispose());

  it('is what the test says: lessons with other numbers, a new one among them, a new part, other stubs', () => {
    assert.equal(newer.version, NEWER);
    assert.equal(lesson(newer, 'twice').number, '3.3');
    assert.equal(lesson(newer, 'dense-layer').path, '3-complete-network/4-dense-layer.ts');
    assert.equal(newer.parts.at(-1)?.folder, '6-more');
    for (const each of course.lessons) assert.notEqual(lesson(newer, each.id).source.stub, each.source.stub);
  });

  it('leaves every text of the learner’s as it is, where it is', async () => {
    const folder = left();
    const before = contents(folder);
    const { kept } = await layOut(newer, folder);
    const after = contents(folder);
    const own = [...PASSED, HALF, NETWORK];
    for (const file of [...own, ...Object.keys(HELPERS)]) assert.equal(after[file], before[file], file);
    assert.deepEqual(kept, own);
    assert.equal(after['.nn-from-scratch/progress.json'], before['.nn-from-scratch/progress.json']);
  });

  it('each file still belongs to its lesson, and progress to its lesson', async () => {
    const folder = left();
    await layOut(newer, folder);
    for (const file of [...PASSED, HALF, NETWORK]) {
      const { id } = course.lessons.find((each) => each.path === file) as Lesson;
      assert.equal(pathIn(folder, lesson(newer, id)), file);
      assert.equal(lessonAt(newer, folder, file)?.id, id);
    }
    const progress = readProgress(folder);
    const states = newer.lessons.map(({ id }) => [id, stateOf(progress, id)]);
    assert.deepEqual(
      states.filter(([, state]) => state !== 'not started'),
      ['matmul', 'broadcasting', 'dense-layer'].map((id) => [id, 'passed']),
    );
  });

  it('new lessons are there, and what nothing was written in has the stub and the number of now', async () => {
    const folder = left();
    const { created, updated } = await layOut(newer, folder);
    assert.deepEqual(created, ['3-complete-network/3-twice.ts', '6-more/1-doubled.ts', '6-more/rows.ts']);
    const here = courseIn(newer, folder);
    for (const { path: file, source } of here.lessons)
      if (![...PASSED, HALF, NETWORK].includes(file)) assert.equal(textAt(folder, file), source.stub, file);
    assert.ok(updated.includes('3-complete-network/9-training-loop.ts'));
    assert.ok(!existsSync(path.join(folder, '3-complete-network/8-training-loop.ts')), 'once, and not twice');
    // Nothing was written in it, but the learner's network imports it.
    assert.equal(pathIn(folder, lesson(newer, 'initialisation')), '3-complete-network/6-initialisation.ts');
    assert.match(textAt(folder, 'README.md'), /3\.4 \[[^\]]*\]\(3-complete-network\/3-dense-layer\.ts\)/);
    assert.match(textAt(folder, 'README.md'), /^## Part 6: A new part \(optional\)$/m);
    const places = here.lessons.map(({ path: file }) => file);
    assert.equal(new Set(places).size, places.length);
  });

  it('every import leads somewhere, in the learner’s files and in the new stubs', async () => {
    const folder = left();
    await layOut(newer, folder);
    const tsc = path.join(repository, 'node_modules/typescript/bin/tsc');
    const compile = (): string => execFileSync(process.execPath, [tsc, '--noEmit', '-p', folder], { encoding: 'utf8' });
    assert.equal(compile(), '');
    for (const { path: file, source } of courseIn(newer, folder).lessons)
      writeFileSync(path.join(folder, file), source.solution);
    assert.equal(compile(), '');
  });

  it('checks: what passed passes, with the learner’s own code beneath it', async () => {
    const folder = left();
    await layOut(newer, folder);
    for (const id of ['matmul', 'broadcasting', 'dense-layer']) {
      const { outcome, usedReference } = await check(newer, folder, id);
      assert.deepEqual([outcome, usedReference], ['passed', []], id);
    }
    assert.equal((await check(newer, folder, 'relu-layer')).outcome, 'not started');
    const network = await check(newer, folder, 'network');
    assert.deepEqual([network.outcome, network.usedReference], ['passed', ['relu-layer', 'initialisation']]);
  });

  it('a new lesson builds on a renumbered one, which is the learner’s', async () => {
    const folder = left();
    await layOut(newer, folder);
    for (const id of ['twice', 'doubled']) {
      assert.equal((await check(newer, folder, id)).outcome, 'not started');
      const { path: file, source } = lessonIn(newer, lesson(newer, id), folder);
      writeFileSync(path.join(folder, file), source.solution);
      const { outcome, usedReference } = await check(newer, folder, id);
      assert.deepEqual([outcome, usedReference], ['passed', []], id);
    }
    // A fault that is planted in the old file is met through the new one.
    const dense = path.join(folder, '3-complete-network/3-dense-layer.ts');
    writeFileSync(
      dense,
      readFileSync(dense, 'utf8').replace('addRow(matmul(x, this.weights.value)', 'addRow(matmul(x, x)'),
    );
    assert.deepEqual((await check(newer, folder, 'doubled')).usedReference, ['dense-layer']);
  });

  it('training and racing find the learner’s files by the names that the course has', async () => {
    const folder = left();
    await layOut(newer, folder);
    const loop = lessonIn(newer, lesson(newer, 'training-loop'), folder);
    writeFileSync(path.join(folder, loop.path), loop.source.solution);
    const { sources } = await new CheckService(newer, supervisor).sources(lesson(newer, 'training-loop'), folder);
    const code = new ModuleLoader(folder, sources.files);
    const named = await code.load('3-complete-network/4-dense-layer.ts');
    assert.equal(named.Dense, (await code.load('3-complete-network/3-dense-layer.ts')).Dense);
    const file = sources.files.find(({ path: each }) => each === '3-complete-network/3-dense-layer.ts');
    assert.deepEqual([file?.origin, file?.text], ['learner', textAt(folder, '3-complete-network/3-dense-layer.ts')]);
  });

  it('a notebook holds the learner’s files', async () => {
    const folder = left();
    await layOut(newer, folder);
    const checks = new CheckService(newer, supervisor);
    const kitFile = path.join(dist, 'notebook-kit.js');
    const request = { course: newer, lesson: lesson(newer, 'doubled'), kitFile, learner: { folder, checks } };
    const text = await exportLesson({ ...request, format: 'percent' });
    assert.match(text, /3-complete-network\/3-dense-layer\.ts: lesson 3\.4 .*, your own code/);
  });

  it('a reset gives the stub of now, in the file of then', async () => {
    const folder = left();
    await layOut(newer, folder);
    const dense = lessonIn(newer, lesson(newer, 'dense-layer'), folder);
    await resetLessons(folder, [dense]);
    assert.equal(textAt(folder, '3-complete-network/3-dense-layer.ts'), dense.source.stub);
    assert.match(dense.source.stub, /A newer stub/);
    assert.deepEqual((await layOut(newer, folder)).created, []);
    assert.equal((await check(newer, folder, 'dense-layer')).outcome, 'not started');
  });

  it('the editor, which knows the course from its index, comes to the same', async () => {
    const [folder, other] = [left(), left()];
    await layOut(newer, folder);
    const index = JSON.parse(JSON.stringify(indexOf(newer))) as CourseIndex;
    await layOut(courseFromIndex(newer.root, index), other);
    assert.deepEqual(contents(other), contents(folder));
  });

  it('is done once: the second time nothing is written', async () => {
    const folder = left();
    await layOut(newer, folder);
    const before = contents(folder);
    const { created, updated } = await layOut(newer, folder);
    assert.deepEqual([created, updated], [[], []]);
    assert.deepEqual(contents(folder), before);
  });

  it('before the update, the old names are found, and passing code passes', async () => {
    const folder = left();
    assert.equal(pathIn(folder, lesson(newer, 'dense-layer')), '3-complete-network/3-dense-layer.ts');
    assert.equal((await check(newer, folder, 'dense-layer')).outcome, 'passed');
    assert.ok(!existsSync(path.join(folder, '3-complete-network/3-twice.ts')));
  });

  describe('what is open in an editor', () => {
    const file = '3-complete-network/8-training-loop.ts';

    it('keeps its name', async () => {
      const folder = left();
      await layOut(newer, folder, new Map([[file, null]]));
      assert.equal(pathIn(folder, lesson(newer, 'training-loop')), file);
      assert.match(textAt(folder, file), /A newer stub/);
    });

    it('and its text on the disk, too, where it is not saved yet: saving it asks nothing', async () => {
      const folder = left();
      const before = textAt(folder, file);
      const { kept } = await layOut(newer, folder, new Map([[file, '// begun']]));
      assert.equal(textAt(folder, file), before);
      assert.ok(kept.includes(file));
      assert.equal(pathIn(folder, lesson(newer, 'training-loop')), file);
    });

    it('in a window that was not asked: what it saves under the old name comes back to its lesson', async () => {
      const folder = left();
      await layOut(newer, folder);
      assert.equal(pathIn(folder, lesson(newer, 'training-loop')), '3-complete-network/9-training-loop.ts');
      const written = textAt(begun, file).replace('throw', '// My first line.\n  throw');
      writeFileSync(path.join(folder, file), written);
      await layOut(newer, folder);
      assert.equal(pathIn(folder, lesson(newer, 'training-loop')), file);
      assert.equal(textAt(folder, file), written);
      assert.ok(!existsSync(path.join(folder, '3-complete-network/9-training-loop.ts')));
    });
  });

  describe('more than one at once', () => {
    it('two windows', async () => {
      const [folder, alone] = [left(), left()];
      await layOut(newer, alone);
      await Promise.all([layOut(newer, folder), layOut(newer, folder)]);
      assert.deepEqual(contents(folder), contents(alone));
    });

    it('terminals and an editor', async () => {
      const [folder, alone] = [left(), left()];
      await layOut(newer, alone);
      const cli = terminal(made);
      const init = (): Promise<unknown> => promisify(execFile)(process.execPath, [cli, 'init', folder]);
      await Promise.all([init(), init(), init(), layOut(newer, folder)]);
      assert.deepEqual(contents(folder), contents(alone));
    });
  });

  describe('in a terminal', () => {
    it('check brings the folder up to date, says so beside the verdict, and judges', () => {
      const folder = left();
      const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
        spawnSync(process.execPath, [terminal(made), ...args, '--dir', folder], { encoding: 'utf8' });
      const ids = ['matmul', 'broadcasting', 'twice', '3.4', 'relu-layer', 'network', 'doubled'];
      const { stdout, stderr } = run('check', ...ids, '--json');
      assert.match(
        stderr,
        /^The course has been updated: 3 files added, \d+ renewed\. What you wrote is as it was\.\n$/,
      );
      const { lessons } = JSON.parse(stdout) as { lessons: LessonReport[] };
      const outcomes = lessons.map((each) => [each.lesson, each.outcome]);
      assert.deepEqual(outcomes, [
        ['matmul', 'passed'],
        ['broadcasting', 'passed'],
        ['twice', 'not started'],
        ['dense-layer', 'passed'],
        ['relu-layer', 'not started'],
        ['network', 'passed'],
        ['doubled', 'not started'],
      ]);
      const again = run('check', '3-complete-network/3-dense-layer.ts');
      assert.deepEqual([again.status, again.stderr], [0, '']);
      assert.match(again.stdout, /3\.4 .* 3-complete-network\/3-dense-layer\.ts/);
      assert.match(run('lessons').stdout, /✓ 3\.4 dense-layer/);
    });
  });

  describe('a folder of a newer version', () => {
    it('is left as it is by an older one, which says so', async () => {
      const folder = left();
      await layOut(newer, folder);
      const before = contents(folder);
      await assert.rejects(layOut(course, folder), (error) => {
        assert.ok(error instanceof NewerFolderError);
        assert.match(
          error.message,
          /laid out by version 99\.0\.0 of the course, and this is version \d+\.\d+\.\d+\. Nothing was changed\. Update the extension/,
        );
        return true;
      });
      assert.deepEqual(contents(folder), before);
      // What lies under the names of both can still be checked.
      assert.equal((await check(course, folder, 'dense-layer')).outcome, 'passed');
    });

    it('also where its layout has a format of later times', async () => {
      const folder = left();
      writeFileSync(path.join(folder, LAYOUT_FILE), JSON.stringify({ version: 2, course: '3.0.0', files: [] }));
      const before = contents(folder);
      await assert.rejects(layOut(course, folder), /laid out by version 3\.0\.0/);
      await assert.rejects(resetLessons(folder, [lesson(course, 'dense-layer')]), /Nothing was changed/);
      assert.equal(textAt(folder, LAYOUT_FILE), before[LAYOUT_FILE]);
      assert.equal(textAt(folder, PASSED[2]), before[PASSED[2]]);
    });
  });

  it('an update that breaks off is done to its end the next time', async () => {
    const [folder, alone] = [left(), left()];
    await layOut(newer, alone);
    const inTheWay = path.join(folder, '6-more');
    writeFileSync(inTheWay, '');
    await assert.rejects(layOut(newer, folder), FolderError);
    rmSync(inTheWay);
    await layOut(newer, folder);
    assert.deepEqual(contents(folder), contents(alone));
  });

  it('wherever it breaks off, or another one begins, it comes to the same', async () => {
    const alone = left();
    const before = contents(alone);
    await layOut(newer, alone);
    const after = contents(alone);
    const written = Object.keys(after).filter((file) => file !== LAYOUT_FILE && after[file] !== before[file]);
    const removed = Object.keys(before).filter((file) => !(file in after));
    assert.ok(written.length > 20 && removed.length > 0);
    const steps = [...written, ...removed];
    for (let done = 1; done <= steps.length; done += 3) {
      const folder = left();
      for (const file of steps.slice(0, done)) {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        if (file in after) writeFileSync(path.join(folder, file), after[file]);
        else rmSync(path.join(folder, file));
      }
      await layOut(newer, folder);
      assert.deepEqual(contents(folder), after, `after ${done} of ${steps.length} files`);
    }
  });

  it('without a layout that can be read, work is still found by the lesson that its name tells', async () => {
    const folder = left();
    writeFileSync(path.join(folder, LAYOUT_FILE), '{ "version": 1, "fil');
    const before = contents(folder);
    await layOut(newer, folder);
    const after = contents(folder);
    for (const [file, text] of Object.entries(before)) if (file !== LAYOUT_FILE) assert.equal(after[file], text, file);
    assert.equal(pathIn(folder, lesson(newer, 'dense-layer')), '3-complete-network/3-dense-layer.ts');
    assert.equal((await check(newer, folder, 'dense-layer')).outcome, 'passed');
  });

  it('a layout cannot lead out of the folder', async () => {
    const folder = left();
    await layOut(newer, folder);
    const layout = JSON.parse(textAt(folder, LAYOUT_FILE)) as {
      lessons: Record<string, string>;
      parts: Record<string, string>;
    };
    layout.lessons.loss = '../1-outside/3-loss.ts';
    layout.parts['linear-model'] = '..';
    writeFileSync(path.join(folder, LAYOUT_FILE), JSON.stringify(layout));
    assert.equal(pathIn(folder, lesson(newer, 'loss')), '1-linear-model/3-loss.ts');
  });

  it('a layout cannot give a lesson the place of another one', async () => {
    const folder = left();
    await layOut(newer, folder);
    const layout = JSON.parse(textAt(folder, LAYOUT_FILE)) as { lessons: Record<string, string> };
    const [own, other] = [layout.lessons.loss, layout.lessons.matmul];
    layout.lessons.loss = other;
    writeFileSync(path.join(folder, LAYOUT_FILE), JSON.stringify(layout));
    assert.equal(pathIn(folder, lesson(newer, 'loss')), own);
    assert.equal(lessonAt(newer, folder, other)?.id, 'matmul');
    await layOut(newer, folder);
    assert.equal((JSON.parse(textAt(folder, LAYOUT_FILE)) as typeof layout).lessons.loss, own);
  });

  it('a helper that has the name of a new lesson stays, and the lesson lies beside it', async () => {
    const folder = left();
    const helper = '3-complete-network/3-twice.ts';
    writeFileSync(path.join(folder, helper), 'export const mine = 1;\n');
    for (let times = 0; times < 2; times++) {
      await layOut(newer, folder);
      assert.equal(textAt(folder, helper), 'export const mine = 1;\n');
      assert.equal(pathIn(folder, lesson(newer, 'twice')), '3-complete-network/03-twice.ts');
    }
    assert.equal((await check(newer, folder, 'twice')).outcome, 'not started');
    assert.ok(!existsSync(path.join(folder, '3-complete-network/003-twice.ts')));
  });

  it('a copy that the learner made of a file is not the file', async () => {
    const folder = left();
    const copies = ['3-complete-network/1-dense-layer.ts', '3-complete-network/1-training-loop.ts'];
    for (const file of copies) writeFileSync(path.join(folder, file), `${textAt(begun, PASSED[2])}// A copy.\n`);
    assert.equal(pathIn(folder, lesson(newer, 'dense-layer')), PASSED[2]);
    const before = contents(folder);
    await layOut(newer, folder);
    assert.equal(pathIn(folder, lesson(newer, 'dense-layer')), PASSED[2]);
    assert.equal(pathIn(folder, lesson(newer, 'training-loop')), '3-complete-network/9-training-loop.ts');
    for (const file of copies) assert.equal(textAt(folder, file), before[file]);
  });

  it('a file of the learner’s that cannot be read is no obstacle', async function () {
    const unreadable = '/proc/self/mem';
    if (!existsSync(unreadable)) this.skip();
    const folder = left();
    symlinkSync(unreadable, path.join(folder, '3-complete-network/memory.ts'));
    assert.throws(() => textAt(folder, '3-complete-network/memory.ts'), /EIO/);
    const { created } = await layOut(newer, folder);
    assert.deepEqual(created, ['3-complete-network/3-twice.ts', '6-more/1-doubled.ts', '6-more/rows.ts']);
  });

  it('a lesson that is no more: its file stays', async () => {
    const fewer = new NewerCourse(NEWER);
    rmSync(path.join(fewer.place, 'lessons/4-extensions/6-fast-matmul'), { recursive: true });
    const folder = left();
    const file = '4-extensions/6-fast-matmul.ts';
    const before = textAt(folder, file);
    await layOut(fewer.load(), folder);
    assert.equal(textAt(folder, file), before);
  });

  it('a lesson with another id takes its file and its progress along', async () => {
    const other = new NewerCourse(NEWER);
    other.rename('3-complete-network/3-dense-layer', '3-complete-network/3-linear-layer');
    other.write('renamed.json', '{ "dense-layer": "linear-layer" }');
    const renamed = other.load();
    const folder = left();
    await layOut(renamed, folder);
    assert.equal(pathIn(folder, lesson(renamed, 'linear-layer')), PASSED[2]);
    const { lessons } = readProgress(folder);
    assert.equal(lessons['linear-layer'].state, 'passed');
    assert.ok(!('dense-layer' in lessons));
    assert.equal((await check(renamed, folder, 'linear-layer')).outcome, 'passed');
    other.write('renamed.json', '{ "dense-layer": "line" }');
    assert.throws(() => other.load(), /no lesson "line"/);
    other.write('renamed.json', '{ "matmul": "linear-layer" }');
    assert.throws(() => other.load(), /called "matmul" again/);
  });

  it('a part with another number keeps the folder that holds work, and one without work does not', async () => {
    const other = new NewerCourse(NEWER);
    other.rename('5-beyond', '6-beyond');
    other.rename('4-extensions', '5-extensions');
    other.rename('3-complete-network', '4-complete-network');
    other.addPart('3-between');
    const renumbered = other.load();
    const folder = left();
    await layOut(renumbered, folder);
    assert.deepEqual(
      readdirSync(folder).filter((name) => /^\d/.test(name)),
      ['1-linear-model', '2-multi-layer', '3-complete-network', '4-extensions', '5-beyond', '5-extensions', '6-beyond'],
    );
    assert.ok(!existsSync(path.join(folder, '4-complete-network')));
    assert.deepEqual(readdirSync(path.join(folder, '4-extensions')), []);
    for (const id of ['dense-layer', 'network'])
      assert.equal((await check(renumbered, folder, id)).outcome, 'passed', id);
    const momentum = lessonIn(renumbered, lesson(renumbered, 'momentum'), folder);
    writeFileSync(path.join(folder, momentum.path), momentum.source.solution);
    assert.equal((await check(renumbered, folder, 'momentum')).outcome, 'passed');
    assert.match(momentum.source.stub, /'\.\.\/3-complete-network\/layer\.ts'/);
  });

  it('every lesson that a version has laid out is one of now, or was given another name', () => {
    const layouts = path.join(repository, 'test/fixtures/layouts');
    const names = new Set(course.lessons.flatMap(({ id, formerly }) => [id, ...formerly]));
    for (const name of readdirSync(layouts)) {
      const { files } = JSON.parse(readFileSync(path.join(layouts, name), 'utf8')) as { files: object };
      const ids = Object.keys(files).flatMap((file) => /^\d+-[^/]+\/\d+-([^/]+)\.ts$/.exec(file)?.[1] ?? []);
      assert.ok(ids.length > 0);
      for (const id of ids)
        assert.ok(names.has(id), `${id} of ${name}: write into lessons/renamed.json what it became`);
    }
  });
});

/** The terminal of a newer version, as it is installed. */
function terminal({ place }: NewerCourse): string {
  const folder = path.join(place, 'dist');
  if (!existsSync(folder)) {
    mkdirSync(folder);
    for (const name of ['cli.js', 'program.js', 'check-child.js', 'strip-types.js', 'strip-types.wasm'])
      cpSync(path.join(dist, name), path.join(folder, name));
  }
  return path.join(folder, 'cli.js');
}
