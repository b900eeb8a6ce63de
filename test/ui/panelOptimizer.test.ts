/** The fields of optimizer and patience on the panel's page, and what a run that stopped early says. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { FromWebview } from '../../src/protocol/panel';
import { defaultsFor } from '../../src/training/validate';
import { epoch, hydrate, run } from '../unit/panel/samples';
import { type PanelPage, openPanelPage } from './support/panel-page';
import { sharedBrowser } from './support/pool';
import { waitFor } from './support/wait-for';

describe('optimizer and patience in the training panel (a browser without VS Code)', function () {
  this.timeout(60_000);
  let panel: PanelPage;

  const choice = (name: string): Locator => panel.page.getByRole('combobox', { name, exact: true });
  const field = (name: string): Locator => panel.page.getByRole('textbox', { name, exact: true });
  const choose = async (list: Locator, option: string): Promise<void> => {
    await list.click();
    await list.locator('vscode-option').filter({ hasText: option }).last().click();
  };
  const valuesAre = (what: string, momentum: string, rate: string): Promise<unknown> =>
    waitFor(
      what,
      async () =>
        (await field('Momentum').inputValue()) === momentum && (await field('Learning rate').inputValue()) === rate,
    );
  const started = async (): Promise<Extract<FromWebview, { type: 'start' }>[]> =>
    (await panel.sent()).filter((message) => message.type === 'start');

  beforeEach(async () => {
    panel = await openPanelPage({ viewport: { width: 900, height: 900 }, browser: await sharedBrowser() });
    await panel.send(hydrate({ select: 'mnist' }));
    await panel.page.locator('summary', { hasText: 'More settings' }).click();
    await choice('Optimizer').waitFor();
  });
  afterEach(() => panel.close());

  it('lets momentum and learning rate follow the optimizer, and starts a run with all three', async () => {
    await choose(choice('Optimizer'), 'Adam');
    await valuesAre('the values of Adam', '0', '0.001');
    await choose(choice('Optimizer'), 'SGD with momentum');
    await valuesAre('the values of momentum', '0.9', '0.1');
    await choose(choice('Optimizer'), 'Adam');
    await valuesAre('the values of Adam again', '0', '0.001');
    await field('Stop early').fill('3');
    await panel.page.getByRole('button', { name: 'Start', exact: true }).click();
    await waitFor('the start', async () => (await started()).length === 1);
    const [{ config }] = await started();
    const { optimizer, momentum, learningRate, patience } = config;
    assert.deepEqual([optimizer, momentum, learningRate, patience], ['adam', 0, 0.001, 3]);
  });

  it('lets the optimizer follow a momentum that is typed', async () => {
    await field('Momentum').fill('0.5');
    await panel.page.getByRole('button', { name: 'Start', exact: true }).click();
    await waitFor('the start', async () => (await started()).length === 1);
    const [{ config }] = await started();
    assert.deepEqual([config.optimizer, config.momentum, config.patience], ['momentum', 0.5, null]);
  });

  it('says that a run stopped early, and whose weights are kept', async () => {
    const config = { ...defaultsFor('mnist'), epochs: 20, patience: 2 };
    await panel.send(
      { type: 'started', run: run('early', { config, epochs: [epoch(1), epoch(2), epoch(3), epoch(4)] }) },
      { type: 'best', runId: 'early', best: { epoch: 2, loss: 0.2, after: 4 } },
      { type: 'tested', runId: 'early', test: { loss: 0.2, accuracy: 0.95, examples: 1000 } },
      { type: 'state', runId: 'early', state: 'finished' },
    );
    const ending = panel.page.locator('.ending-text:visible');
    await ending.waitFor();
    assert.match(
      await ending.innerText(),
      /950 of 1,000 digits .*\. Training stopped after epoch 4\. The best was epoch 2, and its weights are kept\.$/,
    );
  });
});
