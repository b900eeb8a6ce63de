/** How commands end: output that ends or is full, signals at any moment, files that cannot be written. With real processes. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { layOut } from '../../../src/course/learnerFolder';
import { COMMANDS } from '../../../src/terminal/commands';
import { EXIT, MEANINGS } from '../../../src/terminal/exit';
import { course, repository } from '../../support/course';
import { canLink, temporaryFolder } from '../../support/folders';
import { answering } from '../frameworks/support';
import { until } from '../training/support';
import { CLI, type Ended, Running, TRACE, run } from './support';

const LINE = ['train', '--experiment', 'line', '--network', 'reference'];
const SMALL = '--network reference --data digits --limit 200 --hidden 8'.split(' ');
const MNIST = ['train', ...SMALL, '--epochs', '1'];
/** Far longer than any test. */
const LONG = 'train --network reference --data digits --limit 2000 --hidden 8 --epochs 10000'.split(' ');

function assertEnd(ended: Ended, status: number): void {
  assert.equal(ended.status, status, `${ended.out}\n${ended.err}`);
  assert.equal(ended.signal, null);
  assert.doesNotMatch(ended.err, TRACE);
}

/** A folder with the course; `write` changes the text of a lesson's solution. */
async function courseWith(write: Record<string, (solution: string) => string> = {}): Promise<string> {
  const folder = temporaryFolder();
  await layOut(course, folder);
  for (const lesson of course.lessons)
    if (lesson.id in write) writeFileSync(path.join(folder, lesson.path), write[lesson.id](lesson.source.solution));
  return folder;
}

const endless = (solution: string): string => solution.replace('let sum = 0;', 'for (;;);');
const solved = (solution: string): string => solution;

