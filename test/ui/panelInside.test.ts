/** Looking inside a network in the training panel: the confusion matrix and its cells, hardest digits, weights, activations, gradients. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { imagesAtHand, mnistFolder } from '../support/mnist';
import { faultsIn } from './support/axe';
import { paintedOn } from './support/canvas';
import { withPanel } from './support/hosted-panel';
import { themes } from './support/themes';
import { waitFor } from './support/wait-for';

const VIEWS = ['Confusion matrix', 'Hardest digits', 'First-layer weights', 'Activations', 'Gradients'];

describe(`look inside a network (${imagesAtHand})`, function () {
  this.timeout(300_000);
  const panel = withPanel({ mnist: mnistFolder });

  before(async () => {
    await panel.choose('Experiment', 'Ten digits');
    await panel.choose('Data', mnistFolder ? 'MNIST' : 'Built-in digits');
    await panel.choose('Who trains', 'Reference solution');
    await panel.trainOn(6000);
    await panel.field('Epochs').fill('2');
  });

  const grid = (): Locator => panel.page.getByRole('grid');
  const cells = (): Locator => grid().locator('td.confusion-cell');
  const images = (): Locator => panel.page.locator('[role=option]:visible');
  const focusedCell = (): Promise<string | null> =>
    panel.page.locator('td.confusion-cell:focus').evaluate((cell) => {
      const { cellIndex, parentElement } = cell as unknown as {
        cellIndex: number;
        parentElement: { rowIndex: number };
      };
      return `${parentElement.rowIndex - 1},${cellIndex - 1}`;
    });
  const units = (): Locator => panel.page.locator('.net-node[aria-pressed]:visible');
  /** Presses Next in the network, and waits for this step. */
  const next = async (step: number): Promise<void> => {
    await panel.page.locator('.net-controls').getByRole('button', { name: 'Next', exact: true }).click();
    await panel.page.locator('.net-step', { hasText: `Step ${step} of 11` }).waitFor();
  };
  const stepLine = (): Promise<string> => panel.text(/^After step/).innerText();

  it('says that there is no network yet', async () => {
    await panel.tab('Look inside');
    await panel.text('There is no network yet. Start a run first.').waitFor();
    assert.equal(await grid().count(), 0);
  });

  it('looks again after each epoch, while the tab is open', async () => {
    await panel.oneEpoch.click();
    await panel.state('Paused', 60_000);
    await grid().waitFor();
    const [, first] = /step ([\d,]+)/.exec(await stepLine()) ?? [];
    await panel.oneEpoch.click();
    await waitFor('the next epoch to be looked at', async () => {
      const [, now] = /step ([\d,]+)/.exec(await stepLine()) ?? [];
      return now !== undefined && now !== first;
    });
    await panel.state('Paused');
    await panel.resume.click();
    await panel.state('Finished', 60_000);
  });

  it('counts every validation image once in the confusion matrix', async () => {
    await waitFor('the matrix', async () => (await cells().count()) === 100);
    const summary = await panel.text(/images are read correctly/).innerText();
    const [, right, all] = /^([\d,]+) of ([\d,]+) images/.exec(summary) ?? [];
    const number = (text: string): number => Number(text.replaceAll(',', ''));
    const counts = (await cells().allInnerTexts()).map(number);
    assert.equal(
      counts.reduce((sum, value) => sum + value, 0),
      number(all),
    );
    assert.equal(
      counts.filter((_, i) => i % 11 === 0).reduce((sum, value) => sum + value, 0),
      number(right),
    );
    assert.ok(number(right) / number(all) > 0.8, summary);
    if (mnistFolder) assert.equal(number(all), 5_000);
  });

  it('shows the digits of a cell that is clicked', async () => {
    const summary = await panel.text(/images are read correctly/).innerText();
    const [, truth, predicted, times] = /Most frequent mistakes: (\d) read as (\d) \((\d+)\)/.exec(summary) ?? [];
    await cells()
      .nth(Number(truth) * 10 + Number(predicted))
      .click();
    await panel.page.getByRole('heading', { name: `${truth}, read as ${predicted}` }).waitFor();
    await waitFor('the digits', async () => (await images().count()) === Math.min(30, Number(times)));
    for (const name of await images().locator('.visually-hidden').allInnerTexts())
      assert.match(name, new RegExp(`^Image [\\d,]+: ${truth}, read as ${predicted} with `));
    await waitFor('the digits to be announced', async () =>
      (await panel.page.getByRole('status').allInnerTexts()).some((text) =>
        text.startsWith(`${truth}, read as ${predicted}: `),
      ),
    );
  });

  it('is used by arrow keys and Enter', async () => {
    await cells().first().click();
    await panel.page.getByRole('heading', { name: '0, read correctly' }).waitFor();
    const { keyboard } = panel.page;
    assert.equal(await focusedCell(), '0,0');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    assert.equal(await focusedCell(), '2,1');
    await keyboard.press('End');
    assert.equal(await focusedCell(), '2,9');
    await keyboard.press('Control+Home');
    assert.equal(await focusedCell(), '0,0');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await panel.page.getByRole('heading', { name: '1, read correctly' }).waitFor();
    // Tab leaves the grid, and comes to the images.
    await keyboard.press('Tab');
    const chosen = panel.page.locator('[role=option]:focus');
    const label = (): Promise<string> => chosen.locator('.visually-hidden').innerText();
    const first = await label();
    await keyboard.press('ArrowRight');
    assert.notEqual(await label(), first);
    await panel.page.locator('.digit-words p', { hasText: await label() }).waitFor();
    await keyboard.press('Home');
    assert.equal(await label(), first);
  });

  it('shows the hardest digits, hardest first, and their activations', async () => {
    await panel.tab('Hardest digits');
    await waitFor('the digits', async () => (await images().count()) === 30);
    const losses: number[] = [];
    for (let i = 0; i < 3; i++) {
      await images().nth(i).click();
      losses.push(
        Number(/^Loss ([\d.]+)/.exec(await panel.page.locator('.digit-words p.muted:visible').innerText())?.[1]),
      );
    }
    assert.ok(losses[0] >= losses[1] && losses[1] >= losses[2] && losses[2] > 0, losses.join());
    const text = await panel.page.locator('.digit-words p:visible').first().innerText();
    await panel.showActivations.click();
    await panel.page.getByRole('tab', { name: 'Activations', selected: true }).waitFor();
    await panel.page.locator('.digit-words p:visible', { hasText: text }).waitFor();
    await panel.text(/of 128 neurons are active/).waitFor();
  });

  it('shows the activations of an image that is chosen by its number', async () => {
    await panel.field('Image').fill('11');
    await panel.field('Image').press('Enter');
    await panel.page.locator('.digit-words p:visible', { hasText: /^Image 11:/ }).waitFor();
    await panel.nextImage.click();
    await panel.page.locator('.digit-words p:visible', { hasText: /^Image 12:/ }).waitFor();
    await panel.page.locator('summary:visible', { hasText: 'Show as a table' }).click();
    await waitFor('the units as a table', async () => (await panel.page.locator('.layers tbody tr').count()) === 128);
    // Beyond the last one: the last one.
    await panel.field('Image').fill('999999');
    await panel.button('Show').first().click();
    await waitFor('the last image', async () => /^\d+$/.test(await panel.field('Image').inputValue()));
    assert.ok(Number(await panel.field('Image').inputValue()) < 999_999);
  });

  it('shows the first-layer weights as images', async () => {
    await panel.tab('First-layer weights');
    await waitFor('the images', async () => (await images().count()) === 64);
    const { width, height, colors } = await paintedOn(images().first().locator('canvas'));
    assert.deepEqual([width, height], [28, 28]);
    assert.ok(colors > 50, `${colors} colours`);
    await images().first().click();
    await panel.page.keyboard.press('End');
    await panel.page.locator('.digit-words p:visible', { hasText: /^Neuron \d+: highest/ }).waitFor();
  });

  it('shows the gradients of each layer', async () => {
    await panel.tab('Gradients');
    await panel.text('No sign of vanishing gradients or dead ReLUs.').waitFor();
    assert.deepEqual(await panel.page.locator('.layers h4:visible').allInnerTexts(), [
      'Hidden layer 1',
      'Output layer',
    ]);
    assert.match(await panel.page.locator('.layers .summary:visible').first().innerText(), /of the gradients are 0\./);
    assert.ok((await panel.page.locator('.layers:visible svg').first().locator('rect').count()) > 10);
  });

  it('draws the network: its strongest units with their weights as images, and a digit on its way', async () => {
    await panel.tab('The network');
    await waitFor('16 of the 128 units, and the outputs', async () => (await units().count()) === 16 + 10);
    await panel.text('784 → 128 → 10: from the inputs to the outputs. 16 of 128 neurons are drawn').waitFor();
    const { width, height, colors } = await paintedOn(units().first().locator('canvas'));
    assert.deepEqual([width, height], [28, 28]);
    assert.ok(colors > 50, `${colors} colours`);
    await panel.page.locator('.net-detail canvas.weights:visible').waitFor();
    for (let i = 1; i <= 5; i++) await next(i);
    await panel.text(/^Softmax turns .* The right class, \d, gets [\d.]+%: the loss is/).waitFor();
    const image = await panel.page.locator('.net-story').innerText();
    await panel.button('Next example').click();
    await waitFor('another image', async () => (await panel.page.locator('.net-story').innerText()) !== image);
    for (let i = 6; i <= 11; i++) await next(i);
    await panel.text('Step 11 of 11 · All gradients are there').waitFor();
    await panel.tab('Look inside');
  });

  for (const theme of themes)
    it(`has nothing serious for axe-core in ${theme}`, async () => {
      await panel.show(theme);
      for (const view of VIEWS) {
        await panel.tab(view);
        assert.deepEqual(await faultsIn(panel.page, { within: '.results', theme }), [], view);
      }
      for (const tab of ['The network', 'Draw a digit']) {
        await panel.tab(tab);
        assert.deepEqual(await faultsIn(panel.page, { within: '.results', theme }), [], tab);
      }
      await panel.tab('Look inside');
    });

  it('names dead ReLUs that a large learning rate has made', async () => {
    await panel.field('Learning rate').fill('1.5');
    await panel.field('Epochs').fill('1');
    await panel.train(60_000);
    await panel.tab('Gradients');
    await panel.page
      .locator('.notice:visible', { hasText: /^Dead ReLUs: \d+ of 128 neurons in “Hidden layer 1”/ })
      .waitFor();
  });

  it('is not offered in an experiment without images', async () => {
    await panel.choose('Experiment', 'Fit a line');
    // Not *Watch the reference*: its notice is still moving the page, and a click between two places goes nowhere.
    await panel.choose('Who trains', 'Reference solution');
    await panel.startRun();
    await panel.page.getByRole('tab', { name: 'Look inside' }).waitFor({ state: 'hidden' });
    await panel.state('Finished');
    assert.equal(await panel.page.getByRole('tab', { name: 'Draw a digit' }).count(), 0);
  });

  it('paints the decision boundary of the two moons while it learns', async () => {
    await panel.choose('Experiment', 'Two moons');
    await panel.choose('Who trains', 'Reference solution');
    await panel.oneEpoch.click();
    await panel.state('Paused');
    await panel.tab('Charts');
    const figure = panel.figure('The decision boundary');
    const summary = (): Promise<string> => panel.summary('The decision boundary');
    const right = async (): Promise<number> =>
      Number(/^(\d+) of 200 points lie on their own side/.exec(await summary())?.[1]);
    assert.equal(await figure.locator('.moons-point').count(), 200);
    const before = await figure.locator('.moons-boundary').getAttribute('d');
    await panel.resume.click();
    await panel.state('Finished', 60_000);
    await waitFor('the boundary to part the moons', async () => (await right()) >= 190);
    assert.notEqual(await figure.locator('.moons-boundary').getAttribute('d'), before);
    assert.deepEqual(await faultsIn(panel.page, { within: '.results' }), []);
  });

  it('draws the network of the two moons: what each unit sees, its bend, and a point on its way, by keyboard', async () => {
    await panel.tab('The network');
    await waitFor('all units', async () => (await units().count()) === 16 + 2);
    for (const i of [0, 17]) assert.ok((await paintedOn(units().nth(i).locator('canvas'))).colors > 5);
    assert.equal(await panel.page.locator('.net-edge').count(), 2 * 16 + 16 * 2 + 2);

    const title = panel.page.locator('.net-detail h4');
    const chosen = (): Promise<string> => title.innerText();
    assert.equal(await chosen(), 'Hidden layer 1, neuron 1');
    await units().first().focus();
    const seen: string[] = [];
    for (let unit = 2; unit <= 16; unit++) {
      await panel.page.keyboard.press('ArrowDown');
      await title.filter({ hasText: new RegExp(`neuron ${unit}$`) }).waitFor();
      const words = await panel.page.locator('.net-detail .summary').innerText();
      const bends = words.includes('where the arrow points');
      assert.equal(await panel.page.locator('.net-bend').isVisible(), bends, words);
      if (bends) seen.push(words);
    }
    assert.ok(seen.length > 5, 'most units bend within the picture');
    await panel.page.keyboard.press('ArrowRight');
    await title.filter({ hasText: /^Output 1$/ }).waitFor();
    assert.equal(await panel.page.locator('.net-node:focus .visually-hidden').innerText(), 'Output 1');

    await next(1);
    assert.match(await panel.page.locator('.net-story').innerText(), /Point 0: x = .* its class is 0\./);
    await next(2);
    const arithmetic = await panel.page.locator('.net-arithmetic').innerText();
    const [, sum, z] = /: z = (.*) = (\S+)$/.exec(arithmetic) ?? assert.fail(arithmetic);
    const number = (text: string): number => Number(text.replace(/[()]/g, '').replace('−', '-'));
    const products = sum.split(' + ').map((term) =>
      term
        .split(' · ')
        .map(number)
        .reduce((a, b) => a * b),
    );
    const difference = products.reduce((a, b) => a + b) - number(z);
    assert.ok(Math.abs(difference) < 0.01, arithmetic);
    assert.ok((await panel.page.locator('.net-flowing').count()) > 0, 'the sums flow');
    await next(3);
    const story = await panel.page.locator('.net-story').innerText();
    const [, active] = /(\d+) of 16 neurons are active/.exec(story) ?? assert.fail(story);
    assert.equal(await panel.page.locator('.net-node.off').count(), 16 - Number(active));
    await panel.page.locator('summary:visible', { hasText: 'Table of the weights' }).click();
    await waitFor('the weights as a table', async () => (await panel.page.locator('.net tbody tr').count()) === 64);

    await panel.page.locator('.net-map svg').click({ position: { x: 20, y: 20 } });
    await waitFor('another point', async () => (await panel.field('Example').inputValue()) !== '0');
    assert.deepEqual(await faultsIn(panel.page, { within: '.results' }), []);

    await panel.oneStep.click();
    await panel.state('Paused');
    await panel.text('As it was after step 1.').waitFor();
    await panel.stop.click();
  });
});
