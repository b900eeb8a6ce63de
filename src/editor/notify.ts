/** The verdict as a notification, with the next thing to do as its button. */
import * as vscode from 'vscode';
import { firstFailure, verdict } from '../checker/outcome';
import type { Lesson } from '../course/course';
import { LESSON_OF } from '../training/sources';
import { EXPERIMENTS } from '../training/validate';
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
    await offerNext(text, lesson, services);
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

/** After a pass: the next lesson, the page that ends a part, and the experiment that the lesson has opened. */
async function offerNext(text: string, lesson: Lesson, services: CourseServices): Promise<void> {
  const { lessons } = services.course;
  const next = lessons[lessons.indexOf(lesson) + 1];
  const experiment = EXPERIMENTS.find((id) => LESSON_OF[id].id === lesson.id);
  const offers: [title: string, command: string, argument: string][] = [];
  if (experiment) offers.push([vscode.l10n.t('Watch It Train'), 'openTrainingPanel', experiment]);
  if (lesson.part.end && lesson === lesson.part.lessons.at(-1))
    offers.push([vscode.l10n.t('What You Have Now'), 'showPartEnd', lesson.part.folder]);
  if (next) offers.push([vscode.l10n.t('Next Lesson'), 'openLesson', next.id]);
  const answer = await vscode.window.showInformationMessage(text, ...offers.map(([title]) => title));
  const offer = offers.find(([title]) => title === answer);
  if (offer) await vscode.commands.executeCommand(`nnFromScratch.${offer[1]}`, offer[2]);
}

function reference(lessons: string[]): string {
  return lessons.length === 0 ? '' : ` ${vscode.l10n.t('The reference stood in for: {0}.', lessons.join(', '))}`;
}

/** Notifications show text as it is: no code marks. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
