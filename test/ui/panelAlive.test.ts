/** The page of the training panel while a run is under way, with messages as the extension host sends them: what is alive in it. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Adjustable } from '../../src/protocol/adjust';
import type { FromWebview } from '../../src/protocol/panel';
import type { RunInfo } from '../../src/protocol/run';
import type { RunSnapshot } from '../../src/protocol/runFile';
import { defaultsFor } from '../../src/training/validate';
import { hydrate, run, sample, steps } from '../unit/panel/samples';
import { type PanelPage, openPanelPage } from './support/panel-page';
import { sharedBrowser } from './support/pool';
import { waitFor } from './support/wait-for';

const ALL: Adjustable[] = (['learningRate', 'momentum', 'l2'] as const).map((field) => ({ field, from: 'step' }));

/** Ten images, each with another bright row. */
const watched: RunSnapshot['watched'] = {
  rows: 28,
  cols: 28,
  labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  images: Array.from({ length: 10 }, (_, i) =>
    Array.from({ length: 784 }, (_, pixel) => (Math.floor(pixel / 56) === i + 2 ? 255 : 0)),
  ),
};

function running(more: Partial<RunInfo> = {}, changes: Partial<RunSnapshot> = {}): RunSnapshot {
  const info = {
    dataDescription: 'data',
    trainingExamples: 55_000,
    validationExamples: 5000,
    interimExamples: 500,
    stepsPerEpoch: 860,
    totalSteps: 4300,
    usedReference: [],
    adjustable: ALL,
    ...more,
  };
  return run('alive', {
    name: 'MNIST · my code · now',
    config: { ...defaultsFor('mnist'), network: 'mine' },
    info,
    watched,
    steps: steps(1, 120, (step) => 2.3 / step),
    lastStep: { step: 120, epoch: 1, loss: 2.3 / 120 },
    samples: [sample(1), sample(100)],
    interim: [
      { step: 10, epoch: 1, loss: 2, accuracy: 0.3 },
      { step: 100, epoch: 1, loss: 0.6, accuracy: 0.8 },
    ],
    ...changes,
  });
}

