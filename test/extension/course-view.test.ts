/** Around a lesson, in a real VS Code: course tree, status bar, hints, solution, reset, hover, completion. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LessonReport } from '../../src/protocol/report';
import { BACKUP_FOLDER } from '../../src/course/backup';
import { requiredLessons } from '../../src/course/course';
import {
  PROGRESS_FILE,
  lessonProgress,
  readProgress,
  recordAnswer,
  recordCheck,
  recordSolutionSeen,
} from '../../src/course/progress';
import type { TestAccess } from '../../src/extension';
import { answerMessages } from './support/messages';
import { course, extension, folder, freshCourse, lesson, loss, lossFile, until, write } from './support/lesson';

const exported = extension.exports as TestAccess | undefined;
assert.ok(exported, 'the extension shows its parts to tests');
const { tree, status } = exported;

const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`nnFromScratch.${command}`, ...args);
const check = (): Thenable<LessonReport | null> => run('checkSolution', lossFile);
const record = (id = 'loss') => lessonProgress(readProgress(folder), id);
const onDisk = (): string => readFileSync(lossFile.fsPath, 'utf8');
const kept = path.join(folder, BACKUP_FOLDER);

function lossItem(): vscode.TreeItem {
  const part = tree.getChildren()[0];
  const node = tree.getChildren(part).find((each) => 'id' in each && each.id === 'loss');
  assert.ok(node);
  return tree.getTreeItem(node);
}

async function editor(text = loss.source.stub): Promise<vscode.TextEditor> {
  const document = await write(lossFile, text);
  const shown = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  await document.save();
  return shown;
}

async function closeAll(): Promise<void> {
  await vscode.workspace.saveAll();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await until(() => vscode.window.visibleTextEditors.length === 0);
}

/** An empty file, not none: VS Code tells nothing of a file that came and went within a moment. */
function forget(): void {
  writeFileSync(path.join(folder, PROGRESS_FILE), JSON.stringify({ version: 1, lessons: {} }));
  rmSync(kept, { recursive: true, force: true });
}

