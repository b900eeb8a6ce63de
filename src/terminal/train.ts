/** `train`: a training run in the terminal. */
import path from 'node:path';
import { mirrorsFrom } from '../training/data/mirrors';
import { defaultCacheFolder } from '../training/data/node/mnistFolder';
import { joinNames } from '../course/count';
import {
  loadDigitWeights,
  requireFolderOf,
  requireNothingElse,
  saveOrKeepWeights,
} from '../frameworks/weights/node/file';
import { areConvolutional, requireNetwork, sizesOf } from '../frameworks/weights/weights';
import { UserError, messageOf } from '../training/errors';
import { isOver } from '../training/history';
import type { LayerParameters } from '../protocol/inspection';
import type { RunState } from '../protocol/run';
import { TrainingSession } from '../training/session';
import { readsImages } from '../training/validate';
import type { RunSources } from '../training/sources';
import { EXIT, Ending, type ExitStatus } from './exit';
import type { Io } from './io';
import { findCode } from './runCode';
import { type Mirrors, type TrainData, findTrainData } from './trainData';
import { requireTarget } from './target';
import { type TrainRequest, parseTrainOptions } from './trainOptions';
import { type Report, jsonReport, lineReport } from './trainReport';

/** Where the program's own files are, and what the environment sets. Tests give others. */
export interface TrainPlaces {
  /** The folder of `train-child.js` and `check-child.js`, in that of the extension. */
  dist: string;
  /** `NNFS_MNIST_DIR`; null for none. */
  mnistFolder: string | null;
  cache: string;
  mirrors?: Mirrors;
}

/**
 * Runs the training of the command line.
 *
 * @returns the exit status: done, or that training failed or was cut
 * @throws UsageError, UserError for what cannot begin; the signal's reason when it is aborted
 */
export async function runTrain(argv: string[], io: Io, places = placesOfProgram()): Promise<ExitStatus> {
  const request = parseTrainOptions(argv);
  const { saveWeights: file } = request;
  if (file !== null) {
    requireFolderOf(file);
    requireTarget(file, 'save-weights');
    await requireNothingElse(file);
  }
  // Weights that are kept are worth it also where no line is read.
  return train(request, io, places, file === null ? io.stopUnread : io.stop);
}

/** Of the program that runs. */
export function placesOfProgram(): TrainPlaces {
  return {
    dist: __dirname,
    // A relative one would be another folder for the child, which does not run in this one.
    mnistFolder: process.env.NNFS_MNIST_DIR ? path.resolve(process.env.NNFS_MNIST_DIR) : null,
    cache: defaultCacheFolder(),
    mirrors: () => mirrorsFrom(process.env.NNFS_MNIST_MIRRORS),
  };
}

async function train(request: TrainRequest, io: Io, places: TrainPlaces, signal: AbortSignal): Promise<ExitStatus> {
  const { dataGiven, folder } = request;
  const initial = request.weights === null ? null : await loadDigitWeights(request.weights);
  const config = {
    ...request.config,
    ...(initial && !areConvolutional(initial) && !request.hiddenGiven && { hidden: sizesOf(initial).slice(1, -1) }),
  };
  const code = await findCode(request, places.dist, signal);
  const usesImages = readsImages(config.experiment);
  const settings = { configured: places.mnistFolder, cache: places.cache, mirrors: places.mirrors };
  const data: TrainData = usesImages
    ? await findTrainData(config.data, dataGiven, settings, io, signal)
    : { choice: config.data, folder: null };
  signal.throwIfAborted();
  if (code.usedReference.length > 0) {
    io.err(`${standIn(code.usedReference, folder)}\n`);
  }
  const report = (request.json ? jsonReport : lineReport)(
    { ...config, data: data.choice },
    usesImages ? dataName(data) : 'generated',
    io,
  );
  const started = { ...request, config: { ...config, data: data.choice }, initial: initial ?? undefined };
  return run(started, code, data.folder, report, places, io, signal);
}

function standIn(lessons: readonly string[], folder: string): string {
  const [verb, stands] =
    lessons.length === 1 ? ['does', 'the reference solution stands in'] : ['do', 'the reference solutions stand in'];
  return `Your own ${joinNames(lessons)} in ${folder} ${verb} not pass yet: ${stands}.`;
}

function dataName({ choice }: TrainData): string {
  return choice.kind === 'folder' ? choice.folder : choice.kind;
}

/** Runs the session, and ends it on a signal. @throws UserError where data or weights cannot be used, before anything is printed */
async function run(
  { config, saveWeights: file, initial }: TrainRequest & { initial?: LayerParameters[] },
  { sources, usedReference }: RunSources,
  dataFolder: string | null,
  report: Report,
  places: TrainPlaces,
  io: Io,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const session = new TrainingSession({
    childPath: path.join(places.dist, 'train-child.js'),
    again: 'Give the same command to start again.',
  });
  let refused: string | null = null;
  session.onEvent((event) => {
    if (event.type === 'failed' && event.isInput) refused = event.message;
    else report.take(event);
  });
  // Where no line is read any more, there is nothing left to measure.
  const stop = (): void => (io.stop.aborted ? session.stop() : session.dispose());
  signal.addEventListener('abort', stop);
  try {
    // To be asked for its weights, the child stays.
    const watched = file !== null;
    const over = watched ? finalState(session) : session.done;
    session.start({ config, sources, dataFolder, usedReference, initial, watched });
    const state = await over;
    if (refused !== null) throw new UserError(refused);
    // Before the report ends: what becomes of the weights is a part of it.
    const unsaved = state === 'finished' && file !== null ? await failureOf(save(session, file)) : null;
    report.end(state, signal.reason instanceof Ending ? signal.reason.message : unsaved && messageOf(unsaved));
    if (unsaved !== null) throw unsaved;
    if (state === 'finished') return EXIT.ok;
    signal.throwIfAborted();
    return state === 'failed' && !session.died ? EXIT.failed : EXIT.interrupted;
  } finally {
    signal.removeEventListener('abort', stop);
    session.dispose();
  }
}

/** What a promise is rejected with; null where it is not. */
async function failureOf(work: Promise<void>): Promise<Error | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The state in which a run ends. Its child may stay, to be asked for the weights. */
function finalState(session: TrainingSession): Promise<RunState> {
  return new Promise((resolve) => {
    session.onEvent((event) => {
      if (event.type === 'state' && isOver(event.state)) resolve(event.state);
    });
    void session.done.then(resolve);
  });
}

/** @throws UserError when there are no weights, or the file cannot be written */
async function save(session: TrainingSession, file: string): Promise<void> {
  const answer = await session.inspect({ kind: 'weights' });
  if (answer.kind !== 'weights') {
    throw new UserError(
      `The weights could not be had${answer.kind === 'unavailable' ? `: ${answer.reason}` : ''}, so ${file} was not written.`,
    );
  }
  requireNetwork(answer.layers, 'The trained network');
  await saveOrKeepWeights(file, answer.layers);
}
