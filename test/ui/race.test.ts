/** Race your matmul in a real VS Code: from the guide and by command, to its end, stopped, failed; in four themes. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { faultsIn, inPage } from './support/axe';
import { Guide } from './support/guide';
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

/** A race takes some ten seconds on a quiet machine. */
const RACE_MS = 150_000;
const COMMAND = 'Neural Network: Race Your matmul';

describe('race your matmul', function () {
  this.timeout(300_000);
  const lesson = findLesson(course, 'matmul');
  assert.ok(lesson);
  let work: string;
  let folder: string;
  let vscode: VsCode;
  let panel: TrainingPanel;

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-race-'));
    folder = path.join(work, 'course');
    layOut(course, folder);
    writeFileSync(path.join(folder, lesson.path), lesson.source.solution);
    vscode = await openVsCode({ version: '1.139', folder, env: { NNFS_MNIST_DIR: '' } });
    await vscode.page.locator('.getting-started-step').first().waitFor();
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(work, { recursive: true, force: true });
  });

  const section = (): Locator => panel.frame.getByRole('tabpanel', { name: 'Race your matmul' });
  const again = (): Locator => panel.button('Race again');

  it('is offered by the guide once the product passes', async () => {
    await vscode.openFile(lesson.path);
    await vscode.command('Neural Network: Show Guide');
    const guide = await Guide.find(vscode, '3.1 The matrix product');
    await guide.button('Check My Solution').first().click();
    const offer = guide.frame
      .locator('vscode-link:visible, vscode-button:visible')
      .filter({ hasText: 'Race Your matmul' });
    await offer.first().waitFor();
    await offer.first().click();
    panel = await TrainingPanel.find(vscode);
    await section().waitFor();
    await panel.button('Start the race').waitFor();
  });

  it('measures everybody at three sizes, and says how the learner’s code did', async () => {
    await panel.button('Start the race').focus();
    await vscode.page.keyboard.press('Enter');
    await panel.button('Stop the race').waitFor();
    await again().waitFor({ timeout: RACE_MS });
    await section().getByText('Your matmul of lesson 3.1 races.').waitFor();
    await section()
      .getByText(/^At 512×512 · 512×512, your matmul does [\d.]+ GFLOP\/s/)
      .waitFor();
    await section().locator('summary', { hasText: 'Table of the race' }).click();
    await section().locator('tbody th').first().waitFor();
    assert.deepEqual(await section().locator('tbody th').allTextContents(), [
      'your matmul (lesson 3.1)',
      'nested arrays',
      'blocks in TypeScript',
      'fast kernels',
      'TensorFlow.js, JavaScript',
      'TensorFlow.js, WebAssembly',
    ]);
    const cells = await section().locator('tbody td').allTextContents();
    assert.equal(cells.length, 18);
    assert.deepEqual(
      cells.filter((text) => !(Number(text) > 0)),
      [],
    );
    assert.equal(await section().locator('.race-legend li').count(), 3);
    // The bars are really drawn: the canvas is not empty.
    const painted = await inPage(
      panel.frame,
      `(() => {
        const canvas = document.querySelector('.race-chart canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.some((byte) => byte !== 0);
      })()`,
    );
    assert.equal(painted, true);
  });

  it('in four themes, with nothing serious for axe-core', async () => {
    for (const [kind, theme] of THEMES) {
      writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
      await panel.frame.locator(`body.${kind}`).waitFor();
      assert.deepEqual(await faultsIn(panel.frame), [], theme);
      if (process.env.NNFS_PICTURES) {
        await vscode.page.screenshot({ path: path.join(process.env.NNFS_PICTURES, `race-${kind}.png`) });
      }
    }
  });

  it('is stopped', async () => {
    await again().click();
    await panel.button('Stop the race').click();
    await section().getByText('Stopped.').waitFor();
  });

  it('says where the learner’s code failed, and leads there', async () => {
    const line =
      lesson.source.solution.split('\n').findIndex((text) => text.includes('const result = Matrix.zeros')) + 1;
    const wrong = lesson.source.solution.replace(
      'const result = Matrix.zeros',
      `if (a.rows > 200) throw new Error('too many rows'); const result = Matrix.zeros`,
    );
    writeFileSync(path.join(folder, lesson.path), wrong);
    await panel.frame
      .locator('vscode-button:visible')
      .filter({ hasText: /Race again|Start the race/ })
      .click();
    await panel.notice('Your code threw Error: too many rows').waitFor({ timeout: RACE_MS });
    await panel.notice('too many rows').getByText(`${lesson.path}, line ${line}`).click();
    await waitFor('the editor to be at the line', async () =>
      (await vscode.page.locator('.statusbar').innerText()).includes(`Ln ${line}`),
    );
    writeFileSync(path.join(folder, lesson.path), lesson.source.solution);
  });

  it('opens by a command, and without a course the others race alone', async () => {
    await vscode.command('View: Close All Editors');
    writeFileSync(path.join(folder, lesson.path), lesson.source.stub);
    await vscode.command(COMMAND);
    panel = await TrainingPanel.find(vscode);
    await section().waitFor();
    await panel.frame
      .locator('vscode-button:visible')
      .filter({ hasText: /Race again|Start the race/ })
      .click();
    await section().getByText('No matmul of yours passes here (lessons 3.1 and 4.6)').waitFor({ timeout: RACE_MS });
    await panel.button('Stop the race').click();
    await section().getByText('Stopped.').waitFor();
  });
});
