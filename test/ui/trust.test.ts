/** In a folder that is not trusted, lessons can be read and nothing of the learner's runs. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { PROGRESS_FILE } from '../../src/course/progress';
import { Guide } from './support/guide';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import type { VsCode } from './support/vscode';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));

describe('an untrusted folder', function () {
  this.timeout(180_000);
  let folder: string;
  let vscode: VsCode;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nnfs-trust-'));
    layOut(course, folder);
    const loss = findLesson(course, 'loss') ?? assert.fail();
    writeFileSync(path.join(folder, loss.path), loss.source.solution);
    vscode = await openVsCode({ version: '1.100', folder, trust: 'restricted' });
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the course', async () => {
    await vscode.command('View: Show Neural Network from Scratch');
    await vscode.page.getByRole('treeitem', { name: /1\.3 Loss, not started/ }).waitFor();
  });

  it('does not check the learner’s code, and says why', async () => {
    await vscode.openFile('3-loss.ts');
    await vscode.command('Neural Network: Check My Solution');
    await vscode.notification('this folder is not trusted');
    assert.equal(existsSync(path.join(folder, PROGRESS_FILE)), false, 'a check was recorded');
    await vscode.screenshot('untrusted');
  });

  it('shows the guide, and it says what cannot be done here', async () => {
    await vscode.command('Notifications: Clear All Notifications');
    await vscode.command('Neural Network: Show Guide');
    const guide = await Guide.find(vscode, '1.3 Loss');
    await guide.frame.getByText('This folder is not trusted, so your code is not run.').waitFor();
    await guide.frame.getByText('Manage Workspace Trust').waitFor();
    await guide.button('Check My Solution').click();
    await vscode.notification('this folder is not trusted');
    assert.equal(await guide.verdict('').count(), 0, 'a verdict without a check');
  });

  it('does not debug it either, nor run it from the Test Explorer', async () => {
    await vscode.command('Neural Network: Debug My Solution');
    await vscode.command('Test: Run All Tests');
    await vscode.notification('this folder is not trusted');
    assert.equal(await vscode.page.locator('.debug-toolbar').count(), 0);
    assert.equal(existsSync(path.join(folder, PROGRESS_FILE)), false, 'a check was recorded');
  });
});
