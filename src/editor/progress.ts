/** Progress as the editor shows it: read from the learner's folder, and read again when the file changes. */
import * as vscode from 'vscode';
import type { Lesson } from '../course/course';
import { type LessonState, PROGRESS_FILE, readProgress, stateOf } from '../course/progress';
import type { CheckRunner } from './checkRunner';
import type { CourseServices } from './course';
import { learnerFolder } from './learner';

export class ProgressView implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly services: CourseServices;
  private readonly keys = new Map<string, boolean>();

  readonly onDidChange = this.changed.event;

  constructor(services: CourseServices, runner: CheckRunner) {
    this.services = services;
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${PROGRESS_FILE}`);
    const refresh = (): void => this.refresh();
    this.subscriptions = [
      watcher,
      watcher.onDidChange(refresh),
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
      runner.onDidFinish(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
    ];
  }

  stateOf(lesson: Lesson): LessonState {
    const folder = learnerFolder();
    return folder ? stateOf(readProgress(folder), lesson.id) : 'not started';
  }

  /** Tells the tree, and sets the context keys that tick walkthrough steps and show views. */
  refresh(): void {
    const folder = learnerFolder();
    this.setKey('nnFromScratch.hasCourse', folder !== undefined);
    if (folder) {
      const progress = readProgress(folder);
      for (const lesson of this.services.course.lessons)
        this.setKey(`nnFromScratch.passed.${lesson.id}`, stateOf(progress, lesson.id) === 'passed');
    }
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private setKey(key: string, value: boolean): void {
    if (this.keys.get(key) === value) return;
    this.keys.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
