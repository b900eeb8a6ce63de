/** Compares: the same training in the course's loop and in the frameworks, each in a process of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SourceSet } from '../../protocol/sources';
import { UserError } from '../../training/errors';
import type { RunConfig } from '../../protocol/config';
import { EXPERIMENT_ROWS } from '../../training/experiments/table';
import { isLearners, notCompared } from '../../training/validate';
import { type Difference, type Parting, differences, largestDifference, median, partingOf } from '../measure';
import { nameOf } from '../names';
import { readSizes } from '../plan';
import type { Framework, RivalId, RivalLocation, RivalReady } from '../protocol';
import { type Blas } from './python/blas';
import { type PythonPlaces, findPyTorch } from './python/find';
import { type Deadlines, RivalError, RivalProcess, type Trained } from './rivalProcess';
import type { CourseJob } from '../rivals/course-rival';
import type { TensorFlowJob } from '../rivals/tfjs-rival';

export interface ComparisonRequest {
  config: RunConfig;
  /** The learner's code; null for the reference. */
  sources: SourceSet | null;
  /** Lessons whose reference solution stands in for the learner's code, as they are to be named. Left out: none. */
  usedReference?: readonly string[];
  /** The folder of the four IDX files; null for the built-in digits. */
  dataFolder: string | null;
  frameworks: readonly Framework[];
  /** At most so many steps. */
  steps: number;
  /** Threads for PyTorch. The others have one. */
  threads: number;
  /** Rounds of taking time that count; 0 for no times. Left out: 3. */
  rounds?: number;
}

export interface ComparisonPlaces {
  /** The folder of the built programs. */
  dist: string;
  /** The folder of the Python scripts. */
  scripts: string;
  python: Omit<PythonPlaces, 'script'>;
  deadlines?: Deadlines;
  /** For some of them, in the place of `deadlines`. */
  deadlinesOf?: Partial<Record<RivalId, Deadlines>>;
}

/** Where a comparison is. */
export type ComparisonProgress =
  | { type: 'stage'; rival: RivalId; stage: 'starting' | 'training' }
  | { type: 'stage'; rival: RivalId; stage: 'timing'; round: number; rounds: number }
  | { type: 'ready'; rival: RivalId; name: string }
  | { type: 'losses'; rival: RivalId; losses: readonly number[] }
  | { type: 'out'; rival: RivalId; message: string }
  /** What the learner's code printed. */
  | { type: 'output'; text: string };

/** What came of one of them. Numbers are null from the point on where it failed. */
export interface Entry {
  id: RivalId;
  /** For people, in English: `PyTorch`, `TensorFlow.js (WebAssembly)`, `Your network`. */
  name: string;
  version: string | null;
  /** What does the arithmetic. */
  engine: string | null;
  threads: number | null;
  blas: Blas | null;
  error: string | null;
  location: RivalLocation | null;
  /** Of each step's mini-batch, before the update. */
  losses: number[];
  /** Largest difference of any weight to the course's network; empty for that one itself, and where it is not known. */
  differences: Difference[];
  /** The largest of those; 0 for the course's network. */
  maxWeightDifference: number | null;
  maxLossDifference: number | null;
  /** Where it leaves the course's network; null where it does not, for that one itself, and where it is not known. */
  parting: Parting | null;
  testLoss: number | null;
  testAccuracy: number | null;
  /** Median of the rounds. */
  samplesPerSecond: number | null;
  /** Samples per second of each round that counts. */
  rounds: number[];
}

export interface Comparison {
  config: RunConfig;
  steps: number;
  threads: number;
  /** Lessons whose reference solution stood in for the learner's code. */
  usedReference: readonly string[];
  /** Steps in which a hidden unit of the course's network was within rounding of 0: there networks may part. */
  kinks: { step: number; distance: number }[];
  /** The course's network first. */
  entries: Entry[];
}

/** One more comes before them, to warm up. */
const ROUNDS = 3;
const ROUND_SECONDS = 0.7;
const FEWEST_STEPS = 3;
/** What to do about a network of the course that hangs. */
const LOOP = 'Look for a loop that does not end.';

/** Options of a run that a comparison cannot have. @returns why, or null */
export function refusal(config: RunConfig): string | null {
  if (!EXPERIMENT_ROWS[config.experiment].isComplete) {
    return 'Only the experiment mnist can be compared: the others train models of their own lessons, not a network in layers.';
  }
  return notCompared(config);
}

/** What is compared: where not one file of the learner's can take part, it is the reference network. */
export function whatIsCompared(
  config: RunConfig,
  sources: SourceSet | null,
): Pick<ComparisonRequest, 'config' | 'sources'> {
  const takesPart = sources?.files.some(({ origin }) => origin === 'learner') ?? false;
  return isLearners(config.network) && !takesPart
    ? { config: { ...config, network: 'reference' }, sources: null }
    : { config, sources };
}

