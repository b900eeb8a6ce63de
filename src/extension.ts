/** Activation: wires the rooms together, nothing else. */
import * as vscode from 'vscode';
import { CheckRunner } from './editor/checkRunner';
import { CheckLenses } from './editor/codeLens';
import { followActiveLesson, registerCommands } from './editor/commands';
import { CourseServices } from './editor/course';
import { CourseTree } from './editor/courseTree';
import { Guides } from './editor/guide';
import { notifyVerdicts } from './editor/notify';
import { TrainingPanels } from './editor/panel/trainingPanel';
import { panelServices } from './editor/panelServices';
import { Problems } from './editor/problems';
import { ProgressView } from './editor/progress';
import { welcomeOnce } from './editor/welcome';

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Neural Network from Scratch', { log: true });
  const services = new CourseServices(context.extensionPath);
  const runner = new CheckRunner(services, output);
  const progress = new ProgressView(services, runner);
  const guides = new Guides(services);
  const panels = new TrainingPanels(context, panelServices(context, services, output));
  context.subscriptions.push(
    output,
    services,
    runner,
    progress,
    guides,
    new CourseTree(services, progress),
    new Problems(runner),
    new CheckLenses(services, runner),
    notifyVerdicts(runner, services),
    followActiveLesson(services),
    registerCommands({
      services,
      runner,
      progress,
      guides,
      openTrainingPanel: (experiment) => panels.open(experiment),
    }),
    panels.register(),
    progress.onDidChange(() => panels.refresh()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('nnFromScratch')) return;
      services.applySettings();
      panels.refresh();
    }),
  );
  progress.refresh();
  void welcomeOnce(context, services, progress);
}
