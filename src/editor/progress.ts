/** Progress as the editor shows it: read from the learner's folder, and read again when the file changes. */
import * as vscode from 'vscode';
import type { Lesson } from '../course/course';
import { PROGRESS_FILES, hasPassed, lessonProgress } from '../course/progress';
import { recordOf } from '../course/progressJournal';
import { readLessons } from '../course/progressStore';
import type { LessonProgress, LessonRecords, Progress } from '../protocol/progress';
import { type CheckRunner, STATUS_MS } from './checkRunner';
import { ContextKeys } from './contextKeys';
import type { CourseServices } from './course';
import { learnerFolder } from './learner';

export class ProgressView implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly services: CourseServices;
  private readonly keys = new ContextKeys();
  private fault: string | null = null;
  private hasWarned = false;
  /** What could not be written, as in a folder that can only be read: by folder, then by lesson, for as long as the window is open. */
  private readonly unsaved = new Map<string, Record<string, Partial<LessonProgress>>>();
  /** By folder, for one turn of the event loop: every view asks in the same turn. */
  private readonly seen = new Map<string, { lessons: LessonRecords; fault: string | null }>();

  readonly onDidChange = this.changed.event;

  constructor(services: CourseServices, runner: CheckRunner) {
    this.services = services;
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${PROGRESS_FILES}`);
    const refresh = (): void => {
      this.refresh();
      this.tick();
    };
    this.subscriptions = [
      watcher,
      watcher.onDidChange(refresh),
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
      runner.onDidFinish(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
        if ([...opened, ...changed].some(mayBeWalkthrough)) this.tick();
      }),
    ];
  }

  /** Whether the lesson has passed, now or before. */
  hasPassed(lesson: Lesson): boolean {
    return hasPassed(this.recordOf(lesson));
  }

  /** What is kept about a lesson. */
  recordOf(lesson: Lesson): LessonProgress {
    return lessonProgress(this.read(), lesson.id);
  }

  /** All of it as it stands now; read once for many lessons. */
  read(folder = learnerFolder()): Progress {
    const { lessons } = folder === undefined ? { lessons: {} } : this.look(folder);
    const more = Object.entries(this.unsaved.get(folder ?? '') ?? {});
    const complete = more.map(([id, part]) => [id, { ...recordOf(lessons, id), ...part }] as const);
    return { version: 1, lessons: { ...lessons, ...Object.fromEntries(complete) } };
  }

  /**
   * Keeps what a learner does with a lesson: in their folder, or where that cannot be, in this window.
   *
   * @param write records it in the folder
   */
  async keep(
    lesson: Lesson,
    part: Partial<LessonProgress>,
    write: (folder: string) => Promise<unknown>,
    folder = learnerFolder(),
  ): Promise<void> {
    try {
      if (folder === undefined) this.remember(lesson, part);
      else await write(folder);
    } catch (error) {
      this.remember(lesson, part, folder);
      if (!this.hasWarned)
        void vscode.window.showWarningMessage(
          vscode.l10n.t(
            'Open hints and what you mark in the guide are not kept when you close the window: {0}.',
            (error as Error).message,
          ),
        );
      this.hasWarned = true;
    }
    this.refresh();
  }

  /** The lesson begins again. */
  forget(lesson: Lesson): void {
    for (const lessons of this.unsaved.values()) delete lessons[lesson.id];
  }

  /** Tells the tree and the views. */
  refresh(): void {
    this.keys.setKey('nnFromScratch.hasCourse', learnerFolder() !== undefined);
    this.sayFault();
    this.changed.fire();
  }

  /** What a walkthrough that is on the screen already shows, as after a reload of the window. */
  tickOpenWalkthrough(): void {
    if (vscode.window.tabGroups.all.some(({ activeTab }) => activeTab && mayBeWalkthrough(activeTab))) this.tick();
  }

  /**
   * Ticks the steps of walkthroughs by context keys. A step waits for its own and for one that is true for a moment only: what
   * is true when VS Code reads the walkthroughs, which may be hours later, counts as heard already and would never tick.
   */
  tick(): void {
    const folder = learnerFolder();
    if (!folder) return;
    const progress = this.read(folder);
    for (const lesson of this.services.course.lessons)
      this.keys.setKey(`nnFromScratch.passed.${lesson.id}`, hasPassed(lessonProgress(progress, lesson.id)));
    const records = Object.values(progress.lessons);
    this.keys.setKey('nnFromScratch.done.folder', true);
    this.keys.setKey(
      'nnFromScratch.done.check',
      records.some(({ checks }) => checks > 0),
    );
    this.keys.setKey(
      'nnFromScratch.done.help',
      records.some(({ hints, solutionSeenAt }) => (hints ?? 0) > 0 || solutionSeenAt !== undefined),
    );
    this.keys.setKey('nnFromScratch.ticking', true);
    this.keys.setKey('nnFromScratch.ticking', false);
  }

  dispose(): void {
    this.changed.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Once, when it is found: the views show what can be read. */
  private sayFault(): void {
    const folder = learnerFolder();
    const before = this.fault;
    this.fault = folder === undefined ? null : this.look(folder).fault;
    if (this.fault === null || this.fault === before) return;
    const text = vscode.l10n.t('Your progress cannot be read: {0}.', this.fault);
    vscode.window.setStatusBarMessage(`$(warning) ${text}`, STATUS_MS);
  }

  private look(folder: string): { lessons: LessonRecords; fault: string | null } {
    let seen = this.seen.get(folder);
    if (!seen) {
      this.seen.set(folder, (seen = readLessons(folder)));
      queueMicrotask(() => this.seen.delete(folder));
    }
    return seen;
  }

  private remember(lesson: Lesson, part: Partial<LessonProgress>, folder?: string): void {
    const lessons = this.unsaved.get(folder ?? '') ?? {};
    this.unsaved.set(folder ?? '', { ...lessons, [lesson.id]: { ...lessons[lesson.id], ...part } });
  }
}

/** A walkthrough's tab is of a kind that extensions do not know. */
const mayBeWalkthrough = ({ input }: vscode.Tab): boolean => input === undefined;
