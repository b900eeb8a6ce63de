/**
 * A run whose panel was closed. VS Code cannot be kept from closing a panel, and a run that took half an hour must not be
 * lost to a slip of the mouse: so it goes on, the question comes right after, and the status bar shows it from then on.
 */
import * as vscode from 'vscode';
import { lossText } from '../../training/describe';
import { percent, percentShort } from '../../training/percent';
import type { RunSnapshot } from '../../protocol/runFile';
import { isOver } from '../../training/history';
import { inBackground } from '../inBackground';

/** The status bar is written at most so often. */
const TELL_MS = 1000;

interface BackgroundContext {
  run(): RunSnapshot | null;
  show(): void;
  stop(): void;
  now(): number;
}

export class Background implements vscode.Disposable {
  private readonly context: BackgroundContext;
  private readonly item: vscode.StatusBarItem;
  /** The run that goes on without a panel. */
  private runId: string | null = null;
  private lastTold = -Infinity;

  constructor(context: BackgroundContext) {
    this.context = context;
    this.item = vscode.window.createStatusBarItem('nnFromScratch.training', vscode.StatusBarAlignment.Left, 9);
    this.item.name = vscode.l10n.t('Neural Network: Training');
    this.item.command = 'nnFromScratch.openTrainingPanel';
  }

  /** The panel was closed while this run was under way. */
  begin(run: RunSnapshot): void {
    this.runId = run.id;
    this.lastTold = -Infinity;
    this.tell(run);
    inBackground(this.ask(run));
  }

  /** The panel is back. */
  end(): void {
    this.runId = null;
    this.item.hide();
  }

  /** Call when something in the run has changed. */
  update(): void {
    if (this.runId === null) return;
    const isDue = this.context.now() - this.lastTold >= TELL_MS;
    const run = isDue ? this.context.run() : null;
    if (run) this.tell(run);
  }

  /** Call when the state of the run has changed. */
  stateChanged(): void {
    const run = this.runId === null ? null : this.context.run();
    if (!run) return;
    this.tell(run);
    if (!isOver(run.state)) return;
    this.end();
    if (run.state !== 'stopped') inBackground(this.report(run));
  }

  dispose(): void {
    this.item.dispose();
  }

  private tell(run: RunSnapshot): void {
    this.lastTold = this.context.now();
    const share = run.info && run.lastStep ? run.lastStep.step / run.info.totalSteps : 0;
    const done = percentShort(Math.floor(share * 100) / 100);
    this.item.text =
      run.state === 'paused'
        ? `$(debug-pause) ${vscode.l10n.t('Training paused, {0}', done)}`
        : `$(sync~spin) ${vscode.l10n.t('Training, {0}', done)}`;
    this.item.tooltip = vscode.l10n.t('{0}. Click to show the training panel.', run.name);
    this.item.show();
  }

  private async ask(run: RunSnapshot): Promise<void> {
    const keep = vscode.l10n.t('Keep It');
    const show = vscode.l10n.t('Show the Panel');
    const stop = vscode.l10n.t('Stop Training');
    const question =
      run.state === 'paused'
        ? vscode.l10n.t('The training panel is closed, but its run is not over: {0} is paused.', run.name)
        : vscode.l10n.t('The training panel is closed, and its run goes on in the background: {0}.', run.name);
    const answer = await vscode.window.showInformationMessage(question, keep, show, stop);
    if (answer === show) this.context.show();
    // Meanwhile the panel may be back, or another run under way.
    if (answer === stop && this.runId === run.id) this.context.stop();
  }

  private async report(run: RunSnapshot): Promise<void> {
    const show = vscode.l10n.t('Show the Panel');
    const text = run.error
      ? vscode.l10n.t('Training in the background failed: {0}', run.error.message)
      : vscode.l10n.t('Training in the background has finished: {0}, {1}.', run.name, resultOf(run));
    const say = run.error ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    if ((await say(text, show)) === show) this.context.show();
  }
}

function resultOf({ epochs, test }: RunSnapshot): string {
  const last = epochs.at(-1);
  if (!last) return '';
  const accuracy = test?.accuracy ?? null;
  return accuracy === null
    ? vscode.l10n.t('loss {0}', lossText(last.trainLoss))
    : vscode.l10n.t('{0} of the test data correct', percent(accuracy));
}
