/** *Debug My Solution* and the Test Explorer, as a learner sees them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));
const loss = findLesson(course, 'loss') ?? assert.fail();
const wrong = loss.source.solution.replace('  return sum / predictions.length;', '  return sum;');
assert.notEqual(wrong, loss.source.solution);

describe('debugging a lesson', function () {
  this.timeout(180_000);
  let folder: string;
  let vscode: VsCode;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nnfs-debug-'));
    layOut(course, folder);
    writeFileSync(path.join(folder, loss.path), wrong);
    vscode = await openVsCode({ version: '1.100', folder });
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('stops at the breakpoint, in the learner’s own file, and shows the variables', async () => {
    const { page } = vscode;
    // The welcome comes to the front when it is ready; not between two clicks.
    await page.locator('.tab', { hasText: 'Walkthrough' }).waitFor();
    await vscode.openFile('3-loss.ts');
    await page
      .locator('.view-line', { hasText: /return\s+sum/ })
      .first()
      .click();
    await page.keyboard.press('F9');
    await page.locator('.codicon-debug-breakpoint').first().waitFor();
    await vscode.command('Neural Network: Debug My Solution');
    await page.locator('.debug-top-stack-frame-column, .debug-top-stack-frame-line').first().waitFor();
    assert.equal(await page.locator('.tab').filter({ hasText: '3-loss.ts' }).count(), 1, 'no copy beside the file');
    const sum = page.locator('.debug-variables .monaco-list-row', { hasText: /^sum\s*=\s*5/ });
    await sum.waitFor();
    await vscode.screenshot('debug-stopped');
  });

  it('goes on to the verdict, which the Test Explorer shows', async () => {
    const { page } = vscode;
    await page
      .locator('.view-line', { hasText: /return\s+sum/ })
      .first()
      .click();
    await page.keyboard.press('F9');
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
