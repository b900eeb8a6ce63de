/** What happens beside a command, or was there before it: the built program says what is so, and takes nothing away. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { BACKUP_FOLDER } from '../../../src/course/backup';
import { LAYOUT_FILE } from '../../../src/course/layoutFile';
import { layOut } from '../../../src/course/learnerFolder';
import { loadWeights } from '../../../src/frameworks/weights/node/file';
import { course } from '../../support/course';
import { canLink, temporaryFolder } from '../../support/folders';
import { idxImages, idxLabels } from '../training/idxSamples';
import { until } from '../training/support';
import { CLI, type Ended, Running, TRACE, run } from './support';

const SMALL = '--network reference --data digits --limit 200 --hidden 8'.split(' ');
const isWindows = process.platform === 'win32';
const hasProc = process.platform === 'linux';

interface Document {
  error: string | null;
}

/** Of a command that can be given only in its own folder, or with variables of its own. */
function runIn(folder: string, args: readonly string[], more: Record<string, string> = {}): Ended {
  const env = { ...process.env, ...more };
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, signal, out: stdout, err: stderr };
}

/** Four files as MNIST's. @param labels of both sets */
function dataOf(labels: readonly number[], folder = temporaryFolder()): string {
  mkdirSync(folder, { recursive: true });
  for (const set of ['train', 't10k']) {
    writeFileSync(path.join(folder, `${set}-images-idx3-ubyte`), idxImages(labels.length));
    writeFileSync(path.join(folder, `${set}-labels-idx1-ubyte`), idxLabels(Uint8Array.from(labels)));
  }
  return folder;
}