describe('the terminal ends well', function () {
  this.timeout(240_000);
  let fresh: string;
  /** Here `loss` never ends. */
  let looping: string;
  /** Here the first lesson passes. */
  let begun: string;

  before(async () => {
    fresh = await courseWith();
    looping = await courseWith({ loss: endless });
    begun = await courseWith({ pixels: solved });
  });

  describe('help', () => {
    for (const { name, statuses } of COMMANDS)
      it(`${name} --help, ${name} -h and help ${name}: usage, options, exit statuses`, async () => {
        const [long, short, named] = await Promise.all([run([name, '--help']), run([name, '-h']), run(['help', name])]);
        assertEnd(long, EXIT.ok);
        assert.ok(long.out.startsWith(`${name} `), long.out);
        assert.ok(long.out.includes(`  0  ${statuses.ok}\n`));
        assert.equal(long.out.includes('\n  1  '), statuses.failed !== null);
        assert.deepEqual([short, named], [long, long]);
      });

    it('beside other words, too, and not behind --', async () => {
      assert.match((await run(['check', 'loss', '--help', '--nope'])).out, /^check /);
      assertEnd(await run(['check', '--', '--help']), EXIT.usage);
      assertEnd(await run(['help', 'nope']), EXIT.usage);
    });

    it('says what the README says of exit statuses', () => {
      const readme = readFileSync(path.join(repository, 'README.md'), 'utf8');
      for (const [status, meaning] of Object.entries(MEANINGS))
        assert.ok(readme.includes(`| ${status} | ${meaning} |`), meaning);
    });
  });

  /** Commands that end by themselves, with the status of their work. */
  const works = (): [args: string[], status: number][] => [
    [['lessons'], EXIT.ok],
    [['lessons', '--json'], EXIT.ok],
    [['check', 'loss', 'pixels', '--dir', fresh], EXIT.failed],
    [['check', 'loss', '--json', '--dir', fresh], EXIT.failed],
    [['solution', 'loss'], EXIT.ok],
    [['reset', 'loss', '--dir', fresh], EXIT.ok],
    [['init', fresh], EXIT.ok],
    [['export', 'loss', '--to', 'ipynb'], EXIT.ok],
    [[...LINE, '--epochs', '3'], EXIT.ok],
    [['--help'], EXIT.ok],
    [['nope'], EXIT.usage],
    [[], EXIT.usage],
  ];

  describe('a reader that goes away', () => {
    it('of standard output: the status of the work, and not a word', async () => {
      for (const [args, status] of works()) {
        const running = new Running(args);
        running.child.stdout?.destroy();
        const ended = await running.ended;
        assertEnd(ended, status);
        if (status !== EXIT.usage) assert.equal(ended.err, '', args.join(' '));
      }
    });

    it('of standard error: the status of the work', async () => {
      for (const [args, status] of works()) {
        const running = new Running(args);
        running.child.stderr?.destroy();
        assertEnd(await running.ended, status);
      }
    });

    it('ends a run whose lines are all that comes of it, and nothing is left', async function () {
      if (process.platform !== 'linux') this.skip();
      const running = new Running(LONG);
      await until(() => running.out.includes('epoch 1 of'));
      running.child.stdout?.destroy();
      assertEnd(await running.ended, EXIT.ok);
      await running.gone();
    });

    it('ends a run of code that only prints, where both streams have one reader', async function () {
      if (process.platform === 'win32') this.skip();
      const start = 'let parameters = initial;';
      const prints = (text: string): string =>
        text.replace(start, `if (epochs === 777) for (;;) console.log('on and on');\n  ${start}`);
      const folder = await courseWith({ 'gradient-descent': prints });
      const file = path.join(folder, 'status');
      const line = ['train', '--experiment', 'line', '--network', 'mine', '--epochs', '777', '--dir', folder];
      const piped = `{ "$0" "$@"; echo $? > '${file}'; } 2>&1 | head -c 1 > '${file}.read'`;
      spawnSync('sh', ['-c', piped, process.execPath, CLI, ...line]);
      assert.equal(readFileSync(file, 'utf8'), `${EXIT.ok}\n`);
    });

    it('ends a race, also one that would go on', async () => {
      const start = /export function matmul\(.*\{/;
      const folder = await courseWith({ matmul: (text) => text.replace(start, '$& if (a.rows === 512) for (;;);') });
      const running = new Running(['race', '--dir', folder]);
      await until(() => running.out.includes('64×784'));
      running.child.stdout?.destroy();
      const ended = await running.ended;
      assertEnd(ended, EXIT.ok);
      assert.equal(ended.err, '');
    });

    it('does not end a run whose weights are kept', async () => {
      const file = path.join(temporaryFolder(), 'w.npz');
      const running = new Running([...MNIST, '--save-weights', file]);
      running.child.stdout?.destroy();
      assertEnd(await running.ended, EXIT.ok);
      assert.ok(existsSync(file));
    });
  });

  describe('a device that is full', () => {
    const full = '/dev/full';

    before(function () {
      if (!existsSync(full)) this.skip();
    });

    it('as standard output: a sentence, and a status that is not done', async () => {
      for (const [args, status] of works()) {
        const device = openSync(full, 'w');
        const ended = await run(args, ['ignore', device, 'pipe']);
        closeSync(device);
        assertEnd(ended, EXIT.usage);
        if (status !== EXIT.usage)
          assert.match(
            ended.err,
            /^Standard output cannot be written: the disk is full\. A part is missing\.\n$/,
            args.join(' '),
          );
      }
    });

    it('as standard output of a command that prints nothing there: the status of the work', async () => {
      const file = path.join(temporaryFolder(), 'x.ipynb');
      const device = openSync(full, 'w');
      assertEnd(await run(['export', 'loss', '--to', 'ipynb', '--out', file], ['ignore', device, 'pipe']), EXIT.ok);
      const { err } = await run(['nope'], ['ignore', device, 'pipe']);
      assert.doesNotMatch(err, /Standard output/);
      closeSync(device);
    });

    it('as standard error: the status of the work', async () => {
      for (const [args, status] of works()) {
        const device = openSync(full, 'w');
        assertEnd(await run(args, ['ignore', 'pipe', device]), status);
        closeSync(device);
      }
    });
  });

  describe('a signal', () => {
    before(function () {
      if (process.platform !== 'linux') this.skip(); // Their processes are found in /proc.
    });

    const started = (program: string) => (running: Running) =>
      running.processes().some((line) => line.includes(program));
    const said = (text: string) => (running: Running) => `${running.out}${running.err}`.includes(text);

    interface Case {
      name: string;
      args(): string[];
      when(running: Running): boolean;
    }
    const cases: Case[] = [
      {
        name: 'check, in an endless loop',
        args: () => ['check', 'loss', '--timeout', '600', '--dir', looping],
        when: started('check-child'),
      },
      { name: 'check --watch', args: () => ['check', 'loss', '--watch', '--dir', fresh], when: said('Watching') },
      { name: 'train, at its start', args: () => LONG, when: started('train-child') },
      { name: 'train, on the way', args: () => LONG, when: said('epoch 2 of') },
      {
        name: 'train, while a lesson is checked',
        args: () => 'train --experiment 3-or-7 --data digits --dir'.split(' ').concat(looping),
        when: started('check-child'),
      },
      { name: 'race', args: () => ['race', '--dir', fresh], when: started('race-child') },
      {
        name: 'baseline',
        args: () => ['baseline', '--data', 'digits', '--dir', begun],
        when: started('baseline-child'),
      },
      {
        name: 'export, while an earlier lesson is checked',
        args: () => ['export', 'gradients', '--to', 'ipynb', '--out', path.join(looping, 'x.ipynb'), '--dir', looping],
        when: started('check-child'),
      },
    ];
    const compared = ['compare', ...SMALL, '--frameworks'];
    cases.push(
      {
        name: 'compare, with its temporary folder made',
        args: () => [...compared, 'tfjs'],
        when: (running) => readdirSync(running.temporary).length > 0,
      },
      {
        name: 'compare, with a Python that starts others',
        args: () => {
          const torch = { version: '2.0.0', build: '', libraries: [] };
          const probed = JSON.stringify({ type: 'probe', python: '3.12.0', numpy: null, torch });
          const python = answering(temporaryFolder(), probed, 'sleep 1000 & sleep 1000');
          return [...compared, 'pytorch', '--python', python];
        },
        when: (running) => running.processes().filter((line) => line.startsWith('sleep ')).length === 2,
      },
    );

    for (const { name, args, when } of cases)
      for (const [signal, how] of [
        ['SIGINT', 'all'],
        ['SIGTERM', 'one'],
        ['SIGHUP', 'all'],
      ] as const)
        it(`${signal} to ${name}: status 3, “Stopped.”, nothing left`, async () => {
          const running = new Running(args());
          await until(() => when(running), name);
          if (how === 'all') running.sendToAll(signal);
          else running.child.kill(signal);
          const ended = await running.ended;
          assertEnd(ended, EXIT.interrupted);
          assert.match(ended.err, /(?:^|\n)Stopped\.\n$/);
          await running.gone();
          assert.deepEqual(readdirSync(running.temporary), []);
        });

    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      it(`${signal} while the program is loaded: status 3, and one document`, () => {
        const hook = path.join(temporaryFolder(), 'hook.cjs');
        writeFileSync(
          hook,
          `const Module = require('node:module');
          const { _load } = Module;
          Module._load = (name, ...more) => {
            if (name === './program.js') process.kill(process.pid, '${signal}');
            return _load(name, ...more);
          };`,
        );
        const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', hook, CLI, 'lessons', '--json'], {
          encoding: 'utf8',
        });
        assert.equal(status, EXIT.interrupted);
        assert.deepEqual(JSON.parse(stdout), { error: 'Stopped.' });
        assert.equal(stderr, 'Stopped.\n');
      });

    for (const signals of [['SIGTERM'], ['SIGINT', 'SIGHUP']] as const)
      it(`${signals.join(' and at once ')} to check --json: its document says so`, async () => {
        const running = new Running(['check', 'loss', '--json', '--timeout', '600', '--dir', looping]);
        await until(() => running.processes().some((line) => line.includes('check-child')));
        for (const signal of signals) running.child.kill(signal);
        const { out, status } = await running.ended;
        assert.equal(status, EXIT.interrupted);
        assert.deepEqual(JSON.parse(out), { seed: null, lessons: [], error: 'Stopped.' });
      });

    it('a second one, too: status 3, nothing left', async () => {
      const running = new Running([...compared, 'tfjs']);
      await until(() => readdirSync(running.temporary).length > 0);
      running.sendToAll('SIGINT');
      running.sendToAll('SIGINT');
      assertEnd(await running.ended, EXIT.interrupted);
      await running.gone();
      await until(() => readdirSync(running.temporary).length === 0);
    });

    it('to check --all --json: one document, with what was judged', async () => {
      const running = new Running(['check', 'pixels', 'loss', '--json', '--timeout', '600', '--dir', looping]);
      const progress = path.join(looping, '.nn-from-scratch/progress.json');
      // The first lesson is judged, and the second runs.
      await until(() => existsSync(progress) && readFileSync(progress, 'utf8').includes('pixels'));
      running.sendToAll('SIGINT');
      const ended = await running.ended;
      assertEnd(ended, EXIT.interrupted);
      const { lessons } = JSON.parse(ended.out) as { lessons: { lesson: string }[] };
      assert.deepEqual(
        lessons.map(({ lesson }) => lesson),
        ['pixels'],
      );
    });

    it('a second one to train --json: one document', async () => {
      const running = new Running([...LONG, '--json']);
      await until(() => started('train-child')(running));
      for (const signal of ['SIGINT', 'SIGTERM'] as const) running.child.kill(signal);
      const { out, status } = await running.ended;
      assert.equal(status, EXIT.interrupted);
      assert.equal((JSON.parse(out) as { error: string }).error, 'Stopped.');
    });

    it('to train --json: one document, with the epochs that there are', async () => {
      const running = new Running([...LONG, '--json']);
      await until(() => started('train-child')(running));
      running.sendToAll('SIGINT');
      const ended = await running.ended;
      assertEnd(ended, EXIT.interrupted);
      assert.equal((JSON.parse(ended.out) as { error: string }).error, 'Stopped.');
    });
  });

  describe('a file that cannot be written', () => {
    it('because it would be larger than the program may write', function () {
      if (process.platform !== 'linux') this.skip();
      const file = path.join(temporaryFolder(), 'x.ipynb');
      // Programs may write a kilobyte; the signal of the system is refused, and it answers with an error.
      const limited = ['-c', 'trap "" XFSZ; ulimit -f 1; exec "$@"', 'bash', process.execPath, CLI];
      const { status, stderr } = spawnSync('bash', [...limited, 'export', 'loss', '--to', 'ipynb', '--out', file], {
        encoding: 'utf8',
      });
      assert.equal(status, EXIT.usage);
      assert.match(stderr, /cannot be written: the file would be larger than this program may write\./);
      assert.deepEqual(readdirSync(path.dirname(file)), []);
    });

    /** None of them is changed. */
    const targets: [what: string, make: (folder: string, ending: string) => string, message: RegExp][] = [
      [
        'a folder',
        (folder, ending) => make(folder, `f${ending}`, (file) => mkdirSync(file)),
        /cannot be written: it is a folder/,
      ],
      ['a pipe', (folder, ending) => make(folder, `p${ending}`, pipe), /it is a device or a pipe, not a file/],
      [
        'a link to a device',
        (folder, ending) => make(folder, `d${ending}`, (file) => symlinkSync('/dev/null', file)),
        /it is a device or a pipe, not a file/,
      ],
      [
        'in the place of a folder',
        (folder, ending) =>
          path.join(
            make(folder, 'file', (file) => writeFileSync(file, '')),
            `x${ending}`,
          ),
        /cannot be written: .*file is a file, and a folder is needed in its place/,
      ],
    ];
    const pipe = (file: string): void => void execFileSync('mkfifo', [file]);
    function make(folder: string, name: string, how: (file: string) => void): string {
      const file = path.join(folder, name);
      how(file);
      return file;
    }
    const kindOf = (file: string): number | undefined =>
      lstatSync(path.dirname(file)).isDirectory() ? lstatSync(file).mode : undefined;

    for (const [what, at, message] of targets)
      it(`${what}: refused by --save-weights before the first step, and by export --out --force`, async function () {
        if (process.platform === 'win32') this.skip();
        const folder = temporaryFolder();
        const [weights, notebook] = [path.join(folder, 'a'), path.join(folder, 'b')];
        mkdirSync(weights);
        mkdirSync(notebook);
        const [npz, ipynb] = [at(weights, '.npz'), at(notebook, '.ipynb')];
        const before = [kindOf(npz), kindOf(ipynb)];
        const trained = await run([...MNIST, '--save-weights', npz]);
        assertEnd(trained, EXIT.usage);
        assert.match(trained.err, message);
        assert.equal(trained.out, '', 'nothing was trained');
        const exported = await run(['export', 'loss', '--to', 'ipynb', '--out', ipynb, '--force']);
        assertEnd(exported, EXIT.usage);
        assert.match(exported.err, message);
        assert.deepEqual([kindOf(npz), kindOf(ipynb)], before);
      });

    it('in a folder that is not there: --save-weights says so before the first step', async () => {
      const folder = path.join(temporaryFolder(), 'nope');
      const ended = await run([...MNIST, '--save-weights', path.join(folder, 'x.npz')]);
      assertEnd(ended, EXIT.usage);
      assert.match(
        ended.err,
        /^.* cannot be written: there is no folder .*nope\. Make it, or choose another place\.\n$/,
      );
      assert.equal(ended.out, '');
      assert.ok(!existsSync(folder));
    });

    it('something else than weights: --save-weights leaves it, and trains nothing', async () => {
      const file = path.join(temporaryFolder(), 'package.json');
      writeFileSync(file, '{}');
      const ended = await run([...MNIST, '--save-weights', file]);
      assertEnd(ended, EXIT.usage);
      assert.match(
        ended.err,
        /is there already, and holds no weights\. Choose another name, or move it away first\.\n$/,
      );
      assert.equal(ended.out, '');
      assert.equal(readFileSync(file, 'utf8'), '{}');
    });

    it('and a link to a file is followed', async function () {
      if (!canLink()) this.skip();
      const folder = temporaryFolder();
      const [file, link] = [path.join(folder, 'file.ipynb'), path.join(folder, 'link.ipynb')];
      assertEnd(await run(['export', 'loss', '--to', 'percent', '--out', file]), EXIT.ok);
      symlinkSync(file, link);
      assertEnd(await run(['export', 'loss', '--to', 'ipynb', '--out', link, '--force']), EXIT.ok);
      assert.ok(lstatSync(link).isSymbolicLink());
      assert.match(readFileSync(file, 'utf8'), /nbformat/);
      assert.deepEqual(readdirSync(folder).sort(), ['file.ipynb', 'link.ipynb']);
    });

    it('a name that no file of weights has: one line', async () => {
      for (const args of [
        ['--weights', 'model.pt'],
        ['--save-weights', 'out'],
      ]) {
        const ended = await run([...MNIST, ...args]);
        assertEnd(ended, EXIT.usage);
        assert.match(ended.err, /^.*the name of a file of weights ends in \.npz .*\n$/);
      }
    });
  });

  describe('numbers', () => {
    it('a run that diverges ends with a sentence, in however few steps', async () => {
      for (const [rate, epochs] of [
        ['100', '2'],
        ['20', '3'],
        ['2', '4'],
        ['1', '6'],
      ]) {
        const ended = await run([...LINE, '--learning-rate', rate, '--epochs', epochs]);
        assertEnd(ended, EXIT.failed);
        assert.doesNotMatch(ended.out, /Done/);
        assert.match(ended.err, /^The loss began at .* and stays far above that.*learning rate that is too large/);
      }
    });

    it('a time limit of a month, or of for ever, is not over at once', async () => {
      for (const seconds of ['2592000', '1e9', '1e300'])
        assertEnd(await run(['check', 'loss', '--timeout', seconds, '--dir', fresh]), EXIT.failed);
    });

    it('compare --epochs trains them', async () => {
      const ended = await run(
        'compare --network reference --data digits --limit 200 --hidden 8 --frameworks tfjs --epochs 2 --json'.split(
          ' ',
        ),
      );
      assertEnd(ended, EXIT.ok);
      assert.equal((JSON.parse(ended.out) as { steps: number }).steps, 8);
    });
  });

  describe('words', () => {
    it('one lesson does not pass, two do not', async () => {
      const without = (...missing: string[]): Promise<string> => {
        const ids = course.parts[0].lessons.map(({ id }) => id).filter((id) => !missing.includes(id));
        return courseWith(Object.fromEntries(ids.map((id) => [id, solved])));
      };
      const options = ['train', '--experiment', '3-or-7', '--data', 'digits', '--epochs', '1', '--dir'];
      const first = await run([...options, await without('loss')]);
      assert.match(first.err, /^Your own loss in .* does not pass yet: the reference solution stands in\.$/m);
      const second = await run([...options, await without('loss', 'gradients')]);
      assert.match(
        second.err,
        /^Your own loss and gradients in .* do not pass yet: the reference solutions stand in\.$/m,
      );
    });

    it('--json prints a document also of what cannot begin', async () => {
      for (const args of [
        ['race', '--nope'],
        ['lessons', 'more'],
        ['train', '--epochs', 'x'],
      ]) {
        const ended = await run([...args, '--json']);
        assertEnd(ended, EXIT.usage);
        const { error } = JSON.parse(ended.out) as { error: string };
        assert.ok(ended.err.startsWith(error));
      }
    });
  });
});
