/** Runs in the training panel of a real VS Code: side by side in the charts, renamed, pinned, deleted, and all of it after a reload. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import { TrainingPanel } from './support/training-panel';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

describe('runs in the training panel (built-in digits)', function () {
  this.timeout(180_000);
  let work: string;
  let vscode: VsCode;
  let panel: TrainingPanel;

  const rows = (): Locator => panel.frame.locator('.run-row');
  const names = (): Promise<string[]> => panel.frame.locator('.run-row .run-name').allInnerTexts();
  const tool = (what: string, name: string): Locator =>
    panel.frame.getByRole('button', { name: `${what} “${name}”`, exact: true });
  const legend = (): Locator => panel.figure('Accuracy').locator('.legend li');

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-runs-'));
    const folder = path.join(work, 'course');
    layOut(loadCourse(path.join(repositoryRoot, 'lessons')), folder);
    vscode = await openVsCode({ version: '1.100', folder, env: { NNFS_MNIST_DIR: '' } });
    await vscode.page.locator('.getting-started-step').first().waitFor();
    await vscode.command('Neural Network: Open Training Panel');
    panel = await TrainingPanel.find(vscode);
    await panel.choose('Experiment', '3 or 7');
    await panel.choose('Who trains', 'Reference');
    await panel.choose('Data', 'Built-in digits');
    await panel.field('Epochs').fill('2');
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(work, { recursive: true, force: true });
  });

  it('draws three runs side by side', async () => {
    for (const rate of ['1', '0.5', '0.1']) {
      await panel.field('Learning rate').fill(rate);
      await panel.button('Start').click();
      await panel.frame.locator('.run-head', { hasText: `learning rate ${rate} ` }).waitFor();
      await panel.state('Finished');
    }
    await panel.tab('Runs');
    await waitFor('three runs', async () => (await rows().count()) === 3);
    assert.equal(new Set(await names()).size, 3, 'each has a name of its own');
    for (const i of [1, 2]) await rows().nth(i).getByRole('checkbox').click();
    await panel.tab('Charts');
    await waitFor('three curves', async () => (await legend().count()) === 3);
    const sentences = (await panel.figure('Accuracy').locator('.summary').innerText()).split('\n');
    assert.equal(sentences.length, 3);
    for (const sentence of sentences) assert.match(sentence, /read correctly after epoch 2/);
  });

  it('renames and pins a run', async () => {
    await panel.tab('Runs');
    const [, second] = await names();
    await tool('Rename', second).click();
    const field = rows().nth(1).getByRole('textbox', { name: 'New name' });
    await waitFor('the old name', async () => (await field.inputValue()) === second);
    await field.fill('half as fast');
    await field.press('Enter');
    await waitFor('the new name', async () => (await names())[1] === 'half as fast');
    await tool('Pin', 'half as fast').click();
    await tool('Unpin', 'half as fast').waitFor();
  });

  it('has them all after the window is loaded again, still side by side', async () => {
    const before = await names();
    await Promise.all([vscode.page.waitForEvent('load'), vscode.command('Developer: Reload Window')]);
    await vscode.waitUntilReady();
    panel = await TrainingPanel.find(vscode);
    await panel.tab('Runs');
    await waitFor('the runs', async () => (await names()).join() === before.join());
    await tool('Unpin', 'half as fast').waitFor();
    await panel.tab('Charts');
    await waitFor('three curves', async () => (await legend().count()) === 3);
  });

  it('forgets what is not pinned, and deletes what is', async () => {
    await panel.tab('Runs');
    const [first] = await names();
    await panel.frame.locator('vscode-link', { hasText: 'Forget the earlier runs' }).click();
    await waitFor('two runs', async () => (await names()).join() === [first, 'half as fast'].join());
    await tool('Delete', 'half as fast').click();
    await rows().nth(1).getByRole('button', { name: 'Delete', exact: true }).click();
    await waitFor('one run', async () => (await names()).join() === first);
    await panel.tab('Charts');
    await waitFor('one curve', async () => (await legend().count()) === 1);
  });
});
