/** The extension inside a real VS Code: the check, what it leaves in the editor, and what it must not do. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LessonReport } from '../../src/protocol/report';
import { type Lesson, findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { PROGRESS_FILE, readProgress, stateOf } from '../../src/course/progress';

const EXTENSION = 'nn-from-scratch.nn-from-scratch';
const extension = vscode.extensions.getExtension(EXTENSION);
assert.ok(extension);
const course = loadCourse(path.join(extension.extensionPath, 'lessons'));
const opened = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
assert.ok(opened, 'the tests need an open folder');
const folder = opened;

function lesson(id: string): Lesson {
  const found = findLesson(course, id);
  assert.ok(found, id);
  return found;
}

const loss = lesson('loss');
const file = vscode.Uri.file(path.join(folder, loss.path));

async function write(uri: vscode.Uri, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
  return document;
}

async function check(text: string): Promise<LessonReport> {
  const document = await write(file, text);
  const report = await vscode.commands.executeCommand<LessonReport | null>('nnFromScratch.checkSolution', file);
  assert.ok(report, 'the check gave no report');
  assert.equal(document.isDirty, false, 'the check saves the file');
  return report;
}

const problems = (): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(file).filter((diagnostic) => diagnostic.source === '1.3 loss');

/** Waits until something is so; the mocha timeout ends the wait. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('the extension', () => {
  before(async () => {
    // A course of an earlier run must not stand in the way.
    rmSync(path.join(folder, PROGRESS_FILE), { force: true });
    mkdirSync(folder, { recursive: true });
    await layOut(course, folder);
  });

  it('registers its commands, but those that exist in a browser alone', async () => {
    const commands = new Set(await vscode.commands.getCommands(true));
    const { contributes } = extension.packageJSON as {
      contributes: {
        commands: { command: string }[];
        menus: { commandPalette: { command: string; when: string }[] };
      };
    };
    const elsewhere = new Set(
      contributes.menus.commandPalette
        .filter(({ when }) => when.split(' && ').includes('nnFromScratch.inBrowser'))
        .map(({ command }) => command),
    );
    for (const { command } of contributes.commands)
      assert.equal(commands.has(command), !elsewhere.has(command), command);
  });

  it('a stub: not started, nothing in Problems', async () => {
    assert.equal((await check(loss.source.stub)).outcome, 'not started');
    assert.deepEqual(problems(), []);
  });

  it('a wrong solution: the mistake by name, in Problems at the line of the function', async () => {
    const text = loss.source.solution.replace('  return sum / predictions.length;', '  return sum;');
    assert.equal((await check(text)).outcome, 'wrong value');
    const [problem, ...others] = problems();
    assert.deepEqual(others, [], 'one entry for one mistake');
    assert.equal(problem.code, 'sum-not-mean');
    assert.match(problem.message, /^This is the sum.* returned 5, expected 2\.5\.$/);
    assert.match(problem.relatedInformation?.[0].message ?? '', /is right for one example and for many: .* returned/);
    assert.equal(text.split('\n')[problem.range.start.line].includes('function meanSquaredError'), true);
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
  });

  it('two mistakes: two entries in Problems', async () => {
    const text = loss.source.solution
      .replace('  return sum / predictions.length;', '  return sum;')
      .replace('Math.exp(-z)', 'Math.exp(z)');
    const report = await check(text);
    assert.equal(report.causes.length, 2);
    assert.deepEqual(
      problems().map(({ code }) => code),
      ['sum-not-mean', 'sigmoid-sign'],
    );
  });

  it('a syntax error: in Problems at its line', async () => {
    const text = loss.source.solution.replace('  return sum / predictions.length;', '  return sum +;');
    assert.equal((await check(text)).outcome, 'does not compile');
    const line = text.split('\n').findIndex((each) => each.includes('return sum +;'));
    assert.equal(problems()[0].range.start.line, line);
  });

  it('the right solution: passed, Problems is empty, progress is on disk', async () => {
    assert.equal((await check(loss.source.solution)).outcome, 'passed');
    assert.deepEqual(problems(), []);
    assert.equal(stateOf(readProgress(folder), 'loss'), 'passed');
  });

  it('a later failure takes the pass back', async () => {
    await check(loss.source.stub);
    assert.notEqual(stateOf(readProgress(folder), 'loss'), 'passed');
  });

  it('an endless loop is stopped, and the extension host goes on meanwhile', async function () {
    this.timeout(60_000);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 20);
    const report = await check(loss.source.solution.replace('let sum = 0;', 'for (;;);'));
    clearInterval(timer);
    assert.equal(report.outcome, 'timed out');
    assert.ok(ticks > 20, `only ${ticks} ticks while the loop ran`);
  });

  it('a second check overtakes the first', async () => {
    await write(file, loss.source.solution.replace('let sum = 0;', 'for (;;);'));
    const first = vscode.commands.executeCommand<LessonReport | null>('nnFromScratch.checkSolution', file);
    const second = await check(loss.source.solution);
    assert.equal(second.outcome, 'passed');
    assert.equal(await first, null);
    assert.equal(readFileSync(file.fsPath, 'utf8'), loss.source.solution, 'what was checked last is saved');
  });

  it('has a CodeLens over every function to write', async () => {
    await write(file, loss.source.stub);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file, 20);
    const checks = lenses.filter((lens) => lens.command?.command === 'nnFromScratch.checkSolution');
    const lines = loss.source.stub.split('\n');
    assert.deepEqual(
      checks.map((lens) => /function (\w+)/.exec(lines[lens.range.start.line])?.[1]),
      loss.source.functions,
    );
  });

  it('says the result of a function first in its CodeLens, which is cut off where there is no room', async () => {
    await check(loss.source.solution);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file, 20);
    const [first] = lenses;
    const titles = lenses.filter(({ range }) => range.isEqual(first.range)).map(({ command }) => command?.title ?? '');
    assert.match(titles[0], /all \d+ checks pass/);
    assert.match(titles[1], /Check My Solution/);
    assert.equal(titles.length, 4);
  });

  it('lays out again without touching an edit', async () => {
    const document = await write(file, '// my own work\n');
    await document.save();
    await vscode.commands.executeCommand('nnFromScratch.layOut');
    assert.equal(readFileSync(file.fsPath, 'utf8'), '// my own work\n');
  });

  it('untouched stubs show no errors in the editor', async function () {
    // TypeScript looks at one file after the other, on a busy machine for some seconds each.
    this.timeout(900_000);
    const errors = (uri: vscode.Uri): string[] =>
      vscode.languages
        .getDiagnostics(uri)
        .filter(({ severity, source }) => severity === vscode.DiagnosticSeverity.Error && source === 'ts')
        .map(({ message }) => message);
    const files = course.lessons.map(({ path: file, source }) => ({
      uri: vscode.Uri.file(path.join(folder, file)),
      stub: source.stub,
    }));
    // A wrong line first: when its error has come and gone, TypeScript has looked at the file. It looks at those that have a tab.
    for (const { uri, stub } of files) {
      const document = await write(uri, `${stub}\nconst wrong: number = 'text';\n`);
      await vscode.window.showTextDocument(document, { preview: false });
    }
    for (const { uri } of files) {
      await until(() => errors(uri).length > 0);
      assert.equal(errors(uri).length, 1, errors(uri).join('; '));
    }
    for (const { uri, stub } of files) await write(uri, stub);
    for (const { uri } of files) await until(() => errors(uri).length === 0);
    for (const { uri } of files) await (await vscode.workspace.openTextDocument(uri)).save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
