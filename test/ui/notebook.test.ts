/** A lesson exported as a notebook, from the course tree, into VS Code's own notebook editor. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));

for (const [version, theme] of [
  ['1.100', 'light'],
  ['1.139', 'dark'],
] as const) {
  describe(`a lesson as a notebook in VS Code ${version}`, function () {
    this.timeout(180_000);
    let work: string;
    let folder: string;
    let vscode: VsCode;
    /** The cells of text are drawn in a webview, each in a shadow tree of its own. */
    const texts = (): Promise<FrameLocator> =>
      waitFor('the cells of text', async () => {
        const frames = vscode.page.locator('iframe.webview.ready');
        for (let i = 0; i < (await frames.count()); i++) {
          const inner = frames.nth(i).contentFrame().locator('iframe#active-frame').contentFrame();
          if ((await inner.getByText('How to use this notebook').count()) > 0) return inner;
        }
        return undefined;
      });
    const field = () => vscode.page.locator('.quick-input-widget:visible input[type="text"]').first();

    /** Accepts the place that the dialogue offers. */
    const acceptPlace = async (name: string): Promise<void> => {
      await waitFor('the place to be offered', async () => (await field().inputValue()).endsWith(name));
      await vscode.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
    };

    const exportFromTree = async (lesson: RegExp): Promise<void> => {
      const item = vscode.page.getByRole('menuitem', { name: 'Export as a Notebook…' });
      await vscode.page.getByRole('treeitem', { name: lesson }).click({ button: 'right' });
      await item.waitFor();
      // A menu that has only now opened takes no click: it could be the end of the one that opened it.
      await waitFor('the menu to take the click', async () => {
        if (await item.isVisible()) await item.click({ timeout: 1000 }).catch(() => undefined);
        return !(await item.isVisible());
      });
    };

    before(async () => {
      work = mkdtempSync(path.join(tmpdir(), 'nnfs-notebook-'));
      folder = path.join(work, 'course');
      layOut(course, folder);
      const loss = findLesson(course, 'loss') ?? assert.fail();
      writeFileSync(path.join(folder, loss.path), loss.source.solution);
      vscode = await openVsCode({ version, folder, theme });
    });
    afterEach(async function () {
      await vscode?.screenshotWhenFailed(this.currentTest);
    });
    after(async () => {
      await vscode?.close();
      rmSync(work, { recursive: true, force: true });
    });

    it('is exported from the course tree, and opens in the notebook editor', async () => {
      await vscode.command('View: Show Neural Network from Scratch');
      await exportFromTree(/2\.1 /);
      await vscode.choose('Jupyter notebook');
      await acceptPlace('2.1-activations.ipynb');
      await vscode.tab('2.1-activations.ipynb', { active: true }).waitFor();
      const output = await texts();
      await output.getByRole('heading', { name: '2.1 Activations' }).waitFor();
      await vscode.screenshot(`notebook-${version}-1-open`);
    });

    it('shows its formulas and its picture', async () => {
      const output = await texts();
      const picture = output.locator('img').first();
      await output.getByRole('heading', { name: '2.1 Activations' }).hover();
      const bringIntoView = (what: string, target: Locator): Promise<unknown> =>
        waitFor(what, async () => {
          const box = (await target.count()) > 0 ? await target.boundingBox() : null;
          const distance = box === null ? 400 : box.y - 250;
          if (Math.abs(distance) < 150) return true;
          await vscode.page.mouse.wheel(0, distance);
          return false;
        });
      await bringIntoView('the picture', picture);
      assert.ok(await picture.evaluate((img: { naturalWidth: number }) => img.naturalWidth > 100));
      await vscode.screenshot(`notebook-${version}-2-figure`);
      await bringIntoView('a formula', output.locator('.katex').first());
      await vscode.screenshot(`notebook-${version}-3-formula`);
    });

    it('holds the learner’s earlier lesson that passes, and asks before it replaces a file', async () => {
      const file = path.join(folder, '2.1-activations.ipynb');
      assert.ok(existsSync(file));
      assert.match(readFileSync(file, 'utf8'), /3-loss\.ts: lesson 1\.3 Loss, your own code/);
      writeFileSync(file, '{"mine":1}');
      await exportFromTree(/2\.1 /);
      await vscode.choose('Jupyter notebook');
      await acceptPlace('2.1-activations.ipynb');
      await vscode.page.locator('.quick-input-widget:visible', { hasText: 'already exists' }).waitFor();
      await vscode.screenshot(`notebook-${version}-4-exists`);
      assert.equal(readFileSync(file, 'utf8'), '{"mine":1}');
      await waitFor('the dialogue to close', async () => {
        await vscode.page.keyboard.press('Escape');
        return !(await vscode.page.locator('.quick-input-widget').isVisible());
      });
      assert.equal(readFileSync(file, 'utf8'), '{"mine":1}');
    });

    it('exports the percent format, in which TypeScript sees no problem', async () => {
      await vscode.command('Neural Network: Export as a Notebook…');
      await vscode.choose('2.6 Two moons');
      await vscode.choose('Percent format');
      await acceptPlace('2.6-two-moons.notebook.ts');
      await vscode.tab('2.6-two-moons.notebook.ts', { active: true }).waitFor();
      assert.match(await vscode.editorText(), /^\/\/ %% \[markdown\]$/m);
      assert.deepEqual(await vscode.problems(), []);
    });
  });
}
