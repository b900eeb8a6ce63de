/**
 * Lays out what is new in this version of the course in the folders that are open, without a question: nothing of the learner's is
 * changed by it. A folder of a newer version is left alone, and that is said.
 */
import * as vscode from 'vscode';
import { FolderError, NewerFolderError, isNewerThan, isOlderThan, layOut } from '../course/learnerFolder';
import { STATUS_MS } from './checkRunner';
import type { CourseServices } from './course';
import { inBackground } from './inBackground';
import { learnerFolders, openIn } from './learner';
import type { ProgressView } from './progress';

export class CourseUpdate implements vscode.Disposable {
  private readonly services: CourseServices;
  private readonly progress: ProgressView;
  private readonly output: vscode.LogOutputChannel;
  private readonly subscriptions: vscode.Disposable;
  /** Folders that were looked at: each is told of once. */
  private readonly done = new Set<string>();

  constructor(services: CourseServices, progress: ProgressView, output: vscode.LogOutputChannel) {
    this.services = services;
    this.progress = progress;
    this.output = output;
    const update = (): void => inBackground(this.update());
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidGrantWorkspaceTrust(update),
      vscode.workspace.onDidChangeWorkspaceFolders(update),
    );
    // Not within activation: most folders are up to date.
    setTimeout(update);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async update(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    for (const folder of learnerFolders().filter((each) => !this.done.has(each))) {
      this.done.add(folder);
      await this.updateFolder(folder);
    }
  }

  private async updateFolder(folder: string): Promise<void> {
    const { course } = this.services;
    if (!isOlderThan(course.version, folder) && !isNewerThan(course.version, folder)) return;
    try {
      const { created, updated, kept } = await layOut(course, folder, openIn(folder));
      this.output.info(
        `${folder} has the course of version ${course.version} now. Added: ${list(created)}. Renewed: ${list(updated)}. Left alone: ${list(kept)}.`,
      );
      this.progress.refresh();
      vscode.window.setStatusBarMessage(
        vscode.l10n.t('The course has been updated. What you wrote is as it was.'),
        STATUS_MS,
      );
    } catch (error) {
      if (!(error instanceof FolderError)) throw error;
      // What cannot be written can be read all the same; “Start the Course” says more.
      this.output.warn(error.message);
      if (error instanceof NewerFolderError) void vscode.window.showWarningMessage(error.message);
    }
  }
}

const list = (paths: readonly string[]): string => (paths.length === 0 ? 'nothing' : paths.join(', '));
