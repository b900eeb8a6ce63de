/** Command lines and folders with which nothing can be done: a sentence that is true, status 2, and nothing is changed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CHECK_LIMITS } from '../../../src/checker/limits';
import { LAYOUT_FILE, layOut } from '../../../src/course/learnerFolder';
import { PROGRESS_FILE } from '../../../src/course/progress';
import { course, repository } from '../../support/course';
import { canLink, temporaryFolder } from '../../support/folders';
import { CLI, TRACE, run } from './support';

async function assertRefused(args: readonly string[], message: RegExp): Promise<void> {
  const { status, out, err } = await run(args);
  assert.equal(status, 2, `${args.join(' ')}\n${out}${err}`);
  assert.match(err, message);
  assert.doesNotMatch(err, TRACE);
}

/** Every file and folder below one, and what is in it. */
const everything = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
      const place = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, place), entry.isFile() ? readFileSync(place, 'utf8') : ''];
    }),
  );

describe('the terminal refuses', function () {
  this.timeout(240_000);
  let folder: string;
  const loss = course.lessons.find(({ id }) => id === 'loss') ?? assert.fail();
  const mine = `${loss.source.solution}// mine\n`;

  beforeEach(async () => {
    folder = path.join(temporaryFolder(), 'course');
    await layOut(course, folder);
    writeFileSync(path.join(folder, loss.path), mine);
  });

  const lines: [args: string[], message: RegExp][] = [
    [['init', 'my', 'course'], /^A name with a blank in it stands in quotes: init "my course"\n/],
    [['lessons', '--dir', 'my', 'course'], /^“course” is a word too many\. .*Example: "my course"\n/],
    [['race', 'again'], /^“again” is a word too many\. A name with a blank in it stands in quotes\.\n/],
    [['reset', '--all', '--dir='], /^--dir has no value\./],
    [['check', '--all', '--dir', ''], /^--dir has no value\./],
    [['export', 'loss', '--to', 'ipynb', '--out='], /^--out has no value\./],
    [['train', '--weights='], /^--weights has no value\./],
    [['train', '--data='], /^--data has no value\./],
    [['compare', '--python='], /^--python has no value\./],
    [['compare', '--frameworks', 'tfjs,,pytorch'], /^--frameworks takes .* not “tfjs,,pytorch”/],
    [['compare', '--frameworks', ','], /^--frameworks takes .* not “,”/],
    [['compare', '--hidden', '128,,3'], /^--hidden takes sizes .* not “128,,3”/],
    [
      ['export', 'pixels', '--to', 'percent', '--json'],
      /^There is no option --json here\.\n\nFor help: export --help\n/,
    ],
    [['check', 'loss', '--seed', '-1'], /^--seed takes a whole number from 1 to .* not “-1”/],
    [['check', 'loss', '--seed', '--all'], /^--seed has no value\./],
    [['check', 'loss', '--seed'], /^--seed has no value\./],
    [['check', 'loss', '--watch', '--json'], /^--json prints one document, and --watch a verdict after each save\./],
    [['check', 'loss', '--seed', '1.5'], /^--seed takes a whole number from 1 to/],
    [['check', 'loss', '--seed', '1e300'], /^--seed takes a whole number from 1 to/],
    [['check', 'loss', '--timeout', '1e-9'], /^--timeout takes 1 second or more, not “1e-9”/],
    [['check', 'loss', '--memory', '1'], /^--memory takes 256 megabytes or more, not “1”/],
  ];
  for (const [args, message] of lines)
    it(args.map((each) => (each === '' ? "''" : each)).join(' '), () => assertRefused(args, message));

  it('the same limits as the settings do', () => {
    const { contributes } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { default: number; minimum: number }> } };
    };
    for (const [name, { initial, least }] of Object.entries(CHECK_LIMITS)) {
      const setting = contributes.configuration.properties[`nnFromScratch.check.${name}`];
      assert.deepEqual([setting.default, setting.minimum], [initial, least], name);
    }
  });

  it('a folder that is none, each with its own sentence', async function () {
    if (!canLink()) this.skip();
    const parent = temporaryFolder();
    const place = (name: string): string => path.join(parent, name);
    writeFileSync(place('file'), '');
    symlinkSync('loop', place('loop'));
    symlinkSync('nowhere', place('dead'));
    mkdirSync(place('odd'));
    writeFileSync(path.join(place('odd'), '.nn-from-scratch'), '');
    const before = everything(parent);
    const cases: [name: string, message: RegExp][] = [
      ['none', /There is no folder .*none\. /],
      ['.', / holds no course\. /],
      ['file', /file is a file, and a folder is needed in its place\. Give it another name/],
      ['loop', /loop is a link that leads in a circle\. Remove the link/],
      ['dead', /dead is a link that leads to nothing\. Remove the link/],
      ['odd', /\.nn-from-scratch is a file, and a folder is needed in its place\./],
    ];
    for (const [name, message] of cases)
      for (const command of [
        ['check', 'loss'],
        ['reset', 'loss'],
        ['export', 'loss', '--to', 'ipynb'],
        ['train', '--experiment', 'line'],
        ['race'],
      ])
        await assertRefused([...command, '--dir', place(name)], message);
    await assertRefused(['init', place('file')], /file is a file\. /);
    await assertRefused(
      ['init', path.join(place('file'), 'x')],
      /file is a file, and a folder is needed in its place\./,
    );
    await assertRefused(['init', place('loop')], /cannot be written: .*loop is a link that leads in a circle\./);
    assert.deepEqual(everything(parent), before);
    await assertRefused(['init', place('odd')], /\.nn-from-scratch is a file, and a folder is needed/);
  });

  it('this folder, where it is gone; a folder with its whole path works from there', function () {
    if (process.platform === 'win32') this.skip();
    const inGone = (...args: string[]) =>
      spawnSync('sh', ['-c', 'cd "$0" && rmdir "$0" && exec "$@"', temporaryFolder(), process.execPath, CLI, ...args], {
        encoding: 'utf8',
      });
    for (const args of [
      ['check', 'loss', '--json'],
      ['lessons', '--json'],
      ['init', 'x'],
      ['train', '--experiment', 'line'],
      ['export', 'loss', '--to', 'percent'],
    ]) {
      const { status, stdout, stderr } = inGone(...args);
      assert.equal(status, 2, stderr);
      assert.match(stderr, /^This folder is no longer there\. .*\n$/);
      if (args.includes('--json'))
        assert.match((JSON.parse(stdout) as { error: string }).error, /^This folder is no longer there\./);
    }
    assert.equal(inGone('check', 'loss', '--dir', folder).status, 0);
  });

  it('a name that is too long', async function () {
    if (process.platform === 'win32') this.skip(); // There, such a name is only missing.
    const long = 'x'.repeat(300);
    for (const args of [
      ['check', 'loss', '--dir', long],
      ['reset', 'loss', '--dir', long],
      ['lessons', '--dir', long],
      ['init', path.join(folder, long)],
    ])
      await assertRefused(
        args,
        /cannot be (?:used|written|done here): the name .*x is too long\. Choose a shorter one\./,
      );
  });

  it('a lesson’s file that is there and cannot be read, by its name', async function () {
    if (process.platform !== 'linux') this.skip();
    const file = path.join(folder, loss.path);
    rmSync(file);
    symlinkSync('/proc/self/mem', file);
    for (const args of [
      ['init', folder],
      ['reset', 'loss', '--dir', folder],
    ])
      await assertRefused(
        args,
        /3-loss\.ts cannot be read: i\/o error \(EIO\)\. Give it another name, then try again\./,
      );
  });

  it('a reset that cannot be recorded: nothing of it is left, as the sentence says', async () => {
    const progress = path.join(folder, PROGRESS_FILE);
    mkdirSync(progress);
    const before = everything(folder);
    await assertRefused(['reset', 'loss', '--dir', folder], /progress cannot be written: .*Nothing was changed\./);
    assert.deepEqual(everything(folder), before);
  });

  it('a folder whose layout has a later format: no version is named twice, and nothing is left of a reset', async () => {
    const layout = path.join(folder, LAYOUT_FILE);
    const { course: version } = JSON.parse(readFileSync(layout, 'utf8')) as { course: string };
    writeFileSync(layout, JSON.stringify({ version: 2, course: version, files: [] }));
    const before = everything(folder);
    const said = new RegExp(`laid out by a newer version of the course, and this is version ${version}\\. Nothing was`);
    await assertRefused(['init', folder], said);
    await assertRefused(
      ['reset', 'loss', '--dir', folder],
      /cannot be written: a newer version .* Nothing was changed\./,
    );
    assert.deepEqual(everything(folder), before);
  });

  it('no more open files: the learner’s code is not blamed', async function () {
    if (process.platform === 'win32') this.skip();
    const limited = ['-c', 'ulimit -n 20; exec "$@"', 'sh', process.execPath, CLI, 'check', 'loss', '--dir', folder];
    const { stdout } = spawnSync('sh', limited, { encoding: 'utf8' });
    assert.match(stdout, /The check could not begin: too many files are open\. This program may open no more files/);
    assert.doesNotMatch(stdout, /your code|at 1-linear-model/i);
  });

  it('an export over what is no notebook, also with --force', async () => {
    const file = path.join(folder, loss.path);
    for (const to of ['percent', 'ipynb'])
      for (const force of [[], ['--force']])
        await assertRefused(
          ['export', 'loss', '--to', to, '--out', file, '--dir', folder, ...force],
          /3-loss\.ts is there already, so nothing was written: it is no notebook\. Choose another name/,
        );
    assert.equal(readFileSync(file, 'utf8'), mine);
    assert.ok(!existsSync(path.join(folder, '.nn-from-scratch/kept')));
  });

  it('an export over a file of the course that holds a notebook, also through a link', async () => {
    const [file, link] = [path.join(folder, loss.path), path.join(folder, 'link.ts')];
    const { out: notebook } = await run(['export', 'loss', '--to', 'percent']);
    writeFileSync(file, notebook);
    const outs = [file, path.join(folder, '.nn-from-scratch/progress.json')];
    if (canLink()) {
      symlinkSync(file, link);
      outs.push(link);
    }
    for (const out of outs)
      await assertRefused(
        ['export', 'loss', '--to', 'percent', '--out', out, '--dir', folder, '--force'],
        /is a file of your course, so nothing was written\. Choose another name/,
      );
    assert.equal(readFileSync(file, 'utf8'), notebook);
    assert.ok(!existsSync(path.join(folder, '.nn-from-scratch/progress.json')));
  });

  it('a course without a place for its layout: nothing is laid out', async () => {
    const other = path.join(folder, 'other');
    mkdirSync(other);
    writeFileSync(path.join(other, '.nn-from-scratch'), '');
    await assertRefused(['init', other], /\.nn-from-scratch is a file, and a folder is needed in its place/);
    assert.deepEqual(readdirSync(other), ['.nn-from-scratch']);
  });

  it('a layout that is a link to where nothing can be written: nothing is laid out', async function () {
    if (process.platform !== 'linux') this.skip();
    const other = path.join(folder, 'other');
    mkdirSync(path.join(other, '.nn-from-scratch'), { recursive: true });
    symlinkSync('/proc/version', path.join(other, LAYOUT_FILE));
    await assertRefused(['init', other], /cannot be written: nothing can be written in \/proc\. Choose another folder/);
    assert.deepEqual(readdirSync(other), ['.nn-from-scratch']);
  });

  it('a comparison without a place for temporary files', function () {
    if (process.platform === 'win32') this.skip();
    const env = { ...process.env, TMPDIR: path.join(folder, 'none') };
    const args = ['compare', '--frameworks', 'tfjs', '--network', 'fast', '--data', 'digits', '--limit', '64'];
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env });
    assert.equal(status, 2, stderr);
    assert.match(stderr, /temporary files, and .*none cannot be used: there is no folder .*none\. Set TMPDIR/);
  });

  it('a file of weights that is not there, and one below a folder that is not there', async () => {
    const weights = (file: string): string[] => ['train', '--network', 'fast', '--weights', path.join(folder, file)];
    await assertRefused(weights('none.npz'), /none\.npz cannot be read: there is no .*none\.npz\.\n$/);
    await assertRefused(weights('none/none.npz'), /cannot be read: there is no folder .*none\.\n$/);
  });

  it('a name that is too long', async () => {
    const file = path.join(folder, `${'a'.repeat(300)}.ipynb`);
    await assertRefused(
      ['export', 'loss', '--to', 'ipynb', '--out', file, '--dir', folder],
      /cannot be written: the name .* is too long\. Choose another place with --out\./,
    );
    const far = path.join('/none', 'ab/'.repeat(2000), 'x.ipynb');
    await assertRefused(
      ['export', 'loss', '--to', 'ipynb', '--out', far, '--dir', folder],
      /cannot be written: the name is too long\./,
    );
  });
});
