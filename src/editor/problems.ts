/** Entries in Problems: each mistake at its line, and the checks that show it. */
import * as vscode from 'vscode';
import { failuresByCause } from '../checker/outcome';
import type { CheckReport } from '../protocol/report';
import type { CheckRunner, FinishedCheck } from './checkRunner';
import { type LearnerLesson, fileOf } from './learner';
import { uriOf } from './node/places';

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
    for (const [first, ...others] of failuresByCause(report)) {
      if (!first.location) continue;
      const file = fileIn(folder, first.location.file).toString();
      files.set(file, [...(files.get(file) ?? []), diagnosticOf(first, others, { lesson, folder })]);
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

/** @param others the checks that fail for the same reason */
function diagnosticOf(
  check: CheckReport,
  others: readonly CheckReport[],
  { lesson, folder }: LearnerLesson,
): vscode.Diagnostic {
  const { line, column } = check.location ?? { line: 1, column: 1 };
  const position = new vscode.Position(line - 1, column - 1);
  const document = vscode.workspace.textDocuments.find((each) => each.uri.path.endsWith(`/${check.location?.file}`));
  const range =
    document && line <= document.lineCount
      ? (document.getWordRangeAtPosition(position) ?? new vscode.Range(position, position))
      : new vscode.Range(position, position);
  const diagnostic = new vscode.Diagnostic(range, plain(teachingFirst(check)), vscode.DiagnosticSeverity.Error);
  diagnostic.source = `${lesson.number} ${lesson.id}`;
  diagnostic.code = check.mistake ?? check.outcome;
  diagnostic.relatedInformation = others.flatMap((other) => {
    const { name, location } = other;
    if (!location) return [];
    const at = new vscode.Location(
      fileIn(folder, location.file),
      new vscode.Position(location.line - 1, location.column - 1),
    );
    return [new vscode.DiagnosticRelatedInformation(at, plain(`${name}: ${facts(other)}`))];
  });
  return diagnostic;
}

/** The list shows the beginning of a message: what helps stands there, then what was expected and what came. */
function teachingFirst(check: CheckReport): string {
  return check.explanation === null ? check.message : `${check.explanation} ${facts(check)}`;
}

/** What was expected and what came, without what explains it. */
function facts({ message, explanation }: CheckReport): string {
  return explanation === null ? message : message.slice(0, -explanation.length).trimEnd();
}

/** Plain text is shown: the marks around code would stand there as they are. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

function fileIn(folder: string, file: string): vscode.Uri {
  return vscode.Uri.joinPath(uriOf(folder), file);
}
