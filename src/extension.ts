/** Activation: wires the rooms together, nothing else. */
import * as vscode from 'vscode';
import { ActiveLesson } from './editor/activeLesson';
import { CheckRunner } from './editor/checkRunner';
import { CheckLenses } from './editor/codeLens';
import { registerCommands } from './editor/commands';
import { CourseServices } from './editor/course';
import { CourseUpdate } from './editor/courseUpdate';
import { CourseTree } from './editor/courseTree';
import { FirstTodo } from './editor/firstTodo';
import { Guides } from './editor/guide/guides';
import { inBackground, logFailuresIn } from './editor/inBackground';
import { speakAsVsCode } from './editor/l10n';
import { registerLessonCommands } from './editor/lessonCommands';
import { LearnerOutput } from './editor/learnerOutput';
import { notifyVerdicts } from './editor/notify';
import { Panels } from './editor/panels';
import { Problems } from './editor/problems';
import { ProgressView } from './editor/progress';
import { Replacements } from './editor/replace';
import { SaveChecks } from './editor/saveChecks';
import { SolutionDocuments } from './editor/solutionDocuments';
import { LessonStatus } from './editor/statusBar';
import { TermHover } from './editor/termHover';
import { TestExplorer } from './editor/testing/testExplorer';
import { CourseStart } from './editor/startCourse';
import { welcome } from './editor/welcome';
import { placeOf } from './editor/node/places';
import { prepareHost } from './editor/node/prepare';

/** What tests look at: VS Code has no API for it. */
export interface TestAccess {
  tree: CourseTree;
  status: LessonStatus;
}

export async function activate(context: vscode.ExtensionContext): Promise<TestAccess | undefined> {
  await prepareHost(context);
  speakAsVsCode();
  const output = vscode.window.createOutputChannel(vscode.l10n.t('Neural Network from Scratch'), { log: true });
  logFailuresIn(output);
  const services = new CourseServices(placeOf(context.extensionUri));
  const runner = new CheckRunner(services, output);
  const progress = new ProgressView(services, runner);
  const active = new ActiveLesson(services);
  const replacements = new Replacements(runner, progress);
  const panels = new Panels(context, services, output);
  const guides = new Guides({
    extensionUri: context.extensionUri,
    services,
    runner,
    progress,
    replacements,
    baseline: panels.baseline,
    graph: panels.graph,
  });
  const start = new CourseStart(services, progress, context.globalState);
  const tests = new TestExplorer(services, runner);
  const problems = new Problems(runner);
  const lenses = new CheckLenses(services, runner);
  const tree = new CourseTree(services, progress, active);
  const status = new LessonStatus({ services, active, progress, runner, replacements });
  const learnerOutput = new LearnerOutput(runner);
  context.subscriptions.push(
    output,
    services,
    runner,
    progress,
    start,
    guides,
    tests,
    learnerOutput,
    new SaveChecks(services, runner, (target) => tests.follows(target)),
    tree,
    problems,
    lenses,
    status,
    new TermHover(services),
    new FirstTodo(replacements),
    replacements.onDidReplace((targets) => {
      for (const target of targets) {
        problems.forget(target);
        lenses.forget(target.lesson);
        tests.forget(target);
      }
    }),
    notifyVerdicts(runner, services, (lesson) => guides.isShowing(lesson)),
    active,
    replacements,
    new SolutionDocuments(services),
    registerLessonCommands({ services, active, progress, replacements }),
    registerCommands({
      services,
      active,
      runner,
      progress,
      start,
      guides,
      tests,
      learnerOutput,
      panels,
    }),
    panels,
    progress.onDidChange(() => {
      active.update();
      panels.refresh();
      tests.refresh();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('nnFromScratch')) return;
      services.applySettings();
      panels.refresh();
    }),
  );
  // What the views show is read in a turn of its own: other extensions wait for this one.
  setTimeout(() => {
    progress.refresh();
    progress.tickOpenWalkthrough();
  });
  context.subscriptions.push(new CourseUpdate(services, progress, output));
  inBackground(welcome(context, start, progress));
  return context.extensionMode === vscode.ExtensionMode.Test ? { tree, status } : undefined;
}
