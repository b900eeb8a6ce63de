/**
 * What `dist/panels.js` holds: the training panel and the comparison. Half of the program is theirs, and most windows show neither, so
 * that activation does without it. What this file and the extension's both import, each of them has a copy of: language and log,
 * which are set once, are set here, too.
 */
import type * as vscode from 'vscode';
import type { BaselineController, MeasureBaseline } from './baselineController';
import { ComparePanel } from './compare/node/comparePanel';
import type { CourseServices } from './course';
import type { BuildGraph } from './graphController';
import { logFailuresIn } from './inBackground';
import { speakAsVsCode } from './l10n';
import { TrainingPanels } from './panel/trainingPanel';
import { panelServices } from './panelServices';

export interface LoadedPanels {
  training: TrainingPanels;
  comparison: ComparePanel;
  measureBaseline: MeasureBaseline;
  buildGraph: BuildGraph;
}

export function makePanels(
  context: vscode.ExtensionContext,
  services: CourseServices,
  output: vscode.LogOutputChannel,
  baseline: BaselineController,
): LoadedPanels {
  speakAsVsCode();
  logFailuresIn(output);
  const given = panelServices(context, services, output, baseline);
  return {
    training: new TrainingPanels(context, given),
    comparison: new ComparePanel(context, given),
    measureBaseline: given.measureBaseline,
    buildGraph: given.buildGraph,
  };
}
