/** The learner's code of lesson 1.1 on digits, for the guide and the training panel: one measurement at a time. Knows no `vscode`. */
import { t } from '../course/l10n';
import type { Baseline, BaselineView } from '../protocol/baseline';
import { baselineSummary } from '../training/baseline/words';
import { messageOf } from '../training/errors';
import type { TaskError } from '../training/task';

const IDLE: BaselineView = { state: 'idle', status: '', location: null, baseline: null };

/** Rejects with a sentence for the learner; where the error has a `location`, it is about that line. */
export type MeasureBaseline = (signal: AbortSignal) => Promise<Baseline>;

export class BaselineController {
  private readonly measure: MeasureBaseline;
  private readonly listeners = new Set<() => void>();
  private abort: AbortController | null = null;
  private current = IDLE;

  constructor(measure: MeasureBaseline) {
    this.measure = measure;
  }

  get view(): BaselineView {
    return this.current;
  }

  /** @returns what ends the listening */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Does nothing while it is measured. What was measured before stays in sight meanwhile. */
  async start(): Promise<void> {
    if (this.abort !== null) return;
    const abort = new AbortController();
    this.abort = abort;
    this.show({ state: 'running', status: t('Your program reads the images …'), location: null });
    try {
      const baseline = await this.measure(abort.signal);
      this.show({ state: 'done', status: baselineSummary(baseline), baseline });
    } catch (error) {
      if (abort.signal.aborted) this.show({ state: 'stopped', status: t('Stopped.'), baseline: null });
      else {
        const { location = null } = error as Partial<TaskError>;
        this.show({ state: 'failed', status: messageOf(error), location, baseline: null });
      }
    } finally {
      this.abort = null;
    }
  }

  stop(): void {
    this.abort?.abort();
  }

  /** The code that was measured is gone. */
  forget(): void {
    this.stop();
    this.show(IDLE);
  }

  private show(change: Partial<BaselineView>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}
