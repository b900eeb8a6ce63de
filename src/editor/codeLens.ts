/** The result of the last check, “Check My Solution”, “Hint” and “Debug” over every function that the learner writes. */
import * as vscode from 'vscode';
import { failuresByCause, passedCount } from '../checker/outcome';
import { declarationOf } from '../checker/declaration';
import type { Lesson } from '../course/course';
import { kindOf } from '../protocol/outcome';
import type { CheckRunner, FinishedCheck } from './checkRunner';
import type { CourseServices } from './course';
import { lessonOf, pathOf } from './learner';
import { host } from '../host';
import { FILES } from './node/places';

export class CheckLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly services: CourseServices;
  private readonly latest = new Map<string, FinishedCheck>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(services: CourseServices, runner: CheckRunner) {
    this.services = services;
    this.subscriptions = [
      vscode.languages.registerCodeLensProvider({ ...FILES, language: 'typescript' }, this),
      runner.onDidFinish((check) => {
        this.latest.set(check.lesson.id, check);
        this.changed.fire();
      }),
      // VS Code drops what it has asked for when an editor moves or another provider appears meanwhile: ask again then.
      vscode.window.onDidChangeVisibleTextEditors(() => this.changed.fire()),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => lessonOf(this.services.course, uri))) this.changed.fire();
      }),
      // What was said about a function no longer holds once its file is edited.
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const target = contentChanges.length > 0 ? lessonOf(this.services.course, document.uri) : undefined;
        if (target && this.latest.delete(target.lesson.id)) this.changed.fire();
      }),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const target = lessonOf(this.services.course, document.uri);
    if (!target) return [];
    const text = document.getText();
    return target.lesson.source.functions.flatMap((name) => {
      const { line, column } = declarationOf(text, name, pathOf(target));
      if (line === 1 && column === 1) return [];
      const range = new vscode.Range(line - 1, 0, line - 1, 0);
      const state = this.stateOf(target.lesson.id, name);
      const check: vscode.Command = {
        command: 'nnFromScratch.checkSolution',
        title: `$(check) ${vscode.l10n.t('Check My Solution')}`,
        arguments: [document.uri],
      };
      const hint: vscode.Command = {
        command: 'nnFromScratch.showHint',
        title: `$(lightbulb) ${vscode.l10n.t('Hint')}`,
        arguments: [document.uri],
      };
      const debug: vscode.Command = {
        command: 'nnFromScratch.debugSolution',
        title: `$(debug-alt) ${vscode.l10n.t('Debug')}`,
        arguments: [document.uri],
      };
      // What does not fit at the end of the line is cut off, so the result comes first.
      const result: vscode.Command[] = state ? [{ command: '', title: state }] : [];
      return [...result, check, hint, ...(host.can.debug ? [debug] : [])].map(
        (each) => new vscode.CodeLens(range, each),
      );
    });
  }

  /** Takes back what was said about a lesson's functions. */
  forget(lesson: Lesson): void {
    if (this.latest.delete(lesson.id)) this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private stateOf(lesson: string, name: string): string | null {
    const report = this.latest.get(lesson)?.report;
    const checks = report?.checks.filter((check) => check.of === name) ?? [];
    if (!report || checks.length === 0) return null;
    const passed = passedCount(checks);
    if (passed === checks.length) return `$(pass) ${vscode.l10n.t('all {0} checks pass', passed)}`;
    if (checks.every((check) => kindOf(check.outcome) === 'open')) return vscode.l10n.t('not started');
    const mistakes = failuresByCause(report).filter((list) => list.some(({ of }) => of === name)).length;
    return mistakes > 1
      ? `$(error) ${vscode.l10n.t('{0} mistakes, {1} of {2} checks pass', mistakes, passed, checks.length)}`
      : `$(error) ${vscode.l10n.t('{0} of {1} checks pass', passed, checks.length)}`;
  }
}
