/** Runs and files in a real VS Code: saved and loaded again by VS Code's own dialogues; a run whose panel is closed, kept to its end. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import { TrainingPanel } from './support/training-panel';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describe('runs of the training panel as files (built-in digits)', function () {
  this.timeout(180_000);
  let work: string;
  let folder: string;
  let vscode: VsCode;
  let panel: TrainingPanel;

  const file = (name: string): string => path.join(folder, name);
  const names = (): Promise<string[]> => panel.frame.locator('.run-row .run-name').allInnerTexts();

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-files-'));
    folder = path.join(work, 'course');
    layOut(loadCourse(path.join(repositoryRoot, 'lessons')), folder);
    vscode = await openVsCode({ version: '1.100', folder, env: { NNFS_MNIST_DIR: '' } });
    await vscode.page.locator('.getting-started-step').first().waitFor();
    await vscode.command('Neural Network: Open Training Panel');
    panel = await TrainingPanel.find(vscode);
    await panel.choose('Experiment', '3 or 7');
    await panel.choose('Who trains', 'Reference');
    await panel.field('Epochs').fill('2');
    await panel.button('Start').click();
    await panel.state('Finished');
    await panel.tab('Runs');
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(work, { recursive: true, force: true });
  });

  it('saves a run as a table', async () => {
    await panel.button('Export as CSV').click();
    await vscode.fileDialog('Export Runs', /\/course\/3 or 7 reference \d\d-\d\d-\d\d\.csv$/);
    await vscode.answerFileDialog(file('curves.csv'));
    await vscode.notification('Saved as curves.csv.');
    const [header, first] = readFileSync(file('curves.csv'), 'utf8').split('\r\n');
    assert.match(header, /^run,record,epoch,step,loss,/);
    assert.match(first, /^3 or 7 · reference · [\d:]+,step,1,1,/);
  });

  it('saves nothing when the dialogue is left', async () => {
    const before = readdirSync(folder).sort();
    await panel.button('Export as JSON').click();
    await vscode.fileDialog('Export Runs', /\.json$/);
    await vscode.page.keyboard.press('Escape');
    await vscode.page.locator('.quick-input-widget:visible').waitFor({ state: 'detached' });
    assert.deepEqual(readdirSync(folder).sort(), before);
  });

  it('saves a run, and loads it again after it was deleted', async () => {
    const [name] = await names();
    await panel.button('Export as JSON').click();
    await vscode.fileDialog('Export Runs', /\.json$/);
    await vscode.answerFileDialog(file('runs.json'));
    await vscode.notification('Saved as runs.json.');
    assert.equal(JSON.parse(readFileSync(file('runs.json'), 'utf8')).runs[0].name, name);
    // Another run takes its place, so that the list stays open.
    await panel.button('Start').click();
    await waitFor('a second run', async () => (await names()).length === 2);
    await panel.state('Finished');
    await panel.frame.getByRole('button', { name: `Delete “${name}”`, exact: true }).click();
    await panel.frame.locator('.run-row').nth(1).getByRole('button', { name: 'Delete', exact: true }).click();
    await waitFor('one run', async () => (await names()).length === 1);
    await panel.button('Load runs from a file').click();
    await vscode.fileDialog('Load Runs', /\/course\/$/);
    await vscode.answerFileDialog(file('runs.json'));
    await vscode.notification('Runs loaded from runs.json: 1. They are pinned.');
    await waitFor('the run again', async () => (await names())[1] === name);
    await panel.frame.getByRole('button', { name: `Unpin “${name}”`, exact: true }).waitFor();
  });

  it('names what is wrong with a file that holds no runs, and loads nothing', async () => {
    const before = await names();
    writeFileSync(file('other.json'), '{"compilerOptions":{}}');
    await panel.button('Load runs from a file').click();
    await vscode.fileDialog('Load Runs', /\/course\/$/);
    await vscode.answerFileDialog(file('other.json'));
    await vscode.notification('other.json is JSON, but it holds no runs.');
    assert.deepEqual(await names(), before);
  });

  it('saves a chart as a picture', async () => {
    await panel.tab('Charts');
    await panel.frame.getByRole('button', { name: 'Save the chart “Loss” as a picture', exact: true }).click();
    await vscode.fileDialog('Save the Chart', /Loss.*\.png$/);
    await vscode.answerFileDialog(file('loss.png'));
    await vscode.notification('Saved as loss.png.');
    const bytes = readFileSync(file('loss.png'));
    assert.ok(bytes.subarray(0, 8).equals(PNG));
    assert.ok(bytes.length > 5000, `${bytes.length} bytes`);
    assert.ok(!existsSync(file('loss.png.tmp')));
  });

  it('keeps a run that goes on without its panel, reports its end, and shows it again', async () => {
    await panel.field('Epochs').fill('300');
    await panel.button('Start').click();
    await panel.state('Training');
    await vscode.tab('Training').click();
    await vscode.command('View: Close Editor');
    const question = await vscode.notification('its run goes on in the background');
    await question.hover();
    await question.getByRole('button', { name: 'Keep It' }).click();
    await vscode.statusBarItem('Training, ').waitFor();
    await vscode.statusBarItem('Training, ').waitFor({ state: 'detached', timeout: 120_000 });
    const report = await vscode.notification('Training in the background has finished: 3 or 7 · reference');
    await report.hover();
    await report.getByRole('button', { name: 'Show the Panel' }).click();
    panel = await TrainingPanel.find(vscode);
    await panel.state('Finished');
    assert.equal(await panel.field('Epochs').inputValue(), '300', 'the values are those of the run');
  });

  it('brings a run that was under way back after the window is loaded again, stopped', async () => {
    await panel.field('Epochs').fill('10000');
    await panel.button('Start').click();
    await panel.state('Training');
    await waitFor('the first epochs', async () => /epoch [2-9]/.test(await panel.detail()));
    await Promise.all([vscode.page.waitForEvent('load'), vscode.command('Developer: Reload Window')]);
    await vscode.waitUntilReady();
    panel = await TrainingPanel.find(vscode);
    await panel.state('Stopped');
    assert.match(await panel.figure('Loss').locator('.summary').innerText(), /^The loss fell from /);
    await panel.tab('Runs');
    await waitFor('all runs', async () => (await names()).length === 4);
  });
});
