/** The guide in a real VS Code, seen from the extension host: where it opens, what it follows, what ships with it. What its page does is tested in a browser. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { course, extension, freshCourse, lesson, loss, lossFile, until } from './support/lesson';

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`nnFromScratch.${command}`, ...args);

function guideTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('nnFromScratch.guide'));
}

const title = (): string | undefined => guideTabs()[0]?.label;

describe('the guide', () => {
  before(freshCourse);
  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until(() => guideTabs().length === 0);
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens beside the lesson’s file, and the code keeps the focus', async () => {
    await run('openLesson', 'loss');
    await until(() => title() === '1.3 Loss');
    assert.equal(guideTabs()[0].group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, lossFile.fsPath);
  });

  it('is one page, which follows the lesson in front and nothing else', async () => {
    await run('openLesson', 'loss');
    await until(() => title() === '1.3 Loss');
    const show = (file: string): Thenable<vscode.TextEditor> =>
      vscode.window.showTextDocument(vscode.Uri.joinPath(lossFile, '..', '..', file), {
        viewColumn: vscode.ViewColumn.One,
      });
    await show(lesson('layer').path);
    await until(() => title() === '2.2 A layer');
    await show('README.md');
    await show('3-complete-network/matrix.ts');
    assert.equal(title(), '2.2 A layer');
    await show(loss.path);
    await until(() => title() === '1.3 Loss');
    assert.equal(guideTabs().length, 1);
  });

  it('does not come back by itself once it is closed', async () => {
    await run('openLesson', 'loss');
    await until(() => title() === '1.3 Loss');
    await vscode.window.tabGroups.close(guideTabs());
    await vscode.window.showTextDocument(vscode.Uri.joinPath(lossFile, '..', '..', lesson('layer').path));
    await run('checkSolution', 'layer');
    assert.equal(guideTabs().length, 0);
  });

  it('shows the glossary and the end of a part in the same place, and a lesson again', async () => {
    await run('openLesson', 'loss');
    await run('showGlossary', 'sigmoid');
    await until(() => title() === 'Glossary');
    await run('showPartEnd', course.parts[0].folder);
    await until(() => title() === 'What changed in Part 1');
    await run('showGuide', 'loss', 'hints');
    await until(() => title() === '1.3 Loss');
    assert.equal(guideTabs().length, 1);
  });

  it('keeps other files out of its group, and the training panel goes there, too', async () => {
    await run('openLesson', 'loss');
    await until(() => title() === '1.3 Loss');
    await run('showGlossary');
    await until(() => vscode.window.tabGroups.activeTabGroup.viewColumn === vscode.ViewColumn.Two);
    await vscode.window.showTextDocument(vscode.Uri.joinPath(lossFile, '..', '..', 'README.md'));
    assert.equal(vscode.window.tabGroups.activeTabGroup.viewColumn, vscode.ViewColumn.One);
    await run('openTrainingPanel');
    await until(() => guideTabs()[0].group.tabs.length === 2);
    assert.equal(vscode.window.tabGroups.all.length, 2);
  });

  it('ships a page for each lesson, each part and the glossary, and its font', () => {
    const dist = path.join(extension.extensionPath, 'dist');
    const pages = JSON.parse(readFileSync(path.join(dist, 'guides.json'), 'utf8')) as Record<string, { kind: string }>;
    for (const name of [
      ...course.lessons.map(({ id }) => id),
      ...course.parts.filter(({ end }) => end).map(({ folder }) => folder),
      'glossary',
    ])
      assert.match(pages[name].kind, /^(lesson|part-end|glossary)$/);
    const font = /url\("?\.\/([\w-]+\.woff2)"?\)/.exec(
      readFileSync(path.join(dist, 'webview', 'guide.css'), 'utf8'),
    )?.[1];
    assert.ok(font && existsSync(path.join(dist, 'webview', font)), 'the font that the style sheet names');
  });
});
