/** Runs and files in a real VS Code: saved and loaded again by VS Code's own dialogues; a run whose panel is closed, kept to its end. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { commands } from './support/commands';
import { TrainingPanel } from './support/training-panel';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describe('runs of the training panel as files (built-in digits)', function () {
  this.timeout(600_000);
  let panel: TrainingPanel;
  const vscode = withVsCode();

  const names = (): Promise<string[]> => panel.frame.locator('.run-row .run-name').allInnerTexts();
  const loadFrom = async (name: string): Promise<void> => {
    await panel.button('Load runs from a file').click();
    await (await vscode.fileDialog('Load Runs', /\/course\/$/)).enter(vscode.file(name));
  };
  /** Answers the dialogue with this title, once it suggests such a name. */
  const saveAs = async (title: string, suggests: RegExp, name: string): Promise<void> => {
    await (await vscode.fileDialog(title, suggests)).enter(vscode.file(name));
    await vscode.notification(`Saved as ${name}.`);
  };

  before(async () => {
    await vscode.command(commands.training);
    panel = await TrainingPanel.find(vscode);
    await panel.choose('Experiment', '3 or 7');
    await panel.choose('Who trains', 'Reference');
    await panel.field('Epochs').fill('2');
    await panel.train();
    await panel.tab('Runs');
  });

  it('saves a run as a table', async () => {
    await panel.button('Export as CSV').click();
    await saveAs('Export Runs', /\/course\/3 or 7 reference \d\d-\d\d-\d\d\.csv$/, 'curves.csv');
    const [header, first] = vscode.read('curves.csv').split('\r\n');
    assert.match(header, /^run,record,epoch,step,loss,/);
    assert.match(first, /^3 or 7 · reference · [\d:]+,step,1,1,/);
  });

  it('saves nothing when the dialogue is left', async () => {
    const before = readdirSync(vscode.folder).sort();
    await panel.button('Export as JSON').click();
    await (await vscode.fileDialog('Export Runs', /\.json$/)).leave();
    assert.deepEqual(readdirSync(vscode.folder).sort(), before);
  });

  it('saves a run, and loads it again after it was deleted', async () => {
    const [name] = await names();
    await panel.button('Export as JSON').click();
    await saveAs('Export Runs', /\.json$/, 'runs.json');
    assert.equal(JSON.parse(vscode.read('runs.json')).runs[0].name, name);
    // Another run takes its place, so that the list stays open.
    await panel.train();
    await waitFor('a second run', async () => (await names()).length === 2);
    await panel.frame.getByRole('button', { name: `Delete “${name}”`, exact: true }).click();
    await panel.frame.locator('.run-row').nth(1).getByRole('button', { name: 'Delete', exact: true }).click();
    await waitFor('one run', async () => (await names()).length === 1);
    await loadFrom('runs.json');
    await vscode.notification('Runs loaded from runs.json: 1. They are pinned.');
    await waitFor('the run again', async () => (await names())[1] === name);
    await panel.frame.getByRole('button', { name: `Unpin “${name}”`, exact: true }).waitFor();
  });

  it('names what is wrong with a file that holds no runs, and loads nothing', async () => {
    const before = await names();
    vscode.write('other.json', '{"compilerOptions":{}}');
    await loadFrom('other.json');
    await vscode.notification('other.json is JSON, but it holds no runs.');
    assert.deepEqual(await names(), before);
  });

  it('saves a chart as a picture', async () => {
    await panel.tab('Charts');
    await panel.frame.getByRole('button', { name: 'Save the chart “Loss” as a picture', exact: true }).click();
    await saveAs('Save the Picture', /Loss.*\.png$/, 'loss.png');
    const bytes = readFileSync(vscode.file('loss.png'));
    assert.ok(bytes.subarray(0, 8).equals(PNG));
    assert.ok(bytes.length > 5000, `${bytes.length} bytes`);
    assert.ok(!existsSync(vscode.file('loss.png.tmp')));
  });

  it('keeps a run that goes on without its panel, reports its end, and shows it again', async () => {
    await panel.field('Epochs').fill('100');
    await panel.startRun();
    await panel.state('Training');
    await vscode.tab('Training').click();
    await vscode.closeEditor();
    await vscode.press('its run goes on in the background', 'Keep It');
    await vscode.statusBarItem('Training, ').waitFor();
    await vscode.statusBarItem('Training, ').waitFor({ state: 'detached', timeout: 300_000 });
    await vscode.press('Training in the background has finished: 3 or 7 · reference', 'Show the Panel');
    panel = await TrainingPanel.find(vscode);
    await panel.state('Finished');
    assert.equal(await panel.field('Epochs').inputValue(), '100', 'the values are those of the run');
  });

  it('brings a run that was under way back after the window is loaded again, stopped', async () => {
    await panel.field('Epochs').fill('10000');
    await panel.startRun();
    await panel.state('Training');
    await waitFor('the first epochs', async () => /epoch [2-9]/.test(await panel.detail()));
    await vscode.reload();
    panel = await TrainingPanel.find(vscode);
    await panel.state('Stopped');
    assert.match(await panel.figure('Loss').locator('.summary').innerText(), /^The loss fell from /);
    await panel.tab('Runs');
    await waitFor('all runs', async () => (await names()).length === 4);
  });
});
