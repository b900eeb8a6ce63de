/** The guide keeps the place: a check, a link, a reload and a reset bring into sight what they speak about, and nothing else moves. */
import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CHECK_KEYS, commands } from './support/commands';
import { GUIDE, Guide } from './support/guide';
import { changed, lessonOf, titleOf } from './support/learners-folder';
import { PART_1 } from './support/start-here';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const pixels = lessonOf('pixels');
const linear = lessonOf('linear-model');
const PIXELS = titleOf(pixels);
const LINEAR = titleOf(linear);
const FILE = path.basename(pixels.path);
const STEPS = 'Steps';

interface Box {
  top: number;
  bottom: number;
}

describe('the guide keeps the place', function () {
  this.timeout(600_000);
  const vscode = withVsCode({ viewport: { width: 1280, height: 800 } });
  let guide: Guide;

  /** Where the first element of a selector is in the page's window, and how high that is. */
  const box = (selector: string): Promise<Box & { height: number }> =>
    guide.inPage(`(({ top, bottom }) => ({ top, bottom, height: innerHeight }))(
      document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect())`);
  const isInSight = async (selector: string): Promise<boolean> => {
    const { top, bottom, height } = await box(selector);
    return top >= 0 && bottom <= height;
  };
  const check = async (text: string, words: string): Promise<void> => {
    await vscode.openFile(pixels.path);
    await vscode.replaceEditorText(text);
    await vscode.page.keyboard.press(CHECK_KEYS);
    await guide.verdict(words).waitFor();
  };

  it('a line below the title leads to the headings, by keyboard, and the focus goes with it', async () => {
    guide = await Guide.open(vscode, PIXELS);
    const line = guide.frame.getByRole('navigation', { name: 'On this page' });
    const names = await line.getByRole('link').allInnerTexts();
    assert.deepEqual(names, [
      ...['What you will have', 'The idea', 'By hand', 'The formula', STEPS, 'Predict, then run'],
      ...['Hints', 'Quiz'],
    ]);
    for (const name of names) {
      await guide.scrollTo(0);
      await line.getByRole('link', { name, exact: true }).focus();
      await vscode.page.keyboard.press('Enter');
      await waitFor(`the focus on “${name}”`, () => guide.hasFocus(name));
      const at = await guide.inPage<{ top: number; below: number }>(`({
        top: document.activeElement.getBoundingClientRect().top,
        below: document.documentElement.scrollHeight - innerHeight - scrollY,
      })`);
      // What is near the end of the page cannot stand at the top.
      assert.ok(at.below < 2 ? at.top >= 0 : Math.abs(at.top) < 2, `${name}: ${JSON.stringify(at)}`);
    }
  });

  it('says results whole: in no block that says them anything is cut off', async () => {
    const cut = await guide.inPage<string[]>(`[...document.querySelectorAll('.code-result')]
      .filter((one) => {
        const block = one.closest('pre');
        return block.scrollWidth > block.clientWidth || one.getBoundingClientRect().right > block.getBoundingClientRect().right;
      })
      .map((one) => one.textContent)`);
    assert.deepEqual(cut, []);
    assert.ok(await guide.inPage<boolean>(`document.querySelectorAll('.code-result').length > 5`));
  });

  it('a check leaves the page where it is read: the verdict comes over it, and goes with Escape', async () => {
    guide = await Guide.open(vscode, PIXELS);
    await guide.inPage(`document.querySelector('#steps').scrollIntoView()`);
    const before = await guide.scrolled();
    assert.ok(before > 500, `${before}`);
    await check(
      changed(pixels, 'mean.push(sum / images.length)', 'mean.push(sum / images[0].length)'),
      'The sum was divided by the number of pixels',
    );
    assert.equal(await guide.scrolled(), before);
    assert.ok(await isInSight('#verdict'));
    // The result is what stands first, and nothing in red says less than the line.
    const lens = vscode.page.locator('.codelens-decoration', { hasText: 'checks pass' }).first();
    assert.match(await lens.innerText(), /^\W*\d of \d checks pass/);
    assert.equal(await vscode.page.locator('.test-error-content-widget').count(), 0);
    assert.equal(await vscode.page.locator('.minimap').locator('visible=true').count(), 0);
    const [heading, verdict] = [await box('#steps h2'), await box('#verdict')];
    assert.ok(heading.bottom < verdict.top, 'what is read can still be read');
    await vscode.screenshot('guide-verdict-sheet');
    await guide.frame.getByRole('button', { name: GUIDE.closeResult }).focus();
    await vscode.page.keyboard.press('Escape');
    await guide.verdict('').waitFor({ state: 'hidden' });
    assert.equal(await guide.scrolled(), before);
    const bar = guide.frame.getByRole('button', { name: /checks pass$/ });
    assert.ok(await bar.evaluate((one) => one === one.ownerDocument.activeElement), 'the keyboard goes on in the bar');
    await vscode.page.keyboard.press('Enter');
    await guide.verdict('The sum was divided').waitFor();
    await waitFor('the result to have the focus', () => guide.hasFocus(GUIDE.result));
    assert.equal(await guide.scrolled(), before);
  });

  it('“Read the debrief” brings the debrief into sight, with a click and with Enter', async () => {
    await check(pixels.source.solution, 'Passed: all');
    for (const press of [
      () => guide.offer(GUIDE.readDebrief).click(),
      async () => {
        await guide.offer(GUIDE.readDebrief).focus();
        await vscode.page.keyboard.press('Enter');
      },
    ]) {
      await guide.scrollTo(0);
      if (!(await guide.verdict('Passed').isVisible()))
        await guide.frame.getByRole('button', { name: /checks pass$/ }).click();
      await press();
      await waitFor('the debrief to have the focus', () => guide.hasFocus(GUIDE.debrief));
      const { top, height } = await box('#debrief summary');
      assert.ok(top >= 0 && top < height / 2, `${top} of ${height}`);
      assert.ok((await guide.scrolled()) > 0);
    }
    await vscode.screenshot('guide-debrief');
  });

  it('the way back from the glossary stays in sight at every term', async () => {
    await guide.term('pixel').click();
    guide = await Guide.find(vscode, GUIDE.glossary);
    await waitFor('the page to be at the term', async () => (await guide.scrolled()) > 1000);
    assert.ok(await isInSight('.back'));
    const term = await guide.inPage<Box>('document.activeElement.getBoundingClientRect()');
    assert.ok(term.top >= (await box('.back')).bottom, 'the term is not behind it');
    await vscode.screenshot('guide-glossary');
    await guide.text(GUIDE.back(PIXELS)).click();
    guide = await Guide.find(vscode, PIXELS);
  });

  it('after a reset the first thing to write is in sight', async () => {
    await vscode.openFile(pixels.path);
    await vscode.replaceEditorText(`${pixels.source.solution}${'// more\n'.repeat(100)}`);
    await vscode.save();
    await vscode.page.keyboard.press('ControlOrMeta+End');
    await vscode.command(commands.reset);
    await vscode.dialog(`Reset ${PIXELS}?`).getByRole('button', { name: 'Reset', exact: true }).click();
    const line = pixels.source.stub.slice(0, pixels.source.stub.indexOf('// TODO')).split('\n').length;
    await vscode.statusBarItem(`Ln ${line},`).waitFor();
    await vscode.editor(FILE).locator('.view-line', { hasText: 'TODO: for each pixel' }).waitFor();
    await vscode.screenshot('guide-reset');
    await vscode.clearNotifications();
  });

  it('says in the verdict that the file is missing, covered by nothing, with a button that brings it back', async () => {
    await vscode.closeEditor();
    rmSync(vscode.file(pixels.path));
    await guide.button(GUIDE.check).click();
    await guide.verdict(`There is no file ${pixels.path}`).waitFor();
    assert.equal(await vscode.page.locator('.notifications-toasts .notification-list-item').count(), 0);
    await vscode.screenshot('guide-missing-file');
    await guide.offer('Restore Missing Course Files').click();
    await waitFor('the file', () => existsSync(vscode.file(pixels.path)));
    await guide.verdict('There is no file').waitFor({ state: 'hidden' });
    await vscode.clearNotifications();
  });

  it('after a reload there is one guide, in its old column, also where another tab was in front of it', async () => {
    guide = await Guide.open(vscode, PIXELS);
    await vscode.command(commands.training);
    await vscode.tab('Training', { active: true }).waitFor();
    await vscode.reload();
    await vscode.tab('Training').waitFor();
    await vscode.command(commands.openLesson);
    await vscode.choose(LINEAR);
    guide = await Guide.find(vscode, LINEAR);
    const groups = (): Promise<(string | null)[][]> =>
      vscode.page
        .locator('.editor-group-container')
        .evaluateAll((all) =>
          all.map((group) => [...group.querySelectorAll('.tab .label-name')].map((name) => name.textContent)),
        );
    await waitFor('one guide, beside the training', async () => {
      const [, beside = [], ...more] = await groups();
      return more.length === 0 && beside.length === 2 && beside.includes(LINEAR) && beside.includes('Training');
    });
    await vscode.screenshot('guide-after-reload');
  });
});

describe('walkthroughs follow the tree', function () {
  this.timeout(600_000);
  const vscode = withVsCode({ solved: ['pixels'], passed: ['linear-model'] });

  it('also where a lesson passes before VS Code reads them', async () => {
    await vscode.command('View: Close All Editors');
    await vscode.reload();
    await vscode.openFile(pixels.path);
    // By the palette, which waits for the extension to start.
    await vscode.command(commands.check);
    await vscode.notification(`${PIXELS}. Passed: all`);
    await vscode.openWalkthrough(PART_1);
    await vscode.walkthroughStepDone(PIXELS);
    await vscode.walkthroughStepDone(LINEAR);
    await vscode.walkthroughStepDone(titleOf(lessonOf('loss')), { done: false });
    await vscode.screenshot('walkthrough-ticks');
  });
});
