/** In a folder that is not trusted, lessons can be read and nothing of the learner's runs. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { PROGRESS_FILE } from '../../src/course/progress';
import { commands } from './support/commands';
import { CourseTree } from './support/course-tree';
import { GUIDE, Guide } from './support/guide';
import { withVsCode } from './support/with-vscode';

const NOT_TRUSTED = 'this folder is not trusted';

describe('an untrusted folder', function () {
  this.timeout(600_000);
  const vscode = withVsCode({ solved: ['loss'], trust: 'restricted' });
  const wasChecked = (): boolean => existsSync(vscode.file(PROGRESS_FILE));

  it('shows the course', async () => {
    const tree = new CourseTree(vscode);
    await tree.show();
    await tree.lesson(/1\.3 Loss, not started/).waitFor();
  });

  it('does not check the learner’s code, and says why', async () => {
    await vscode.openFile('3-loss.ts');
    await vscode.command(commands.check);
    await vscode.notification(NOT_TRUSTED);
    assert.equal(wasChecked(), false, 'a check was recorded');
    await vscode.screenshot('untrusted');
  });

  it('shows the guide, and it says what cannot be done here', async () => {
    await vscode.clearNotifications();
    await vscode.command(commands.guide);
    const guide = await Guide.find(vscode, '1.3 Loss');
    await guide.text('This folder is not trusted, so your code is not run.').waitFor();
    await guide.frame.getByRole('main').getByText(GUIDE.trust).waitFor();
    await guide.button(GUIDE.check).click();
    await guide.verdict(NOT_TRUSTED).waitFor();
    const toasts = vscode.page.locator('.notifications-toasts .notification-list-item');
    assert.equal(await toasts.count(), 0, 'said once, and nothing covers the buttons');
    assert.equal(wasChecked(), false, 'a check was recorded');
  });

  it('does not debug it either, nor run it from the Test Explorer', async () => {
    await vscode.command(commands.debug);
    await vscode.command('Test: Run All Tests');
    await vscode.notification(NOT_TRUSTED);
    assert.equal(await vscode.page.locator('.debug-toolbar').count(), 0);
    assert.equal(wasChecked(), false, 'a check was recorded');
  });
});
