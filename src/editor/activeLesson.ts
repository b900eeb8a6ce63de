/** The lesson that the learner is at: its file is in front, or still on the screen while the guide or a panel is. */
import * as vscode from 'vscode';
import { ContextKeys } from './contextKeys';
import type { CourseServices } from './course';
import { type LearnerLesson, fileOf, learnerFolder, lessonOf } from './learner';
import { lessonOfSolution } from './solutionDocuments';
import { placeOf } from './node/places';

export class ActiveLesson implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<LearnerLesson | undefined>();
  private readonly services: CourseServices;
  private readonly subscriptions: vscode.Disposable[];
  private readonly keys = new ContextKeys();
  private target: LearnerLesson | undefined;

  /** Tells when another lesson, or none, has come to be the one. */
  readonly onDidChange = this.changed.event;

  constructor(services: CourseServices) {
    this.services = services;
    const update = (): void => this.update();
    this.subscriptions = [
      this.changed,
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.window.onDidChangeVisibleTextEditors(update),
      vscode.workspace.onDidChangeWorkspaceFolders(update),
    ];
    this.update();
  }

  get current(): LearnerLesson | undefined {
    return this.target;
  }

  /** Looks again, for example after a folder has become a course. */
  update(): void {
    // Without a course in this window, the course need not even be read.
    const hasCourse = learnerFolder() !== undefined;
    const active = hasCourse ? vscode.window.activeTextEditor?.document.uri : undefined;
    const inFront = active && lessonOf(this.services.course, active);
    this.keys.setKey('nnFromScratch.lessonFile', inFront !== undefined);
    const next = hasCourse ? (inFront ?? this.shownBy(active) ?? this.stillVisible()) : undefined;
    if (isSame(next, this.target)) return;
    this.target = next;
    this.keys.setKey('nnFromScratch.hasLesson', next !== undefined);
    // So that its check has less to do when it comes. Not now: the window may be opening.
    if (next) setTimeout(() => this.prepare(next));
    this.changed.fire(next);
  }

  dispose(): void {
    this.target = undefined;
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private prepare(target: LearnerLesson): void {
    const { lesson, folder } = target;
    if (vscode.workspace.isTrusted && isSame(target, this.target)) this.services.checks.prepare(lesson, folder);
  }

  /** The solution beside a learner's file stands for the lesson, too. */
  private shownBy(uri: vscode.Uri | undefined): LearnerLesson | undefined {
    const lesson = uri && lessonOfSolution(this.services.course, uri);
    const folder = learnerFolder();
    return lesson && folder !== undefined ? { lesson, folder } : undefined;
  }

  private stillVisible(): LearnerLesson | undefined {
    const visible = vscode.window.visibleTextEditors
      .map(({ document }) => lessonOf(this.services.course, document.uri))
      .filter((each) => each !== undefined);
    return visible.find((each) => isSame(each, this.target)) ?? visible[0];
  }
}

function isSame(a: LearnerLesson | undefined, b: LearnerLesson | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && placeOf(fileOf(a)) === placeOf(fileOf(b)));
}
