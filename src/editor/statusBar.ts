/** The lesson that the learner is at, in the status bar: its state, and with a click its check. */
import * as vscode from 'vscode';
import { verdict } from '../checker/outcome';
import { hasPassed, lessonProgress } from '../course/progress';
import type { ActiveLesson } from './activeLesson';
import type { CheckRunner, FinishedCheck } from './checkRunner';
import type { CourseServices } from './course';
import { type LearnerLesson, fileOf, learnerFolder } from './learner';
import type { ProgressView } from './progress';
import type { Replacements } from './replace';
import { STATE_ICONS, shownState, stateInWords } from './states';
import { placeOf } from './node/places';

interface StatusBarContext {
  services: CourseServices;
  active: ActiveLesson;
  progress: ProgressView;
  runner: CheckRunner;
  replacements: Replacements;
}

export class LessonStatus implements vscode.Disposable {
  readonly item: vscode.StatusBarItem;
  private readonly context: StatusBarContext;
  /** The last verdict on each file, by its path, as long as it holds. */
  private readonly latest = new Map<string, FinishedCheck>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(context: StatusBarContext) {
    this.context = context;
    // At the left, after what belongs to the whole window.
    this.item = vscode.window.createStatusBarItem('nnFromScratch.lesson', vscode.StatusBarAlignment.Left, 10);
    this.item.name = vscode.l10n.t('Neural Network: Lesson');
    const show = (): void => this.show();
    this.subscriptions = [
      this.item,
      context.active.onDidChange(show),
      context.progress.onDidChange(show),
      context.runner.onDidChangeRunning(show),
      context.runner.onDidFinish((check) => {
        this.latest.set(placeOf(fileOf(check)), check);
        this.show();
      }),
      context.replacements.onDidReplace((targets) => {
        for (const target of targets) this.latest.delete(placeOf(fileOf(target)));
        this.show();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.latest.delete(placeOf(document.uri))) this.show();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private show(): void {
    const folder = learnerFolder();
    const current = this.context.active.current;
    const target = current ?? (folder === undefined ? undefined : this.next(folder));
    if (!target) {
      this.item.hide();
      return;
    }
    const { lesson } = target;
    const isRunning = this.context.runner.isRunning(target);
    const state = shownState(this.context.progress.recordOf(lesson));
    const words = isRunning ? vscode.l10n.t('checking') : stateInWords(state);
    const icon = isRunning ? 'sync~spin' : STATE_ICONS[state].id;
    const name = `${lesson.number} ${lesson.text.title}`;
    const action = current ? vscode.l10n.t('Check My Solution') : vscode.l10n.t('Open the Lesson');
    this.item.text = `$(${icon}) ${name}`;
    // Without arguments: those get an address that changes with each update, and a click in between would miss it.
    this.item.command = current ? 'nnFromScratch.checkSolution' : 'nnFromScratch.nextLesson';
    this.item.tooltip = this.tooltip(target, words, action);
    this.item.accessibilityInformation = {
      label: vscode.l10n.t('Lesson {0}, {1}. {2}', name, words, action),
      role: 'button',
    };
    this.item.show();
  }

  /** Where no lesson is open, the one that comes next; none when all have passed. */
  private next(folder: string): LearnerLesson | undefined {
    const { services, progress } = this.context;
    const now = progress.read();
    const lesson = services.course.lessons.find(({ id }) => !hasPassed(lessonProgress(now, id)));
    return lesson && { lesson, folder };
  }

  private tooltip(target: LearnerLesson, words: string, action: string): vscode.MarkdownString {
    const { lesson } = target;
    const check = this.latest.get(placeOf(fileOf(target)));
    const text = new vscode.MarkdownString(undefined, true);
    text.isTrusted = {
      enabledCommands: ['showHint', 'showGuide', 'nextLesson'].map((each) => `nnFromScratch.${each}`),
    };
    text
      .appendMarkdown('**')
      .appendMarkdown(plain(`${lesson.number} ${lesson.text.title}`))
      .appendMarkdown('**: ')
      .appendMarkdown(plain(words));
    if (check) text.appendMarkdown('\n\n').appendMarkdown(plain(verdict(check.report).replaceAll('`', '')));
    const links = [
      link(vscode.l10n.t('Hint'), 'showHint', lesson.id),
      link(vscode.l10n.t('Guide'), 'showGuide', lesson.id),
      link(vscode.l10n.t('Next Lesson'), 'nextLesson', lesson.id),
    ];
    text.appendMarkdown(`\n\n${links.join(' · ')}\n\n`).appendMarkdown(plain(vscode.l10n.t('Click: {0}', action)));
    return text;
  }
}

function link(title: string, command: string, lesson: string): string {
  return `[${title}](command:nnFromScratch.${command}?${encodeURIComponent(JSON.stringify([lesson]))})`;
}

/** Text as it is. (`appendText` would glue its words together, and a tooltip could not break the line.) */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>~$&]/g, '\\$&');
}
