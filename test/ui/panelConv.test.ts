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
import { paintedOn } from './support/canvas';
import { type PanelPage, openPanelPage } from './support/panel-page';
import { takePicture } from './support/picture';
import { sharedBrowser } from './support/pool';
import { themes } from './support/themes';
import { waitFor } from './support/wait-for';
import { written } from './support/written';

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

  /** While it is there, questions about moved images wait for it. */
  let held: Promise<void> | null = null;
  const onMessage = (message: unknown): void => {
    const asked = message as FromWebview;
    if (asked.type !== 'inspect') return;
    const { id, request } = asked;
    void Promise.resolve(request.kind === 'shifted' ? held : null)
      .then(() => trained.session.inspect(request))
      .then((result) => panel.send({ type: 'inspected', runId: null, id, result }));
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
    assert.match(
      await first.locator('.summary').innerText(),
      /^8 feature maps of 24 × 24 numbers\. The highest number/,
    );
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
      assert.deepEqual(await faultsIn(panel.page, { within: '.inside', theme }), [], theme);
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
      return (await Promise.all(canvases.map(paintedOn))).some(({ colors }) => colors > 1);
    });
    await takePicture(panel.page, 'panel-conv-draw');
    await panel.page.getByRole('button', { name: 'Clear', exact: true }).click();
    await waitFor('no maps of nothing', async () => (await figure('Pool 1').count()) === 0);
  });

  const slider = (name: string): Locator => panel.page.getByRole('slider', { name, exact: true });
  const summary = (): Locator => panel.page.locator('.inside-panel:visible .summary');
  const rows = (): Promise<string[]> => panel.page.locator('.inside-panel:visible tbody tr').allInnerTexts();

  it('measures moved images by keyboard, and names the other type of network beside them', async () => {
    const dense: RunSnapshot = { ...convnet, id: 'dense', name: 'Ten digits · before' };
    dense.config = { ...defaultsFor('mnist'), network: 'fast' };
    const experiments = [viewOf('mnist'), viewOf('convnet')];
    await panel.send(hydrate({ experiments, select: 'mnist', run: dense, live: 'dense' }));
    await tab('Look inside');
    await tab('Moved images');
    await waitFor('images that were not moved', async () =>
      /^Validation images, not moved: \d+ of \d+ are read correctly \([\d.]+%\)\.$/.test(await summary().innerText()),
    );
    await written(panel.page, 'To compare, train the other type of network, too').waitFor();
    await slider('Sideways').press('ArrowRight');
    await waitFor('images that were moved', async () =>
      /^Validation images, 1 px to the right: .* Not moved: [\d.]+%\.$/.test(await summary().innerText()),
    );
    const measured = await summary().innerText();
    await panel.send(hydrate({ experiments, select: 'convnet', run: convnet, history: [dense], live: 'conv' }));
    await written(
      panel.page,
      /^“Ten digits · before” read [\d.]+% of its images, 1 px to the right\. Not moved/,
    ).waitFor();
    await slider('Up and down').press('ArrowLeft');
    await waitFor('the other direction', async () =>
      (await summary().innerText()).startsWith('Validation images, 1 px to the right, 1 px up: '),
    );
    await written(panel.page, /^“Ten digits · before” was not measured on images moved like this/).waitFor();
    await slider('Up and down').press('ArrowRight');
    await waitFor('the same network, the same number', async () => (await summary().innerText()) === measured);
    await panel.page.getByRole('button', { name: 'Measure all places of this row' }).press('Enter');
    await panel.page.locator('.inside-panel:visible details summary').click();
    await waitFor('all places', async () => (await rows()).length === 10);
    assert.match((await rows())[0], /^1 px to the right, 1 px up\s+[\d.]+%\s+–$/);
    assert.ok(
      (await rows()).some((row) => /^not moved\s+[\d.]+%\s+[\d.]+%$/.test(row)),
      (await rows()).join(),
    );
    for (const theme of themes) {
      await panel.show(theme);
      await takePicture(panel.page, `panel-conv-moved-${theme}`);
      assert.deepEqual(await faultsIn(panel.page, { within: '.inside', theme }), [], theme);
    }
  });

  it('cancels a measurement, and measures nothing while the network learns', async () => {
    let release = (): void => undefined;
    held = new Promise((resolve) => (release = resolve));
    await tab('Look inside');
    await tab('Moved images');
    await written(panel.page, 'Measuring, not moved: 0 of … images are done.').waitFor();
    await panel.page.getByRole('button', { name: 'Cancel', exact: true }).press('Enter');
    await written(panel.page, 'Cancelled after 0 of … images.').waitFor();
    release();
    held = null;
    // The next question is answered, so what was asked before it has come, too.
    await tab('Confusion matrix');
    await panel.page.getByRole('grid').waitFor();
    await tab('Moved images');
    assert.equal(await summary().innerText(), '');
    await panel.page.getByRole('button', { name: 'Measure', exact: true }).press('Enter');
    await waitFor('a result', async () => (await summary().innerText()).startsWith('Validation images, not moved: '));
    await panel.send({ type: 'state', runId: 'conv', state: 'running' });
    await written(panel.page, 'Pause the run to measure: the network must not learn meanwhile.').waitFor();
    assert.ok(await slider('Sideways').isDisabled());
  });
});
