/** The course in the Test Explorer: parts, lessons, checks. */
import * as vscode from 'vscode';
import { declarationOf } from '../../checker/declaration';
import type { PlannedCheck } from '../../course/checkNames';
import { type Lesson, type Part, findLesson } from '../../course/course';
import { courseIn } from '../../course/placedCourse';
import { host } from '../../host';
import type { CourseServices } from '../course';
import { type LearnerLesson, fileOf, learnerFolders, openDocument } from '../learner';
import { placeOf, uriOf } from '../node/places';

/** What is to run of one lesson. */
export interface LessonScope {
  target: LearnerLesson;
  lesson: vscode.TestItem;
  /** Items of checks that were asked for by themselves; null for all. */
  only: ReadonlySet<vscode.TestItem> | null;
}

export class TestItems {
  private readonly controller: vscode.TestController;
  private readonly services: CourseServices;
  /** Items of lessons by the path of the learner's file. */
  private readonly byFile = new Map<string, vscode.TestItem>();
  private readonly targets = new WeakMap<vscode.TestItem, LearnerLesson>();
  /** Folders and files that the items stand for. */
  private shown = '';

  constructor(controller: vscode.TestController, services: CourseServices) {
    this.controller = controller;
    this.services = services;
    controller.resolveHandler = (item) => {
      const target = item && this.targets.get(item);
      if (item && target) this.fill(item, target, target.lesson.checks);
    };
  }

  /** Shows the course of the folders that are open. */
  refresh(): void {
    const folders = learnerFolders();
    // The places of all lessons at once: each folder's layout is read a single time.
    const placed = folders.map((folder) => courseIn(this.services.course, folder));
    const shown = JSON.stringify([folders, placed.map(({ lessons }) => lessons.map(({ path }) => path))]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.byFile.clear();
    const courses = placed.map(({ parts }, i) => parts.map((part) => this.partItem(part, folders[i])));
    if (courses.length < 2) this.controller.items.replace(courses.flat());
    else this.controller.items.replace(courses.map((parts, i) => this.folderItem(folders[i], parts)));
  }

  lessonItem(target: LearnerLesson): vscode.TestItem | undefined {
    return this.byFile.get(placeOf(fileOf(target)));
  }

  /** Lists the checks of a lesson, and moves them to where their functions are now. */
  plan(target: LearnerLesson, checks: readonly PlannedCheck[] = target.lesson.checks): void {
    const item = this.lessonItem(target);
    if (item) this.fill(item, target, checks);
  }

  /** The lessons that a request means, in the order of the course. */
  scopesOf(request: vscode.TestRunRequest): LessonScope[] {
    const included = new Set(request.include);
    const excluded = new Set(request.exclude);
    const isIn = (item: vscode.TestItem, among: ReadonlySet<vscode.TestItem>): boolean =>
      among.has(item) || (item.parent !== undefined && isIn(item.parent, among));
    return [...this.byFile.values()].flatMap((lesson): LessonScope[] => {
      const target = this.targets.get(lesson);
      if (!target || isIn(lesson, excluded)) return [];
      if (!request.include || isIn(lesson, included)) return [{ target, lesson, only: null }];
      const only = childrenOf(lesson).filter((check) => included.has(check) && !excluded.has(check));
      return only.length > 0 ? [{ target, lesson, only: new Set(only) }] : [];
    });
  }

  private folderItem(folder: string, parts: vscode.TestItem[]): vscode.TestItem {
    const uri = uriOf(folder);
    const name = vscode.workspace.getWorkspaceFolder(uri)?.name ?? folder;
    const item = this.controller.createTestItem(folder, name, uri);
    item.children.replace(parts);
    return item;
  }

  private partItem(part: Part, folder: string): vscode.TestItem {
    const item = this.controller.createTestItem(
      part.folder,
      `${part.number} · ${part.title}`,
      vscode.Uri.joinPath(uriOf(folder), part.folder),
    );
    item.sortText = String(part.number).padStart(3, '0');
    item.children.replace(part.lessons.map((lesson, i) => this.makeLesson(lesson, folder, i)));
    return item;
  }

  private makeLesson({ id, path }: Lesson, folder: string, index: number): vscode.TestItem {
    const lesson = findLesson(this.services.course, id) as Lesson;
    const target = { lesson, folder };
    const uri = uriOf(host.placeIn(folder, path));
    const item = this.controller.createTestItem(lesson.id, `${lesson.number} ${lesson.text.title}`, uri);
    item.sortText = String(index).padStart(3, '0');
    item.canResolveChildren = true;
    this.byFile.set(placeOf(uri), item);
    this.targets.set(item, target);
    return item;
  }

  private fill(item: vscode.TestItem, target: LearnerLesson, checks: readonly PlannedCheck[]): void {
    const uri = fileOf(target);
    const text = openDocument(target)?.getText();
    const names = new Set(checks.map(({ name }) => name));
    for (const child of childrenOf(item)) if (!names.has(child.id)) item.children.delete(child.id);
    checks.forEach(({ name, of }, i) => {
      let child = item.children.get(name);
      if (!child) {
        // The name goes on where the function's name ends: “sigmoid gives 0.5 for 0”.
        child = this.controller.createTestItem(name, `${of} ${name}`, uri);
        child.sortText = String(i).padStart(3, '0');
        item.children.add(child);
      }
      if (text !== undefined) child.range = rangeOf(text, of);
    });
  }
}

export function childrenOf(item: vscode.TestItem): vscode.TestItem[] {
  return [...item.children].map(([, child]) => child);
}

/** The line that declares a function; the first line where none does. */
function rangeOf(text: string, name: string): vscode.Range {
  const { line, column } = declarationOf(text, name, '');
  return new vscode.Range(line - 1, column - 1, line - 1, column - 1);
}
