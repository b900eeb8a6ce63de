/**
 * The learner's finished network on real MNIST, in the panel, as a person would train it: the course's promise. Its `matmul` is
 * the one of lesson 4.6, put into the file of lesson 3.1 as that lesson says.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { recordCheck } from '../../src/course/progress';
import { mnistFolder } from '../support/mnist';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import { TrainingPanel } from './support/training-panel';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

/** Five epochs of plain TypeScript take about a minute; on a machine with much to do, several times that. */
const RUN_MS = 600_000;

describe('the training panel (MNIST, the learner’s network)', function () {
  this.timeout(RUN_MS + 60_000);
  let work: string;
  let vscode: VsCode;
  let panel: TrainingPanel;

  before(async function () {
    if (mnistFolder === null) return this.skip();
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-mnist-'));
    const folder = path.join(work, 'course');
    const course = loadCourse(path.join(repositoryRoot, 'lessons'));
    layOut(course, folder);
    for (const { path: file, source } of course.lessons) writeFileSync(path.join(folder, file), source.solution);
    const solution = (id: string): { file: string; text: string } => {
      const lesson = course.lessons.find((one) => one.id === id);
      assert.ok(lesson, id);
      return { file: path.join(folder, lesson.path), text: lesson.source.solution };
    };
    const first = solution('matmul');
    writeFileSync(first.file, withFastProduct(first.text, solution('fast-matmul').text));
    await recordCheck(folder, 'training-loop', 'passed');
    vscode = await openVsCode({ version: '1.100', folder, env: { NNFS_MNIST_DIR: mnistFolder } });
    await vscode.page.locator('.getting-started-step').first().waitFor();
    await vscode.command('Neural Network: Open Training Panel');
    panel = await TrainingPanel.find(vscode);
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    if (work) rmSync(work, { recursive: true, force: true });
  });

  it('starts, pauses, does a single step, goes on', async () => {
    await panel.choose('Experiment', 'MNIST');
    await panel.button('Start').click();
    await waitFor('the first steps', async () => (await panel.step()) > 3, { timeoutMs: 120_000 });
    await panel.button('Pause').click();
    await panel.state('Paused');
    const reached = await panel.step();
    await panel.button('One step').click();
    await waitFor('one step more', async () => (await panel.step()) === reached + 1);
    await panel.state('Paused');
    await panel.button('Resume').click();
    await panel.state('Training');
    await waitFor('more steps', async () => (await panel.step()) > reached + 1);
  });

  it('goes on in the background when its panel is closed, says so, and comes back', async () => {
    const before = await panel.step();
    await vscode.tab('Training').click();
    await vscode.command('View: Close Editor');
    await vscode.tab('Training').waitFor({ state: 'detached' });
    await vscode.statusBarItem('Training, ').waitFor();
    const question = await vscode.notification('its run goes on in the background');
    await question.hover();
    await question.getByRole('button', { name: 'Show the Panel' }).click();
    panel = await TrainingPanel.find(vscode);
    await panel.state('Training');
    await waitFor('the experiment of the run', async () =>
      (
        (await panel.frame.getByRole('combobox', { name: 'Experiment' }).locator('.selected-value').textContent()) ?? ''
      ).includes('MNIST'),
    );
    await waitFor('more steps', async () => (await panel.step()) > before);
    await vscode.statusBarItem('Training, ').waitFor({ state: 'detached' });
  });

  it('asks about a paused run whose panel is closed, and stops it on request', async () => {
    await panel.button('Pause').click();
    await panel.state('Paused');
    await vscode.tab('Training').click();
    await vscode.command('View: Close Editor');
    await vscode.statusBarItem('Training paused').waitFor();
    const question = await vscode.notification('is paused');
    await question.hover();
    await question.getByRole('button', { name: 'Stop Training' }).click();
    await vscode.statusBarItem('Training paused').waitFor({ state: 'detached' });
    await vscode.command('Neural Network: Open Training Panel');
    panel = await TrainingPanel.find(vscode);
    await panel.state('Stopped');
  });

  it('brings a run that was under way back after the window is loaded again', async () => {
    await panel.button('Start').click();
    await panel.state('Training', 120_000);
    await waitFor('the first steps', async () => (await panel.step()) > 3, { timeoutMs: 120_000 });
    await Promise.all([vscode.page.waitForEvent('load'), vscode.command('Developer: Reload Window')]);
    await vscode.waitUntilReady();
    panel = await TrainingPanel.find(vscode);
    await panel.state('Stopped');
    assert.match(await panel.figure('Loss').locator('.summary').innerText(), /^The loss fell from /);
    await panel.tab('Runs');
    await waitFor('both runs', async () => (await panel.frame.locator('.run-name:visible').count()) === 2);
  });

  it('reaches 0.965 on the test images in five epochs', async () => {
    await panel.tab('Charts');
    await panel.button('Start').click();
    await panel.state('Training', 120_000);
    await panel.state('Finished', RUN_MS);
    assert.match(await panel.detail(), /epoch 5 of 5/);
    const summary = await panel.figure('Accuracy').locator('.summary').innerText();
    const reached = /([\d.]+)\s?% of the test images are read correctly after epoch 5/.exec(summary);
    assert.ok(reached && Number(reached[1]) >= 96.5, summary);
    assert.equal(await panel.notice('stands in').count(), 0, 'the learner’s own code trained');
    await vscode.screenshot('panel-mnist-finished');
  });
});

/** The file of lesson 3.1 with the product of lesson 4.6 in the place of the old one. */
function withFastProduct(plain: string, fast: string): string {
  const old = plain.slice(plain.indexOf('/**\n * The matrix product'), plain.indexOf('/**\n * The transpose'));
  const product = fast.slice(fast.indexOf('/**\n * The matrix product'));
  assert.ok(old.includes('function matmul(') && product.includes('function fillPlainly('));
  return plain.replace(old, () => `${product}\n`);
}
