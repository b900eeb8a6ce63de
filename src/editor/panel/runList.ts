/** The runs before the one under way, newest first: few, but those that are pinned stay. */
import type { RunSnapshot } from '../../protocol/runFile';
import { freeName } from '../../training/history';
import { byStart } from './runFile';
import type { RunStore } from './runStore';

/** Most runs that are kept without being pinned, the last one included. */
export const MAX_RUNS = 10;
/** Most runs that can be pinned. */
export const MAX_PINNED = 20;

export class RunList {
  private readonly store: RunStore;
  private readonly onProblem: (error: unknown) => void;
  private list: RunSnapshot[] = [];

  /** @param onProblem told when a run could not be stored; it stays in the list all the same */
  constructor(store: RunStore, onProblem: (error: unknown) => void) {
    this.store = store;
    this.onProblem = onProblem;
  }

  get all(): RunSnapshot[] {
    return this.list;
  }

  async load(): Promise<void> {
    this.list = withNamesOfTheirOwn(await this.store.load(), new Set());
  }

  find(id: string): RunSnapshot | undefined {
    return this.list.find((run) => run.id === id);
  }

  /** Puts in runs, stored, in the order of their start. Those that are there already are left as they are. @returns how many are new */
  add(runs: readonly RunSnapshot[]): number {
    const fresh = runs.filter((run, i) => !this.find(run.id) && runs.findIndex(({ id }) => id === run.id) === i);
    this.list = [...this.list, ...fresh].sort(byStart);
    for (const run of fresh) this.save(run);
    this.trim();
    return fresh.length;
  }

  /** Takes a run out of the list; its file stays. */
  take(id: string): void {
    this.list = this.list.filter((run) => run.id !== id);
  }

  change(id: string, change: Partial<Pick<RunSnapshot, 'name' | 'pinned'>>): RunSnapshot | null {
    const run = this.find(id);
    if (!run) return null;
    const changed = { ...run, ...change };
    this.list = this.list.map((one) => (one === run ? changed : one));
    this.save(changed);
    return changed;
  }

  delete(doomed: (run: RunSnapshot) => boolean): void {
    for (const { id } of this.list.filter(doomed)) this.erase(id);
    this.list = this.list.filter((run) => !doomed(run));
  }

  /** Stores a run; also one that is not in the list yet. */
  save(run: RunSnapshot): void {
    this.store.save(run).catch((error: unknown) => this.onProblem(error));
  }

  /** A file that cannot be deleted now is found again at the next start, and can be deleted then. */
  erase(id: string): void {
    this.store.delete(id).catch((error: unknown) => this.onProblem(error));
  }

  private trim(): void {
    const free = this.list.filter((run) => !run.pinned);
    const tooMany = new Set(free.slice(MAX_RUNS - 1));
    if (tooMany.size > 0) this.delete((run) => tooMany.has(run));
  }
}

/**
 * The same runs, newest first, none with the name of another one. Of two with one name, the older keeps it.
 *
 * @param taken names that others have
 */
export function withNamesOfTheirOwn(runs: readonly RunSnapshot[], taken: ReadonlySet<string>): RunSnapshot[] {
  const names = new Set(taken);
  return runs
    .toSorted(byStart)
    .toReversed()
    .map((run) => {
      const name = freeName(run.name, names);
      names.add(name);
      return name === run.name ? run : { ...run, name };
    })
    .toReversed();
}
