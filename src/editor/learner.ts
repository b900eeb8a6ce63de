/** Finds the learner's folder and the lesson that a file or an editor stands for. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Course, Lesson } from '../course/course';
import { isLearnerFolder } from '../course/learnerFolder';

/** A lesson in a learner's folder. */
export interface LearnerLesson {
  lesson: Lesson;
  /** Absolute. */
  folder: string;
}

/** The learner's folders among those that are open. */
export function learnerFolders(): string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter((folder) => folder.uri.scheme === 'file')
    .map((folder) => folder.uri.fsPath)
    .filter(isLearnerFolder);
}

/** The learner's folder that a file belongs to, else the first one; undefined where there is none. */
export function learnerFolder(file?: vscode.Uri): string | undefined {
  const folders = learnerFolders();
  return folders.find((folder) => file && isInside(folder, file.fsPath)) ?? folders[0];
}

/** The lesson whose file this is; undefined for every other file. */
export function lessonOf(course: Course, file: vscode.Uri | undefined): LearnerLesson | undefined {
  if (file?.scheme !== 'file') return undefined;
  for (const folder of learnerFolders()) {
    if (!isInside(folder, file.fsPath)) continue;
    const relative = path.relative(folder, file.fsPath).replaceAll('\\', '/');
    const lesson = course.lessons.find((each) => each.path === relative);
    if (lesson) return { lesson, folder };
  }
  return undefined;
}

export function fileOf({ lesson, folder }: LearnerLesson): vscode.Uri {
  return vscode.Uri.file(path.join(folder, lesson.path));
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
