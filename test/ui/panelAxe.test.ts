/** The training panel, read by axe-core in four themes: each experiment before, during and after a run, with everything unfolded. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { type Fault, faultsIn, inPage } from './support/axe';
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

describe('the training panel, read by axe-core (built-in digits)', function () {
  this.timeout(240_000);
  let work: string;
  let folder: string;
  let vscode: VsCode;
  let panel: TrainingPanel;

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-panel-axe-'));
    folder = path.join(work, 'course');
    layOut(course, folder);
    vscode = await openVsCode({ version: '1.100', folder, env: { NNFS_MNIST_DIR: '' } });
    // It opens by itself in a new course; after the panel, it would cover it.
    await vscode.page.locator('.getting-started-step').first().waitFor();
    await vscode.command('Neural Network: Open Training Panel');
    panel = await TrainingPanel.find(vscode);
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(work, { recursive: true, force: true });
  });

  const experiments = (): Locator => panel.frame.getByRole('combobox', { name: 'Experiment', exact: true });

  /** Each experiment that the panel offers, by the words of its entry. */
  const offered = (): Promise<string[]> => experiments().locator('vscode-option').allTextContents();

  const fill = async (label: string, value: string): Promise<void> => {
    const field = panel.field(label);
    if ((await field.count()) > 0 && (await field.isVisible())) await field.fill(value);
  };

  const unfold = (): Promise<void> =>
    inPage(panel.frame, `document.querySelectorAll('details').forEach((one) => { one.open = true; })`);

  /** The page as it is, and where it has tabs, each of them. */
  async function faults(): Promise<Fault[]> {
    await unfold();
    const found = await faultsIn(panel.frame);
    for (const tab of await panel.frame.locator('[role=tab]:visible').all()) {
      await tab.click();
      await unfold();
      found.push(...(await faultsIn(panel.frame)));
    }
    return found;
  }

  async function inTheme(kind: string, theme: string): Promise<void> {
    writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
    await panel.frame.locator(`body.${kind}`).waitFor();
  }

  it('nothing serious before a run, with values that are refused', async () => {
    await fill('Epochs', '0');
    await panel.button('Start').first().click();
    await panel.frame.locator('.field-error:visible').first().waitFor();
    for (const [kind, theme] of THEMES) {
      await inTheme(kind, theme);
      assert.deepEqual(await faults(), [], theme);
    }
  });

  it('nothing serious while the reference trains, nor after it, for each experiment', async () => {
    for (const option of await offered()) {
      await panel.choose('Experiment', option);
      if ((await panel.frame.getByRole('combobox', { name: 'Data', exact: true }).count()) > 0)
        await panel.choose('Data', 'Built-in digits');
      await fill('Epochs', '2');
      const watch = panel.button('Watch the reference');
      await ((await watch.count()) ? watch : panel.button('Start')).first().click();
      await panel.state('Finished', 60_000);
      for (const [kind, theme] of THEMES) {
        await inTheme(kind, theme);
        assert.deepEqual(await faults(), [], `${option}, ${theme}, finished`);
      }
      await panel.button('One step').click();
      await panel.state('Paused');
      assert.deepEqual(await faults(), [], `${option}, paused`);
      await panel.button('Stop').click();
      await panel.state('Stopped');
      await waitFor('the next run to be possible', () => panel.button('Start').first().isVisible());
    }
  });
});