describe('the training panel while it learns (a browser without VS Code)', function () {
  this.timeout(60_000);
  let panel: PanelPage;

  const figure = (name: string): Locator =>
    panel.page.locator('figure:visible').filter({ has: panel.page.getByRole('heading', { name, exact: true }) });
  const tiles = (kind: string): Locator => panel.page.locator(`.strip-digits > ${kind}:visible`);
  const sentOf = async <T extends FromWebview['type']>(type: T): Promise<Extract<FromWebview, { type: T }>[]> =>
    (await panel.sent()).filter((message): message is Extract<FromWebview, { type: T }> => message.type === type);
  const open = async (shown: RunSnapshot, viewport = { width: 466, height: 780 }): Promise<void> => {
    panel = await openPanelPage({ viewport, browser: await sharedBrowser() });
    await panel.send(hydrate({ select: 'mnist' }), { type: 'started', run: shown });
    await figure('Loss').waitFor();
  };
  afterEach(() => panel.close());

  it('shows ten digits that turn from wrong to right, in view above the curves, by mark and words, too', async () => {
    await open(running());
    await waitFor('ten images', async () => (await tiles('li').count()) === 10);
    assert.equal(await tiles('.right').count(), 0);
    const read = (right: number, step: number) => ({
      type: 'read' as const,
      runId: 'alive',
      reading: {
        step,
        read: Array.from({ length: 10 }, (_, i) => (i < right ? i : (i + 1) % 10)),
        sure: Array.from({ length: 10 }, (_, i) => (i < right ? 0.9 : 0.05)),
      },
    });
    await panel.send(read(2, 130));
    await waitFor('two right ones', async () => (await tiles('.right').count()) === 2);
    assert.equal(await tiles('.wrong').count(), 8);
    assert.match(await panel.page.locator('.strip').innerText(), /after step 130: 2 of 10 read correctly/);
    const texts = await tiles('li').allTextContents();
    assert.match(texts[0], /0 ✓.*A 0, read correctly; the network gives it 90\.0%/);
    assert.match(texts[2], /3 ✗.*A 2, read as 3; the network gives 2 5\.0%/);
    const said = async (): Promise<string> => (await panel.page.getByRole('status').allTextContents()).join(' ');
    const before = await said();
    await panel.send(read(9, 140));
    await waitFor('nine right ones', async () => (await tiles('.right').count()) === 9);
    assert.equal(await said(), before, 'nothing of it is announced');
    // A person sees the strip and the beginning of the loss without scrolling.
    await waitFor('the page to stand still', async () => (await panel.page.evaluate<number>('scrollY')) > 0);
    const [strip, loss] = await Promise.all([panel.page.locator('.strip').boundingBox(), figure('Loss').boundingBox()]);
    assert.ok(
      strip && loss && strip.y >= 0 && strip.y + strip.height <= loss.y && loss.y + 200 < 780,
      JSON.stringify({ strip, loss }),
    );
    const [first, last] = await Promise.all([tiles('li').first().boundingBox(), tiles('li').last().boundingBox()]);
    assert.ok(first && last && first.y === last.y && last.x + last.width <= 466, 'one row');
  });

  it('has an accuracy before the first epoch is over', async () => {
    await open(running(), { width: 1000, height: 900 });
    const accuracy = figure('Accuracy');
    assert.match(await accuracy.locator('.summary').innerText(), /^80\.0% of a sample, 500 of the validation images/);
    assert.match(await accuracy.locator('.legend').innerText(), /500 of the validation images/);
    assert.match(await panel.page.locator('.tiles').innerText(), /Accuracy on 500 of the validation images\s+80\.0%/);
    await panel.send({
      type: 'interim',
      runId: 'alive',
      interim: { step: 200, epoch: 1, loss: 0.4, accuracy: 0.875 },
    });
    await waitFor('the next one', async () => (await accuracy.locator('.summary').innerText()).startsWith('87.5%'));
  });

  it('changes values by keyboard, marks the change and keeps it in view', async () => {
    await open(running(), { width: 1000, height: 1200 });
    const field = panel.page.getByRole('textbox', { name: 'Learning rate', exact: true }).last();
    const group = panel.page.getByRole('group', { name: 'Change while it runs' });
    assert.equal(await field.inputValue(), '0.1');
    await field.fill('0.o5');
    await panel.page.keyboard.press('Enter');
    await group.locator('.field-error:visible').waitFor();
    assert.deepEqual(await sentOf('adjust'), []);
    await field.fill('0.05');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await sentOf('adjust'), [{ type: 'adjust', field: 'learningRate', value: 0.05 }]);
    await group.getByText('Learning rate: 0.05 from the next step on.').waitFor();
    const canvas = figure('Loss').locator('canvas');
    const picture = (): Promise<string> => canvas.evaluate((one) => (one as unknown as Canvas).toDataURL());
    const before = await picture();
    const change = { field: 'learningRate', step: 121, before: 0.1, value: 0.05 } as const;
    await panel.send({ type: 'changed', runId: 'alive', change });
    const log = panel.page.getByRole('list', { name: 'Changed while it ran' });
    assert.equal(await log.innerText(), 'Learning rate: 0.1 → 0.05 at step 121');
    await group.getByText('A change comes with the next step.').waitFor();
    await waitFor('a mark in the chart', async () => (await picture()) !== before);
    await figure('Learning rate').waitFor();
    await panel.send({ type: 'notAdjusted', runId: 'alive', field: 'momentum', message: 'Momentum must be below 1.' });
    await group.getByText('Momentum must be below 1.').waitFor();
    await panel.send({ type: 'state', runId: 'alive', state: 'finished' });
    await group.waitFor({ state: 'hidden' });
    assert.ok(await log.isVisible());
    await panel.page.getByRole('tab', { name: 'Runs' }).click();
    await panel.page.locator('.run-values', { hasText: 'Learning rate: 0.1 → 0.05 at step 121' }).waitFor();
  });

  it('says what cannot be changed, and when a change comes', async () => {
    await open(running({ adjustable: [{ field: 'learningRate', from: 'epoch' }] }), { width: 1000, height: 1200 });
    const group = panel.page.getByRole('group', { name: 'Change while it runs' });
    assert.equal(await group.getByRole('textbox').count(), 1);
    await group.getByText('A change comes with the next epoch').waitFor();
    await group.getByText('Not in this run: Momentum, L2 penalty (λ).').waitFor();
  });

  it('says at the start of a long run how long it will take, and offers shorter ones', async () => {
    const estimate = { steps: 5, stepMs: 200, seconds: 860, fewer: { limit: 5000, seconds: 114 }, fastSeconds: 90 };
    const fresh = { steps: [], lastStep: null, interim: [], samples: [] };
    await open(running({ estimate }, fresh));
    const box = panel.page.locator('.notice:visible').filter({ hasText: 'This run will take about 14 min' });
    await box.waitFor();
    assert.match(await panel.page.locator('.status').innerText(), /about 14 min left/);
    await box.getByRole('button', { name: 'Train on 5,000 images: about 2 min' }).click();
    await box.getByRole('button', { name: 'Use the fast matmul: about 2 min' }).click();
    const asked = (await sentOf('startInstead')).map(({ config }) => [config.limit, config.network]);
    assert.deepEqual(asked, [
      [5000, 'mine'],
      [null, 'mine-fast'],
    ]);
    await box.getByRole('button', { name: 'Go on' }).click();
    await box.waitFor({ state: 'hidden' });
  });

  it('smooths the curves by keyboard, and keeps that', async () => {
    await open(running({}, { steps: steps(1, 800, (step) => 1 + (step % 2)) }), { width: 1000, height: 1200 });
    const legend = figure('Loss').locator('.legend');
    assert.match(await legend.innerText(), /running mean/);
    const control = panel.page.getByRole('slider', { name: 'Smoothing' });
    await control.focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.locator('[aria-valuetext="the loss over 2% of the run"]').waitFor();
    await panel.page.keyboard.press('Home');
    await waitFor('no mean', async () => !(await legend.innerText()).includes('running mean'));
    assert.equal(await control.getAttribute('aria-valuetext'), 'off');
    const kept = await panel.page.evaluate<{ smoothing: number }>('acquireVsCodeApi().getState()');
    assert.equal(kept.smoothing, 0);
  });
});

interface Canvas {
  toDataURL(): string;
}
