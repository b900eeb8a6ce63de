/** Finds the learner's folder and the lesson that a file or an editor stands for. */
import * as vscode from 'vscode';
import type { Course, Lesson } from '../course/course';
import { isLearnerFolder } from '../course/learnerFolder';
import { host } from '../host';

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
  return folders.find((folder) => file && host.pathIn(folder, file.fsPath) !== null) ?? folders[0];
}

/** The lesson whose file this is; undefined for every other file. */
export function lessonOf(course: Course, file: vscode.Uri | undefined): LearnerLesson | undefined {
  if (file?.scheme !== 'file') return undefined;
  for (const folder of learnerFolders()) {
    const path = host.pathIn(folder, file.fsPath);
    const lesson = course.lessons.find((each) => each.path === path);
    if (lesson) return { lesson, folder };
  }
  return undefined;
}

export function fileOf({ lesson, folder }: LearnerLesson): vscode.Uri {
  return vscode.Uri.file(host.placeIn(folder, lesson.path));
}
