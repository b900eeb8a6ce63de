/** The guide beside the code: shows the lesson whose file is in front, its checks, hints, quiz; the pages after the parts; the glossary. */
import * as vscode from 'vscode';
import { type Lesson, type Part, findLesson } from '../../course/course';
import { host } from '../../host';
import { movesIn } from '../../course/placedCourse';
import type { BaselineController } from '../baselineController';
import type { CheckRunner, FinishedCheck, RefusedCheck } from '../checkRunner';
import { besideTheCode } from '../columns';
import type { CourseServices } from '../course';
import type { GraphController } from '../graphController';
import { inBackground } from '../inBackground';
import { type LearnerLesson, learnerFolder, lessonOf } from '../learner';
import { openFile } from '../openFile';
import type { ProgressView } from '../progress';
import type { Replacements } from '../replace';
import { REMEDIES } from '../remedies';
import { agreeToSolution } from '../solutions';
import { WebviewHost, onRevive } from '../webview/webviewHost';
import { LessonStates } from './lessonStates';
import { answerQuestion, tickSteps } from './marks';
import { GuidePages } from './pages';
import { type ActionId, type Anchor, GuideToHost, type HostToGuide, type NoticeView } from '../../protocol/guide';
import { parse } from '../../protocol/schema';
import { BASELINE_LESSON } from '../../training/baseline/baseline';
import { GRAPH_LESSON } from '../../training/graph/graph';
import { experimentOf } from '../../training/experiments/table';
import { placeOf } from '../node/places';

/** The page of the glossary, where others have a lesson's id or a part's folder. */
const GLOSSARY = 'glossary';

interface GuideServices {
  extensionUri: vscode.Uri;
  services: CourseServices;
  runner: CheckRunner;
  progress: ProgressView;
  replacements: Replacements;
  /** Shared with the training panel. */
  baseline: BaselineController;
  graph: GraphController;
}

interface ShowOptions {
  at?: Anchor;
  /** The guide gets the focus. Otherwise it stays where it is, mostly in the code. */
  focus?: boolean;
}

export class Guides implements vscode.Disposable {
  private readonly services: CourseServices;
  private readonly progress: ProgressView;
  private readonly baseline: BaselineController;
  private readonly graph: GraphController;
  private readonly pages: GuidePages;
  private readonly webview: WebviewHost<GuideToHost, HostToGuide>;
  private readonly subscriptions: vscode.Disposable;
  private readonly states: LessonStates;
  /** A lesson's id, a part's folder, or `glossary`. */
  private key: string | null = null;
  /** The page before, where one follows links that lead away from a lesson. */
  private before: string | null = null;
  /** The lesson whose file was in front last; another one takes the guide with it. */
  private followed: string | null = null;
  private at: Anchor | null = null;
  private sent = '';

