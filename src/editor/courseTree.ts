/** The course in the Activity Bar: parts, lessons, and how far the learner is. */
import * as vscode from 'vscode';
import type { Lesson, Part } from '../course/course';
import type { LessonState } from '../course/progress';
import type { CourseServices } from './course';
import { learnerFolder } from './learner';
import type { ProgressView } from './progress';

/** The page after a part's last lesson. */
interface PartEnd {
  endOf: Part;
}

type Node = Part | Lesson | PartEnd;

const ICONS: Record<LessonState, vscode.ThemeIcon> = {
  passed: new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed')),
  'in progress': new vscode.ThemeIcon('circle-large-outline', new vscode.ThemeColor('charts.yellow')),
  'not started': new vscode.ThemeIcon('circle-large-outline'),
};

export class CourseTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly services: CourseServices;
  private readonly progress: ProgressView;
  private readonly view: vscode.TreeView<Node>;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(services: CourseServices, progress: ProgressView) {
    this.services = services;
    this.progress = progress;
    this.view = vscode.window.createTreeView<Node>('nnFromScratch.course', { treeDataProvider: this });
    this.subscription = progress.onDidChange(() => this.refresh());
    this.refresh();
  }

  getChildren(node?: Node): Node[] {
    if (!learnerFolder()) return [];
    if (!node) return this.services.course.parts;
    if (!isPart(node)) return [];
    return node.end ? [...node.lessons, { endOf: node }] : node.lessons;
  }

  getParent(node: Node): Node | undefined {
    if ('endOf' in node) return node.endOf;
    return isPart(node) ? undefined : node.part;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ('endOf' in node) return endItem(node.endOf);
    return isPart(node) ? this.partItem(node) : this.lessonItem(node);
  }

  dispose(): void {
    this.subscription.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  private refresh(): void {
    this.changed.fire();
    this.view.badge = learnerFolder() ? this.badge() : undefined;
  }

  private badge(): vscode.ViewBadge | undefined {
    const left = this.services.course.lessons.filter((lesson) => this.progress.stateOf(lesson) !== 'passed').length;
    return left === 0 ? undefined : { value: left, tooltip: vscode.l10n.t('Lessons left: {0}', left) };
  }

  private partItem(part: Part): vscode.TreeItem {
    const passed = part.lessons.filter((lesson) => this.progress.stateOf(lesson) === 'passed').length;
    const item = new vscode.TreeItem(`${part.number} · ${part.title}`, vscode.TreeItemCollapsibleState.Expanded);
    item.id = part.folder;
    item.description = vscode.l10n.t('{0} of {1}', passed, part.lessons.length);
    item.tooltip = part.summary;
    item.contextValue = 'part';
    return item;
  }

  private lessonItem(lesson: Lesson): vscode.TreeItem {
    const state = this.progress.stateOf(lesson);
    const words = stateInWords(state);
    const item = new vscode.TreeItem(`${lesson.number} ${lesson.text.title}`);
    item.id = lesson.id;
    item.iconPath = ICONS[state];
    item.description = vscode.l10n.t('{0} min', lesson.text.minutes);
    item.tooltip = `${lesson.text.summary}\n\n${words}`;
    item.accessibilityInformation = { label: `${lesson.number} ${lesson.text.title}, ${words}, ${item.description}` };
    item.contextValue = 'lesson';
    item.command = { command: 'nnFromScratch.openLesson', title: vscode.l10n.t('Open'), arguments: [lesson.id] };
    return item;
  }
}

function endItem(part: Part): vscode.TreeItem {
  const item = new vscode.TreeItem(part.end?.title ?? '');
  item.id = `${part.folder}-end`;
  item.iconPath = new vscode.ThemeIcon('milestone');
  item.command = {
    command: 'nnFromScratch.showPartEnd',
    title: vscode.l10n.t('Open'),
    arguments: [part.folder],
  };
  return item;
}

function isPart(node: Node): node is Part {
  return 'lessons' in node;
}

function stateInWords(state: LessonState): string {
  switch (state) {
    case 'passed':
      return vscode.l10n.t('passed');
    case 'in progress':
      return vscode.l10n.t('in progress');
    case 'not started':
      return vscode.l10n.t('not started');
  }
}
