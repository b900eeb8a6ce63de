/** The `train` command, with the shipped children. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadCourse } from '../../../src/course/course';
import { layOut } from '../../../src/course/learnerFolder';
import { loadWeights } from '../../../src/frameworks/weights/node/file';
import { sizesOf } from '../../../src/frameworks/weights/weights';
import { endingOf } from '../../../src/terminal/endingOf';
import { toTerminal } from '../../../src/terminal/io';
import { runTrain } from '../../../src/terminal/train';
import type { EpochMetric } from '../../../src/protocol/metrics';
import type { Mirrors } from '../../../src/terminal/trainData';
import { parseTrainOptions, trainHelp } from '../../../src/terminal/trainOptions';
import { mnistFolder } from '../../support/mnist';
import { Running } from '../terminal/support';
import { dist, repository, until, withFolder } from './support';

const lessonsRoot = process.env.NNFS_LESSONS_ROOT ?? path.join(repository, 'lessons');

interface Result {
  status: number;
  out: string;
  err: string;
}

async function train(
  args: string,
  change: { isTTY?: boolean; cache?: string; mnistFolder?: string | null; mirrors?: Mirrors } = {},
): Promise<Result> {
  const { isTTY = false, cache = path.join(repository, 'out', 'no-cache'), ...more } = change;
  let out = '';
  let err = '';
  const stop = new AbortController().signal;
  const io = {
    out: (text: string) => void (out += toTerminal(text)),
    err: (text: string) => void (err += toTerminal(text)),
    ...{ isTTY, stop, stopUnread: stop },
  };
  const argv = args.split(' ').filter(Boolean);
  try {
    const status = await runTrain(argv, io, { dist, cache, mnistFolder: null, ...more });
    return { status, out, err };
  } catch (error) {
    const { status, message } = endingOf(error, 'train --help');
    return { status, out, err: `${err}${message}\n` };
  }
}

/** A learner's folder in which the named lessons hold the reference solution. */
async function withCourse(solved: string[], use: (folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const course = loadCourse(lessonsRoot);
    await layOut(course, folder);
    for (const lesson of course.lessons) {
      if (solved.includes(lesson.id)) await writeFile(path.join(folder, lesson.path), lesson.source.solution);
    }
    await use(folder);
  });
}

const PART_1 = [
  'pixels',
  'linear-model',
  'loss',
  'numerical-gradient',
  'gradients',
  'gradient-descent',
  'three-or-seven',
];

