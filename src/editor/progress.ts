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
    const refresh = (): void => {
      this.refresh();
      this.tick();
    };
    this.subscriptions = [
      watcher,
      watcher.onDidChange(refresh),
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
      runner.onDidFinish(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      // A walkthrough's tab is of a kind that extensions do not know.
      vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
        if (opened.some((tab) => tab.input === undefined)) this.tick();
      }),
    ];
  }

  stateOf(lesson: Lesson): LessonState {
    const folder = learnerFolder();
    return folder ? stateOf(readProgress(folder), lesson.id) : 'not started';
  }

  /** Tells the tree and the views. */
  refresh(): void {
    this.setKey('nnFromScratch.hasCourse', learnerFolder() !== undefined);
    this.changed.fire();
  }

  /**
   * Sets the context keys that tick the steps of walkthroughs. Not before a walkthrough is on the screen or a check is done:
   * VS Code takes a key that is set when it reads the walkthroughs as heard already, and then never ticks its step.
   */
  tick(): void {
    const folder = learnerFolder();
    if (!folder) return;
    const progress = readProgress(folder);
    for (const lesson of this.services.course.lessons)
      this.setKey(`nnFromScratch.passed.${lesson.id}`, stateOf(progress, lesson.id) === 'passed');
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
