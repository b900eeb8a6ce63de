/** The way of a newcomer in a browser alone: from an empty window to a lesson that passes and a network that has learned. */
import assert from 'node:assert/strict';
import { commands } from '../support/commands';
import { GUIDE, Guide } from '../support/guide';
import { lessonOf, titleOf } from '../support/learners-folder';
import { newest } from '../support/scripts';
import { START_HERE } from '../support/start-here';
import { TrainingPanel } from '../support/training-panel';
import { VsCode } from '../support/vscode';
import { openWebVsCode } from '../support/web-window';

const pixels = lessonOf('pixels');
const FILE = '1-pixels.ts';
/** As VS Code's dialogue says it. */
const FOLDER = '/nn-from-scratch';

describe('a newcomer in a browser alone', function () {
  this.timeout(600_000);
  const vscode = new VsCode();

  before(async () => {
    await openWebVsCode({ version: newest }, vscode);
  });
  afterEach(async function () {
    await vscode.screenshotWhenFailed(this.currentTest);
  });
  after(() => vscode.close());

  it('starts the course without a folder: it is kept by the browser', async () => {
    await vscode.walkthroughStep(START_HERE.chooseFolder).waitFor();
    await vscode.button(START_HERE.startCourse).click();
    assert.deepEqual(await vscode.quickInput.offers(), ['In this browser: nn-from-scratch', 'Choose another folder…']);
    await vscode.choose('In this browser: nn-from-scratch');
    await vscode.editor(FILE).waitFor();
    await Guide.find(vscode, titleOf(pixels));
  });

  it('has a verdict on the stub, and on the solution, which is kept after a reload', async () => {
    const guide = await Guide.find(vscode, titleOf(pixels));
    await guide.button(GUIDE.check).click();
    await guide.verdict('Not started').waitFor();
    // VS Code itself shows the walkthrough of an extension that it sees for the first time, here after each start.
    await vscode.openFile(pixels.path);
    await vscode.replaceEditorText(pixels.source.solution);
    await vscode.save();
    await vscode.command(commands.check);
    await (await Guide.find(vscode, titleOf(pixels))).verdict('Passed').waitFor();

    await vscode.reload();
    await vscode.command(commands.startCourse);
    await vscode.editor('2-linear-model.ts').waitFor();
  });

  it('is not offered what a browser cannot do', async () => {
    assert.equal(await vscode.page.getByText('Debug', { exact: true }).count(), 0);
    assert.deepEqual(await vscode.quickInput.commandsWith('Compare with Frameworks'), []);
  });

  it('watches the reference learn two moons', async () => {
    await vscode.command(commands.training);
    const panel = await TrainingPanel.find(vscode);
    await panel.choose('Experiment', 'Two moons');
    await panel.watch.click();
    await panel.state('Finished');
    await panel.frame.getByRole('heading', { name: 'About this run' }).waitFor();
    assert.equal(await panel.text('Compare with Frameworks').locator('visible=true').count(), 0);
    await vscode.screenshot('web-two-moons');
  });

  it('puts the weights of a run into the folder and takes them from there, by VS Code’s dialogues', async () => {
    await vscode.command(commands.training);
    const panel = await TrainingPanel.find(vscode);
    await panel.openSettings();
    await panel.choose('Experiment', 'Ten digits');
    await panel.choose('Who trains', 'Reference');
    await panel.trainOn(600);
    await panel.field('Hidden layers').fill('16');
    await panel.field('Epochs').fill('1');
    await panel.train();
    await panel.button('Export Weights…').click();
    await (await vscode.fileDialog('Export Weights', /weights\.npz$/)).enter(`${FOLDER}/weights.npz`);
    await vscode.notification('Saved as weights.npz.');
    await vscode.clearNotifications();
    await panel.button('Import Weights…').click();
    await vscode.choose('In nn-from-scratch');
    await (await vscode.fileDialog('Import Weights')).enter(`${FOLDER}/weights.npz`);
    await panel.openSettings();
    await panel.notice('Runs start from the weights of weights.npz').waitFor();
  });

  it('puts runs into the folder as files, and loads them', async () => {
    const panel = await TrainingPanel.find(vscode);
    await panel.tab('Runs');
    await panel.button('Export as JSON').click();
    await (await vscode.fileDialog('Export Runs', /\.json$/)).enter(`${FOLDER}/runs.json`);
    await vscode.notification('Saved as runs.json.');
    await panel.button('Load runs from a file').click();
    await vscode.choose('In nn-from-scratch');
    await (await vscode.fileDialog('Load Runs')).enter(`${FOLDER}/runs.json`);
    await vscode.notification('All runs of runs.json are in the list already.');
    await vscode.clearNotifications();
  });

  it('saves the course to a folder of the computer', async () => {
    // The browser's own dialogue cannot be driven: its answer is a folder that only this page sees.
    await vscode.page.evaluate(`(async () => {
      const root = await navigator.storage.getDirectory();
      const chosen = await root.getDirectoryHandle('chosen', { create: true });
      window.showDirectoryPicker = () => Promise.resolve(chosen);
    })()`);
    await vscode.command('Neural Network: Save the Course to a Folder…');
    await vscode.notification('Saved ');
    const text = await vscode.page.evaluate<string>(`(async () => {
      let at = await (await navigator.storage.getDirectory()).getDirectoryHandle('chosen');
      for (const name of ['nn-from-scratch', '1-linear-model']) at = await at.getDirectoryHandle(name);
      return (await (await at.getFileHandle('${FILE}')).getFile()).text();
    })()`);
    assert.equal(text, pixels.source.solution);
  });
});
