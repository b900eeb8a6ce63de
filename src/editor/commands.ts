/** The extension's commands. Each does one thing, and says so when it cannot. */
import * as vscode from 'vscode';
import { type Lesson, findLesson } from '../course/course';
import type { ExperimentId } from '../training/protocol';
import { EXPERIMENTS } from '../training/validate';
import type { CheckRunner } from './checkRunner';
import type { CourseServices } from './course';
import type { Guides } from './guide';
import { type LearnerLesson, fileOf, learnerFolder, lessonOf } from './learner';
import type { ProgressView } from './progress';
import { layOutAgain, startCourse } from './startCourse';

export interface CommandContext {
  services: CourseServices;
  runner: CheckRunner;
  progress: ProgressView;
  guides: Guides;
  openTrainingPanel(experiment?: ExperimentId): void;
}

export function registerCommands(context: CommandContext): vscode.Disposable {
  const { services, runner, progress, guides } = context;
  const commands: Record<string, (...args: never[]) => unknown> = {
    startCourse: () => startCourse(services, progress),
    layOut: () => layOutAgain(services, progress),
    checkSolution: async (what?: unknown) => {
      const target = targetOf(services, what);
      return target ? runner.check(target) : sayWhere();
    },
    openLesson: async (what?: unknown) => {
      const lesson = lessonNamed(services, what) ?? (await pickLesson(services, progress));
      if (lesson) await openLesson(lesson);
    },
    showGuide: async (what?: unknown) => {
      const lesson =
        lessonNamed(services, what) ?? targetOf(services, what)?.lesson ?? (await pickLesson(services, progress));
      if (lesson) await guides.show(lesson);
    },
    showGlossary: () => guides.showGlossary(),
    showPartEnd: async (what?: unknown) => {
      const part = services.course.parts.find((each) => each.folder === what) ?? services.course.parts[0];
      await guides.showPartEnd(part);
    },
    openTrainingPanel: (experiment?: unknown) => context.openTrainingPanel(EXPERIMENTS.find((id) => id === experiment)),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`nnFromScratch.${name}`, run)),
  );
}

/** Sets `nnFromScratch.lessonFile` while a lesson's file is in front; buttons and keys depend on it. */
export function followActiveLesson(services: CourseServices): vscode.Disposable {
  const update = (editor: vscode.TextEditor | undefined): void => {
    const target = lessonOf(services.course, editor?.document.uri);
    void vscode.commands.executeCommand('setContext', 'nnFromScratch.lessonFile', target !== undefined);
    if (target && vscode.workspace.isTrusted) services.checks.prepare(target.lesson, target.folder);
  };
  update(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(update);
}

async function openLesson(lesson: Lesson): Promise<void> {
  const folder = learnerFolder();
  if (!folder) {
    await vscode.commands.executeCommand('nnFromScratch.startCourse');
    return;
  }
  try {
    await vscode.window.showTextDocument(fileOf({ lesson, folder }), { viewColumn: vscode.ViewColumn.One });
  } catch {
    const layOut = vscode.l10n.t('Lay Out the Course Again');
    const answer = await vscode.window.showErrorMessage(
      vscode.l10n.t(
        '{0} is missing. Laying out the course again adds it and leaves your other files alone.',
        lesson.path,
      ),
      layOut,
    );
    if (answer === layOut) await vscode.commands.executeCommand('nnFromScratch.layOut');
    return;
  }
  await vscode.commands.executeCommand('nnFromScratch.showGuide', lesson.id);
}

/** A lesson by id, a tree item, or nothing. */
function lessonNamed(services: CourseServices, what: unknown): Lesson | undefined {
  if (typeof what === 'string') return findLesson(services.course, what);
  const id = typeof what === 'object' && what !== null && 'id' in what ? what.id : undefined;
  return typeof id === 'string' ? findLesson(services.course, id) : undefined;
}

/** From a lesson's id, a tree item, a file, or the editor in front. */
function targetOf(services: CourseServices, what: unknown): LearnerLesson | undefined {
  const lesson = lessonNamed(services, what);
  const folder = learnerFolder();
  if (lesson && folder) return { lesson, folder };
  return lessonOf(services.course, what instanceof vscode.Uri ? what : vscode.window.activeTextEditor?.document.uri);
}

async function pickLesson(services: CourseServices, progress: ProgressView): Promise<Lesson | undefined> {
  const items = services.course.lessons.map((lesson) => ({
    label: `${lesson.number} ${lesson.text.title}`,
    description: progress.stateOf(lesson) === 'passed' ? vscode.l10n.t('passed') : '',
    detail: lesson.text.summary,
    lesson,
  }));
  return (
    await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which lesson?'), matchOnDetail: true })
  )?.lesson;
}

async function sayWhere(): Promise<null> {
  const start = vscode.l10n.t('Start the Course');
  const answer = learnerFolder()
    ? await vscode.window.showInformationMessage(vscode.l10n.t('Open the file of a lesson first, then check it.'))
    : await vscode.window.showInformationMessage(vscode.l10n.t('No course is open in this window.'), start);
  if (answer === start) await vscode.commands.executeCommand('nnFromScratch.startCourse');
  return null;
}
