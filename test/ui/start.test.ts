/** “Start Here” and the course around it, with a real VS Code's own questions: ticks, hint, solution, reset, undo. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLesson, loadCourse } from '../../src/course/course';
import { KEPT_FOLDER } from '../../src/course/keep';
import { layOut } from '../../src/course/learnerFolder';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));
const pixels = findLesson(course, 'pixels') ?? assert.fail('no lesson pixels');

for (const version of ['1.100', '1.139'] as const) {
  describe(`“Start Here” in VS Code ${version}`, function () {
    this.timeout(180_000);
    let work: string;
    let file: string;
    let vscode: VsCode;
    const onDisk = (): string => readFileSync(file, 'utf8');
    const shot = (stage: string): Promise<string> => vscode.screenshot(`start-${version}-${stage}`);
    const button = (name: string) => vscode.page.getByRole('button', { name }).locator('visible=true').first();
    const press = async (notification: string, name: string): Promise<void> => {
      await (await vscode.notification(notification)).getByRole('button', { name }).click();
    };

    before(async () => {
      work = mkdtempSync(path.join(tmpdir(), 'nnfs-start-'));
      const folder = path.join(work, 'course');
      layOut(course, folder);
      file = path.join(folder, pixels.path);
      vscode = await openVsCode({ version, folder, theme: version === '1.100' ? 'high-contrast' : 'light' });
    });
    afterEach(async function () {
      await vscode?.screenshotWhenFailed(this.currentTest);
    });
    after(async () => {
      await vscode?.close();
      rmSync(work, { recursive: true, force: true });
    });

    it('opens by itself; the folder is there already, all else is to do', async () => {
      await vscode.walkthroughStepDone('Choose a folder for your work');
      for (const step of ['See what you will build', 'Write your first function', 'Check it', 'When you are stuck'])
        await vscode.walkthroughStepDone(step, { done: false });
      await vscode.walkthroughStep('See what you will build').click();
      await button('Show the Course').click();
      await vscode.treeItem('1.1 Pixels').waitFor();
      await vscode.walkthroughStepDone('See what you will build');
      await shot('1-open');
    });

    it('leads to the first lesson, whose state is in the status bar', async () => {
      await vscode.walkthroughStep('Write your first function').click();
      await button('Open Lesson 1.1').click();
      await vscode.editor('1-pixels.ts').waitFor();
      await vscode.statusBarItem('1.1 Pixels').waitFor();
      await vscode.codeLens('Hint').first().waitFor();
    });

    it('opens a hint from above the function', async () => {
      await vscode.codeLens('Hint').first().click();
      await vscode.statusBarItem('Hint 1 of 3').waitFor();
      await vscode.editor('1-pixels.ts').click();
    });

    it('checks from the status bar', async () => {
      await vscode.statusBarItem('1.1 Pixels').click();
      await vscode.codeLens('Check My Solution').first().waitFor();
      await vscode.page.locator('.codelens-decoration', { hasText: 'not started' }).first().waitFor();
    });

    it('asks before it shows the solution, which stands beside the file', async () => {
      const before = onDisk();
      await vscode.editor('1-pixels.ts').click();
      await vscode.command('Neural Network: Show the Solution');
      await press('You have not tried 1.1 Pixels yet', 'Show the Solution');
      await vscode.page.locator('.tab.active', { hasText: '1.1 Pixels: your file ↔ the solution' }).waitFor();
      await vscode.page.locator('.diffOverview').first().waitFor();
      await shot('2-solution');
      assert.equal(onDisk(), before);
    });

    it('writes it into the file when told so, and takes it back', async () => {
      await button('Use This Solution').click();
      await waitFor('the solution', () => onDisk() === pixels.source.solution);
      await press('holds the solution now', 'Undo');
      await waitFor('the stub', () => onDisk() === pixels.source.stub);
      await vscode.statusBarItem('Your version is back.').waitFor();
    });

    it('resets the lesson after a question, and undoes that', async () => {
      const mine = `${pixels.source.solution}// mine\n`;
      await vscode.openFile('1-pixels.ts');
      await waitFor('the stub on the screen', async () => (await vscode.editorText()) === pixels.source.stub);
      await vscode.replaceEditorText(mine);
      await vscode.page.keyboard.press('Control+Alt+Enter');
      await vscode.page.getByRole('treeitem', { name: /1\.1 Pixels, passed with the solution seen/ }).waitFor();
      await vscode.command('Neural Network: Reset This Lesson');
      const dialog = vscode.page.locator('.monaco-dialog-box');
      await dialog.getByText('Reset 1.1 Pixels?').waitFor();
      await shot('3-reset');
      await vscode.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      assert.equal(onDisk(), mine);
      await vscode.command('Neural Network: Reset This Lesson');
      await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
      await waitFor('the stub', () => onDisk() === pixels.source.stub);
      await vscode.page.getByRole('treeitem', { name: /1\.1 Pixels, not started/ }).waitFor();
      const copies = path.join(path.dirname(path.dirname(file)), KEPT_FOLDER);
      assert.ok(
        readdirSync(copies).some((stamp) => readFileSync(path.join(copies, stamp, pixels.path), 'utf8') === mine),
      );
      await press('is as on the first day', 'Undo');
      await waitFor('the learner’s text', () => onDisk() === mine);
      await vscode.page.getByRole('treeitem', { name: /1\.1 Pixels, passed with the solution seen/ }).waitFor();
      await shot('4-undone');
    });

    it('has its ticks when one comes back', async () => {
      await vscode.command('Welcome: Open Walkthrough...');
      await vscode.choose('Start Here: Neural Network');
      for (const step of ['Write your first function', 'Check it', 'When you are stuck'])
        await vscode.walkthroughStepDone(step);
      await vscode.walkthroughStepDone('Watch it learn', { done: false });
      await shot('5-ticked');
    });
  });
}
