/** The runs that outlive a reload of the window: thinned out, a file each. */
import { rmSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { atomicWrite } from '../../course/atomicWrite';
import type { Picture } from '../../protocol/metrics';
import { RunSnapshot } from '../../protocol/runFile';
import { parse } from '../../protocol/schema';
import { RunHistory, isOver } from '../../training/history';
import { byStart } from './runFile';

/** Most points of a stored run; a screen shows little more. */
export const STORED_POINTS = 1000;
/** Most samples of the layers of a stored run. */
export const STORED_SAMPLES = 300;

const ENDING = '.json';

export class RunStore {
  private readonly folder: string;

  /** @param folder made when it is needed */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Newest first. A run that was under way when the window closed is stopped now. What cannot be read is left out. */
  async load(): Promise<RunSnapshot[]> {
    const names = await readdir(this.folder).catch((): string[] => []);
    const runs = await Promise.all(
      names.filter((name) => name.endsWith(ENDING)).map((name) => readRun(path.join(this.folder, name))),
    );
    return runs
      .filter((run) => run !== null)
      .map((run) => (isOver(run.state) ? run : { ...run, state: 'stopped' as const }))
      .sort(byStart);
  }

  /**
   * Writes a run, whole or not at all.
   *
   * @throws Error of the file system: a full disk, a folder that cannot be written
   */
  save(run: RunSnapshot): void {
    atomicWrite(this.file(run.id), JSON.stringify(compact(run)));
  }

  delete(id: string): void {
    rmSync(this.file(id), { force: true });
  }

  private file(id: string): string {
    return path.join(this.folder, `${id}${ENDING}`);
  }
}

async function readRun(file: string): Promise<RunSnapshot | null> {
  try {
    return parse(RunSnapshot, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
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
