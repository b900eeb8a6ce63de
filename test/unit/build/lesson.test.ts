/** `npm run lesson`: what it begins builds, and what is missing is said with file and line. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderCourse } from '../../../src/course/render/main';
import { repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

interface LessonFolder {
  part: string;
  name: string;
  number: string;
  id: string;
}

interface Scripts {
  newLesson(root: string, wanted: string): Promise<LessonFolder & { files: string[] }>;
  openPlaces(root: string, lesson: LessonFolder): string[];
  testProblems(root: string, lesson: LessonFolder, files: string): Promise<string[]>;
  findLessonFolder(root: string, wanted: string): LessonFolder;
}

const name = '4-extensions/7-leaky-relu';

describe('npm run lesson', function () {
  this.timeout(120_000);
  let scripts: Scripts;
  let root: string;
  let lesson: LessonFolder & { files: string[] };
  const read = (file: string): string => readFileSync(path.join(root, name, file), 'utf8');
  const write = (file: string, text: string): void => writeFileSync(path.join(root, name, file), text);

  before(async () => {
    const modules = await Promise.all(
      ['new', 'check', 'folders'].map((module) => import(path.join(repository, 'scripts', 'lesson', `${module}.mjs`))),
    );
    scripts = Object.assign({}, ...(modules as object[])) as Scripts;
    root = path.join(temporaryFolder(), 'lessons');
    cpSync(path.join(repository, 'lessons'), root, { recursive: true });
    lesson = await scripts.newLesson(root, name);
  });

  it('new: a folder with every file, whose name is the id', () => {
    assert.deepEqual(readdirSync(path.join(root, name)).sort(), [...lesson.files].sort());
    assert.match(read('solution.ts'), /^\/\/ Lesson 4\.7 · Leaky relu: [^]*export function leakyRelu\(/);
  });

  it('new: the course builds with it', () => {
    const files = renderCourse(root);
    assert.match(files.get('course.json') ?? '', /leaky-relu/);
  });

  it('check: every place where an author must write, and no other', () => {
    const places = scripts.openPlaces(root, lesson);
    for (const file of lesson.files)
      assert.ok(
        places.some((each) => each.startsWith(`lessons/${name}/${file}:`)),
        file,
      );
    for (const place of places) {
      const [, file, line, todo] = /^lessons\/\S+\/([\w.]+):(\d+): (TODO: .*[^'`,])$/.exec(place) ?? [];
      assert.ok(todo && read(file).split('\n')[Number(line) - 1].includes(todo), place);
    }
    assert.deepEqual(scripts.openPlaces(root, scripts.findLessonFolder(root, 'pixels')), []);
  });

  it('check: what the gate asks for, with file and line', async () => {
    write('lesson.md', read('lesson.md').replace('// → 1', '// → 2'));
    const problems = (await scripts.testProblems(root, lesson, 'gate')).join('\n');
    assert.match(problems, /^lessons\/\S+\/checks\.ts:1: .*only 2 checks; a lesson has at least 5$/m);
    assert.match(problems, /^lessons\/\S+\/alternatives\.ts:1: .*only 1 alternatives/m);
    assert.match(problems, /^lessons\/\S+\/mistakes\.ts:1: .*only 1 mistakes/m);
    const line = read('lesson.md').split('\n').indexOf('leakyRelu(1); // → 2') + 1;
    assert.match(problems, new RegExp(`^lessons/\\S+/lesson\\.md:${line}: .* gives 1$`, 'm'));
  });

  it('check: a guide without a section, with file and line', async () => {
    const text = read('lesson.md');
    write('lesson.md', text.replace('## The idea\n', ''));
    const problems = await scripts.testProblems(root, lesson, 'gate');
    write('lesson.md', text);
    assert.equal(problems.length, 1);
    assert.match(
      problems[0],
      /^lessons\/4-extensions\/7-leaky-relu\/lesson\.md:1: The section "## The idea" is missing\./,
    );
  });

  const refused: [wanted: string, why: RegExp][] = [
    ['leaky-relu', /is no name of a lesson.*4-extensions\/7-leaky-relu/],
    ['4-extensions/leaky-relu', /is no name of a lesson/],
    ['4-extensions/8-LeakyRelu', /small letters/],
    ['4-extensions/8-../../../out', /is no name of a lesson/],
    ['4-extensions/8-delete', /“delete” is a word of TypeScript/],
    ['5-images/1-convolution', /There is no part “5-images”\. The parts are: 1-linear-model, .*part\.md/],
    ['4-extensions/7-other', /Lesson 4\.7 is there already: .*7-leaky-relu\. Take 8-other/],
    [name, /is there already/],
    ['4-extensions/8-loss', /Lesson 1\.3 is called “loss” already/],
  ];
  for (const [wanted, why] of refused)
    it(`new: refuses ${wanted}, and writes nothing`, async () => {
      const listing = (): string[] => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
      const before = listing();
      await assert.rejects(scripts.newLesson(root, wanted), why);
      assert.deepEqual(listing(), before);
    });

  it('finds a lesson by what a shell completes, and names all where there is none', () => {
    for (const wanted of [
      'leaky-relu',
      '4.7',
      '7-leaky-relu',
      `lessons/${name}/`,
      `.\\lessons\\${name.replace('/', '\\')}`,
    ])
      assert.equal(scripts.findLessonFolder(root, wanted).number, '4.7', wanted);
    assert.throws(
      () => scripts.findLessonFolder(root, 'los'),
      /There is no lesson “los”[^]*pixels, linear-model, loss/,
    );
  });

  it('without a command: status 2, and what there is', () => {
    for (const args of [['new'], ['check', 'loss', 'pixels']]) {
      const { status, stderr } = spawnSync(process.execPath, ['scripts/lesson.mjs', ...args], { encoding: 'utf8' });
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /npm run lesson -- new [^]*npm run lesson -- check/);
    }
    assert.ok(!existsSync(path.join(repository, 'lessons', name)));
  });
});

describe('numbers of the course in texts', () => {
  it('are renewed, and missed where they were', async () => {
    const { withCounts } = (await import(path.join(repository, 'scripts', 'counts.mjs'))) as {
      withCounts(file: string, text: string, course: object): string;
    };
    const lessons = [10, 25].map((minutes) => ({ text: { minutes } }));
    const optional = { isOptional: true, lessons: [{ text: { minutes: 20 } }] };
    const course = { lessons: [...lessons, ...optional.lessons], parts: [{ lessons }, optional] };
    assert.equal(
      withCounts('README.md', 'x\n27 lessons of 15 to 30 minutes.', course),
      'x\n2 lessons of 10 to 25 minutes.',
    );
    assert.equal(withCounts('package.nls.zh-cn.json', '4 个部分，27 节短课', course), '1 个部分，2 节短课');
    assert.throws(() => withCounts('README.md', 'lessons', course), /README\.md holds no .*scripts\/counts\.mjs/);
  });
});
