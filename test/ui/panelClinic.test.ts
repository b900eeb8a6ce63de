/** The clinic on the page of the training panel: a fault is named and then told, by keyboard too, and not before. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { PATIENTS } from '../../src/protocol/config';
import type { FromWebview } from '../../src/protocol/panel';
import type { RunSnapshot } from '../../src/protocol/runFile';
import { faultOf } from '../../src/training/patients';
import { defaultsFor } from '../../src/training/validate';
import { experiments, hydrate, run, sample, steps, validated, viewOf } from '../unit/panel/samples';
import { faultsIn } from './support/axe';
import { type PanelPage, openPanelPage } from './support/panel-page';
import { takePicture } from './support/picture';
import { sharedBrowser } from './support/pool';
import { type Theme } from './support/themes';
import { waitFor } from './support/wait-for';

const patient = PATIENTS.find((one) => faultOf(1, Number(one)) === 'steps-too-large') ?? '1';
const config = { ...defaultsFor('clinic'), data: { kind: 'digits' as const }, patient };

const LAYERS = ['hidden 1', 'output'].map((name) => ({ name, gradientNorm: 0.5, updateRatio: 0.3 }));

/** Its loss jumps. */
const shown = (change: Partial<RunSnapshot> = {}): RunSnapshot =>
  run('ill', {
    name: 'The clinic · my code · now',
    config,
    state: 'finished',
    info: {
      dataDescription: 'data',
      trainingExamples: 2000,
      validationExamples: 1000,
      stepsPerEpoch: 49,
      totalSteps: 490,
      usedReference: [],
    },
    steps: steps(1, 490, (step) => (step === 1 ? 2.4 : 2.3 + 40 / step)),
    lastStep: { step: 490, epoch: 10, loss: 2.38 },
    epochs: Array.from({ length: 10 }, (_, i) => validated(i + 1, 0.1, 2.4)),
    // A warning would say that the steps are too large.
    samples: Array.from({ length: 49 }, (_, i) => sample(1 + 10 * i, LAYERS)),
    ...change,
  });

describe('the clinic in the training panel (a browser without VS Code)', function () {
  this.timeout(60_000);
  let panel: PanelPage;

  const card = (): Locator => panel.page.getByRole('region', { name: 'Name the fault' });
  const reveal = (): Locator => card().getByRole('button', { name: 'Reveal the fault' });
  const choice = (name: RegExp): Locator => card().getByRole('radio', { name });
  const sentOf = async <T extends FromWebview['type']>(type: T): Promise<Extract<FromWebview, { type: T }>[]> =>
    (await panel.sent()).filter((message): message is Extract<FromWebview, { type: T }> => message.type === type);
  const open = async (snapshot = shown(), theme: Theme = 'dark'): Promise<void> => {
    panel = await openPanelPage({ viewport: { width: 1000, height: 1500 }, theme, browser: await sharedBrowser() });
    const hello = hydrate({ experiments: [...experiments(), viewOf('clinic')], select: 'clinic' });
    await panel.send(hello, { type: 'started', run: snapshot }, { type: 'live', runId: snapshot.id });
    await card().waitFor();
  };
  afterEach(() => panel.close());

  it('asks for the fault below the curves of the layers, and tells it only after it was named', async () => {
    await open();
    await panel.page.getByRole('heading', { name: 'Gradient norm' }).waitFor();
    const before = await panel.page.locator('.results').innerText();
    assert.match(before, new RegExp(`Patient ${patient} · seed 1`));
    for (const word of ['learning rate', 'What it is', 'How to mend it', 'Right:', 'Wrong.'])
      assert.ok(!before.includes(word), `it says “${word}”`);
    await reveal().click({ force: true });
    assert.equal(await card().locator('.clinic-told:visible').count(), 0, 'nothing was named');
    await choice(/bytes|255/).check();
    await reveal().click();
    await card().getByText('Wrong. It is this: The steps are too large.').waitFor();
    const told = await card().innerText();
    assert.match(told, /The first loss was 2\.4, .*Then the loss rose to 22\.3\./);
    assert.match(told, /Take a smaller learning rate/);
    assert.ok(await choice(/bytes|255/).isDisabled(), 'what was named stays');
    const [question] = await sentOf('inspect');
    assert.deepEqual(question.request, { kind: 'diagnosis' });
    const answer = { kind: 'diagnosis', says: 'steps-too-large', step: 490 } as const;
    await panel.send({ type: 'inspected', runId: 'ill', id: question.id, result: answer });
    await card().getByText('Your diagnose of lesson 5.2 says steps-too-large. That is right.').waitFor();
    assert.equal((await sentOf('inspect')).length, 1);
  });

  it('works by keyboard, says what it tells, and leads to the next patient', async () => {
    await open();
    await choice(/healthy/).focus();
    await panel.page.keyboard.press('ArrowUp');
    assert.ok(await choice(/steps-too-large/).isChecked());
    await waitFor('what can be revealed', () => reveal().isEnabled());
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Enter');
    await card().getByText('Right: The steps are too large.').waitFor();
    const said = async (): Promise<string> => (await panel.page.getByRole('status').allTextContents()).join(' ');
    await waitFor('the words aloud', async () => (await said()).includes('Right: The steps are too large.'));
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Enter');
    await waitFor('a start', async () => (await sentOf('start')).length === 1);
    const [{ config: started }] = await sentOf('start');
    assert.deepEqual(started, { ...config, data: { kind: 'mnist' }, patient: String((Number(patient) % 6) + 1) });
  });

  it('belongs to its run: another one is named anew, and one of another experiment has no fault', async () => {
    await open();
    await choice(/healthy/).check();
    await reveal().click();
    await card().locator('.clinic-told').waitFor();
    await panel.send({ type: 'started', run: { ...shown({ state: 'running' }), id: 'next' } });
    await card().locator('.clinic-told').waitFor({ state: 'hidden' });
    assert.equal(await card().getByRole('radio', { checked: true }).count(), 0);
    await panel.send({ type: 'started', run: run('line', { config: defaultsFor('line') }) });
    await card().waitFor({ state: 'hidden' });
  });

  for (const theme of ['light', 'dark', 'high-contrast'] as const) {
    it(`has no serious fault for axe-core: ${theme}`, async () => {
      await open(shown(), theme);
      await choice(/healthy/).check();
      assert.deepEqual(await faultsIn(panel.page, { theme }), []);
      await reveal().click();
      await card().locator('.clinic-told').waitFor();
      assert.deepEqual(await faultsIn(panel.page, { theme }), []);
      await card().scrollIntoViewIfNeeded();
      await takePicture(panel.page, `clinic-${theme}`);
    });
  }
});
