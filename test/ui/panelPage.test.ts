/** The page of the training panel in a real browser, with messages as the extension host sends them: charts, zoom, list of runs, tone. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { FromWebview, ToWebview } from '../../src/protocol/panel';
import type { RunSnapshot } from '../../src/protocol/runFile';
import { defaultsFor } from '../../src/training/validate';
import { experiments, hydrate, run, sample, steps, validated } from '../unit/panel/samples';
import { type PanelPage, openPanelPage } from './support/panel-page';
import { faultsIn } from './support/axe';
import { takePicture } from './support/picture';
import { sharedBrowser } from './support/pool';
import { themes } from './support/themes';
import { waitFor } from './support/wait-for';

/** Says what the page does with sound. */
const AUDIO = `
  globalThis.tones = [];
  const set = AudioParam.prototype.setTargetAtTime;
  AudioParam.prototype.setTargetAtTime = function (value, ...rest) { tones.push(value); return set.call(this, value, ...rest); };
`;

/** Notes every layout of the settings, frame by frame; `settled` resolves with them after 30 frames without a new one. */
const FOLLOW_PLACES = `
  globalThis.placesSeen = [];
  let still = 0;
  const look = () => {
    const parts = [...document.querySelectorAll('.setup .field, .setup .notice, .setup summary')];
    const places = parts.map((part) => Math.round(part.getBoundingClientRect().top + scrollY)).join();
    if (placesSeen.at(-1) === places) still++;
    else { placesSeen.push(places); still = 0; }
    requestAnimationFrame(look);
  };
  look();
  globalThis.settled = () => new Promise((resolve) => {
    const wait = () => (still > 30 ? resolve([...placesSeen]) : requestAnimationFrame(wait));
    still = 0;
    wait();
  });
`;

function finished(id: string, accuracy: number): RunSnapshot {
  const layers = ['hidden 1', 'output'].map((name, i) => ({
    name,
    gradientNorm: 0.1 + i,
    updateRatio: 0.002 / (i + 1),
  }));
  return run(id, {
    name: `MNIST · reference · ${id}`,
    config: { ...defaultsFor('mnist'), epochs: 4, schedule: 'cosine' },
    state: 'finished',
    info: {
      dataDescription: 'data',
      trainingExamples: 3136,
      validationExamples: 500,
      stepsPerEpoch: 49,
      totalSteps: 196,
      usedReference: [],
    },
    steps: steps(1, 196, (step) => 1 / step + 0.1 * (1 - accuracy)),
    epochs: [1, 2, 3, 4].map((one) => validated(one, accuracy)),
    test: { loss: 0.3, accuracy: accuracy - 0.01, examples: 1000 },
    samples: Array.from({ length: 49 }, (_, i) => sample(1 + i * 4, layers, 0.1 / (i + 1))),
    lastStep: { step: 196, epoch: 4, loss: 1 / 196 },
  });
}

