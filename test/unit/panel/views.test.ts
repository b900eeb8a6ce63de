import assert from 'node:assert/strict';
import path from 'node:path';
import { mock } from 'node:test';
import { DownloadController } from '../../../src/editor/panel/downloadController';
import type { DataView, DownloadView } from '../../../src/protocol/panel';
import type { DataFolderService, ExperimentInfo, MnistService } from '../../../src/editor/panel/services';
import { dataViews, startProblems } from '../../../src/editor/panel/views';
import { EXPERIMENTS } from '../../../src/training/experiments/table';
import { defaultsFor } from '../../../src/training/validate';
import { LESSONS, dataChoices } from './samples';

const mnist = (changes: Partial<MnistService>): MnistService => ({
  locate: () => Promise.resolve({ kind: 'missing' }),
  download: () => Promise.resolve(),
  ...changes,
});

const noFolder: DataFolderService = {
  current: () => null,
  choose: () => Promise.resolve(null),
  lookAt: () => Promise.reject(new Error('Nobody asked for this folder.')),
};

describe('panel: data', () => {
  it('says whether MNIST is here, and offers the built-in digits always', async () => {
    const here = await dataViews({
      mnist: mnist({ locate: () => Promise.resolve({ kind: 'folder', folder: '/data' }) }),
      dataFolder: noFolder,
    });
    assert.deepEqual(
      here.map((one) => [one.choice.kind, one.available]),
      [
        ['mnist', true],
        ['digits', true],
        ['folder', false],
      ],
    );
    const missing = await dataViews({ mnist: mnist({}), dataFolder: noFolder });
    assert.equal(missing[0].available, false);
    assert.match(missing[0].note, /not on this computer/);
    assert.equal(missing[0].download, true);
    const damaged = await dataViews({
      mnist: mnist({ locate: () => Promise.resolve({ kind: 'damaged', problem: 'f is empty.' }) }),
      dataFolder: noFolder,
    });
    assert.deepEqual([damaged[0].available, damaged[0].download], [false, true]);
    assert.match(damaged[0].note, /^f is empty\. Download it again/);
    const broken = await dataViews({
      mnist: mnist({ locate: () => Promise.reject(new Error('The folder lacks t10k-labels.')) }),
      dataFolder: noFolder,
    });
    assert.deepEqual([broken[0].available, broken[0].note], [false, 'The folder lacks t10k-labels.']);
    assert.equal(broken[0].download, false, 'what is downloaded would not be looked at');
  });

  it('names the folder that was chosen, with what is in it or what is wrong with it', async () => {
    const folderView = async (changes: Partial<DataFolderService>): Promise<DataView> =>
      (await dataViews({ mnist: mnist({}), dataFolder: { ...noFolder, ...changes } }))[2];
    const none = await folderView({});
    assert.deepEqual(none.choice, { kind: 'folder', folder: '' });
    assert.match(none.note, /Fashion-MNIST\. None is chosen yet/);
    const current = (): string => path.join(path.sep, 'data', 'fashion');
    const good = await folderView({ current, lookAt: () => Promise.resolve({ train: 60_000, test: 10_000 }) });
    assert.deepEqual(
      [good.available, good.label, good.choice],
      [true, 'Folder: fashion', { kind: 'folder', folder: current() }],
    );
    assert.equal(good.note, `60,000 training images, 10,000 test images, in ${current()}.`);
    const bad = await folderView({ current, lookAt: () => Promise.reject(new Error('It is empty.')) });
    assert.deepEqual([bad.available, bad.label, bad.note], [false, 'Folder: fashion', 'It is empty.']);
  });
});

