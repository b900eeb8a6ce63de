/** MNIST and weights in the extension host of a browser: a download from real servers, a run on it in a real worker, files of weights. */
import * as vscode from 'vscode';
import type { CourseServices } from '../../src/editor/course';
import { throughVsCode } from '../../src/editor/web/elsewhere';
import { placeOf } from '../../src/editor/web/places';
import { loadDigitWeights, saveWeights } from '../../src/frameworks/weights/web/file';
import { elsewhere, reachElsewhere } from '../../src/host/web/elsewhere';
import { host } from '../../src/host/web/host';
import { DataFinder } from '../../src/training/data/web/choose';
import { downloadMnist } from '../../src/training/data/web/mnistDownload';
import { handOver, lookAtMnist } from '../../src/training/data/web/mnistFolder';
import { messageOf } from '../../src/training/errors';
import { type StartRequest, TrainingSession } from '../../src/training/session';
import { defaultsFor } from '../../src/training/validate';
import type { SourceSet } from '../../src/protocol/sources';
import type { WebData, WebGiven } from './cases';

/** Where VS Code keeps what belongs to extensions. */
const CACHE = vscode.Uri.from({ scheme: 'vscode-userdata', path: '/User/globalStorage/nn-from-scratch.test/mnist' });

export async function dataFrom(given: WebGiven, services: CourseServices): Promise<WebData> {
  reachElsewhere(throughVsCode);
  const folder = placeOf(CACHE);
  const { files } = given;
  const download = (mirror: string): Promise<string> =>
    downloadMnist({ folder, files, mirrors: [mirror], retryMs: 0 }).then(() => 'done', messageOf);
  const finder = new DataFinder();
  const missing = await finder.find({ kind: 'mnist' }, { cache: folder });
  const refused = await download(given.closed);
  const unreachable = await download(given.nowhere);
  const damaged = await download(given.damaged);
  const done = await download(given.open);
  const kept = (await elsewhere().list(folder)).map(([name]) => name).sort();
  // What was made up for this test is not the published MNIST.
  const found = await finder.find({ kind: 'mnist' }, { cache: folder });
  return {
    ...{ refused, unreachable, damaged, done, kept },
    found: [missing.kind, found.kind === 'damaged' ? found.problem : found.kind],
    counts: await lookAtMnist(placeOf(vscode.Uri.joinPath(CACHE, '..'))),
    run: await runOn(folder, services),
    weights: await weightsThere(folder, given.packedWeights),
    waysOut: (await runOf(given.waysOut, services)).join(' '),
  };
}

/** A run in a worker that gets the files. */
async function runOn(folder: string, services: CourseServices): Promise<string[]> {
  const config = { ...defaultsFor('mnist'), hidden: [8], epochs: 1, validation: 0 };
  return run(services, {
    config: { ...config, network: 'fast', data: { kind: 'mnist' } },
    sources: null,
    dataFolder: await handOver(folder),
  });
}

const runOf = (sources: SourceSet, services: CourseServices): Promise<string[]> =>
  run(services, { config: { ...defaultsFor('line'), epochs: 1 }, sources, dataFolder: null });

/** @returns what it is about, how it failed, and its last state */
async function run(services: CourseServices, request: StartRequest): Promise<string[]> {
  const told: string[] = [];
  const session = new TrainingSession({ childPath: services.script('train-child.js') });
  session.onEvent((event) => {
    if (event.type === 'info') told.push(event.info.dataDescription);
    if (event.type === 'failed') told.push(event.message);
  });
  session.start(request);
  const state = await session.done;
  return [...told, state];
}

/** @param packed the address of an .npz that NumPy could have packed @returns the hidden layers that were read, and whether all came back */
async function weightsThere(folder: string, packed: string): Promise<string> {
  const [theirs, ours] = ['packed.npz', 'ours.npz'].map((name) => host.placeIn(folder, name));
  await elsewhere().write(theirs, new Uint8Array(await (await fetch(packed)).arrayBuffer()));
  const layers = await loadDigitWeights(theirs);
  await saveWeights(ours, layers);
  const again = await loadDigitWeights(ours);
  const textOf = (read: typeof layers): string =>
    JSON.stringify(read.map(({ weights, bias }) => [...weights.data, ...bias]));
  return `${layers.map(({ weights }) => weights.cols).join()} ${textOf(again) === textOf(layers)}`;
}
