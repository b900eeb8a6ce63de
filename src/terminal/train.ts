/** `train`: a training run in the terminal. */
import path from 'node:path';
import { mirrorsFrom } from '../training/data/mnistDownload';
import { defaultCacheFolder } from '../training/data/mnistFolder';
import { UserError } from '../training/errors';
import { TrainingSession } from '../training/session';
import type { RunSources } from '../training/sources';
import { EXIT, type Io } from './io';
import { findCode } from './runCode';
import { type TrainData, findTrainData } from './trainData';
import { type TrainRequest, parseTrainOptions, trainHelp } from './trainOptions';
import { type Report, jsonReport, lineReport } from './trainReport';

/** Where the program's own files are, and what the environment says. Tests give others. */
export interface TrainPlaces {
  /** The folder of `train-child.js` and `check-child.js`; `lessons` lies beside it. */
  dist: string;
  /** `NNFS_MNIST_DIR`; null for none. */
  mnistFolder: string | null;
  cache: string;
  mirrors?: readonly string[];
}

/**
 * Trains as the command line says.
 *
 * @returns the exit status: 0 done, 1 training failed, 2 files are missing, 3 the run was cut
 * @throws UsageError for a wrong command line
 */
export async function runTrain(argv: string[], io: Io, places?: TrainPlaces): Promise<number> {
  const request = parseTrainOptions(argv);
  if (request === null) {
    io.out(trainHelp());
    return EXIT.ok;
  }
  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort();
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await train(request, io, places ?? placesOfProgram(), interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) {
      io.err('Stopped.\n');
      return EXIT.cut;
    }
    if (error instanceof UserError) {
      io.err(`${error.message}\n`);
      return EXIT.usage;
    }
    throw error;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

/** Of the program that runs. */
export function placesOfProgram(): TrainPlaces {
  return {
    dist: __dirname,
    mnistFolder: process.env.NNFS_MNIST_DIR || null,
    cache: defaultCacheFolder(),
    mirrors: mirrorsFrom(process.env.NNFS_MNIST_MIRRORS),
  };
}

async function train(request: TrainRequest, io: Io, places: TrainPlaces, signal: AbortSignal): Promise<number> {
  const { config, dataGiven, folder } = request;
  const code = await findCode(request, places.dist, signal);
  const usesImages = config.experiment === '3-or-7' || config.experiment === 'mnist';
  const settings = { configured: places.mnistFolder, cache: places.cache, mirrors: places.mirrors };
  const data: TrainData = usesImages
    ? await findTrainData(config.data, dataGiven, settings, io, signal)
    : { choice: config.data, folder: null };
  signal.throwIfAborted();
  if (code.usedReference.length > 0) {
    io.err(
      `Your own ${code.usedReference.join(', ')} in ${folder} does not pass yet: the reference solution stands in.\n`,
    );
  }
  const report = (request.json ? jsonReport : lineReport)(
    { ...config, data: data.choice },
    usesImages ? dataName(data) : 'generated',
    io,
  );
  return run({ ...request, config: { ...config, data: data.choice } }, code, data.folder, report, places, signal);
}

function dataName({ choice }: TrainData): string {
  return choice.kind === 'folder' ? choice.folder : choice.kind;
}

/** Runs the session, and ends it on a signal. */
async function run(
  { config }: TrainRequest,
  { sources, usedReference }: RunSources,
  dataFolder: string | null,
  report: Report,
  places: TrainPlaces,
  signal: AbortSignal,
): Promise<number> {
  const session = new TrainingSession({ childPath: path.join(places.dist, 'train-child.js') });
  session.onEvent((event) => report.take(event));
  const stop = (): void => session.stop();
  signal.addEventListener('abort', stop);
  try {
    session.start({ config, sources, dataFolder, usedReference });
    const state = await session.done;
    report.end(state);
    if (state === 'finished') {
      return EXIT.ok;
    }
    return state === 'failed' && !session.died ? EXIT.failed : EXIT.cut;
  } finally {
    signal.removeEventListener('abort', stop);
    session.dispose();
  }
}
