/** Proves the helpers themselves, with an extension that does as little as possible. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { versions } from './support/scripts';
import { writeTinyExtension } from './support/tiny-extension';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const CODE = 'part one/code.ts';

for (const version of versions) {
  describe(`driving VS Code ${version}`, function () {
    this.timeout(600_000);
    const vscode = withVsCode({
      version,
      course: false,
      name: 'my folder',
      theme: 'light',
      extension: 'none',
      prepare: async ({ work, folder }) => {
        const extension = path.join(work, 'tiny extension');
        await writeTinyExtension(extension, folder);
        return { otherExtension: extension };
      },
    });

    it('runs a command of the extension and sees its notification', async () => {
      await vscode.command('Tiny: Say Hello');
      await vscode.notification('Hello from the tiny extension');
    });

    it('finds the right webview among two', async () => {
      await vscode.command('Show Panel');
      await vscode.command('Show Other Panel');
      const panel = await vscode.webview('first panel');
      assert.equal(await panel.locator('h1').textContent(), 'The first panel');
      const other = await vscode.webview('other panel');
      await other.locator('button').click();
      await other.locator('p', { hasText: 'clicked' }).waitFor();
    });

    it('opens a file, replaces its text, saves it, and reads the problems', async () => {
      await vscode.openFile(CODE);
      await waitFor('the first problem', async () => (await vscode.problems()).length === 1);
      const text =
        "export function twice(x: number): number {\n  if (x > 0) {\n    return 'no';\n  }\n  return 2 * x;\n}\n";
      await vscode.replaceEditorText(text);
      await vscode.save();
      assert.equal(vscode.read(CODE), text);
      await waitFor('the second problem', async () => (await vscode.problems()).some(({ line }) => line === 3));
      const [problem] = await vscode.problems();
      assert.equal(problem?.message, "Type 'string' is not assignable to type 'number'.");
      assert.deepEqual([problem?.severity, problem?.source, problem?.column], ['error', 'ts', 5]);
      await vscode.screenshot(`smoke-${version}-problems`);
    });

    it('types in the editor, and sees a file that changes on disk', async () => {
      await vscode.openFile(CODE);
      await vscode.replaceEditorText('');
      await vscode.typeInEditor('const a = 1;');
      assert.equal(await vscode.editorText(), 'const a = 1;');
      await vscode.save();
      vscode.write(CODE, 'export {};\n');
      await waitFor('the new text', async () => (await vscode.editorText()) === 'export {};\n');
    });

    it('ticks a step of the walkthrough', async () => {
      await vscode.openWalkthrough('Tiny Walkthrough');
      await vscode.walkthroughStepDone('First step', { done: false });
      await vscode.command('Tiny: Finish Step');
      await vscode.walkthroughStepDone('First step');
      await vscode.walkthroughStepDone('Second step', { done: false });
      await vscode.screenshot(`smoke-${version}-walkthrough`);
    });
  });
}
