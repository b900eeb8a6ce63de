/** After a run in a real VS Code: to the comparison, its weights to a file, in PyTorch, and back into a run. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findPyTorch } from '../../src/frameworks/node/python/find';
import { loadWeights, saveWeights } from '../../src/frameworks/weights/node/file';
import { sizesOf } from '../../src/frameworks/weights/weights';
import { commands } from './support/commands';
import { ComparePage } from './support/compare-page';
import { repositoryRoot } from './support/scripts';
import { TrainingPanel } from './support/training-panel';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

describe('the weights of a run (built-in digits)', function () {
  this.timeout(600_000);
  let panel: TrainingPanel;
  const vscode = withVsCode();

  before(async () => {
    await vscode.command(commands.training);
    panel = await TrainingPanel.find(vscode);
  });

  const importFrom = async (name: string): Promise<void> => {
    await vscode.command(commands.importWeights);
    await (await vscode.fileDialog()).enter(vscode.file(name));
  };

  async function train(experiment: string): Promise<void> {
    await panel.choose('Experiment', experiment);
    await panel.choose('Who trains', 'Reference');
    await panel.choose('Data', 'Built-in digits');
    await panel.field('Epochs').fill('1');
    await panel.train();
  }

  it('of another experiment cannot be compared, and why', async () => {
    await train('3 or 7');
    await panel.text('compared with networks that read ten digits').waitFor();
    await panel.disabledButton('Compare with Frameworks').waitFor();
    assert.equal(await panel.button('Export Weights…').count(), 0);
  });

  it('a run of Ten digits goes to the comparison with its own values', async () => {
    await panel.choose('Experiment', 'Ten digits');
    await panel.field('Hidden layers').fill('24, 16');
    await panel.field('Learning rate').fill('0.2');
    await train('Ten digits');
    await vscode.screenshot('weights-1-actions');
    await panel.button('Compare with Frameworks').click();
    const page = await ComparePage.find(vscode);
    await page.says('Nothing leaves this computer');
    await page.says('Built-in digits · hidden layers 24, 16 · learning rate 0.2 · batch size 64 · seed');
    await page.network('Reference solution').waitFor();
    await vscode.closeEditor();
    panel = await TrainingPanel.find(vscode);
  });

  it('are written as NumPy’s .npz, and go on in PyTorch', async function () {
    await panel.button('Export Weights…').click();
    await (await vscode.fileDialog()).enter(vscode.file('weights.npz'));
    await waitFor('the file', () => existsSync(vscode.file('weights.npz')));
    const note = await vscode.notification('Saved as weights.npz.');
    assert.deepEqual(sizesOf(await loadWeights(vscode.file('weights.npz'))), [784, 24, 16, 10]);
    await note.getByRole('button', { name: 'Go On in PyTorch' }).click();
    await vscode.tab('continue_training.py', { active: true }).waitFor();
    const python = await findPyTorch({
      named: process.env.NNFS_PYTHON ?? null,
      script: path.join(repositoryRoot, 'media', 'python', 'probe.py'),
      option: 'NNFS_PYTHON',
    });
    if (python.kind === 'missing') {
      console.log(`      skipped: ${python.message}`);
      await saveWeights(vscode.file('more.json'), await loadWeights(vscode.file('weights.npz')));
      return this.skip();
    }
    const said = execFileSync(python.python.program, ['continue_training.py', 'weights.npz', '--save', 'more.json'], {
      cwd: vscode.folder,
      encoding: 'utf8',
    });
    assert.match(said, /in_features=784, out_features=24/);
    assert.deepEqual(await loadWeights(vscode.file('more.json')), await loadWeights(vscode.file('weights.npz')));
  });

  it('bad files are refused with a reason, and change nothing', async () => {
    vscode.write(
      'bad.json',
      JSON.stringify({
        format: 'nn-from-scratch weights',
        version: 1,
        layers: [
          { weights: [[1, 2]], bias: [0, 0] },
          { weights: [[1], [2], [3]], bias: [0] },
        ],
      }),
    );
    await importFrom('bad.json');
    await vscode.notification('layer 2 has 3 inputs, but layer 1 has 2 outputs');
    await vscode.closeEditor();
    panel = await TrainingPanel.find(vscode);
    assert.equal(await panel.notice('Runs start from the weights').count(), 0);
  });

  it('come back: the command puts them into the panel, and a run starts from them', async () => {
    await panel.choose('Experiment', '3 or 7');
    await importFrom('more.json');
    await panel.notice('Runs start from the weights of more.json').waitFor();
    assert.equal(await panel.field('Hidden layers').inputValue(), '24, 16');
    await vscode.screenshot('weights-2-imported');
    await panel.startRun();
    await panel.frame.locator('.run-about', { hasText: 'started from more.json' }).waitFor();
    await panel.state('Finished');
  });

  it('hidden layers that do not fit are refused; random weights fit again', async () => {
    await panel.field('Hidden layers').fill('32');
    await panel.button('Start').click();
    await panel.frame
      .locator('.field-error', { hasText: 'those of a network with the hidden layers 24, 16. Write that here' })
      .waitFor();
    await panel.frame.locator('vscode-link', { hasText: 'Go back to random weights' }).click();
    await panel.notice('Runs start from the weights').waitFor({ state: 'hidden' });
    await panel.startRun();
    await panel.frame.locator('.run-about', { hasText: 'hidden layers 32' }).waitFor();
    await panel.state('Finished');
    assert.equal(await panel.frame.locator('.run-about', { hasText: 'started from' }).count(), 0);
  });
});
