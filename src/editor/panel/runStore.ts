/** The runs that outlive a reload of the window: thinned out, few, and none of them under way. */
import { RunHistory, type RunSnapshot, isOver } from '../../training/history';
import type { Picture } from '../../training/protocol';

/** The part of `vscode.Memento` that is needed. */
export interface Storage {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = 'training.runs';

/** Most runs that are kept. */
export const MAX_RUNS = 10;

/** Most points of a stored run; a screen shows little more. */
export const STORED_POINTS = 600;

/** Most samples of the layers of a stored run. */
export const STORED_SAMPLES = 300;

export class RunStore {
  private readonly storage: Storage;

  constructor(storage: Storage) {
    this.storage = storage;
  }

  /** Newest first. A run that was under way when the window closed is stopped now. What cannot be read is left out. */
  load(): RunSnapshot[] {
    const stored = this.storage.get<unknown>(KEY);
    if (!Array.isArray(stored)) return [];
    return stored.filter(isSnapshot).map((run) => (isOver(run.state) ? run : { ...run, state: 'stopped' }));
  }

  /** @param runs newest first */
  async save(runs: readonly RunSnapshot[]): Promise<void> {
    await this.storage.update(KEY, runs.slice(0, MAX_RUNS).map(compact));
  }
}

/** The same run with fewer points. */
export function compact(run: RunSnapshot): RunSnapshot {
  const history = new RunHistory(run.id, run.name, run.config, STORED_POINTS, STORED_SAMPLES);
  history.apply({
    type: 'metrics',
    steps: run.steps,
    epochs: run.epochs,
    samples: run.samples,
    picture: run.picture && rounded(run.picture),
  });
  const { steps, epochs, samples, picture } = history.snapshot();
  return { ...run, steps, epochs, samples, picture };
}

function rounded(picture: Picture): Picture {
  return picture.kind === 'weights'
    ? { ...picture, values: picture.values.map((value) => Number(value.toPrecision(4))) }
    : picture;
}

function isSnapshot(value: unknown): value is RunSnapshot {
  const run = value as Partial<RunSnapshot> | null;
  return (
    typeof run === 'object' &&
    run !== null &&
    typeof run.id === 'string' &&
    typeof run.name === 'string' &&
    typeof run.state === 'string' &&
    typeof run.config === 'object' &&
    Array.isArray(run.steps) &&
    Array.isArray(run.epochs)
  );
}
