/** Reference solutions as documents that can be read and not changed, to stand beside a learner's file. */
import * as vscode from 'vscode';
import { type Course, type Lesson, findLesson } from '../course/course';
import { lessonIn } from '../course/placedCourse';
import type { CourseServices } from './course';
import { learnerFolder } from './learner';

const SOLUTION_SCHEME = 'nn-from-scratch-solution';

export class SolutionDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly services: CourseServices;
  private readonly registration: vscode.Disposable;

  constructor(services: CourseServices) {
    this.services = services;
    this.registration = vscode.workspace.registerTextDocumentContentProvider(SOLUTION_SCHEME, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const folder = learnerFolder();
    const lesson = lessonOfSolution(this.services.course, uri);
    if (!lesson) return vscode.l10n.t('There is no such lesson.');
    // With the imports that it would have in the learner's folder.
    return (folder === undefined ? lesson : lessonIn(this.services.course, lesson, folder)).source.solution;
  }

  dispose(): void {
    this.registration.dispose();
  }
}

export function solutionUri(lesson: Lesson): vscode.Uri {
  return vscode.Uri.from({ scheme: SOLUTION_SCHEME, path: `/${lesson.path}` });
}

/** The lesson whose solution a document is; undefined for every other document. */
export function lessonOfSolution(course: Course, uri: vscode.Uri): Lesson | undefined {
  return uri.scheme === SOLUTION_SCHEME ? findLesson(course, uri.path) : undefined;
}
