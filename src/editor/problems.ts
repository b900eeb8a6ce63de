/** Entries in Problems: each failed check at its line. */
import * as vscode from 'vscode';
import { isFailure } from '../checker/outcome';
import type { CheckReport } from '../protocol/report';
import type { CheckRunner, FinishedCheck } from './checkRunner';
import { type LearnerLesson, fileOf } from './learner';

export class Problems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('nn-from-scratch');
  /** Files that carry problems of a lesson: an error can lie in an earlier lesson's file. */
  private readonly byLesson = new Map<string, Map<string, vscode.Diagnostic[]>>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(runner: CheckRunner) {
    this.subscriptions = [runner.onDidFinish((check) => this.show(check))];
  }

  dispose(): void {
    this.collection.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Takes back what was said about a lesson. */
  forget(target: LearnerLesson): void {
    const key = fileOf(target).toString();
    const touched = [...(this.byLesson.get(key)?.keys() ?? [])];
    this.byLesson.delete(key);
    for (const file of touched) this.publish(file);
  }

  private show({ lesson, folder, report }: FinishedCheck): void {
    const key = fileOf({ lesson, folder }).toString();
    const touched = new Set(this.byLesson.get(key)?.keys());
    const files = new Map<string, vscode.Diagnostic[]>();
    for (const check of report.checks) {
      if (!isFailure(check) || !check.location) continue;
      const file = vscode.Uri.joinPath(vscode.Uri.file(folder), check.location.file).toString();
      files.set(file, [...(files.get(file) ?? []), diagnosticOf(check, { lesson, folder })]);
      touched.add(file);
    }
    this.byLesson.set(key, files);
    for (const file of touched) this.publish(file);
  }

  private publish(file: string): void {
    const all = [...this.byLesson.values()].flatMap((each) => each.get(file) ?? []);
    this.collection.set(vscode.Uri.parse(file), all);
  }
}

function diagnosticOf(check: CheckReport, { lesson }: LearnerLesson): vscode.Diagnostic {
  const { line, column } = check.location ?? { line: 1, column: 1 };
  const position = new vscode.Position(line - 1, column - 1);
  const document = vscode.workspace.textDocuments.find((each) => each.uri.path.endsWith(`/${check.location?.file}`));
  const range =
    document && line <= document.lineCount
      ? (document.getWordRangeAtPosition(position) ?? new vscode.Range(position, position))
      : new vscode.Range(position, position);
  // Plain text is shown: the marks around code would stand there as they are.
  const message = check.message.replaceAll('`', '');
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = `${lesson.number} ${lesson.id}`;
  diagnostic.code = check.mistake ?? check.outcome;
  return diagnostic;
}