describe('around a lesson', () => {
  let messages: ReturnType<typeof answerMessages>;

  before(freshCourse);
  beforeEach(async () => {
    messages = answerMessages();
    await closeAll();
    forget();
    await editor();
  });
  afterEach(() => messages.dispose());
  after(async () => {
    await closeAll();
    forget();
    await freshCourse();
  });

  describe('the course tree', () => {
    it('shows every part, every lesson and the page that ends a part', () => {
      const parts = tree.getChildren();
      assert.deepEqual(
        parts.map((part) => tree.getTreeItem(part).id),
        course.parts.map((part) => part.folder),
      );
      const ids = parts.flatMap((part) => tree.getChildren(part)).map((node) => tree.getTreeItem(node).id);
      const expected = course.parts.flatMap((part) => [
        ...part.lessons.map((each) => each.id),
        ...(part.end ? [`${part.folder}-end`] : []),
      ]);
      assert.deepEqual(ids, expected);
    });

    it('says the state of a lesson with a word and a shape', async () => {
      const shown = new Map<string, string>();
      const look = (): void => {
        const { contextValue = '', iconPath, description, accessibilityInformation } = lossItem();
        assert.ok(iconPath instanceof vscode.ThemeIcon);
        shown.set(contextValue, iconPath.id);
        const words = contextValue.replace('lesson ', '');
        assert.equal(accessibilityInformation?.label, `1.3 Loss, ${words}, 15 min`);
        assert.equal(description, words === 'not started' ? '15 min' : `${words} · 15 min`);
      };
      look();
      await recordCheck(folder, 'loss', 'in progress');
      look();
      await recordCheck(folder, 'loss', 'passed');
      look();
      forget();
      await recordSolutionSeen(folder, 'loss');
      await new Promise((resolve) => setTimeout(resolve, 2)); // Times are kept in milliseconds.
      await recordCheck(folder, 'loss', 'passed');
      look();
      await recordCheck(folder, 'loss', 'in progress');
      look();
      assert.deepEqual(
        [...shown.keys()],
        [
          ...['lesson not started', 'lesson in progress', 'lesson passed', 'lesson passed with the solution seen'],
          'lesson passed before',
        ],
      );
      assert.equal(new Set(shown.values()).size, 5, 'five states, five shapes');
    });

    it('shows the results of the quiz', async () => {
      const right = loss.text.quiz.map(({ answers }) => answers.findIndex((answer) => answer.right));
      await recordAnswer(folder, 'loss', 0, right[0]);
      await recordAnswer(folder, 'loss', 1, (right[1] + 1) % 2);
      assert.match(String(lossItem().description), /· quiz 1 of 3$/);
      assert.match(lossItem().accessibilityInformation?.label ?? '', /quiz 1 of 3/);
      await recordAnswer(folder, 'loss', 1, right[1]);
      assert.match(String(lossItem().description), /· quiz 2 of 3$/);
    });

    it('a check that passes ticks the lesson; one that fails later is said, and takes no tick away', async () => {
      await write(lossFile, loss.source.solution);
      await check();
      assert.equal(lossItem().contextValue, 'lesson passed');
      const passed = tree.view.description;
      assert.match(passed ?? '', /^\d+\/\d+$/, 'short, for a narrow side bar');
      await write(lossFile, loss.source.solution.replace('  return sum / predictions.length;', '  return sum;'));
      await check();
      assert.equal(lossItem().contextValue, 'lesson passed before');
      assert.match(String(lossItem().description), /^passed before · /);
      assert.equal(tree.view.description, passed);
    });

    it('a progress file that cannot be read is set aside, and the course goes on', async () => {
      const file = path.join(folder, PROGRESS_FILE);
      writeFileSync(file, '{ not JSON');
      assert.equal(lossItem().contextValue, 'lesson not started');
      await write(lossFile, loss.source.solution);
      await check();
      assert.equal(lossItem().contextValue, 'lesson passed');
      const aside = readdirSync(path.dirname(file)).filter((name) => name.includes('unreadable'));
      assert.equal(aside.length, 1);
      const saved = path.join(path.dirname(file), aside[0]);
      assert.equal(readFileSync(saved, 'utf8'), '{ not JSON');
      rmSync(saved);
    });
  });

  describe('the course view', () => {
    const all = requiredLessons(course).length;

    it('selects the lesson whose file is in front, and counts what is passed', async () => {
      await until(() => tree.view.description === `0/${all}`);
      await run('course.focus');
      await until(() => tree.view.visible);
      const gradients = vscode.Uri.file(path.join(folder, lesson('gradients').path));
      for (const [uri, id] of [
        [lossFile, 'loss'],
        [gradients, 'gradients'],
      ] as const) {
        await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
        await until(() => tree.view.selection.some((node) => 'id' in node && node.id === id));
      }
      await vscode.commands.executeCommand('workbench.view.explorer');
      await until(() => !tree.view.visible);
    });

    it('shows what another window has written', async () => {
      let count = 0;
      const subscription = tree.onDidChangeTreeData(() => count++);
      await recordCheck(folder, 'pixels', 'passed');
      await until(() => count > 0 && tree.view.description === `1/${all}`);
      subscription.dispose();
      const words = `In the whole course: 1 of ${all} lessons passed`;
      const [first, second] = tree.getChildren().map((part) => tree.getTreeItem(part));
      for (const { tooltip } of [first, second]) assert.ok(String(tooltip).endsWith(`\n${words}`));
      assert.ok(first.accessibilityInformation?.label.endsWith(`. ${words}`));
      assert.ok(!second.accessibilityInformation?.label.includes(words), 'heard once');
    });

    it('a pass offers the experiment of the lesson, and it begins', async () => {
      const descent = lesson('gradient-descent');
      const file = vscode.Uri.file(path.join(folder, descent.path));
      await write(file, descent.source.solution);
      await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
      const asked: unknown[][] = [];
      const { executeCommand } = vscode.commands;
      const api = vscode.commands as { executeCommand: unknown };
      api.executeCommand = (...given: unknown[]) => {
        if (given[0] !== 'nnFromScratch.openTrainingPanel')
          return (executeCommand as (...all: unknown[]) => unknown)(...given);
        return Promise.resolve(void asked.push(given.slice(1)));
      };
      try {
        messages.answer(/^1\.6 Gradient descent\. Passed/, 'Watch It Train');
        await run('checkSolution');
        await until(() => asked.length > 0);
      } finally {
        api.executeCommand = executeCommand;
      }
      assert.deepEqual(asked, [['line', true]]);
      await write(file, descent.source.stub);
    });
  });

  describe('the status bar', () => {
    it('names the lesson, its state, and checks it', async () => {
      await until(() => status.item.text === '$(circle-large-outline) 1.3 Loss');
      assert.equal(status.item.accessibilityInformation?.label, 'Lesson 1.3 Loss, not started. Check My Solution');
      await write(lossFile, loss.source.solution);
      const { command } = status.item;
      assert.ok(typeof command === 'string', 'no arguments: they would be another command after each update');
      const checked = vscode.commands.executeCommand<LessonReport | null>(command);
      await until(() => status.item.text === '$(sync~spin) 1.3 Loss');
      assert.match(status.item.accessibilityInformation?.label ?? '', /1\.3 Loss, checking\./);
      assert.equal((await checked)?.outcome, 'passed');
      await until(() => status.item.text === '$(pass-filled) 1.3 Loss');
      assert.ok(status.item.tooltip instanceof vscode.MarkdownString);
      assert.match(status.item.tooltip.value, /Passed: all \d+ checks/);
      await write(lossFile, `${loss.source.solution}// more\n`);
      assert.doesNotMatch(status.item.tooltip.value, /Passed: all/);
    });

    it('offers the next lesson when none is open', async () => {
      await recordCheck(folder, 'pixels', 'passed');
      await closeAll();
      await until(() => status.item.text === '$(circle-large-outline) 1.2 The linear model');
      assert.match(status.item.accessibilityInformation?.label ?? '', /Open the Lesson$/);
      assert.ok(typeof status.item.command === 'string');
      await vscode.commands.executeCommand(status.item.command);
      await until(() => vscode.window.activeTextEditor?.document.uri.path.endsWith('2-linear-model.ts') ?? false);
    });
  });

  describe('hints', () => {
    it('open one after the other, and no notification covers the guide', async () => {
      for (const open of [1, 2, 3]) {
        await run('showHint', lossFile);
        assert.equal(record().hints, open);
      }
      await run('showHint', lossFile);
      assert.equal(record().hints, 3);
      assert.deepEqual(messages.texts(), []);
    });

    it('open also where progress cannot be written, which is said once', async () => {
      // Another lesson: its hints stay open for as long as this window is.
      const { path: file } = lesson('gradients');
      const uri = vscode.Uri.file(path.join(folder, file));
      rmSync(path.join(folder, PROGRESS_FILE));
      mkdirSync(path.join(folder, PROGRESS_FILE));
      try {
        messages.answer(/Open hints .* are not kept when you close the window: /, undefined);
        for (let i = 0; i < 4; i++) await run('showHint', uri);
        assert.equal(messages.texts().length, 1);
      } finally {
        rmSync(path.join(folder, PROGRESS_FILE), { recursive: true });
        forget();
      }
    });
  });

  describe('the solution', () => {
    const diff = (): vscode.TabInputTextDiff | undefined => {
      const input = vscode.window.tabGroups.all.flatMap((group) => group.activeTab?.input ?? []);
      return input.find((each) => each instanceof vscode.TabInputTextDiff);
    };

    it('asks before a first try, and “no” shows nothing', async () => {
      messages.answer(/You have not tried 1\.3 Loss yet/, undefined);
      assert.equal(await run('showSolution', lossFile), false);
      assert.equal(diff(), undefined);
      assert.equal(record().solutionSeenAt, undefined);
    });

    it('after “yes” it stands beside the learner’s file, which does not change', async () => {
      messages.answer(/You have not tried/, 'Show the Solution');
      const before = onDisk();
      assert.equal(await run('showSolution', lossFile), true);
      await until(() => diff() !== undefined);
      assert.equal(diff()?.original.fsPath, lossFile.fsPath);
      const solution = await vscode.workspace.openTextDocument(diff()?.modified ?? lossFile);
      assert.equal(solution.getText(), loss.source.solution);
      assert.equal(onDisk(), before);
      assert.match(record().solutionSeenAt ?? '', /^\d{4}-/);
      assert.equal(lossItem().contextValue, 'lesson not started');
    });

    it('does not ask after an honest try', async () => {
      await write(lossFile, loss.source.solution.replace('  return sum / predictions.length;', '  return sum;'));
      await check();
      messages.clear();
      assert.equal(await run('showSolution', lossFile), true);
      await until(() => diff() !== undefined);
      assert.deepEqual(messages.texts(), []);
    });

    it('“Use This Solution” keeps the learner’s version, and can be undone', async () => {
      const mine = `${loss.source.stub}\n// mine\n`;
      const document = await write(lossFile, mine); // not saved
      messages.answer(/You have not tried/, undefined);
      await run('useSolution', lossFile);
      assert.equal(onDisk(), loss.source.stub, 'an answer is needed');
      messages.answer(/You have not tried/, 'Show the Solution');
      const undo = messages.hold(/holds the solution now/);
      await run('useSolution', lossFile);
      assert.match(record().solutionSeenAt ?? '', /^\d{4}-/);
      assert.equal(onDisk(), loss.source.solution);
      await until(() => document.getText() === loss.source.solution);
      const [stamp] = readdirSync(kept);
      assert.equal(readFileSync(path.join(kept, stamp, loss.path), 'utf8'), mine);
      undo('Undo');
      await until(() => onDisk() === mine);
      await until(() => document.getText() === mine);
    });

    it('completion does not offer it', async () => {
      const { document } = await editor();
      messages.answer(/You have not tried/, 'Show the Solution');
      await run('showSolution', lossFile);
      await until(() => diff() !== undefined);
      const shown = await editor();
      const stub = document.getText();
      const secret = loss.source.solution.split(/\W+/).filter((word) => /^[a-z]\w+$/i.test(word));
      const secrets = new Set(secret.filter((word) => !new RegExp(`\\b${word}\\b`).test(stub)));
      assert.ok(secrets.has('sum'));
      const lines = loss.source.solution
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.length > 3 && !stub.includes(line));
      assert.ok(lines.length >= 5);
      // In the code and in a comment, where only words of documents are offered.
      for (const place of ["throw new Error('TODO: meanSquaredError')", '// TODO:']) {
        const position = document.positionAt(stub.indexOf(place) + (place.startsWith('//') ? place.length : 0));
        const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          position,
        );
        for (const item of items) {
          const label = typeof item.label === 'string' ? item.label : item.label.label;
          const text = `${label} ${typeof item.insertText === 'string' ? item.insertText : (item.insertText?.value ?? '')}`;
          assert.ok(!lines.some((line) => text.includes(line)), text);
          if (item.kind === vscode.CompletionItemKind.Text) assert.ok(!secrets.has(label), label);
        }
      }
      assert.ok(shown);
    });
  });

  describe('the next lesson', () => {
    const active = (): string => vscode.window.activeTextEditor?.document.uri.path ?? '';

    it('is the first after this one that has not passed', async () => {
      await recordCheck(folder, 'numerical-gradient', 'passed');
      await run('nextLesson', 'loss');
      await until(() => active().endsWith(lesson('gradients').path));
    });

    it('after the last of a part is the page that ends it, and then the next part', async () => {
      const last = lesson('three-or-seven');
      const { end } = last.part;
      assert.ok(end);
      await vscode.window.showTextDocument(vscode.Uri.file(path.join(folder, last.path)));
      await run('nextLesson', last.id);
      const labels = (): string[] => vscode.window.tabGroups.all.flatMap(({ activeTab }) => activeTab?.label ?? []);
      await until(() => labels().some((label) => label.includes(end.title)));
      await run('nextLesson', last.id);
      await until(() => active().endsWith(course.parts[1].lessons[0].path));
    });
  });

  describe('reset', () => {
    const mine = loss.source.solution.replace('let sum = 0;', 'let sum = 0; // mine');

    it('asks first, and “Cancel” changes nothing', async () => {
      await write(lossFile, mine);
      await check();
      messages.answer(/Reset 1\.3 Loss\?/, undefined);
      await run('resetLesson', lossFile);
      assert.equal(onDisk(), mine);
      assert.equal(record().state, 'passed');
      assert.ok(!existsSync(kept));
    });

    it('brings the stub back, keeps the learner’s version with unsaved edits, and forgets the progress', async () => {
      await write(lossFile, mine);
      await check();
      const document = await write(lossFile, `${mine}// not saved\n`);
      messages.answer(/Reset 1\.3 Loss\?/, 'Reset');
      const undo = messages.hold(/has been reset/);
      await run('resetLesson', lossFile);
      assert.equal(onDisk(), loss.source.stub);
      await until(() => document.getText() === loss.source.stub && !document.isDirty);
      const [stamp] = readdirSync(kept);
      assert.equal(readFileSync(path.join(kept, stamp, loss.path), 'utf8'), `${mine}// not saved\n`);
      assert.deepEqual(record(), { state: 'not started', checks: 0 });
      assert.equal(lossItem().contextValue, 'lesson not started');
      undo('Undo');
      await until(() => onDisk() === `${mine}// not saved\n`);
      await until(() => record().state === 'passed');
      await until(() => lossItem().contextValue === 'lesson passed');
      await until(() => document.getText() === `${mine}// not saved\n`);
    });

    it('takes back what was said about the old text', async () => {
      await write(lossFile, loss.source.solution.replace('  return sum / predictions.length;', '  return sum;'));
      await check();
      assert.ok(vscode.languages.getDiagnostics(lossFile).some(({ source }) => source === '1.3 loss'));
      messages.answer(/Reset 1\.3 Loss\?/, 'Reset');
      await run('resetLesson', lossFile);
      await until(() => vscode.languages.getDiagnostics(lossFile).every(({ source }) => source !== '1.3 loss'));
    });

    it('refuses to undo when the file was edited meanwhile', async () => {
      const document = await write(lossFile, mine);
      await document.save();
      messages.answer(/Reset 1\.3 Loss\?/, 'Reset');
      const undo = messages.hold(/has been reset/);
      await run('resetLesson', lossFile);
      await until(() => document.getText() === loss.source.stub);
      await write(lossFile, `${loss.source.stub}// a new start\n`);
      undo('Undo');
      await until(() => messages.texts().some((text) => /was edited meanwhile.*kept in \.nn-from-scratch/.test(text)));
      assert.match(document.getText(), /a new start/);
    });

    it('says so when the folder cannot be written, and changes nothing', async () => {
      const document = await write(lossFile, mine);
      await document.save();
      writeFileSync(kept, 'in the way');
      messages.answer(/Reset 1\.3 Loss\?/, 'Reset');
      await run('resetLesson', lossFile);
      assert.match(messages.texts().at(-1) ?? '', /cannot be written: .* Nothing was changed/);
      assert.equal(onDisk(), mine);
    });

    it('leaves no trace of a check that a save has started', async () => {
      const settings = vscode.workspace.getConfiguration('nnFromScratch.check');
      await settings.update('onSave', true, vscode.ConfigurationTarget.Global);
      try {
        const document = await write(lossFile, mine);
        messages.answer(/Reset 1\.3 Loss\?/, 'Reset');
        await run('resetLesson', lossFile);
        await until(() => document.getText() === loss.source.stub);
        await until(() => !status.item.text.includes('sync'));
        assert.deepEqual(record(), { state: 'not started', checks: 0 });
      } finally {
        await settings.update('onSave', undefined, vscode.ConfigurationTarget.Global);
      }
    });

    it('resets the whole course, and brings it back', async () => {
      const document = await write(lossFile, mine);
      await check();
      await recordCheck(folder, 'pixels', 'passed');
      messages.answer(/Reset all \d+ lessons\?/, 'Reset the Course');
      const undo = messages.hold(/The course has been reset/);
      await run('resetCourse');
      assert.equal(onDisk(), loss.source.stub);
      assert.deepEqual(readProgress(folder).lessons, {});
      undo('Undo');
      await until(() => record('pixels').state === 'passed' && document.getText() === mine);
      assert.equal(onDisk(), mine);
    });
  });

  describe('a term of the glossary in a comment', () => {
    async function hoverAt(piece: string, text: string): Promise<string> {
      const { document } = await editor(text);
      const at = text.indexOf(piece);
      assert.ok(at >= 0, piece);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        lossFile,
        document.positionAt(at + 1),
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === 'string' ? content : content.value))
        .join('\n');
    }

    it('shows its definition', async () => {
      assert.match(await hoverAt('mean squared error', loss.source.stub), /\*\*Mean squared error\*\*/);
      const hover = await hoverAt('probabilities for each', loss.source.stub.replaceAll('\r', ''));
      assert.match(hover, /\*\*Probability\*\*[\s\S]*command:nnFromScratch\.showGlossary/);
    });

    it('is left alone in code', async () => {
      assert.doesNotMatch(await hoverAt('sigmoid(z: number)', loss.source.stub), /\*\*Sigmoid\*\*/);
    });
  });
});
