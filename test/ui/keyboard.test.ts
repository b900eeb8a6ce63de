/** A learner without a mouse goes through Part 1 in the packaged extension: every act is a key, and the focus is where one goes on. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Lesson, findLesson, loadCourse } from '../../src/course/course';
import { KEPT_FOLDER } from '../../src/course/keep';
import { lessonProgress, readProgress } from '../../src/course/progress';
import { Guide } from './support/guide';
import { Keyboard } from './support/keyboard';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));
const [part] = course.parts;
const lesson = (id: string): Lesson => findLesson(course, id) ?? assert.fail(`no lesson ${id}`);
const pixels = lesson('pixels');
const loss = lesson('loss');
const titleOf = ({ number, text }: Lesson): string => `${number} ${text.title}`;
const fileName = ({ path: file }: Lesson): string => path.basename(file);

for (const version of ['1.100', '1.139'] as const)
  describe(`Part 1 by keyboard only, in the packaged extension, VS Code ${version}`, function () {
    this.timeout(180_000);
    let work: string;
    let folder: string;
    let vscode: VsCode;
    let keys: Keyboard;
    let guide: Guide;

    const onDisk = (of: Lesson): string => readFileSync(path.join(folder, of.path), 'utf8');
    const record = (of: Lesson): ReturnType<typeof lessonProgress> => lessonProgress(readProgress(folder), of.id);
    const treeRow = (name: RegExp) => vscode.page.getByRole('treeitem', { name });
    /** From wherever one is: the palette, which puts the focus into the page. */
    const intoGuide = async (of: Lesson): Promise<void> => {
      await keys.command('Neural Network: Show Guide');
      guide = await Guide.find(vscode, titleOf(of));
      await keys.focusOn('the guide', ({ inWebview }) => inWebview);
    };
    const intoCode = async (of: Lesson): Promise<void> => {
      await keys.command('View: Focus First Editor Group');
      await keys.inEditor(fileName(of));
    };

    before(async () => {
      work = mkdtempSync(path.join(tmpdir(), 'nnfs-keyboard-'));
      folder = path.join(work, 'my-neural-network');
      mkdirSync(folder);
      const vsix = path.join(work, 'extension.vsix');
      const packing = spawnSync(process.execPath, ['scripts/package.mjs', '--out', vsix], {
        cwd: repositoryRoot,
        encoding: 'utf8',
      });
      assert.equal(packing.status, 0, packing.stdout + packing.stderr);
      vscode = await openVsCode({ version, folder, vsix });
      keys = new Keyboard(vscode);
    });
    afterEach(async function () {
      await vscode?.screenshotWhenFailed(this.currentTest);
    });
    after(async () => {
      await vscode?.close();
      rmSync(work, { recursive: true, force: true });
    });

    it('starts the course from “Start Here” in the folder that is open, and goes to lesson 1.1', async () => {
      await vscode.walkthroughStep('See what you will build').waitFor();
      await keys.tabToName('Start the Course');
      await keys.press('Enter');
      await keys.inEditor('1-pixels.ts');
      guide = await Guide.find(vscode, '1.1 Pixels');
      await keys.command('Welcome: Open Walkthrough...');
      await keys.choose('Start Here: Neural Network');
      await vscode.walkthroughStepDone('Choose a folder for your work');
      assert.equal(onDisk(pixels), pixels.source.stub);
      await keys.tabTo('the step', ({ name }) => name.startsWith('Write your first function'));
      await keys.press('Enter');
      await keys.tabToName('Open Lesson 1.1');
      await keys.press('Enter');
      await keys.inEditor('1-pixels.ts');
      guide = await Guide.find(vscode, '1.1 Pixels');
      await keys.inEditor('1-pixels.ts');
    });

    it('reads the guide: Tab stops at all there is to do, in the order of the page, and leaves it at the end', async () => {
      await intoGuide(pixels);
      const stops = (await keys.tabTo('the end of the page', ({ inWebview }) => !inWebview)).slice(0, -1);
      const names = stops.map(({ name }) => name);
      const landmarks = [
        'pixel',
        'MNIST',
        'baseline',
        ...[1, 2, 3, 4, 5, 6].map((n) => `Step ${n} done`),
        pixels.text.quiz[0].answers[0].text,
        'Open hint 1 of 3',
        'Show the Explanation',
        pixels.text.quiz[1].answers[0].text,
        pixels.text.quiz[2].answers[0].text,
        'After passing: the debrief',
        'Check My Solution',
        'Hint',
        'Solution',
        'Next Lesson',
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
      const note = guide.frame.getByRole('tooltip');
      await note.getByText('Baseline').first().waitFor();
      await keys.press('Escape');
      await note.waitFor({ state: 'hidden' });
      await keys.focusOnName('baseline');
      await keys.press('Enter');
      guide = await Guide.find(vscode, 'Glossary');
      await keys.focusOnName('Baseline');
      await keys.tabToName('Back to 1.1 Pixels', 'Shift+Tab');
      await keys.press('Enter');
      guide = await Guide.find(vscode, '1.1 Pixels');
      await keys.focusOnName('baseline');
    });

    it('ticks a step', async () => {
      await keys.tabToName('Step 1 done');
      await keys.press('Space');
      await guide.frame.getByText('1 of 6 steps ticked').waitFor();
      await keys.focusOnName('Step 1 done');
      await waitFor('the step to be recorded', () => record(pixels).steps?.join() === '0');
    });

    it('answers the quiz: a wrong answer explains itself, then the right one', async () => {
      const { answers } = pixels.text.quiz[1];
      const right = answers.findIndex((answer) => answer.right);
      await keys.tabToName(answers[0].text);
      await keys.press('Space');
      await guide.answer(answers[0].text).getByText('Not this one.').waitFor();
      await keys.focusOnName(answers[0].text);
      for (let i = 0; i < right; i++) await keys.press('ArrowDown');
      await keys.focusOnName(answers[right].text);
      await keys.press('Space');
      await guide.answer(answers[right].text).getByText('Right.').waitFor();
      await guide.answer(answers[0].text).getByText('Not this one.').waitFor({ state: 'hidden' });
      await keys.focusOnName(answers[right].text);
      await waitFor('the answer to be recorded', () => record(pixels).quiz?.[1] === right);
    });

    it('opens hint 1 of 3, and the focus is on the hint', async () => {
      await keys.tabToName('Open hint 1 of 3', 'Shift+Tab');
      await keys.press('Enter');
      await keys.focusOnName('Hint 1 of 3');
      await keys.tabToName('Open hint 2 of 3');
      await waitFor('the hint to be recorded', () => record(pixels).hints === 1);
    });

    it('checks a stub from the guide: the verdict comes, and the focus stays on the button', async () => {
      await keys.tabToName('Check My Solution');
      await keys.press('Enter');
      await guide.verdict('Not started').waitFor();
      await keys.focusOnName('Check My Solution');
    });

    it('names the mistake of a wrong solution, in the guide and in Problems; both lead to the line', async () => {
      const wrong = pixels.source.solution.replace('mean.push(sum / images.length);', 'mean.push(sum);');
      const line = wrong.split('\n').findIndex((each) => each.includes('function meanImage')) + 1;
      await intoCode(pixels);
      await keys.replaceText(wrong);
      await keys.press('Control+Alt+Enter');
      await guide.verdict('This is the sum over the images.').waitFor();
      await keys.inEditor('1-pixels.ts');
      assert.equal(onDisk(pixels), wrong, 'a check saves the file');
      await keys.press('ControlOrMeta+Home');
      await vscode.statusBarItem('Ln 1, Col 1').waitFor();
      await intoGuide(pixels);
      await keys.tabTo('the result in the bar', ({ name }) => /^\d+ of \d+ checks pass$/.test(name));
      await keys.press('Enter');
      await keys.focusOnName('Result of the check');
      await keys.tabToName(`Show line ${line} of 1-pixels.ts`);
      await keys.press('Enter');
      await keys.inEditor('1-pixels.ts');
      await vscode.statusBarItem(`Ln ${line},`).waitFor();

      await keys.press('ControlOrMeta+Home');
      await vscode.statusBarItem('Ln 1, Col 1').waitFor();
      await keys.command('Problems: Focus on Problems View');
      await vscode.page.locator('.markers-panel').waitFor();
      const [problem] = await vscode.problems();
      assert.match(problem.message, /This is the sum over the images/);
      await keys.press('Home', 'ArrowDown', 'Enter');
      await keys.inEditor('1-pixels.ts');
      await vscode.statusBarItem(`Ln ${problem.line},`).waitFor();
    });

    it('passes with the right one, and reads the debrief', async () => {
      await keys.replaceText(pixels.source.solution);
      await keys.press('Control+Alt+Enter');
      await guide.verdict('Passed: all').waitFor();
      await keys.inEditor('1-pixels.ts');
      await intoGuide(pixels);
      await keys.tabToName('Read the debrief');
      await keys.press('Enter');
      await keys.focusOnName('Debrief');
      await guide.frame.getByText('You have a program that reads handwriting').waitFor();
    });

    it('finds the tick in the course tree, and opens a lesson from there', async () => {
      await keys.command('View: Show Neural Network from Scratch');
      await treeRow(/1\.1 Pixels, passed, .*quiz 1 of 3/).waitFor();
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
      await keys.inEditor('1-pixels.ts');
    });

    it('goes on with Next Lesson in the guide, into the code of the next file', async () => {
      await intoGuide(pixels);
      await keys.tabToName('Next Lesson');
      await keys.press('Enter');
      await keys.inEditor('2-linear-model.ts');
      guide = await Guide.find(vscode, titleOf(part.lessons[1]));
    });

    for (const [i, each] of part.lessons.entries())
      if (i > 0)
        it(`passes ${titleOf(each)}, and goes on`, async () => {
          guide = await Guide.find(vscode, titleOf(each));
          await keys.inEditor(fileName(each));
          await keys.replaceText(each.source.solution);
          await keys.press('Control+Alt+Enter');
          await guide.verdict('Passed: all').waitFor();
          await waitFor('the pass to be recorded', () => record(each).state === 'passed');
          await keys.command('Neural Network: Next Lesson');
        });

    it('reads the page at the end of Part 1, and goes on from there', async () => {
      guide = await Guide.find(vscode, 'What changed in Part 1');
      await keys.focusOnName('What changed in Part 1');
      await keys.tabToName('Next Lesson');
      await keys.press('Enter');
      const next = course.parts[1].lessons[0];
      await keys.inEditor(fileName(next));
      guide = await Guide.find(vscode, titleOf(next));
    });

    it('resets a lesson: a copy is kept, the stub is back, the tick is gone', async () => {
      await keys.command('View: Show Neural Network from Scratch');
      await treeRow(/1\.3 Loss, passed/).waitFor();
      await keys.command('Neural Network: Open Lesson');
      await keys.choose(titleOf(loss));
      await keys.inEditor(fileName(loss));
      await keys.command('Neural Network: Reset This Lesson');
      await vscode.page.locator('.monaco-dialog-box').getByText('Reset 1.3 Loss?').waitFor();
      await keys.focusOnName('Reset');
      await keys.press('Enter');
      await waitFor('the stub', () => onDisk(loss) === loss.source.stub);
      await treeRow(/1\.3 Loss, not started/).waitFor();
      const copies = path.join(folder, KEPT_FOLDER);
      const texts = readdirSync(copies)
        .map((stamp) => path.join(copies, stamp, loss.path))
        .filter((file) => existsSync(file))
        .map((file) => readFileSync(file, 'utf8'));
      assert.deepEqual(texts, [loss.source.solution]);
      await keys.inEditor(fileName(loss));
    });

    it('undoes the reset: file and tick are back', async () => {
      await keys.command('Notifications: Show Notifications');
      await vscode.page.locator('.notifications-center.visible').getByText('is as on the first day').first().waitFor();
      await keys.tabToName('Undo');
      await keys.press('Enter');
      await waitFor('the learner’s text', () => onDisk(loss) === loss.source.solution);
      await treeRow(/1\.3 Loss, passed/).waitFor();
      await vscode.statusBarItem('Your version is back.').waitFor();
      await keys.inEditor(fileName(loss));
    });
  });
