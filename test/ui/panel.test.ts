/** The training panel in a real VS Code: a run by the learner's code, pause and steps, errors, locked experiments, a reload. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { type Lesson, findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { recordCheck } from '../../src/course/progress';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import { TrainingPanel } from './support/training-panel';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));

const lesson = (id: string): Lesson => findLesson(course, id) ?? assert.fail(`no lesson ${id}`);

describe('the training panel (built-in digits)', function () {
  this.timeout(180_000);
  let work: string;
  let folder: string;
  let vscode: VsCode;
  let driver: TrainingPanel;
  let panel: FrameLocator;

  const button = (name: string): Locator => driver.button(name);
  const state = (name: string): Promise<void> => driver.state(name);
  const detail = (): Promise<string> => driver.detail();
  const field = (label: string): Locator => driver.field(label);
  const figureNamed = (name: string): Locator => driver.figure(name);
  const notice = (text: string): Locator => driver.notice(text);
  const step = (): Promise<number> => driver.step();
  const choose = (label: string, option: string): Promise<void> => driver.choose(label, option);

  /** The panel on the screen: new after each time that VS Code has built its page again. */
  async function findPanel(): Promise<void> {
    driver = await TrainingPanel.find(vscode);
    panel = driver.frame;
  }

  async function openPanel(): Promise<void> {
    await vscode.command('Neural Network: Open Training Panel');
    await findPanel();
  }

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-panel-'));
    folder = path.join(work, 'course');
    layOut(course, folder);
    for (const one of course.parts[0].lessons) writeFileSync(path.join(folder, one.path), one.source.solution);
    await recordCheck(folder, 'gradient-descent', 'passed');
    vscode = await openVsCode({ version: '1.100', folder, env: { NNFS_MNIST_DIR: '' } });
    // It opens by itself in a new course; after the panel, it would cover it.
    await vscode.page.locator('.getting-started-step').first().waitFor();
    await openPanel();
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(work, { recursive: true, force: true });
  });

  it('says what to do before the first run', async () => {
    await panel.getByText('Press Start:').waitFor();
    await state('Ready');
  });

  it('fits a line with the learner’s code', async () => {
    await button('Start').click();
    await state('Finished');
    assert.match(await detail(), /step 50 of 50 · epoch 50 of 50/);
    assert.match(
      await figureNamed('Loss').locator('.summary').innerText(),
      /^The loss fell from [\d.]+ to [\d.]+ in 50 steps\.$/,
    );
    assert.match(await figureNamed('The line').locator('.summary').innerText(), /points and the line y = /);
    assert.equal(await notice('stands in').count(), 0, 'the learner’s own code trained');
    await waitFor('the end to be announced', async () =>
      /^Training finished\. Epoch 50 of 50: loss/.test(await panel.getByRole('status').innerText()),
    );
  });

  it('draws the chart', async () => {
    const painted = await figureNamed('Loss')
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
        const colors = new Set<string>();
        for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) colors.add(data.slice(i, i + 3).join());
        return colors.size;
      });
    assert.ok(painted > 1, `${painted} opaque colours on the canvas`);
  });

  it('shows the epochs as a table', async () => {
    const figure = figureNamed('Loss');
    await figure.locator('summary').click();
    await waitFor('50 rows', async () => (await figure.locator('tbody tr').count()) === 50);
  });

  it('does single steps and single epochs', async () => {
    await button('One step').click();
    await state('Paused');
    await waitFor('the first step', async () => (await step()) === 1);
    await button('One step').click();
    await waitFor('the second step', async () => (await step()) === 2);
    await button('One epoch').click();
    await waitFor('the third step', async () => (await step()) === 3);
    await state('Paused');
  });

  it('resumes, pauses and stops', async () => {
    await button('Resume').click();
    await state('Training');
    await button('Pause').click();
    await state('Paused');
    const reached = await step();
    assert.ok(reached >= 3 && reached < 50, `paused at step ${reached}`);
    await button('Stop').click();
    await state('Stopped');
    assert.equal(await button('Resume').count(), 0);
  });

  it('refuses bad values beside their field, and says what would do', async () => {
    await field('Learning rate').fill('0,1');
    await button('Start').click();
    await panel.getByText('Write decimals with a point: 0.1.').first().waitFor();
    await field('Learning rate').fill('-1');
    await field('Epochs').fill('0');
    await button('Start').click();
    await panel.locator('.field-error:visible', { hasText: 'must be above 0' }).waitFor();
    await panel.locator('.field-error:visible', { hasText: 'must be between 1 and' }).waitFor();
    // The library hands it on to the inner field a frame later.
    await waitFor(
      'the field to be marked',
      async () => (await field('Learning rate').getAttribute('aria-invalid')) === 'true',
    );
    await state('Stopped');
    await panel.locator('vscode-link', { hasText: 'Back to the suggested values' }).click();
    await waitFor('the suggested value', async () => (await field('Learning rate').inputValue()) === '0.1');
    assert.equal(await panel.locator('.field-error:visible').count(), 0);
  });

  it('keeps a locked experiment locked, and lets the reference train it', async () => {
    await choose('Experiment', '3 or 7');
    await notice('once lesson 1.7').waitFor();
    await button('Start').click();
    await panel.locator('.field-error:visible', { hasText: 'Choose the reference solution until then' }).waitFor();
    await choose('Data', 'Built-in digits');
    await field('Epochs').fill('3');
    await button('Watch the reference').click();
    await state('Finished');
    assert.match(await figureNamed('Accuracy').locator('.summary').innerText(), /read correctly after epoch 3/);
    await figureNamed('The weights').locator('canvas.weights').waitFor();
  });

  it('unlocks when the lesson passes', async () => {
    await recordCheck(folder, 'three-or-seven', 'passed');
    await choose('Who trains', 'My code');
    await notice('once lesson 1.7').waitFor({ state: 'hidden' });
  });

  it('keeps the runs, hidden and shown again', async () => {
    const names = async (): Promise<string[]> => panel.locator('.runs .run-name').allInnerTexts();
    await driver.tab('Runs');
    const before = await names();
    assert.equal(before.length, 3);
    await vscode.openFile('README.md');
    await openPanel();
    await waitFor('the runs', async () => (await names()).join() === before.join());
    await panel.locator('.runs vscode-link', { hasText: 'Fit a line' }).last().click();
    await panel.getByText('This is an earlier run.').waitFor();
    assert.match(await figureNamed('Loss').locator('.summary').innerText(), /in 50 steps/);
  });

  it('brings everything back after the window is loaded again', async () => {
    // The command, not the browser's reload: VS Code then stores its state first.
    await Promise.all([vscode.page.waitForEvent('load'), vscode.command('Developer: Reload Window')]);
    await vscode.waitUntilReady();
    await findPanel();
    await state('Finished');
    assert.match(await figureNamed('Accuracy').locator('.summary').innerText(), /read correctly after epoch 3/);
    assert.equal(await field('Epochs').inputValue(), '3');
    await driver.tab('Runs');
    await waitFor('three runs', async () => (await panel.locator('.runs .run-name').count()) === 3);
    await driver.tab('Charts');
  });

  it('shows where the learner’s code threw, and opens the line', async () => {
    const { path: file, source } = lesson('gradient-descent');
    // It passes the checks, and meets its end in a run of 50 epochs only.
    const text = source.solution.replace(
      /^( +)yield /m,
      "$1if (epochs === 50 && epoch === 5) throw new Error('five is enough');\n$1yield ",
    );
    assert.notEqual(text, source.solution);
    writeFileSync(path.join(folder, file), text);
    await choose('Experiment', 'Fit a line');
    await button('Start').click();
    await state('Failed');
    await notice('five is enough').waitFor();
    const line = text.split('\n').findIndex((each) => each.includes('five is enough')) + 1;
    await panel.locator('vscode-link', { hasText: `6-gradient-descent.ts, line ${line}` }).click();
    await vscode.editor('6-gradient-descent.ts').waitFor();
    await vscode.statusBarItem(`Ln ${line},`).waitFor();
  });

  it('can be used at 320 pixels', async () => {
    await openPanel();
    await vscode.command('View: Close Primary Side Bar');
    await vscode.page.setViewportSize({ width: 368, height: 800 });
    await waitFor(
      'the narrow panel',
      async () => (await panel.locator('html').evaluate((html) => html.clientWidth)) <= 320,
    );
    const size = await panel.locator('html').evaluate((html) => [html.scrollWidth, html.clientWidth]);
    assert.ok(size[0] <= size[1], `content ${size[0]} px wide in ${size[1]} px`);
  });
});
