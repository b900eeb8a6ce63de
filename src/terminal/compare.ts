/** `compare`: the same training in the course's loop and in the frameworks. */
import path from 'node:path';
import { type Comparison, type ComparisonRequest, compare, whatIsCompared } from '../frameworks/node/comparison';
import { type Deadlines, BackendError } from '../frameworks/node/backendProcess';
import { type CompareRequest, compareHelp, parseCompareOptions } from './compareOptions';
import { ProgressLine, comparisonJson, printComparison } from './compareReport';
import { interruptible } from './interruptible';
import { EXIT, type Io, atLocation } from './io';
import { findCode } from './runCode';
import { type TrainPlaces, placesOfProgram } from './train';
import { findTrainData } from './trainData';

interface ComparePlaces extends TrainPlaces {
  /** The folder of the Python scripts. */
  scripts: string;
  /** `NNFS_PYTHON`; null for none. */
  python: string | null;
  deadlines?: Deadlines;
}

/**
 * Runs the comparison of the command line.
 *
 * @returns the exit status: 0 at least one framework was compared, 1 none was, 2 files are missing, 3 it was interrupted
 * @throws UsageError for a wrong command line
 */
export async function runCompare(argv: string[], io: Io, places: ComparePlaces = comparePlaces()): Promise<number> {
  const request = parseCompareOptions(argv);
  if (request === null) {
    io.out(compareHelp());
    return EXIT.ok;
  }
  const line = new ProgressLine(io);
  return interruptible(io, EXIT.usage, async (signal) => {
    try {
      return await comparison(request, io, places, line, signal);
    } catch (error) {
      line.clear();
      if (signal.aborted || !(error instanceof BackendError)) throw error;
      io.err(`${error.message}${atLocation(error.location)}\n`);
      return EXIT.failed;
    }
  });
}

function comparePlaces(): ComparePlaces {
  const scripts = path.join(__dirname, '..', 'media', 'python');
  return { ...placesOfProgram(), scripts, python: process.env.NNFS_PYTHON || null };
}

async function comparison(
  request: CompareRequest,
  io: Io,
  places: ComparePlaces,
  line: ProgressLine,
  signal: AbortSignal,
): Promise<number> {
  const { config, dataGiven, frameworks, steps, threads } = request;
  const code = await findCode(request, places.dist, signal);
  const settings = { configured: places.mnistFolder, cache: places.cache, mirrors: places.mirrors };
  const data = await findTrainData(config.data, dataGiven, settings, io, signal);
  signal.throwIfAborted();
  const asked: ComparisonRequest = {
    ...{ frameworks, steps, threads },
    ...whatIsCompared({ ...config, data: data.choice }, code.sources),
    usedReference: code.usedReference,
    dataFolder: data.folder,
  };
  const python = {
    named: request.python ?? places.python,
    option: request.python === null && places.python ? 'NNFS_PYTHON' : '--python',
  };
  const { dist, scripts, deadlines } = places;
  const found = await compare(asked, { dist, scripts, python, deadlines }, (progress) => line.take(progress), signal);
  line.clear();
  const name = data.choice.kind === 'folder' ? data.choice.folder : data.choice.kind;
  if (request.json) io.out(comparisonJson(found, name));
  else printComparison(found, name === 'mnist' ? 'MNIST' : name === 'digits' ? 'built-in digits' : name, io);
  return statusOf(found);
}

function statusOf({ entries }: Comparison): number {
  return entries.some((entry) => entry.id !== 'course' && entry.error === null) && entries[0].error === null
    ? EXIT.ok
    : EXIT.failed;
}
