/** A learner without a mouse goes through Part 1 in the packaged extension: every act is a key, and the focus is where one goes on. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Lesson } from '../../src/course/course';
import { BACKUP_FOLDER } from '../../src/course/backup';
import { lessonProgress, readProgress } from '../../src/course/progress';
import { CHECK_KEYS, commands } from './support/commands';
import { CourseTree } from './support/course-tree';
import { GUIDE, Guide } from './support/guide';
import { Keyboard } from './support/keyboard';
import { changed, course, lessonOf, titleOf } from './support/learners-folder';
import { versions } from './support/scripts';
import { START_HERE } from './support/start-here';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const [part] = course.parts;
const pixels = lessonOf('pixels');
const loss = lessonOf('loss');
const PIXELS = titleOf(pixels);
const fileName = ({ path: file }: Lesson): string => path.basename(file);
const FIRST = fileName(pixels);

for (const version of versions)
  describe(`Part 1 by keyboard only, in the packaged extension, VS Code ${version}`, function () {
    this.timeout(600_000);
    const vscode = withVsCode({ version, extension: 'packaged', course: false });
    const keys = new Keyboard(vscode);
    const tree = new CourseTree(vscode);
    let guide: Guide;

    const onDisk = (of: Lesson): string => vscode.read(of.path);
    const record = (of: Lesson): ReturnType<typeof lessonProgress> =>
      lessonProgress(readProgress(vscode.folder), of.id);
    const find = async (heading: string): Promise<void> => {
      guide = await Guide.find(vscode, heading);
    };
    /** From wherever one is: the palette, which puts the focus into the page. */
    const intoGuide = async (of: Lesson): Promise<void> => {
      await keys.command(commands.guide);
      await find(titleOf(of));
      await keys.focusOn('the guide', ({ inWebview }) => inWebview);
    };
    const intoCode = async (of: Lesson): Promise<void> => {
      await keys.command('View: Focus First Editor Group');
      await keys.inEditor(fileName(of));
    };
    const showTree = (): Promise<void> => keys.command(commands.showCourse);

    it('starts the course from “Start Here” in the folder that is open, and goes to lesson 1.1', async () => {
      await vscode.walkthroughStep(START_HERE.seeCourse).waitFor();
      await keys.tabToName(START_HERE.startCourse);
      await keys.press('Enter');
      await keys.inEditor(FIRST);
      await find(PIXELS);
      await keys.command('Welcome: Open Walkthrough...');
      await keys.choose(START_HERE.title);
      await vscode.walkthroughStepDone(START_HERE.chooseFolder);
      assert.equal(onDisk(pixels), pixels.source.stub);
      await keys.tabTo('the step', ({ name }) => name.startsWith(START_HERE.firstFunction));
      await keys.press('Enter');
      await keys.tabToName(START_HERE.openFirst);
      await keys.press('Enter');
      await keys.inEditor(FIRST);
      await find(PIXELS);
      await keys.inEditor(FIRST);
    });

    it('reads the guide: Tab stops at all there is to do, in the order of the page, and leaves it at the end', async () => {
      await intoGuide(pixels);
      const stops = (await keys.tabTo('the end of the page', ({ inWebview }) => !inWebview)).slice(0, -1);
      const names = stops.map(({ name }) => name);
      const landmarks = [
        'pixel',
        'MNIST',
        'baseline',
        ...[1, 2, 3, 4, 5, 6].map((n) => GUIDE.stepDone(n)),
        pixels.text.quiz[0].answers[0].text,
        GUIDE.openHint(1),
        GUIDE.explanation,
        pixels.text.quiz[1].answers[0].text,
        pixels.text.quiz[2].answers[0].text,
        GUIDE.debriefToCome,
        GUIDE.check,
        GUIDE.hint,
        GUIDE.solution,
        GUIDE.next,
      ];
      assert.deepEqual(
        names.filter((name) => landmarks.includes(name)),
        landmarks,
        names.join('\n'),
      );
      const unnamed = stops.filter(({ name }) => name === '');
      assert.deepEqual(unnamed, [], 'every stop has a name');
    });

    it('says what a term means while it has the focus; from the glossary it comes back to the term', async () => {
      await intoGuide(pixels);
      await keys.tabToName('baseline');
      const note = guide.note;
      await note.getByText('Baseline').first().waitFor();
      await keys.press('Escape');
      await note.waitFor({ state: 'hidden' });
      await keys.focusOnName('baseline');
      await keys.press('Enter');
      await find(GUIDE.glossary);
      await keys.focusOnName('Baseline');
      await keys.tabToName(GUIDE.back(PIXELS), 'Shift+Tab');
      await keys.press('Enter');
      await find(PIXELS);
      await keys.focusOnName('baseline');
    });

    it('ticks a step', async () => {
      await keys.tabToName(GUIDE.stepDone(1));
      await keys.press('Space');
      await guide.text('1 of 6 steps ticked').waitFor();
      await keys.focusOnName(GUIDE.stepDone(1));
      await waitFor('the step to be recorded', () => record(pixels).steps?.join() === '0');
    });

    it('answers the quiz: a wrong answer explains itself, then the right one', async () => {
      const { answers } = pixels.text.quiz[1];
      const right = answers.findIndex((answer) => answer.right);
      await keys.tabToName(answers[0].text);
      await keys.press('Space');
      await guide.answer(answers[0].text).getByText(GUIDE.wrong).waitFor();
      await keys.focusOnName(answers[0].text);
      for (let i = 0; i < right; i++) await keys.press('ArrowDown');
      await keys.focusOnName(answers[right].text);
      await keys.press('Space');
      await guide.answer(answers[right].text).getByText(GUIDE.right).waitFor();
      await guide.answer(answers[0].text).getByText(GUIDE.wrong).waitFor({ state: 'hidden' });
      await keys.focusOnName(answers[right].text);
      await waitFor('the answer to be recorded', () => record(pixels).quiz?.[1] === right);
    });

    it('opens hint 1 of 3, and the focus is on the hint', async () => {
      await keys.tabToName(GUIDE.openHint(1), 'Shift+Tab');
      await keys.press('Enter');
      await keys.focusOnName(GUIDE.hintTitle(1));
      await keys.tabToName(GUIDE.openHint(2));
      await waitFor('the hint to be recorded', () => record(pixels).hints === 1);
    });

    it('checks a stub from the guide: the verdict comes, and the focus stays on the button', async () => {
      await keys.tabToName(GUIDE.check);
      await keys.press('Enter');
      await guide.verdict('Not started').waitFor();
      await keys.focusOnName(GUIDE.check);
    });

    it('names the mistake of a wrong solution, in the guide and in Problems; both lead to the line', async () => {
      const wrong = changed(pixels, 'mean.push(sum / images.length);', 'mean.push(sum);');
      const line = wrong.split('\n').findIndex((each) => each.includes('function meanImage')) + 1;
      await intoCode(pixels);
      await keys.replaceText(wrong);
      await keys.press(CHECK_KEYS);
      await guide.verdict('This is the sum over the images.').waitFor();
      await keys.inEditor(FIRST);
      assert.equal(onDisk(pixels), wrong, 'a check saves the file');
      await keys.press('ControlOrMeta+Home');
      await vscode.statusBarItem('Ln 1, Col 1').waitFor();
      await intoGuide(pixels);
      await keys.tabTo('the result in the bar', ({ name }) => /^\d+ of \d+ checks pass$/.test(name));
      await keys.press('Enter');
      await keys.focusOnName(GUIDE.result);
      await keys.tabToName(GUIDE.showSymbol('meanImage', FIRST));
      await keys.press('Enter');
      await keys.inEditor(FIRST);
      await vscode.statusBarItem(`Ln ${line},`).waitFor();

      await keys.press('ControlOrMeta+Home');
      await vscode.statusBarItem('Ln 1, Col 1').waitFor();
      await keys.command('Problems: Focus on Problems View');
      await vscode.page.locator('.markers-panel').waitFor();
      const [problem] = await vscode.problems();
      assert.match(problem.message, /This is the sum over the images/);
      await keys.press('Home', 'ArrowDown', 'Enter');
      await keys.inEditor(FIRST);
      await vscode.statusBarItem(`Ln ${problem.line},`).waitFor();
    });

    it('passes with the right one, and reads the debrief', async () => {
      await keys.replaceText(pixels.source.solution);
      await keys.press(CHECK_KEYS);
      await guide.verdict('Passed: all').waitFor();
      await keys.inEditor(FIRST);
      await intoGuide(pixels);
      await keys.tabToName(GUIDE.readDebrief);
      await keys.press('Enter');
      await keys.focusOnName(GUIDE.debrief);
      await guide.frame.locator('#debrief').getByText('You have a program that reads handwriting').waitFor();
    });

    it('finds the tick in the course tree, and opens a lesson from there', async () => {
      await showTree();
      await tree.lesson(/1\.1 Pixels, passed, .*quiz 1 of 3/).waitFor();
      const marked = vscode.page.locator('.monaco-list:focus .monaco-list-row.focused');
      // The tree has the focus; it begins where the learner is, or at the top.
      await waitFor('the tree to have the focus', async () => {
        if ((await vscode.page.locator('.monaco-list:focus').count()) > 0) return true;
        await keys.press('Tab');
        return false;
      });
      await keys.press('Home');
      await keys.press('ArrowDown');
      await waitFor('the lesson', async () => /^1\.1 Pixels/.test((await marked.getAttribute('aria-label')) ?? ''));
      await keys.press('Enter');
      await keys.inEditor(FIRST);
    });

    it('goes on with Next Lesson in the guide, into the code of the next file', async () => {
      await intoGuide(pixels);
      await keys.tabToName(GUIDE.next);
      await keys.press('Enter');
      await keys.inEditor('2-linear-model.ts');
      await find(titleOf(part.lessons[1]));
    });

    for (const [i, each] of part.lessons.entries())
      if (i > 0)
        it(`passes ${titleOf(each)}, and goes on`, async () => {
          await find(titleOf(each));
          await keys.inEditor(fileName(each));
          await keys.replaceText(each.source.solution);
          await keys.press(CHECK_KEYS);
          await guide.verdict('Passed: all').waitFor();
          await waitFor('the pass to be recorded', () => record(each).state === 'passed');
          await keys.command(commands.nextLesson);
        });

    it('reads the page at the end of Part 1, and goes on from there', async () => {
      await find('What changed in Part 1');
      await keys.focusOnName('What changed in Part 1');
      await keys.tabToName(GUIDE.next);
      await keys.press('Enter');
      const next = course.parts[1].lessons[0];
      await keys.inEditor(fileName(next));
      await find(titleOf(next));
    });

    it('resets a lesson: a copy is kept, the stub is back, the tick is gone', async () => {
      await showTree();
      await tree.lesson(/1\.3 Loss, passed/).waitFor();
      await keys.command(commands.openLesson);
      await keys.choose(titleOf(loss));
      await keys.inEditor(fileName(loss));
      await keys.command(commands.reset);
      await vscode
        .dialog()
        .getByText(`Reset ${titleOf(loss)}?`)
        .waitFor();
      await keys.focusOnName('Reset');
      await keys.press('Enter');
      await waitFor('the stub', () => onDisk(loss) === loss.source.stub);
      await tree.lesson(/1\.3 Loss, not started/).waitFor();
      const copies = vscode.file(BACKUP_FOLDER);
      const texts = readdirSync(copies)
        .map((stamp) => path.join(BACKUP_FOLDER, stamp, loss.path))
        .filter((file) => existsSync(vscode.file(file)))
        .map((file) => vscode.read(file));
      assert.deepEqual(texts, [loss.source.solution]);
      await keys.inEditor(fileName(loss));
    });

    it('undoes the reset: file and tick are back', async () => {
      await keys.command('Notifications: Show Notifications');
      await vscode.page.locator('.notifications-center.visible').getByText('has been reset').first().waitFor();
      await keys.tabToName('Undo');
      await keys.press('Enter');
      await waitFor('the learner’s text', () => onDisk(loss) === loss.source.solution);
      await tree.lesson(/1\.3 Loss, passed/).waitFor();
      await vscode.statusBarItem('Your version is back.').waitFor();
      await keys.inEditor(fileName(loss));
    });
  });
