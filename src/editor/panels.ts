/** The training panel and the comparison, loaded when one of them is first asked for. */
import type * as vscode from 'vscode';
import type { ExperimentId } from '../training/experiments/table';
import { BaselineController } from './baselineController';
import type { CourseServices } from './course';
import { GraphController } from './graphController';
import type { LoadedPanels } from './panelBundle';
import type { TrainingPanels } from './panel/trainingPanel';
import { onRevive } from './webview/webviewHost';

export class Panels implements vscode.Disposable {
  /** For the guide, too. */
  readonly baseline: BaselineController;
  readonly graph: GraphController;
  private readonly load: () => Promise<LoadedPanels>;
  private readonly revival: vscode.Disposable;
  private loading: Promise<LoadedPanels> | null = null;
  private loaded: LoadedPanels | null = null;
  private isDisposed = false;

  constructor(context: vscode.ExtensionContext, services: CourseServices, output: vscode.LogOutputChannel) {
    this.baseline = new BaselineController(async (signal) => (await this.panels()).measureBaseline(signal));
    this.graph = new GraphController(async (...asked) => (await this.panels()).buildGraph(...asked));
    this.load = async () => {
      const { makePanels } = await import('./panelBundle');
      this.loaded = makePanels(context, services, output, this.baseline);
      if (this.isDisposed) this.dispose();
      return this.loaded;
    };
    this.revival = onRevive('training', async (panel) => (await this.training()).revive(panel));
  }

  /** Shows the training panel, made if need be, with this experiment chosen. @param begin starts it, too */
  async open(experiment?: ExperimentId, begin = false): Promise<void> {
    (await this.training()).open(experiment, begin ? 'charts' : undefined, begin);
  }

  async openRace(): Promise<void> {
    (await this.training()).openRace();
  }

  async openBuilt(): Promise<void> {
    (await this.training()).openBuilt();
  }

  /** @param config what the command was given: the run to compare, as the training panel has it; anything else: MNIST's defaults */
  async compare(config: unknown): Promise<void> {
    await (await this.panels()).comparison.open(config);
  }

  async exportWeights(): Promise<void> {
    await (await this.training()).exportWeights();
  }

  async importWeights(): Promise<void> {
    await (await this.training()).importWeights();
  }

  /** Call when a lesson has passed or failed, or when the data folder has changed. */
  refresh(): void {
    this.loaded?.training.refresh();
  }

  /** Ends what is under way. */
  dispose(): void {
    this.isDisposed = true;
    this.revival.dispose();
    this.baseline.stop();
    this.graph.stop();
    this.loaded?.training.dispose();
    this.loaded?.comparison.dispose();
  }

  private async training(): Promise<TrainingPanels> {
    return (await this.panels()).training;
  }

  private panels(): Promise<LoadedPanels> {
    return (this.loading ??= this.load());
  }
}
