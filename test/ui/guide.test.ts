/** The guide in a real VS Code: follows the code, hints, quiz, spoiler, verdict, debrief, glossary, keyboard, width, accessibility. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import {
  type LessonProgress,
  lessonProgress,
  readProgress,
  recordAnswer,
  recordHints,
  recordSolutionSeen,
} from '../../src/course/progress';
import { Guide } from './support/guide';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));
const loss = findLesson(course, 'loss') ?? assert.fail('no lesson "loss"');

describe('the guide', function () {
  this.timeout(180_000);
  let work: string;
  let folder: string;
  let vscode: VsCode;
  let guide: Guide;

  const find = async (heading: string): Promise<void> => {
    guide = await Guide.find(vscode, heading);
  };
  const openLesson = async (label: string): Promise<void> => {
    await vscode.command('Neural Network: Open Lesson');
    await vscode.choose(label);
    await find(label);
  };
  const record = (): LessonProgress => lessonProgress(readProgress(folder), 'loss');
  const recorded = (what: string, holds: (record: LessonProgress) => boolean): Promise<boolean> =>
    waitFor(what, () => holds(record()));

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-guide-'));
    folder = path.join(work, 'course');
    layOut(course, folder);
    vscode = await openVsCode({ version: '1.100', folder });
    // It opens by itself in a new course; later, it would cover what is open.
    await vscode.page.locator('.getting-started-step').first().waitFor();
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(work, { recursive: true, force: true });
  });

  it('opens beside the lesson’s file, and the code has the focus', async () => {
    await openLesson('1.3 Loss');
    await vscode.tab('3-loss.ts', { active: true }).waitFor();
    await guide.frame.locator('header').getByText('not started').waitFor();
    const headings = await guide.frame.locator('h1, h2, h3').evaluateAll((all) => all.map((one) => one.tagName));
    assert.equal(headings[0], 'H1');
    headings.forEach((name, i) =>
      assert.ok(i === 0 || Number(name[1]) - Number(headings[i - 1][1]) <= 1, headings.join()),
    );
  });

  it('draws formulas with a font made for them, and figures in the colours of the theme', async () => {
    const formula = guide.section('The formula').locator('math').first();
    await formula.waitFor();
    assert.ok(
      await guide.inPage<boolean>(`document.fonts.load('20px "STIX Two Math"').then((fonts) => fonts.length > 0)`),
    );
    const figure = guide.frame.getByRole('img', {
      name: 'Two predictions, their targets, and the squares of their errors',
    });
    const [blue, stroke] = await guide.inPage<[string, string]>(`(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = 'var(--vscode-charts-blue)';
      const blue = getComputedStyle(probe).color;
      probe.remove();
      return [blue, getComputedStyle(document.querySelector('.figure rect').parentElement).stroke];
    })()`);
    assert.equal(stroke, blue);
    await figure.waitFor();
  });

  it('says what a term means: on focus, while the pointer is on it, until Escape; a click opens the glossary', async () => {
    const term = guide.term('loss function');
    const note = guide.frame.getByRole('tooltip');
    await term.focus();
    await note.getByText('Loss function').waitFor();
    assert.equal(await term.getAttribute('aria-describedby'), await note.getAttribute('id'));
    await vscode.page.keyboard.press('Escape');
    await note.waitFor({ state: 'hidden' });
    assert.equal(await term.getAttribute('aria-describedby'), null);
    await guide.term('neural network').hover();
    await note.getByText('Neural network').waitFor();
    await note.hover();
    await note.getByText('Neural network').waitFor();
    await guide.frame.locator('h1').hover();
    await note.waitFor({ state: 'hidden' });
    await term.focus();
    await vscode.page.keyboard.press('Enter');
    await find('Glossary');
    const entry = guide.frame.getByRole('heading', { name: 'Loss function', exact: true });
    await waitFor('the term to be in sight', () => entry.isVisible());
    await waitFor('the page to be at the term', async () => (await guide.scrolled()) > 0);
    await guide.frame.locator('.filter input').fill('sigm');
    await guide.frame.getByText('Terms: 1').waitFor();
    await guide.frame.getByText('Back to 1.3 Loss').click();
    await find('1.3 Loss');
  });

  it('ticks steps, and remembers them', async () => {
    await guide.frame.getByRole('checkbox', { name: 'Step 1 done' }).check();
    await guide.frame.getByText('1 of 6 steps ticked').waitFor();
    await recorded('the first step', ({ steps }) => steps?.join() === '0');
  });

  it('shows no explanation before a try: it asks', async () => {
    await guide.button('Show the Explanation').click();
    await vscode.notification('You have not tried 1.3 Loss yet');
    assert.equal(await guide.frame.getByText('adds up the squares and divides once').count(), 0);
    await vscode.command('Notifications: Clear All Notifications');
  });

  it('opens hint after hint, and they stay open', async () => {
    await guide.button('Open hint 1 of 3').click();
    await guide.frame.getByRole('heading', { name: 'Hint 1 of 3' }).waitFor();
    await recorded('the first hint', ({ hints }) => hints === 1);
    assert.equal(await guide.frame.getByRole('heading', { name: 'Hint 2 of 3' }).count(), 0);
    await guide.button('Hint').last().click();
    await guide.frame.getByRole('heading', { name: 'Hint 2 of 3' }).waitFor();
    await guide.frame.getByRole('heading', { name: 'Hint 1 of 3' }).waitFor();
    await waitFor('the new hint to have the focus', () =>
      guide.inPage<boolean>(`document.activeElement.textContent === 'Hint 2 of 3'`),
    );
  });

  it('answers the quiz at once; the arrow keys give nothing away', async () => {
    const [wrong, right] = [guide.answer('Off by 10 once'), guide.answer('Off by 3 every time')];
    const radio = wrong.getByRole('radio');
    await radio.focus();
    await vscode.page.keyboard.press('ArrowDown');
    assert.ok(await right.getByRole('radio').evaluate((one) => one === one.ownerDocument.activeElement));
    assert.equal(await guide.frame.locator('.because:visible').count(), 0);
    await vscode.page.keyboard.press('ArrowUp');
    await vscode.page.keyboard.press('Space');
    await wrong.getByText('Not this one.').waitFor();
    await wrong.getByText('Three degrees, ten times, is 9.').waitFor();
    await recorded('the wrong answer', ({ quiz }) => quiz?.join() === ',0');
    await right.click();
    await right.getByText('Right.').waitFor();
    await wrong.getByText('Not this one.').waitFor({ state: 'hidden' });
    await recorded('the right answer', ({ quiz }) => quiz?.join() === ',1');
  });

  it('follows the code to another lesson and back to where it was left; other files leave it alone', async () => {
    // The guide has the focus, and yet no file is opened over it.
    await guide.frame.locator('h1').click();
    await guide.scrollTo(1234);
    await vscode.openFile('1-linear-model/4-numerical-gradient.ts');
    await find('1.4 The numerical gradient');
    await vscode.openFile('README.md');
    await vscode.openFile('1-linear-model/3-loss.ts');
    await find('1.3 Loss');
    await waitFor('the old place', async () => (await guide.scrolled()) === 1234);
    await vscode.openFile('README.md');
    await find('1.3 Loss');
  });

  it('is as it was after it was hidden', async () => {
    await guide.scrollTo(900);
    await vscode.command('View: Move Editor into Right Group');
    await guide.frame.locator('h1').waitFor({ state: 'hidden' });
    await vscode.command('View: Move Editor into Left Group');
    await vscode.openFile('1-linear-model/3-loss.ts');
    await find('1.3 Loss');
    await waitFor('the old place', async () => (await guide.scrolled()) === 900);
    await guide.frame.getByRole('heading', { name: 'Hint 2 of 3' }).waitFor();
  });

  it('is as it was after a reload of the window', async () => {
    // The command, not the browser's reload: VS Code then stores its state first.
    await Promise.all([vscode.page.waitForEvent('load'), vscode.command('Developer: Reload Window')]);
    await vscode.waitUntilReady();
    await find('1.3 Loss');
    await waitFor('the old place', async () => (await guide.scrolled()) === 900);
    await guide.answer('Off by 3 every time').getByText('Right.').waitFor();
    assert.ok(await guide.frame.getByRole('checkbox', { name: 'Step 1 done' }).isChecked());
    await guide.frame.getByRole('heading', { name: 'Hint 2 of 3' }).waitFor();
  });

  it('checks, and says the verdict on top and to a screen reader', async () => {
    const wrong = loss.source.solution.replace('return sum / predictions.length;', 'return sum;');
    await vscode.openFile('1-linear-model/3-loss.ts');
    await vscode.replaceEditorText(wrong);
    await guide.button('Check My Solution').click();
    await guide.verdict('This is the sum of the squared errors').waitFor();
    await waitFor('the top of the page', async () => (await guide.scrolled()) === 0);
    await guide.frame.getByRole('status').filter({ hasText: 'returned 5, expected 2.5' }).waitFor();
    await guide.frame.getByText('11 of 13 checks pass').first().waitFor();
    await guide.frame.locator('header').getByText('in progress').waitFor();
    assert.equal(await guide.button('Next Lesson').getAttribute('appearance'), 'secondary');
    assert.equal(await vscode.page.locator('.notifications-toasts .notification-list-item').count(), 0, 'said once');
  });

  it('leads to the line', async () => {
    const line = wrongLine();
    await guide.frame.getByText(`Show line ${line} of 3-loss.ts`).first().click();
    await vscode.tab('3-loss.ts', { active: true }).waitFor();
    await vscode.statusBarItem(`Ln ${line},`).waitFor();
  });

  it('says when the file was edited since; after a pass the debrief is open and the next lesson is offered', async () => {
    await vscode.replaceEditorText(loss.source.solution);
    await guide.verdict('You have edited the file since this check.').waitFor();
    await vscode.page.keyboard.press('Control+Alt+Enter');
    await guide.verdict('Passed: all 13 checks.').waitFor();
    await guide.frame.getByText('You wrote the part that decides').waitFor();
    await guide.frame.getByText('Read the debrief').click();
    await waitFor('the debrief to have the focus', () =>
      guide.inPage<boolean>(`document.activeElement.textContent === 'Debrief'`),
    );
    await guide.frame.getByRole('status').filter({ hasText: 'The debrief is open' }).waitFor();
    assert.equal(await guide.button('Next Lesson').getAttribute('appearance'), 'primary');
    assert.equal(await guide.button('Check My Solution').getAttribute('appearance'), 'secondary');
    await vscode.command('Notifications: Clear All Notifications');
  });

  it('explains the solution after the try, and records that it was seen', async () => {
    await guide.button('Show the Explanation').click();
    await guide.frame.getByText('adds up the squares and divides once').waitFor();
    await recorded('the solution seen', ({ solutionSeenAt }) => solutionSeenAt !== undefined);
    assert.equal(readFileSync(path.join(folder, loss.path), 'utf8'), loss.source.solution, 'the file is the learner’s');
  });

  it('goes on only when asked: the next lesson, and the page after a part', async () => {
    await guide.button('Next Lesson').click();
    await vscode.tab('4-numerical-gradient.ts', { active: true }).waitFor();
    await find('1.4 The numerical gradient');
    await vscode.command('Neural Network: Open Lesson');
    await vscode.choose('1.7 3 or 7');
    await find('1.7 3 or 7');
    await guide.button('Next Lesson').click();
    await find('What changed in Part 1');
    await guide.button('Next Lesson').waitFor();
    await guide.frame.getByText('Back to 1.7 3 or 7').click();
    await find('1.7 3 or 7');
  });

  it('fits into 320 pixels: nothing scrolls sideways but tables, formulas and code by themselves', async () => {
    await vscode
      .command('View: Close Primary Side Bar')
      .catch(() => vscode.command('View: Toggle Primary Side Bar Visibility'));
    await openLesson('1.3 Loss');
    for (const height of [900, 400]) {
      let width = 760;
      await waitFor('a guide of 320 pixels', async () => {
        await vscode.page.setViewportSize({ width, height });
        const inner = await guide.inPage<number>('innerWidth');
        width += (320 - inner) * 2;
        return inner >= 318 && inner <= 320;
      });
      const [content, visible] = await guide.inPage<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      assert.ok(content <= visible, `${content} px of content in ${visible} px`);
    }
    const table = guide.frame.locator('.scroll[tabindex="0"]').first();
    await table.focus();
    assert.ok(
      await table.evaluate((one) => one.scrollWidth > one.clientWidth),
      'what scrolls can be reached by keyboard',
    );
    await vscode.page.setViewportSize({ width: 1440, height: 900 });
  });

  const wrongLine = (): number =>
    loss.source.solution.split('\n').findIndex((line) => line.includes('function meanSquaredError')) + 1;
});

describe('the guide, read by axe-core', function () {
  this.timeout(180_000);
  let work: string;
  let folder: string;
  let vscode: VsCode;

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-guide-axe-'));
    folder = path.join(work, 'course');
    layOut(course, folder);
    writeFileSync(path.join(folder, loss.path), loss.source.solution);
    const batchLoss = findLesson(course, 'batch-loss') ?? assert.fail('no lesson "batch-loss"');
    writeFileSync(path.join(folder, batchLoss.path), batchLoss.source.solution.replace('Math.exp(', '2 * Math.exp('));
    await recordHints(folder, 'loss', 3);
    await recordSolutionSeen(folder, 'loss');
    await recordAnswer(folder, 'loss', 0, 0);
    await recordAnswer(folder, 'loss', 1, 1);
    vscode = await openVsCode({ version: '1.100', folder });
    await vscode.page.locator('.getting-started-step').first().waitFor();
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(work, { recursive: true, force: true });
  });

  async function openLesson(label: string): Promise<Guide> {
    await vscode.command('Neural Network: Open Lesson');
    await vscode.choose(label);
    return Guide.find(vscode, label);
  }

  for (const [kind, theme] of [
    ['vscode-light', 'Default Light Modern'],
    ['vscode-dark', 'Default Dark Modern'],
    ['vscode-high-contrast', 'Default High Contrast'],
    ['vscode-high-contrast-light', 'Default High Contrast Light'],
  ])
    it(`nothing serious in ${theme}`, async () => {
      writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
      let guide = await openLesson('1.3 Loss');
      await guide.frame.locator(`body.${kind}`).waitFor();
      await guide.button('Check My Solution').click();
      await guide.verdict('Passed').waitFor();
      if (await guide.button('Show the Explanation').isVisible()) await guide.button('Show the Explanation').click();
      await guide.frame.getByText('adds up the squares and divides once').waitFor();
      await guide.term('loss function').focus();
      await guide.frame.getByRole('tooltip').waitFor();
      assert.deepEqual(await guide.faults(), [], 'a lesson that passed, with everything open');
      guide = await openLesson('3.5 The loss of a batch');
      await guide.button('Check My Solution').click();
      const more = guide.verdict('Wrong value').locator('.more-failures');
      await more.waitFor();
      if ((await more.getAttribute('open')) === null) await more.locator('summary').click();
      await guide.verdict('Wrong value').locator('pre').filter({ hasText: '✗' }).first().waitFor();
      assert.deepEqual(await guide.faults(), [], 'a lesson with mistakes');
      await vscode.command('Neural Network: Show the Glossary');
      guide = await Guide.find(vscode, 'Glossary');
      assert.deepEqual(await guide.faults(), [], 'the glossary');
    });
});
