/**
 * What the learner's code printed, in an Output channel of its own, each text after the line that printed it. The channel
 * opens only when it is asked for, and takes no focus.
 */
import * as vscode from 'vscode';
import type { LessonReport } from '../checker/outcome';
import { outputLines } from '../checker/output';
import { host } from '../host';
import type { CheckRunner, FinishedCheck } from './checkRunner';

export class LearnerOutput implements vscode.Disposable {
  private readonly channel: Pick<vscode.OutputChannel, 'appendLine' | 'show' | 'dispose'>;
  private readonly subscription: vscode.Disposable;

  constructor(runner: CheckRunner, channel?: Pick<vscode.OutputChannel, 'appendLine' | 'show' | 'dispose'>) {
    this.channel = channel ?? vscode.window.createOutputChannel(vscode.l10n.t('Neural Network: Your Output'));
    this.subscription = runner.onDidFinish((check) => this.print(check));
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.subscription.dispose();
    this.channel.dispose();
  }

  private print({ lesson, folder, report }: FinishedCheck): void {
    if (!hasOutput(report)) return;
    this.channel.appendLine(
      `── ${lesson.number} ${lesson.text.title}, ${new Date().toLocaleTimeString(vscode.env.language)} ──`,
    );
    // VS Code makes links of whole paths only.
    const lines = outputLines(report, ({ file, line }) => `${host.placeIn(folder, file)}:${line}`);
    for (const line of lines) this.channel.appendLine(line);
  }
}

export function hasOutput(report: LessonReport): boolean {
  return report.output.length > 0;
}
