/** The runs that outlive a reload of the window: thinned out, a file each. */
import { host } from '../../host';
import type { Files } from '../../host/files';
import { parseJson } from '../../host/text';
import type { RunSnapshot } from '../../protocol/runFile';
import type { Moment } from '../../protocol/replay';
import { RunHistory, isOver } from '../../training/history';
import type { Picture } from '../../protocol/metrics';
import { KeptStore, REPLAY, WEIGHTS } from './keptStore';
import { byStart, readRun } from './runFile';

/** Most points of a stored run; a screen shows little more. */
export const STORED = { steps: 1000, epochs: 1000, samples: 300 };

const ENDING = '.json';

export class RunStore {
  /** The weights of the last run. */
  readonly kept: KeptStore;
  /** Its moments. */
  readonly replay: KeptStore<readonly Moment[]>;
  private readonly files: Files;

  /** @param folder made when it is needed */
  constructor(folder: string) {
    this.files = host.folder(folder);
    this.kept = new KeptStore(this.files, WEIGHTS);
    this.replay = new KeptStore(this.files, REPLAY);
  }

  /** Newest first. A run that was under way when the window closed is stopped now. What cannot be read is left out. */
  async load(): Promise<RunSnapshot[]> {
    return this.names()
      .filter((name) => name.endsWith(ENDING))
      .map((name) => this.read(name))
      .filter((run) => run !== null)
      .map((run) => (isOver(run.state) ? run : { ...run, state: 'stopped' as const, cut: 'window' as const }))
      .sort(byStart);
  }

  /**
   * Writes a run, whole or not at all.
   *
   * @throws Error of the file system: a full disk, a folder that cannot be written
   */
  save(run: RunSnapshot): Promise<void> {
    return this.files.write(`${run.id}${ENDING}`, JSON.stringify(compact(run)));
  }

  delete(id: string): Promise<void> {
    return this.files.remove(`${id}${ENDING}`);
  }

  private names(): string[] {
    try {
      return (this.files.list('') ?? []).map(({ name }) => name);
    } catch {
      return [];
    }
  }

  private read(name: string): RunSnapshot | null {
    try {
      const run = readRun(parseJson(this.files.readText(name) ?? ''));
      return typeof run === 'string' ? null : run;
    } catch {
      return null;
    }
  }
}

/** The same run with fewer points. */
export function compact(run: RunSnapshot): RunSnapshot {
  const history = new RunHistory(run.id, run.name, run.config, STORED);
  history.apply({
    type: 'metrics',
    runId: run.id,
    steps: run.steps,
    epochs: run.epochs,
    samples: run.samples,
    picture: run.picture && rounded(run.picture),
  });
  for (const interim of run.interim) history.apply({ type: 'interim', runId: run.id, interim });
  const { steps, epochs, interim, samples, picture } = history.snapshot();
  return { ...run, steps, epochs, interim, samples, picture };
}

function rounded(picture: Picture): Picture {
  return picture.kind === 'weights'
    ? { ...picture, values: picture.values.map((value) => Number(value.toPrecision(4))) }
    : picture;
}
