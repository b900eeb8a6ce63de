/**
 * The main job, as a newcomer does it: start the course, get a lesson wrong, get it right, train on real handwriting.
 * Runs in a light and in a dark theme, once from the repository and once from the packaged extension.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { recordCheck } from '../../src/course/progress';
import { mnistFolder } from '../support/mnist';
import { Guide } from './support/guide';
import { type Theme, openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import { TrainingPanel } from './support/training-panel';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));

const solution = (id: string): string => findLesson(course, id)?.source.solution ?? assert.fail(id);

interface Journey {
  name: string;
  theme: Theme;
  packaged: boolean;
}

const journeys: Journey[] = [
  { name: 'from the repository, dark', theme: 'dark', packaged: false },
  { name: 'from the packaged extension, light', theme: 'light', packaged: true },
];

for (const { name, theme, packaged } of journeys) {
  describe(`a newcomer, ${name} (${mnistFolder ? 'real MNIST' : 'built-in digits'})`, function () {
    this.timeout(300_000);
    let folder: string;
    let work: string;
    let vscode: VsCode;
    /** The guide shows the lesson, so the verdict is there and not in a notification. */
    const guideSays = async (words: string, heading = '1.3 Loss'): Promise<void> =>
      (await Guide.find(vscode, heading)).verdict(words).waitFor();
    const openPart = async (): Promise<void> => {
      await vscode.command('Welcome: Open Walkthrough...');
      await vscode.choose('Part 1: ');
    };
    const shot = (stage: string): Promise<string> => vscode.screenshot(`newcomer-${theme}-${stage}`);

    before(async () => {
      work = mkdtempSync(path.join(tmpdir(), 'nnfs-newcomer-'));
      folder = path.join(work, 'my-neural-network');
      layOut(course, folder);
      // Passed before the window was opened: its step must be ticked, too.
      await recordCheck(folder, 'pixels', 'passed');
      const vsix = packaged ? path.join(work, 'extension.vsix') : undefined;
      if (vsix) {
        const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.mjs', '--out', vsix], {
          cwd: repositoryRoot,
          encoding: 'utf8',
        });
        assert.equal(status, 0, stdout + stderr);
      }
      vscode = await openVsCode({
        version: '1.100',
        folder,
        theme,
        vsix,
        settings: mnistFolder ? { 'nnFromScratch.mnist.folder': mnistFolder } : {},
      });
    });
    afterEach(async function () {
      await vscode?.screenshotWhenFailed(this.currentTest);
    });
    after(async () => {
      await vscode?.close();
      rmSync(work, { recursive: true, force: true });
    });

    it('is met by “Start Here”; Start the Course opens the next lesson; the walkthrough of Part 1 ticks what passed', async () => {
      await vscode.walkthroughStepDone('Choose a folder for your work');
      await vscode.command('Neural Network: Start the Course');
      await vscode.editor('2-linear-model.ts').waitFor();
      await Guide.find(vscode, '1.2 The linear model');
      await openPart();
      await vscode.walkthroughStep('1.3 Loss').waitFor();
      await vscode.walkthroughStepDone('1.1 Pixels');
      await vscode.walkthroughStepDone('1.2 The linear model', { done: false });
      await shot('1-walkthrough');
    });

    it('opens lesson 1.3 with its guide beside it, and the check says “not started”', async () => {
      await vscode.walkthroughStep('1.3 Loss').click();
      await vscode.page.getByRole('button', { name: 'Open the Lesson', exact: true }).locator('visible=true').click();
      await vscode.editor('3-loss.ts').waitFor();
      await (await vscode.webview('What you will have')).getByRole('heading', { name: '1.3 Loss' }).waitFor();
      await vscode.codeLens('Check My Solution').first().waitFor();
      await shot('2-lesson');
      await vscode.editor('3-loss.ts').click();
      await vscode.command('Neural Network: Check My Solution');
      await guideSays('Not started');
    });

    it('names the mistake of a wrong solution, and Problems points at the line', async () => {
      const wrong = solution('loss').replace('  return sum / predictions.length;', '  return sum;');
      await vscode.editor('3-loss.ts').click();
      await vscode.replaceEditorText(wrong);
      await vscode.page.keyboard.press('Control+Alt+Enter');
      await guideSays('This is the sum of the squared errors');
      const problem = await waitFor('the problem', async () =>
        (await vscode.problems()).find((each) => each.source.includes('loss')),
      );
      assert.match(problem.message, /returned 5, expected 2\.5/);
      const line = wrong.split('\n').findIndex((each) => each.includes('function meanSquaredError')) + 1;
      assert.equal(problem.line, line);
      await shot('3-mistake');
    });

    it('passes with the right one: the step and the tree tick', async () => {
      await vscode.editor('3-loss.ts').click();
      await vscode.replaceEditorText(solution('loss'));
      await vscode.page.keyboard.press('Control+Alt+Enter');
      await guideSays('Passed: all');
      await shot('4-passed');
      await vscode.command('View: Show Neural Network from Scratch');
      await vscode.page.getByRole('treeitem', { name: /1\.3 Loss, passed/ }).waitFor();
      await openPart();
      await vscode.walkthroughStepDone('1.3 Loss');
      await shot('5-ticked');
    });

    it('trains 3-or-7 with the learner’s own code: the chart moves, the accuracy is right', async () => {
      for (const lesson of course.parts[0].lessons)
        writeFileSync(path.join(folder, lesson.path), lesson.source.solution);
      await vscode.openFile('7-three-or-seven.ts');
      await vscode.command('Neural Network: Check My Solution');
      await guideSays('Passed: all', '1.7 3 or 7');
      await waitFor('1.7 to pass', () =>
        Promise.resolve(
          /"three-or-seven": {\s*"state": "passed"/.test(
            readFileSync(path.join(folder, '.nn-from-scratch/progress.json'), 'utf8'),
          ),
        ),
      );
      await vscode.command('Notifications: Clear All Notifications');
      await vscode.command('View: Hide Panel');
      await vscode.command('Neural Network: Open Training Panel');
      const panel = await TrainingPanel.find(vscode);
      await panel.choose('Experiment', '3 or 7');
      await panel.choose('Who trains', 'My code');
      if (!mnistFolder) await panel.choose('Data', 'Built-in digits');
      await panel.button('Start').click();
      const loss = panel.figure('Loss').locator('canvas');
      await panel.state('Training', 60_000);
      const before = await loss.screenshot();
      await panel.state('Finished', 180_000);
      assert.ok(!before.equals(await loss.screenshot()), 'the chart has not moved');
      assert.equal(await panel.notice('stands in').count(), 0, 'the reference stood in for the learner’s code');
      const summary = await panel.figure('Accuracy').locator('.summary').innerText();
      const share = Number(/([\d.]+) ?%/.exec(summary)?.[1]) / 100;
      assert.ok(share >= (mnistFolder ? 0.97 : 0.9), summary);
      await vscode.command('Notifications: Clear All Notifications');
      await shot('6-trained');
    });
  });
}
