/** *Debug My Solution* and the Test Explorer, as a learner sees them. */
import assert from 'node:assert/strict';
import { commands } from './support/commands';
import { changed, lessonOf } from './support/learners-folder';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const loss = lessonOf('loss');

describe('debugging a lesson', function () {
  this.timeout(600_000);
  const vscode = withVsCode({
    files: { [loss.path]: changed(loss, '  return sum / predictions.length;', '  return sum;') },
  });
  const toggleBreakpoint = async (): Promise<void> => {
    await vscode.page
      .locator('.view-line', { hasText: /return\s+sum/ })
      .first()
      .click();
    await vscode.page.keyboard.press('F9');
  };

  it('stops at the breakpoint, in the learner’s own file, and shows the variables', async () => {
    const { page } = vscode;
    await vscode.openFile('3-loss.ts');
    await toggleBreakpoint();
    await page.locator('.codicon-debug-breakpoint').first().waitFor();
    await vscode.command(commands.debug);
    await page.locator('.debug-top-stack-frame-column, .debug-top-stack-frame-line').first().waitFor();
    assert.equal(await page.locator('.tab').filter({ hasText: '3-loss.ts' }).count(), 1, 'no copy beside the file');
    const sum = page.locator('.debug-variables .monaco-list-row', { hasText: /^sum\s*=\s*5/ });
    await sum.waitFor();
    await vscode.screenshot('debug-stopped');
  });

  it('goes on to the verdict, which the Test Explorer shows', async () => {
    const { page } = vscode;
    await toggleBreakpoint();
    // The debugger hears of the removal a moment later, and may have stopped once more by then.
    await waitFor('the end of the session', async () => {
      if (await page.locator('.debug-toolbar').isHidden()) return true;
      if (await page.locator('.debug-top-stack-frame-line').first().isVisible()) await page.keyboard.press('F5');
      return false;
    });
    await vscode.command('Testing: Focus on Test Explorer View');
    const lesson = page.locator('.test-explorer .monaco-list-row', { hasText: '1.3 Loss' });
    await waitFor('the lesson in the Test Explorer', async () => {
      if (await lesson.isVisible()) return true;
      const part = page.locator('.test-explorer .monaco-list-row', { hasText: '1 · ' }).first();
      await part.click();
      await page.keyboard.press('ArrowRight');
      return false;
    });
    await lesson.locator('.codicon-testing-failed-icon').waitFor();
    await vscode.screenshot('test-explorer');
  });
});