  constructor({ extensionUri, services, runner, progress, replacements, baseline, graph }: GuideServices) {
    this.services = services;
    this.progress = progress;
    this.baseline = baseline;
    this.graph = graph;
    this.states = new LessonStates({ services, runner, progress, baseline, graph });
    this.pages = new GuidePages(placeOf(extensionUri));
    const title = vscode.l10n.t('Guide');
    this.webview = new WebviewHost({
      extensionUri,
      page: 'guide',
      icon: 'guide',
      title,
      tabTitle: () => (this.key === null ? title : this.titleOf(this.key)),
      column: besideTheCode,
      fonts: true,
      find: true,
      parse: (value) => parse(GuideToHost, value),
      onMessage: (message) => this.receive(message),
      onClose: () => {
        this.key = this.before = this.followed = null;
      },
    });
    const refresh = (): void => this.refresh();
    this.subscriptions = vscode.Disposable.from(
      this.webview,
      onRevive('guide', (panel, state) => {
        if (!this.webview.isOpen) this.revive(state);
        this.webview.revive(panel);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor?.document.uri)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.tryAgain()),
      progress.onDidChange(() => this.tryAgain()),
      runner.onDidChangeRunning(refresh),
      new vscode.Disposable(baseline.onChange(refresh)),
      new vscode.Disposable(graph.onChange(refresh)),
      runner.onDidFinish((check) => this.finished(check)),
      runner.onDidRefuse((check) => this.refused(check)),
      replacements.onDidReplace((targets) => this.forget(targets)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.states.edited(document.uri)) this.refresh();
      }),
    );
  }

  /** Whether the lesson's page is on the screen, and with it the verdict of a check. */
  isShowing(lesson: Lesson): boolean {
    return this.webview.isListening && this.key === lesson.id;
  }

  /** Shows a lesson's page beside the code. */
  async show(lesson: Lesson, options: ShowOptions = {}): Promise<void> {
    this.followed = lesson.id;
    this.open(lesson.id, options);
  }

  /** The page after a part's last lesson. */
  async showPartEnd(part: Part): Promise<void> {
    if (part.end) this.open(part.folder, { focus: true, at: 'top' });
  }

  /** Every term, and the lessons that use it. @param term the id of the one to look at */
  async showGlossary(term?: string): Promise<void> {
    this.open(GLOSSARY, { focus: true, at: term ? `term:${term}` : 'top' });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** @param state what the page had stored */
  private revive(state: unknown): void {
    const key = typeof state === 'object' && state !== null && 'key' in state ? state.key : null;
    const inFront = lessonOf(this.services.course, vscode.window.activeTextEditor?.document.uri)?.lesson;
    this.key = typeof key === 'string' && this.exists(key) ? key : (inFront ?? this.services.course.lessons[0]).id;
    this.followed = inFront?.id ?? this.key;
  }

  private open(key: string, { at, focus = false }: ShowOptions = {}, before?: string | null): void {
    const isNew = key !== this.key;
    // The glossary and the ends of parts are reached from somewhere; a lesson is a place of its own.
    if (before !== undefined) this.before = before;
    else if (isNew) this.before = this.lessonNamed(key) ? null : this.key;
    this.key = key;
    this.at = at ?? null;
    this.webview.reveal({ focus });
    if (!this.webview.isListening) return; // The page asks when it is ready.
    if (isNew) this.sendPage();
    else {
      this.refresh(); // What is to be brought into sight may have come this moment.
      if (at) this.webview.post({ type: 'reveal', key, at });
    }
  }

  /** Another lesson's file has come to the front. */
  private follow(uri: vscode.Uri | undefined): void {
    if (!this.webview.isOpen) return;
    const lesson = lessonOf(this.services.course, uri)?.lesson;
    if (!lesson || lesson.id === this.followed) return;
    this.followed = lesson.id;
    this.key = lesson.id;
    this.before = this.at = null;
    this.webview.updateTitle();
    this.sendPage();
  }

  private finished({ lesson, report, origin }: FinishedCheck): void {
    this.states.checked(lesson, { report, outdated: false });
    if (lesson.id === GRAPH_LESSON) inBackground(this.graph.again());
    this.refresh();
    // Who checks on every save wants to stay where they read.
    if (this.key === lesson.id && origin !== 'save')
      this.webview.post({ type: 'reveal', key: lesson.id, at: 'verdict' });
  }

  private refused({ lesson, origin, why, remedy }: RefusedCheck): void {
    if (origin !== 'command') return;
    this.states.checked(lesson, { why, remedy });
    this.refresh();
    if (this.key === lesson.id) this.webview.post({ type: 'reveal', key: lesson.id, at: 'verdict' });
  }

  /** What stood in the way of a check may be gone. */
  private tryAgain(): void {
    this.states.forgetRefusals();
    this.refresh();
  }

  private forget(targets: readonly LearnerLesson[]): void {
    for (const { lesson } of targets) {
      this.states.forget(lesson.id);
      this.progress.forget(lesson);
      if (lesson.id === BASELINE_LESSON) this.baseline.forget();
      if (lesson.id === GRAPH_LESSON) this.graph.forget();
    }
    this.refresh();
  }

  private sendPage(): void {
    const { key, at } = this;
    if (key === null) return;
    this.at = null;
    const lesson = this.lessonNamed(key);
    const view = lesson ? this.states.viewOf(lesson) : null;
    const notice = lesson ? noticeView() : null;
    this.sent = JSON.stringify([view, notice]);
    this.webview.post({
      type: 'show',
      key,
      page: this.pages.page(key),
      lesson: view,
      notice,
      back: this.before === null ? null : { label: this.titleOf(this.before) },
      at,
      hasTerminal: host.can.programs,
    });
  }

  /** Sends what has changed about the lesson that is shown. */
  private refresh(): void {
    const lesson = this.key === null ? undefined : this.lessonNamed(this.key);
    if (!lesson || !this.webview.isListening) return;
    const view = this.states.viewOf(lesson);
    const notice = noticeView();
    const text = JSON.stringify([view, notice]);
    if (text === this.sent) return;
    this.sent = text;
    this.webview.post({ type: 'lesson', key: lesson.id, lesson: view, notice });
  }

  private async receive(message: GuideToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.sendPage();
      case 'check':
        return run('checkSolution', message.lesson);
      case 'hint':
        return run('showHint', message.lesson);
      case 'solution':
        return run('showSolution', message.lesson);
      case 'next':
        return run('nextLesson', message.from);
      case 'openLesson':
        return run('openLesson', message.lesson);
      case 'openTerm':
        return this.showGlossary(message.term);
      case 'back':
        return this.goBack();
      case 'explain':
        return this.explain(message.lesson);
      case 'steps': {
        const lesson = this.lessonNamed(message.lesson);
        return lesson && tickSteps(this.progress, lesson, message.steps);
      }
      case 'answer': {
        const lesson = this.lessonNamed(message.lesson);
        return lesson && answerQuestion(this.progress, lesson, message.question, message.answer);
      }
      case 'openFile':
        return this.openFile(message.file);
      case 'openLocation':
        return this.openFile(message.location.file, message.location);
      case 'startBaseline':
        return this.baseline.start();
      case 'stopBaseline':
        return this.baseline.stop();
      case 'startGraph':
        return this.graph.start(message.formula, message.values);
      case 'stopGraph':
        return this.graph.stop();
      case 'act':
        return this.act(message.id);
    }
  }

  private async act(id: ActionId): Promise<void> {
    switch (id) {
      case 'manageTrust':
      case 'layOut':
        await vscode.commands.executeCommand(REMEDIES[id]);
        return;
      case 'startCourse':
      case 'showOutput':
        return run(id);
      case 'train':
        return this.train();
      case 'race':
        return run('raceMatmul');
      case 'compare':
        return run('compareFrameworks');
      case 'exportWeights':
      case 'whatYouBuilt':
        return run(id);
      case 'tryIt':
        // First the question, then the button: it is a prediction.
        if (this.key !== null) this.webview.post({ type: 'reveal', key: this.key, at: 'live' });
    }
  }

  /** After a lesson has passed, its experiment begins: what the learner has written is seen at work. */
  private async train(): Promise<void> {
    const experiment = this.key === null ? undefined : experimentOf(this.key);
    const lesson = this.key === null ? undefined : this.lessonNamed(this.key);
    const begin = lesson !== undefined && this.progress.recordOf(lesson).state === 'passed';
    return run('openTrainingPanel', experiment, begin);
  }

  private goBack(): void {
    if (this.before === null) return;
    this.open(this.before, { focus: true }, null);
  }

  private async explain(id: string): Promise<void> {
    const lesson = this.lessonNamed(id);
    if (!lesson) return;
    const folder = learnerFolder();
    if (folder !== undefined && !(await agreeToSolution({ lesson, folder }, this.progress))) return;
    this.states.explain(id);
    this.refresh();
    this.webview.post({ type: 'reveal', key: id, at: 'solution' });
  }

  private async openFile(file: string, at?: { line: number; column: number }): Promise<void> {
    const folder = learnerFolder();
    const { course } = this.services;
    const { lessons, parts } = course;
    const known = [...lessons, ...parts.flatMap(({ given }) => given)].map(({ path }) => path);
    if (folder === undefined) return known.includes(file) ? run('startCourse') : undefined;
    // The page names a file as the course does, a verdict as the folder does.
    const moved = movesIn(course, folder);
    const path = moved.get(file) ?? file;
    if (![...known, ...moved.values()].includes(path)) return;
    // Not over the guide.
    const column = this.webview.column === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
    await openFile(folder, path, column, at);
  }

  private lessonNamed(key: string): Lesson | undefined {
    return findLesson(this.services.course, key);
  }

  private exists(key: string): boolean {
    const { course } = this.services;
    return key === GLOSSARY || !!this.lessonNamed(key) || course.parts.some(({ folder, end }) => end && folder === key);
  }

  private titleOf(key: string): string {
    const lesson = this.lessonNamed(key);
    if (lesson) return `${lesson.number} ${lesson.text.title}`;
    const part = this.services.course.parts.find(({ folder }) => folder === key);
    return part?.end?.title ?? vscode.l10n.t('Glossary');
  }
}

/** What stands in the way of checks or of keeping progress. */
function noticeView(): NoticeView | null {
  if (learnerFolder() === undefined)
    return {
      text: vscode.l10n.t(
        'No course is open in this window. You can read everything; what you tick is forgotten when you close it.',
      ),
      action: { label: vscode.l10n.t('Start the Course'), id: 'startCourse' },
    };
  if (!vscode.workspace.isTrusted)
    return {
      text: vscode.l10n.t(
        'This folder is not trusted, so your code is not run. You can read everything. Trust the folder if its files are yours.',
      ),
      action: { label: vscode.l10n.t('Manage Workspace Trust'), id: 'manageTrust' },
    };
  return null;
}

async function run(command: string, ...args: unknown[]): Promise<void> {
  await vscode.commands.executeCommand(`nnFromScratch.${command}`, ...args);
}
