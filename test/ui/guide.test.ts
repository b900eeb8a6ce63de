/** The guide in a real VS Code: follows the code, hints, quiz, spoiler, verdict, debrief, glossary, keyboard, width, accessibility. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCheckNames } from '../../src/course/checkNames';
import { lessonProgress, readProgress, recordAnswer, recordHints, recordSolutionSeen } from '../../src/course/progress';
import type { LessonProgress } from '../../src/protocol/progress';
import { CHECK_KEYS, commands } from './support/commands';
import { GUIDE, Guide } from './support/guide';
import { changed, lessonOf, titleOf } from './support/learners-folder';
import { classOf, themes } from './support/themes';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const loss = lessonOf('loss');
const LOSS = titleOf(loss);
const NUMERICAL = titleOf(lessonOf('numerical-gradient'));
const THREE_OR_SEVEN = titleOf(lessonOf('three-or-seven'));
const FILE = path.basename(loss.path);
const CHECKS = parseCheckNames(readFileSync(path.join(loss.directory, 'checks.ts'), 'utf8')).length;

describe('the guide', function () {
  this.timeout(600_000);
  const vscode = withVsCode();
  let guide: Guide;

  const find = async (heading: string): Promise<void> => {
    guide = await Guide.find(vscode, heading);
  };
  const open = async (lesson: string): Promise<void> => {
    guide = await Guide.open(vscode, lesson);
  };
  const record = (): LessonProgress => lessonProgress(readProgress(vscode.folder), 'loss');
  const recorded = (what: string, holds: (record: LessonProgress) => boolean): Promise<boolean> =>
    waitFor(what, () => holds(record()));

  it('opens beside the lesson’s file, and the code has the focus', async () => {
    await open(LOSS);
    await vscode.tab(FILE, { active: true }).waitFor();
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
    const { note } = guide;
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
    await find(GUIDE.glossary);
    const entry = guide.heading('Loss function');
    await waitFor('the term to be in sight', () => entry.isVisible());
    await waitFor('the page to be at the term', async () => (await guide.scrolled()) > 0);
    await guide.frame.locator('.filter input').fill('sigm');
    await guide.text('Terms: 1').waitFor();
    await guide.text(GUIDE.back(LOSS)).click();
    await find(LOSS);
  });

  it('ticks steps, and remembers them', async () => {
    await guide.stepDone(1).check();
    await guide.text('1 of 6 steps ticked').waitFor();
    await recorded('the first step', ({ steps }) => steps?.join() === '0');
  });

  it('shows no explanation before a try: it asks', async () => {
    await guide.button(GUIDE.explanation).click();
    await vscode.notification(`You have not tried ${LOSS} yet`);
    assert.equal(await guide.text('adds up the squares and divides once').count(), 0);
    await vscode.clearNotifications();
  });

  it('opens hint after hint, and they stay open', async () => {
    await guide.button(GUIDE.openHint(1)).click();
    await guide.heading(GUIDE.hintTitle(1)).waitFor();
    await recorded('the first hint', ({ hints }) => hints === 1);
    assert.equal(await guide.heading(GUIDE.hintTitle(2)).count(), 0);
    await guide.button(GUIDE.hint).last().click();
    await guide.heading(GUIDE.hintTitle(2)).waitFor();
    await guide.heading(GUIDE.hintTitle(1)).waitFor();
    await waitFor('the new hint to have the focus', () => guide.hasFocus(GUIDE.hintTitle(2)));
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
    await wrong.getByText(GUIDE.wrong).waitFor();
    await wrong.getByText('Three degrees, ten times, is 9.').waitFor();
    await recorded('the wrong answer', ({ quiz }) => quiz?.join() === ',0');
    await right.click();
    await right.getByText(GUIDE.right).waitFor();
    await wrong.getByText(GUIDE.wrong).waitFor({ state: 'hidden' });
    await recorded('the right answer', ({ quiz }) => quiz?.join() === ',1');
  });

  it('follows the code to another lesson and back to where it was left; other files leave it alone', async () => {
    // The guide has the focus, and yet no file is opened over it.
    await guide.frame.locator('h1').click();
    await guide.scrollTo(1234);
    await vscode.openFile(lessonOf('numerical-gradient').path);
    await find(NUMERICAL);
    await vscode.openFile('README.md');
    await vscode.openFile(loss.path);
    await find(LOSS);
    await waitFor('the old place', async () => (await guide.scrolled()) === 1234);
    await vscode.openFile('README.md');
    await find(LOSS);
  });

  it('is as it was after it was hidden', async () => {
    await guide.scrollTo(900);
    await vscode.command('View: Move Editor into Right Group');
    await guide.frame.locator('h1').waitFor({ state: 'hidden' });
    await vscode.command('View: Move Editor into Left Group');
    await vscode.openFile(loss.path);
    await find(LOSS);
    await waitFor('the old place', async () => (await guide.scrolled()) === 900);
    await guide.heading(GUIDE.hintTitle(2)).waitFor();
  });

  it('is as it was after a reload of the window', async () => {
    await vscode.reload();
    await find(LOSS);
    await waitFor('the old place', async () => (await guide.scrolled()) === 900);
    await guide.answer('Off by 3 every time').getByText(GUIDE.right).waitFor();
    assert.ok(await guide.stepDone(1).isChecked());
    await guide.heading(GUIDE.hintTitle(2)).waitFor();
  });

  it('checks, and says the verdict over the page and to a screen reader', async () => {
    const before = await guide.scrolled();
    const wrong = changed(loss, 'return sum / predictions.length;', 'return sum;');
    await vscode.openFile(loss.path);
    await vscode.replaceEditorText(wrong);
    await guide.button(GUIDE.check).click();
    await guide.verdict('This is the sum of the squared errors').waitFor();
    assert.equal(await guide.scrolled(), before, 'what is read stays where it is');
    await guide.said('returned 5, expected 2.5').waitFor();
    await guide
      .text(`${CHECKS - 2} of ${CHECKS} checks pass`)
      .first()
      .waitFor();
    await guide.frame.locator('header').getByText('in progress').waitFor();
    assert.equal(await guide.button(GUIDE.next).getAttribute('appearance'), 'secondary');
    assert.equal(await vscode.page.locator('.notifications-toasts .notification-list-item').count(), 0, 'said once');
  });

  it('leads to the function', async () => {
    const line = loss.source.solution.split('\n').findIndex((each) => each.includes('function meanSquaredError')) + 1;
    await guide.text(GUIDE.showSymbol('meanSquaredError', FILE)).first().click();
    await vscode.tab(FILE, { active: true }).waitFor();
    await vscode.statusBarItem(`Ln ${line},`).waitFor();
  });

  it('tells two mistakes as two, each with the other checks that it fails', async () => {
    const text = changed(loss, 'return sum / predictions.length;', 'return sum;');
    await vscode.openFile(loss.path);
    await vscode.replaceEditorText(text.replace('Math.exp(-z)', 'Math.exp(z)'));
    await guide.button(GUIDE.check).click();
    const verdict = guide.verdict('2 mistakes');
    await verdict.getByRole('heading', { name: 'Mistake 1 of 2' }).waitFor();
    await verdict.getByRole('heading', { name: 'Mistake 2 of 2' }).waitFor();
    const first = verdict.locator('.failure').first();
    assert.match(await first.innerText(), /meanSquaredError: .*\n+.*This is the sum of the squared errors/s);
    const others = verdict.locator('.more-failures').first();
    await others.locator('summary', { hasText: 'Other checks that fail: 1' }).click();
    await others.getByRole('listitem').first().waitFor();
    await guide.said('2 mistakes. Wrong value: ').waitFor();
    await vscode.screenshot('guide-two-mistakes');
  });

  it('says when the file was edited since; after a pass the debrief is open and the next lesson is offered', async () => {
    await vscode.openFile(loss.path);
    await vscode.replaceEditorText(loss.source.solution);
    await guide.verdict('You have edited the file since this check.').waitFor();
    await vscode.page.keyboard.press(CHECK_KEYS);
    await guide.verdict(`Passed: all ${CHECKS} checks.`).waitFor();
    await guide.frame.locator('#debrief').getByText('You wrote the part that decides').waitFor();
    await guide.text(GUIDE.readDebrief).click();
    await waitFor('the debrief to have the focus', () => guide.hasFocus(GUIDE.debrief));
    const place = await guide.inPage<number>(
      `document.querySelector('#debrief').getBoundingClientRect().top / innerHeight`,
    );
    // A hundredth of a pixel above is a rest of rounding.
    assert.ok(place > -0.01 && place < 0.5, `the debrief is in view: ${place}`);
    await guide.said('The debrief is open').waitFor();
    assert.equal(await guide.button(GUIDE.next).getAttribute('appearance'), 'primary');
    assert.equal(await guide.button(GUIDE.check).getAttribute('appearance'), 'secondary');
    await vscode.clearNotifications();
  });

  it('explains the solution after the try, and records that it was seen', async () => {
    await guide.button(GUIDE.explanation).click();
    await guide.text('adds up the squares and divides once').waitFor();
    await recorded('the solution seen', ({ solutionSeenAt }) => solutionSeenAt !== undefined);
    assert.equal(vscode.read(loss.path), loss.source.solution, 'the file is the learner’s');
  });

  it('goes on only when asked: the next lesson, and the page after a part', async () => {
    await guide.button(GUIDE.next).click();
    await vscode.tab('4-numerical-gradient.ts', { active: true }).waitFor();
    await find(NUMERICAL);
    await open(THREE_OR_SEVEN);
    await guide.button(GUIDE.next).click();
    await find('What changed in Part 1');
    await guide.button(GUIDE.next).waitFor();
    await guide.text(GUIDE.back(THREE_OR_SEVEN)).click();
    await find(THREE_OR_SEVEN);
  });

  it('fits into 320 pixels: nothing scrolls sideways but tables, formulas and code by themselves', async () => {
    await vscode
      .command('View: Close Primary Side Bar')
      .catch(() => vscode.command('View: Toggle Primary Side Bar Visibility'));
    await open(LOSS);
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

  describe('read by axe-core', () => {
    const batchLoss = lessonOf('batch-loss');

    before(async () => {
      vscode.write(batchLoss.path, changed(batchLoss, 'Math.exp(', '2 * Math.exp('));
      await recordHints(vscode.folder, 'loss', 3);
      await recordSolutionSeen(vscode.folder, 'loss');
      await recordAnswer(vscode.folder, 'loss', 0, 0);
      await recordAnswer(vscode.folder, 'loss', 1, 1);
    });

    for (const theme of themes)
      it(`nothing serious in ${theme}`, async () => {
        vscode.changeTheme(theme);
        await open(LOSS);
        await guide.frame.locator(`body.${classOf(theme)}`).waitFor();
        await guide.heading(GUIDE.hintTitle(3)).waitFor();
        await guide.button(GUIDE.check).click();
        await guide.verdict('Passed').waitFor();
        if (await guide.button(GUIDE.explanation).isVisible()) await guide.button(GUIDE.explanation).click();
        await guide.text('adds up the squares and divides once').waitFor();
        await guide.term('loss function').focus();
        await guide.note.waitFor();
        assert.deepEqual(await guide.faults(theme), [], 'a lesson that passed, with everything open');
        await open(titleOf(batchLoss));
        await guide.button(GUIDE.check).click();
        const more = guide.verdict('Wrong value').locator('.more-failures');
        await more.waitFor();
        if ((await more.getAttribute('open')) === null) await more.locator('summary').click();
        await guide.verdict('Wrong value').locator('pre').filter({ hasText: '✗' }).first().waitFor();
        assert.deepEqual(await guide.faults(theme), [], 'a lesson with mistakes');
        await vscode.command(commands.glossary);
        await find(GUIDE.glossary);
        assert.deepEqual(await guide.faults(theme), [], 'the glossary');
      });
  });
});