describe('panel: whether a run may start', () => {
  const infos = (unlocked: boolean): ExperimentInfo[] => [
    { id: 'line', lesson: LESSONS.line, unlocked },
    { id: '3-or-7', lesson: LESSONS['3-or-7'], unlocked },
  ];
  const fields = (...args: Parameters<typeof startProblems>): string[] =>
    startProblems(...args).map((problem) => problem.field);

  it('lets a good one start', () => {
    assert.deepEqual(fields(defaultsFor('3-or-7'), infos(true), dataChoices()), []);
    assert.deepEqual(fields({ ...defaultsFor('3-or-7'), network: 'reference' }, infos(false), dataChoices()), []);
  });

  it('refuses bad values, locked code and missing data, each at its field', () => {
    const config = { ...defaultsFor('3-or-7'), learningRate: -1, epochs: 0 };
    assert.deepEqual(fields(config, infos(false), dataChoices(false)).sort(), [
      'data',
      'epochs',
      'learningRate',
      'network',
    ]);
    assert.deepEqual(fields(defaultsFor('mnist'), infos(true), dataChoices()), ['experiment']);
  });

  it('says of each locked experiment which lesson opens it, and lets the reference be watched until then', () => {
    for (const id of EXPERIMENTS) {
      const lesson = LESSONS[id];
      const about = (network: 'mine' | 'reference', unlocked: boolean): string[] =>
        startProblems({ ...defaultsFor(id), network }, [{ id, lesson, unlocked }], dataChoices()).map(
          ({ message }) => message,
        );
      const [locked, ...more] = about('mine', false);
      assert.match(locked, new RegExp(`once lesson ${lesson.number}, ${lesson.title}, passes`));
      assert.deepEqual(more, []);
      assert.deepEqual(about('reference', false), []);
      assert.deepEqual(about('mine', true), []);
    }
  });

  it('asks once for a folder when none was chosen', () => {
    const config = { ...defaultsFor('3-or-7'), data: { kind: 'folder', folder: '' } as const };
    assert.deepEqual(fields(config, infos(true), dataChoices()), ['data']);
  });

  it('does not ask for images where none are used', () => {
    assert.deepEqual(fields({ ...defaultsFor('line'), data: { kind: 'mnist' } }, infos(true), dataChoices(false)), []);
  });
});

describe('panel: download', () => {
  function controller(service: Partial<MnistService>): {
    download: DownloadController;
    views: DownloadView[];
    clock: { ms: number };
  } {
    const views: DownloadView[] = [];
    const clock = { ms: 0 };
    return {
      download: new DownloadController(
        mnist(service),
        (view) => views.push(view),
        () => clock.ms,
      ),
      views,
      clock,
    };
  }

  it('tells its progress, not more often than can be read', async () => {
    const { download, views, clock } = controller({
      download: (onProgress) => {
        for (let i = 0; i < 1000; i++) {
          clock.ms += 1;
          onProgress({ received: i, total: 1000 });
        }
        return Promise.resolve();
      },
    });
    assert.equal(await download.start(), true);
    assert.deepEqual(views.at(-1), { state: 'idle' });
    const told = views.filter((view) => view.state === 'running').length;
    assert.ok(told > 5 && told <= 12, `${told} messages`);
  });

  it('tells the last of a burst before a stall', async () => {
    let end = (): void => undefined;
    const views: DownloadView[] = [];
    const stalled = new Promise<void>((resolve) => {
      const download = new DownloadController(
        mnist({
          download: (onProgress) => {
            for (let received = 1; received <= 7; received++) onProgress({ received, total: 10 });
            return new Promise<void>((finish) => (end = finish));
          },
        }),
        (view) => {
          views.push(view);
          if (view.state === 'running' && view.received === 7) resolve();
        },
        () => 0,
      );
      void download.start();
    });
    await stalled;
    assert.equal(views.length, 2, 'what came between was not worth telling');
    end();
  });

  it('tells nothing of the burst after the end', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const { download, views } = controller({
        download: (onProgress) => {
          onProgress({ received: 1, total: 10 });
          return Promise.reject(new Error('No network.'));
        },
      });
      await download.start();
      mock.timers.tick(60_000);
      assert.deepEqual(views.at(-1), { state: 'failed', message: 'No network.' });
    } finally {
      mock.timers.reset();
    }
  });

  it('says why it failed, and may start again', async () => {
    let tries = 0;
    const { download } = controller({
      download: () => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error('No network.')) : Promise.resolve();
      },
    });
    assert.equal(await download.start(), false);
    assert.deepEqual(download.view, { state: 'failed', message: 'No network.' });
    assert.equal(await download.start(), true);
  });

  it('is cancelled without an error, and runs once at a time', async () => {
    const { download } = controller({
      download: (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    });
    const first = download.start();
    assert.equal(await download.start(), false);
    download.cancel();
    assert.equal(await first, false);
    assert.deepEqual(download.view, { state: 'idle' });
  });
});
