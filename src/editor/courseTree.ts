/** The course in the Activity Bar: parts, lessons, and how far the learner is. */
import * as vscode from 'vscode';
import { type Lesson, type Part, requiredLessons } from '../course/course';
import { hasPassed, lessonProgress } from '../course/progress';
import type { ActiveLesson } from './activeLesson';
import type { CourseServices } from './course';
import { inBackground } from './inBackground';
import { learnerFolder } from './learner';
import type { ProgressView } from './progress';
import { quizInWords, shownState, stateIcon, stateInWords } from './states';

/** The page after a part's last lesson. */
interface PartEnd {
  endOf: Part;
}

/** Together long enough for a busy machine; after them, the tree shows the lesson without the mark. */
const REVEAL_ATTEMPTS = 20;
const REVEAL_PAUSE_MS = 250;

type CourseNode = Part | Lesson | PartEnd;

export class CourseTree implements vscode.TreeDataProvider<CourseNode>, vscode.Disposable {
  private readonly services: CourseServices;
  private readonly progress: ProgressView;
  private readonly active: ActiveLesson;
  readonly view: vscode.TreeView<CourseNode>;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChangeTreeData = this.changed.event;

  constructor(services: CourseServices, progress: ProgressView, active: ActiveLesson) {
    this.services = services;
    this.progress = progress;
    this.active = active;
    this.view = vscode.window.createTreeView<CourseNode>('nnFromScratch.course', { treeDataProvider: this });
    this.subscriptions = [
      progress.onDidChange(() => this.refresh()),
      active.onDidChange(() => inBackground(this.reveal())),
      this.view.onDidChangeVisibility(() => inBackground(this.reveal())),
    ];
  }

  getChildren(node?: CourseNode): CourseNode[] {
    if (!learnerFolder()) return [];
    if (!node) return this.services.course.parts;
    if (!isPart(node)) return [];
    return node.end ? [...node.lessons, { endOf: node }] : node.lessons;
  }

  getParent(node: CourseNode): CourseNode | undefined {
    if ('endOf' in node) return node.endOf;
    return isPart(node) ? undefined : node.part;
  }

  getTreeItem(node: CourseNode): vscode.TreeItem {
    if ('endOf' in node) return endItem(node.endOf);
    return isPart(node) ? this.withAll(node, this.partItem(node)) : this.lessonItem(node);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  private refresh(): void {
    this.changed.fire();
    this.view.description = learnerFolder() ? this.passedOfAll() : undefined;
  }

  /** Says in words what stands in figures beside the title of the view: there is no room, nor a place for another text. */
  private withAll(part: Part, item: vscode.TreeItem): vscode.TreeItem {
    const { passed, all } = this.counted();
    const words = vscode.l10n.t('In the whole course: {0} of {1} lessons passed', passed, all);
    item.tooltip = `${item.tooltip as string}\n${words}`;
    const label = item.accessibilityInformation?.label ?? '';
    // Once is enough to hear.
    if (part === this.services.course.parts[0]) item.accessibilityInformation = { label: `${label}. ${words}` };
    return item;
  }

  /**
   * Selects the lesson that the learner is at. The view stays closed, and the focus where it is. VS Code refuses while the tree is
   * being built anew, and has no event for its end, so it is asked again.
   */
  private async reveal(): Promise<void> {
    const lesson = this.active.current?.lesson;
    for (let attempt = 0; lesson && attempt < REVEAL_ATTEMPTS; attempt++) {
      if (!this.view.visible || this.active.current?.lesson !== lesson) return;
      try {
        await this.view.reveal(lesson, { select: true, focus: false });
        if (this.view.selection.includes(lesson)) return;
      } catch {
        // The next attempt follows.
      }
      await new Promise((resolve) => setTimeout(resolve, REVEAL_PAUSE_MS));
    }
  }

  /** Beside the title of the view. Not as a badge: that looks like things to be read. */
  private passedOfAll(): string {
    const { passed, all } = this.counted();
    return `${passed}/${all}`; // A narrow side bar cuts off more.
  }

  /** What is optional does not count. */
  private counted(): { passed: number; all: number } {
    const progress = this.progress.read();
    const lessons = requiredLessons(this.services.course);
    const passed = lessons.filter(({ id }) => hasPassed(lessonProgress(progress, id))).length;
    return { passed, all: lessons.length };
  }

  private partItem(part: Part): vscode.TreeItem {
    const progress = this.progress.read();
    const passed = part.lessons.filter(({ id }) => hasPassed(lessonProgress(progress, id))).length;
    const { number, title, isOptional, lessons } = part;
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(
      // First what a narrow view may not cut off.
      isOptional
        ? vscode.l10n.t('Part {0} · optional, {1} of {2}', number, passed, lessons.length)
        : vscode.l10n.t('Part {0} · {1} of {2}', number, passed, lessons.length),
      isOptional ? Collapsed : Expanded,
    );
    item.id = part.folder;
    item.description = title;
    const left = isOptional
      ? vscode.l10n.t('Optional, {0} of {1} lessons passed', passed, lessons.length)
      : vscode.l10n.t('{0} of {1} lessons passed', passed, lessons.length);
    item.tooltip = [`${number} · ${title}`, '', part.summary, '', left].join('\n');
    item.contextValue = 'part';
    item.accessibilityInformation = {
      label: isOptional
        ? vscode.l10n.t('Part {0}, {1}, optional, {2} of {3} lessons passed', number, title, passed, lessons.length)
        : vscode.l10n.t('Part {0}, {1}, {2} of {3} lessons passed', number, title, passed, lessons.length),
    };
    return item;
  }

  private lessonItem(lesson: Lesson): vscode.TreeItem {
    const record = this.progress.recordOf(lesson);
    const state = shownState(record);
    const words = stateInWords(state);
    const minutes = vscode.l10n.t('{0} min', lesson.text.minutes);
    const quiz = quizInWords(lesson, record);
    const item = new vscode.TreeItem(`${lesson.number} ${lesson.text.title}`);
    item.id = lesson.id;
    item.iconPath = stateIcon(state);
    item.description = [...(state === 'not started' ? [] : [words]), minutes, ...(quiz ? [quiz] : [])].join(' · ');
    item.tooltip = [lesson.text.summary, '', [words, quiz].filter(Boolean).join(', ')].join('\n');
    const label = [`${lesson.number} ${lesson.text.title}`, words, minutes, quiz].filter(Boolean).join(', ');
    item.accessibilityInformation = { label };
    // For the conditions of menus: `viewItem =~ /^lesson\b/`.
    item.contextValue = `lesson ${state}`;
    item.command = { command: 'nnFromScratch.openLesson', title: vscode.l10n.t('Open'), arguments: [lesson.id] };
    return item;
  }
}

function endItem(part: Part): vscode.TreeItem {
  const item = new vscode.TreeItem(part.end?.title ?? '');
  item.id = `${part.folder}-end`;
  item.iconPath = new vscode.ThemeIcon('milestone');
  item.contextValue = 'partEnd';
  item.command = {
    command: 'nnFromScratch.showPartEnd',
    title: vscode.l10n.t('Open'),
    arguments: [part.folder],
  };
  return item;
}

function isPart(node: CourseNode): node is Part {
  return 'lessons' in node;
}