/**
 * Runs a comparison. A framework that is missing, fails or hangs has an `error`, and the others go on.
 *
 * @throws UserError when the options cannot be compared; RivalError when the course's network cannot even be prepared; the
 *   signal's reason when it is aborted. No process is left then, either.
 */
export async function compare(
  request: ComparisonRequest,
  places: ComparisonPlaces,
  onProgress: (progress: ComparisonProgress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Comparison> {
  const refused = refusal(request.config);
  if (refused !== null) throw new UserError(refused);
  const planFolder = await mkdtemp(path.join(tmpdir(), 'nnfs-compare-'));
  const contest = new Contest(request, places, planFolder, onProgress);
  const onAbort = (): void => contest.dispose();
  signal?.addEventListener('abort', onAbort);
  try {
    signal?.throwIfAborted();
    return await contest.run(signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    contest.dispose();
    await rm(planFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A rival in the contest: its process as long as it is in, its findings. */
interface Contestant {
  entry: Entry;
  process: RivalProcess | null;
  trained: Trained | null;
}

class Contest {
  private readonly request: ComparisonRequest;
  private readonly places: ComparisonPlaces;
  private readonly planFolder: string;
  private readonly tell: (progress: ComparisonProgress) => void;
  private readonly processes: RivalProcess[] = [];

  constructor(
    request: ComparisonRequest,
    places: ComparisonPlaces,
    planFolder: string,
    tell: (progress: ComparisonProgress) => void,
  ) {
    this.request = request;
    this.places = places;
    this.planFolder = planFolder;
    this.tell = tell;
  }

  async run(signal?: AbortSignal): Promise<Comparison> {
    const { config, frameworks, threads, usedReference = [] } = this.request;
    const course = await this.startCourse();
    const others: Contestant[] = [];
    for (const framework of frameworks) {
      signal?.throwIfAborted();
      others.push(await this.startFramework(framework, signal));
    }
    const all = [course, ...others];
    // One after the other: each gets the whole machine.
    for (const contestant of all) {
      await this.train(contestant);
      signal?.throwIfAborted();
    }
    compareAll(course, others, readSizes(this.planFolder));
    await this.takeTimes(all, signal);
    const steps = Math.max(...all.map(({ entry }) => entry.losses.length));
    const kinks = course.trained?.kinks ?? [];
    return { config, steps, threads, usedReference, kinks, entries: all.map(({ entry }) => entry) };
  }

  dispose(): void {
    this.processes.forEach((rival) => rival.dispose());
  }

  /** @throws RivalError: without it there is no plan */
  private async startCourse(): Promise<Contestant> {
    const { config, sources, dataFolder, steps } = this.request;
    const { dist } = this.places;
    const deadlines = this.deadlinesOf('course');
    const contestant = contestantFor('course', config);
    this.tell({ type: 'stage', rival: 'course', stage: 'starting' });
    const job: CourseJob = { config, sources, dataFolder, planFolder: this.planFolder, steps };
    const onOutput = (text: string): void => this.tell({ type: 'output', text });
    contestant.process = this.keep(
      RivalProcess.node(path.join(dist, 'course-rival.js'), job, { deadlines, onOutput, hint: LOOP }, this.planFolder),
    );
    this.join(contestant, await contestant.process.ready());
    return contestant;
  }

  private async startFramework(id: Framework, signal?: AbortSignal): Promise<Contestant> {
    const contestant = contestantFor(id, this.request.config);
    this.tell({ type: 'stage', rival: id, stage: 'starting' });
    await this.guard(contestant, async () => {
      contestant.process = this.keep(await this.launch(contestant.entry, id, signal));
      this.join(contestant, await contestant.process.ready());
    });
    return contestant;
  }

  private async launch(entry: Entry, id: Framework, signal?: AbortSignal): Promise<RivalProcess> {
    const { dist, scripts, python } = this.places;
    const deadlines = this.deadlinesOf(id);
    switch (id) {
      case 'tfjs':
      case 'tfjs-wasm': {
        const job: TensorFlowJob = { planFolder: this.planFolder, backend: id === 'tfjs' ? 'cpu' : 'wasm' };
        return RivalProcess.node(path.join(dist, 'tfjs-rival.js'), job, { deadlines });
      }
      case 'pytorch': {
        const script = path.join(scripts, 'probe.py');
        const deadlineMs = this.places.deadlines?.readyMs;
        const finding = await findPyTorch({ deadlineMs, ...python, script }, signal);
        if (finding.kind === 'missing') throw new RivalError(finding.message);
        const { torch, program } = finding.python;
        if (torch.kind === 'works') entry.blas = torch.blas;
        const args = [path.join(scripts, 'compare.py'), this.planFolder, String(this.request.threads)];
        return RivalProcess.python(program, args, { deadlines });
      }
    }
  }

  private deadlinesOf(id: RivalId): Deadlines | undefined {
    const { deadlines, deadlinesOf = {} } = this.places;
    return deadlinesOf[id] ?? deadlines;
  }

  private join({ entry }: Contestant, { version, engine, threads }: RivalReady): void {
    Object.assign(entry, { version, threads, engine: entry.blas ? entry.blas.name : engine });
    this.tell({ type: 'ready', rival: entry.id, name: entry.name });
  }

  private async train(contestant: Contestant): Promise<void> {
    const { entry, process } = contestant;
    if (process === null) return;
    this.tell({ type: 'stage', rival: entry.id, stage: 'training' });
    await this.guard(contestant, async () => {
      const trained = await process.train((losses) => {
        entry.losses.push(...losses);
        this.tell({ type: 'losses', rival: entry.id, losses });
      });
      contestant.trained = trained;
      entry.testLoss = trained.testLoss;
      entry.testAccuracy = trained.testAccuracy;
    });
  }

  /** Round by round, all in each: what slows the machine down for a while slows all of them. */
  private async takeTimes(all: Contestant[], signal?: AbortSignal): Promise<void> {
    const { rounds = ROUNDS } = this.request;
    if (rounds === 0) return;
    for (let round = 0; round <= rounds; round++) {
      for (const contestant of all) {
        signal?.throwIfAborted();
        await this.takeTime(contestant, round, rounds);
      }
    }
    for (const { entry } of all) {
      if (entry.rounds.length === rounds) entry.samplesPerSecond = median(entry.rounds);
    }
  }

  private async takeTime(contestant: Contestant, round: number, rounds: number): Promise<void> {
    const { entry, process, trained } = contestant;
    if (process === null || trained === null) return;
    this.tell({ type: 'stage', rival: entry.id, stage: 'timing', round, rounds });
    await this.guard(contestant, async () => {
      const perStep = trained.seconds / trained.losses.length;
      const steps = Math.max(FEWEST_STEPS, Math.min(100_000, Math.round(ROUND_SECONDS / Math.max(perStep, 1e-6))));
      const { samples, seconds } = await process.time(steps);
      if (round > 0) entry.rounds.push(samples / seconds);
    });
  }

  /** A rival that fails is out, with a word. */
  private async guard(contestant: Contestant, body: () => Promise<void>): Promise<void> {
    try {
      await body();
    } catch (error) {
      if (!(error instanceof RivalError)) throw error;
      contestant.process?.dispose();
      contestant.process = null;
      contestant.entry.error = error.message;
      contestant.entry.location = error.location;
      this.tell({ type: 'out', rival: contestant.entry.id, message: error.message });
    }
  }

  private keep(rival: RivalProcess): RivalProcess {
    this.processes.push(rival);
    return rival;
  }
}

function contestantFor(id: RivalId, config: RunConfig): Contestant {
  const entry: Entry = {
    id,
    name: nameOf(id, config.network),
    version: null,
    engine: null,
    threads: null,
    blas: null,
    error: null,
    location: null,
    losses: [],
    differences: [],
    maxWeightDifference: null,
    maxLossDifference: null,
    parting: null,
    testLoss: null,
    testAccuracy: null,
    samplesPerSecond: null,
    rounds: [],
  };
  return { entry, process: null, trained: null };
}

/** What differs between the course's network and each of the others. */
function compareAll(course: Contestant, others: Contestant[], sizes: readonly number[]): void {
  const own = course.trained;
  if (own === null) {
    // It failed on the way. Its losses up to there can be compared.
    for (const { entry } of others) entry.parting = partingOf(course.entry.losses, entry.losses, [], [], sizes);
    return;
  }
  course.entry.maxWeightDifference = 0;
  course.entry.maxLossDifference = 0;
  for (const { entry, trained } of others) {
    if (trained === null) continue;
    const found = differences(own.snapshots, trained.snapshots);
    if (found === null || trained.losses.length !== own.losses.length) {
      entry.error = 'It did not send all that was asked for: losses or weights are missing, or not finite.';
      continue;
    }
    entry.differences = found;
    entry.maxWeightDifference = Math.max(...found.map(({ largest }) => largest));
    entry.maxLossDifference = largestDifference(own.losses, trained.losses);
    entry.parting = partingOf(own.losses, trained.losses, own.snapshots, trained.snapshots, sizes);
  }
}
