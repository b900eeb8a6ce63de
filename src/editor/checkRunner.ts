/**
 * Runs a check for the editor, wherever it was asked for: saves the file, lets one check of a lesson overtake another,
 * drops a verdict on a text that is no longer there, records progress, fires the events.
 */
import * as vscode from 'vscode';
import type { LessonReport } from '../protocol/report';
import { progressStateOf } from '../checker/progressState';
import type { CheckChildToHost } from '../protocol/check';
import { MissingFileError } from '../checker/service';
import { CheckCancelled, type DebugOptions } from '../checker/supervisor';
import { recordCheck } from '../course/progress';
import { host } from '../host';
import { messageOf } from '../training/errors';
import type { CourseServices } from './course';
import { type LearnerLesson, fileOf, openDocument, pathOf } from './learner';
import { placeOf } from './node/places';

/** Who asked for a check. A check that was not asked for by a command opens no notification. */
type CheckOrigin = 'command' | 'save' | 'tests' | 'debug';

export interface FinishedCheck extends LearnerLesson {
  origin: CheckOrigin;
  report: LessonReport;
}

/** A check that could not be run. */
export interface RefusedCheck extends LearnerLesson {
  origin: CheckOrigin;
  /** Why, in sentences. */
  why: string;
  /** A command that may help. */
  remedy: { label: string; id: 'layOut' | 'manageTrust' } | null;
}

/** Follows one check. */
export interface CheckObserver {
  onEvent(event: CheckChildToHost): void;
  /** Comes once, whatever happens. @param report null where there is none; then `why` may say why, in a sentence */
  onEnd(report: LessonReport | null, why?: string): void;
}

export interface RunOptions {
  /** `command` when left out. */
  origin?: CheckOrigin;
  /** Without one, the observer of `observeWith` follows the check. */
  observer?: CheckObserver;
  signal?: AbortSignal;
  debug?: DebugOptions;
}

interface Running {
  abort: AbortController;
  /** Null until the file is saved. */
  text: string | null;
}

type Result = { report: LessonReport | null; why?: string };

export class CheckRunner implements vscode.Disposable {
  private readonly finished = new vscode.EventEmitter<FinishedCheck>();
  private readonly refused = new vscode.EventEmitter<RefusedCheck>();
  private readonly runningChanged = new vscode.EventEmitter<LearnerLesson>();
  private readonly running = new Map<string, Running>();
  /** Saves of files that are under way, by path. */
  private readonly saves = new Map<string, Thenable<boolean>>();
  private readonly services: CourseServices;
  private readonly output: vscode.LogOutputChannel;
  private observe: (target: LearnerLesson) => CheckObserver | null = () => null;

  /** A check that came to its end, whatever its outcome. */
  readonly onDidFinish = this.finished.event;

  /** A check that was asked for, and could not be run. */
  readonly onDidRefuse = this.refused.event;

  /** A check of this lesson has begun or ended. */
  readonly onDidChangeRunning = this.runningChanged.event;

  constructor(services: CourseServices, output: vscode.LogOutputChannel) {
    this.services = services;
    this.output = output;
  }

  /** Makes an observer for each check that brings none. */
  observeWith(observe: (target: LearnerLesson) => CheckObserver | null): void {
    this.observe = observe;
  }

  /** Whether this text of a lesson is being checked, or is about to be. */
  isChecking(target: LearnerLesson, text: string): boolean {
    const running = this.running.get(keyOf(target, 'command'));
    return running !== undefined && !running.abort.signal.aborted && (running.text ?? text) === text;
  }

  /** Whether a check of the lesson is under way; a debug session is not one. */
  isRunning(target: LearnerLesson): boolean {
    return this.running.has(keyOf(target, 'command'));
  }

  /** Ends a check that is under way, and waits until it leaves nothing behind any more. A debug session goes on. */
  async settle(target: LearnerLesson): Promise<void> {
    this.cancel(target);
    while (this.isRunning(target))
      await new Promise<void>((resolve) => {
        const subscription = this.onDidChangeRunning(() => {
          subscription.dispose();
          resolve();
        });
      });
  }

  /** Ends a check that is under way. A debug session goes on. */
  cancel(target: LearnerLesson): void {
    this.running.get(keyOf(target, 'command'))?.abort.abort();
  }

  /** Null where the check was cancelled, overtaken, outdated or not allowed; the reason was shown. */
  async check(target: LearnerLesson, options: RunOptions = {}): Promise<LessonReport | null> {
    const { origin = 'command', signal } = options;
    if (!vscode.workspace.isTrusted) {
      const why = untrusted();
      options.observer?.onEnd(null, why);
      if (origin !== 'save') {
        const remedy = { label: vscode.l10n.t('Manage Workspace Trust'), id: 'manageTrust' } as const;
        this.refused.fire({ ...target, origin, why, remedy });
      }
      return null;
    }
    const observer = options.observer ?? this.observe(target);
    // First of all, so that of two checks the later one wins, however long each takes to save.
    const key = keyOf(target, origin);
    this.running.get(key)?.abort.abort();
    const running: Running = { abort: new AbortController(), text: null };
    this.running.set(key, running);
    this.runningChanged.fire(target);
    const cancel = (): void => running.abort.abort();
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    let result: Result = { report: null };
    try {
      result = await this.run(target, origin, running, { ...options, observer: observer ?? undefined });
      return result.report;
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (this.running.get(key) === running) this.running.delete(key);
      this.runningChanged.fire(target);
      observer?.onEnd(result.report, result.why);
      if (result.report) this.finished.fire({ ...target, origin, report: result.report });
    }
  }

