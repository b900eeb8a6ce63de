import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { openVsCode } from './support/open-vscode';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';
import { writeTinyExtension } from './support/tiny-extension';

/** Proves the helpers themselves, with an extension that does as little as possible. */
for (const version of ['1.100', '1.139'] as const) {
  describe(`driving VS Code ${version}`, function () {
    this.timeout(120_000);
    let base: string;
    let vscode: VsCode;

    before(async () => {
      base = await mkdtemp(path.join(tmpdir(), 'nnfs smoke-'));
      await writeTinyExtension(path.join(base, 'extension'), path.join(base, 'folder'));
      vscode = await openVsCode({
        version,
        folder: path.join(base, 'folder'),
        extensionPath: path.join(base, 'extension'),
        theme: 'light',
      });
    });
    afterEach(async function () {
      await vscode.screenshotWhenFailed(this.currentTest);
    });
    after(async () => {
      await vscode?.close();
      await rm(base, { recursive: true, force: true });
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
      await vscode.openFile('part one/code.ts');
      await waitFor('the first problem', async () => (await vscode.problems()).length === 1);
      const text =
        "export function twice(x: number): number {\n  if (x > 0) {\n    return 'no';\n  }\n  return 2 * x;\n}\n";
      await vscode.replaceEditorText(text);
      await vscode.save();
      assert.equal(await readFile(path.join(vscode.folder, 'part one', 'code.ts'), 'utf8'), text);
      await waitFor('the second problem', async () => (await vscode.problems()).some(({ line }) => line === 3));
      const [problem] = await vscode.problems();
      assert.equal(problem?.message, "Type 'string' is not assignable to type 'number'.");
      assert.deepEqual([problem?.severity, problem?.source, problem?.column], ['error', 'ts', 5]);
      await vscode.screenshot(`smoke-${version}-problems`);
    });

    it('types in the editor, and sees a file that changes on disk', async () => {
      await vscode.openFile('part one/code.ts');
      await vscode.replaceEditorText('');
      await vscode.typeInEditor('const a = 1;');
      assert.equal(await vscode.editorText(), 'const a = 1;');
      await vscode.save();
      await writeFile(path.join(vscode.folder, 'part one', 'code.ts'), 'export {};\n');
      await waitFor('the new text', async () => (await vscode.editorText()) === 'export {};\n');
    });

    it('ticks a step of the walkthrough', async () => {
      await vscode.command('Welcome: Open Walkthrough...');
      await vscode.choose('Tiny Walkthrough');
      await vscode.walkthroughStepDone('First step', { done: false });
      await vscode.command('Tiny: Finish Step');
      await vscode.walkthroughStepDone('First step');
      await vscode.walkthroughStepDone('Second step', { done: false });
      await vscode.screenshot(`smoke-${version}-walkthrough`);
    });
  });
}
