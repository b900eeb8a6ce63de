/** The moments of the last run: bounded while it trains, kept in a file once it rests, and handed to the page one by one. Knows no `vscode`. */
import type { Moment, MomentMessage, MomentView, MomentsView } from '../../protocol/replay';
import type { RunSnapshot } from '../../protocol/runFile';
import { filtersIn, pictureOf, strongest } from '../../training/experiments/frames';
import { withMoment } from '../../training/moments';
import type { KeptStore } from './keptStore';

/** Most units that are shown at once. */
const MAX_SHOWN = 24;

interface ReplayOptions {
  store: KeptStore<readonly Moment[]>;
  /** They could not be written. */
  onProblem(error: unknown): void;
}

export class Replay {
  private readonly options: ReplayOptions;
  private runId: string | null = null;
  private moments: readonly Moment[] = [];
  private isWritten = true;

  constructor(options: ReplayOptions) {
    this.options = options;
  }

  /** Null where there is nothing to go back to. */
  view(runId: string | undefined): MomentsView | null {
    const last = this.moments.at(-1);
    if (!last || this.runId === null || this.runId !== runId || this.moments.length < 2) return null;
    const steps = this.moments.map(({ step }) => step);
    return { runId, steps, shows: last.frame.kind === 'filters' ? 'filters' : 'picture' };
  }

  /** @param step one of those in `view` */
  at(step: number, { id, picture }: Pick<RunSnapshot, 'id' | 'picture'>): MomentView | null {
    const moment = this.runId === id ? this.moments.find((one) => one.step === step) : undefined;
    const last = this.moments.at(-1);
    if (!moment || !last) return null;
    const { frame } = moment;
    if (frame.kind !== 'filters') return { runId: id, step, picture: pictureOf(frame, picture), filters: null };
    const { rows, cols, units, of } = frame;
    const places = strongest(last.frame.kind === 'filters' ? last.frame : frame).slice(0, MAX_SHOWN);
    const shown = { rows, cols, of, units: places.map((place) => units[place]), filters: filtersIn(frame, places) };
    return { runId: id, step, picture: null, filters: shown };
  }

  /** The last run of an earlier window. What cannot be read is no loss that stands in anyone's way. */
  load(runId: string): void {
    const found = this.options.store.read(runId);
    this.runId = runId;
    this.moments = found === 'damaged' ? [] : (found ?? []);
    this.isWritten = true;
  }

  begin(runId: string): void {
    this.runId = runId;
    this.moments = [];
    this.isWritten = true;
  }

  /** The run goes on after this step. */
  goOn(step: number): void {
    this.moments = this.moments.filter((one) => one.step <= step);
  }

  take({ runId, moment }: MomentMessage): void {
    if (runId !== this.runId) return;
    this.moments = withMoment(this.moments, moment);
    this.isWritten = false;
  }

  /** Writes what has not been written. */
  write(): void {
    const { runId, moments } = this;
    if (this.isWritten || runId === null) return;
    this.isWritten = true;
    this.options.store.save(runId, moments).catch((error: unknown) => this.options.onProblem(error));
  }

  /** The run was deleted. */
  forget(runId: string): void {
    if (this.runId !== runId) return;
    this.runId = null;
    this.moments = [];
    this.options.store.delete(runId).catch((error: unknown) => this.options.onProblem(error));
  }
}
