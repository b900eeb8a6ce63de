/**
 * The main job, as a newcomer does it: start the course, get a lesson wrong, get it right, train on real handwriting.
 * Runs in a light and in a dark theme, once from the repository and once from the packaged extension.
 */
import assert from 'node:assert/strict';
import { lessonProgress, readProgress } from '../../src/course/progress';
import { imagesAtHand, mnistFolder } from '../support/mnist';
import { CHECK_KEYS, commands } from './support/commands';
import { CourseTree } from './support/course-tree';
import { GUIDE, Guide } from './support/guide';
import { changed, course, lessonOf, titleOf } from './support/learners-folder';
import { OPEN_LESSON, PART_1, START_HERE } from './support/start-here';
import { TrainingPanel } from './support/training-panel';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const loss = lessonOf('loss');
const [PIXELS, LINEAR_MODEL, LOSS, THREE_OR_SEVEN] = ['pixels', 'linear-model', 'loss', 'three-or-seven'].map((id) =>
  titleOf(lessonOf(id)),
);

const journeys = [
  { name: 'from the repository, dark', theme: 'dark', extension: 'development' },
  { name: 'from the packaged extension, light', theme: 'light', extension: 'packaged' },
] as const;

for (const { name, theme, extension } of journeys) {
  describe(`a newcomer, ${name} (${imagesAtHand})`, function () {
    this.timeout(600_000);
    const vscode = withVsCode({
      theme,
      extension,
      typescript: true,
      // Passed before the window was opened: its step must be ticked, too.
      passed: ['pixels'],
      settings: mnistFolder ? { 'nnFromScratch.mnist.folder': mnistFolder } : {},
    });
    const tree = new CourseTree(vscode);
    /** The guide shows the lesson, so the verdict is there and not in a notification. */
    const guideSays = async (words: string, heading = LOSS): Promise<void> =>
      (await Guide.find(vscode, heading)).verdict(words).waitFor();
    const openPart = (): Promise<void> => vscode.openWalkthrough(PART_1);
    const shot = (stage: string): Promise<string> => vscode.screenshot(`newcomer-${theme}-${stage}`);

    it('is met by “Start Here”; Start the Course opens the next lesson; the walkthrough of Part 1 ticks what passed', async () => {
      await vscode.walkthroughStepDone(START_HERE.chooseFolder);
      await vscode.command(commands.startCourse);
      await vscode.editor('2-linear-model.ts').waitFor();
      await Guide.find(vscode, LINEAR_MODEL);
      await openPart();
      await vscode.walkthroughStep(LOSS).waitFor();
      await vscode.walkthroughStepDone(PIXELS);
      await vscode.walkthroughStepDone(LINEAR_MODEL, { done: false });
      await shot('1-walkthrough');
    });

    it('opens lesson 1.3 with its guide beside it, and the check says “not started”', async () => {
      await vscode.walkthroughStep(LOSS).click();
      await vscode.button(OPEN_LESSON).click();
      await vscode.editor('3-loss.ts').waitFor();
      await (await vscode.webview('What you will have')).getByRole('heading', { name: LOSS }).waitFor();
      await vscode.codeLens(GUIDE.check).first().waitFor();
      await shot('2-lesson');
      await vscode.editor('3-loss.ts').click();
      await vscode.command(commands.check);
      await guideSays('Not started');
    });

    it('names the mistake of a wrong solution, and Problems points at the line', async () => {
      const wrong = changed(loss, '  return sum / predictions.length;', '  return sum;');
      await vscode.editor('3-loss.ts').click();
      await vscode.replaceEditorText(wrong);
      await vscode.page.keyboard.press(CHECK_KEYS);
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
      await vscode.replaceEditorText(loss.source.solution);
      await vscode.page.keyboard.press(CHECK_KEYS);
      await guideSays('Passed: all');
      await shot('4-passed');
      await tree.show();
      await tree.lesson(/1\.3 Loss, passed/).waitFor();
      await openPart();
      await vscode.walkthroughStepDone(LOSS);
      await shot('5-ticked');
    });

    it('trains 3-or-7 with the learner’s own code: the chart moves, the accuracy is right', async () => {
      for (const lesson of course.parts[0].lessons) vscode.write(lesson.path, lesson.source.solution);
      await vscode.openFile('7-three-or-seven.ts');
      await vscode.command(commands.check);
      await guideSays('Passed: all', THREE_OR_SEVEN);
      await waitFor(
        '1.7 to pass',
        () => lessonProgress(readProgress(vscode.folder), 'three-or-seven').state === 'passed',
      );
      await vscode.clearNotifications();
      await vscode.command('View: Hide Panel');
      await vscode.command(commands.training);
      const panel = await TrainingPanel.find(vscode);
      await panel.choose('Experiment', '3 or 7');
      await panel.choose('Who trains', 'My code');
      if (!mnistFolder) await panel.choose('Data', 'Built-in digits');
      await panel.startRun();
      const loss = panel.figure('Loss').locator('canvas');
      await panel.state('Training');
      const before = await loss.screenshot();
      await panel.state('Finished', 300_000);
      assert.ok(!before.equals(await loss.screenshot()), 'the chart has not moved');
      assert.equal(await panel.notice('stands in').count(), 0, 'the reference stood in for the learner’s code');
      const summary = await panel.figure('Accuracy').locator('.summary').innerText();
      const share = Number(/([\d.]+) ?%/.exec(summary)?.[1]) / 100;
      assert.ok(share >= (mnistFolder ? 0.97 : 0.9), summary);
      await vscode.clearNotifications();
      await shot('6-trained');
    });
  });
}
