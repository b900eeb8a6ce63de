/** What the extension's tests share: the course folder that is open, a lesson in it, and ways to wait. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Lesson, findLesson, loadCourse } from '../../../src/course/course';
import { layOut } from '../../../src/course/learnerFolder';
import { PROGRESS_FILE } from '../../../src/course/progress';

const found = vscode.extensions.getExtension('nn-from-scratch.nn-from-scratch');
assert.ok(found);
export const extension = found;
export const course = loadCourse(path.join(extension.extensionPath, 'lessons'));

const opened = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
assert.ok(opened, 'the tests need an open folder');
export const folder = opened;

export function lesson(id: string): Lesson {
  const each = findLesson(course, id);
  assert.ok(each, id);
  return each;
}

export const loss = lesson('loss');
export const lossFile = vscode.Uri.file(path.join(folder, loss.path));

/** A wrong solution whose mistake the course knows. */
export const wrongLoss = loss.source.solution.replace('  return sum / predictions.length;', '  return sum;');
export const endlessLoss = loss.source.solution.replace('let sum = 0;', 'for (;;);');
assert.ok(![wrongLoss, endlessLoss].includes(loss.source.solution), 'the solution is not what the tests expect');

/** A course without a trace of an earlier run. */
export async function freshCourse(): Promise<void> {
  rmSync(path.join(folder, PROGRESS_FILE), { force: true });
  mkdirSync(folder, { recursive: true });
  await layOut(course, folder);
}

/** Replaces the text of a file in the editor; nothing is saved. */
export async function write(uri: vscode.Uri, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
  return document;
}

/** Waits until something is so; the mocha timeout ends the wait. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Line of a text that holds a piece of it, from 0. */
export function lineOf(text: string, piece: string): number {
  const line = text.split('\n').findIndex((each) => each.includes(piece));
  assert.ok(line >= 0, piece);
  return line;
}
