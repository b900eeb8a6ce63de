/** Lesson 1.1 in a real VS Code: what the learner's code sees, in the guide and the panel, with a wrong solution and with a right one. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { faultsIn } from './support/axe';
import { commands } from './support/commands';
import { GUIDE, Guide } from './support/guide';
import { changed, lessonOf, titleOf } from './support/learners-folder';
import { classOf, themes } from './support/themes';
import { TrainingPanel } from './support/training-panel';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const lesson = lessonOf('pixels');
const WRONG = changed(lesson, 'mean.push(sum / images.length)', 'mean.push(sum)');
const SHOW = 'Show What My Code Sees';
const AGAIN = 'Measure Again';
/** Drawing thousands of digits takes a second or two on a quiet machine. */
const MEASURE_MS = 120_000;

describe('what the code of lesson 1.1 sees', function () {
  this.timeout(600_000);
  const vscode = withVsCode();
  let guide: Guide;

  const live = (): Locator => guide.frame.locator('[data-live="baseline"]');
  const pictures = (): Locator => live().locator('.baseline-digits canvas');

  it('cannot be shown before all checks pass, and the page says what to do', async () => {
    await vscode.openFile(lesson.path);
    await vscode.command(commands.guide);
    guide = await Guide.find(vscode, titleOf(lesson));
    await live().getByText('First, all checks of this lesson pass').waitFor();
    assert.equal(await live().locator('vscode-button[disabled]').filter({ hasText: SHOW }).count(), 1);
    await vscode.openFile(lesson.path);
    await vscode.replaceEditorText(WRONG);
    await guide.button(GUIDE.check).click();
    await guide.verdict('Wrong value').waitFor();
    assert.equal(await guide.button(SHOW).count(), 0);
  });

  it('after a pass, the verdict leads there: first the question, then the button', async () => {
    await vscode.openFile(lesson.path);
    await vscode.replaceEditorText(lesson.source.solution);
    await guide.button(GUIDE.check).click();
    await guide.verdict('Passed').waitFor();
    await guide.offer('Try It on Digits').click();
    await waitFor('the heading to have the focus', () => guide.hasFocus('Predict, then run'));
    await guide.button(SHOW).waitFor();
    assert.equal(await pictures().count(), 0, 'nothing is shown that is to be predicted');
  });

  it('shows two means, digits in green and red, and what was measured; by the keyboard, and said', async () => {
    await guide.button(SHOW).focus();
    await vscode.page.keyboard.press('Enter');
    await guide.button(AGAIN).waitFor({ timeout: MEASURE_MS });
    const summary = live().getByText(
      /^Your program reads [\d,]+ of [\d,]+ threes and sevens correctly: [\d.]+ in 100\./,
    );
    await summary.waitFor();
    await guide.said('Your program reads').waitFor();
    for (const name of ['Your mean 3', 'Your mean 7']) await live().getByRole('img', { name, exact: true }).waitFor();
    assert.ok((await pictures().count()) > 8);
    const right = live().getByRole('img', { name: /^A [37], read correctly$/ });
    const wrong = live().getByRole('img', { name: /^A [37], read as [37]: wrong$/ });
    assert.equal((await right.count()) + (await wrong.count()), await pictures().count());
    const lines = await guide.inPage<string[]>(
      `['right', 'wrong'].map((name) => getComputedStyle(document.querySelector('.baseline-digits .' + name + ' canvas')).borderStyle)`,
    );
    assert.deepEqual(lines, ['solid', 'dashed'], 'not told by colour alone');
    // The means are really drawn, and they differ.
    const drawn = await guide.inPage<string[]>(
      `[...document.querySelectorAll('.baseline-means canvas')].map((canvas) => canvas.toDataURL())`,
    );
    assert.notEqual(drawn[0], drawn[1]);
    await vscode.screenshot('baseline-guide');
  });

  it('in four themes, with nothing serious for axe-core', async () => {
    for (const theme of themes) {
      vscode.changeTheme(theme);
      await guide.frame.locator(`body.${classOf(theme)}`).waitFor();
      await live().scrollIntoViewIfNeeded();
      await vscode.screenshot(`baseline-${theme}`);
      assert.deepEqual(await faultsIn(guide.frame, { theme }), [], theme);
    }
  });

  it('stands in the panel, too, beside 3 or 7', async () => {
    await vscode.command(commands.training);
    const panel = await TrainingPanel.find(vscode);
    await panel.choose('Experiment', '3 or 7');
    await panel.tab('Baseline');
    await panel.text(/^Your program reads [\d,]+ of [\d,]+ threes and sevens correctly/).waitFor();
    await panel.frame.getByRole('img', { name: 'Your mean 3' }).waitFor();
    await vscode.screenshot('baseline-panel');
  });

  it('tells the verdict for code that passes no more', async () => {
    await vscode.openFile(lesson.path);
    await vscode.replaceEditorText(WRONG);
    await vscode.command(commands.guide);
    guide = await Guide.find(vscode, titleOf(lesson));
    await guide.button(AGAIN).click();
    await live()
      .getByText(/^Wrong value: meanImage\(/)
      .waitFor({ timeout: MEASURE_MS });
    assert.equal(await pictures().count(), 0);
    await live().getByText('1-linear-model/1-pixels.ts, line').click();
    await vscode.tab('1-pixels.ts', { active: true }).waitFor();
  });
});
