/** The page of the training panel with a convolutional network that a training child has trained and that answers for itself. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { FromWebview } from '../../src/protocol/panel';
import type { RunSnapshot } from '../../src/protocol/runFile';
import { defaultsFor } from '../../src/training/validate';
import { fewDigits } from '../support/digits';
import { hydrate, run, steps, viewOf } from '../unit/panel/samples';
import { RecordedSession, until } from '../unit/training/support';
import { faultsIn } from './support/axe';
import { inkOn, paintedOn } from './support/canvas';
import { type PanelPage, openPanelPage } from './support/panel-page';
import { takePicture } from './support/picture';
import { sharedBrowser } from './support/pool';
import { themes } from './support/themes';
import { waitFor } from './support/wait-for';

const CONFIG = {
  ...defaultsFor('convnet'),
  data: { kind: 'digits' as const },
  network: 'fast' as const,
  limit: 400,
  validation: 100,
  epochs: 3,
};

const convnet: RunSnapshot = run('conv', {
  name: 'ConvNet · now',
  config: CONFIG,
  state: 'finished',
  info: {
    dataDescription: 'data',
    trainingExamples: 300,
    validationExamples: 100,
    stepsPerEpoch: 5,
    totalSteps: 15,
    usedReference: [],
  },
  steps: steps(1, 15, (step) => 2.3 / step),
  lastStep: { step: 15, epoch: 3, loss: 0.15 },
});

describe('the training panel with a convolutional network (a browser without VS Code)', function () {
  this.timeout(120_000);
  let panel: PanelPage;
  const trained = new RecordedSession();

  before(async () => {
    trained.session.start({ config: CONFIG, sources: null, dataFolder: fewDigits(), watched: true });
    await until(() => ['finished', 'failed'].includes(trained.session.state), 'the end');
    assert.equal(trained.session.state, 'finished', trained.failure?.message);
  });
  after(async () => {
    trained.session.dispose();
    await trained.session.done;
  });

  const onMessage = (message: unknown): void => {
    const asked = message as FromWebview;
    if (asked.type !== 'inspect') return;
    void trained.session
      .inspect(asked.request)
      .then((result) => panel.send({ type: 'inspected', runId: 'conv', id: asked.id, result }));
  };
  const figure = (name: string): Locator =>
    panel.page.locator('figure:visible').filter({ has: panel.page.getByRole('heading', { name, exact: true }) });
  const tab = (name: string): Promise<void> => panel.page.getByRole('tab', { name, exact: true }).click();
  const insideTabs = (): Promise<string[]> =>
    panel.page.getByRole('tablist', { name: 'Look inside' }).getByRole('tab').allInnerTexts();

  beforeEach(async () => {
    panel = await openPanelPage({ viewport: { width: 900, height: 1500 }, browser: await sharedBrowser(), onMessage });
    const experiments = [viewOf('mnist'), viewOf('convnet')];
    await panel.send(hydrate({ experiments, select: 'convnet', run: convnet, live: 'conv' }));
  });
  afterEach(() => panel.close());

  it('shows filters and feature maps of an image as pictures, in words and as tables', async () => {
    await tab('Look inside');
    await waitFor('the views', async () => (await insideTabs()).includes('Feature maps'));
    assert.ok(!(await insideTabs()).some((name) => ['First-layer weights', 'Activations', 'Gradients'].includes(name)));
    await tab('Feature maps');
    await figure('Pool 2').waitFor();
    const sizes = {
      'Filters of convolution 1': [8, 100],
      'Convolution 1, with ReLU': [8, 24],
      'Pool 1': [8, 12],
      'Convolution 2, with ReLU': [16, 8],
      'Pool 2': [16, 4],
    };
    for (const [name, [count, side]] of Object.entries(sizes)) {
      const canvases = figure(name).locator('canvas');
      assert.equal(await canvases.count(), count, name);
      assert.equal((await paintedOn(canvases.first())).width, side, name);
    }
    const first = figure('Convolution 1, with ReLU');
    assert.match(await first.locator('.summary').innerText(), /^8 feature maps of 24 × 24 numbers\. The highest number/);
    assert.match(String(await first.locator('canvas').first().getAttribute('aria-label')), /^Map 1: (highest|0 every)/);
    await first.locator('details summary').click();
    await waitFor('a row for each map', async () => (await first.locator('tbody tr').count()) === 8);
    // A map stands below its filter.
    const [filter, map] = await Promise.all(
      ['Filters of convolution 1', 'Convolution 1, with ReLU'].map((name) =>
        figure(name).locator('canvas').nth(5).boundingBox(),
      ),
    );
    assert.ok(filter && map && Math.abs(filter.x - map.x) < 2, JSON.stringify({ filter, map }));
    const label = (): Promise<string | null> => first.locator('canvas').nth(2).getAttribute('aria-label');
    const before = await label();
    await panel.page.getByRole('button', { name: 'Next image' }).press('Enter');
    await waitFor('the maps of the next image', async () => (await label()) !== before);
    for (const theme of themes) {
      await panel.show(theme);
      await takePicture(panel.page, `panel-conv-maps-${theme}`);
      assert.deepEqual(await faultsIn(panel.page, '.inside'), []);
    }
  });

  it('leads from a hardest digit to its maps', async () => {
    await tab('Look inside');
    await tab('Confusion matrix');
    await panel.page.locator('td.confusion-cell:not(.none)').first().click();
    await panel.page.getByRole('button', { name: 'Show its activations' }).click();
    await figure('Convolution 1, with ReLU').waitFor();
    assert.equal(await panel.page.getByRole('tab', { name: 'Feature maps' }).getAttribute('aria-selected'), 'true');
  });

  it('shows the maps of what is drawn', async () => {
    await tab('Draw a digit');
    const pad = panel.page.locator('canvas.pad');
    assert.equal(await figure('Pool 1').count(), 0);
    await pad.focus();
    for (const key of ['Space', ...new Array<string>(8).fill('Shift+ArrowDown')]) await pad.press(key);
    await figure('Pool 2').waitFor();
    assert.equal(await figure('Convolution 1, with ReLU').locator('canvas').count(), 8);
    await waitFor('an answer of a filter', async () => {
      const canvases = await figure('Convolution 1, with ReLU').locator('canvas').all();
      const ink = await Promise.all(canvases.map(inkOn));
      return ink.some((pixels) => pixels > 0);
    });
    await takePicture(panel.page, 'panel-conv-draw');
    await panel.page.getByRole('button', { name: 'Clear', exact: true }).click();
    await waitFor('no maps of nothing', async () => (await figure('Pool 1').count()) === 0);
  });
});