  dispose(): void {
    for (const { abort } of this.running.values()) abort.abort();
    this.finished.dispose();
    this.refused.dispose();
    this.runningChanged.dispose();
  }

  private async run(
    target: LearnerLesson,
    origin: CheckOrigin,
    running: Running,
    { observer, debug }: RunOptions,
  ): Promise<Result> {
    try {
      const document = openDocument(target);
      // The learner went on typing after the save: what was saved is old already, and the rest is not ours to save.
      if (document?.isDirty && origin === 'save') return { report: null };
      if (document) await this.save(document);
      const text = textOf(target);
      running.text = text;
      const title = vscode.l10n.t('Checking {0} {1}', target.lesson.number, target.lesson.text.title);
      const report = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
        this.services.checks.check(target.lesson, target.folder, {
          signal: running.abort.signal,
          text: text ?? undefined,
          onEvent: (event) => observer?.onEvent(event),
          // In a debugger it would stop at breakpoints once more.
          draw: debug === undefined,
          debug,
        }),
      );
      this.output.info(
        `${target.lesson.number} ${target.lesson.id}: ${report.outcome} (${origin}, ${Math.round(report.durationMs)} ms, seed ${report.seed})`,
      );
      if (textOf(target) !== text) return { report: null, why: this.sayOutdated(target, origin) };
      await this.record(target, report);
      return { report };
    } catch (error) {
      if (error instanceof CheckCancelled) return { report: null };
      const why = (error as Error).message;
      if (!(error instanceof MissingFileError)) this.output.error(error as Error);
      if (origin !== 'save') {
        const layOut = { label: vscode.l10n.t('Restore Missing Course Files'), id: 'layOut' } as const;
        const remedy = error instanceof MissingFileError && error.canBeLaidOut ? layOut : null;
        this.refused.fire({ ...target, origin, why, remedy });
      }
      return { report: null, why };
    }
  }

  /**
   * One save after the other: when one ends, VS Code calls the document saved, though its text may have changed meanwhile.
   * So a check that comes during a save saves again.
   */
  private async save(document: vscode.TextDocument): Promise<void> {
    const place = placeOf(document.uri);
    const earlier = this.saves.get(place);
    await Promise.resolve(earlier).catch(() => false);
    if (!earlier && !document.isDirty) return;
    const save = document.save();
    this.saves.set(place, save);
    try {
      await save;
    } finally {
      if (this.saves.get(place) === save) this.saves.delete(place);
    }
  }

  private sayOutdated({ lesson }: LearnerLesson, origin: CheckOrigin): string {
    const why = vscode.l10n.t(
      '{0} {1} changed while it was checked, so the verdict was dropped.',
      lesson.number,
      lesson.text.title,
    );
    if (origin !== 'save') vscode.window.setStatusBarMessage(why, STATUS_MS);
    return why;
  }

  /** Progress that cannot be kept changes no verdict: it is said quietly. */
  private async record({ lesson, folder }: LearnerLesson, report: LessonReport): Promise<void> {
    const recorded = await recordCheck(folder, lesson.id, progressStateOf(report)).catch((error: unknown) => ({
      warning: vscode.l10n.t('Progress was not kept: {0}.', messageOf(error)),
    }));
    if (recorded.warning === null) return;
    this.output.warn(recorded.warning);
    vscode.window.setStatusBarMessage(`$(warning) ${recorded.warning}`, STATUS_MS);
  }
}

/** How long a message stays in the status bar. */
export const STATUS_MS = 8000;

function untrusted(): string {
  return vscode.l10n.t(
    'Your code is not run, because this folder is not trusted. Trust it if the files are yours, then check again.',
  );
}

/** A check and a debug session of one lesson live side by side: neither ends the other. */
function keyOf(target: LearnerLesson, origin: CheckOrigin): string {
  return `${origin === 'debug' ? 'debug' : 'check'}:${placeOf(fileOf(target))}`;
}

/** Whether a tab shows the file, alone or as the right side of two. */
function isShown({ path, scheme }: vscode.Uri): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => {
      const uri =
        input instanceof vscode.TabInputText
          ? input.uri
          : input instanceof vscode.TabInputTextDiff
            ? input.modified
            : undefined;
      return uri?.path === path && uri.scheme === scheme;
    });
}

/** What is on the screen, else what is on disk; null where there is no file. */
function textOf(target: LearnerLesson): string | null {
  const document = openDocument(target);
  // VS Code keeps the text of a closed file for a while, also where the file is gone.
  if (document && (document.isDirty || isShown(document.uri))) return document.getText();
  try {
    return (
      host
        .folder(target.folder)
        .readText(pathOf(target))
        ?.replace(/^\uFEFF/, '') ?? null
    );
  } catch {
    return null;
  }
}
