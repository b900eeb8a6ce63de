/** The page of the training panel with two networks side by side: plain and residual, layers and graph. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Picture } from '../../src/protocol/metrics';
import type { RunSnapshot } from '../../src/protocol/runFile';
import type { ExperimentId } from '../../src/training/experiments/table';
import { defaultsFor } from '../../src/training/validate';
import { hydrate, run, steps, validated, viewOf } from '../unit/panel/samples';
import { paintedOn } from './support/canvas';
import { type PanelPage, openPanelPage } from './support/panel-page';
import { sharedBrowser } from './support/pool';
import { waitFor } from './support/wait-for';

const LAYERS = 32;
const STEPS = Array.from({ length: 100 }, (_, i) => 3 * i + 1);
const losses = {
  steps: STEPS,
  first: STEPS.map((step) => 2.3 / Math.sqrt(step)),
  second: STEPS.map((step) => 2.3 - step / 3000),
};
const depth: Picture = {
  kind: 'depth',
  losses,
  residual: Array.from({ length: LAYERS }, (_, i) => 0.2 + 0.05 * Math.sin(i)),
  plain: Array.from({ length: LAYERS }, (_, i) => 10 ** (-6 + (5 * i) / LAYERS)),
  accuracy: { residual: 0.91, plain: 0.33 },
};
const autodiff: Picture = {
  kind: 'autodiff',
  losses: { ...losses, second: losses.first },
  difference: { now: 0, largest: 0, gradient: 0.25 },
};

const shown = (experiment: ExperimentId, picture: Picture): RunSnapshot =>
  run('pair', {
    config: defaultsFor(experiment),
    steps: steps(1, 300, (step) => 2.3 / Math.sqrt(step)),
    lastStep: { step: 300, epoch: 4, loss: 0.13 },
    epochs: [validated(1, 0.8), validated(2, 0.9)],
    picture,
  });

describe('the training panel with two networks side by side (a browser without VS Code)', function () {
  this.timeout(60_000);
  let panel: PanelPage;

  const figure = (name: string): Locator =>
    panel.page.locator('figure:visible').filter({ has: panel.page.getByRole('heading', { name, exact: true }) });
  const open = async (experiment: ExperimentId, picture: Picture): Promise<void> => {
    panel = await openPanelPage({ viewport: { width: 1000, height: 1100 }, browser: await sharedBrowser() });
    const experiments = (['mnist', experiment] as const).map(viewOf);
    await panel.send(hydrate({ experiments, select: experiment }), {
      type: 'started',
      run: shown(experiment, picture),
    });
    await figure('Loss').waitFor();
  };
  const drawn = (canvas: Locator): Promise<true> =>
    waitFor('the curves', async () => (await paintedOn(canvas)).colors >= 2);
  const picture = async (name: string): Promise<void> => {
    const folder = process.env.NNFS_PICTURES;
    if (!folder) return;
    for (const theme of ['dark', 'light'] as const) {
      await panel.show(theme);
      await panel.page.waitForTimeout(500);
      await panel.page.screenshot({ path: path.join(folder, `${name}-${theme}.png`), fullPage: true });
    }
  };
  afterEach(() => panel.close());

  it('draws the gradient of each layer of both, says it, and has it as a table', async () => {
    await open('depth', depth);
    const gradients = figure('Gradient of each layer');
    await drawn(gradients.locator('canvas:visible').first());
    await drawn(gradients.locator('canvas:visible').last());
    assert.equal(await gradients.locator('canvas:visible').count(), 2);
    assert.match(await gradients.locator('.legend:visible').first().innerText(), /residual\s+plain/);
    const summary = gradients.locator('figcaption .summary');
    assert.match(await summary.innerText(), /“plain”: 1e-6 in the first layer.*vanishes.*“plain” reads 33\.0%/s);
    await gradients.locator('summary').first().focus();
    await panel.page.keyboard.press('Enter');
    const rows = gradients.getByRole('region', { name: 'Size of the gradient in each layer' }).locator('tbody tr');
    await waitFor('a row for each layer', async () => (await rows.count()) === LAYERS);
    await picture('depth');
    const next: Picture = { ...depth, plain: [], accuracy: { residual: 0.91, plain: null } };
    await panel.send({
      type: 'metrics',
      runId: 'pair',
      steps: [{ step: 301, epoch: 4, loss: 0.1 }],
      epochs: [],
      samples: [],
      picture: next,
    });
    await waitFor('the newer picture', async () => (await summary.innerText()).includes('not a number any more'));
    assert.match(await rows.first().innerText(), /1\s+0\.2\s+–/);
  });

  it('asks for the number of blocks', async () => {
    await open('depth', depth);
    assert.equal(await panel.page.getByRole('textbox', { name: 'Blocks' }).inputValue(), '15');
  });

  it('draws both losses on each other, and writes how far two gradients differ', async () => {
    await open('autodiff', autodiff);
    const both = figure('Two ways to the same gradients');
    await drawn(both.locator('canvas:visible'));
    assert.match(await both.locator('.legend:visible').innerText(), /layers\s+graph/);
    const dashes = both.locator('.legend:visible line');
    assert.equal(await dashes.first().getAttribute('stroke-dasharray'), 'none');
    assert.match((await dashes.last().getAttribute('stroke-dasharray')) ?? '', /^\d+ \d+$/, 'both are seen');
    assert.match(await both.locator('figcaption .summary').innerText(), /No gradient differs/);
    assert.match(await panel.page.locator('.tiles').innerText(), /Largest difference of two gradients\s+0/);
    await picture('autodiff');
  });
});
