/** The verdict as a notification, with the next thing to do as its button. */
import * as vscode from 'vscode';
import { firstFailure, verdict } from '../checker/outcome';
import { kindOf } from '../protocol/outcome';
import type { LessonReport } from '../protocol/report';
import type { Lesson } from '../course/course';
import { experimentOf } from '../training/experiments/table';
import type { CheckRunner, FinishedCheck, RefusedCheck } from './checkRunner';
import type { CourseServices } from './course';
import { hasBreakpoint } from './debugging';
import { inBackground } from './inBackground';
import { hasOutput } from './learnerOutput';
import { fileOf } from './learner';
import { openFile } from './openFile';
import { REMEDIES } from './remedies';

/**
 * Says what no other surface says.
 *
 * @param isShown whether the guide shows the lesson, and so says the same; a notification would cover its buttons
 */
export function notifyVerdicts(
  runner: CheckRunner,
  services: CourseServices,
  isShown: (lesson: Lesson) => boolean,
): vscode.Disposable {
  let isExplaining = false;
  return vscode.Disposable.from(
    runner.onDidFinish((check) => {
      // After a save, and in the Test Explorer, the verdict is in sight already.
      if (check.origin === 'save' || check.origin === 'tests') return;
      if (check.origin === 'command' && isShown(check.lesson)) return;
      inBackground(notify(check, services));
    }),
    runner.onDidRefuse((check) => {
      // Once, also where a request is for many lessons.
      if (isExplaining || (check.origin === 'command' && isShown(check.lesson))) return;
      isExplaining = true;
      inBackground(
        explain(check).finally(() => {
          isExplaining = false;
        }),
      );
    }),
  );
}

async function explain({ why, remedy }: RefusedCheck): Promise<void> {
  const answer = await vscode.window.showWarningMessage(plain(why), ...(remedy ? [remedy.label] : []));
  if (remedy && answer === remedy.label) await vscode.commands.executeCommand(REMEDIES[remedy.id]);
}

async function notify(check: FinishedCheck, services: CourseServices): Promise<void> {
  const { lesson, folder, report } = check;
  const text = `${lesson.number} ${lesson.text.title}. ${plain(verdict(report))}${reference(report.usedReference)}${breakpoints(check)}`;
  if (report.outcome === 'passed') {
    await offerNext(text, check, services);
    return;
  }
  const location = firstFailure(report)?.location;
  const show = vscode.l10n.t('Show the Line');
  const guide = vscode.l10n.t('Show the Guide');
  const say =
    kindOf(report.outcome) === 'open' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await say(text, ...(location ? [show] : []), guide, ...outputButton(report));
  if (answer === showOutput()) await vscode.commands.executeCommand('nnFromScratch.showOutput');
  if (answer === guide) await vscode.commands.executeCommand('nnFromScratch.showGuide', lesson.id, 'verdict');
  if (answer === show && location) await openFile(folder, location.file, undefined, location);
}

/** After a pass: the next lesson, the page that ends a part, and the experiment that the lesson has opened, which begins at once. */
async function offerNext(text: string, { lesson, report }: FinishedCheck, services: CourseServices): Promise<void> {
  const { lessons } = services.course;
  const next = lessons[lessons.indexOf(lesson) + 1];
  const experiment = experimentOf(lesson.id);
  const offers: [title: string, command: string, ...values: (string | boolean)[]][] = [];
  if (experiment) offers.push([vscode.l10n.t('Watch It Train'), 'openTrainingPanel', experiment, true]);
  if (lesson.part.end && lesson === lesson.part.lessons.at(-1))
    offers.push([vscode.l10n.t('What Changed in This Part'), 'showPartEnd', lesson.part.folder]);
  // After the last lesson of the course, its last page says what comes.
  if (next && next.part.isOptional === lesson.part.isOptional)
    offers.push([vscode.l10n.t('Next Lesson'), 'openLesson', next.id]);
  offers.push(...outputButton(report).map((title): [string, string] => [title, 'showOutput']));
  const answer = await vscode.window.showInformationMessage(text, ...offers.map(([title]) => title));
  const [, command, ...values] = offers.find(([title]) => title === answer) ?? [];
  if (command) await vscode.commands.executeCommand(`nnFromScratch.${command}`, ...values);
}

function reference(lessons: string[]): string {
  return lessons.length === 0 ? '' : ` ${vscode.l10n.t('The reference stood in for: {0}.', lessons.join(', '))}`;
}

/** Without a breakpoint the debugger does not stop, which surprises at the first time. */
function breakpoints(check: FinishedCheck): string {
  if (check.origin !== 'debug' || hasBreakpoint(fileOf(check))) return '';
  return ` ${vscode.l10n.t('The file has no breakpoint: click beside a line number to set one, then debug again.')}`;
}

function outputButton(report: LessonReport): string[] {
  return hasOutput(report) ? [showOutput()] : [];
}

function showOutput(): string {
  return vscode.l10n.t('Show Output');
}

/** Notifications show text as it is: no code marks. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
