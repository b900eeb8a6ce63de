/** “Start Here” and the course around it, with a real VS Code's own questions: ticks, hint, solution, reset, undo. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { BACKUP_FOLDER } from '../../src/course/backup';
import { CHECK_KEYS, commands } from './support/commands';
import { CourseTree } from './support/course-tree';
import { lessonOf, titleOf } from './support/learners-folder';
import { oldest, versions } from './support/scripts';
import { START_HERE } from './support/start-here';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const pixels = lessonOf('pixels');
const PIXELS = titleOf(pixels);
const FILE = path.basename(pixels.path);

for (const version of versions) {
  describe(`“Start Here” in VS Code ${version}`, function () {
    this.timeout(600_000);
    const vscode = withVsCode({ version, theme: version === oldest ? 'high-contrast' : 'light' });
    const tree = new CourseTree(vscode);
    const onDisk = (): string => vscode.read(pixels.path);
    const shot = (stage: string): Promise<string> => vscode.screenshot(`start-${version}-${stage}`);

    it('opens by itself; the folder is there already, all else is to do', async () => {
      await vscode.walkthroughStepDone(START_HERE.chooseFolder);
      for (const step of [START_HERE.seeCourse, START_HERE.firstFunction, START_HERE.check, START_HERE.whenStuck])
        await vscode.walkthroughStepDone(step, { done: false });
      await vscode.walkthroughStep(START_HERE.seeCourse).click();
      await vscode.button(START_HERE.showCourse).click();
      await vscode.treeItem(PIXELS).waitFor();
      await vscode.walkthroughStepDone(START_HERE.seeCourse);
      await shot('1-open');
    });

    it('leads to the first lesson, whose state is in the status bar', async () => {
      await vscode.walkthroughStep(START_HERE.firstFunction).click();
      await vscode.button(START_HERE.openFirst).click();
      await vscode.editor(FILE).waitFor();
      await vscode.statusBarItem(PIXELS).waitFor();
      await vscode.codeLens('Hint').first().waitFor();
    });

    it('opens a hint from above the function', async () => {
      await vscode.codeLens('Hint').first().click();
      await vscode.statusBarItem('Hint 1 of 3').waitFor();
      await vscode.editor(FILE).click();
    });

    it('checks from the status bar', async () => {
      await vscode.statusBarItem(PIXELS).click();
      await vscode.codeLens('Check My Solution').first().waitFor();
      await vscode.page.locator('.codelens-decoration', { hasText: 'not started' }).first().waitFor();
    });

    it('asks before it shows the solution, which stands beside the file', async () => {
      const before = onDisk();
      await vscode.editor(FILE).click();
      await vscode.command(commands.solution);
      await vscode.press(`You have not tried ${PIXELS} yet`, 'Show the Solution');
      await vscode.page.locator('.tab.active', { hasText: `${PIXELS}: your file ↔ the solution` }).waitFor();
      await vscode.page.locator('.diffOverview').first().waitFor();
      await shot('2-solution');
      assert.equal(onDisk(), before);
    });

    it('writes it into the file when told so, and takes it back', async () => {
      await vscode.button('Use This Solution').click();
      await waitFor('the solution', () => onDisk() === pixels.source.solution);
      await vscode.press('holds the solution now', 'Undo');
      await waitFor('the stub', () => onDisk() === pixels.source.stub);
      await vscode.statusBarItem('Your version is back.').waitFor();
    });

    it('resets the lesson after a question, and undoes that', async () => {
      const mine = `${pixels.source.solution}// mine\n`;
      await vscode.openFile(FILE);
      await waitFor('the stub on the screen', async () => (await vscode.editorText()) === pixels.source.stub);
      await vscode.replaceEditorText(mine);
      await vscode.page.keyboard.press(CHECK_KEYS);
      await tree.lesson(/1\.1 Pixels, passed with the solution seen/).waitFor();
      await vscode.command(commands.reset);
      const dialog = vscode.dialog();
      await dialog.getByText(`Reset ${PIXELS}?`).waitFor();
      await shot('3-reset');
      await vscode.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      assert.equal(onDisk(), mine);
      await vscode.command(commands.reset);
      await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
      await waitFor('the stub', () => onDisk() === pixels.source.stub);
      await tree.lesson(/1\.1 Pixels, not started/).waitFor();
      const copies = vscode.file(BACKUP_FOLDER);
      assert.ok(
        readdirSync(copies).some((stamp) => vscode.read(path.join(BACKUP_FOLDER, stamp, pixels.path)) === mine),
      );
      await vscode.press('has been reset', 'Undo');
      await waitFor('the learner’s text', () => onDisk() === mine);
      await tree.lesson(/1\.1 Pixels, passed with the solution seen/).waitFor();
      await shot('4-undone');
    });

    it('has its ticks when one comes back', async () => {
      await vscode.openWalkthrough(START_HERE.title);
      for (const step of [START_HERE.firstFunction, START_HERE.check, START_HERE.whenStuck])
        await vscode.walkthroughStepDone(step);
      await vscode.walkthroughStepDone(START_HERE.watch, { done: false });
      await shot('5-ticked');
    });
  });
}
