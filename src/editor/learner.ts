/** Finds the learner's folder and the lesson that a file or an editor stands for. */
import * as vscode from 'vscode';
import type { Course, Lesson } from '../course/course';
import { isLearnerFolder } from '../course/learnerFolder';
import { lessonAt, pathIn } from '../course/places';
import { host } from '../host';
import { hasPlace, placeOf, uriOf } from './node/places';

/** A lesson in a learner's folder. */
export interface LearnerLesson {
  lesson: Lesson;
  /** Absolute. */
  folder: string;
}

/** The learner's folders among those that are open. */
export function learnerFolders(): string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter((folder) => hasPlace(folder.uri))
    .map((folder) => placeOf(folder.uri))
    .filter(isLearnerFolder);
}

/** The learner's folder that a file belongs to, else the first one; undefined where there is none. */
export function learnerFolder(file?: vscode.Uri): string | undefined {
  const folders = learnerFolders();
  return folders.find((folder) => file && host.pathIn(folder, placeOf(file)) !== null) ?? folders[0];
}

/** The lesson whose file this is; undefined for every other file. */
export function lessonOf(course: Course, file: vscode.Uri | undefined): LearnerLesson | undefined {
  if (!file || !hasPlace(file)) return undefined;
  for (const folder of learnerFolders()) {
    const path = host.pathIn(folder, placeOf(file));
    const lesson = path === null ? undefined : lessonAt(course, folder, path);
    if (lesson) return { lesson, folder };
  }
  return undefined;
}

/** Where the lesson's file lies in the folder, with forward slashes. */
export const pathOf = ({ lesson, folder }: LearnerLesson): string => pathIn(folder, lesson);

export function fileOf(target: LearnerLesson): vscode.Uri {
  return uriOf(host.placeIn(target.folder, pathOf(target)));
}

/** The lesson's file as VS Code holds it; for a while also after it was closed. */
export function openDocument(target: LearnerLesson): vscode.TextDocument | undefined {
  const file = placeOf(fileOf(target));
  return vscode.workspace.textDocuments.find(({ uri }) => hasPlace(uri) && placeOf(uri) === file);
}

/** The files of a folder that are open, by their paths in it: the text where it is not saved yet, else null. */
export function openIn(folder: string): Map<string, string | null> {
  const texts = new Map<string, string | null>();
  for (const document of vscode.workspace.textDocuments) {
    const { uri, isDirty } = document;
    const path = hasPlace(uri) ? host.pathIn(folder, placeOf(uri)) : null;
    if (path !== null) texts.set(path, isDirty ? document.getText() : null);
  }
  return texts;
}