describe('terminal: train', function () {
  this.timeout(120_000);

  describe('reads its options', () => {
    it('all of them', () => {
      const request = parseTrainOptions(
        '--experiment mnist --network reference --data digits --hidden 64,32 --epochs 3 --batch-size 16 --learning-rate 0.05 --momentum 0.9 --l2 1e-4 --dropout 0.1 --patience 2 --schedule cosine --seed 9 --limit 500 --validation 250 --json --dir x'.split(
          ' ',
        ),
      );
      assert.deepEqual(request, {
        config: {
          experiment: 'mnist',
          network: 'reference',
          data: { kind: 'digits' },
          hidden: [64, 32],
          blocks: 15,
          epochs: 3,
          batchSize: 16,
          learningRate: 0.05,
          optimizer: 'momentum',
          momentum: 0.9,
          l2: 1e-4,
          dropout: 0.1,
          patience: 2,
          patient: '1',
          schedule: 'cosine',
          seed: 9,
          limit: 500,
          validation: 250,
        },
        dataGiven: true,
        folder: path.resolve('x'),
        json: true,
        hiddenGiven: true,
        weights: null,
        saveWeights: null,
      });
    });

    it('takes a folder as data', () => {
      const data = parseTrainOptions(['--network', 'reference', '--data', 'my/mnist'])?.config.data;
      assert.deepEqual(data, { kind: 'folder', folder: path.resolve('my/mnist') });
    });

    it('takes a type of network in the place of its experiment', () => {
      const { experiment, epochs, momentum, limit } = parseTrainOptions(['--network-type', 'conv']).config;
      assert.deepEqual([experiment, epochs, momentum, limit], ['convnet', 5, 0.9, 10_000]);
      assert.deepEqual(parseTrainOptions(['--network-type', 'mlp']), parseTrainOptions([]));
      const twice = ['--network-type', 'conv', '--experiment', 'convnet', '--network', 'fast'];
      assert.equal(parseTrainOptions(twice).config.experiment, 'convnet');
    });

    const bad: [string, RegExp][] = [
      [
        '--experiment chess',
        /--experiment takes line, 3-or-7, two-moons, mnist, clinic, autodiff, sweep, convnet, depth, not “chess”/,
      ],
      ['--epochs many', /--epochs takes a number, not “many”/],
      ['--epochs 1e999', /--epochs takes a number, and “1e999” is too large for one\./],
      ['--epochs 0', /Epochs must be between 1 and/],
      ['--learning-rate -1', /argument is ambiguous|must be above 0/],
      ['--learning-rate=-1', /must be above 0, not -1/],
      ['--hidden 12,x', /--hidden takes sizes with commas between them, such as 128,64, or none, not “12,x”/],
      ['--hidden none,3', /or none, not “none,3”/],
      ['--save-weights x.npz/', /--save-weights names a file, and “x\.npz\/” is the name of a folder/],
      ['--json=true', /--json takes no value\./],
      ['--experiment line --hidden 5', /--hidden changes nothing in the experiment line/],
      ['--experiment two-moons --hidden 4,4', /one hidden layer/],
      ['--experiment two-moons --network fast', /fast kernels train “Ten digits”, the sweep and “ConvNet” only/],
      ['--experiment line --network mine-fast', /train “Ten digits”, the sweep and “ConvNet” only/],
      ['--network-type cnn', /--network-type takes mlp or conv, not “cnn”/],
      [
        '--network-type conv --experiment mnist',
        /conv is the network of the experiment convnet, and --experiment names mnist/,
      ],
      [
        '--network-type mlp --experiment line',
        /mlp is the network of the experiment mnist, and --experiment names line/,
      ],
      ['--network-type conv --hidden 64', /--hidden changes nothing in the experiment convnet/],
      ['--blocks 4', /--blocks changes nothing in the experiment mnist/],
      ['--experiment depth --blocks 51', /The number of blocks must be/],
      ['--experiment depth --network fast', /train “Ten digits”, the sweep and “ConvNet” only/],
      ['--experiment autodiff --hidden 16,16', /Layers and graph has one hidden layer/],
      ['--network-type conv --dropout 0.2', /--dropout changes nothing in the experiment convnet/],
      ['--validation 20000', /validation images must be between 0 and 10,000/],
      ['--save-weights a.pt', /ends in \.npz/],
      ['--experiment line --weights a.npz', /--weights is for the experiments mnist and convnet/],
      ['--bogus', /There is no option --bogus here/],
      ['extra', /“extra” is a word too many/],
      ['--hidden=', /--hidden has no value/],
      ['--hidden=128,,3', /--hidden takes sizes with commas between them, such as 128,64, or none, not “128,,3”/],
      ['--dir=', /--dir has no value/],
      [
        '--dir my course',
        /“course” is a word too many\. A name with a blank in it stands in quotes\. Example: "my course"/,
      ],
    ];
    for (const [args, message] of bad) {
      it(`refuses ${args}`, () => assert.throws(() => parseTrainOptions(args.split(' ')), message));
    }
  });

  it('--help names every option and every experiment', () => {
    const out = trainHelp();
    for (const option of [
      'experiment',
      'network-type',
      'network',
      'dir',
      'data',
      'hidden',
      'epochs',
      'batch-size',
      'learning-rate',
      'optimizer',
      'momentum',
      'l2',
      'dropout',
      'schedule',
      'seed',
      'limit',
      'validation',
      'patience',
      'json',
    ])
      assert.ok(out.includes(`--${option}`), option);
  });

  it('prints a line an epoch where no person looks on', async () => {
    const { status, out, err } = await train('--experiment line --network reference --epochs 3');
    assert.equal(status, 0, err);
    assert.match(
      out,
      /^50 points around a line.*\nepoch 1 of 3 · loss .*\nepoch 2 of 3 .*\nepoch 3 of 3 .*\nDone: loss [\d.]+\.\n$/,
    );
    assert.doesNotMatch(out, /\x1b|\r/);
  });

  it('rewrites one line on a terminal, and says epoch, loss, accuracy, speed and time left', async () => {
    const { status, out, err } = await train('--network reference --data digits --limit 6000 --epochs 3', {
      isTTY: true,
    });
    assert.equal(status, 0, err);
    assert.match(
      out,
      /\x1b\[G\x1b\[2Kepoch [23] of 3, step \d+ of 94 · loss [\d.]+ · validation accuracy [\d.]+% · [\d,]+ samples\/s · \d+ s left/,
    );
  });

  it('--json prints the document of the design and nothing else', async () => {
    const { status, out, err } = await train(
      '--network reference --data digits --limit 500 --epochs 2 --hidden 16 --json',
    );
    assert.equal(status, 0, err);
    const document = JSON.parse(out) as { epochs: Record<string, unknown>[]; final: Record<string, unknown> };
    assert.deepEqual(Object.keys(document), ['experiment', 'network', 'data', 'epochs', 'final', 'error']);
    assert.deepEqual(
      { ...document, epochs: 0, final: 0 },
      { experiment: 'mnist', network: 'reference', data: 'digits', epochs: 0, final: 0, error: null },
    );
    assert.equal(document.epochs.length, 2);
    for (const { testLoss, testAccuracy, ...measured } of document.epochs) {
      const names = ['epoch', 'trainLoss', 'validationLoss', 'validationAccuracy', 'seconds', 'samplesPerSecond'];
      assert.deepEqual(Object.keys(measured), names);
      for (const value of Object.values(measured)) assert.equal(typeof value, 'number');
      assert.deepEqual([testLoss, testAccuracy], [null, null], 'the test images are not opened yet');
    }
    assert.deepEqual(Object.keys(document.final), ['testAccuracy', 'testLoss']);
    assert.equal(typeof document.final.testAccuracy, 'number');
  });

  it('--json of runs that hold nothing back: epochs measure the test images, and the last is the final one', async () => {
    for (const [args, hasTest] of [
      ['--network reference --data digits --limit 500 --epochs 2 --hidden 16 --validation 0', true],
      ['--experiment 3-or-7 --network reference --data digits --limit 500 --epochs 2', true],
      ['--experiment two-moons --network reference --epochs 2', true],
      ['--experiment line --network reference --epochs 2', false],
    ] as const) {
      const { status, out, err } = await train(`${args} --json`);
      assert.equal(status, 0, err);
      const { epochs, final } = JSON.parse(out) as { epochs: EpochMetric[]; final: Record<string, unknown> };
      for (const { validationLoss, validationAccuracy, testLoss, testAccuracy } of epochs) {
        assert.deepEqual([validationLoss, validationAccuracy], [null, null], args);
        assert.deepEqual([typeof testLoss === 'number', typeof testAccuracy === 'number'], [hasTest, hasTest], args);
      }
      assert.deepEqual(final, { testAccuracy: epochs[1].testAccuracy, testLoss: epochs[1].testLoss });
    }
  });

  it('ends with one line that names the test images and how many of them are right', async () => {
    const { out } = await train('--network reference --data digits --limit 500 --epochs 1 --hidden 16');
    assert.match(out, /: 500 training images, 2,000 validation images, 2,000 test images\n/);
    assert.match(out, /epoch 1 of 1 · training loss [\d.]+ · validation loss [\d.]+ · validation accuracy [\d.]+% · /);
    assert.match(
      out,
      /\nDone: training loss [\d.]+, validation loss [\d.]+\. Test accuracy: [\d.]+% \([\d,]+ of 2,000 test images\)\.\n$/,
    );
  });

  it('Ctrl-C ends the training, and the test images are measured all the same', async function () {
    if (process.platform !== 'linux') this.skip();
    const args = ['--network', 'reference', '--data', 'digits', '--limit', '2000', '--epochs', '9000'];
    const program = new Running(['train', ...args]);
    await until(() => program.out.includes('epoch 1 of 9000'));
    program.child.kill('SIGINT');
    const { status, out, err } = await program.ended;
    assert.equal(status, 3, `${out}${err}`);
    assert.match(out, /\nTest accuracy: [\d.]+% \([\d,]+ of 2,000 test images\)\.\n$/);
    await program.gone();
  });

  const accuracyOf = ({ out }: { out: string }): number =>
    (JSON.parse(out) as { final: { testAccuracy: number } }).final.testAccuracy;

  for (const network of ['reference', 'fast']) {
    it(`--save-weights and --weights: ${network} goes on where it was, with the layers of the file`, async () =>
      withFolder(async (folder) => {
        const [first, second] = [path.join(folder, 'first.npz'), path.join(folder, 'second.json')];
        const options = `--network ${network} --data digits --limit 640 --epochs 1 --json`;
        const one = await train(`${options} --hidden 12 --save-weights ${first}`);
        assert.equal(one.status, 0, one.err);
        // So small a learning rate leaves the network as it was: it must read as well as before.
        const two = await train(`${options} --learning-rate 1e-9 --weights ${first} --save-weights ${second}`);
        assert.equal(two.status, 0, two.err);
        assert.deepEqual(accuracyOf(two), accuracyOf(one));
        const [before, after] = [await loadWeights(first), await loadWeights(second)];
        assert.deepEqual(sizesOf(after), [784, 12, 10]);
        before.forEach(({ weights }, i) => {
          weights.data.forEach((value, j) => assert.ok(Math.abs(value - after[i].weights.data[j]) < 1e-6));
        });
        // Only looked at: as good as it was.
        const looked = await train(`${options} --epochs 0 --weights ${first}`);
        assert.equal(looked.status, 0, looked.err);
        assert.deepEqual(JSON.parse(looked.out).epochs, []);
        assert.deepEqual(accuracyOf(looked), accuracyOf(one));
        const words = await train(`--network ${network} --data digits --limit 640 --epochs 0 --weights ${first}`);
        assert.match(words.out, /^Test accuracy: \d+\.\d% \([\d,]+ of [\d,]+ test images\)\.$/m);
        const wrong = await train(`${options} --hidden 5 --weights ${first}`);
        assert.equal(wrong.status, 2);
        assert.match(wrong.err, /with layers of 784×12, 12×10, but this run's has 784×5, 5×10/);
      }));
  }

  it('--save-weights and --weights: the convolutional network reads as well with another engine', async () =>
    withFolder(async (folder) => {
      const file = path.join(folder, 'conv.npz');
      const options = '--data digits --limit 640 --validation 0 --json';
      const one = await train(`${options} --network-type conv --network fast --epochs 2 --save-weights ${file}`);
      assert.equal(one.status, 0, one.err);
      const looked = await train(`${options} --network-type conv --network reference --epochs 0 --weights ${file}`);
      assert.equal(looked.status, 0, looked.err);
      assert.ok(Math.abs(accuracyOf(looked) - accuracyOf(one)) <= 0.001, `${looked.out} ${one.out}`);
      assert.ok(accuracyOf(one) > 0.3, 'it has learned something');
      const wrong = await train(`${options} --network fast --epochs 1 --weights ${file}`);
      assert.equal(wrong.status, 2);
      assert.match(
        wrong.err,
        /layers of 25×8, 200×16, 256×10, but this run's has 784×128, 128×10\. .*the other type of network/,
      );
    }));

  it('without --data and without MNIST: takes the built-in digits, and says so', async () => {
    const { status, out, err } = await train('--experiment 3-or-7 --network reference --epochs 1', {
      mirrors: () => assert.fail('nothing is downloaded'),
    });
    assert.equal(status, 0);
    assert.match(err, /MNIST is not on this machine\. This run uses the built-in digits/);
    assert.match(out, /^built-in digits: /);
  });

  it('takes MNIST from the configured folder without being asked', async function () {
    if (mnistFolder === null) this.skip();
    const { status, out } = await train('--experiment 3-or-7 --network reference --epochs 1 --limit 1000', {
      mnistFolder,
    });
    assert.equal(status, 0);
    assert.match(out, /^MNIST: 1,000 training images, 2,038 test images/);
  });

  it('--data mnist that cannot be had: says what happened and what to do, status 2', async () =>
    withFolder(async (cache) => {
      const { status, err } = await train('--network reference --data mnist', {
        cache,
        mirrors: () => ['http://127.0.0.1:9/'],
      });
      assert.equal(status, 2);
      assert.match(err, /could not be downloaded.*127\.0\.0\.1:9 cannot be reached/s);
      assert.match(err, /--data digits/);
    }));

  it('--data with a folder that lacks files: names them, status 2', async () =>
    withFolder(async (folder) => {
      const { status, err } = await train(`--network reference --data ${folder}`);
      assert.equal(status, 2);
      assert.match(err, /Missing: train-images-idx3-ubyte, /);
    }));

  it('trains the learner’s own code', async () =>
    withCourse(PART_1, async (folder) => {
      const { status, out, err } = await train(`--experiment 3-or-7 --dir ${folder} --data digits --epochs 3`);
      assert.equal(status, 0, err);
      assert.equal(err, '', 'nothing of the reference stands in');
      assert.match(out, /epoch 3 of 3/);
    }));

  it('says which lessons the reference stands in for', async () =>
    withCourse(
      PART_1.filter((id) => id !== 'loss'),
      async (folder) => {
        const { status, err } = await train(`--experiment 3-or-7 --dir ${folder} --data digits --epochs 1`);
        assert.equal(status, 0, err);
        assert.match(err, /Your own loss in .* does not pass yet: the reference solution stands in/);
      },
    ));

  it('needs a course’s folder for the learner’s code', async () => {
    const { status, err } = await withFolder((folder) => train(`--experiment line --dir ${folder}`));
    assert.equal(status, 2);
    assert.match(err, /holds no course.*--dir.*--network reference/s);
  });

  it('says that the learner’s code fails, with its line, status 1', async () =>
    withCourse(PART_1, async (folder) => {
      // Passes its check, where runs are short, and fails later.
      const file = path.join(folder, '1-linear-model', '6-gradient-descent.ts');
      const text = await readFile(file, 'utf8');
      await writeFile(
        file,
        text.replace('for (let epoch', "if (epochs > 5000) throw new Error('too long');\n  for (let epoch"),
      );
      const { status, err } = await train(`--experiment line --dir ${folder} --epochs 6000`);
      assert.equal(status, 1, err);
      assert.match(err, /Your code threw Error: too long\n {2}at 1-linear-model\/6-gradient-descent\.ts:\d+:\d+/);
      const json = await train(`--experiment line --dir ${folder} --epochs 6000 --json`);
      assert.equal(json.status, 1);
      assert.equal((JSON.parse(json.out) as { error: string }).error, 'Your code threw Error: too long');
    }));

  it('Ctrl-C ends a run, also in an endless loop of the learner, with status 3 and no process left', async function () {
    if (process.platform !== 'linux') this.skip();
    await withCourse(PART_1, async (folder) => {
      const file = path.join(folder, '1-linear-model', '6-gradient-descent.ts');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('for (let epoch', 'if (epochs > 5000) for (;;);\n  for (let epoch'));
      const program = new Running(['train', '--experiment', 'line', '--dir', folder, '--epochs', '6000']);
      await until(() => program.out.includes('50 points around a line'));
      program.child.kill('SIGINT');
      const { status, out, err } = await program.ended;
      assert.equal(status, 3, `${out}${err}`);
      await program.gone();
    });
  });
});
