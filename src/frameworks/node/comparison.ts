/** Compares: the same training in the course's loop and in the frameworks, each in a process of its own. */
import path from 'node:path';
import type { SourceSet } from '../../protocol/sources';
import { UserError } from '../../training/errors';
import type { RunConfig } from '../../protocol/config';
import { isLearners } from '../../training/engine';
import { type Difference, type Parting, largestDifference, median } from '../measure';
import { joinParameters, networkOf, readOutline, shapeOf, textOf } from '../plan';
import type { LayerWeights } from '../weights/weights';
import { refusal } from '../comparable';
import { FRAMEWORKS } from '../frameworks';
import type { BackendId, BackendReady, CourseJob, Framework, TensorFlowJob } from '../../protocol/comparison';
import type { DataFolder } from '../../protocol/dataFolder';
import type { PlannedNetwork } from '../../protocol/plan';
import type { SourceLocation } from '../../protocol/location';
import { type Blas, blasName } from '../blas';
import { type PythonPlaces, findPyTorch } from './python/find';
import { type Backend, backendFor, compareAll } from './backend';
import { removeTemporaryFolder, temporaryFolder } from './temporaryFolder';
import type { Patience } from '../../host/child';
import { BackendError, BackendProcess } from './backendProcess';

export interface ComparisonRequest {
  config: RunConfig;
  /** The learner's code; null for the reference. */
  sources: SourceSet | null;
  /** Lessons whose reference solution stands in for the learner's code, as they are to be named. Left out: none. */
  usedReference?: readonly string[];
  /** Where the four IDX files are; null for the built-in digits. */
  dataFolder: DataFolder | null;
  frameworks: readonly Framework[];
  /** At most so many steps; null for all steps of the run. */
  steps: number | null;
  /** Threads for PyTorch. The others have one. */
  threads: number;
  /** Weights of a file, whose logits are compared; null or left out: those of the course's network after its last step. */
  weights?: readonly LayerWeights[] | null;
  /** Rounds of taking time that count; 0 for no times. Left out: 3. */
  rounds?: number;
}

export interface ComparisonPlaces {
  /** The folder of the built programs. */
  dist: string;
  /** The folder of the Python scripts. */
  scripts: string;
  python: Omit<PythonPlaces, 'script'>;
  deadlines?: Patience;
  /** For some of them, in the place of `deadlines`. */
  deadlinesOf?: Partial<Record<BackendId, Patience>>;
}

/** Where a comparison is. */
export type ComparisonProgress =
  | { type: 'stage'; backend: BackendId; stage: 'starting' | 'training' }
  | { type: 'stage'; backend: BackendId; stage: 'timing'; round: number; rounds: number }
  /** The same for all, and known once the course's network is ready. */
  | { type: 'plan'; steps: number }
  | { type: 'ready'; backend: BackendId; name: string }
  | { type: 'losses'; backend: BackendId; losses: readonly number[] }
  | { type: 'out'; backend: BackendId; message: string }
  /** What the learner's code printed. */
  | { type: 'output'; text: string };

/** What came of one of them. Numbers are null from the point on where it failed. */
export interface Entry {
  id: BackendId;
  /** For people, in English: `PyTorch`, `TensorFlow.js (WebAssembly)`, `Your network`. */
  name: string;
  version: string | null;
  /** What does the arithmetic. */
  engine: string | null;
  threads: number | null;
  blas: Blas | null;
  error: string | null;
  /** Whether a limit of memory or time is the error. */
  isCut: boolean;
  location: SourceLocation | null;
  /** Of each step's mini-batch, before the update. */
  losses: number[];
  /** Largest difference of any weight to the course's network; empty for that one itself, and where it is not known. */
  differences: Difference[];
  /** The largest of those; 0 for the course's network. */
  maxWeightDifference: number | null;
  maxLossDifference: number | null;
  /** Where it leaves the course's network; null where it does not, for that one itself, and where it is not known. */
  parting: Parting | null;
  /** Of the first test image, with the weights that all of them were given; null where they were not asked for, or not sent. */
  firstLogits: number[] | null;
  /** Largest difference of any logit to the course's network, over the images that were asked for; 0 for that one itself. */
  maxLogitDifference: number | null;
  testLoss: number | null;
  testAccuracy: number | null;
  /** Median of the rounds. */
  samplesPerSecond: number | null;
  /** Samples per second of each round that counts. */
  rounds: number[];
}

export interface Comparison {
  config: RunConfig;
  /** What all of them trained. */
  network: PlannedNetwork;
  steps: number;
  threads: number;
  /** Lessons whose reference solution stood in for the learner's code. */
  usedReference: readonly string[];
  /** On so many the losses and accuracies after the training were measured. */
  testImages: number;
  /** Steps in which a hidden unit of the course's network was within rounding of 0: there networks may part. */
  kinks: { step: number; distance: number }[];
  /** Of how many test images logits were compared, the label of the first, the largest of the course's; null where they were not. */
  logits: { images: number; label: number; largest: number; ofFile: boolean } | null;
  /** The course's network first. */
  entries: Entry[];
}

