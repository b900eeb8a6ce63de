import assert from 'node:assert/strict';
import { DownloadController } from '../../../src/editor/panel/downloadController';
import type { DownloadView } from '../../../src/editor/panel/protocol';
import type { ExperimentInfo, MnistService } from '../../../src/editor/panel/services';
import { dataViews, startProblems } from '../../../src/editor/panel/views';
import { defaultsFor } from '../../../src/training/validate';
import { LESSONS, dataChoices } from './samples';

const mnist = (changes: Partial<MnistService>): MnistService => ({
  locate: () => Promise.resolve(null),
  download: () => Promise.resolve(),
  ...changes,
});

describe('panel: data', () => {
  it('says whether MNIST is here, and offers the built-in digits always', async () => {
    const here = await dataViews(mnist({ locate: () => Promise.resolve('/data') }));
    assert.deepEqual(
      here.map((one) => [one.choice.kind, one.available]),
      [
        ['mnist', true],
        ['digits', true],
      ],
    );
    const missing = await dataViews(mnist({}));
    assert.equal(missing[0].available, false);
    assert.match(missing[0].note, /not on this computer/);
    const broken = await dataViews(mnist({ locate: () => Promise.reject(new Error('The folder lacks t10k-labels.')) }));
    assert.deepEqual([broken[0].available, broken[0].note], [false, 'The folder lacks t10k-labels.']);
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
