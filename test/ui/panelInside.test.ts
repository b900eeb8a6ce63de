/** Looking inside a network, in a real VS Code: the confusion matrix and its cells, hardest digits, weights, activations, gradients. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { mnistFolder } from '../support/mnist';
import { faultsIn } from './support/axe';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import { TrainingPanel } from './support/training-panel';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));

const THEMES: readonly [kind: string, theme: string][] = [
  ['vscode-light', 'Default Light Modern'],
  ['vscode-dark', 'Default Dark Modern'],
  ['vscode-high-contrast', 'Default High Contrast'],
  ['vscode-high-contrast-light', 'Default High Contrast Light'],
];

const VIEWS = ['Confusion matrix', 'Hardest digits', 'First-layer weights', 'Activations', 'Gradients'];

describe(`look inside a network (${mnistFolder ? 'MNIST' : 'built-in digits'})`, function () {
  this.timeout(240_000);
  let work: string;
  let folder: string;
  let vscode: VsCode;
  let panel: TrainingPanel;

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-inside-'));
    folder = path.join(work, 'course');
    layOut(course, folder);
    vscode = await openVsCode({ version: '1.100', folder, env: { NNFS_MNIST_DIR: mnistFolder ?? '' } });
    // It opens by itself in a new course; after the panel, it would cover it.
    await vscode.page.locator('.getting-started-step').first().waitFor();
    await vscode.command('Neural Network: Open Training Panel');
    panel = await TrainingPanel.find(vscode);
    await panel.choose('Experiment', 'MNIST');
    await panel.choose('Data', mnistFolder ? 'MNIST' : 'Built-in digits');
    await panel.choose('Who trains', 'Reference solution');
    await panel.frame.locator('summary', { hasText: 'More settings' }).click();
    await panel.field('Training examples').fill('6000');
    await panel.field('Epochs').fill('2');
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(work, { recursive: true, force: true });
  });

  const grid = (): Locator => panel.frame.getByRole('grid');
  const cells = (): Locator => grid().locator('td.confusion-cell');
  const images = (): Locator => panel.frame.locator('[role=option]:visible');
  const focusedCell = (): Promise<string | null> =>
    panel.frame.locator('td.confusion-cell:focus').evaluate((cell) => {
      const { cellIndex, parentElement } = cell as unknown as {
        cellIndex: number;
        parentElement: { rowIndex: number };
      };
      return `${parentElement.rowIndex - 1},${cellIndex - 1}`;
    });
  const stepLine = (): Promise<string> => panel.frame.getByText(/^As it was after step/).innerText();

  it('says that there is no network yet', async () => {
    await panel.tab('Look inside');
    await panel.frame.getByText('There is no network yet. Start a run first.').waitFor();
    assert.equal(await grid().count(), 0);
  });

  it('looks again after each epoch, while the tab is open', async () => {
    await panel.button('One epoch').click();
    await panel.state('Paused', 60_000);
    await grid().waitFor();
    const [, first] = /step ([\d,]+)/.exec(await stepLine()) ?? [];
    await panel.button('One epoch').click();
    await waitFor('the next epoch to be looked at', async () => {
      const [, now] = /step ([\d,]+)/.exec(await stepLine()) ?? [];
      return now !== undefined && now !== first;
    });
    await panel.state('Paused');
    await panel.button('Resume').click();
    await panel.state('Finished', 60_000);
  });

  it('counts every test image once in the confusion matrix', async () => {
    await waitFor('the matrix', async () => (await cells().count()) === 100);
    const summary = await panel.frame.getByText(/test images are read right/).innerText();
    const [, right, all] = /^([\d,]+) of ([\d,]+) test images/.exec(summary) ?? [];
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
    if (mnistFolder) assert.equal(number(all), 10_000);
  });

  it('shows the digits of a cell that is clicked', async () => {
    const summary = await panel.frame.getByText(/test images are read right/).innerText();
    const [, truth, predicted, times] = /Most frequent mistakes: (\d) read as (\d) \((\d+)\)/.exec(summary) ?? [];
    await cells()
      .nth(Number(truth) * 10 + Number(predicted))
      .click();
    await panel.frame.getByRole('heading', { name: `${truth}, read as ${predicted}` }).waitFor();
    await waitFor('the digits', async () => (await images().count()) === Math.min(30, Number(times)));
    for (const name of await images().locator('.visually-hidden').allInnerTexts())
      assert.match(name, new RegExp(`^Test image [\\d,]+: ${truth}, read as ${predicted} with `));
    await waitFor('the digits to be announced', async () =>
      (await panel.frame.getByRole('status').allInnerTexts()).some((text) =>
        text.startsWith(`${truth}, read as ${predicted}: `),
      ),
    );
  });

  it('is used by arrow keys and Enter', async () => {
    await cells().first().click();
    await panel.frame.getByRole('heading', { name: '0, read right' }).waitFor();
    const { keyboard } = vscode.page;
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
    await panel.frame.getByRole('heading', { name: '1, read right' }).waitFor();
    // Tab leaves the grid, and comes to the images.
    await keyboard.press('Tab');
    const chosen = panel.frame.locator('[role=option]:focus');
    const label = (): Promise<string> => chosen.locator('.visually-hidden').innerText();
    const first = await label();
    await keyboard.press('ArrowRight');
    assert.notEqual(await label(), first);
    await panel.frame.locator('.digit-words p', { hasText: await label() }).waitFor();
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
        Number(/^Loss ([\d.]+)/.exec(await panel.frame.locator('.digit-words p.muted:visible').innerText())?.[1]),
      );
    }
    assert.ok(losses[0] >= losses[1] && losses[1] >= losses[2] && losses[2] > 0, losses.join());
    const text = await panel.frame.locator('.digit-words p:visible').first().innerText();
    await panel.button('Show its activations').click();
    await panel.frame.getByRole('tab', { name: 'Activations', selected: true }).waitFor();
    await panel.frame.locator('.digit-words p:visible', { hasText: text }).waitFor();
    await panel.frame.getByText(/of 128 units are active/).waitFor();
  });

  it('shows the activations of an image that is chosen by its number', async () => {
    await panel.field('Test image').fill('11');
    await panel.field('Test image').press('Enter');
    await panel.frame.locator('.digit-words p:visible', { hasText: /^Test image 11:/ }).waitFor();
    await panel.button('Next image').click();
    await panel.frame.locator('.digit-words p:visible', { hasText: /^Test image 12:/ }).waitFor();
    await panel.frame.locator('summary:visible', { hasText: 'Table of the units' }).click();
    await waitFor('the units as a table', async () => (await panel.frame.locator('.layers tbody tr').count()) === 128);
    // Beyond the last one: the last one.
    await panel.field('Test image').fill('999999');
    await panel.button('Show').first().click();
    await waitFor('the last image', async () => /^\d+$/.test(await panel.field('Test image').inputValue()));
    assert.ok(Number(await panel.field('Test image').inputValue()) < 999_999);
  });

  it('shows the first-layer weights as images', async () => {
    await panel.tab('First-layer weights');
    await waitFor('the images', async () => (await images().count()) === 64);
    const colours = await images()
      .first()
      .locator('canvas')
      .evaluate((element) => {
        const canvas = element as unknown as {
          width: number;
          height: number;
          getContext(kind: '2d'): {
            getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
          };
        };
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const found = new Set<string>();
        for (let i = 0; i < data.length; i += 4) found.add(data.slice(i, i + 3).join());
        return { width: canvas.width, height: canvas.height, count: found.size };
      });
    assert.deepEqual([colours.width, colours.height], [28, 28]);
    assert.ok(colours.count > 50, `${colours.count} colours`);
    await images().first().click();
    await vscode.page.keyboard.press('End');
    await panel.frame.locator('.digit-words p:visible', { hasText: /^Unit 64: highest/ }).waitFor();
  });

  it('shows the gradients of each layer', async () => {
    await panel.tab('Gradients');
    await panel.frame.getByText('No sign of vanishing gradients or dead ReLUs.').waitFor();
    assert.deepEqual(await panel.frame.locator('.layers h4:visible').allInnerTexts(), [
      'Hidden layer 1',
      'Output layer',
    ]);
    assert.match(await panel.frame.locator('.layers .summary:visible').first().innerText(), /of the gradients are 0\./);
    assert.ok((await panel.frame.locator('.layers:visible svg').first().locator('rect').count()) > 10);
  });

  for (const [kind, theme] of THEMES)
    it(`has nothing serious for axe-core in ${theme}`, async () => {
      writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
      await panel.frame.locator(`body.${kind}`).waitFor();
      for (const view of VIEWS) {
        await panel.tab(view);
        await vscode.screenshot(`inside-${kind}-${view}`);
        assert.deepEqual(await faultsIn(panel.frame, '.results'), [], view);
      }
      await panel.tab('Draw a digit');
      await vscode.screenshot(`draw-${kind}`);
      assert.deepEqual(await faultsIn(panel.frame, '.results'), [], 'Draw a digit');
      await panel.tab('Look inside');
    });

  it('names dead ReLUs that a large learning rate has made', async () => {
    await panel.field('Learning rate').fill('1.5');
    await panel.field('Epochs').fill('1');
    await panel.button('Start').click();
    await panel.state('Finished', 60_000);
    await panel.tab('Gradients');
    await panel.frame
      .locator('.notice:visible', { hasText: /^Dead ReLUs: \d+ of 128 units in “Hidden layer 1”/ })
      .waitFor();
  });

  it('is not offered in an experiment without images', async () => {
    await panel.choose('Experiment', 'Fit a line');
    // Not *Watch the reference*: its notice is still moving the page, and a click between two places goes nowhere.
    await panel.choose('Who trains', 'Reference solution');
    await panel.button('Start').click();
    await panel.frame.getByRole('tab', { name: 'Look inside' }).waitFor({ state: 'hidden' });
    await panel.state('Finished');
    assert.equal(await panel.frame.getByRole('tab', { name: 'Draw a digit' }).count(), 0);
  });

  it('paints the decision boundary of the two moons while it learns', async () => {
    await panel.choose('Experiment', 'Two moons');
    await panel.choose('Who trains', 'Reference solution');
    await panel.button('One epoch').click();
    await panel.state('Paused');
    await panel.tab('Charts');
    const figure = panel.figure('The decision boundary');
    const summary = (): Promise<string> => figure.locator('.summary').innerText();
    const right = async (): Promise<number> =>
      Number(/^(\d+) of 200 points lie on their own side/.exec(await summary())?.[1]);
    assert.equal(await figure.locator('.moons-point').count(), 200);
    const before = await figure.locator('.moons-boundary').getAttribute('d');
    await panel.button('Resume').click();
    await panel.state('Finished', 60_000);
    await waitFor('the boundary to part the moons', async () => (await right()) >= 190);
    assert.notEqual(await figure.locator('.moons-boundary').getAttribute('d'), before);
    assert.deepEqual(await faultsIn(panel.frame, '.results'), []);
    await vscode.screenshot('moons');
  });
});
