/**
 * The course's checks in VS Code's Test Explorer. Every check shows there, wherever it was started; what is started there
 * is run by the same runner. A lesson is checked as a whole: a request for some of its checks shows these.
 */
import * as vscode from 'vscode';
import { host } from '../../host';
import type { LessonReport } from '../../protocol/report';
import type { CheckObserver, CheckRunner } from '../checkRunner';
import type { CourseServices } from '../course';
import { debugCheck } from '../debugging';
import { type LearnerLesson, lessonOf } from '../learner';
import { LessonRun } from './lessonRun';
import { type LessonScope, TestItems } from './testItems';

interface TestExplorerOptions {
  id?: string;
  /** How a run is made; a test can listen in. */
  createRun?(controller: vscode.TestController, request: vscode.TestRunRequest): vscode.TestRun;
}

export class TestExplorer implements vscode.Disposable {
  readonly controller: vscode.TestController;
  readonly items: TestItems;
  private readonly services: CourseServices;
  private readonly runner: CheckRunner;
  private readonly createRun: NonNullable<TestExplorerOptions['createRun']>;
  readonly runProfile: vscode.TestRunProfile;
  /** Absent where nothing can be debugged. */
  readonly debugProfile: vscode.TestRunProfile | undefined;
  /** Requests for continuous runs that are active. */
  private readonly continuous = new Set<vscode.TestRunRequest>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(services: CourseServices, runner: CheckRunner, options: TestExplorerOptions = {}) {
    this.services = services;
    this.runner = runner;
    this.createRun = options.createRun ?? ((controller, request) => controller.createTestRun(request));
    this.controller = vscode.tests.createTestController(
      options.id ?? 'nnFromScratch',
      vscode.l10n.t('Neural Network from Scratch'),
    );
    this.items = new TestItems(this.controller, services);
    const { Run, Debug } = vscode.TestRunProfileKind;
    this.runProfile = this.controller.createRunProfile(
      vscode.l10n.t('Check'),
      Run,
      (request, token) => this.runRequest(request, token),
      true,
      undefined,
      true,
    );
    if (host.can.debug)
      this.debugProfile = this.controller.createRunProfile(vscode.l10n.t('Debug'), Debug, async (request, token) => {
        await this.debugRequest(request, token);
      });
    runner.observeWith((target) => this.observe(target));
    this.subscriptions = [
      this.controller,
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.items.refresh()),
      // A file that is on the screen gets its marks beside the functions, and keeps them there.
      vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(({ document }) => this.plan(document))),
      vscode.workspace.onDidSaveTextDocument((document) => this.plan(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.invalidate(document);
      }),
    ];
  }

  /** Shows the course of the folder that is open now. */
  refresh(): void {
    this.items.refresh();
    for (const { document } of vscode.window.visibleTextEditors) this.plan(document);
  }

  /** Whether a continuous run waits for saves of this lesson. */
  follows(target: LearnerLesson): boolean {
    return [...this.continuous].some((request) => this.scopeIn(request, target));
  }

  /** Debugs one lesson, as its entry in the Test Explorer does. */
  async debug(target: LearnerLesson): Promise<LessonReport | null> {
    this.items.refresh();
    const item = this.items.lessonItem(target);
    const request = new vscode.TestRunRequest(item ? [item] : [], undefined, this.debugProfile);
    const source = new vscode.CancellationTokenSource();
    try {
      return await this.debugRequest(request, source.token);
    } finally {
      source.dispose();
    }
  }

  /** Takes back what was said about a lesson. */
  forget(target: LearnerLesson): void {
    const item = this.items.lessonItem(target);
    if (item) this.controller.invalidateTestResults(item);
  }

  dispose(): void {
    this.continuous.clear();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async runRequest(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (request.continuous) {
      this.continuous.add(request);
      token.onCancellationRequested(() => this.continuous.delete(request));
      return;
    }
    await this.runScopes(request, token, {}, (target, observer, { signal }) =>
      this.runner.check(target, { origin: 'tests', observer, signal }),
    );
  }

  private debugRequest(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<LessonReport | null> {
    return this.runScopes(request, token, { showDurations: false }, (target, observer, { signal, run }) =>
      debugCheck(this.runner, target, { observer, signal, run }),
    );
  }

  /** Runs lessons one after the other. @returns the last lesson's report */
  private async runScopes(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    options: { showDurations?: boolean },
    check: (
      target: LearnerLesson,
      observer: CheckObserver,
      how: { signal: AbortSignal; run: vscode.TestRun },
    ) => Promise<LessonReport | null>,
  ): Promise<LessonReport | null> {
    const run = this.createRun(this.controller, request);
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    const tokens = [token, run.token].map((each) => each.onCancellationRequested(cancel));
    if (token.isCancellationRequested || run.token.isCancellationRequested) cancel();
    let report: LessonReport | null = null;
    try {
      const lessons = this.items.scopesOf(request).map(({ target, only }) => ({
        target,
        observer: new LessonRun(run, this.items, target, { only, ...options }),
      }));
      for (const { observer } of lessons) observer.enqueue();
      for (const { target, observer } of lessons) {
        if (abort.signal.aborted) break;
        report = await check(target, observer, { signal: abort.signal, run });
      }
      return report;
    } finally {
      for (const each of tokens) each.dispose();
      run.end();
    }
  }

  /** For a check that was started elsewhere. */
  private observe(target: LearnerLesson): CheckObserver | null {
    this.items.refresh();
    const item = this.items.lessonItem(target);
    if (!item) return null;
    const followed = [...this.continuous].find((request) => this.scopeIn(request, target));
    const only = followed && this.scopeIn(followed, target)?.only;
    const run = this.createRun(
      this.controller,
      followed ?? new vscode.TestRunRequest([item], undefined, this.runProfile, false, true),
    );
    const observer = new LessonRun(run, this.items, target, { only });
    observer.enqueue();
    const cancelled = run.token.onCancellationRequested(() => this.runner.cancel(target));
    return {
      onEvent: (event) => observer.onEvent(event),
      onEnd: (report, why) => {
        cancelled.dispose();
        observer.onEnd(report, why);
        run.end();
      },
    };
  }

  private scopeIn(request: vscode.TestRunRequest, target: LearnerLesson): LessonScope | undefined {
    const item = this.items.lessonItem(target);
    return this.items.scopesOf(request).find(({ lesson }) => lesson === item);
  }

  private plan(document: vscode.TextDocument): void {
    const target = lessonOf(this.services.course, document.uri);
    if (target) this.items.plan(target);
  }

  /** What was said about a text does not hold for another. */
  private invalidate(document: vscode.TextDocument): void {
    const target = lessonOf(this.services.course, document.uri);
    if (target) this.forget(target);
  }
}
