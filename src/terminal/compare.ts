/** `compare`: the same training in the course's loop and in the frameworks. */
import path from 'node:path';
import { type Comparison, type ComparisonRequest, compare, whatIsCompared } from '../frameworks/node/comparison';
import type { Patience } from '../host/child';
import { UserError } from '../training/errors';
import { loadWeights } from '../frameworks/weights/node/file';
import { runWith } from '../frameworks/comparable';
import { networkOf, textOf } from '../frameworks/plan';
import type { LayerWeights } from '../frameworks/weights/weights';
import type { RunConfig } from '../protocol/config';
import { type CompareRequest, parseCompareOptions } from './compareOptions';
import { ProgressLine, comparisonJson, printComparison } from './compareReport';
import { EXIT, type ExitStatus } from './exit';
import type { Io } from './io';
import { findCode } from './runCode';
import { type TrainPlaces, placesOfProgram } from './train';
import { findTrainData } from './trainData';

interface ComparePlaces extends TrainPlaces {
  /** The folder of the Python scripts. */
  scripts: string;
  /** `NNFS_PYTHON`; null for none. */
  python: string | null;
  deadlines?: Patience;
}

/**
 * Runs the comparison of the command line.
 *
 * @throws BackendError when the course's network fails; what else `findTrainData` and `compare` throw
 */
export async function runCompare(argv: string[], io: Io, places = comparePlaces()): Promise<ExitStatus> {
  const request = parseCompareOptions(argv);
  const line = new ProgressLine(io);
  try {
    return await comparison(request, io, places, line, io.stopUnread);
  } finally {
    line.end();
  }
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
): Promise<ExitStatus> {
  const { dataGiven, frameworks, steps, threads } = request;
  const weights = request.weights === null ? null : await loadWeights(request.weights);
  const config = weights === null ? request.config : configWith(weights, request);
  const code = await findCode(request, places.dist, signal);
  const settings = { configured: places.mnistFolder, cache: places.cache, mirrors: places.mirrors };
  const data = await findTrainData(config.data, dataGiven, settings, io, signal);
  signal.throwIfAborted();
  const asked: ComparisonRequest = {
    ...{ frameworks, steps, threads, weights },
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
  line.end();
  const name = data.choice.kind === 'folder' ? data.choice.folder : data.choice.kind;
  if (request.json) io.out(comparisonJson(found, name));
  else printComparison(found, name === 'mnist' ? 'MNIST' : name === 'digits' ? 'built-in digits' : name, io);
  return statusOf(found);
}

/** @throws UserError for weights of the other type of network */
function configWith(layers: LayerWeights[], { config, hiddenGiven, weights }: CompareRequest): RunConfig {
  const found = runWith(layers, config);
  if (found === null) {
    const network = networkOf(layers);
    throw new UserError(
      `${weights} holds the weights of ${textOf(network)}. Compare it with --network-type ${network.type}.`,
    );
  }
  return hiddenGiven ? config : found;
}

function statusOf({ entries }: Comparison): ExitStatus {
  if (entries[0].isCut) return EXIT.interrupted;
  return entries.some((entry) => entry.id !== 'course' && entry.error === null) && entries[0].error === null
    ? EXIT.ok
    : EXIT.failed;
}