/** One more comes before them, to warm up. */
const ROUNDS = 3;
const ROUND_SECONDS = 0.7;
const MIN_STEPS = 3;
/** Logits are compared on so many test images. */
const LOGIT_IMAGES = 100;
/** What to do about a network of the course that hangs. */
const LOOP = 'Look for a loop that does not end.';

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
 * @throws UserError when the options cannot be compared; BackendError when the course's network cannot even be prepared; the
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
  // In one step with what removes it where the program ends at once, as by a second Ctrl-C.
  const planFolder = temporaryFolder();
  const onExit = (): void => removeTemporaryFolder(planFolder);
  process.on('exit', onExit);
  const running = new ComparisonRun(request, places, planFolder, onProgress);
  const onAbort = (): void => running.dispose();
  signal?.addEventListener('abort', onAbort);
  try {
    signal?.throwIfAborted();
    return await running.run(signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    running.dispose();
    removeTemporaryFolder(planFolder);
    process.off('exit', onExit);
  }
}

class ComparisonRun {
  private readonly request: ComparisonRequest;
  private readonly places: ComparisonPlaces;
  private readonly planFolder: string;
  private readonly onProgress: (progress: ComparisonProgress) => void;
  private readonly processes: BackendProcess[] = [];

  constructor(
    request: ComparisonRequest,
    places: ComparisonPlaces,
    planFolder: string,
    onProgress: (progress: ComparisonProgress) => void,
  ) {
    this.request = request;
    this.places = places;
    this.planFolder = planFolder;
    this.onProgress = onProgress;
  }

  async run(signal?: AbortSignal): Promise<Comparison> {
    const { config, frameworks, threads, usedReference = [] } = this.request;
    const course = await this.startCourse();
    const outline = readOutline(this.planFolder);
    this.requireFit(outline.network);
    this.onProgress({ type: 'plan', steps: outline.steps });
    const others: Backend[] = [];
    for (const framework of frameworks) {
      signal?.throwIfAborted();
      others.push(await this.startFramework(framework, signal));
    }
    const all = [course, ...others];
    // One after the other: each gets the whole machine.
    for (const backend of all) {
      await this.train(backend);
      signal?.throwIfAborted();
    }
    compareAll(course, others, outline.network);
    const logits = await this.compareLogits(all, outline);
    await this.takeTimes(all, signal);
    const steps = Math.max(...all.map(({ entry }) => entry.losses.length));
    const kinks = course.trained?.kinks ?? [];
    const { network, testCount: testImages } = outline;
    const entries = all.map(({ entry }) => entry);
    return { config, network, steps, threads, usedReference, testImages, kinks, logits, entries };
  }

  dispose(): void {
    this.processes.forEach((process) => process.dispose());
  }

  /** @throws BackendError: without it there is no plan */
  private async startCourse(): Promise<Backend> {
    const { config } = this.request;
    const { dist } = this.places;
    const deadlines = this.deadlinesOf('course');
    const backend = backendFor('course', config);
    this.onProgress({ type: 'stage', backend: 'course', stage: 'starting' });
    const job = courseJob(this.request, this.planFolder);
    const onOutput = (text: string): void => this.onProgress({ type: 'output', text });
    backend.process = this.track(
      BackendProcess.node(
        path.join(dist, 'course-backend.js'),
        job,
        { deadlines, onOutput, hint: LOOP },
        this.planFolder,
      ),
    );
    this.join(backend, await backend.process.ready());
    return backend;
  }

  private async startFramework(id: Framework, signal?: AbortSignal): Promise<Backend> {
    const backend = backendFor(id, this.request.config);
    this.onProgress({ type: 'stage', backend: id, stage: 'starting' });
    await this.dropOnFailure(backend, async () => {
      backend.process = this.track(await this.launch(backend.entry, id, signal));
      this.join(backend, await backend.process.ready());
    });
    return backend;
  }

  private async launch(entry: Entry, id: Framework, signal?: AbortSignal): Promise<BackendProcess> {
    const { dist, scripts, python } = this.places;
    const deadlines = this.deadlinesOf(id);
    const { tensorflow } = FRAMEWORKS[id];
    if (tensorflow !== null) {
      const job: TensorFlowJob = { planFolder: this.planFolder, backend: tensorflow };
      return BackendProcess.node(path.join(dist, 'tfjs-backend.js'), job, { deadlines });
    }
    const script = path.join(scripts, 'probe.py');
    const deadlineMs = this.places.deadlines?.readyMs;
    const finding = await findPyTorch({ deadlineMs, ...python, script }, signal);
    if (finding.kind === 'missing') throw new BackendError(finding.message);
    const { torch, program, env } = finding.python;
    if (torch.kind === 'works') entry.blas = torch.blas;
    const args = [path.join(scripts, 'compare.py'), this.planFolder, String(this.request.threads)];
    return BackendProcess.python(program, args, { deadlines }, env);
  }

