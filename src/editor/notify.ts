/** The verdict as a notification, with the next thing to do as its button. */
import * as vscode from 'vscode';
import { firstFailure, verdict } from '../checker/outcome';
import type { CheckRunner, FinishedCheck } from './checkRunner';
import type { CourseServices } from './course';

export function notifyVerdicts(runner: CheckRunner, services: CourseServices): vscode.Disposable {
  return runner.onDidFinish((check) => {
    void notify(check, services);
  });
}

async function notify({ lesson, folder, report }: FinishedCheck, services: CourseServices): Promise<void> {
  const text = `${lesson.number} ${lesson.text.title}. ${plain(verdict(report))}${reference(report.usedReference)}`;
  if (report.outcome === 'passed') {
    const lessons = services.course.lessons;
    const next = lessons[lessons.indexOf(lesson) + 1];
    const nextButton = vscode.l10n.t('Next Lesson');
    const panelButton = vscode.l10n.t('Open Training Panel');
    const buttons = [...(next ? [nextButton] : []), ...(next && lesson.part === next.part ? [] : [panelButton])];
    const answer = await vscode.window.showInformationMessage(text, ...buttons);
    if (answer === nextButton && next) await vscode.commands.executeCommand('nnFromScratch.openLesson', next.id);
    if (answer === panelButton) await vscode.commands.executeCommand('nnFromScratch.openTrainingPanel');
    return;
  }
  const location = firstFailure(report)?.location;
  const show = vscode.l10n.t('Show the Line');
  const guide = vscode.l10n.t('Show the Guide');
  const say =
    report.outcome === 'not started' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await say(text, ...(location ? [show] : []), guide);
  if (answer === guide) await vscode.commands.executeCommand('nnFromScratch.showGuide', lesson.id);
  if (answer === show && location) {
    const position = new vscode.Position(location.line - 1, location.column - 1);
    await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(folder), location.file), {
      selection: new vscode.Range(position, position),
    });
  }
}

function reference(lessons: string[]): string {
  return lessons.length === 0 ? '' : ` ${vscode.l10n.t('The reference stood in for: {0}.', lessons.join(', '))}`;
}

/** Notifications show text as it is: no code marks. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
