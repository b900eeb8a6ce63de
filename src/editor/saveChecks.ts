/**
 * Checks a lesson when its file is saved, where the learner wants that. One after the other, so that *Save All* does not
 * start a process for each file; a new save overtakes the check of the older text.
 */
import * as vscode from 'vscode';
import { verdict } from '../checker/outcome';
import { type CheckRunner, STATUS_MS } from './checkRunner';
import type { CourseServices } from './course';
import { inBackground } from './inBackground';
import { type LearnerLesson, lessonOf } from './learner';

/** Whether a save of the lesson is to be checked for another reason than the setting. */
type Follows = (target: LearnerLesson) => boolean;

type Saves = Pick<typeof vscode.workspace, 'onWillSaveTextDocument' | 'onDidSaveTextDocument'>;

export class SaveChecks implements vscode.Disposable {
  private readonly waiting = new Map<string, LearnerLesson>();
  private isBusy = false;
  /** Documents that VS Code saves by itself after a pause, in the middle of a thought. */
  private readonly autoSaving = new Set<string>();
  private readonly services: CourseServices;
  private readonly runner: CheckRunner;
  private readonly follows: Follows;
  private readonly subscriptions: vscode.Disposable[];

  /** @param saves who tells of saves: VS Code */
  constructor(services: CourseServices, runner: CheckRunner, follows: Follows, saves: Saves = vscode.workspace) {
    this.services = services;
    this.runner = runner;
    this.follows = follows;
    this.subscriptions = [
      saves.onWillSaveTextDocument(({ document, reason }) => {
        const key = document.uri.toString();
        if (reason === vscode.TextDocumentSaveReason.AfterDelay) this.autoSaving.add(key);
        else this.autoSaving.delete(key);
      }),
      saves.onDidSaveTextDocument((document) => this.saved(document)),
    ];
  }

  dispose(): void {
    this.waiting.clear();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private saved(document: vscode.TextDocument): void {
    const isAutoSave = this.autoSaving.delete(document.uri.toString());
    if (!vscode.workspace.isTrusted) return;
    const target = lessonOf(this.services.course, document.uri);
    if (!target) return;
    const wanted = this.follows(target) || (isOn() && !isAutoSave);
    // A check that was asked for saves the file, too.
    if (!wanted || this.runner.isChecking(target, document.getText())) return;
    this.runner.cancel(target);
    this.waiting.set(document.uri.toString(), target);
    inBackground(this.work());
  }

  private async work(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      for (let next = this.take(); next; next = this.take()) {
        const report = await this.runner.check(next, { origin: 'save' });
        if (report)
          vscode.window.setStatusBarMessage(
            `${report.outcome === 'passed' ? '$(pass)' : '$(info)'} ${next.lesson.number} ${next.lesson.text.title}. ${shorten(verdict(report))}`,
            STATUS_MS,
          );
      }
    } finally {
      this.isBusy = false;
    }
  }

  private take(): LearnerLesson | undefined {
    const [first] = this.waiting;
    if (!first) return undefined;
    this.waiting.delete(first[0]);
    return first[1];
  }
}

function isOn(): boolean {
  return vscode.workspace.getConfiguration('nnFromScratch.check').get('onSave', false);
}

/** The status bar has one line; Problems has the rest. `$(…)` would be an icon. */
function shorten(text: string): string {
  const plain = text.replaceAll('`', '').replaceAll('$(', '$ (').split('\n')[0];
  return plain.length > 100 ? `${plain.slice(0, 99)}…` : plain;
}
