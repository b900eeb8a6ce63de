/** Runs a check for the editor: saves the file, lets one check of a lesson overtake another, records progress, tells everybody. */
import * as vscode from 'vscode';
import type { LessonReport } from '../checker/outcome';
import { progressStateOf } from '../checker/progressState';
import { MissingFileError } from '../checker/service';
import { CheckCancelled } from '../checker/supervisor';
import { recordCheck } from '../course/progress';
import type { CourseServices } from './course';
import { type LearnerLesson, fileOf } from './learner';

export interface FinishedCheck extends LearnerLesson {
  report: LessonReport;
}

export class CheckRunner implements vscode.Disposable {
  private readonly finished = new vscode.EventEmitter<FinishedCheck>();
  private readonly running = new Map<string, AbortController>();
  private readonly services: CourseServices;
  private readonly output: vscode.LogOutputChannel;

  /** A check that came to its end, whatever its outcome. */
  readonly onDidFinish = this.finished.event;

  constructor(services: CourseServices, output: vscode.LogOutputChannel) {
    this.services = services;
    this.output = output;
  }

  /** Null where the check was cancelled, overtaken, or not allowed; then the user was told why. */
  async check(target: LearnerLesson): Promise<LessonReport | null> {
    if (!vscode.workspace.isTrusted) {
      void this.explainTrust();
      return null;
    }
    const file = fileOf(target);
    // First of all, so that of two checks the later one wins, however long each takes to save.
    const key = file.fsPath;
    this.running.get(key)?.abort();
    const abort = new AbortController();
    this.running.set(key, abort);
    try {
      const document = vscode.workspace.textDocuments.find((each) => each.uri.fsPath === file.fsPath);
      if (document?.isDirty) await document.save();
      const title = vscode.l10n.t('Checking {0} {1}', target.lesson.number, target.lesson.text.title);
      const report = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
        this.services.checks.check(target.lesson, target.folder, { signal: abort.signal, text: document?.getText() }),
      );
      this.output.info(
        `${target.lesson.number} ${target.lesson.id}: ${report.outcome} (${Math.round(report.durationMs)} ms, seed ${report.seed})`,
      );
      if (report.output) this.output.info(`Your code printed:\n${report.output}`);
      await this.record(target, report);
      this.finished.fire({ ...target, report });
      return report;
    } catch (error) {
      if (error instanceof CheckCancelled) return null;
      if (!(error instanceof MissingFileError)) this.output.error(error as Error);
      void vscode.window.showErrorMessage((error as Error).message);
      return null;
    } finally {
      if (this.running.get(key) === abort) this.running.delete(key);
    }
  }

  dispose(): void {
    for (const abort of this.running.values()) abort.abort();
    this.finished.dispose();
  }

  /** A folder that cannot be written keeps no progress, but the check counts all the same. */
  private async record({ lesson, folder }: LearnerLesson, report: LessonReport): Promise<void> {
    try {
      await recordCheck(folder, lesson.id, progressStateOf(report));
    } catch (error) {
      this.output.warn(`Progress was not saved: ${(error as Error).message}`);
    }
  }

  private async explainTrust(): Promise<void> {
    const manage = vscode.l10n.t('Manage Workspace Trust');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Your code is not run, because this folder is not trusted. Trust it if the files are yours, then check again.',
      ),
      manage,
    );
    if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  }
}
