/** Race your matmul in a real VS Code: from the guide and by command, to its end, stopped, failed; in four themes. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { faultsIn, inPage } from './support/axe';
import { commands } from './support/commands';
import { GUIDE, Guide } from './support/guide';
import { changed, lessonOf, titleOf } from './support/learners-folder';
import { newest } from './support/scripts';
import { classOf, themes } from './support/themes';
import { TrainingPanel } from './support/training-panel';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const lesson = lessonOf('matmul');
/** A race takes some ten seconds on a quiet machine. */
const RACE_MS = 300_000;
const RACE = { section: 'Race your matmul', start: 'Start the race', again: 'Race again', stop: 'Stop the race' };

describe('race your matmul', function () {
  this.timeout(600_000);
  const vscode = withVsCode({ version: newest, solved: ['matmul'] });
  let panel: TrainingPanel;

  const section = (): Locator => panel.frame.getByRole('tabpanel', { name: RACE.section });
  const again = (): Locator => panel.button(RACE.again);

  it('is offered by the guide once the product passes', async () => {
    await vscode.openFile(lesson.path);
    await vscode.command(commands.guide);
    const guide = await Guide.find(vscode, titleOf(lesson));
    await guide.button(GUIDE.check).first().click();
    await guide.offer(GUIDE.race).click();
    panel = await TrainingPanel.find(vscode);
    await section().waitFor();
    await panel.button(RACE.start).waitFor();
  });

  it('measures everybody at three sizes, and says how the learner’s code did', async () => {
    await panel.button(RACE.start).focus();
    await vscode.page.keyboard.press('Enter');
    await panel.button(RACE.stop).waitFor();
    await again().waitFor({ timeout: RACE_MS });
    await section().getByText('Your matmul of lesson 3.1 races.').waitFor();
    await section()
      .getByText(/^At 512×512 · 512×512, your matmul does [\d.]+ GFLOP\/s/)
      .waitFor();
    await section().locator('summary', { hasText: 'Show as a table' }).click();
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
    for (const theme of themes) {
      vscode.changeTheme(theme);
      await panel.frame.locator(`body.${classOf(theme)}`).waitFor();
      assert.deepEqual(await faultsIn(panel.frame, { theme }), [], theme);
      if (process.env.NNFS_PICTURES) {
        await vscode.page.screenshot({ path: path.join(process.env.NNFS_PICTURES, `race-${classOf(theme)}.png`) });
      }
    }
  });

  it('is stopped', async () => {
    await again().click();
    await panel.button(RACE.stop).click();
    await section().getByText('Stopped.').waitFor();
  });

  it('says where the learner’s code failed, and leads there', async () => {
    const line =
      lesson.source.solution.split('\n').findIndex((text) => text.includes('const result = Matrix.zeros')) + 1;
    const wrong = changed(
      lesson,
      'const result = Matrix.zeros',
      `if (a.rows * b.cols > 200_000) throw new Error('too many rows'); const result = Matrix.zeros`,
    );
    vscode.write(lesson.path, wrong);
    await panel.button(RACE.again).or(panel.button(RACE.start)).click();
    await panel.notice('Your code threw Error: too many rows').waitFor({ timeout: RACE_MS });
    await panel.notice('too many rows').getByText(`${lesson.path}, line ${line}`).click();
    await waitFor('the editor to be at the line', async () =>
      (await vscode.page.locator('.statusbar').innerText()).includes(`Ln ${line}`),
    );
    vscode.write(lesson.path, lesson.source.solution);
  });

  it('opens by a command, and without a course the others race alone', async () => {
    await vscode.command('View: Close All Editors');
    vscode.write(lesson.path, lesson.source.stub);
    await vscode.command(commands.race);
    panel = await TrainingPanel.find(vscode);
    await section().waitFor();
    await panel.button(RACE.again).or(panel.button(RACE.start)).click();
    await section().getByText('No matmul of yours passes here (lessons 3.1 and 4.6)').waitFor({ timeout: RACE_MS });
    await panel.button(RACE.stop).click();
    await section().getByText('Stopped.').waitFor();
  });
});
