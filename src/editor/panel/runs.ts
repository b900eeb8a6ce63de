/** All runs of the panel, the one under way included: their names, which are pinned, and those that come from files. */
import { t } from '../../course/l10n';
import type { ToWebview } from '../../protocol/panel';
import type { RunSnapshot } from '../../protocol/runFile';
import { UserError } from '../../training/errors';
import { type RunHistory, freeName, isOver } from '../../training/history';
import { readRuns } from './runFile';
import { MAX_PINNED, type RunList, withNamesOfTheirOwn } from './runList';

interface RunsOptions {
  older: RunList;
  /** The run of this window; null before the first. */
  current(): RunHistory | null;
  /** Stores it. */
  save(): void;
  warn(text: string): void;
  /** Told of every change. */
  onMessage(message: ToWebview): void;
}

export class Runs {
  private readonly options: RunsOptions;

  constructor(options: RunsOptions) {
    this.options = options;
  }

  /** The run in progress or the last one. */
  get last(): RunSnapshot | null {
    const { current, older } = this.options;
    return current()?.snapshot() ?? older.all.at(0) ?? null;
  }

  get lastId(): string | undefined {
    const { current, older } = this.options;
    return current()?.id ?? older.all.at(0)?.id;
  }

  /** Those before it, newest first. */
  get before(): RunSnapshot[] {
    const { current, older } = this.options;
    return current() ? older.all : older.all.slice(1);
  }

  private get all(): RunSnapshot[] {
    const { last } = this;
    return last ? [last, ...this.before] : [];
  }

  /** These runs, as far as there are such, the newest first. */
  find(runIds: readonly string[]): RunSnapshot[] {
    return this.all.filter(({ id }) => runIds.includes(id));
  }

  /** What the runs are called, but for one of them. */
  names(but?: string): Set<string> {
    return new Set(this.all.filter(({ id }) => id !== but).map(({ name }) => name));
  }

  tell(): void {
    this.options.onMessage({ type: 'runs', run: this.last, history: this.before });
  }

  /** Forgets the runs before the last one, except those that are pinned. */
  clearHistory(): void {
    const { lastId } = this;
    this.options.older.delete(({ id, pinned }) => id !== lastId && !pinned);
    this.tell();
  }

  /** Pinned runs stay, however many come after them. */
  pin(runId: string, pinned: boolean): void {
    if (pinned && this.pinnedCount() >= MAX_PINNED)
      return this.options.warn(t('At most {0} runs can be pinned. Unpin one first.', MAX_PINNED));
    this.change(runId, { pinned });
  }

  /** A name that another run has gets a number. */
  rename(runId: string, name: string): void {
    this.change(runId, { name: freeName(name, this.names(runId)) });
  }

  /**
   * Puts runs from a file into the list, pinned, so that they do not leave it by themselves.
   *
   * @returns how many of them were not there before
   * @throws UserError that says what is wrong with the file, or that there are too many; then nothing has changed
   */
  import(text: string, name: string): number {
    const known = new Set(this.all.map(({ id }) => id));
    const fresh = readRuns(text, name).filter(({ id }) => !known.has(id));
    if (this.pinnedCount() + fresh.length > MAX_PINNED)
      throw new UserError(
        t(
          'Loaded runs are pinned, and at most {0} runs can be. Unpin or delete some, then load {1} again.',
          MAX_PINNED,
          name,
        ),
      );
    const added = this.options.older.add(
      withNamesOfTheirOwn(fresh, this.names()).map((run) => ({
        ...run,
        state: isOver(run.state) ? run.state : 'stopped',
        pinned: true,
      })),
    );
    this.tell();
    return added;
  }

  private change(runId: string, change: { name?: string; pinned?: boolean }): void {
    const { older, save, onMessage } = this.options;
    const history = this.options.current();
    const changed = history?.id === runId ? Object.assign(history, change) : older.change(runId, change);
    if (!changed) return;
    if (changed === history) save();
    const { name, pinned } = changed;
    onMessage({ type: 'marked', runId, name, pinned });
  }

  private pinnedCount(): number {
    const { current, older } = this.options;
    const here = current()?.pinned ? 1 : 0;
    return here + older.all.filter(({ pinned }) => pinned).length;
  }
}
