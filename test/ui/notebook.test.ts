/** A lesson exported as a notebook, from the course tree, into VS Code's own notebook editor. */
import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { commands } from './support/commands';
import { CourseTree } from './support/course-tree';
import type { FileDialog } from './support/file-dialog';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const NOTEBOOK = '2.1-activations.ipynb';

for (const [version, theme] of [
  ['1.100', 'light'],
  ['1.139', 'dark'],
] as const) {
  describe(`a lesson as a notebook in VS Code ${version}`, function () {
    this.timeout(600_000);
    const vscode = withVsCode({ version, theme, solved: ['loss'], typescript: true });
    const tree = new CourseTree(vscode);
    /** The cells of text are drawn in a webview, each in a shadow tree of its own. */
    const texts = (): Promise<FrameLocator> =>
      vscode.findWebview(
        'the cells of text',
        async (page) => (await page.getByText('How to use this notebook').count()) > 0,
      );
    /** The dialogue, once it offers this place. */
    const place = (name: string): Promise<FileDialog> => vscode.fileDialog('', new RegExp(`/${name}$`));

    it('is exported from the course tree, and opens in the notebook editor', async () => {
      await tree.show();
      await tree.exportNotebook(/2\.1 /);
      await vscode.choose('Jupyter notebook');
      await (await place(NOTEBOOK)).accept('OK');
      await vscode.tab(NOTEBOOK, { active: true }).waitFor();
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
      assert.match(vscode.read(NOTEBOOK), /3-loss\.ts: lesson 1\.3 Loss, your own code/);
      vscode.write(NOTEBOOK, '{"mine":1}');
      await tree.exportNotebook(/2\.1 /);
      await vscode.choose('Jupyter notebook');
      const dialog = await place(NOTEBOOK);
      await dialog.press('OK');
      await dialog.says('already exists');
      await vscode.screenshot(`notebook-${version}-4-exists`);
      assert.equal(vscode.read(NOTEBOOK), '{"mine":1}');
      await dialog.leave();
      assert.equal(vscode.read(NOTEBOOK), '{"mine":1}');
    });

    it('exports the percent format, in which TypeScript sees no problem', async () => {
      await vscode.command(commands.exportNotebook);
      await vscode.choose('2.6 Two moons');
      await vscode.choose('Percent format');
      await (await place('2.6-two-moons.notebook.ts')).accept('OK');
      await vscode.tab('2.6-two-moons.notebook.ts', { active: true }).waitFor();
      assert.match(await vscode.editorText(), /^\/\/ %% \[markdown\]$/m);
      assert.deepEqual(await vscode.problems(), []);
    });
  });
}
