/** Commands around one lesson: hint, solution, next, reset. */
import * as vscode from 'vscode';
import { BACKUP_FOLDER } from '../course/backup';
import type { Course, Lesson, Part } from '../course/course';
import { lessonProgress, recordHints } from '../course/progress';
import type { ActiveLesson } from './activeLesson';
import { STATUS_MS } from './checkRunner';
import type { CourseServices } from './course';
import { exportNotebook } from './exportNotebook';
import { inBackground } from './inBackground';
import { type LearnerLesson, learnerFolder, pathOf } from './learner';
import { nextPage } from './nextLesson';
import type { ProgressView } from './progress';
import type { Replacements } from './replace';
import { lessonOfSolution } from './solutionDocuments';
import { showSolution, useSolution } from './solutions';
import { lessonNamed, pickLesson, sayWhere, targetOf } from './targets';

interface LessonCommandContext {
  services: CourseServices;
  active: ActiveLesson;
  progress: ProgressView;
  replacements: Replacements;
}

export function registerLessonCommands(context: LessonCommandContext): vscode.Disposable {
  const { services, active, progress, replacements } = context;
  const seenEnds = new Set<Part>();
  /** Runs a command for the lesson that is meant, or says how to mean one. */
  const forLesson =
    (run: (target: LearnerLesson) => Promise<unknown>) =>
    async (what?: unknown): Promise<unknown> => {
      const solution = what instanceof vscode.Uri ? lessonOfSolution(services.course, what)?.id : undefined;
      const target = targetOf(services, active, solution ?? what);
      return target ? run(target) : sayWhere();
    };
  const commands: Record<string, (what?: unknown) => unknown> = {
    showHint: forLesson((target) => showHint(target, progress)),
    showSolution: forLesson((target) => showSolution(target, progress)),
    useSolution: forLesson((target) => useSolution(services.course, target, { replacements, progress })),
    resetLesson: forLesson((target) => resetLesson(services.course, target, replacements)),
    resetCourse: () => resetCourse(services, replacements),
    exportNotebook: async (what?: unknown) => {
      const named = lessonNamed(services, what) ?? targetOf(services, active, what)?.lesson;
      const lesson = named ?? (await pickLesson(services, progress));
      return lesson ? exportNotebook(services, lesson) : undefined;
    },
    nextLesson: (what?: unknown) => goOn(context, seenEnds, what),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`nnFromScratch.${name}`, run)),
  );
}

/** Opens one more hint. They stay open, in the guide. */
async function showHint({ lesson, folder }: LearnerLesson, progress: ProgressView): Promise<void> {
  const all = lesson.text.hints.length;
  const open = lessonProgress(progress.read(folder), lesson.id).hints ?? 0;
  if (open < all) {
    await progress.keep(lesson, { hints: open + 1 }, (where) => recordHints(where, lesson.id, open + 1), folder);
    vscode.window.setStatusBarMessage(vscode.l10n.t('$(lightbulb) Hint {0} of {1}', open + 1, all), STATUS_MS);
  } else {
    // No notification: it would lie over the guide's button for the solution.
    const text = vscode.l10n.t('All {0} hints are open. The next help is the solution.', all);
    vscode.window.setStatusBarMessage(`$(lightbulb) ${text}`, STATUS_MS);
  }
  await vscode.commands.executeCommand('nnFromScratch.showGuide', lesson.id, 'hints');
}

/** @param what a lesson's id, a part's folder (its end was read), or nothing: where the learner is now */
async function goOn(
  { services, active, progress }: LessonCommandContext,
  seenEnds: Set<Part>,
  what: unknown,
): Promise<void> {
  const { course } = services;
  if (learnerFolder() === undefined) {
    await sayWhere();
    return;
  }
  const part = course.parts.find((each) => each.folder === what);
  const from = part ? { endOf: part } : (targetOf(services, active, what)?.lesson ?? null);
  const next = nextPage(
    course,
    from,
    (lesson) => progress.hasPassed(lesson),
    (each) => seenEnds.has(each),
  );
  if (next === null) {
    await vscode.commands.executeCommand('nnFromScratch.whatYouBuilt');
  } else if ('endOf' in next) {
    seenEnds.add(next.endOf);
    await vscode.commands.executeCommand('nnFromScratch.showPartEnd', next.endOf.folder);
  } else if (next.completes) {
    inBackground(showCourseIsComplete(next.lesson));
  } else {
    await vscode.commands.executeCommand('nnFromScratch.openLesson', next.lesson.id);
  }
}

/** At the end of the course. What is optional opens when it is asked for. */
async function showCourseIsComplete({ id, part }: Lesson): Promise<void> {
  await vscode.commands.executeCommand('nnFromScratch.whatYouBuilt');
  const goOn = vscode.l10n.t('Go On with Part {0}', part.number);
  const text = vscode.l10n.t('The course is complete. You have built it all. Part {0} is optional.', part.number);
  if ((await vscode.window.showInformationMessage(text, goOn)) === goOn)
    await vscode.commands.executeCommand('nnFromScratch.openLesson', id);
}

async function resetLesson(course: Course, target: LearnerLesson, replacements: Replacements): Promise<boolean> {
  const { lesson, folder } = target;
  const reset = vscode.l10n.t('Reset');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Reset {0} {1}?', lesson.number, lesson.text.title),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0} gets its TODOs back. Your version is kept as a copy in {1}. The state of the lesson, its open hints, ticked steps and quiz answers are forgotten. You can undo this afterwards.',
        pathOf(target),
        BACKUP_FOLDER,
      ),
    },
    reset,
  );
  if (answer !== reset) return false;
  const done = vscode.l10n.t('{0} {1} has been reset.', lesson.number, lesson.text.title);
  return replacements.reset(course, folder, [lesson], done);
}

async function resetCourse({ course }: CourseServices, replacements: Replacements): Promise<boolean> {
  const folder = learnerFolder();
  if (folder === undefined) {
    await sayWhere();
    return false;
  }
  const reset = vscode.l10n.t('Reset the Course');
  const lessons: readonly Lesson[] = course.lessons;
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Reset all {0} lessons?', lessons.length),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Every lesson in {0} gets its TODOs back. Your versions are kept as copies in {1}. All progress, open hints, ticked steps and quiz answers are forgotten. You can undo this afterwards.',
        folder,
        BACKUP_FOLDER,
      ),
    },
    reset,
  );
  if (answer !== reset) return false;
  return replacements.reset(course, folder, lessons, vscode.l10n.t('The course has been reset.'));
}
