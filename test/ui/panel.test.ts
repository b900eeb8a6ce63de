/**
 * The training panel in VS Code: what only VS Code does with it. Opened by its command, hidden, closed, loaded again with its window;
 * the colours of its themes; files that it opens. What the page and its runs do is tested without a workbench.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { recordCheck } from '../../src/course/progress';
import { faultsIn, inPage } from './support/axe';
import { commands } from './support/commands';
import { changed, course, lessonOf } from './support/learners-folder';
import { classOf, themes } from './support/themes';
import { TrainingPanel } from './support/training-panel';
import { type Look, colorsOf, lookFile, readLook } from './support/vscode-look';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

describe('the training panel in VS Code (built-in digits)', function () {
  this.timeout(300_000);
  let panel: TrainingPanel;
  const vscode = withVsCode({ solved: course.parts[0].lessons.map(({ id }) => id), passed: ['gradient-descent'] });

  const legend = (): Locator => panel.figure('Accuracy').locator('.legend li');

  async function openPanel(): Promise<void> {
    await vscode.command(commands.training);
    panel = await TrainingPanel.find(vscode);
  }

  async function closePanel(): Promise<void> {
    await vscode.tab('Training').click();
    await vscode.closeEditor();
    await vscode.tab('Training').waitFor({ state: 'detached' });
  }

  async function reload(): Promise<void> {
    await vscode.reload();
    panel = await TrainingPanel.find(vscode);
  }

  it('opens by its command', async () => {
    await openPanel();
    await panel.text('Press Start:').waitFor();
    await panel.state('Ready');
  });

  it('looks as it does in the tests without VS Code, in each theme', async () => {
    const look = { styles: [], colors: {} } as unknown as Look;
    const styles = await inPage<string>(panel.frame, `document.getElementById('_defaultStyles').textContent`);
    look.styles = styles.split('\n').flatMap((line) => line.trim() || []);
    for (const theme of themes) {
      vscode.changeTheme(theme);
      await panel.frame.locator(`body.${classOf(theme)}`).waitFor();
      look.colors[theme] = colorsOf(
        await inPage(
          panel.frame,
          `(({ style }) => Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)])))(document.documentElement)`,
        ),
      );
    }
    if (process.env.NNFS_RENEW) writeFileSync(lookFile, `${JSON.stringify(look, null, 2)}\n`);
    assert.deepEqual(look, readLook(), 'NNFS_RENEW=1 writes test/ui/support/vscode-look.json anew');
  });

  it('unlocks when the lesson passes', async () => {
    await panel.choose('Experiment', '3 or 7');
    await panel.choose('Who trains', 'My code');
    await panel.notice('once lesson 1.7').waitFor();
    await recordCheck(vscode.folder, 'three-or-seven', 'passed');
    await panel.notice('once lesson 1.7').waitFor({ state: 'hidden' });
  });

  it('keeps the runs, hidden and shown again', async () => {
    await panel.choose('Experiment', 'Fit a line');
    await panel.train();
    await panel.choose('Experiment', '3 or 7');
    await panel.choose('Who trains', 'Reference');
    await panel.choose('Data', 'Built-in digits');
    await panel.trainOn(500);
    await panel.field('Epochs').fill('3');
    for (const rate of ['1', '0.5', '0.1']) await panel.trainAt(rate);
    await panel.tab('Runs');
    const before = await panel.runNames();
    assert.equal(before.length, 4);
    await vscode.openFile('README.md');
    await openPanel();
    await waitFor('the runs', async () => (await panel.runNames()).join() === before.join());
    await panel.frame.locator('.runs vscode-link', { hasText: 'Fit a line' }).last().click();
    await panel.text('This is an earlier run.').waitFor();
    assert.match(await panel.summary('Loss'), /in 50 steps/);
  });

  it('has nothing serious for axe-core in the colours of VS Code itself', async () => {
    await inPage(panel.frame, `document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
    for (const tab of await panel.frame.locator('[role=tab]:visible').all()) {
      await tab.click();
      assert.deepEqual(await faultsIn(panel.frame), []);
    }
  });

  it('brings everything back after the window is loaded again, runs still side by side', async () => {
    await panel.tab('Runs');
    const [first, second] = await panel.runNames();
    await panel.runTool('Rename', second).click();
    const field = panel.frame.locator('.run-row').nth(1).getByRole('textbox', { name: 'New name' });
    await waitFor('the old name', async () => (await field.inputValue()) === second);
    await field.fill('half as fast');
    await field.press('Enter');
    await panel.runTool('Pin', 'half as fast').click();
    await panel.runTool('Unpin', 'half as fast').waitFor();
    for (const i of [1, 2]) await panel.frame.locator('.run-row').nth(i).getByRole('checkbox').click();
    const before = await panel.runNames();
    await panel.link(first).click();
    await waitFor('three curves', async () => (await legend().count()) === 3);
    await reload();
    await panel.state('Finished');
    assert.match(await panel.summary('Accuracy'), /read correctly after epoch 3/);
    assert.equal(await panel.field('Epochs').inputValue(), '3');
    await waitFor('three curves', async () => (await legend().count()) === 3);
    await panel.tab('Runs');
    await waitFor('the runs', async () => (await panel.runNames()).join() === before.join());
    await panel.runTool('Unpin', 'half as fast').waitFor();
    await panel.tab('Charts');
  });

  it('goes on in the background when its panel is closed, says so, and comes back', async () => {
    await panel.choose('Experiment', 'Ten digits');
    await panel.choose('Who trains', 'Reference');
    await panel.choose('Data', 'Built-in digits');
    await panel.trainOn(500);
    await panel.field('Epochs').fill('10000');
    await panel.startRun();
    await waitFor('the first steps', async () => (await panel.step()) > 3);
    const before = await panel.step();
    await closePanel();
    await vscode.statusBarItem('Training, ').waitFor();
    await vscode.press('its run goes on in the background', 'Show the Panel');
    panel = await TrainingPanel.find(vscode);
    await panel.state('Training');
    await waitFor('the experiment of the run', async () => (await panel.chosen('Experiment')).includes('Ten digits'));
    await waitFor('more steps', async () => (await panel.step()) > before);
    await vscode.statusBarItem('Training, ').waitFor({ state: 'detached' });
  });

  it('asks about a paused run whose panel is closed, and stops it on request', async () => {
    await panel.pause.click();
    await panel.state('Paused');
    await closePanel();
    await vscode.statusBarItem('Training paused').waitFor();
    await vscode.press('is paused', 'Stop Training');
    await vscode.statusBarItem('Training paused').waitFor({ state: 'detached' });
    await openPanel();
    await panel.state('Stopped');
  });

  it('brings a run that was under way back after the window is loaded again, stopped', async () => {
    await panel.startRun();
    await panel.state('Training');
    await waitFor('the first steps', async () => (await panel.step()) > 3);
    await reload();
    await panel.state('Stopped');
    assert.match(await panel.summary('Loss'), /^The loss fell from /);
    await panel.tab('Runs');
    await waitFor('all runs', async () => (await panel.runNames()).length === 6);
    await panel.tab('Charts');
  });

  it('shows where the learner’s code threw, and opens the line', async () => {
    const lesson = lessonOf('gradient-descent');
    // It passes the checks, and meets its end in a run of 50 epochs only.
    const text = changed(
      lesson,
      'yield ',
      "if (epochs === 50 && epoch === 5) throw new Error('five is enough');\nyield ",
    );
    vscode.write(lesson.path, text);
    await panel.choose('Experiment', 'Fit a line');
    await panel.startRun();
    await panel.state('Failed');
    await panel.notice('five is enough').waitFor();
    const line = text.split('\n').findIndex((each) => each.includes('five is enough')) + 1;
    await panel.link(`6-gradient-descent.ts, line ${line}`).click();
    await vscode.editor('6-gradient-descent.ts').waitFor();
    await vscode.statusBarItem(`Ln ${line},`).waitFor();
  });
});