  private deadlinesOf(id: BackendId): Patience | undefined {
    const { deadlines, deadlinesOf = {} } = this.places;
    return deadlinesOf[id] ?? deadlines;
  }

  private join({ entry }: Backend, { version, engine, threads }: BackendReady): void {
    Object.assign(entry, { version, threads, engine: entry.blas ? blasName(entry.blas) : engine });
    this.onProgress({ type: 'ready', backend: entry.id, name: entry.name });
  }

  private async train(backend: Backend): Promise<void> {
    const { entry, process } = backend;
    if (process === null) return;
    this.onProgress({ type: 'stage', backend: entry.id, stage: 'training' });
    await this.dropOnFailure(backend, async () => {
      const trained = await process.train((losses) => {
        entry.losses.push(...losses);
        this.onProgress({ type: 'losses', backend: entry.id, losses });
      });
      backend.trained = trained;
      entry.testLoss = trained.testLoss;
      entry.testAccuracy = trained.testAccuracy;
    });
  }

  /** @throws UserError where the weights of the file are those of another network */
  private requireFit(network: PlannedNetwork): void {
    const { weights } = this.request;
    if (!weights) return;
    const [given, compared] = [textOf(networkOf(weights)), textOf(network)];
    if (given !== compared)
      throw new UserError(`The weights are those of ${given}, and what is compared is ${compared}.`);
  }

  /** All compute the logits of the same images with the same weights. @returns null where the course's network does not */
  private async compareLogits(
    all: Backend[],
    { network, testCount, firstLabel }: ReturnType<typeof readOutline>,
  ): Promise<Comparison['logits']> {
    const { weights: given } = this.request;
    const weights = given
      ? joinParameters(given.flatMap(({ weights: { data }, bias }) => [data, bias]))
      : all[0].trained?.snapshots.at(-1)?.weights;
    if (weights === undefined) return null;
    const images = Math.min(LOGIT_IMAGES, testCount);
    const { classes } = shapeOf(network);
    let own: Float32Array | null = null;
    for (const backend of all) {
      await this.dropOnFailure(backend, async () => {
        const { entry, process } = backend;
        const logits = await process?.logits(weights, images);
        if (logits === undefined) return;
        if (logits.length !== images * classes || !logits.every(Number.isFinite))
          throw new BackendError('It did not send all the logits that were asked for, or they are not finite.');
        entry.firstLogits = [...logits.subarray(0, classes)];
        if (entry.id === 'course') own = logits;
        if (own !== null) entry.maxLogitDifference = largestDifference(own, logits);
      });
    }
    // TypeScript does not see what the functions above have set.
    const found = own as Float32Array | null;
    const largest = found?.reduce((most, logit) => Math.max(most, Math.abs(logit)), 0);
    return largest === undefined ? null : { images, label: firstLabel, largest, ofFile: Boolean(given) };
  }

  /** Round by round, all in each: what slows the machine down for a while slows all of them. */
  private async takeTimes(all: Backend[], signal?: AbortSignal): Promise<void> {
    const { rounds = ROUNDS } = this.request;
    if (rounds === 0) return;
    for (let round = 0; round <= rounds; round++) {
      for (const backend of all) {
        signal?.throwIfAborted();
        await this.takeTime(backend, round, rounds);
      }
    }
    for (const { entry } of all) {
      if (entry.rounds.length === rounds) entry.samplesPerSecond = median(entry.rounds);
    }
  }

  private async takeTime(backend: Backend, round: number, rounds: number): Promise<void> {
    const { entry, process, trained } = backend;
    if (process === null || trained === null) return;
    this.onProgress({ type: 'stage', backend: entry.id, stage: 'timing', round, rounds });
    await this.dropOnFailure(backend, async () => {
      const perStep = trained.seconds / trained.losses.length;
      const steps = Math.max(MIN_STEPS, Math.min(100_000, Math.round(ROUND_SECONDS / Math.max(perStep, 1e-6))));
      const { samples, seconds } = await process.time(steps);
      if (round > 0) entry.rounds.push(samples / seconds);
    });
  }

  /** A backend that fails is out, with the reason in its entry. */
  private async dropOnFailure(backend: Backend, body: () => Promise<void>): Promise<void> {
    try {
      await body();
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      backend.process?.dispose();
      backend.process = null;
      backend.entry.error = error.message;
      backend.entry.isCut = error.isCut;
      backend.entry.location = error.location;
      this.onProgress({ type: 'out', backend: backend.entry.id, message: error.message });
    }
  }

  private track(process: BackendProcess): BackendProcess {
    this.processes.push(process);
    return process;
  }
}

/** The first message to the process of the course's loop. */
export function courseJob({ config, sources, dataFolder, steps }: ComparisonRequest, planFolder: string): CourseJob {
  return { config, sources, dataFolder, planFolder, steps };
}
