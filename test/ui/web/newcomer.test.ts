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
    assert.equal(await panel.frame.getByText('Compare with Frameworks').locator('visible=true').count(), 0);
    await vscode.screenshot('web-two-moons');
  });
});