describe('the terminal, with hostile inputs', function () {
  this.timeout(300_000);
  let folder: string;
  const [pixels] = course.lessons;

  beforeEach(async () => {
    folder = temporaryFolder();
    await layOut(course, folder);
    writeFileSync(path.join(folder, pixels.path), pixels.source.solution);
  });

  describe('what stands in the way is named', () => {
    it('the permission model of Node, which lets no child start', () => {
      const flag = process.allowedNodeEnvironmentFlags.has('--permission')
        ? '--permission'
        : '--experimental-permission';
      const more = { NODE_OPTIONS: `${flag} --allow-fs-read=*`, NODE_NO_WARNINGS: '1' };
      const { status, err } = runIn(folder, ['train', ...SMALL], more);
      assert.equal(status, 2, err);
      assert.equal(
        err,
        'This cannot be done here: Node’s permission model does not allow it. Start Node without --permission.\n',
      );
    });

    it('a folder or a pipe in the place of the layout', function () {
      const layout = path.join(folder, LAYOUT_FILE);
      const make: [string, () => void][] = [['a folder', () => mkdirSync(layout)]];
      if (!isWindows) make.push(['a device or a pipe, not a file', () => void spawnSync('mkfifo', [layout])]);
      for (const [what, put] of make) {
        rmSync(layout, { recursive: true, force: true });
        put();
        for (const args of [
          ['init', folder],
          ['reset', pixels.id, '--dir', folder],
        ]) {
          const { status, err } = runIn(folder, args);
          assert.equal(status, 2, err);
          assert.ok(err.startsWith(`${folder} cannot be written: ${layout} is ${what}.`), err);
        }
      }
    });

    it('a folder for copies in which nothing may be written', function () {
      if (!hasProc) this.skip();
      const kept = path.join(folder, BACKUP_FOLDER);
      mkdirSync(kept);
      chmodSync(kept, 0o500);
      const command = [process.execPath, CLI, 'reset', pixels.id, '--dir', folder];
      // Root may write everywhere, until it gives that right away.
      const limited = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override', ...command] : command;
      const { status, stderr } = spawnSync(limited[0], limited.slice(1), { encoding: 'utf8' });
      assert.equal(status, 2, stderr);
      assert.ok(stderr.includes(`you may not write in ${kept}.`), stderr);
    });
  });

  describe('a relative place of the environment is one in this folder, for children, too', () => {
    it('for temporary files', () => {
      const place = temporaryFolder();
      const { status, err } = runIn(place, ['compare', ...SMALL, '--frameworks', 'tfjs', '--steps', '2'], {
        TMPDIR: '.',
        TEMP: '.',
      });
      assert.equal(status, 0, err);
      for (const each of [place, path.dirname(CLI)])
        assert.deepEqual(
          readdirSync(each).filter((name) => name.startsWith('nnfs-')),
          [],
        );
    });

    it('for MNIST', () => {
      const place = temporaryFolder();
      dataOf(
        Array.from({ length: 20 }, (_, i) => i % 10),
        path.join(place, 'digits'),
      );
      const args = ['train', '--network', 'fast', '--data', 'mnist', '--epochs', '1', '--json'];
      const { status, err } = runIn(place, args, { NNFS_MNIST_DIR: 'digits' });
      assert.equal(status, 0, err);
    });
  });

  it('a comparison whose temporary folder cannot be removed counts all the same', async function () {
    if (!hasProc) this.skip();
    const args = ['compare', ...SMALL, '--frameworks', 'tfjs', '--steps', '2', '--json'];
    const limited = ['--bounding-set=-dac_override', process.execPath, CLI, ...args];
    const [program, given] = process.getuid?.() === 0 ? ['setpriv', limited] : [process.execPath, [CLI, ...args]];
    const place = temporaryFolder();
    const child = spawn(program, given, { env: { ...process.env, TMPDIR: place } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (out += String(text)));
    child.stderr.on('data', (text: Buffer) => (err += String(text)));
    const ended = new Promise((resolve) => child.on('close', resolve));
    await until(() => readdirSync(place).length > 0);
    chmodSync(place, 0o500);
    assert.equal(await ended, 0, err);
    chmodSync(place, 0o700);
    assert.equal((JSON.parse(out) as { steps: number }).steps, 2);
    assert.doesNotMatch(err, TRACE);
  });

  it('no option asks to leave empty what a terminal has not', async () => {
    for (const option of ['--limit=0', '--patience=0']) {
      const { status, err } = await run(['train', option]);
      assert.equal(status, 2);
      assert.match(err, /without a number, all /i);
    }
    assert.doesNotMatch((await run(['train', '--help'])).out, /leave it empty/i);
  });

  describe('a file that comes while a network trains', () => {
    /** Trains, and does something when it has begun. */
    async function trained(file: string, meanwhile: () => void): Promise<Ended & Document> {
      const args = ['train', ...SMALL, '--epochs', '80', '--save-weights', file, '--json'];
      const running = new Running(args);
      await until(() => (hasProc ? running.processes().some((line) => line.includes('train-child')) : true));
      meanwhile();
      const ended = await running.ended;
      return { ...ended, error: (JSON.parse(ended.out) as Document).error };
    }

    /** The document says what the error stream says: where the weights are. */
    async function isKeptElsewhere({ status, err, error }: Ended & Document, why: RegExp): Promise<void> {
      assert.equal(status, 2, err);
      assert.equal(err, `${error}\n`);
      assert.match(err, why);
      const place = /^The weights are in (.*) instead: /m.exec(err)?.[1] ?? assert.fail(err);
      assert.equal((await loadWeights(place)).length, 2);
    }

    it('and holds something else is left as it is', async function () {
      if (!hasProc) this.skip();
      const file = path.join(folder, 'w.json');
      const ended = await trained(file, () => writeFileSync(file, '"mine"'));
      await isKeptElsewhere(ended, /^.*w\.json is there already, and holds no weights\./);
      assert.equal(readFileSync(file, 'utf8'), '"mine"');
    });

    it('and leads to something else is left as it is, and so is that', async function () {
      if (!hasProc || !canLink()) this.skip();
      const [file, mine] = [path.join(folder, 'w.json'), path.join(folder, pixels.path)];
      const ended = await trained(file, () => symlinkSync(mine, file));
      await isKeptElsewhere(ended, /holds no weights/);
      assert.equal(readFileSync(mine, 'utf8'), pixels.source.solution);
    });

    it('a folder that goes meanwhile: --json says it, too', async function () {
      if (!hasProc) this.skip();
      const place = path.join(folder, 'weights');
      mkdirSync(place);
      const ended = await trained(path.join(place, 'w.npz'), () => rmSync(place, { recursive: true }));
      await isKeptElsewhere(ended, /cannot be written: there is no folder .*weights\./);
      assert.ok(!existsSync(place));
    });
  });

  describe('baseline: data that cannot be used are no fault of the code', () => {
    const damaged: [string, () => string, RegExp][] = [
      ['no threes and no sevens', () => dataOf([0, 1, 2]), /^These data lack threes or sevens\./],
      [
        'a header that does not fit',
        () => {
          const data = dataOf([3, 7]);
          const file = path.join(data, 'train-images-idx3-ubyte');
          const bytes = readFileSync(file);
          bytes.writeUInt32BE(27, 8);
          writeFileSync(file, bytes);
          return data;
        },
        /its header promises 1512 bytes of data, but 1568 follow/,
      ],
    ];
    for (const [what, data, says] of damaged)
      it(what, async () => {
        const { status, err } = await run(['baseline', '--dir', folder, '--data', data()]);
        assert.equal(status, 2, err);
        assert.match(err, says);
        assert.doesNotMatch(err, TRACE);
      });
  });

  describe('a child that is killed', () => {
    /** @returns how the command ends when its child with this program is killed */
    async function killed(program: string, args: readonly string[]): Promise<Ended> {
      const running = new Running(args);
      const child = (): number | undefined => {
        const found = spawnSync('pgrep', ['-P', String(running.child.pid), '-f', program], { encoding: 'utf8' });
        return Number(found.stdout.split('\n')[0]) || undefined;
      };
      await until(() => child() !== undefined);
      process.kill(child() as number, 'SIGKILL');
      return running.ended;
    }
    const commands: [string, string, string[], string][] = [
      ['race', 'race-child', [], 'The race was ended from outside (signal SIGKILL).\n'],
      [
        'baseline',
        'baseline-child',
        ['--data', 'digits'],
        'The measurement was ended from outside (signal SIGKILL).\n',
      ],
    ];
    for (const [command, program, more, says] of commands)
      it(`${command} says so, and nothing of what its libraries print`, async function () {
        if (!hasProc) this.skip();
        const { status, err } = await killed(program, [command, '--dir', folder, ...more]);
        assert.equal(status, 3, err);
        assert.ok(err.endsWith(says), err);
        assert.doesNotMatch(err, /====|by itself/);
      });

    it('train says so, and how to begin again in a terminal', async function () {
      if (!hasProc) this.skip();
      const { status, err } = await killed('train-child', ['train', ...SMALL, '--epochs', '10000']);
      assert.equal(status, 3, err);
      assert.match(err, /ended from outside \(signal SIGKILL\)\. Give the same command to start again\.\n$/);
    });
  });

  it('export --force looks again before it replaces', async function () {
    if (!hasProc) this.skip();
    const file = path.join(folder, 'notebook.ipynb');
    // The lessons before it are checked first, which takes its time.
    for (const { path: place, source } of course.lessons.slice(1, 5))
      writeFileSync(path.join(folder, place), source.solution);
    const running = new Running([
      'export',
      'gradient-descent',
      '--to',
      'ipynb',
      '--out',
      file,
      '--force',
      '--dir',
      folder,
    ]);
    await until(() => running.processes().some((line) => line.includes('check-child')));
    writeFileSync(file, 'mine');
    const { status, err } = await running.ended;
    assert.equal(status, 2, err);
    assert.match(err, /is there already, so nothing was written: it is no notebook/);
    assert.equal(readFileSync(file, 'utf8'), 'mine');
  });
});