describe('the page of the training panel (a browser without VS Code)', function () {
  this.timeout(60_000);
  let panel: PanelPage;

  const figure = (name: string): Locator =>
    panel.page.locator('figure:visible').filter({ has: panel.page.getByRole('heading', { name, exact: true }) });
  const chart = (name: string): Locator => panel.page.getByRole('group', { name, exact: true });
  const button = (name: string): Locator => panel.page.getByRole('button', { name, exact: true });
  const tab = (name: string): Promise<void> => panel.page.getByRole('tab', { name, exact: true }).click();
  const rowOf = (name: string): Locator => panel.page.locator('.run-row').filter({ hasText: name });
  const shown = (): Locator => panel.page.locator('.chart-tools .actions .muted');
  const said = (text: string): Promise<unknown> =>
    waitFor(`“${text}” to be said`, async () =>
      (await panel.page.getByRole('status').allTextContents()).some((one) => one === text),
    );
  const sentOf = async <T extends FromWebview['type']>(type: T): Promise<Extract<FromWebview, { type: T }>[]> =>
    (await panel.sent()).filter((message): message is Extract<FromWebview, { type: T }> => message.type === type);

  beforeEach(async () => {
    panel = await openPanelPage({ initScript: AUDIO, browser: await sharedBrowser() });
    const history = [finished('two', 0.92), finished('one', 0.9)];
    await panel.send(hydrate({ run: finished('three', 0.95), history, select: 'mnist' }));
    // The page draws its sections one after the other: this is the last of its charts.
    await figure('Learning rate').waitFor();
  });
  afterEach(() => panel.close());

  it('shows its title alone before its state has come, as after a reload of the window', async () => {
    const fresh = await openPanelPage({ browser: await sharedBrowser() });
    try {
      assert.equal((await fresh.page.locator('body').innerText()).trim(), 'Train a network');
      await fresh.send(hydrate({ run: finished('three', 0.95), select: 'mnist' }));
      await fresh.page.locator('figure:visible').first().waitFor();
    } finally {
      await fresh.close();
    }
  });

  it('shows a chart, a sentence and a table for each measure', async () => {
    const names = ['Loss', 'Accuracy', 'Update-to-weight ratio', 'Gradient norm', 'Learning rate'];
    assert.deepEqual(await panel.page.locator('figure:visible h3').allInnerTexts(), names);
    // On the screen they have the same order.
    const [loss, accuracy] = await Promise.all([figure('Loss').boundingBox(), figure('Accuracy').boundingBox()]);
    assert.ok(loss && accuracy && (loss.y < accuracy.y || loss.x < accuracy.x));
    const sentences: Record<string, RegExp> = {
      Loss: /^The loss fell from 1(\.\d+)? to 0\.0625 in 196 steps\. Mean of epoch 4: 0\.0625\./,
      Accuracy:
        /^95\.0% of the validation images .* Test images, measured once at the end: 940 of 1,000 are read correctly/,
      'Update-to-weight ratio': /^At step 193 – Hidden layer 1: 0\.002, Output layer: 0\.001\.$/,
      'Gradient norm': /^At step 193 – Hidden layer 1: 0\.1, Output layer: 1\.1\.$/,
      'Learning rate': /^The learning rate is 0\.002041 now\./,
    };
    for (const name of names) {
      assert.match(await figure(name).locator('.summary').innerText(), sentences[name]);
      await figure(name).locator('summary').click();
      await waitFor(`four rows of ${name}`, async () => (await figure(name).locator('tbody tr').count()) === 4);
    }
    assert.deepEqual(await figure('Gradient norm').locator('thead th').allInnerTexts(), [
      'Epoch',
      'Hidden layer 1',
      'Output layer',
    ]);
    const isLogarithmic = (name: string): Promise<string | null> =>
      figure(name).getByRole('checkbox').getAttribute('aria-checked');
    for (const name of ['Loss', 'Gradient norm']) assert.equal(await isLogarithmic(name), 'true', name);
    assert.equal(await isLogarithmic('Learning rate'), 'false');
  });

  it('zooms all charts by keyboard, and says what is shown', async () => {
    await chart('Loss').focus();
    await panel.page.keyboard.press('+');
    await said('Epochs 0.667 to 3.33 are shown.');
    await panel.page.keyboard.press('ArrowRight');
    await waitFor('the part to move', async () => (await shown().innerText()) === 'Epochs 1.2 to 3.87 are shown.');
    await panel.page.keyboard.press('-');
    await panel.page.keyboard.press('0');
    await said('Everything is shown.');
    assert.equal(await button('Show everything').getAttribute('aria-disabled'), null);
  });

  it('zooms by a drag, by the wheel with a key, and shows everything again', async () => {
    const box = (await chart('Loss').locator('canvas').boundingBox()) ?? assert.fail('no chart');
    const y = box.y + box.height / 2;
    await panel.page.mouse.move(box.x + box.width * 0.4, y);
    await panel.page.mouse.down();
    await panel.page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
    await panel.page.locator('.chart-selection:visible').waitFor();
    await panel.page.mouse.up();
    const range = /^Epochs ([\d.]+) to ([\d.]+) are shown\.$/;
    await waitFor('the drag to zoom', async () => range.test(await shown().innerText()));
    const [, from, to] = range.exec(await shown().innerText()) ?? [];
    assert.ok(Number(from) > 1 && Number(from) < 2 && Number(to) > 1.9 && Number(to) < 2.8, `${from} to ${to}`);
    await panel.page.keyboard.down('Alt');
    await panel.page.mouse.wheel(0, 100);
    await panel.page.keyboard.up('Alt');
    await waitFor(
      'the wheel to zoom out',
      async () => Number(range.exec(await shown().innerText())?.[1]) < Number(from),
    );
    await button('Show everything').click();
    await waitFor('everything', async () => (await shown().innerText()).startsWith('Drag over'));
    // Without a key the wheel scrolls the page.
    await panel.page.mouse.move(box.x + box.width / 2, y);
    await panel.page.mouse.wheel(0, 100);
    await waitFor('the page to scroll', () => panel.page.evaluate<boolean>('scrollY > 0'));
    assert.match(await shown().innerText(), /^Drag over/);
  });

  it('draws three runs into one chart, each with its own dashes and mark', async () => {
    await tab('Runs');
    for (const name of ['two', 'one']) await panel.page.getByRole('checkbox', { name: `· ${name}”` }).click();
    await tab('Charts');
    const legend = figure('Loss').locator('.legend li');
    await waitFor('three runs', async () => (await legend.count()) === 3);
    const looks = await legend.evaluateAll((items) =>
      items.map((item) => ['line', 'path'].map((one) => item.querySelector(one)?.outerHTML ?? '').join()),
    );
    assert.equal(new Set(looks).size, 3, 'no two samples look the same without colours');
    const sentences = (await figure('Accuracy').locator('.summary').innerText()).split('\n');
    assert.deepEqual(
      sentences.map((sentence) => /· (\w+): ([\d.]+%)/.exec(sentence)?.slice(1)),
      [
        ['three', '95.0%'],
        ['two', '92.0%'],
        ['one', '90.0%'],
      ],
    );
    await figure('Accuracy').locator('summary').click();
    const heads = figure('Accuracy').locator('thead th');
    await waitFor('three columns for each run', async () => (await heads.count()) === 1 + 3 * 3);
    assert.match(await figure('Gradient norm').innerText(), /Of the run in front: MNIST · reference · three/);
  });

  it('pins, renames and deletes runs by keyboard', async () => {
    await tab('Runs');
    const press = async (name: string, key = 'Enter'): Promise<void> => {
      await button(name).focus();
      await panel.page.keyboard.press(key);
    };
    await press('Pin “MNIST · reference · two”');
    assert.deepEqual(await sentOf('pinRun'), [{ type: 'pinRun', runId: 'two', pinned: true }]);
    await panel.send({ type: 'marked', runId: 'two', name: 'MNIST · reference · two', pinned: true });
    await button('Unpin “MNIST · reference · two”').waitFor();

    await press('Rename “MNIST · reference · two”');
    const field = rowOf('two').getByRole('textbox', { name: 'New name' });
    await waitFor('the old name', async () => (await field.inputValue()) === 'MNIST · reference · two');
    await panel.page.keyboard.press('ControlOrMeta+A');
    await panel.page.keyboard.type('small steps');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await sentOf('renameRun'), [{ type: 'renameRun', runId: 'two', name: 'small steps' }]);
    await panel.send({ type: 'marked', runId: 'two', name: 'small steps', pinned: true });
    await rowOf('small steps').waitFor();

    await press('Rename “small steps”');
    await panel.page.keyboard.press('Escape');
    await rowOf('small steps').getByRole('textbox').waitFor({ state: 'hidden' });
    assert.equal((await sentOf('renameRun')).length, 1);

    await press('Delete “small steps”');
    await rowOf('small steps').getByText('Delete this run for good?').waitFor();
    await panel.page.keyboard.press('Enter'); // The focus is on “Keep it”.
    assert.deepEqual(await sentOf('deleteRun'), []);
    await press('Delete “small steps”');
    await panel.page.keyboard.press('Shift+Tab');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await sentOf('deleteRun'), [{ type: 'deleteRun', runId: 'two' }]);
    await panel.send({ type: 'runs', run: finished('three', 0.95), history: [finished('one', 0.9)] });
    await waitFor('two runs', async () => (await panel.page.locator('.run-row').count()) === 2);
    const focused = await panel.page.evaluate<string>('document.activeElement.textContent');
    assert.match(focused, /one/, 'the focus is at the next run');
  });

  it('hands over the runs in the charts, and a chart as a picture', async () => {
    await tab('Runs');
    await panel.page.getByRole('checkbox', { name: '· one”' }).click();
    await button('Export as CSV').click();
    assert.deepEqual(await sentOf('exportRuns'), [{ type: 'exportRuns', runIds: ['three', 'one'], format: 'csv' }]);
    await tab('Charts');
    await button('Save the chart “Loss” as a picture').click();
    const [{ png, name }] = await sentOf('exportImage');
    assert.equal(name, 'Loss');
    const bytes = Buffer.from(png, 'base64');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    assert.ok(bytes.readUInt32BE(16) > 300 && bytes.readUInt32BE(20) > 224, 'as large as the chart and more');
  });

  it('makes no sound until it is asked to, and then follows the loss', async () => {
    const tones = (): Promise<number[]> => panel.page.evaluate<number[]>('tones');
    const running = { ...finished('four', 0.9), state: 'running' as const };
    await panel.send({ type: 'started', run: running });
    assert.deepEqual(await tones(), []);
    await panel.page.getByRole('checkbox', { name: 'Play the loss as a sound' }).click();
    const metrics = (step: number, loss: number): ToWebview => ({
      type: 'metrics',
      runId: 'four',
      steps: [{ step, epoch: 4, loss }],
      epochs: [],
      samples: [],
      picture: null,
    });
    await panel.send(metrics(197, 4));
    await waitFor('a high tone', async () => (await tones()).some((value) => value > 500));
    await panel.send(metrics(198, 0.001));
    await waitFor('a low tone', async () => (await tones()).at(-1)! < 200 && (await tones()).at(-1)! > 100);
    await panel.send({ type: 'state', runId: 'four', state: 'finished' });
    await waitFor('silence', async () => (await tones()).at(-1) === 0);
  });

  it('says at once that it is pausing', async () => {
    await panel.send({ type: 'started', run: { ...finished('four', 0.9), state: 'running' } });
    await button('Pause').click();
    await panel.page.locator('.state', { hasText: 'Pausing' }).waitFor();
    await panel.send({ type: 'state', runId: 'four', state: 'paused' });
    await panel.page.locator('.state', { hasText: 'Paused' }).waitFor();
  });

  it('replays a run by keyboard: the slider says where it is, and the weights of that moment are shown', async () => {
    const moment = (step: number, size: number): ToWebview => {
      const filters = [
        [size, -size, 0, size],
        [0, size, 0, 0],
      ];
      const shown = { rows: 2, cols: 2, of: 3, units: [2, 0], filters };
      return { type: 'replayed', moment: { runId: 'three', step, picture: null, filters: shown } };
    };
    const asked = async (): Promise<number[]> => (await sentOf('lookBack')).map(({ step }) => step);
    await panel.send({ type: 'moments', moments: { runId: 'three', steps: [0, 1, 64, 196], shows: 'filters' } });
    await waitFor('the end to be asked for', async () => (await asked()).join() === '196');
    await panel.send(moment(196, 0.5));
    const slider = panel.page.getByRole('slider', { name: 'Replay' });
    const place = (): Promise<string | null> => slider.getAttribute('aria-valuetext');
    const weights = figure('First-layer weights');
    await weights.getByText('The weights of 2 of 3 neurons').waitFor();
    assert.match((await place()) ?? '', /^step 196, epoch 4: accuracy 95/);
    await takePicture(panel.page, 'panel-replay-filters');
    await slider.focus();
    await panel.page.keyboard.press('Home');
    await waitFor('the beginning', async () => (await place()) === 'before the first step');
    await panel.send(moment(0, 0.1));
    await weights.getByText('Their mean size is 0.05; at the end it is 0.25.').waitFor();
    await weights.getByText('Before the first step: nothing is learned yet.').waitFor();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('ArrowRight');
    await waitFor('step 64', async () => (await place())?.startsWith('step 64, epoch 2: accuracy 95') === true);
    assert.deepEqual(await asked(), [196, 0, 1, 64]);
    // It plays to the end, and stands there.
    await weights.getByText('Play', { exact: true }).click();
    await waitFor('the end', async () => (await asked()).join() === '196,0,1,64,196');
    await weights.getByText('Play', { exact: true }).waitFor();
    await panel.send({ type: 'state', runId: 'three', state: 'running' });
    await weights.waitFor({ state: 'hidden' });
  });

  it('shows the picture of a moment in the place of the newest one', async () => {
    const picture = (weight: number) => ({ kind: 'line' as const, xs: [0, 1], ys: [0, 1], weight, bias: 1 });
    const line = run('line', { config: defaultsFor('line'), state: 'paused', picture: picture(2), steps: steps(1, 4) });
    await panel.send(hydrate({ run: { ...line, lastStep: steps(4, 4)[0] } }));
    await panel.send({ type: 'moments', moments: { runId: 'line', steps: [0, 1, 2, 4], shows: 'picture' } });
    const summary = figure('The line').locator('.summary').last();
    await waitFor('the newest line', async () => (await summary.innerText()).includes('y = 2 · x'));
    await figure('The line').getByRole('slider', { name: 'Replay' }).focus();
    await panel.page.keyboard.press('ArrowLeft');
    assert.deepEqual((await sentOf('lookBack')).at(-1), { type: 'lookBack', runId: 'line', step: 2 });
    await panel.send({ type: 'replayed', moment: { runId: 'line', step: 2, picture: picture(1), filters: null } });
    await waitFor('the line of then', async () => (await summary.innerText()).includes('y = 1 · x'));
    await panel.page.keyboard.press('End');
    await waitFor('the newest line again', async () => (await summary.innerText()).includes('y = 2 · x'));
  });

  it('ends the course with a page of one’s own, and saves it as one picture', async () => {
    const mine = finished('mine', 0.95);
    const parts = [
      { number: 1, title: 'The linear model and gradient descent', passed: 7, lessons: 7 },
      { number: 2, title: 'Non-linearity and multi-layer networks', passed: 6, lessons: 6 },
      { number: 3, title: 'Matrix operations and the complete network', passed: 8, lessons: 8 },
      { number: 4, title: 'Testing and extensions', passed: 6, lessons: 6 },
    ];
    await panel.send(hydrate({ run: { ...mine, config: { ...mine.config, network: 'mine' } } }));
    await panel.send({ type: 'course', course: { parts } }, { type: 'live', runId: 'mine' });
    await tab('What you built');
    await panel.page.getByText('You have built it all').waitFor();
    await waitFor('the matrix to be asked for', async () => (await sentOf('inspect')).length === 1);
    const [{ id, request }] = await sentOf('inspect');
    assert.deepEqual(request, { kind: 'confusion' });
    const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
    const matrix = classes.map((_, i) => classes.map((__, j) => (i === j ? 48 : (i * 3 + j) % 7 === 0 ? 2 : 0)));
    await panel.send({
      type: 'inspected',
      runId: 'mine',
      id,
      result: { kind: 'confusion', classes, matrix, step: 196 },
    });
    const facts = panel.page.locator('.built-facts');
    await facts.getByText(/of \d+ images are read/).waitFor();
    await facts.getByText('Your network reads 940 of 1,000 digits that it has never seen.').waitFor();
    await facts.getByText('27 of 27 lessons passed.').waitFor();
    const card = panel.page.getByRole('img', { name: 'I wrote a neural network from scratch' });
    assert.match((await card.getAttribute('aria-label')) ?? '', /27 of 27 lessons passed/);
    const pictures: string[] = [];
    for (const theme of themes) {
      await panel.show(theme);
      assert.deepEqual(await faultsIn(panel.page, { theme }), [], theme);
      await takePicture(panel.page, `panel-built-${theme}`);
      await button('Save as Picture').click();
      const { name, png } = (await sentOf('exportImage')).at(-1) ?? assert.fail('nothing was saved');
      assert.equal(name, 'What I built');
      pictures.push(png);
    }
    assert.equal(new Set(pictures).size, 1, 'the same in every theme');
    const bytes = Buffer.from(pictures[0], 'base64');
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [2400, 1350]);
    const compare = panel.page.locator('.built').getByRole('button', { name: 'Compare with Frameworks' });
    assert.ok(await compare.isVisible());
    await panel.send(hydrate({ run: { ...mine, config: { ...mine.config, network: 'mine' } }, canCompare: false }));
    await compare.waitFor({ state: 'hidden' });
    await panel.page.locator('.built').getByRole('button', { name: 'Draw a digit' }).click();
    await panel.page.getByRole('application').waitFor();
  });

  it('begins a run when the guide asks for it, with the values that are chosen, and not beside another one', async () => {
    await panel.send(hydrate({ select: 'line' }), { type: 'begin' });
    const [{ config, first }] = await sentOf('start');
    assert.deepEqual([config, first], [defaultsFor('line'), 'run']);
    await panel.send(hydrate({ experiments: experiments([]), select: 'line' }), { type: 'begin' });
    await panel.send(hydrate({ run: { ...finished('four', 0.9), state: 'running' } }), { type: 'begin' });
    assert.equal((await sentOf('start')).length, 1);
  });

  it('says at the end of the course what is missing for a picture, and leads there', async () => {
    // Beside the code, where the results lie below the settings.
    const { width, height } = panel.page.viewportSize() ?? assert.fail();
    await panel.page.setViewportSize({ width: 466, height: 700 });
    await panel.send(hydrate({ run: null, history: [] }), { type: 'section', section: 'built' });
    const words = panel.page.getByText(/Here comes a picture of your own/);
    await waitFor('what was asked for to be in sight', async () => {
      const box = await words.boundingBox();
      return box !== null && box.y > 0 && box.y + box.height < 700;
    });
    await panel.page.setViewportSize({ width, height });
    await button('Choose its experiment').click();
    const list = panel.page.getByRole('combobox', { name: 'Experiment', exact: true });
    await waitFor(
      'the experiment',
      async () => (await list.evaluate((one) => (one as { value?: string }).value)) === 'mnist',
    );
  });

  it('moves between the sections with the arrow keys', async () => {
    await panel.page.getByRole('tab', { name: 'Charts' }).focus();
    await panel.page.keyboard.press('End');
    await panel.page.locator('.run-row').first().waitFor();
    assert.equal(await panel.page.evaluate<string>('document.activeElement.textContent'), 'Runs');
    await panel.page.keyboard.press('Home');
    await figure('Loss').waitFor();
  });

  it('moves once when another experiment is chosen: what one is about to click stands still', async () => {
    await panel.send(hydrate({ experiments: experiments([]) }));
    await panel.page.evaluate(FOLLOW_PLACES);
    const list = panel.page.getByRole('combobox', { name: 'Experiment', exact: true });
    for (const name of ['Fit a line', '3 or 7', 'Ten digits']) {
      await list.click();
      await panel.page.evaluate('placesSeen.length = 0');
      await list.locator('vscode-option').filter({ hasText: name }).click();
      // One more may be the old page, in the frame in which the option was clicked.
      const seen = await panel.page.evaluate<string[]>('settled()');
      assert.ok(seen.length <= 2, `${name}: ${seen.length} layouts, one after the other: ${seen.join(' | ')}`);
    }
    await button('Watch the reference').click();
    await waitFor('the run to be asked for', async () => (await sentOf('start')).length === 1);
  });

  it('shows and says what runs start from when weights come, also where the settings are closed', async () => {
    await panel.send(hydrate({ run: finished('four', 0.9) }));
    const settings = panel.page.locator('summary', { hasText: /^Settings$/ });
    const notice = panel.page.locator('.notice').filter({ hasText: 'Runs start from the weights of my.npz' });
    await settings.click();
    await panel.page.getByRole('combobox', { name: 'Experiment', exact: true }).waitFor({ state: 'hidden' });
    await panel.send({ type: 'initial', initial: { name: 'my.npz', experiment: 'mnist', hidden: [16] } });
    await waitFor('the notice in sight', async () => {
      const { y = -1 } = (await notice.boundingBox()) ?? {};
      return y > 0 && y < (panel.page.viewportSize()?.height ?? 0);
    });
    await panel.page.getByRole('status').filter({ hasText: 'Runs start from the weights of my.npz' }).waitFor();
    await panel.send({ type: 'initial', initial: null });
    await notice.waitFor({ state: 'hidden' });
  });
});
